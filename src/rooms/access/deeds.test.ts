import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { recordDeed } from '#platform'
import { testHouse } from '../../../test/house-kit.ts'

let house: Awaited<ReturnType<typeof testHouse>>
before(async () => (house = await testHouse()))
after(() => house.close())

const plain = (body: string) => body.replace(/<style.*?<\/style>/gs, ' ').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const deed = (areaId: number, action: string, at: string, input: object) =>
  house.db.transaction().execute((tx) => recordDeed(tx, { areaId, action, caller: { ...house.as('officer', areaId), now: new Date(at) }, input }))

test('who may reads who did what: of their area and of what all share, newest first, never of another area', async () => {
  await deed(1, 'scorecards.write-story', '2099-03-01T09:00:00Z', { measure: 'persistent-absence', place: 'E06000015', group: 'all', body: 'A secret cause' })
  await deed(2, 'programme.add-action', '2099-03-02T09:00:00Z', { measure: 'suspensions', place: 'E08000035' })
  await deed(0, 'collection.undo-batch', '2099-03-03T09:00:00Z', { batch: 7 })
  const body = await (await (await house.signIn('dpo'))('/deeds')).text()
  assert.match(plain(body), /3 March 2099, 09:00 Priya Marlowe Take back what a file brought and put back what it replaced Batch 7 on a page All areas 1 March 2099, 09:00 Priya Marlowe Write the story/)
  assert.match(body, /href="\/measures\/persistent-absence\?place=E06000015"/)
  assert.doesNotMatch(body, /A secret cause|suspensions/)
})

test('whoever may not is told so, and is not shown the way', async () => {
  const [head, dpo] = [await house.signIn('head'), await house.signIn('dpo')]
  assert.equal((await head('/deeds')).status, 403)
  assert.equal((await head('/api/v1/access/deeds')).status, 403)
  assert.doesNotMatch(await (await head('/')).text(), /href="\/deeds"/)
  assert.match(await (await dpo('/')).text(), /href="\/deeds"/)
  const lines = (await (await dpo('/api/v1/access/deeds')).json()) as { areaId: number; action: string }[]
  assert.ok(lines.length && lines.every(({ areaId }) => areaId !== 2))
})

test('a hundred a page', async () => {
  for (let at = 0; at < 101; at += 1) await deed(1, 'desk.set-up', `2098-01-01T00:${String(at % 60).padStart(2, '0')}:00Z`, {})
  const dpo = await house.signIn('dpo')
  assert.match(await (await dpo('/deeds')).text(), /href="\/deeds\?page=2"/)
  assert.match(await (await dpo('/deeds?page=2')).text(), /Newer/)
  assert.match(await (await dpo('/deeds?page=900')).text(), /There are no more lines/)
  assert.equal((await dpo('/deeds?page=x')).status, 422)
})
