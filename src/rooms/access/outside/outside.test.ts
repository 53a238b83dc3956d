import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { form } from '../../../../test/house-kit.ts'
import { ACCOUNTS, alterNothing, answerFor, appoint, assertNothingLogged, assertNotLetIn, closeAll, deeds, families, house, linked, links, now, openAll, openSessions, plain, signIn, there } from './outside-test-kit.ts'
import { BELONG, browser } from './provider-test-kit.ts'

before(openAll)
afterEach(alterNothing)
after(closeAll)

describe('the good way', () => {
  test('somebody linked signs in there and comes back to where they were going', async () => {
    const { answer, address, words } = await signIn('known', { next: '/account?from=there' })
    assert.equal(address, `${BELONG}/account?from=there`)
    assert.equal(answer.status, 200)
    assert.match(words, /known Invented/)
    assert.equal((await openSessions('known')).at(-1)!.method, 'council')
    assert.deepEqual((await deeds('known')).at(-1), { action: 'access.signed-in', input: { method: 'council' } })
  })

  test('what is sent there is a code flow with PKCE, state and nonce, and nothing about a person', async () => {
    const { address } = await browser(house.request).go('/sign-in/with/council?next=/', { before: /\/auth\?/ })
    const sent = Object.fromEntries(new URL(address).searchParams)
    assert.deepEqual({ ...sent, state: '', nonce: '', code_challenge: '' }, {
      client_id: 'belong', redirect_uri: `${BELONG}/sign-in/back/council`, scope: 'openid email', response_type: 'code', code_challenge_method: 'S256', state: '', nonce: '', code_challenge: '',
    })
    for (const name of ['state', 'nonce', 'code_challenge']) assert.match(sent[name]!, /^[\w-]{43}$/)
  })

  test('two tabs of one browser may sign in at once', async () => {
    const tab = browser(house.request)
    const [one, two] = [await answerFor('known', tab), await answerFor('known', tab)]
    for (const { address } of [one, two]) assert.equal((await tab.send(address.href)).status, 303)
  })

  test('nobody is led to another site after signing in', async () => {
    for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example']) assert.equal((await signIn('known', { next })).address, `${BELONG}/`)
  })

  test('clocks may differ by a minute', async () => {
    for (const claims of [{ iat: now() + 30 }, { exp: now() - 30 }, { nbf: now() + 30 }]) {
      there.alter({ claims: (told) => ({ ...told, ...claims }) })
      assert.equal((await signIn('known')).answer.status, 200, JSON.stringify(claims))
    }
  })

  test('what Belong itself adds to a sign-in stays under 300 ms', async () => {
    const took: number[] = []
    for (let round = 0; round < 5; round += 1) {
      const { address, tab } = await answerFor('known')
      const [begun, spent] = [performance.now(), there.spent()]
      assert.equal((await tab.send(address.href)).status, 303)
      took.push(performance.now() - begun - (there.spent() - spent))
    }
    const median = took.sort((a, b) => a - b)[2]!
    console.log(`sign-in without the provider's own: ${median.toFixed(0)} ms`)
    assert.ok(median <= 300, `${median} ms`)
  })
})

describe('who somebody is here', () => {
  test('an address the provider vouches for links its person, who is then known whatever their address becomes', async () => {
    assert.equal((await signIn('trusted')).answer.status, 200)
    assert.deepEqual(await links('trusted'), [{ provider: 'council', subject: 'trusted' }])
    assert.deepEqual((await deeds('trusted')).map(({ action }) => action), ['access.account-linked', 'access.signed-in'])
    ACCOUNTS['trusted'] = { email: 'married@kelderby.example', email_verified: true }
    assert.match((await signIn('trusted', { next: '/account' })).words, /trusted Invented/)
  })

  test('whoever is given a leaver’s address later does not become them', async () => {
    await assertNotLetIn(() => signIn('newcomer'), /Nobody here is known by this account/)
  })

  const NOBODY = { unproved: 'an address the provider does not vouch for', stranger: 'an address nobody here has', wide: 'an address that only looks like somebody’s', left: 'the address of somebody whose last day is over' }
  for (const [sub, what] of Object.entries(NOBODY)) {
    test(`${what} lets nobody in`, () => assertNotLetIn(() => signIn(sub), /Nobody here is known by this account.*ask whoever looks after people in your area/))
  }

  test('whoever is linked and has left is known no more', async () => {
    await linked('council', 'gone', 'left')
    await assertNotLetIn(() => signIn('gone'), /Nobody here is known/)
  })

  test('a provider that is not trusted for addresses links nobody by one', async () => {
    families.alter({ claims: (told) => ({ ...told, vot: 'Cl.Cm' }) })
    ACCOUNTS['parent'] = { email: 'unproved@kelderby.example', email_verified: true }
    await assertNotLetIn(() => signIn('parent', { by: 'one-login' }), /Nobody here is known/)
  })
})

describe('an invitation', () => {
  const invite = async (secret: string, email: string, more: { used?: boolean; over?: boolean } = {}) => {
    await house.pool.query(`insert into access.invitation (area_id, invitation_id, token_hash, email, email_key, name, role_title, role, place_id, starts_at, invited_by, invited_at, expires_at, used_at)
      select 2, gen_random_uuid(), sha256(convert_to($1, 'UTF8')), $2, $2, 'Hanne Quillfeather', 'Partner', 'analyst', place_id, now(), 'administrator', now(), now() + $3::interval, $4 from places.area_home where area_id = 2`,
      [secret, email, more.over ? '-1 minute' : '1 day', more.used ? new Date() : null])
  }

  /** From the page of the invitation: by a form, whose answer leads on by a link. */
  async function accept(sub: string, secret: string, by = 'council') {
    const [tab, provider] = [browser(house.request), by === 'one-login' ? families : there]
    provider.signsIn(sub)
    const answer = await tab.send(`/sign-in/with/${by}`, form({ invitation: secret }))
    assert.equal(answer.status, 200)
    const { href } = /href="(?<href>http[^"]+)"/.exec(await answer.text())!.groups!
    assert.doesNotMatch(href!, new RegExp(secret))
    assert.equal(answer.headers.get('refresh'), `0; url=${href!.replaceAll('&amp;', '&')}`)
    const end = await tab.go(href!.replaceAll('&amp;', '&'))
    return { ...end, words: plain(await end.answer.text()) }
  }

  test('makes a person of whoever brings it, with the role they were invited to, known by that account from then on', async () => {
    await invite('first-secret', 'hanne@partner.example')
    assert.equal((await accept('invited', 'first-secret')).answer.status, 200)
    const { rows } = await house.pool.query(`select p.slug, p.home_area_id, a.role, i.used_at from access.person p join access.appointment a on a.person = p.slug join access.invitation i on i.person = p.slug where p.email_key = 'hanne@partner.example'`)
    assert.deepEqual([rows[0].home_area_id, rows[0].role, rows[0].used_at !== null], [2, 'analyst', true])
    assert.deepEqual(await links(rows[0].slug), [{ provider: 'council', subject: 'invited' }])
    assert.match((await signIn('invited', { next: '/account' })).words, /Hanne Quillfeather/)
  })

  test('works once, and not when it is over or unknown', async () => {
    await invite('over-secret', 'late@partner.example', { over: true })
    for (const secret of ['first-secret', 'over-secret', 'no-secret']) await assertNotLetIn(() => accept('stranger', secret), /It was used or withdrawn, or is over/)
  })

  test('to the address of somebody who is here is no way into their account', async () => {
    await invite('second-secret', 'unproved@kelderby.example')
    await assertNotLetIn(() => accept('stranger', 'second-secret'), /Sign in first as who you are here/)
  })

  test('gives somebody who is known a further role', async () => {
    await invite('third-secret', 'known@kelderby.example')
    assert.equal((await accept('known', 'third-secret')).answer.status, 200)
    assert.equal((await openSessions('known')).at(-1)!.area_id, 2)
  })

  test('lets a parent in by GOV.UK One Login, which proves Belong by its key and says that two factors were given', async () => {
    ACCOUNTS['parent'] = { email: 'parent@home.example', email_verified: true }
    await invite('fourth-secret', 'parent@home.example')
    families.alter({ claims: (told) => ({ ...told, vot: 'Cl.Cm' }) })
    const { answer } = await accept('parent', 'fourth-secret', 'one-login')
    assert.equal(answer.status, 200)
    const { address } = await browser(house.request).go('/sign-in/with/one-login', { before: /\/auth\?/ })
    assert.equal(new URL(address).searchParams.get('vtr'), '["Cl.Cm"]')
    for (const vot of ['Cl', undefined]) {
      families.alter({ claims: (told) => ({ ...told, vot }) })
      await assertNotLetIn(() => signIn('parent', { by: 'one-login' }), /could not be shown to be genuine/)
    }
  })
})

describe('an organisation', () => {
  let atSchool: string
  let atCouncil: string
  before(async () => {
    await appoint('teacher', 3, 'wedge-chair')
    atSchool = await appoint('teacher', 3, 'head', '899001')
    atCouncil = (await house.pool.query(`select appointment_id from access.appointment where person = 'teacher' and role = 'wedge-chair'`)).rows[0].appointment_id
    for (const sub of Object.keys(ACCOUNTS).filter((one) => one.startsWith('teacher'))) await linked('dfe', sub, 'teacher')
  })

  test('a school by its URN, an authority by its code: they act in the role they hold there', async () => {
    for (const [sub, appointment] of [['teacher-at-school', atSchool], ['teacher-at-council', atCouncil]] as const) {
      assert.equal((await signIn(sub, { by: 'dfe', next: '/account' })).answer.status, 200)
      const { area_id, appointment_id } = (await openSessions('teacher')).at(-1)!
      assert.deepEqual([area_id, appointment_id], [3, appointment])
    }
  })

  const NOT_THERE = { 'teacher-elsewhere': /You hold no role there.*choose another one/, 'teacher-of-trust': /You hold no role there/, 'teacher-of-no-place': /You hold no role there/, 'teacher-torn': /You hold no role there/, 'teacher-alone': /did not say for which organisation/ }
  for (const [sub, says] of Object.entries(NOT_THERE)) test(`${sub} is told so`, () => assertNotLetIn(() => signIn(sub, { by: 'dfe' }), says))

  test('a role that is over counts no more', async () => {
    await house.pool.query(`update access.appointment set ends_at = now() where appointment_id = $1`, [atSchool])
    await assertNotLetIn(() => signIn('teacher-at-school', { by: 'dfe' }), /You hold no role there/)
  })
})

test('nothing of all that stands in the log: no secret, code, token, state, subject or address', assertNothingLogged)
