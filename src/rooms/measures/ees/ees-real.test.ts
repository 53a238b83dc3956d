import assert from 'node:assert/strict'
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, test } from 'node:test'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { figureOf, knownPlaces, noShared, SHARED } from './ees-known-places.test-kit.ts'
import { readEes } from './ees-read.ts'
import { recogniseEes } from './ees-recognise.ts'

const known = noShared ? null : knownPlaces()
const folder = mkdtempSync(join(tmpdir(), 'belong-ees-real-'))
after(() => rmSync(folder, { recursive: true, force: true }))

test("the EHC release: labels from its guidance, rates with their parts, groups in the book's words", { skip: noShared }, async () => {
  const { content, issues, rows } = await read('ehc_plans_2025/timeliness_20_week.csv')
  assert.deepEqual([issues.counts.error, issues.counts.query, rows.rejected], [0, 1, 0])
  assert.equal(content.release, 'Education, health and care plans, reporting year 2025')

  const within = content.series.findIndex(({ measure, group }) => measure === 'ehc-plans-within-20-weeks' && group === 'all')
  const derby = content.places.findIndex((place) => 'placeId' in place && place.placeId === known!.id('E06000015'))
  const year = content.periods.findIndex(({ period }) => period.label === '2024')
  const at = content.cells.series.findIndex(
    (one, cell) => one === within && content.cells.place[cell] === derby && content.cells.period[cell] === year,
  )
  // Row 8563 of the file: 62 of 442 plans, printed as 14.
  assert.deepEqual([content.cells.value[at], content.cells.numerator[at], content.cells.denominator[at], content.cells.row[at]], [14, 62, 442, 8563])

  const code = 'timeliness-20-week/pc_plans_issued_within_20_weeks'
  assert.equal(figureOf(content, code, known!.id('E92000001'), '2024'), 45.9)
  // The file prints Sheffield's code of before May 2025; its three-digit code has not changed.
  assert.equal(figureOf(content, code, known!.find('dfe', '373')!, '2024'), 49)
  assert.equal(figureOf(content, 'timeliness-20-week/PC_plans_issued_20_weeks_ex', known!.find('dfe', '838')!, '2024'), 'x')
  for (const id of ['boys', 'girls', 'age-10', 'white-british', 'gypsy-roma'])
    assert.ok(
      content.groups.some((group) => group.id === id),
      id,
    )
})

test('a column name used twice is set aside, the rest is loaded', { skip: noShared }, async () => {
  const { content, issues } = await read('ehc_plans_2025/annual_reviews.csv')
  assert.deepEqual(
    issues.list.filter(({ rule }) => rule === 'column-twice').map(({ column }) => column),
    ['review_meeting_prior_24'],
  )
  assert.ok(!content.series.some(({ code }) => code.includes('review_meeting_prior_24')))
  assert.equal(figureOf(content, 'annual-reviews/total_ehc_plans', known!.id('E06000015'), '2024'), 3735)
})

test('files without meta or guidance, of every sort at hand', { skip: noShared }, async () => {
  const weekly = await read('attendance/week_29_persistent_absence_2025.csv')
  assert.deepEqual([weekly.rows.rejected, weekly.issues.counts], [0, { error: 0, query: 1 }])
  assert.equal(figureOf(weekly.content, 'week-29-persistent-absence-2025/persistent_absence_percent', known!.id('E92000001'), '2025 Week 30'), 18.7)

  const social = await read('social_care/ks4_la.csv')
  assert.equal(social.issues.counts.error, 0)
  assert.equal(social.content.periods.find(({ period }) => period.label === '2024/25')?.status, 'revised')
  assert.equal(figureOf(social.content, 'ks4-la/avg_att8?social-care-group=in-need', known!.id('E92000001'), '2024/25'), 17.3)
})

test('the zip of a release is one unit a data set, each with its guidance', { skip: noShared }, async () => {
  const zip = new ZipFile()
  const from = `${SHARED}ehc_plans_2025/`
  for (const name of ['requests.csv', 'timeliness_20_week.csv']) zip.addReadStream(createReadStream(from + name), `data/${name}`)
  zip.addReadStream(createReadStream(`${from}data-guidance/data-guidance.txt`), 'data-guidance/data-guidance.txt')
  zip.end()
  const path = join(folder, 'release.zip')
  await pipeline(zip.outputStream, createWriteStream(path))

  const units = await recogniseEes([{ name: 'release.zip', path }], false)
  assert.deepEqual(
    units.map(({ file, parts }) => [file, Object.keys(parts).join()]),
    [
      ['release.zip › data/requests.csv', 'data,guidance'],
      ['release.zip › data/timeliness_20_week.csv', 'data,guidance'],
    ],
  )
  const { content } = await readEes(units[0]!.parts, known!)
  assert.equal(figureOf(content, 'requests/request_outcome_six_weeks_pc', known!.id('E06000015'), '2024'), 34.1)
})

test('either file of a pair may be given, or both; what is none of ours is left alone', { skip: noShared }, async () => {
  const data = `${SHARED}ees_screener/pass/hyphen.csv`
  const meta = `${SHARED}ees_screener/pass/hyphen.meta.csv`
  const given = (path: string) => ({ name: basename(path), path })
  for (const files of [[given(data)], [given(meta)], [given(meta), given(data)]]) {
    const units = await recogniseEes(files, false)
    assert.deepEqual(
      units.map(({ file, parts }) => [file, parts['data']?.path, parts['meta']?.path]),
      [['hyphen.csv', data, meta]],
    )
  }
  assert.deepEqual(await recogniseEes([given(`${SHARED}social_care/sn_model_2025_wide.csv`)], false), [])
  // An upload lies under a name that is not its own: nothing is looked for beside it.
  assert.deepEqual(
    (await recogniseEes([{ name: 'other.csv', path: data }], false)).map(({ parts }) => Object.keys(parts)),
    [['data']],
  )
})

async function read(name: string) {
  const path = SHARED + name
  const [unit] = await recogniseEes([{ name: basename(path), path }], false)
  return readEes(unit!.parts, known!)
}
