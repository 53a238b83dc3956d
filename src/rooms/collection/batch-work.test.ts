import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { given, importFiles, keptPlace } from '#rooms/collection'
import { form, testHouse } from '../../../test/house-kit.ts'
import { KINDS, workOf } from '../../app.ts'

let house: Awaited<ReturnType<typeof testHouse>>
let manager: Awaited<ReturnType<typeof house.signIn>>
let batch: number
before(async () => {
  house = await testHouse()
  manager = await house.signIn('data-manager')
  await manager('/area', form({ area: 'kelderby' }))
  const path = join(house.dataFolder, 'suspensions.csv')
  await writeFile(path, 'URN,UPN,startdate,sessions,reason1,reason2,reason3,category,senprovision,incare\n899002,X383400624001,2024-11-04,3,PP,,,SUSP,K,N\n')
  const [report] = await importFiles({ ...house.operator(), now: new Date() }, KINDS, keptPlace(house.house.settings), [given(path)], { area: 'Kelderby' })
  batch = report!.batch!
})
after(() => house.close())

/** As when the connection of a batch's work has broken for the last time: in a state in which work goes on, and given up. */
async function givenUp(kind: string, state: string) {
  await house.pool.query(`
    with work as (
      insert into platform.work (area_id, work_id, kind, title, input, state, asked_by, asked_at, fault_reference)
      values (3, gen_random_uuid(), $1, $1, '{}', 'failed', 'operator', now(), 'F-BROKEN') returning work_id)
    update collection.batch set work_id = work.work_id, state = $2, undone_by = 'operator' from work where area_id = 3 and batch_id = $3`, [kind, state, batch])
  await workOf(house.house).find(({ name }) => name === kind)!.givenUp!({ db: house.db, areaId: 3, workId: '', input: { batch, area: 3 } })
  const [held] = (await house.pool.query<{ state: string; by: string | null }>(`select state, undone_by as by from collection.batch where area_id = 3 and batch_id = $1`, [batch])).rows
  return { ...held, page: (await (await manager(`/data/${batch}`)).text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ') }
}

test('an undo that was given up leaves the file in, and its page says so with the reference', async () => {
  const { state, by, page } = await givenUp('collection.undo', 'undoing')
  assert.deepEqual([state, by], ['committed', null])
  assert.match(page, /Taken in: 1 row new suspensions\.csv\. It was not undone\. .{0,80} recorded as F-BROKEN/)
})

test('a check that was given up is broken off, which its page says with the reference', async () => {
  const { state, page } = await givenUp('collection.check', 'checking')
  assert.equal(state, 'failed')
  assert.match(page, /It broke off, and nothing was taken in .{0,120} recorded as F-BROKEN/)
  assert.match(page, /Check it again/)
})
