import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { hashed } from '#platform'
import { testHouse } from '../../../../test/house-kit.ts'
import { acceptInvitation } from './invitation.ts'
import { accountByEmail } from './account.ts'
import { setPassword } from './set-password.ts'
import { addSomebody, browserOf, PASSWORD, plain } from './sign-in-test-kit.ts'

let house: Awaited<ReturnType<typeof testHouse>>
before(async () => (house = await testHouse()))
after(() => house.close())

let number = 0

async function invite(email: string, more: { expires?: string; withdrawn?: boolean; ends?: string | null } = {}) {
  const secret = `invitation-secret-${(number += 1)}-0123456789abcdef`
  await house.pool.query(`
    insert into access.invitation (area_id, invitation_id, token_hash, email, email_key, name, role_title, role, place_id, starts_at, ends_at, invited_by, invited_at, expires_at, withdrawn_at)
    select 1, $1, $2, $3, lower($3), 'Wilhelmina Tarn', 'Adviser for autism', 'officer', place_id, '2026-01-01', $4, 'administrator', now(), coalesce($5::timestamptz, now() + interval '7 days'), $6
    from places.area_home where area_id = 1`, [randomUUID(), hashed(secret), email, more.ends ?? null, more.expires ?? null, more.withdrawn ? new Date() : null])
  return secret
}

const roles = async (person: string) => (await house.pool.query(`select role, source, given_by from access.appointment where person = $1`, [person])).rows

test('somebody new reads what they are invited to, sets a password, and is in with that role', async () => {
  const secret = await invite('W.Tarn@derby.example')
  const browser = browserOf(house)
  const page = plain(await (await browser.get(`/invitation/${secret}`)).text())
  assert.match(page, /You are invited to Derby.* For Derby .*From 1 January 2026 Invited by Bea Holloway, Administrator of Belong/)
  assert.match(plain(await (await browser.post(`/invitation/${secret}`, { name: 'Wilhelmina Tarn', password: 'WilhelminaTarn' })).text()), /Leave your name/)
  assert.equal((await browser.post(`/invitation/${secret}`, { name: 'Wilhelmina Tarn', password: PASSWORD })).headers.get('location'), '/')
  assert.match(plain(await (await browser.get('/account')).text()), /Wilhelmina Tarn/)
  const { rows: [made] } = await house.pool.query(`select slug from access.person where name = 'Wilhelmina Tarn'`)
  assert.match(made.slug, /^person-\d{6}$/, 'nothing of a name stands in an address')
  assert.deepEqual(await roles(made.slug), [{ role: 'officer', source: 'invitation', given_by: 'administrator' }])
  assert.equal((await browserOf(house).signIn('w.tarn@derby.example')).status, 303)
  const { rows } = await house.pool.query(`select action, input ->> 'role' as role from platform.deed where person = $1 and action = 'access.invitation-accepted'`, [made.slug])
  assert.deepEqual(rows, [{ action: 'access.invitation-accepted', role: 'officer' }])
})

test('an invitation that is used, withdrawn, over or unknown is told in one sentence', async () => {
  const used = await invite('used@derby.example')
  await acceptInvitation(house.house.door, { secret: used, person: { name: 'Used Once', password: PASSWORD }, now: new Date() })
  const gone = [used, await invite('a@derby.example', { withdrawn: true }), await invite('b@derby.example', { expires: '2026-01-01' }), await invite('c@derby.example', { ends: '2026-02-01' }), 'never-was', 'x'.repeat(5000)]
  for (const secret of gone) {
    const browser = browserOf(house, `192.0.2.${gone.indexOf(secret)}`)
    for (const answer of [await browser.get(`/invitation/${secret}`), await browser.post(`/invitation/${secret}`, { name: 'Eve', password: PASSWORD })]) {
      assert.deepEqual([answer.status, /This invitation has been used or withdrawn, or is over\. Ask whoever invited you for another/.test(await answer.text())], [404, true], secret.slice(0, 40))
    }
  }
})

test('two who send it at once make one person', async () => {
  const secret = await invite('twice@derby.example')
  const both = await Promise.allSettled(['One', 'Two'].map((name) => acceptInvitation(house.house.door, { secret, person: { name: `Twice ${name}`, password: PASSWORD }, now: new Date() })))
  assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1)
  assert.equal((await house.pool.query(`select from access.person where email_key = 'twice@derby.example'`)).rowCount, 1)
})

test('somebody who is here already signs in first; whoever else holds the link does not become them', async () => {
  const email = await addSomebody(house, 'ada', { role: 'analyst' })
  await setPassword(house.house.door, (await accountByEmail(house.house.door, email))!, PASSWORD, { now: new Date() })
  const secret = await invite(email)
  const stranger = browserOf(house)
  assert.match(plain(await (await stranger.get(`/invitation/${secret}`)).text()), /You have an account here/)
  assert.equal((await stranger.post(`/invitation/${secret}`, { name: 'Eve', password: PASSWORD })).status, 409)
  await stranger.post('/sign-in/demo', { person: 'head' })
  assert.match(plain(await (await stranger.get(`/invitation/${secret}`)).text()), /It was sent to somebody else/)
  assert.equal((await stranger.post(`/invitation/${secret}`, { name: 'Eve', password: PASSWORD })).status, 409)
  const own = browserOf(house)
  await own.post('/sign-in', { email, password: PASSWORD, next: `/invitation/${secret}` })
  assert.match(plain(await (await own.get(`/invitation/${secret}`)).text()), /Accept as Person ada/)
  assert.equal((await own.post(`/invitation/${secret}`)).headers.get('location'), '/')
  assert.deepEqual((await roles('ada')).map(({ role }) => role).sort(), ['analyst', 'officer'])
})

test('pressed three times at once, an invitation makes one person, and the others are told that it is used', async () => {
  const secret = await invite('at.once@derby.example')
  const press = () => browserOf(house).post(`/invitation/${secret}`, { name: 'Wilhelmina Tarn', password: PASSWORD })
  const answers = await Promise.all([press(), press(), press()])
  assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 404, 404])
})

test('what somebody invited others to is over once they have left', async () => {
  const secret = await invite('left.behind@derby.example')
  const left = (at: string) => house.pool.query(`update access.person set left_at = ${at} where slug = 'administrator'`)
  await left('now()')
  assert.equal((await browserOf(house).get(`/invitation/${secret}`)).status, 404)
  await left('null')
  assert.equal((await browserOf(house).get(`/invitation/${secret}`)).status, 200)
})
