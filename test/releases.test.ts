import assert from 'node:assert/strict'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ask, perform } from '#platform'
import { collectionDoors, given, importFiles } from '#rooms/collection'
import { readMeasure } from '#rooms/measures'
import { KINDS } from '../src/app.ts'
import { testHouse } from './house-kit.ts'

/** An invented release: one indicator with its parts, for England and two authorities, over two years. */
const HEAD = 'time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,old_la_code,la_name,visits'
const row = (year: string, level: 'National' | 'Derby' | 'Leeds', value: string) =>
  `${year},Calendar year,${level === 'National' ? 'National' : 'Local authority'},E92000001,England,${level === 'National' ? ',,,,' : level === 'Derby' ? 'E12000004,East Midlands,E06000015,831,Derby' : 'E12000003,Yorkshire and The Humber,E08000035,383,Leeds'},${value}`
const META = 'col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint,filter_grouping_column\nvisits,Indicator,Visits made in time,,%,1,,\n'

const FIRST = [HEAD, row('2023', 'National', '50.5'), row('2023', 'Derby', '40'), row('2023', 'Leeds', 'c'), row('2024', 'National', '51'), row('2024', 'Derby', '41'), row('2024', 'Leeds', '61')]
const SECOND = [HEAD, row('2023', 'National', '50.5'), row('2023', 'Derby', '40'), row('2023', 'Leeds', '60'), row('2024', 'National', '51'), row('2024', 'Derby', '42.5'), row('2024', 'Leeds', '61'), row('2025', 'Derby', '43')]

const undoBatch = collectionDoors(KINDS).actions.find(({ name }) => name === 'collection.undo-batch')!
let house: Awaited<ReturnType<typeof testHouse>>
let folder: string
before(async () => {
  house = await testHouse()
  folder = await mkdtemp(join(tmpdir(), 'belong-releases-'))
})
after(() => house.close())

async function bring(name: string, lines: string[]) {
  const path = join(folder, `${name}.csv`)
  await writeFile(path, `${lines.join('\n')}\n`)
  await writeFile(join(folder, `${name}.meta.csv`), META)
  const [unit] = await importFiles(house.operator(), KINDS, join(house.dataFolder, 'files'), [given(path)], {})
  return unit!
}

const derby = () => ask(readMeasure, house.operator(), { id: 'visits-in-time-visits', place: '831', compare: 'national' })
const leeds = () => ask(readMeasure, house.operator(), { id: 'visits-in-time-visits', place: '383', compare: '' })
const held = async () => (await house.pool.query('select count(*) as n from measures.observation')).rows[0].n

test('a newer release shows what changed, keeps what it replaced, and undo puts it back; undone in the wrong order is refused', async () => {
  const before = await held()
  const first = await bring('visits-in-time', FIRST)
  assert.deepEqual([first.status, first.rows], ['committed', { read: 6, new: 6, changed: 0, same: 0, rejected: 0 }])
  assert.deepEqual((await leeds()).points.map(({ value, missing }) => [value, missing]), [[null, 'c'], [61, null]])

  const second = await bring('visits-in-time', SECOND)
  assert.deepEqual([second.status, second.rows], ['committed', { read: 7, new: 1, changed: 2, same: 4, rejected: 0 }])
  const now = await derby()
  assert.deepEqual(now.points.map(({ period, value, source }) => [period, value, source.batch, source.row]), [['2023', 40, first.batch, 3], ['2024', 42.5, second.batch, 6], ['2025', 43, second.batch, 8]])
  assert.deepEqual([now.compare.period, now.compare.change, now.compare.national?.missing], ['2025', 0.5, 'not-reported'])
  assert.deepEqual((await leeds()).points.map(({ value, missing }) => [value, missing]), [[60, null], [61, null], [null, 'not-reported']])
  const { rows: kept } = await house.pool.query('select value, missing, batch_id from measures.replaced where replaced_by = $1 order by row', [second.batch])
  assert.deepEqual(kept, [{ value: null, missing: 'c', batch_id: first.batch }, { value: 41, missing: null, batch_id: first.batch }])

  await assert.rejects(perform(undoBatch, house.operator(), { batch: String(first.batch) }), (refusal: { kind: string; message: string }) => refusal.kind === 'conflict' && refusal.message.includes(`Undo batch ${second.batch} first`))
  await perform(undoBatch, house.operator(), { batch: String(second.batch) })
  assert.deepEqual((await derby()).points.map(({ value }) => value), [40, 41])
  await perform(undoBatch, house.operator(), { batch: String(first.batch) })
  await assert.rejects(derby(), { kind: 'missing' })
  assert.equal(await held(), before)
  const { rows: left } = await house.pool.query(`select (select count(*) from measures.replaced) as replaced, (select count(*) from measures.batch_rests_on) as rests`)
  assert.deepEqual(left, [{ replaced: 0, rests: 0 }])
})

test('the same content is unchanged under another name, and comes in again once it was undone', async () => {
  const first = await bring('visits-again', FIRST)
  const renamed = await bring('something-else', FIRST)
  assert.deepEqual([renamed.status, renamed.batch, renamed.rows.same], ['unchanged', first.batch, 6])
  await perform(undoBatch, house.operator(), { batch: String(first.batch) })
  assert.equal((await bring('visits-again', FIRST)).status, 'committed')
})

test('a name that breaks off in the middle leaves nothing: commit is all or nothing', async () => {
  const before = await held()
  const lines = [...FIRST]
  await house.pool.query('alter table collection.finding add constraint torn check (rule <> rule) not valid')
  await assert.rejects(bring('torn', [...lines, row('2024', 'Derby', '99')]))
  await house.pool.query('alter table collection.finding drop constraint torn')
  assert.equal(await held(), before)
  const { rows } = await house.pool.query(`select count(*) as n from collection.batch where file = 'torn.csv'`)
  assert.equal(rows[0].n, 0)
})
