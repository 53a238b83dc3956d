import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { type Eyes, fillIn, heading, leave, press, problems, sectionText, spaced } from '../steps.ts'
import { invite, type Invited, PASSWORD, setUpAuthenticator, takeUp } from './invited.ts'
import { arriveInKelderby, goToKelderby, openRecord, ROBIN } from './kelderby.ts'
import type { Town } from './town.ts'

const OFFICERS = {
  with: { email: 'hester.bramley@kelderby.example', name: 'Hester Bramley', title: 'SEND officer', role: 'SEND officer', place: 'Kelderby' },
  without: { email: 'piran.lowe@kelderby.example', name: 'Piran Lowe', title: 'SEND officer', role: 'SEND officer', place: 'Kelderby' },
} satisfies Record<string, Invited>

const REASON = 'A neighbour rang: the child has not been seen since Friday'

/** Signing in by password and code, and what happens to a session, of somebody who is not of the demo. */
export function ownAccountJourney(town: Town, eyes: Eyes) {
  const person = eyes.javaScript ? OFFICERS.with : OFFICERS.without
  describe('An officer signs in by her own password and code', () => {
    let page: Page
    let codes: Awaited<ReturnType<typeof setUpAuthenticator>>
    const session = (change: string) => town.sql(`update access.session set ${change} where ended_at is null and person = (select slug from access.person where email_key = $1)`, [person.email])
    before(async () => {
      const administrator = await arriveInKelderby(town, 'administrator', eyes)
      await invite(administrator, person)
      await leave(administrator)
      page = await takeUp(town, person, eyes)
      codes = await setUpAuthenticator(page)
    })
    after(() => leave(page))

    it('signs out, and in again: a wrong code is told, the right one lets her in', async () => {
      await press(page, 'Sign out')
      await typePassword(page, PASSWORD)
      assert.equal(await heading(page), 'Give the code your authenticator app shows')
      await page.getByLabel('Code').fill('123456')
      await press(page, 'Go on')
      assert.deepEqual(await problems(page), ['This code is not right, or was used before. Wait for the next one'])
      await page.getByLabel('Code').fill(await codes.codeNow())
      await press(page, 'Go on')
      await goToKelderby(page)
      assert.match(spaced(await page.locator('.who').innerText()), new RegExp(`${person.name} Acting as SEND officer, Kelderby`))
    })

    it('is kept out for a while where somebody guesses, in other browsers than her own', async () => {
      const guesser = await town.open(eyes)
      await guesser.goto('/sign-in')
      for (let tried = 0; tried < 5; tried++) {
        await typePassword(guesser, `${PASSWORD}${tried}`)
        assert.deepEqual(await problems(guesser), ['The e-mail address or the password is not right'])
      }
      const [answer] = await Promise.all([guesser.waitForResponse((one) => one.request().method() === 'POST'), typePassword(guesser, PASSWORD)])
      assert.equal(answer.status(), 429)
      assert.match((await problems(guesser)).join(), /^That was tried too often\. Try again in 1[45] minutes$/)
      assert.equal(await guesser.getByLabel('E-mail address').inputValue(), person.email)
      await leave(guesser)
      await press(page, 'Sign out')
      await typePassword(page, PASSWORD)
      await page.getByLabel('Code').fill(codes.recovery[0]!)
      await press(page, 'Go on')
      await goToKelderby(page)
    })

    it('shows once more who she is before she breaks the glass; what she typed is kept', async () => {
      await session(`stepped_up_at = now() - interval '1 hour'`)
      await page.goto('/children/break-glass')
      await fillIn(page.locator('main form'), { 'Given name': 'Nobody', 'Family name': 'Ofthisname', 'Day of birth': '2015-05-05', 'Why you must see this record now': REASON })
      await press(page, 'Open it for an hour')
      assert.equal(await heading(page), 'Show once more that it is you')
      await page.getByLabel('Code').fill(codes.recovery[1]!)
      await page.getByRole('main').getByRole('button', { name: 'Go on' }).click()
      assert.match(await sectionText(page, 'What you typed'), new RegExp(`Ofthisname.*${REASON}`))
      await press(page, 'Send it on')
      assert.match(spaced(await page.getByRole('main').innerText()), /No record opens with these words/)
    })

    it('is warned before the session is over, and stays', { skip: eyes.javaScript ? false : 'a page without a script says it at its foot' }, async () => {
      await openRecord(page, ROBIN)
      await session('idle_minutes = 2')
      await page.reload()
      const box = page.getByRole('dialog')
      await box.waitFor()
      assert.match(spaced(await box.innerText()), /Are you still there\? You have not opened a page for a while\. In 2 minutes you are signed out/)
      await box.getByRole('button', { name: 'Stay signed in' }).click()
      await box.waitFor({ state: 'hidden' })
      await session('idle_minutes = 15')
      await page.reload()
    })

    it('sends an entry after the session is over: it is kept until she has signed in', async () => {
      await openRecord(page, ROBIN)
      await page.getByLabel('What is to be known').fill(`Asked for a new assessment, ${person.name}`)
      await session(`seen_at = now() - interval '1 hour'`)
      await press(page, 'Write it')
      assert.equal(new URL(page.url()).pathname, '/sign-in')
      await typePassword(page, PASSWORD)
      await page.getByLabel('Code').fill(codes.recovery[2]!)
      await press(page, 'Go on')
      assert.equal(await heading(page), 'What you sent was kept')
      assert.match(await sectionText(page, 'What you typed'), /Asked for a new assessment/)
      await press(page, 'Send it on')
      assert.match(await sectionText(page, 'Ordinary'), new RegExp(`Asked for a new assessment, ${person.name}`))
    })

    it('signs out everywhere, from the list of where she is signed in', async () => {
      const other = await town.open(eyes)
      await other.goto('/sign-in?next=/account')
      await page.context().storageState().then(({ cookies }) => other.context().addCookies(cookies.filter(({ name }) => name.includes('device'))))
      await typePassword(other, PASSWORD)
      await other.getByLabel('Code').fill(codes.recovery[3]!)
      await press(other, 'Go on')
      await page.goto('/account')
      await page.getByRole('link', { name: 'Where you are signed in' }).click()
      assert.match(await heading(page), /^You are signed in on \d browsers$/)
      await press(page, 'Sign out everywhere, here too')
      assert.equal(new URL(page.url()).pathname, '/sign-in')
      await other.goto('/account')
      assert.equal(new URL(other.url()).pathname, '/sign-in')
      await leave(other)
    })

    async function typePassword(where: Page, password: string) {
      await where.getByLabel('E-mail address').fill(person.email)
      await where.getByLabel('Password').fill(password)
      await press(where, 'Sign in')
    }
  })
}
