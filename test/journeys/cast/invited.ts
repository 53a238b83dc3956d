import assert from 'node:assert/strict'
import { generate } from 'otplib'
import type { Page } from 'playwright-core'
import { type Eyes, fillIn, heading, press, problems, spaced } from '../steps.ts'
import { goToKelderby, openDoor } from './kelderby.ts'
import type { Town } from './town.ts'

export const PASSWORD = 'violet harbour tin whistle'

export interface Invited {
  email: string
  name: string
  title: string
  role: string
  place: string
}

/** Fills in an invitation, as whoever looks after people, and sends it. */
export async function invite(page: Page, { email, name, title, role, place }: Invited) {
  await openDoor(page, 'People')
  await page.getByRole('link', { name: 'Invite somebody' }).first().click()
  const form = page.locator('form', { has: page.getByRole('button', { name: 'Send the invitation' }) })
  await fillIn(form, { 'E-mail address': email, 'What they are': title, Role: role })
  if (await form.getByLabel('Place, and all that lies in it').locator('option').nth(1).count()) await form.getByLabel('Place, and all that lies in it').selectOption({ label: place })
  await press(page, 'Send the invitation')
  assert.deepEqual(await problems(page), ['Give their name'])
  assert.equal(await form.getByLabel('E-mail address').inputValue(), email)
  await fillIn(form, { Name: name })
  await press(page, 'Send the invitation')
  assert.match(spaced(await page.getByRole('main').innerText()), /The invitation is made\. No mail server is set here/)
}

/** In a second browser: opens the link of the mail and comes in with a password of one's own. */
export async function takeUp(town: Town, { email, role, place }: Invited, eyes: Eyes): Promise<Page> {
  const mail = await town.mailTo(email)
  const page = await town.open(eyes)
  await page.goto(/\/invitation\/[\w-]+/.exec(mail)![0])
  assert.equal(await heading(page), 'You are invited to Kelderby')
  assert.match(spaced(await page.getByRole('main').innerText()), new RegExp(`As ${role}, for ${place}`))
  await page.getByLabel('A password').fill('belong')
  await press(page, 'Accept and sign in')
  assert.ok((await problems(page)).length === 1, 'a short password was taken')
  await page.getByLabel('A password').fill(PASSWORD)
  await press(page, 'Accept and sign in')
  await goToKelderby(page)
  return page
}

/** Sets an authenticator up, and answers what gives its codes. A code is good once: the next is that of the next half minute. */
export async function setUpAuthenticator(page: Page) {
  await page.goto('/account')
  await press(page, 'Set an authenticator up')
  const secret = (await page.locator('code.secret').innerText()).replace(/\s/g, '')
  const codeAt = (seconds: number) => generate({ secret, epoch: Math.floor(Date.now() / 1000) + seconds })
  await page.getByLabel('Code').fill('000000')
  await press(page, 'Turn it on')
  assert.match((await problems(page)).join(), /This is not the code/)
  await page.getByLabel('Code').fill(await codeAt(-30))
  await press(page, 'Turn it on')
  assert.equal(await heading(page), 'Write these recovery codes down now')
  const recovery = await page.locator('code.secret').allInnerTexts()
  await page.getByRole('link', { name: 'I have them' }).click()
  assert.match(spaced(await page.getByRole('main').innerText()), /Password and authenticator/)
  return { codeNow: () => codeAt(0), codeNext: () => codeAt(30), recovery }
}
