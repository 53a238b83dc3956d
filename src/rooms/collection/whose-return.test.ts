import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { importFiles, keptPlace } from '#rooms/collection'
import { testHouse } from '../../../test/house-kit.ts'
import { KINDS } from '../../app.ts'
import { collectionWork } from './batch-work.ts'

let house: Awaited<ReturnType<typeof testHouse>>
let folder: string
before(async () => {
  house = await testHouse()
  folder = await mkdtemp(join(tmpdir(), 'belong-whose-'))
})
after(async () => {
  await rm(folder, { recursive: true, force: true })
  await house.close()
})

test('work that somebody asked for who may give returns no more is not done, and the batch stands as it did', async () => {
  const path = join(folder, 'suspensions.csv')
  await writeFile(path, 'URN,UPN,startdate,sessions,reason1,category\n899002,X383400624001,2024-11-04,3,PP,SUSP\n')
  const [report] = await importFiles({ ...house.operator(), now: new Date() }, KINDS, keptPlace(house.house.settings), [{ name: 'suspensions.csv', path }], { area: 'Kelderby' })
  const work = (name: string, askedBy: string) => collectionWork(KINDS, keptPlace(house.house.settings)).find((one) => one.name === name)!.run({ db: house.db, areaId: 3, workId: '', input: { batch: report!.batch, area: 3 }, askedBy, progress: async () => {} } as never)
  const batch = async () => (await house.pool.query(`select state, undone_by as by, (select count(*)::int from people.suspension where batch_id = b.batch_id) as facts from collection.batch b where area_id = 3 and batch_id = $1`, [report!.batch])).rows[0]
  const asked = (state: string) => house.pool.query(`update collection.batch set state = $2, undone_by = 'analyst', undone_at = now() where area_id = 3 and batch_id = $1`, [report!.batch, state])

  await asked('undoing')
  await assert.rejects(work('collection.undo', 'analyst'), /does not let you give returns/)
  assert.deepEqual(await batch(), { state: 'committed', by: null, facts: 1 })
  await house.pool.query(`update collection.batch set content_hash = 'another' where area_id = 3 and batch_id = $1`, [report!.batch])
  await asked('committing')
  await assert.rejects(work('collection.commit', 'analyst'), /does not let you give returns/)
  assert.deepEqual((await batch()).state, 'checked')
  await asked('undoing')
  await work('collection.undo', 'data-manager')
  assert.deepEqual(await batch(), { state: 'undone', by: 'analyst', facts: 0 })
})
