import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import type { Issue } from '#kernel'
import { figureOf, knownPlaces, noShared, SHARED } from './ees-known-places.test-kit.ts'
import { readEes } from './ees-read.ts'
import { recogniseEes } from './ees-recognise.ts'

const SCREENER = `${SHARED}ees_screener/`
const known = noShared ? null : knownPlaces()
const folder = mkdtempSync(join(tmpdir(), 'belong-ees-'))
after(() => rmSync(folder, { recursive: true, force: true }))

test('every broken file gives the answer expected of it, and names its fault', { skip: noShared }, async () => {
  for (const { fixture, answer, must_name } of parse(readFileSync(`${SCREENER}fail/EXPECTED.csv`), { columns: true }) as Record<string, string>[]) {
    const data = `${SCREENER}fail/${fixture}.csv`
    const { issues, blocks } = await read(existsSync(data) ? data : data.replace('.csv', '.meta.csv'))
    const names = new RegExp(
      must_name!
        .split('|')
        .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('|'),
      'i',
    )
    const says = ({ message, column, value, fix }: Issue) => [message, column, value, fix].some((text) => text !== null && names.test(text))
    assert.equal(blocks, answer === 'blocks', `${fixture} blocks`)
    assert.ok(
      issues.list.some((issue) => issue.severity === (answer === 'query' ? 'query' : 'error') && says(issue)),
      `${fixture} names its fault`,
    )
    if (answer === 'query') assert.equal(issues.counts.error, 0, `${fixture} has no error`)
  }
})

test('every valid pair is read without an error', { skip: noShared }, async () => {
  const names = readdirSync(`${SCREENER}pass`).filter((name) => name.endsWith('.csv') && !name.endsWith('.meta.csv'))
  assert.equal(names.length, 30)
  for (const name of names) {
    const { issues, blocks } = await pass(name.replace('.csv', ''))
    assert.deepEqual([issues.counts.error, blocks], [0, false], name)
  }
})

test('nothing of a broken file is loaded wrong', { skip: noShared }, async () => {
  const england = known!.id('E92000001')
  const elsewhere = (await fail('adding_z_locationCode')).content
  assert.equal(figureOf(elsewhere, 'adding-z-locationcode/school_count', england, '2017/18'), 20121)

  const twice = (await fail('duplicate_variable_names')).content
  assert.ok(!twice.series.some(({ code }) => code.includes('enrolments_pa_10_exact')))
  assert.equal(figureOf(twice, 'duplicate-variable-names/enrolments', england, '2017/18'), 6835059)

  const codes = (await fail('country_combinations')).content
  assert.equal(figureOf(codes, 'country-combinations/enrolments?school-type=primary', known!.id('E09000012'), '2017/18'), 16215)
  assert.equal(figureOf(codes, 'country-combinations/enrolments?school-type=primary', known!.id('E08000013'), '2017/18'), 12882)

  const blank = (await fail('blanks_indicators')).content
  assert.equal(
    figureOf(
      blank,
      'blanks-indicators/enrolments_pa_10_exact_percent?school-phase=individual&school-type=state-funded-primary-and-secondary',
      known!.id('E12000005'),
      '2017/18',
    ),
    'not-reported',
  )

  const schools = await fail('not_sch_but_one_filter')
  assert.equal(figureOf(schools.content, 'not-sch-but-one-filter/enrolments?colour=orange', known!.id('E08000013'), '2013/14'), undefined)

  for (const name of ['filter_level', 'time_period', 'time_validation', 'fails_prescreening1', 'passes_everything_ancillary']) {
    const { content, rows } = await fail(name)
    assert.deepEqual([content.cells.length, rows.rejected], [0, rows.read], name)
  }
})

test('old marks are missing, and said once a column', { skip: noShared }, async () => {
  const { content, issues } = await fail('no_data_symbols')
  const region = known!.id('E12000003')
  assert.equal(figureOf(content, 'no-data-symbols/sess_overall_percent?school-type=primary', region, '2017/18'), 'x')
  assert.equal(figureOf(content, 'no-data-symbols/sess_unauthorised_percent?school-type=primary', region, '2017/18'), 1.20243)
  assert.deepEqual(
    issues.list.map(({ rule, row, column }) => [rule, row, column]),
    [
      ['old-mark', 12, 'sess_overall_percent'],
      ['old-mark', 12, 'sess_authorised_percent'],
      ['old-mark', 13, 'enrolments_pa_10_exact'],
      ['old-mark', 14, 'enrolments_pa_10_exact_percent'],
    ],
  )
})

test('errors are listed row by row, the first with how many there are', { skip: noShared }, async () => {
  const { issues } = await fail('geographic_level')
  const levels = issues.list.filter(({ rule }) => rule === 'level')
  assert.equal(levels.length, 165)
  assert.match(levels[0]!.message, /\(\d+ rows\)/)
  assert.equal(new Set(levels.map(({ row }) => row)).size, 165)
})

test('half years, terms and grouping columns tell rows apart', { skip: noShared }, async () => {
  const halves = await pass('financial_half')
  const england = known!.id('E92000001')
  assert.deepEqual([halves.rows.rejected, halves.content.cells.length], [0, 50])
  assert.equal(figureOf(halves.content, 'financial-half/number', england, '2020-21 Part 1'), 285)
  assert.equal(figureOf(halves.content, 'financial-half/number?sin-breakdown=gender&category=transgender', england, '2019-20 Part 2'), 'c')
  assert.deepEqual(
    halves.content.groups.map(({ id }) => id).filter((id) => id === 'all' || id === 'boys'),
    ['all', 'boys'],
  )

  const terms = await pass('school_with_trust')
  assert.equal(terms.rows.rejected, 0)
  assert.equal(figureOf(terms.content, 'school-with-trust/headcount?education-phase=primary', '100000', '2021/22 Spring term'), 277)
  assert.equal(figureOf(terms.content, 'school-with-trust/headcount?education-phase=primary', '100000', '2021/22 Autumn term'), 269)

  for (const [name, rows] of [
    ['filter_groups_mix', 54],
    ['sch_filter_grouped', 25],
    ['financial_quarter', 7],
    ['sch_prov_duplicates', 12],
  ] as const) {
    const read = await pass(name)
    assert.deepEqual([read.rows.read, read.rows.rejected], [rows, 0], name)
  }
})

test('places: Inner London is a region, z and x are none, parents move nothing, a school has its own figure', { skip: noShared }, async () => {
  const regions = (await pass('lad_within_la')).content
  assert.equal(
    figureOf(
      regions,
      'lad-within-la/school_count?education-phase=combined&establishment-type=state-funded-primary-and-secondary',
      known!.id('E13000001'),
      '2017/18',
    ),
    886,
  )

  const outside = await pass('outside_of_england_region')
  assert.equal(outside.rows.rejected, 2)
  assert.equal(figureOf(outside.content, 'outside-of-england-region/school_count', known!.id('E92000001'), '2017/18'), 20121)

  const mixed = (await pass('sch_mixed_levels')).content
  const secondary = '?education-phase=individual&establishment-type=secondary'
  assert.equal(figureOf(mixed, `sch-mixed-levels/school_count${secondary}`, '130912', '2013/14'), -129)
  assert.equal(figureOf(mixed, `sch-mixed-levels/enrolment_count${secondary}`, '130912', '2013/14'), 23792)
  const school = mixed.places.find((place) => 'school' in place && place.school.urn === '130912')
  // Westminster is 213, as the first digits of its LAESTAB say; the district in the row is Stockton-on-Tees.
  assert.deepEqual(school, { school: { urn: '130912', laestab: '2136905', name: 'Paddington Academy', authorityId: known!.find('dfe', '213') } })

  const filter = (await pass('sch_only_filter')).content
  assert.equal(figureOf(filter, 'sch-only-filter/enrolments', known!.id('E09000012'), '2013/14'), undefined)
})

test('percentages over 100 stand, numbers that are names are left out', { skip: noShared }, async () => {
  const over = (await pass('filter_hint_indicator_bug')).content
  assert.equal(figureOf(over, 'filter-hint-indicator-bug/spd_percent', known!.id('E92000001'), '2021/22'), 56737)
  assert.ok(!(await pass('indicator_units_should_pass')).content.measures.some(({ id }) => id.includes('example-id')))
})

test('marks at the start, line ends, quotes and encodings change nothing', { skip: noShared }, async () => {
  const plain = await pass('noFilters')
  const text = readFileSync(`${SCREENER}pass/noFilters.csv`, 'utf8')
    .replace(/^\ufeff/, '')
    .replaceAll('\r\n', '\n')
    .trimEnd()
  const quoted = text
    .split('\n')
    .map((line) =>
      line
        .split(',')
        .map((cell) => `"${cell}"`)
        .join(','),
    )
    .join('\n')
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
  for (const content of [text, `\ufeff${text}\n`, text.replaceAll('\n', '\r\n'), text.replaceAll('\n', '\r'), quoted, utf16]) {
    writeFileSync(join(folder, 'noFilters.csv'), content)
    writeFileSync(join(folder, 'noFilters.meta.csv'), readFileSync(`${SCREENER}pass/noFilters.meta.csv`))
    const read = await readFile(join(folder, 'noFilters.csv'))
    assert.deepEqual(read.content.cells.value.slice(0, 7), plain.content.cells.value.slice(0, 7))
    assert.equal(read.issues.counts.error, 0)
  }
})

test('cells that are no figures are errors of their own, and the rest of the row is loaded', async () => {
  const read = await written('a,b', [
    ['=cmd()', '5'],
    ['1,234', '6'],
    ['3', '7'],
  ])
  assert.deepEqual(
    read.issues.list.filter(({ severity }) => severity === 'error').map(({ row, column, value }) => [row, column, value]),
    [
      [2, 'a', '=cmd()'],
      [3, 'a', '1,234'],
    ],
  )
  assert.deepEqual([read.rows, read.content.cells.length], [{ read: 3, rejected: 0 }, 4])
})

test('rows that say the same are taken once; those that contradict each other not at all', async () => {
  const row = (year: string, figure: string) => `${year},Calendar year,National,E92000001,England,${figure}`
  writeFileSync(
    join(folder, 'twice.csv'),
    [
      'time_period,time_identifier,geographic_level,country_code,country_name,a',
      row('2020', '1'),
      row('2020', '1'),
      row('2021', '2'),
      row('2021', '3'),
      row('2022', '4'),
    ].join('\n'),
  )
  const read = await readFile(join(folder, 'twice.csv'))
  assert.deepEqual(read.rows, { read: 5, rejected: 3 })
  assert.deepEqual(Array.from(read.content.cells.value.subarray(0, read.content.cells.length)), [1, 4])
  assert.deepEqual(
    read.issues.list.filter(({ rule }) => rule !== 'no-meta').map(({ rule, row: at }) => [rule, at]),
    [
      ['repeated', 3],
      ['contradicting', 4],
      ['contradicting', 5],
    ],
  )
})

test('a file without time_identifier asks for it, and takes it', async () => {
  const text = 'time_period,geographic_level,country_code,country_name,a\n202425,National,E92000001,England,5\n'
  writeFileSync(join(folder, 'untimed.csv'), text)
  const asks = await readFile(join(folder, 'untimed.csv'))
  assert.equal(asks.blocks, true)
  assert.match(asks.issues.list.find(({ severity }) => severity === 'error')!.message, /Academic year, Calendar year, Financial year/)
  const told = await readFile(join(folder, 'untimed.csv'), { periodType: 'Academic year' })
  assert.deepEqual([told.blocks, told.content.periods[0]?.period.label, told.content.measures[0]?.periodType], [false, '2024/25', 'Academic year'])
})

const fail = (name: string) => read(`${SCREENER}fail/${name}.csv`)
const pass = (name: string) => read(`${SCREENER}pass/${name}.csv`)

async function read(path: string) {
  const [unit, ...more] = await recogniseEes([{ name: basename(path), path }], false)
  assert.equal(more.length, 0)
  return readEes(unit!.parts, known!)
}

const onlyEngland = {
  find: (_scheme: string, code: string) => (code === 'E92000001' ? 1 : undefined),
  level: () => 'country',
  names: () => ['England'],
}

async function readFile(path: string, options = {}) {
  const [unit] = await recogniseEes([{ name: basename(path), path }], false)
  return readEes(unit!.parts, onlyEngland, options)
}

/** A file of one row a year for England, told apart by year, its columns described by a meta table. */
async function written(columns: string, rows: string[][]) {
  const quote = (cell: string) => `"${cell}"`
  const lines = rows.map((row, at) => [`${2000 + at}`, 'Calendar year', 'National', 'E92000001', 'England', ...row].map(quote).join(','))
  writeFileSync(
    join(folder, 'written.csv'),
    [`time_period,time_identifier,geographic_level,country_code,country_name,${columns}`, ...lines].join('\n'),
  )
  writeFileSync(
    join(folder, 'written.meta.csv'),
    [
      'col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint,filter_grouping_column',
      ...columns.split(',').map((name) => `${name},Indicator,Label ${name},,,0,,`),
    ].join('\n'),
  )
  return readFile(join(folder, 'written.csv'))
}
