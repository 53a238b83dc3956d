import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { hash } from 'node:crypto'
import { testHouse } from '../../../../test/house-kit.ts'
import { makeToken } from '../sessions.ts'
import { refuseTooOften } from './too-often.ts'

const house = await testHouse()
after(() => house.close())

const fresh = (person: string) => makeToken(house.house.door, person, new Date())
const narrow = (token: string, how: string) => house.pool.query(`update access.token set ${how} where token_hash = $1`, [hash('sha256', token, 'buffer')])
const asked = (token: string, path: string) => house.request(`/api/v1/${path}`, { headers: { authorization: `Bearer ${token}` } })
const sent = (token: string, path: string, body: object) => house.request(`/api/v1/${path}`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(body) })
const areaId = async (slug: string) => (await house.pool.query('select area_id as id from places.area where slug = $1', [slug])).rows[0].id as number

test('a key may do what its person may; limited to verbs, only those', async () => {
  const token = await fresh('director')
  assert.equal((await asked(token, 'access/deeds')).status, 200)
  await narrow(token, `verbs = '{published:read}'`)
  assert.equal((await asked(token, 'access/deeds')).status, 403)
  assert.equal((await sent(token, 'scorecards/write-story', { measure: 'persistent-absence', place: 'E06000015', group: 'all', body: 'x', notKnown: '', version: 0 })).status, 403)
  assert.equal((await asked(token, 'measures')).status, 200)
  assert.equal((await sent(token, 'access/end-sessions', {})).status, 403)
  await narrow(token, `verbs = '{}'`)
  assert.equal((await asked(token, 'access/deeds')).status, 403)
})

test('limited to an area it acts there and reaches no other', async () => {
  const [derby, leeds] = [await areaId('derby'), await areaId('leeds')]
  const token = await fresh('director')
  const set = (place: string) => sent(token, 'scorecards/set-target', { measure: 'persistent-absence', group: 'all', place, period: '2029/30', value: 5.5, reason: 'Because' })
  await narrow(token, `area_id = ${derby}`)
  assert.equal((await set('E06000015')).status, 200)
  assert.ok([403, 404].includes((await set('E08000035')).status))
  await narrow(token, `area_id = ${leeds}`)
  assert.equal((await set('E08000035')).status, 200)
  assert.ok([403, 404].includes((await set('E06000015')).status))
  const { rows } = await house.pool.query(`select area_id from platform.deed where action = 'scorecards.set-target' and door = 'rest' order by at`)
  assert.deepEqual(rows.map((row) => row.area_id), [derby, leeds])
  // An area in which its person has no part opens nothing.
  await narrow(token, 'area_id = 99')
  assert.equal((await asked(token, 'access/deeds')).status, 403)
})

test('a key that was ended or is over, is altered, or is a cookie’s, opens nothing', async () => {
  for (const how of [`ended_at = now()`, `ends_at = now() - interval '1 second'`]) {
    const token = await fresh('director')
    await narrow(token, how)
    assert.equal((await asked(token, 'access/deeds')).status, 403, how)
  }
  const token = await fresh('director')
  for (const bad of [token.slice(4), `${token}x`, token.toUpperCase(), 'x'.repeat(100_000), "' or 1=1"]) assert.equal((await asked(bad, 'access/deeds')).status, 403, bad.slice(0, 40))
  const cookie = (await house.request('/sign-in/demo', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'person=director' })).headers.getSetCookie().find((one) => one.startsWith('belong='))!
  assert.equal((await asked(cookie.split(';')[0]!.split('=')[1]!, 'access/deeds')).status, 403)
  assert.equal((await house.request('/', { headers: { cookie: `belong=${token}` } })).status, 302)
})

test('when a key was last used is written once a minute at most', async () => {
  const token = await fresh('director')
  const used = async () => (await house.pool.query('select used_at as at from access.token where token_hash = $1', [hash('sha256', token, 'buffer')])).rows[0].at as Date | null
  const settled = async (is: (at: Date | null) => boolean) => {
    for (const until = Date.now() + 2000; Date.now() < until && !is(await used()););
    return used()
  }
  await asked(token, 'measures')
  const first = await settled((at) => at !== null)
  assert.ok(first)
  await asked(token, 'measures')
  assert.equal((await used())!.getTime(), first.getTime())
  await narrow(token, `used_at = used_at - interval '61 seconds'`)
  await asked(token, 'measures')
  assert.ok((await settled((at) => at!.getTime() >= first.getTime()))!.getTime() >= first.getTime())
})

test('a key is refused after 600 uses in a minute, a person after 60 searches; the demo’s cast is not counted', async () => {
  const tries = async (times: number, path: string, sender: { tokenId: string | null; slug: string; isDemo: boolean }) => {
    for (let at = 0; at < times; at++) await refuseTooOften(path, sender)
  }
  const key = { tokenId: 'k1', slug: 'a', isDemo: false }
  await tries(600, '/api/v1/measures', key)
  await assert.rejects(tries(1, '/api/v1/measures', key), (refusal: { status: number; seconds: number }) => refusal.status === 429 && refusal.seconds >= 1 && refusal.seconds <= 60)
  await tries(1, '/api/v1/measures', { ...key, tokenId: 'k2' })
  const person = { tokenId: null, slug: 'b', isDemo: false }
  await tries(60, '/search', person)
  await assert.rejects(tries(1, '/search', person), /You have searched more than 60 times in a minute/)
  await tries(100, '/measures', person)
  await tries(700, '/search', { ...key, slug: 'c', isDemo: true })

  // The answer says when to try again, in the header and in words.
  await house.pool.query(`update access.person set demo = false where slug = 'analyst'`)
  const token = await fresh('analyst')
  const answers = await Promise.all(Array.from({ length: 601 }, () => asked(token, 'nothing')))
  const refused = answers.filter(({ status }) => status === 429)
  assert.equal(refused.length, 1)
  assert.match(refused[0]!.headers.get('retry-after')!, /^\d+$/)
  assert.match(((await refused[0]!.json()) as { message: string }).message, /This key was used more than 600 times in a minute\. Try again in \d+ seconds/)
})
