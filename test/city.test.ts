import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { askForCity, kelderby } from '../src/install.ts'
import { readSettings } from '#platform'
import { testDatabase } from '../src/platform/test-database.ts'
import { testHouse } from './house-kit.ts'

let house: Awaited<ReturnType<typeof testHouse>>
before(async () => (house = await testHouse()))
after(() => house.close())

const asked = async () => (await house.pool.query(`select area_id, kind, state, input from platform.work where kind = 'people.seed-kelderby'`)).rows

test('the small city is asked for once, in Kelderby, and only where it is wanted', async () => {
  assert.deepEqual(await asked(), [], 'getting ready does not ask for it')
  await askForCity(house.db, readSettings({ BELONG_CITY: 'off' }))
  await askForCity(house.db, readSettings({ BELONG_DEMO: 'off' }))
  assert.deepEqual(await asked(), [])
  for (let time = 0; time < 2; time += 1) await askForCity(house.db, readSettings({}))
  const until = new Date().toISOString().slice(0, 10)
  assert.deepEqual(await asked(), [{ area_id: 3, kind: 'people.seed-kelderby', state: 'waiting', input: { pupils: 6000, seed: 1, years: 2, until } }])
})

test('without the demo, the city makes an area of its own beside the real ones', async () => {
  const empty = await testDatabase('migrated')
  try {
    const numbers = [await empty.db.transaction().execute(kelderby), await empty.db.transaction().execute(kelderby)]
    assert.deepEqual(numbers, [1, 1], 'made once')
    const { rows } = await empty.pool.query(`select a.slug, c.code from places.area a join places.place_code c on c.place_id = a.place_id and c.scheme = 'dfe'`)
    assert.deepEqual(rows, [{ slug: 'kelderby', code: '899' }])
  } finally {
    await empty.drop()
  }
})
