import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { form, testHouse } from '../../../../test/house-kit.ts'

const KELDERBY = 3
const AUTUMN = { series: 'school-census', period: '2026-3-autumn' }

let house: Awaited<ReturnType<typeof testHouse>>
let manager: Awaited<ReturnType<typeof house.signIn>>
let head: Awaited<ReturnType<typeof house.signIn>>
before(async () => {
  house = await testHouse()
  manager = await house.signIn('data-manager')
  head = await house.signIn('head')
  for (const one of [manager, head]) await one('/area', form({ area: 'kelderby' }))
  await house.pool.query(`
    insert into collection.expected_return (area_id, expected_id, series, answered_by, period, label, covers_from, covers_until, due_on, place_id, by_whom, asks_sign_off, made_by, made_at)
    select ${KELDERBY}, gen_random_uuid(), 'school-census', '{school-census}', '2026-3-autumn', 'Autumn', current_date - 20, current_date - 20, current_date - 1, place_id, 'settings', false, 'data-manager', now() from places.area where area_id = ${KELDERBY}`)
})
after(() => house.close())

const wordsOf = async (ask: typeof manager, path = '/') => {
  const text = (await (await ask(path)).text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  return /(\d+) missing/.exec(text)?.[1] ?? (/Nothing is missing/.test(text) ? '0' : null)
}

test('home tells each what of the returns is theirs, from what was reckoned for nobody else', async () => {
  for (let time = 0; time < 2; time += 1) {
    assert.equal(await wordsOf(manager), '8', 'the eight schools of Kelderby')
    assert.equal(await wordsOf(head), '1', 'her own')
    assert.equal(await wordsOf(manager, '/data'), '8')
  }
})

test('what somebody says of a return is told at the next visit, to everyone it concerns', async () => {
  assert.equal((await head('/returns/899001/nil', form(AUTUMN))).status, 303)
  assert.deepEqual([await wordsOf(manager), await wordsOf(head)], ['7', '0'])
})

test('whoever may give returns no more is told nothing of them, and whoever gives for one school more is told of both', async () => {
  await house.parts.lose('head', 'return:give', [KELDERBY])
  assert.equal(await wordsOf(head), null)
  await house.parts.restore()
  await house.pool.query(`insert into access.grant_held (area_id, person, verb, place_id, starts, source) select ${KELDERBY}, 'head', 'return:give', place_id, '2020-01-01', 'kit' from places.place_code where scheme = 'urn' and code = '899003'`)
  await house.pool.query(`update platform.data_version set version = version + 1`)
  assert.equal(await wordsOf(head), '1', 'the other school has not given it')
})

test('between two visits in which nothing was written nothing is reckoned again', async () => {
  await wordsOf(manager)
  // Put there behind the back of every action: nobody hears of it before the data has moved on.
  await house.pool.query(`update collection.expected_return set ended_at = now()`)
  assert.equal(await wordsOf(manager), '7')
  await house.pool.query(`update platform.data_version set version = version + 1 where area_id = ${KELDERBY}`)
  assert.equal(await wordsOf(manager), null)
})
