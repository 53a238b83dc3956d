import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { form, testHouse } from '../../../../test/house-kit.ts'

const house = await testHouse()
after(() => house.close())

const HERE = { origin: 'http://localhost:3000', host: 'localhost:3000' }
const TARGET = '/measures/persistent-absence/story'
const WORDS = { place: 'E06000015', group: 'all', body: 'What stands\r\nbehind <b>it</b> & more', notKnown: '', version: '0', once: 'once-1' }

async function enter(person: string) {
  const answer = await house.request('/sign-in/demo', form({ person }))
  const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('belong='))!
  return { cookie: cookie.split(';')[0]!, seconds: Number(/Max-Age=(\d+)/i.exec(cookie)![1]) }
}

const send = (cookie: string, path: string, fields: Record<string, string>, headers: Record<string, string> = HERE) =>
  house.request(path, { ...form(fields), headers: { 'content-type': 'application/x-www-form-urlencoded', cookie, ...headers } })
const open = (cookie: string, path: string) => house.request(path, { headers: { cookie } })
const runOut = (person: string, how = `seen_at = now() - interval '31 minutes'`) => house.pool.query(`update access.session set ${how} where person = $1`, [person])
const nextOf = (answer: Response) => new URL(answer.headers.get('location')!, 'http://localhost').searchParams.get('next')!
const drafts = async () => Number((await house.pool.query('select count(*) as n from access.draft')).rows[0].n)

test('what was sent too late is shown to whoever sent it, once they are signed in again, and goes where it was going', async () => {
  const before = await enter('programme-manager')
  await runOut('programme-manager')
  const turned = await send(before.cookie, TARGET, WORDS)
  assert.equal(turned.status, 302)
  const draft = nextOf(turned)
  assert.match(draft, /^\/draft\/[\da-f-]{36}$/)

  const { cookie } = await enter('programme-manager')
  const text = await (await open(cookie, draft)).text()
  assert.match(text, /<dt[^>]*>Body<\/dt><dd[^>]*><span class="typed">What stands\r?\nbehind &lt;b>it&lt;\/b> &amp; more<\/span>/)
  assert.doesNotMatch(text, /<dt[^>]*>Once/)
  assert.match(text, /<input type="hidden" name="once" value="once-1"/)

  const on = await send(cookie, `${draft}/send`, WORDS)
  assert.deepEqual([on.status, on.headers.get('location')], [307, TARGET])
  assert.equal((await send(cookie, on.headers.get('location')!, WORDS)).status, 303)
  const { rows } = await house.pool.query(`select person from platform.deed where action = 'scorecards.write-story' order by at desc limit 1`)
  assert.deepEqual(rows, [{ person: 'programme-manager' }])
  assert.equal((await open(cookie, draft)).status, 404)
})

test('nobody else sees what was kept, and its writer may throw it away', async () => {
  const before = await enter('director')
  await runOut('director')
  const draft = nextOf(await send(before.cookie, TARGET, WORDS))
  const other = await enter('programme-manager')
  for (const answer of [await open(other.cookie, draft), await send(other.cookie, `${draft}/send`, {}), await send(other.cookie, `${draft}/drop`, {})]) assert.equal(answer.status, 404)
  const { cookie } = await enter('director')
  assert.equal((await open(cookie, draft)).status, 200)
  assert.equal((await send(cookie, `${draft}/drop`, {})).status, 303)
  assert.equal((await open(cookie, draft)).status, 404)
  for (const odd of ['/draft/x', '/draft/%00', '/draft/0199f0f0-0000-7000-8000-000000000000', `/draft/${'-'.repeat(36)}`]) assert.ok([404, 422].includes((await open(cookie, odd)).status), odd)
})

test('after twelve hours the cookie is still there to say whose draft it is; a day after its end nothing is kept', async () => {
  const { cookie, seconds } = await enter('analyst')
  assert.ok(seconds >= 36 * 3600)
  await runOut('analyst', `ends_at = now() - interval '23 hours', seen_at = now() - interval '24 hours' + interval '10 minutes'`)
  assert.match(nextOf(await send(cookie, TARGET, WORDS)), /^\/draft\//)
  await runOut('analyst', `ends_at = now() - interval '25 hours', seen_at = now() - interval '26 hours'`)
  assert.equal(nextOf(await send(cookie, TARGET, WORDS)), TARGET)
})

test('a session that somebody ended keeps nothing, nor does a stranger, another site, or a secret', async () => {
  const before = await drafts()
  const out = await enter('analyst')
  await send(out.cookie, '/sign-out', {})
  assert.equal(nextOf(await send(out.cookie, TARGET, WORDS)), TARGET)
  assert.equal(nextOf(await send('belong=nobody', TARGET, WORDS)), TARGET)

  const late = await enter('analyst')
  await runOut('analyst')
  assert.equal((await send(late.cookie, TARGET, WORDS, { origin: 'http://evil.example', host: 'localhost:3000' })).status, 403)
  assert.equal(nextOf(await send(late.cookie, TARGET, WORDS, {})), TARGET)
  assert.equal(nextOf(await send(late.cookie, TARGET, { ...WORDS, _token: 'x'.repeat(32) }, {})), TARGET)
  assert.equal(nextOf(await send(late.cookie, '/account/password', { old: 'a', password: 'b' })), '/account/password')
  assert.equal(nextOf(await send(late.cookie, '/account/passkeys', { label: 'a', answer: '{}' })), '/account/passkeys')
  assert.equal(nextOf(await send(late.cookie, '/anything', { code: '123456' })), '/anything')
  assert.equal(nextOf(await send(late.cookie, TARGET, { ...WORDS, body: 'x'.repeat(250_000) })), TARGET)
  assert.equal(nextOf(await send(late.cookie, '/area', { area: 'leeds' })), '/area')
  assert.equal(await drafts(), before)
  // A postcode is no code, and a button without words can be pressed again.
  assert.match(nextOf(await send(late.cookie, '/anything', { postcode: 'DE1 2FS' })), /^\/draft\//)
  assert.match(nextOf(await send(late.cookie, '/anything', {})), /^\/draft\//)
  // Odd words are kept as words.
  const odd = nextOf(await send(late.cookie, TARGET, { ['__proto__']: 'x', constructor: 'y', body: 'a\0b\uD800c' }))
  const { cookie } = await enter('analyst')
  assert.match(await (await open(cookie, odd)).text(), /name="__proto__" value="x"/)
})

test('an address that would lead to another site is never kept to send to', async () => {
  const late = await enter('analyst')
  await runOut('analyst')
  for (const path of ['//evil.example/x', '/\\evil.example']) {
    const answer = await send(late.cookie, path, WORDS)
    assert.doesNotMatch(nextOf(answer), /^\/draft/)
  }
})
