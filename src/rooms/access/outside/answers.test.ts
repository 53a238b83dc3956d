import assert from 'node:assert/strict'
import { createPublicKey } from 'node:crypto'
import { after, afterEach, before, describe, test } from 'node:test'
import { SignJWT } from 'jose'
import { alterNothing, answerFor, assertNothingLogged, assertNotLetIn, closeAll, house, now, openAll, otherKey, signIn, there, unsigned, without } from './outside-test-kit.ts'
import { type Alteration, browser, SECRET } from './provider-test-kit.ts'

before(openAll)
afterEach(alterNothing)
after(closeAll)

describe('an answer that was altered is not taken', () => {
  const ALTERED: Record<string, Alteration> = {
    'another nonce': { claims: (told) => ({ ...told, nonce: 'another' }) },
    'no nonce': { claims: (told) => without(told, 'nonce') },
    'another issuer': { claims: (told) => ({ ...told, iss: 'https://elsewhere.example' }) },
    'another audience': { claims: (told) => ({ ...told, aud: 'another' }) },
    'two audiences, meant for the other': { claims: (told) => ({ ...told, aud: ['belong', 'another'], azp: 'another' }) },
    'another key': { key: otherKey },
    'another key of the same name': { key: otherKey, claims: (told) => ({ ...told, sub: 'known' }) },
    'a key nobody has': { header: { kid: 'nobody' } },
    'no signature': { answer: (told) => ({ ...told, id_token: unsigned(String(told['id_token'])) }) },
    'the public key used as a secret': { answer: async (told) => ({ ...told, id_token: await new SignJWT(claimsOf(told)).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(String(createPublicKey(otherKey).export({ type: 'spki', format: 'pem' })))) }) },
    'the client secret used as a key': { answer: async (told) => ({ ...told, id_token: await new SignJWT(claimsOf(told)).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(SECRET)) }) },
    'over for two minutes': { claims: (told) => ({ ...told, exp: now() - 120 }) },
    'issued in two minutes': { claims: (told) => ({ ...told, iat: now() + 120 }) },
    'good only in two minutes': { claims: (told) => ({ ...told, nbf: now() + 120 }) },
    'a time that is no number': { claims: (told) => ({ ...told, exp: 'tomorrow' as never }) },
    'nobody in it': { claims: (told) => without(told, 'sub') },
    'a subject that is no text': { claims: (told) => ({ ...told, sub: { $ne: '' } as never }) },
    'no ID token': { answer: (told) => without(told, 'id_token') },
    'an ID token that is none': { answer: (told) => ({ ...told, id_token: 'none' }) },
    'an answer that is no object': { answer: () => ['known'] },
  }
  for (const [what, how] of Object.entries(ALTERED)) {
    test(what, async () => {
      there.alter(how)
      await assertNotLetIn(() => signIn('known'), /could not be shown to be genuine/)
    })
  }

  const claimsOf = (told: Record<string, unknown>) => JSON.parse(Buffer.from(String(told['id_token']).split('.')[1]!, 'base64url').toString())
})

describe('an answer that was brought otherwise is not taken', () => {
  test('twice', async () => {
    const { address, tab } = await answerFor('known')
    assert.equal((await tab.send(address.href)).status, 303)
    await assertNotLetIn(async () => ({ answer: await tab.send(address.href) }), /has been used already/)
  })

  test('twice at once', async () => {
    const { address, tab } = await answerFor('known')
    const answers = await Promise.all([1, 2, 3].map(() => tab.send(address.href)))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 403, 403])
  })

  test('by another browser, after which nobody can use it', async () => {
    const { address, tab } = await answerFor('known')
    const other = browser(house.request)
    await other.go('/sign-in/with/council', { before: /\/auth\?/ })
    for (const brings of [other, browser(house.request), tab]) await assertNotLetIn(async () => ({ answer: await brings.send(address.href) }), /begun in another browser/)
  })

  test('too late', async () => {
    const { address, tab } = await answerFor('known')
    await house.pool.query(`update access.sign_in_try set ends_at = now()`)
    await assertNotLetIn(async () => ({ answer: await tab.send(address.href) }), /took too long/)
  })

  test('at the address of another provider', async () => {
    const { address, tab } = await answerFor('known')
    await assertNotLetIn(async () => ({ answer: await tab.send(address.href.replace('/back/council', '/back/dfe')) }), /Start again/)
  })

  test('with the code of somebody else’s sign-in', async () => {
    const [victim, attacker] = [await answerFor('known'), await answerFor('known')]
    victim.address.searchParams.set('code', attacker.address.searchParams.get('code')!)
    await assertNotLetIn(async () => ({ answer: await victim.tab.send(victim.address.href) }), /could not be shown to be genuine/)
  })

  const CHANGED: Record<string, [(sent: URLSearchParams) => void, RegExp]> = {
    'without the code': [(sent) => sent.delete('code'), /could not be shown to be genuine/],
    'with two codes': [(sent) => sent.append('code', 'another'), /could not be shown to be genuine/],
    'with two states': [(sent) => sent.append('state', 'another'), /could not be shown to be genuine/],
    'without the state': [(sent) => sent.delete('state'), /begun in another browser/],
    'with another state': [(sent) => sent.set('state', 'x'.repeat(43)), /begun in another browser/],
    'without the issuer': [(sent) => sent.delete('iss'), /could not be shown to be genuine/],
    'from another issuer': [(sent) => sent.set('iss', 'https://elsewhere.example'), /could not be shown to be genuine/],
    'as an error': [(sent) => (sent.delete('code'), sent.set('error', 'server_error')), /was not allowed there/],
    'as an error that would be a page': [(sent) => (sent.delete('code'), sent.set('error', '<script>alert(1)</script>'), sent.set('error_description', 'known@kelderby.example')), /was not allowed there/],
    'with an ID token in the address': [(sent) => sent.set('response', 'eyJhbGciOiJub25lIn0.e30.'), /could not be shown to be genuine/],
    'with a megabyte of state': [(sent) => sent.set('state', 'x'.repeat(1_000_000)), /begun in another browser/],
  }
  for (const [what, [change, says]] of Object.entries(CHANGED)) {
    test(what, async () => {
      const { address, tab } = await answerFor('known')
      change(address.searchParams)
      await assertNotLetIn(async () => ({ answer: await tab.send(address.href) }), says)
    })
  }

  test('by whoever turned back there', async () => {
    await assertNotLetIn(() => signIn(null), /You turned back/)
  })
})

describe('a provider that does not answer is a sentence, never a fault', () => {
  test('where it cannot be reached', async () => {
    await assertNotLetIn(() => signIn('known', { by: 'down' }), /no answer to signing in with the one that is down\. Try again in a few minutes/, 503)
  })

  test('where it fails in the midst', async () => {
    const { address, tab } = await answerFor('known')
    there.alter({ down: 502 })
    await assertNotLetIn(async () => ({ answer: await tab.send(address.href) }), /no answer to signing in with your council account/, 503)
  })

  test('where it falls silent in the midst, after five seconds', async () => {
    const { address, tab } = await answerFor('known')
    there.alter({ silent: true })
    const begun = performance.now()
    await assertNotLetIn(async () => ({ answer: await tab.send(address.href) }), /no answer to signing in with your council account/, 503)
    assert.ok(performance.now() - begun < 7000)
  })

  test('one that is not in the settings is missing', async () => {
    for (const path of ['with/nobody', 'back/nobody', 'leave/nobody', 'with/__proto__']) assert.equal((await house.request(`/sign-in/${path}`)).status, 404)
  })
})

test('nothing of all that stands in the log: no secret, code, token, state, subject or address', assertNothingLogged)
