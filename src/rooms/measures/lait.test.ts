import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { MISSING } from '#kernel'
import { type Checked, reading } from '#platform'
import { placeFinder, seedNeighbours, seedPlaces } from '#rooms/places'
import { testDatabase } from '../../platform/test-database.ts'
import { lait, laitPlace } from './lait.ts'
import { LaitRows } from './lait-rows.ts'
import { measureBook } from './measure-book.ts'
import type { PublishedSet } from './published-set.ts'
import { referenceSet } from './reference-figures.ts'

const { db, drop } = await testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'belong-lait-'))
after(async () => {
  rmSync(folder, { recursive: true, force: true })
  await drop()
})
before(() =>
  db.transaction().execute(async (trx) => {
    await seedPlaces(trx)
    await seedNeighbours(trx)
  }),
)

const path = fileURLToPath(new URL('../../../../shared/data/lait/bds_long_0.parquet', import.meta.url))
const skip = existsSync(path) ? false : 'the file is not here'
const unit = (at: string, name = 'anything.bin') => ({ kind: 'lait', file: name, parts: { data: { name, path: at } } })

let whole: Checked<PublishedSet> | undefined
const wholeFile = async () => (whole ??= await lait.check(reading(db), unit(path), {}))

test('the whole file is read without an error, under any name', { skip }, async () => {
  assert.deepEqual(
    (await lait.recognise([{ name: 'anything.bin', path }], false)).map(({ kind }) => kind),
    ['lait'],
  )
  const { content, issues, blocks, rows } = await wholeFile()
  assert.deepEqual({ blocks, ...rows, ...issues.counts }, { blocks: false, read: 641_070, rejected: 0, error: 0, query: 0 })
  assert.equal(content.cells.length, 641_070)
  assert.equal(content.places.length, 170)
  assert.equal(
    content.cells.missing.reduce((count, mark) => count + (mark ? 1 : 0), 0),
    93_883,
  )
})

test('a figure of the file is read as it stands there, its noise taken off and the text kept', { skip }, async () => {
  const { content } = await wholeFile()
  const { series, periods, places, cells } = content
  const england = laitPlace(await placeFinder(reading(db)))('970')
  const cell = cells.row.findIndex(
    (_, at) =>
      series[cells.series[at]!]!.code === 'ExcessYr6' &&
      periods[cells.period[at]!]!.spelling === '2025' &&
      (places[cells.place[at]!] as { placeId: number }).placeId === england,
  )
  assert.deepEqual([cells.value[cell], cells.found.get(cell), periods[cells.period[cell]!]!.period.label], [36.2, '36.200000000000003', '2024/25'])
})

test('the figures we carry are the same as in the file, to the row', { skip }, async () => {
  const { content } = await wholeFile()
  const inFile = new Map(facts(content))
  const carried = facts(await referenceSet(reading(db)))
  assert.equal(carried.length, 242_930)
  const different = carried.filter(([row, fact]) => inFile.get(row) !== fact)
  assert.deepEqual(different.slice(0, 3), [])
})

test('a cut file blocks with a sentence and is still known for what it is', { skip }, async () => {
  const cut = join(folder, 'cut')
  for (const part of [0.999, 0.5, 0.01]) {
    const bytes = readFileSync(path)
    writeFileSync(cut, bytes.subarray(0, Math.floor(bytes.length * part)))
    assert.equal((await lait.recognise([{ name: 'cut', path: cut }], false)).length, 1)
    const { blocks, issues } = await lait.check(reading(db), unit(cut), {})
    assert.deepEqual([blocks, issues.list.map(({ message }) => message.slice(0, 26))], [true, ['The parquet cannot be read']])
  }
})

test('damage inside the file blocks, and so does what is no parquet', { skip }, async () => {
  const damaged = join(folder, 'damaged')
  const bytes = Buffer.from(readFileSync(path))
  bytes.fill(0xff, 40_000, 60_000)
  writeFileSync(damaged, bytes)
  assert.equal((await lait.check(reading(db), unit(damaged), {})).blocks, true)
  writeFileSync(damaged, 'Short Desc,Years,LA Number,Values\n')
  assert.equal((await lait.check(reading(db), unit(damaged), {})).blocks, true)
  assert.deepEqual(await lait.recognise([{ name: 'x.csv', path: damaged }], false), [])
})

test('a dictionary given with it is held against the measure book: 14 short names stand twice, two of them at odds', { skip }, async () => {
  const dictionary = { name: 'd.csv', path: fileURLToPath(new URL('../../../../shared/data/lait/lait_data_dictionary.csv', import.meta.url)) }
  const units = await lait.recognise([{ name: 'f', path }, dictionary], false)
  assert.deepEqual(
    units.map(({ parts }) => Object.keys(parts)),
    [['data', 'dictionary']],
  )
  const { issues, blocks } = await lait.check(reading(db), units[0]!, {})
  assert.deepEqual(
    [blocks, issues.counts, [...new Set(issues.list.map(({ rule }) => rule))]],
    [false, { error: 0, query: 14 }, ['lait-dictionary-twice']],
  )
  assert.deepEqual(
    issues.list
      .filter(({ message }) => message.includes('quartile'))
      .map(({ value }) => value)
      .sort(),
    ['CINPermAbsent_3Term', 'CINPermExclusion'],
  )
})

test('rows that cannot be facts are named by row and column, and the others are taken', async () => {
  const rows = new LaitRows(laitPlace(await placeFinder(reading(db))))
  rows.take(1, 'TotPerAbNew', '2024', '383', '20.5')
  rows.take(2, 'NoSuchMeasure', '2024', '383', '20.5')
  rows.take(3, 'TotPerAbNew', 'soon', '383', '20.5')
  rows.take(4, 'TotPerAbNew', '2024', '1234', '20.5')
  rows.take(5, 'TotPerAbNew', '2024', '831', '1,234')
  rows.take(6, 'TotPerAbNew', '2023', '383', '')
  const { cells } = rows.set()
  assert.deepEqual(
    rows.issues.list.map(({ rule, severity, row, column }) => [rule, severity, row, column]),
    [
      ['lait-unknown-measure', 'error', 2, 'Short Desc'],
      ['lait-unreadable-period', 'error', 3, 'Years'],
      ['lait-unknown-place', 'error', 4, 'LA Number'],
      ['lait-unreadable-value', 'error', 5, 'Values'],
    ],
  )
  assert.deepEqual([rows.read, rows.rejected, [...cells.row.subarray(0, cells.length)]], [6, 4, [1, 6]])
  assert.equal(MISSING[cells.missing[1]! - 1], 'not-reported')
})

test('rows at odds are all set aside; one said twice is taken once', async () => {
  const rows = new LaitRows(laitPlace(await placeFinder(reading(db))))
  rows.take(1, 'TotPerAbNew', '2024', '383', '20.5')
  rows.take(2, 'TotPerAbNew', '2024', '383', '20.6')
  rows.take(3, 'TotPerAbNew', '2024', '383', '20.5')
  rows.take(4, 'TotPerAbNew', '2024', '831', '7')
  rows.take(5, 'TotPerAbNew', '2024', '831', '7.0')
  rows.take(6, 'KS1P_all', '2025', '383', '80')
  rows.take(7, 'KS1P_all', '2025 (prov)', '383', '79')
  const { cells } = rows.set()
  assert.deepEqual(
    rows.issues.list.map(({ rule, row }) => [rule, row]),
    [
      ['lait-rows-conflict', 1],
      ['lait-rows-conflict', 2],
      ['lait-rows-conflict', 3],
      ['lait-row-twice', 5],
      ['lait-rows-conflict', 6],
      ['lait-rows-conflict', 7],
    ],
  )
  assert.deepEqual([rows.rejected, [...cells.row.subarray(0, cells.length)], cells.value[0]], [6, [4], 7])
})

test('the measure book has every column of the dictionary once, in groups that exist', () => {
  const { measures, groups, series } = measureBook()
  assert.equal(series.length, 434)
  assert.equal(new Set(series.map(({ code }) => code)).size, 434)
  assert.equal(new Set(series.map(({ measure, group }) => `${measure} ${group}`)).size, 434)
  const known = new Set(groups.map(({ id }) => id))
  assert.deepEqual(
    series.filter(({ group }) => !known.has(group)),
    [],
  )
  assert.deepEqual(
    measures.filter(({ id }) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)),
    [],
  )
})

const COLUMNS: [code: string, unit: string, polarity: string, decimals: number, quartiles: boolean][] = [
  ['TotPerAbNew', '%', 'low', 2, true],
  ['CPP_Total_Rateper10,000', 'per 10,000 children', 'none', 1, true],
  ['FirstYJS', 'per 100,000 10 to 17 year olds', 'low', 1, true],
  ['C&YPExpenditure', '£', 'none', 0, true],
  ['KS2R_AVG_Scaled_Score', '', 'high', 1, false],
  ['PreChildDea', '', 'none', 1, true],
  ['EngBacEntriesSEN', '%', 'high', 1, true],
  ['SEN_EHC_All_20wks', '%', 'high', 1, true],
]

for (const [code, unitText, polarity, decimals, quartiles] of COLUMNS) {
  test(`${code} keeps the dictionary's rules`, () => {
    const column = measureBook().series.find((one) => one.code === code)!
    assert.deepEqual([column.unit, column.polarity, column.decimals, column.quartiles], [unitText, polarity, decimals, quartiles])
  })
}

function facts({ series, periods, places, cells }: PublishedSet): [number, string][] {
  return Array.from({ length: cells.length }, (_, at) => {
    const { spelling, period, status } = periods[cells.period[at]!]!
    const place = places[cells.place[at]!] as { placeId: number }
    return [
      cells.row[at]!,
      [
        series[cells.series[at]!]!.code,
        spelling,
        period.type,
        period.label,
        status,
        place.placeId,
        cells.value[at],
        cells.missing[at],
        cells.found.get(at),
      ].join('|'),
    ]
  })
}
