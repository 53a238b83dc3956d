import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { importFiles } from '#rooms/collection'
import { DOORS, KINDS } from '../../../app.ts'
import { testHouse } from '../../../../test/house-kit.ts'
import { type Compared, compareWhole, LEVELS } from '../../../../test/kelderby/compare.ts'
import { bringKelderby, type Door, giveFiles, toldOf } from './bring.ts'
import { writeKelderby } from './generate.ts'

// A city small enough to come in within a test, with everything in it that becomes of schools: an academy, a merger, a closure, another cluster.
const ASKED = { pupils: 2000, seed: 7, years: 2, until: '2026-07-31' }

let house: Awaited<ReturnType<typeof testHouse>>
let folder: string
before(async () => {
  house = await testHouse()
  folder = await mkdtemp(join(tmpdir(), 'belong-kelderby-'))
  await writeKelderby(join(folder, 'told'), toldOf(ASKED), { withXml: true, withChildren: true })
})
after(async () => {
  await rm(folder, { recursive: true, force: true })
  await house.close()
})

const keepIn = () => ({ folder: join(folder, 'kept'), key: null })
const door = (): Door => ({ caller: { ...house.operator(), now: new Date() }, kinds: KINDS, doors: DOORS, keepIn: keepIn(), folder: join(folder, 'given'), areaId: 3, progress: () => {} })
const rows = async (text: string, values: unknown[] = []) => (await house.pool.query(text, values)).rows

test('Kelderby goes in by the front door without a file stopped, and a second time changes nothing', async () => {
  const first = await bringKelderby(ASKED, door())
  assert.deepEqual(first.stopped, [])
  assert.ok(first.records > 100_000, `${first.records} records`)
  const children = await rows('select count(*)::int as many from people.child where area_id = 3')
  assert.deepEqual(await giveFiles(join(folder, 'told'), door()), { files: first.files, records: 0, stopped: [] })
  assert.deepEqual(await rows('select count(*)::int as many from people.child where area_id = 3'), children)
  assert.deepEqual(await rows(`select 1 from people.child where area_id in (1, 2) limit 1`), [], 'the real areas are left alone')
  assert.deepEqual(await rows(`select 1 from people.record_row where not area_id = 3 limit 1`), [])
})

test('a school’s census as XML says what the tables said', async () => {
  const files = ['2026_spring_8992000.xml', '2025_autumn_8994001.xml'].map((name) => ({ name, path: join(folder, 'told', 'census-xml', name) }))
  const reports = await importFiles({ ...house.operator(), now: new Date() }, KINDS, keepIn(), files, { area: '899' })
  for (const { rows: { read, same, ...others }, issueCounts } of reports) assert.deepEqual([same, others, issueCounts.error], [read, { new: 0, changed: 0, rejected: 0 }, 0])
})

test('every figure that was told comes out again: child, school, cluster, locality, wedge and city', async () => {
  const { levels, differing } = await compareWhole(house, 3, join(folder, 'told'))
  assert.deepEqual(differing, [])
  assert.deepEqual(levels.map(({ level, differences }) => [level, differences]), LEVELS.map((level) => [level, 0]))
  const [child, ...places] = levels as [Compared, ...Compared[]]
  assert.ok(child.places > 2000 && child.figures > 100_000, `${child.figures} figures of ${child.places} children`)
  for (const { level, places: many, figures } of places) assert.ok(many > 0 && figures > 300, `${figures} figures of ${many} places at the level ${level}`)
})

test('one fact that is not as it was told is found at every level', async () => {
  const [one] = await rows(`select child_id, subject from people.attainment where area_id = 3 and stage = 'KS4' order by child_id, subject limit 1`)
  const { child_id: child, subject } = one as { child_id: string; subject: string }
  await rows('delete from people.attainment where area_id = 3 and child_id = $1 and subject = $2', [child, subject])
  const { levels, differing } = await compareWhole(house, 3, join(folder, 'told'))
  for (const { level, differences } of levels) assert.ok(differences >= 1 && differences <= 2, `${differences} differences at the level ${level}`)
  assert.match(differing.join('\n'), /^city: 899, results, 20\d\d\/\d\d, KS4 results: told \d+, came \d+$/m)
})
