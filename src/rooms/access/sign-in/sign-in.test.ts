import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testHouse } from '../../../../test/house-kit.ts'
import { accountByEmail } from './account.ts'
import { makeLink } from './links.ts'
import { provePassword } from './prove.ts'
import { setPassword } from './set-password.ts'
import { addSomebody, browserOf, PASSWORD, plain } from './sign-in-test-kit.ts'

let house: Awaited<ReturnType<typeof testHouse>>
before(async () => (house = await testHouse()))
after(() => house.close())

const NOW = new Date('2026-03-10T09:00:00Z')
const forget = () => house.pool.query('delete from access.attempt')
const linesOf = async (slug: string) => (await house.pool.query('select action, input from platform.deed where person = $1 order by deed_id', [slug])).rows.map(({ action, input }) => `${action} ${input?.method ?? input?.by ?? ''}`.trim())

async function somebody(slug: string) {
  const email = await addSomebody(house, slug)
  await setPassword(house.house.door, (await accountByEmail(house.house.door, email))!, PASSWORD, { now: NOW })
  return email
}

test('somebody signs in with e-mail address and password, is led on, and out again; the audit has each', async () => {
  const email = await somebody('ada')
  const browser = browserOf(house)
  const answer = await browser.post('/sign-in', { email: ' Ada@KELDERBY.example', password: PASSWORD, next: '/measures?area=1' })
  assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/measures?area=1'])
  assert.match(answer.headers.getSetCookie().find((one) => one.startsWith('belong='))!, /; HttpOnly; SameSite=Lax$/i)
  assert.match(plain(await (await browser.get('/account')).text()), /Person ada/)
  await browser.post('/sign-out')
  assert.equal((await browser.get('/account')).status, 302)
  assert.deepEqual(await linesOf('ada'), ['access.password-set', 'access.signed-in password', 'access.signed-out'])
  assert.doesNotMatch(JSON.stringify((await house.pool.query('select input from platform.deed')).rows), new RegExp(`${PASSWORD}|${email}`))
})

test('a wrong password and an unknown address are told the same, in the same time', async () => {
  const email = await somebody('bea')
  const words = async (address: string) => {
    const begun = performance.now()
    const answer = await browserOf(house, '192.0.2.9').signIn(address, 'not the password at all')
    const took = performance.now() - begun
    return { status: answer.status, body: plain(await answer.text()).replace(/nonce-\S+/g, ''), took }
  }
  const [known, unknown] = [await words(email), await words('nobody.at.all@kelderby.example')]
  assert.equal(known.status, 422)
  assert.equal(known.body, unknown.body)
  assert.match(known.body, /The e-mail address or the password is not right/)
  assert.ok(known.took >= 250 && unknown.took >= 250 && Math.abs(known.took - unknown.took) < 120, `${known.took} and ${unknown.took} ms`)
  assert.deepEqual((await linesOf('bea')).slice(1), ['access.sign-in-refused password'])
})

test('what is typed in the wrong form is said by field, and a megabyte is no name and no password', async () => {
  const browser = browserOf(house, '192.0.2.10')
  assert.match(plain(await (await browser.signIn('prіya@kelderby.example')).text()), /plain letters without accents/)
  for (const [email, password] of [['x'.repeat(900_000), 'y'], ['ada@kelderby.example', 'y'.repeat(900_000)]] as const) {
    const answer = await browser.signIn(email, password)
    assert.equal(answer.status, 422)
    assert.ok((await answer.text()).length < 50_000)
  }
  assert.equal((await browser.signIn('ada@kelderby.example', 'y'.repeat(1_100_000))).status, 422)
})

test('a link elsewhere is not followed after signing in', async () => {
  const email = await somebody('cato')
  for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example/', 'javascript:alert(1)', '/a\r\nset-cookie: x=y']) {
    assert.equal((await browserOf(house, '192.0.2.11').post('/sign-in', { email, password: PASSWORD, next })).headers.get('location'), '/')
  }
})

test('ten thousand wrong passwords do not get in; the owner does from a known browser at once, and from any other within 15 minutes', async () => {
  await forget()
  const email = await somebody('dora')
  const door = house.house.door
  const own = browserOf(house, '198.51.100.7')
  assert.equal((await own.signIn(email)).status, 303)
  const attack = async (minute: number, address: string) => {
    try {
      await provePassword(door, { email, password: `guess ${minute} ${address}`, sender: { address, devices: undefined }, now: new Date(NOW.getTime() + minute * 60_000) })
      return 'in'
    } catch (refusal) {
      return (refusal as Error).name
    }
  }
  const answers: string[] = []
  for (let at = 0; at < 10_000; at += 50) answers.push(...(await Promise.all(Array.from({ length: 50 }, (_, one) => attack(0, `203.0.113.${(at + one) % 250}`)))))
  assert.deepEqual([answers.length, answers.filter((one) => one === 'in').length, answers.filter((one) => one === 'Refusal').length], [10_000, 0, 5], 'five are looked at, the rest refused unread')
  const stranger = (minute: number) => provePassword(door, { email, password: PASSWORD, sender: { address: '198.51.100.8', devices: undefined }, now: new Date(NOW.getTime() + minute * 60_000) })
  await assert.rejects(stranger(14.9), /Try again in a minute/)
  assert.equal((await stranger(15)).slug, 'dora')
  const devices = own.cookies.get('belong-device')
  assert.equal((await provePassword(door, { email, password: PASSWORD, sender: { address: '203.0.113.1', devices }, now: NOW })).slug, 'dora', 'a browser that signed in before is not shut out with the strangers')
  for (let tries = 0; tries < 5; tries++) await assert.rejects(provePassword(door, { email, password: 'a slip of the hand', sender: { address: '198.51.100.7', devices }, now: NOW }), /not right/)
  await assert.rejects(provePassword(door, { email, password: PASSWORD, sender: { address: '198.51.100.7', devices }, now: NOW }), /too often/, 'a stolen browser does not guess on for ever')
})

test('one address of the network that tries many accounts is stopped after twenty, with when to come back', async () => {
  await forget()
  const browser = browserOf(house, '2001:db8:1:2:aaaa::1')
  for (let tries = 0; tries < 20; tries++) assert.equal((await browser.signIn(`nobody${tries}@kelderby.example`, 'wrong')).status, 422)
  const answer = await browserOf(house, '2001:db8:1:2:bbbb::9').signIn('nobody99@kelderby.example', 'wrong')
  assert.equal(answer.status, 429)
  const seconds = Number(answer.headers.get('retry-after'))
  assert.ok(seconds > 800 && seconds <= 900)
  assert.match(plain(await answer.text()), /That was tried too often\. Try again in 15 minutes/)
  assert.equal((await browserOf(house, '2001:db8:1:3::1').signIn('nobody99@kelderby.example', 'wrong')).status, 422)
})

test('whoever says they speak for another address is believed only where a proxy of this machine says it', async () => {
  await forget()
  const email = await somebody('edda')
  const keys = async () => (await house.pool.query(`select count(*)::int as n from access.attempt where key like 'address%' and points > 0`)).rows[0].n
  for (const forwarded of ['10.1.1.1', '10.1.1.2', '10.1.1.3']) await browserOf(house, '203.0.113.77').post('/sign-in', { email: 'no@kelderby.example', password: 'x' }, { 'x-forwarded-for': forwarded })
  assert.equal(await keys(), 1)
  for (const forwarded of ['10.1.1.1', '6.6.6.6, 10.1.1.2']) await browserOf(house, '127.0.0.1').post('/sign-in', { email: 'no2@kelderby.example', password: 'x' }, { 'x-forwarded-for': forwarded })
  assert.equal(await keys(), 3)
  await forget()
  assert.equal((await browserOf(house).signIn(email)).status, 303)
})

test('a cookie planted before signing in, a forged one and one of a session that has ended are worth nothing', async () => {
  const email = await somebody('finn')
  const attacker = browserOf(house)
  await attacker.post('/sign-in/demo', { person: 'officer' })
  const planted = attacker.cookies.get('belong')!
  const victim = browserOf(house)
  victim.cookies.set('belong', planted)
  assert.equal((await victim.signIn(email)).status, 303)
  assert.notEqual(victim.cookies.get('belong'), planted)
  assert.equal((await attacker.get('/')).status, 302, 'the planted session is over')
  const used = victim.cookies.get('belong')!
  await victim.post('/sign-out')
  for (const secret of [used, 'A'.repeat(43), `${used}x`, '']) {
    const forged = browserOf(house)
    forged.cookies.set('belong', secret)
    assert.equal((await forged.get('/account')).headers.get('location'), '/sign-in?next=%2Faccount', secret)
  }
})

test('who has left, or has no part anywhere today, does not get in with a right password', async () => {
  const email = await somebody('gwen')
  await house.pool.query(`update access.appointment set ends_at = now() where person = 'gwen'`)
  const answer = await browserOf(house).signIn(email)
  assert.deepEqual([answer.status, /You have no part in an area here today/.test(await answer.text())], [403, true])
  await house.pool.query(`update access.person set leaves_on = current_date - 1 where slug = 'gwen'`)
  assert.match(plain(await (await browserOf(house).signIn(email)).text()), /address or the password is not right/)
})

test('a link of the operator sets a password and signs in, once; one asked for by e-mail does too, three an hour', async () => {
  const email = await addSomebody(house, 'hilda')
  const link = `/sign-in/link/${await makeLink(house.db, 'sign-in', 'hilda', new Date())}`
  const browser = browserOf(house)
  assert.match(plain(await (await browser.get(link)).text()), /Set a password/)
  assert.match(plain(await (await browser.post(link, { password: 'password1234' })).text()), /tried first/)
  assert.equal((await browser.post(link, { password: PASSWORD })).headers.get('location'), '/')
  assert.equal((await browserOf(house).get(link)).status, 404)

  await forget()
  const sent: string[] = []
  const { mail } = house.house
  house.house.mail = { ...mail, send: async ({ to, paragraphs }) => void sent.push(`${to} ${paragraphs.join(' ')}`) }
  const say = async (to: string) => plain(await (await browserOf(house).post('/sign-in/forgotten', { email: to })).text())
  assert.equal(await say(email), await say('nobody.of.ours@kelderby.example'))
  for (let tries = 0; tries < 4; tries++) await say(email)
  await new Promise((done) => setTimeout(done, 100))
  house.house.mail = mail
  assert.equal(sent.length, 3)
  const reset = /\/sign-in\/reset\/\S+/.exec(sent[0]!)![0]
  const other = browserOf(house)
  assert.match(plain(await (await other.post(reset, { password: 'Hilda Kelderby' })).text()), /name and e-mail|at least/)
  assert.equal((await other.post(reset, { password: 'quite another long password' })).status, 303)
  assert.equal((await browser.get('/account')).status, 302, 'sessions from before are over')
  assert.deepEqual([(await browserOf(house).signIn(email)).status, (await browserOf(house).signIn(email, 'quite another long password')).status], [422, 303])
  assert.equal((await browserOf(house).post(reset, { password: PASSWORD })).status, 404)
  assert.equal((await browserOf(house).get(/\/sign-in\/reset\/\S+/.exec(sent[1]!)![0])).status, 404, 'other links of before are over too')
})

test('links are not tried on for ever: after twenty that lead nowhere the next is not looked up', async () => {
  await forget()
  const browser = browserOf(house, '192.0.2.200')
  for (let tries = 0; tries < 20; tries++) assert.equal((await browser.get(`/${['sign-in/link', 'sign-in/reset', 'invitation', 'setup'][tries % 4]}/guess-${tries}`)).status, 404)
  const good = `/sign-in/link/${await makeLink(house.db, 'sign-in', 'ada', new Date())}`
  assert.deepEqual([(await browser.get(good)).status, (await browserOf(house, '192.0.2.201').get(good)).status], [429, 200])
})
