import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { type FileKind, reading, rows, type Writer } from '#platform'
import { testDatabase } from '../../platform/test-database.ts'
import { changesOf } from './code-changes.ts'
import { readDay } from './code-rows.ts'
import { codes } from './codes-file.ts'
import { neighbours } from './neighbours-file.ts'
import { readNeighbours } from './neighbour-rows.ts'
import { placeFinder } from './place-finder.ts'
import { seedNeighbours, seedPlaces } from './place-seed.ts'

const { db, drop } = await testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'belong-places-'))
after(async () => {
  rmSync(folder, { recursive: true, force: true })
  await drop()
})
const within = <Result>(act: (trx: Writer) => Promise<Result>) => db.transaction().execute(act)
before(() =>
  within(async (trx) => {
    await seedPlaces(trx)
    await seedNeighbours(trx)
  }),
)

const shared = (path: string) => fileURLToPath(new URL(`../../../../shared/data/${path}`, import.meta.url))
const skip = existsSync(shared('lait')) ? false : 'the files are not here'

const counts = async () =>
  (
    await rows(
      reading(db),
      sql<Record<string, number>>`
  select (select count(*) from places.place) as places, (select count(*) from places.place_code) as codes, (select count(*) from places.membership) as memberships,
         (select count(*) from places.neighbour) as neighbours, (select count(*) from places.succession) as successions`,
    )
  )[0]!

test('the seed is whole and does nothing the second time', async () => {
  const first = await counts()
  // 1 country, 11 regions, 153 authorities of today, 7 that ended (Bedfordshire, Cheshire, Dorset, Poole, Bournemouth, Northamptonshire, Cumbria).
  assert.equal(first['places'], 172)
  // 2025: 158 authorities, former ones among them; 2021: two fewer, made in 2023 after the model.
  assert.equal(first['neighbours'], 158 * 10 + 156 * 10)
  await within(async (trx) => {
    await seedPlaces(trx)
    await seedNeighbours(trx)
  })
  assert.deepEqual(await counts(), first)
})

test('a place keeps its identity when its code changes, and is another when it is succeeded', async () => {
  const { byCode, findAny } = await placeFinder(reading(db))
  for (const [dfe, ...ons] of [
    ['373', 'E08000019', 'E08000039'],
    ['370', 'E08000016', 'E08000038'],
    ['390', 'E08000020', 'E08000037'],
    ['929', 'E06000048', 'E06000057'],
    ['933', 'E10000027', 'E06000066'],
  ] as const) {
    assert.deepEqual(
      ons.map((code) => byCode('ons', code)),
      ons.map(() => byCode('dfe', dfe)),
      dfe,
    )
  }
  assert.notEqual(byCode('dfe', '835'), byCode('dfe', '838'))
  assert.equal(findAny('970'), byCode('ons', 'E92000001'))
  assert.equal(findAny('987'), byCode('ons', 'E13000001'))
  const [sheffield] = await rows(reading(db), sql<{ ends: string }>`select ends from places.place_code where code = 'E08000019'`)
  assert.equal(sheffield!.ends, '2025-04-30')
  const successors = await rows(
    reading(db),
    sql<{ name: string; on_date: string }>`
    select t.name, s.on_date from places.succession s join places.place t on t.place_id = s.to_id where s.from_id = ${byCode('dfe', '909')!} order by 1`,
  )
  assert.deepEqual(successors, [
    { name: 'Cumberland', on_date: '2023-04-01' },
    { name: 'Westmorland and Furness', on_date: '2023-04-01' },
  ])
})

test('a London borough lies in its half of London, in London and in England', async () => {
  const { byCode } = await placeFinder(reading(db))
  const [reach] = await rows(
    reading(db),
    sql<{ reach: string[] }>`
    select array_agg(p.name order by p.name) as reach from places.reach r join places.place p on p.place_id = r.within_id where r.place_id = ${byCode('dfe', '309')!}`,
  )
  assert.deepEqual([...new Set(reach!.reach)], ['England', 'Haringey', 'Inner London', 'London'])
})

/** As standards of the model's publication give them. */
const NEIGHBOURS: [set: string, place: string, codes: string[]][] = [
  ['2025', '383', ['851', '882', '373', '826', '382', '355', '801', '852', '306', '839']],
  ['2025', '831', ['331', '350', '335', '852', '382', '874', '354', '373', '357', '861']],
]

for (const [set, place, expected] of NEIGHBOURS) {
  test(`the neighbours of ${place} in the ${set} model`, async () => {
    const { byCode } = await placeFinder(reading(db))
    const held = await rows(
      reading(db),
      sql<{
        neighbour_id: number
      }>`select neighbour_id from places.neighbour where set_id = ${set} and place_id = ${byCode('dfe', place)!} order by rank`,
    )
    assert.deepEqual(
      held.map(({ neighbour_id }) => neighbour_id),
      expected.map((code) => byCode('dfe', code)),
    )
  })
}

test('closeness is one scale, however it is written', async () => {
  const held = await rows(reading(db), sql<{ closeness: string | null }>`select distinct closeness from places.neighbour order by 1`)
  // The dashes of 2021 stand only where there is no neighbour either.
  assert.deepEqual(
    held.map(({ closeness }) => closeness),
    ['close', 'extremely close', 'not close', 'somewhat close', 'very close'],
  )
})

const importOf = async <Content>(kind: FileKind<Content>, name: string, path: string, batchId: number) => {
  const units = await kind.recognise([{ name, path }], false)
  assert.deepEqual(
    units.map((unit) => unit.kind),
    [kind.name],
  )
  const checked = await kind.check(reading(db), units[0]!, {})
  const difference = checked.blocks ? null : await within((trx) => kind.commit(trx, checked.content, { areaId: 0, batchId }))
  return { ...checked, difference }
}

test('the workbooks of neighbours say what is held already', { skip }, async () => {
  // Cumberland and Westmorland and Furness stand in the 2021 sheet with dashes: the model is older than they are.
  for (const [name, authorities, outside] of [
    ['sn_may_2025.xlsx', 158, 0],
    ['sn_april_2021.xlsx', 156, 2],
  ] as const) {
    const { issues, difference, blocks, rows: counted } = await importOf(neighbours, name, shared(`lait/${name}`), 1)
    assert.deepEqual([blocks, issues.counts, difference, counted], [false, { error: 0, query: outside }, { new: 0, changed: 0, same: authorities }, { read: 158, rejected: outside }], name)
  }
})

test('a model of another year is a set of its own, and goes with its undo', { skip }, async () => {
  const before = await counts()
  const { difference } = await importOf(neighbours, 'Statistical neighbours (June 2027).xlsx', shared('lait/sn_may_2025.xlsx'), 2)
  assert.deepEqual(difference, { new: 158, changed: 0, same: 0 })
  const [set] = await rows(
    reading(db),
    sql<{ label: string; published: string }>`select label, published from places.neighbour_set where set_id = '2027'`,
  )
  assert.deepEqual(set, { label: 'Statistical neighbours, 2027 model', published: '2027-06-01' })
  await within((trx) => neighbours.undo(trx, { areaId: 0, batchId: 2 }))
  assert.deepEqual(await counts(), before)
})

test('a changed model replaces the old and its undo puts it back, latest first', { skip }, async () => {
  const before = await rows(reading(db), sql`select * from places.neighbour where set_id = '2025' order by place_id, rank`)
  const { difference } = await importOf(neighbours, 'sn_2025.xlsx', shared('lait/sn_april_2021.xlsx'), 3)
  assert.deepEqual([difference!.new, difference!.changed + difference!.same], [0, 156])
  await importOf(neighbours, 'sn_2025.xlsx', shared('lait/sn_may_2025.xlsx'), 4)
  await assert.rejects(
    within((trx) => neighbours.undo(trx, { areaId: 0, batchId: 3 })),
    /Undo batch 4 first/,
  )
  await within((trx) => neighbours.undo(trx, { areaId: 0, batchId: 4 }))
  await within((trx) => neighbours.undo(trx, { areaId: 0, batchId: 3 }))
  assert.deepEqual(await rows(reading(db), sql`select * from places.neighbour where set_id = '2025' order by place_id, rank`), before)
})

test('a workbook whose name has no year asks for one', { skip }, async () => {
  const { blocks, issues } = await importOf(neighbours, 'neighbours.xlsx', shared('lait/sn_may_2025.xlsx'), 5)
  assert.deepEqual([blocks, issues.list.map(({ rule }) => rule)], [true, ['neighbours-year']])
})

const HEADER = ['LA num', 'LA Name', 'LA number', 'GOInd', 'GOReg', ...Array.from({ length: 10 }, (_, i) => [`SN${i + 1}`, 'SNP']).flat()]
const TEN = ['370', '371', '372', '373', '380', '381', '382', '384', '390', '391']
const line = (authority: string, closest: string[], closeness = 'Close') => [
  authority,
  '',
  authority,
  1,
  '',
  ...closest.flatMap((code) => [code, closeness]),
]

const BAD_ROWS: [what: string, row: unknown[], rule: string][] = [
  ['itself as neighbour', line('383', ['383', ...TEN.slice(1)]), 'neighbours-itself'],
  ['a neighbour twice', line('383', ['371', ...TEN.slice(1)]), 'neighbours-twice'],
  ['nine neighbours', line('383', TEN.slice(1)), 'neighbours-number'],
  ['an unknown closeness', line('383', TEN, 'Rather near'), 'neighbours-closeness'],
]

for (const [what, row, rule] of BAD_ROWS) {
  test(`a row with ${what} is left out and named`, () => {
    const { sets, problems } = readNeighbours([[], [], HEADER, row, line('831', TEN)])
    assert.deepEqual(
      [sets.map(({ authority }) => authority), [...new Set(problems.map((problem) => `${problem.rule} ${problem.row}`))]],
      [['831'], [`${rule} 4`]],
    )
  })
}

test('both code lists say what is held already, but for rows of no one authority', { skip }, async () => {
  const before = await counts()
  const list = await importOf(codes, 'la_code_list.xlsx', shared('lait/la_code_list.xlsx'), 6)
  assert.deepEqual(
    [list.issues.list.map(({ rule, row, value }) => [rule, row, value]), list.difference],
    [[['codes-no-authority', 172, '1000']], { new: 0, changed: 0, same: 170 }],
  )
  const dated = await importOf(codes, 'las.csv', shared('geography/las.csv'), 7)
  assert.deepEqual(dated.issues.list.map(({ rule, value }) => `${rule} ${value}`).sort(), [
    'codes-no-authority 314 / 318',
    'codes-no-authority 940 / 941',
    'codes-no-authority 942 / 943',
    'codes-no-authority x',
    'codes-unknown z',
  ])
  assert.deepEqual(dated.difference, { new: 0, changed: 0, same: dated.rows.read - 5 })
  assert.deepEqual(await counts(), before)
})

test('a new authority, a new code, a day and a name come in with a list and go with its undo', async () => {
  const before = await everything()
  const path = join(folder, 'las.csv')
  writeFileSync(
    path,
    [
      'new_la_code,la_name,date_of_operation,date_of_termination,parent_geography_code,entity_code,entity_description,status,old_la_code',
      'E08000035,Leeds,01/01/2009,31/03/2028,E12000003,E08,Metropolitan Districts,terminated,383',
      'E08000040,Leeds City,01/04/2028,,E12000003,E08,Metropolitan Districts,live,383',
      'E06000070,Newplace,01/04/2028,,E12000004,E06,Unitary Authorities,live,944',
      'E06000015,Derby,01/01/2009,,E12000003,E06,Unitary Authorities,live,831',
      'E08000039,Derby,01/05/2025,,E12000004,E06,Unitary Authorities,live,831',
      'E06000016,Leicester,32/01/2009,,E12000004,E06,Unitary Authorities,live,856',
    ].join('\n'),
  )
  const { difference, issues, rows: read } = await importOf(codes, 'las.csv', path, 8)
  assert.deepEqual(difference, { new: 2, changed: 1, same: 0 })
  assert.deepEqual(read, { read: 6, rejected: 3 })
  assert.deepEqual(
    issues.list.map(({ rule, severity, row }) => [rule, severity, row]),
    [
      ['codes-day', 'error', 7],
      ['codes-contradict', 'query', 5],
      ['codes-contradict', 'query', 6],
    ],
  )
  const { byCode } = await placeFinder(reading(db))
  assert.equal(byCode('ons', 'E08000040'), byCode('dfe', '383'))
  assert.notEqual(byCode('dfe', '944'), undefined)
  await within((trx) => codes.undo(trx, { areaId: 0, batchId: 8 }))
  assert.deepEqual(await everything(), before)
})

const everything = () =>
  rows(
    reading(db),
    sql`
  select (select json_agg(p order by place_id) from places.place p) as places, (select json_agg(c order by scheme, code, place_id) from places.place_code c) as codes,
         (select json_agg(m order by hierarchy, place_id, parent_id) from places.membership m) as memberships`,
  )

test('a cut workbook, an empty one and a list in UTF-16 are said for what they are', { skip }, async () => {
  const cut = join(folder, 'cut.xlsx')
  const bytes = readFileSync(shared('lait/sn_may_2025.xlsx'))
  for (const part of [0, 10, 20_000]) {
    writeFileSync(cut, bytes.subarray(0, part))
    assert.deepEqual(await neighbours.recognise([{ name: 'sn_2025.xlsx', path: cut }], false), [])
    for (const kind of [neighbours, codes] as FileKind[]) {
      const [unit] = await kind.recognise([{ name: 'sn_2025.xlsx', path: cut }], true)
      assert.equal((await kind.check(reading(db), unit!, {})).blocks, true)
    }
  }
  const utf16 = join(folder, 'las.csv')
  writeFileSync(utf16, Buffer.from(`\ufeff${readFileSync(shared('geography/las.csv'), 'utf8')}`, 'utf16le'))
  const { blocks, difference } = await importOf(codes, 'las.csv', utf16, 9)
  assert.deepEqual([blocks, difference!.new, difference!.changed], [false, 0, 0])
})

const DAYS: [text: string, day: string | null | undefined][] = [
  ['31/03/2019', '2019-03-31'],
  ['1/4/2023', '2023-04-01'],
  ['2023-04-01', '2023-04-01'],
  ['', null],
  ['NA', null],
  ['31/02/2019', undefined],
  ['soon', undefined],
]

for (const [text, day] of DAYS) test(`“${text}” as a day`, () => assert.equal(readDay(text), day))

test('a list that names a new authority twice makes it once', () => {
  const region = { placeId: 1, level: 'region', name: 'East Midlands', alsoCalled: [], codes: [], within: [] }
  const row = { row: 2, name: 'Newplace', number: '944', ons: 'E06000070', starts: null, ends: '2030-03-31', region: 'East Midlands' }
  const { changes, same } = changesOf([row, { ...row, row: 3, ons: 'E06000071', starts: '2030-04-01', ends: null }, { ...row, row: 4 }], [region])
  assert.deepEqual([changes.map(({ kind, row: at }) => `${kind} ${at}`), same], [['place 2', 'code 2', 'code 2', 'code 3'], 1])
})
