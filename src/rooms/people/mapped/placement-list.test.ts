import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { perform } from '#platform'
import { importFiles, undoBatch } from '#rooms/collection'
import { KINDS } from '../../../app.ts'
import { testHouse } from '../../../../test/house-kit.ts'

let house: Awaited<ReturnType<typeof testHouse>>
let folder: string
before(async () => {
  house = await testHouse()
  folder = await mkdtemp(join(tmpdir(), 'belong-placements-'))
})
after(async () => {
  await rm(folder, { recursive: true, force: true })
  await house.close()
})

const HEAD = 'upn,forename,surname,dob,sex,postcode,ap_start,ap_end,provider,provider_type,hours'
const rowsOf = async (text: string) => (await house.pool.query(text)).rows as Record<string, unknown>[]
const undo = (batch: number) => perform(undoBatch(KINDS), house.operator(), { batch, reason: 'a test' })

async function give(name: string, rows: string[]) {
  const path = join(folder, `${Math.random()}`)
  await writeFile(path, [HEAD, ...rows, ''].join('\n'))
  return (await importFiles({ ...house.operator(), now: new Date() }, KINDS, join(folder, 'kept'), [{ name, path }], { area: 'Kelderby' }))[0]!
}

const standing = () => rowsOf(`
  select c.given_name as given, a.provider, a.setting_type as sort, to_char(a.starts, 'YYYY-MM-DD') as starts, to_char(a.ends, 'YYYY-MM-DD') as ends, a.hours_per_week as hours
  from people.alternative_provision a join people.child c using (area_id, child_id) where a.area_id = 3 and c.family_name = 'Quill' order by 1, 4`)
const groups = () => rowsOf(`
  select c.given_name as given, to_char(s.starts, 'YYYY-MM-DD') as starts, to_char(s.ends, 'YYYY-MM-DD') as ends from people.span s join people.child c using (area_id, child_id)
  where s.area_id = 3 and s.topic = 'alternative-provision' and c.family_name = 'Quill' order by 1, 2`)

test('the census of alternative provision comes in by its recipe, provider, sort and hours and all; who is not on the next one has come off; and both can be taken back', async () => {
  const first = await give('ap_census_2025-01-16.csv', [
    'X383400624001,Ivy,Quill,2010-05-03,F,KE1 2AB,2024-10-07,,Boatyard Learning,unregistered,15', 'X383400624001,Ivy,Quill,2010-05-03,F,KE1 2AB,2024-11-04,2024-12-20,Old Pump House Tuition,one-to-one tuition,5',
    'G383200024017,Oak,Quill,2011-02-03,M,,2024-09-09,,,independent,70', 'B831401523099,Fern,Quill,2011-02-04,F,,,,Boatyard Learning,unregistered,10', 'A123456789012,Elm,Quill,2011-02-05,M,,2024-12-01,2024-11-01,X,magic,3',
  ])
  assert.deepEqual([first.status, first.rows], ['committed', { read: 5, new: 3, changed: 0, same: 0, rejected: 2 }], JSON.stringify(first.issues))
  assert.deepEqual(first.issues.map(({ rule, row }) => `${rule} ${row}`).toSorted(), ['ends-before 6', 'hours 4', 'no-provider 4', 'no-start 5', 'word-not-matched 6'])
  assert.deepEqual(await standing(), [
    { given: 'Ivy', provider: 'Boatyard Learning', sort: 'OTH', starts: '2024-10-07', ends: null, hours: 15 }, { given: 'Ivy', provider: 'Old Pump House Tuition', sort: 'OOT', starts: '2024-11-04', ends: '2024-12-20', hours: 5 },
    { given: 'Oak', provider: null, sort: 'IND', starts: '2024-09-09', ends: null, hours: null },
  ])
  assert.deepEqual(await rowsOf(`select series, period from collection.batch where batch_id = ${first.batch}`), [{ series: 'ap-census', period: '2025-01-16' }])
  assert.equal((await give('ap_census_2025-01-16.csv', [])).status, 'rejected')
  const next = await give('ap_census_2026-01-15.csv', ['G383200024017,Oak,Quill,2011-02-03,M,,2024-09-09,,Netmakers,independent,25'])
  assert.equal(next.status, 'committed')
  assert.deepEqual((await groups()).filter(({ given }) => given === 'Ivy').at(-1)!.ends, '2026-01-14')
  assert.ok((await groups()).some(({ given, ends }) => given === 'Oak' && ends === null))
  const again = await give('ap_census_2026-01-15.csv', ['G383200024017,Oak,Quill,2011-02-03,M,,2024-09-09,,Netmakers,independent,20'])
  assert.deepEqual([again.rows.changed, (await standing()).filter(({ given, provider }) => given === 'Oak' && provider !== null).map(({ hours }) => hours)], [1, [20]])
  await undo(again.batch!)
  assert.deepEqual((await standing()).filter(({ given, provider }) => given === 'Oak' && provider !== null).map(({ hours }) => hours), [25])
  for (const { batch } of [next, first]) await undo(batch!)
  assert.deepEqual(await standing(), [])
  assert.deepEqual(await rowsOf(`select 1 from people.child where area_id = 3 and family_name = 'Quill'`), [])
})
