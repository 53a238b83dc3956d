import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testHouse } from '../../../test/house-kit.ts'

let house: Awaited<ReturnType<typeof testHouse>>
let director: Awaited<ReturnType<typeof house.signIn>>
before(async () => {
  house = await testHouse()
  director = await house.signIn('director')
})
after(() => house.close())

const read = async (path: string) => (await (await director(path)).text()).replace(/<style.*?<\/style>|<svg.*?<\/svg>/gs, ' ').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

test('places stand as they stood on a day', async () => {
  const now = await read('/places')
  assert.ok(now.includes('Westmorland and Furness') && !now.includes('Cumbria E10000006'))
  const then = await read('/places?on=2020-06-01')
  assert.match(then, /Cumbria E10000006 909 authority to 31 March 2023 , then Cumberland , Westmorland and Furness/)
  assert.doesNotMatch(then, /Westmorland and Furness E06000064/)
})

test('a place is found by name, part of a name and any code', async () => {
  for (const q of ['sheff', '373', 'E08000039', 'E08000019']) assert.match(await read(`/places?q=${q}`), /Sheffield/, q)
  assert.match(await read('/places?q=Atlantis'), /No place fits/)
})

test('a day that is none keeps what was typed and says so', async () => {
  const page = await (await director('/places?on=yesterday&q=Derby')).text()
  assert.match(page, /Give the day as year-month-day/)
  assert.match(page, /value="yesterday"/)
  assert.equal((await director('/places?hierarchy=nothing')).status, 404)
})

test('a place shows its codes, region and neighbours, and who counts it: not the same both ways', async () => {
  // In the 2025 model BCP and Kirklees are neighbours of Leeds, and Leeds of neither; thirteen authorities do have Leeds.
  const leeds = await read('/places/383')
  assert.match(leeds, /E08000035/)
  assert.match(leeds, /Yorkshire and The Humber/)
  assert.match(leeds, /Portsmouth very close/)
  assert.match(leeds, /Kirklees close no/)
  assert.match(leeds, /13 authorities count Leeds/)
})

test('a place without neighbours in a model says so', async () => assert.match(await read('/places/E06000063'), /2021 model.*This model has no neighbours for Cumberland/))

test('a place that changed its code has both, with dates', async () => {
  const page = await read('/places/E08000019')
  assert.match(page, /Sheffield/)
  assert.match(page, /E08000019.*until/)
  assert.match(page, /E08000039.*from/)
})

test('tables go out as files', async () => {
  assert.match(await (await director('/places?as=csv')).text(), /E06000015,831,Derby,authority,E12000004,East Midlands/)
  assert.match(await (await director('/places/831?as=csv')).text(), /2025,E06000015,Derby,1,E08000026,Coventry,very close,yes/)
})

test('a name that runs right to left keeps to itself', async () => {
  await house.db.updateTable('places.place').set({ name: 'مدينة <b>' }).where('name', '=', 'Rutland').execute()
  await house.db.updateTable('platform.data_version').set((e) => ({ version: e('version', '+', '1' as never) })).where('area_id', '=', 0).execute()
  const body = await (await director('/places/857')).text()
  assert.match(body, /<bdi>مدينة &lt;b><\/bdi>|<bdi>مدينة &lt;b&gt;<\/bdi>/)
})
