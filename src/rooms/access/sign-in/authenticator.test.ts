import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'
import { testHouse } from '../../../../test/house-kit.ts'
import { accountByEmail, accountOf } from './account.ts'
import { takeCode } from './authenticator.ts'
import { setPassword } from './set-password.ts'
import { addSomebody, browserOf, PASSWORD, plain } from './sign-in-test-kit.ts'

let house: Awaited<ReturnType<typeof testHouse>>
before(async () => (house = await testHouse()))
after(() => house.close())

/** RFC 6238 by hand: what an app on a phone shows. */
function codeAt(secret: string, at: Date) {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at.getTime() / 30_000)))
  const mac = createHmac('sha1', key).update(counter).digest()
  return String((mac.readUInt32BE(mac[19]! & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

const seconds = (after: number) => new Date(Date.now() + after * 1000)

async function withAuthenticator(slug: string) {
  const email = await addSomebody(house, slug)
  await setPassword(house.house.door, (await accountByEmail(house.house.door, email))!, PASSWORD, { now: new Date() })
  const browser = browserOf(house)
  await browser.signIn(email)
  await browser.post('/account/authenticator')
  const page = plain(await (await browser.get('/account/authenticator')).text())
  const secret = /([A-Z2-7]{4} ){7}[A-Z2-7]{4}/.exec(page)![0].replaceAll(' ', '')
  const shown = await browser.post('/account/authenticator/on', { code: codeAt(secret, seconds(0)) })
  const codes = [...plain(await shown.text()).matchAll(/\b[a-z2-7]{5}-[a-z2-7]{5}\b/g)].map(([code]) => code)
  return { email, browser, secret, codes }
}

test('an authenticator is on once a code of it is given; then a password alone does not get in', async () => {
  const { email, codes, secret } = await withAuthenticator('ada')
  assert.equal(new Set(codes).size, 10)
  const browser = browserOf(house)
  assert.equal((await browser.post('/sign-in', { email, password: PASSWORD, next: '/places' })).headers.get('location'), '/sign-in/code?next=%2Fplaces')
  assert.equal((await browser.get('/account')).status, 302)
  assert.equal((await browser.post('/sign-in/code', { code: '000000' })).status, 422)
  // The code it was turned on with is spent; the next one is taken a little early.
  assert.equal((await browser.post('/sign-in/code', { code: codeAt(secret, seconds(0)) })).status, 422)
  assert.equal((await browser.post('/sign-in/code', { code: codeAt(secret, seconds(30)), next: '/places' })).headers.get('location'), '/places')
  assert.match(plain(await (await browser.get('/account')).text()), /Password and authenticator/)
  assert.equal((await browser.post('/sign-in/code', { code: codes[0]! })).status, 404, 'the second step is over')
})

test('a code is good once, also for two who send it at once, and one step to either side', async () => {
  const { secret } = await withAuthenticator('bea')
  const door = house.house.door
  const account = (await accountOf(door, 'bea'))!
  const at = new Date('2031-05-05T10:00:10Z')
  const take = (step: number, now = at) => takeCode(door, account, codeAt(secret, new Date(at.getTime() + step * 30_000)), now)
  assert.deepEqual((await Promise.all([take(0), take(0), take(0)])).filter(Boolean).length, 1)
  assert.deepEqual([await take(-1), await take(0), await take(2), await take(1), await take(1)], [false, false, false, true, false])
  for (const odd of ['', '12345', '1234567', '１２３４５６', 'abcdef', "' or 1=1", 'x'.repeat(100_000)]) assert.equal(await takeCode(door, account, odd, at), false)
})

test('each recovery code works once, and new ones end the old', async () => {
  const { email, codes, browser } = await withAuthenticator('cato')
  const enter = async (code: string) => {
    const other = browserOf(house)
    await other.signIn(email)
    return (await other.post('/sign-in/code', { code })).status
  }
  assert.deepEqual([await enter(codes[0]!.toUpperCase()), await enter(codes[0]!), await enter(codes[1]!.replace('-', ''))], [303, 422, 303])
  assert.match(plain(await (await browser.get('/account')).text()), /8 recovery codes left/)
  const fresh = [...plain(await (await browser.post('/account/recovery-codes')).text()).matchAll(/\b[a-z2-7]{5}-[a-z2-7]{5}\b/g)].map(([code]) => code)
  assert.deepEqual([fresh.length, await enter(codes[2]!), await enter(fresh[0]!)], [10, 422, 303])
  const { rows } = await house.pool.query(`select recovery_hashes from access.credential where person = 'cato'`)
  assert.ok(!JSON.stringify(rows).includes(fresh[1]!.replace('-', '')))
})

test('codes cannot be guessed: after five wrong ones the sixth is not looked at', async () => {
  const { email, codes } = await withAuthenticator('dora')
  const other = browserOf(house)
  await other.signIn(email)
  for (let tries = 0; tries < 5; tries++) assert.equal((await other.post('/sign-in/code', { code: '111111' })).status, 422)
  const answer = await other.post('/sign-in/code', { code: codes[0]! })
  assert.deepEqual([answer.status, Number(answer.headers.get('retry-after')) > 800], [429, true])
})

test('what gives a new way in asks again who it is, after ten minutes; then it is done, with a fresh cookie', async () => {
  const { browser, codes } = await withAuthenticator('edda')
  await house.pool.query(`update access.session set stepped_up_at = now() - interval '11 minutes' where person = 'edda'`)
  const sent = await browser.post('/account/authenticator/off', {}, { referer: 'http://localhost:3000/account' })
  assert.deepEqual([sent.status, sent.headers.get('location')], [303, '/confirm?next=%2Faccount'])
  assert.match(plain(await (await browser.get('/confirm?next=%2Faccount')).text()), /With your authenticator/)
  assert.equal((await browser.post('/confirm', { code: '123', next: '/account' })).status, 422)
  const before = browser.cookies.get('belong')!
  assert.equal((await browser.post('/confirm', { code: codes[0]!, next: '/account' })).headers.get('location'), '/account')
  const stale = browserOf(house)
  stale.cookies.set('belong', before)
  assert.equal((await stale.get('/account')).status, 302)
  assert.equal((await browser.post('/account/authenticator/off')).status, 303)
  assert.equal((await accountOf(house.house.door, 'edda'))!.totpSecret, null)
})

test('the password is changed by whoever knows the old one; other sessions end, this one stays', async () => {
  const email = await addSomebody(house, 'finn')
  await setPassword(house.house.door, (await accountByEmail(house.house.door, email))!, PASSWORD, { now: new Date() })
  const [here, there] = [browserOf(house), browserOf(house)]
  await here.signIn(email)
  await there.signIn(email)
  assert.match(plain(await (await here.post('/account/password', { old: 'wrong', password: 'a new and long one' })).text()), /This is not your password/)
  assert.match(plain(await (await here.post('/account/password', { old: PASSWORD, password: 'short' })).text()), /at least 12/)
  assert.equal((await here.post('/account/password', { old: PASSWORD, password: 'a new and long one' })).status, 303)
  assert.deepEqual([(await here.get('/account')).status, (await there.get('/account')).status], [200, 302])
  assert.deepEqual([(await browserOf(house).signIn(email)).status, (await browserOf(house).signIn(email, 'a new and long one')).status], [422, 303])
})

test('nobody of the demo can be given a way in that shuts others out, and shows who they are by a press', async () => {
  const browser = browserOf(house)
  await browser.post('/sign-in/demo', { person: 'dpo' })
  assert.match(plain(await (await browser.get('/account')).text()), /have no password, authenticator or passkey/)
  for (const path of ['/account/password', '/account/authenticator', '/account/passkeys/options']) assert.equal((await browser.post(path, { password: PASSWORD })).status, 403, path)
  await house.pool.query(`update access.session set stepped_up_at = now() - interval '1 hour' where person = 'dpo'`)
  assert.match(plain(await (await browser.get('/confirm?next=/deeds')).text()), /Go on as Ines Calloway/)
  assert.equal((await browser.post('/confirm', { next: '/deeds' })).headers.get('location'), '/deeds')
  const { rows } = await house.pool.query(`select stepped_up_at > now() - interval '1 minute' as fresh from access.session where person = 'dpo' and ended_at is null`)
  assert.deepEqual(rows, [{ fresh: true }])
})
