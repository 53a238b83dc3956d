import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { form, testHouse } from '../../../../test/house-kit.ts'
import { openSession, rotateSession } from '../sessions.ts'
import { deviceInWords } from './device-in-words.ts'

const house = await testHouse()
after(() => house.close())

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const HERE = { origin: 'http://localhost:3000', host: 'localhost:3000' }

/** A cookie of a fresh session of one of the cast, and the session's id. */
async function enter(person: string, device = FIREFOX) {
  const answer = await house.request('/sign-in/demo', { ...form({ person }), headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': device } })
  const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('belong='))!
  const { rows } = await house.pool.query('select session_id as id from access.session where person = $1 order by made_at desc, session_id limit 1', [person])
  return { cookie: cookie.split(';')[0]!, set: cookie, id: rows[0].id as string }
}

const open = (cookie: string, path = '/account/sessions') => house.request(path, { headers: { cookie } })
const post = (cookie: string, path: string, fields: Record<string, string> = {}) => house.request(path, { ...form(fields), headers: { 'content-type': 'application/x-www-form-urlencoded', cookie, ...HERE } })
const later = (id: string, minutes: number) => house.pool.query(`update access.session set seen_at = seen_at - make_interval(mins => $2::int) where session_id = $1`, [id, minutes])
const isIn = async (cookie: string) => (await open(cookie)).status === 200

test('somebody sees where they are signed in, in words, and nobody else’s sessions', async () => {
  const [here, there] = [await enter('analyst'), await enter('analyst', 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1')]
  const other = await enter('director')
  const text = await (await open(here.cookie)).text()
  assert.match(text, /You are signed in on 2 browsers/)
  assert.match(text, /Firefox on Linux[^]*?This browser/)
  assert.match(text, /Safari on an iPhone/)
  assert.ok(text.includes(there.id) && !text.includes(other.id))
  assert.equal((await post(here.cookie, '/account/sessions/end', { session: other.id })).status, 404)
  assert.ok(await isIn(other.cookie))

  assert.equal((await post(here.cookie, '/account/sessions/end', { session: there.id })).headers.get('location'), '/account/sessions?done=yes')
  assert.deepEqual([await isIn(here.cookie), await isIn(there.cookie)], [true, false])
  assert.match(await (await open(here.cookie)).text(), /You are signed in here alone/)
})

test('signing out everywhere but here leaves this browser in; everywhere leaves none', async () => {
  const [a, b, c] = [await enter('dpo'), await enter('dpo'), await enter('dpo')]
  await post(a.cookie, '/account/sessions/end-others')
  assert.deepEqual([await isIn(a.cookie), await isIn(b.cookie), await isIn(c.cookie)], [true, false, false])
  const d = await enter('dpo')
  const answer = await post(a.cookie, '/account/sessions/end-all')
  assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/sign-in'])
  assert.deepEqual([await isIn(a.cookie), await isIn(d.cookie)], [false, false])
  const { rows } = await house.pool.query(`select action from platform.deed where person = 'dpo' and action like 'access.end%' order by at`)
  assert.deepEqual(rows.map(({ action }) => action), ['access.end-sessions', 'access.end-sessions'])
})

test('who reaches children is signed out after 15 minutes without a page, others after 30, everybody after 12 hours', async () => {
  for (const [person, minutes] of [['officer', 15], ['board-member', 30]] as const) {
    const { cookie, id } = await enter(person)
    await later(id, minutes - 1)
    assert.ok(await isIn(cookie), `${person} after ${minutes - 1}`)
    await house.pool.query('update access.session set seen_at = now() where session_id = $1', [id])
    await later(id, minutes + 1)
    assert.ok(!(await isIn(cookie)), `${person} after ${minutes + 1}`)
  }
  const { cookie, id } = await enter('board-member')
  const { rows } = await house.pool.query(`select extract(epoch from ends_at - made_at)::int as seconds from access.session where session_id = $1`, [id])
  assert.equal(rows[0].seconds, 12 * 3600)
  await house.pool.query(`update access.session set ends_at = now() - interval '1 second' where session_id = $1`, [id])
  assert.ok(!(await isIn(cookie)))
})

test('looking at a page keeps a session awake, and so does saying that one stays; it is written once a minute at most', async () => {
  const { cookie, id } = await enter('officer')
  const seen = async () => (await house.pool.query('select seen_at as at from access.session where session_id = $1', [id])).rows[0].at.getTime()
  const first = await seen()
  await open(cookie)
  assert.equal(await seen(), first)
  await later(id, 14)
  const token = /<meta name="belong-token" content="([\w-]+)"/.exec(await (await open(cookie)).text())![1]!
  for (const until = Date.now() + 2000; Date.now() < until && (await seen()) < first;);
  assert.ok((await seen()) >= first)
  await later(id, 14)
  const kept = await house.request('/session/keep', { method: 'POST', headers: { cookie, 'x-belong-token': token } })
  assert.equal(kept.status, 204)
  for (const until = Date.now() + 2000; Date.now() < until && (await seen()) < first;);
  assert.ok((await seen()) >= first)
  const byForm = await house.request('/session/keep', { ...form({ _token: token }), headers: { 'content-type': 'application/x-www-form-urlencoded', cookie, host: 'localhost:3000', referer: 'http://localhost:3000/measures?q=a' } })
  assert.deepEqual([byForm.status, byForm.headers.get('location')], [303, '/measures?q=a'])
  const elsewhere = await house.request('/session/keep', { ...form({ _token: token }), headers: { 'content-type': 'application/x-www-form-urlencoded', cookie, host: 'localhost:3000', referer: 'http://evil.example/x' } })
  assert.equal(elsewhere.headers.get('location'), '/')
})

test('a session gets another secret where somebody proves once more who they are; the one before is worth nothing', async () => {
  const { cookie, id } = await enter('analyst')
  const turned = await rotateSession(house.house.door, cookie.split('=')[1]!, new Date())
  assert.ok(turned)
  assert.deepEqual([await isIn(cookie), await isIn(`belong=${turned.secret}`)], [false, true])
  const { rows } = await house.pool.query('select session_id as id from access.session where token_hash = sha256($1::bytea)', [Buffer.from(turned.secret)])
  assert.equal(rows[0].id, id)
  assert.equal(await rotateSession(house.house.door, cookie.split('=')[1]!, new Date()), null)
})

test('cookies that are forged, replayed, planted or doubled let nobody in', async () => {
  const { cookie, set } = await enter('analyst')
  assert.match(set, /HttpOnly/i)
  assert.match(set, /SameSite=Lax/i)
  const secret = cookie.split('=')[1]!
  const altered = secret.slice(0, -1) + (secret.endsWith('A') ? 'B' : 'A')
  for (const bad of ['', altered, secret.toLowerCase(), `${secret}=`, `"${secret}`, `${secret}%00`, 'a'.repeat(1_000_000), '__proto__', '%', `${secret.slice(0, 20)}\t${secret.slice(20)}`]) {
    assert.equal((await open(`belong=${bad}`)).status, 302, bad.slice(0, 60))
  }
  // Two of one name: whoever planted the second may not choose whose session counts.
  const planted = (await enter('director')).cookie
  for (const two of [`${cookie}; ${planted}`, `${planted}; ${cookie}`, `${cookie}; ${cookie}`]) assert.equal((await open(two)).status, 302, two)
  // The name of a cookie on https is another, which no page over plain HTTP and no neighbour can set.
  assert.equal((await open(`__Host-belong=${secret}`)).status, 302)

  // A cookie planted before signing in is not the one that counts after.
  const fixed = await house.request('/sign-in/demo', { ...form({ person: 'analyst' }), headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: `belong=${altered}` } })
  assert.ok(!fixed.headers.get('set-cookie')!.includes(altered))
  assert.equal((await open(`belong=${altered}`)).status, 302)

  await post(cookie, '/sign-out')
  assert.equal((await open(cookie)).status, 302)
})

test('a token of another session proves nothing', async () => {
  const [one, two] = [await enter('analyst'), await enter('analyst')]
  const tokenOf = async (cookie: string) => /<meta name="belong-token" content="([\w-]+)"/.exec(await (await open(cookie)).text())![1]!
  const send = async (token: string) => (await house.request('/acting', { ...form({ role: '', _token: token }), headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: one.cookie } })).status
  assert.equal(await send(await tokenOf(two.cookie)), 403)
  assert.equal(await send(await tokenOf(one.cookie)), 303)
})

test('a person with two roles chooses the one to act in; it is all they may then, and the audit says so', async () => {
  const { cookie } = await enter('head')
  await post(cookie, '/area', { area: 'kelderby' })
  const bar = await (await open(cookie, '/')).text()
  const options = [...bar.matchAll(/<option value="([\da-f-]{36})"[^>]*>([^<]+)<\/option>/g)].map(([, id, label]) => ({ id: id!, label: label! }))
  assert.ok(options.some(({ label }) => label.startsWith('Headteacher, ')) && options.some(({ label }) => /^Panel member, one child \(1 of 2\)$/.test(label)), JSON.stringify(options))
  const panel = options.find(({ label }) => /^Panel member, one child \(1 of 2\)$/.test(label))!
  const children = async () => ((await (await house.request('/api/v1/people/children', { method: 'POST', headers: { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }, body: '{}' })).json()) as { children: unknown[] }).children.length
  const inAll = await children()
  assert.equal((await post(cookie, '/acting', { role: panel.id })).status, 303)
  assert.match(await (await open(cookie, '/')).text(), new RegExp(`<option (selected )?value="${panel.id}"( selected)?`))
  // The demo's head sees the children of a school, and two by name; as panel member of one child, that child alone.
  assert.deepEqual([inAll > 1, await children()], [true, 1])
  await post(cookie, '/account/sessions/end', { session: (await enter('head')).id })
  const { rows } = await house.pool.query(`select acting_as from platform.deed where person = 'head' and action = 'access.end-session'`)
  assert.deepEqual(rows, [{ acting_as: 'Panel member, one child' }])
  // A role of somebody else, of another area, or none at all is no role of theirs.
  const { rows: [foreign] } = await house.pool.query(`select appointment_id as id from access.appointment where person = 'director' limit 1`)
  for (const role of [foreign.id, 'x', '0199f0f0-0000-7000-8000-000000000000', "' or 1=1"]) assert.equal((await post(cookie, '/acting', { role })).status, 404, role)
  assert.equal((await post(cookie, '/acting', { role: '' })).status, 303)
})

test('what a browser calls itself is told in words', () => {
  assert.deepEqual([
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
    'curl/8.5.0', '', '<script>',
  ].map(deviceInWords), ['Chrome on Windows', 'Safari on a Mac', 'Chrome on Android', ...Array(3).fill('A browser or program that gave no name we know')].with(0, 'Edge on Windows'))
})

test('a session of nobody’s making is not opened by a person who is not there', async () => {
  await assert.rejects(openSession(house.house.door, { person: 'nobody', areaId: 1, method: 'demo', device: '', reachesChildren: false, now: new Date() }))
})
