import { generate } from 'otplib'
import type { Page } from 'playwright-core'
import type { Behind } from './behind.ts'
import { PASSWORD } from './cast/invited.ts'
import { press } from './steps.ts'
import { inKelderby, type PageInState, sendForm, state } from './ways.ts'

const EMAIL = 'juno.reed@kelderby.example'

/** An account from its invitation on: password, authenticator, sessions, and what is asked again. Each state comes out of the one before. */
export function accountStates({ mailTo, sql }: Behind): PageInState[] {
  let secret = ''
  let invitation = ''
  const codeAt = (seconds: number) => generate({ secret, epoch: Math.floor(Date.now() / 1000) + seconds })
  const own = (name: string, show: (page: Page) => Promise<unknown>): PageInState => ({ name: `account: ${name}`, person: 'invited', show: async (page) => { await show(page); await page.waitForLoadState() } })
  const mine = `person = (select slug from access.person where email_key = '${EMAIL}') and ended_at is null`
  return [
    inKelderby('account: somebody is invited', 'administrator', '/', (page) => sendForm(page, '/people/invite', '/people/invite', { email: EMAIL, name: 'Juno Reed', roleTitle: 'SEND officer', role: 'officer', place: 'Kelderby' })),
    own('invitation', async (page) => { invitation = /\/invitation\/[\w-]+/.exec(await mailTo(EMAIL))![0]; await page.goto(invitation) }),
    own('invitation refused', (page) => sendForm(page, invitation, invitation, { name: '', password: 'short' })),
    { name: 'account: invitation of somebody else', person: 'officer', show: (page) => page.goto(invitation) },
    own('invitation taken up', async (page) => { await page.goto(invitation); await page.getByLabel('A password').fill(PASSWORD); await press(page, 'Accept and sign in') }),
    { name: 'account: invitation over', person: null, show: (page) => page.goto(invitation) },
    own('one’s own', (page) => page.goto('/account')), own('wrong password', (page) => sendForm(page, '/account', '/account/password', { old: 'wrong', password: 'short' })), own('password changed', (page) => sendForm(page, '/account', '/account/password', { old: PASSWORD, password: PASSWORD })),
    own('authenticator', async (page) => { await page.goto('/account'); await press(page, 'Set an authenticator up'); secret = (await page.locator('code.secret').innerText()).replace(/\s/g, '') }),
    own('authenticator, wrong code', async (page) => { await page.getByLabel('Code').fill('000000'); await press(page, 'Turn it on') }),
    own('recovery codes', async (page) => { await page.getByLabel('Code').fill(await codeAt(-30)); await press(page, 'Turn it on') }), own('with an authenticator', (page) => page.goto('/account')),
    own('once more, by code', (page) => page.goto('/confirm?next=/account')), own('once more, refused', (page) => sendForm(page, '/confirm?next=/account', '/confirm', { next: '/account', code: '000000' })),
    own('code asked', async (page) => { await press(page, 'Sign out'); await signIn(page) }), own('code refused', async (page) => { await page.getByLabel('Code').fill('000000'); await press(page, 'Go on') }),
    own('signed in', async (page) => { await page.getByLabel('Code').fill(await codeAt(0)); await press(page, 'Go on') }),
    own('sent before being asked again', async (page) => {
      await sql(`update access.session set stepped_up_at = now() - interval '1 hour' where ${mine}`)
      await sendForm(page, '/children/break-glass', '/children/break-glass', { givenName: 'Nobody', familyName: 'At-all', born: '2015-01-01', reason: 'A neighbour rang about this child' })
    }),
    own('sent and kept', async (page) => { await page.getByLabel('Code').fill(await codeAt(30)); await page.getByRole('main').getByRole('button', { name: 'Go on' }).click() }),
    own('nothing is kept here', (page) => page.goto('/draft/00000000-0000-4000-8000-000000000000')), own('session alone', (page) => page.goto('/account/sessions')), inKelderby('account: sessions of a demo', 'head', '/account/sessions'),
    own('warned', async (page) => { await sql(`update access.session set idle_minutes = 2 where ${mine}`); await page.goto('/'); await page.getByRole('dialog').waitFor() }),
    own('asked for a new password', async (page) => { await sql(`update access.session set ended_at = now() where ${mine}`); await sendForm(page, '/sign-in/forgotten', '/sign-in/forgotten', { email: EMAIL }) }),
    own('link for a new password', async (page) => page.goto(/\/sign-in\/[\w/-]+/.exec(await resetMail(mailTo))![0])), own('new password refused', async (page) => { await page.getByLabel('New password').fill('short'); await press(page, 'Set it and go on') }),
    { name: 'account: no address given', person: null, show: (page) => sendForm(page, '/sign-in/forgotten', '/sign-in/forgotten', { email: '' }) }, state('account: link spent', null, '/sign-in/link/spent'), state('account: reset link spent', null, '/sign-in/reset/spent'),
    { name: 'account: tried too often', person: null, show: async (page) => { for (let tried = 0; tried < 6; tried++) await sendForm(page, '/sign-in', '/sign-in', { email: 'often@kelderby.example', password: 'wrong' }) } },
  ]
}

async function signIn(page: Page) {
  await page.getByLabel('E-mail address').fill(EMAIL)
  await page.getByLabel('Password').fill(PASSWORD)
  await press(page, 'Sign in')
}

/** The mail about the invitation came first: the one that is wanted names no invitation. */
async function resetMail(mailTo: Behind['mailTo']): Promise<string> {
  for (const end = Date.now() + 10_000; Date.now() < end; await new Promise((go) => { setTimeout(go, 100) })) {
    const mail = await mailTo(EMAIL)
    if (!mail.includes('/invitation/')) return mail
  }
  throw new Error('No link for a new password came')
}
