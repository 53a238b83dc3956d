import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { form } from '../../../../test/house-kit.ts'
import { alterNothing, answerFor, assertNothingLogged, assertNotLetIn, closeAll, house, now, openAll, openSessions, otherKey, signIn, there, unsigned, without } from './outside-test-kit.ts'
import { BELONG, browser } from './provider-test-kit.ts'

before(openAll)
afterEach(alterNothing)
after(closeAll)

describe('showing once more who one is', () => {
  test('the provider is told to ask again, and says when it did', async () => {
    const { address, tab } = await answerFor('known', browser(house.request), '&again=yes')
    assert.ok(there.asked.some((path) => path.startsWith('/auth?') && /prompt=login/.test(path) && /max_age=0/.test(path)))
    assert.equal((await tab.send(address.href)).status, 303)
    const provedAt = (await openSessions('known')).at(-1)!.stepped_up_at!
    assert.ok(Math.abs(provedAt.getTime() - Date.now()) < 60_000)
  })

  test('being let through for a sign-in of this morning is no proof, and does not do where one is asked for', async () => {
    there.alter({ claims: (told) => ({ ...told, auth_time: now() - 14_400 }) })
    assert.equal((await signIn('known')).answer.status, 200)
    assert.ok((await openSessions('known')).at(-1)!.stepped_up_at!.getTime() < Date.now() - 14_000_000)
    await assertNotLetIn(() => signIn('known', { more: '&again=yes' }), /could not be shown to be genuine/)
  })

  test('a provider that does not say when proves nothing', async () => {
    there.alter({ claims: (told) => without(told, 'auth_time') })
    assert.equal((await signIn('known')).answer.status, 200)
    assert.equal((await openSessions('known')).at(-1)!.stepped_up_at, null)
    await assertNotLetIn(() => signIn('known', { more: '&again=yes' }), /could not be shown to be genuine/)
  })
})

describe('leaving', () => {
  const EVENT = { 'http://schemas.openid.net/event/backchannel-logout': {} }
  const token = (more: object = {}) => ({ iss: there.issuer, aud: 'belong', iat: now(), exp: now() + 120, jti: crypto.randomUUID(), events: EVENT, sub: 'known', ...more })
  const tell = async (text: string) => house.request('/sign-in/backchannel/council', form({ logout_token: text }))

  test('there ends the session here: the provider says so from server to server', async () => {
    const { tab } = await signIn('known')
    assert.equal((await tab.send('/account')).status, 200)
    const { answer } = await tab.go(`${there.issuer}/session/end?client_id=belong`)
    const [, action] = /action="([^"]+)"/.exec(await answer.clone().text())!
    const [, xsrf] = /name="xsrf" value="([^"]+)"/.exec(await answer.text())!
    await tab.send(action!, { ...form({ xsrf: xsrf!, logout: 'yes' }) })
    assert.deepEqual(await openSessions('known'), [])
    assert.equal((await tab.send('/account')).status, 302)
  })

  test('ends by the session’s name too, and ends nothing of others', async () => {
    there.alter({ claims: (told) => ({ ...told, sid: 'a session there' }) })
    await signIn('known')
    there.alter({})
    await signIn('trusted')
    const answer = await tell(await there.sign(token({ sub: undefined, sid: 'a session there' })))
    assert.deepEqual([answer.status, await answer.json()], [200, { ended: 1 }])
    assert.ok((await openSessions('trusted')).length)
  })

  test('a token comes once', async () => {
    const text = await there.sign(token())
    assert.equal((await tell(text)).status, 200)
    await signIn('known')
    assert.equal((await tell(text)).status, 400)
    assert.ok((await openSessions('known')).length)
  })

  const BAD: Record<string, object> = {
    'of another issuer': { iss: 'https://elsewhere.example' }, 'for another': { aud: 'another' }, 'that is old': { iat: now() - 600 }, 'of the future': { iat: now() + 600 }, 'that is over': { exp: now() - 120 },
    'without a name of its own': { jti: undefined }, 'about nothing': { events: undefined }, 'about something else': { events: { other: {} } }, 'about somebody unnamed': { sub: undefined }, 'that is an ID token': { nonce: 'n' },
    'with an event that is no object': { events: { 'http://schemas.openid.net/event/backchannel-logout': 'yes' } },
  }
  test('a token that is not good ends nothing', async () => {
    await signIn('known')
    const bad = [...await Promise.all(Object.values(BAD).map((more) => there.sign(token(more)))), await there.sign(token(), undefined, otherKey), unsigned(await there.sign(token())), '', 'none', 'x'.repeat(100_000)]
    for (const [at, text] of bad.entries()) {
      const answer = await tell(text)
      assert.deepEqual([answer.status, await answer.json()], [400, { error: 'invalid_request' }], Object.keys(BAD)[at] ?? String(at))
    }
    assert.equal((await house.request('/sign-in/backchannel/down', form({ logout_token: 'none' }))).status, 400)
    assert.ok((await openSessions('known')).length)
  })

  test('here says that one may still be signed in there, and leads to leaving there too', async () => {
    const { tab } = await signIn('known')
    const out = await tab.send('/sign-out', form({}))
    const { answer } = await tab.go(out.headers.get('location')!)
    assert.match(await answer.text(), /href="\/sign-in\/leave\/council"/)
    assert.equal((await tab.send('/account')).status, 302)
  })

  test('whoever is not let in may come by another account', async () => {
    const tab = browser(house.request)
    there.signsIn('stranger')
    const { answer } = await tab.go('/sign-in/with/council')
    assert.match(await answer.text(), /href="\/sign-in\/with\/council\?other=yes"/)
    const { address } = await browser(house.request).go('/sign-in/with/council?other=yes', { before: /\/auth\?/ })
    assert.deepEqual([new URL(address).searchParams.get('prompt'), new URL(address).searchParams.get('max_age')], ['login', null])
  })

  test('there goes by the provider’s own address', async () => {
    const { address } = await browser(house.request).go('/sign-in/leave/council', { before: /\/session\/end/ })
    assert.deepEqual(Object.fromEntries(new URL(address).searchParams), { client_id: 'belong', post_logout_redirect_uri: `${BELONG}/sign-in` })
    assert.match((await house.request('/sign-in/leave/one-login')).headers.get('location')!, /\/session\/end\?client_id=belong$/)
  })
})

test('nothing of all that stands in the log: no secret, code, token, state, subject or address', assertNothingLogged)
