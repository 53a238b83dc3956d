import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { type Eyes, fillIn, heading, leave, press, problems, sectionText, spaced } from '../steps.ts'
import { invite, type Invited, setUpAuthenticator, takeUp } from './invited.ts'
import { arriveInKelderby, changeBehind, openDoor, showThatItIsYou, signFor } from './kelderby.ts'
import type { Town } from './town.ts'

const HEADS = {
  with: { email: 'imogen.tarn@fellgate.example', name: 'Imogen Tarn', title: 'Headteacher of Fellgate High', role: 'Headteacher', place: 'Fellgate High School' },
  without: { email: 'osian.moor@moorend.example', name: 'Osian Moor', title: 'Headteacher of Moorend', role: 'Headteacher', place: 'Moorend Primary School' },
} satisfies Record<string, Invited>

/** Whose school is shared with whom, by the agreement that is made here. */
export const sharedBy = ({ javaScript }: Eyes) => (javaScript ? { ...HEADS.with, agreement: 'Moving up together' } : { ...HEADS.without, agreement: 'Moorend and Alder Row' })

export function administratorsJourney(town: Town, eyes: Eyes) {
  const { agreement, ...head } = sharedBy(eyes)
  const mode = eyes.javaScript ? 'with a script' : 'without one'
  describe('An administrator looks after people, roles, keys and sharing', () => {
    let page: Page
    let newHead: Page
    before(async () => { page = await arriveInKelderby(town, 'administrator', eyes) })
    after(() => leave(page).finally(() => leave(newHead)))

    it('invites a headteacher, by a mail that says neither whom nor to what', async () => {
      await invite(page, head)
      const mail = await town.mailTo(head.email)
      assert.match(mail, /Subject: You are invited to Belong for Kelderby/)
      assert.ok(!mail.includes(head.name) && !mail.includes(head.place), mail)
    })

    it('has the invitation taken up in another browser, with a password and an authenticator', async () => {
      newHead = await takeUp(town, head, eyes)
      await setUpAuthenticator(newHead)
      await page.reload()
      assert.match(spaced(await page.getByRole('row').filter({ hasText: head.name }).innerText()), /Taken up/)
    })

    it('gives somebody a role, and ends it with a reason', async () => {
      await openDoor(page, 'People')
      await page.getByRole('main').getByRole('link', { name: 'Ruth Anselm', exact: true }).click()
      const give = page.locator('#give form')
      await fillIn(give, { Role: 'Chair of an area partnership', 'Place, and all that lies in it': 'Kelderby South', Why: 'Chairs until one is chosen' })
      await press(page, 'Give the role')
      assert.match(spaced(await page.getByRole('main').innerText()), /The role is given\./)
      const part = page.locator('.part', { has: page.getByRole('heading', { name: /^Chair of an area partnership/ }) })
      await part.locator('summary', { hasText: 'End this role' }).click()
      await part.getByRole('button', { name: /^End the role/ }).click()
      assert.equal((await problems(page)).length, 1)
      await part.getByLabel('Why').first().fill('One is chosen')
      await part.getByRole('button', { name: /^End the role/ }).click()
      assert.match(await sectionText(page, 'Before'), /Chair of an area partnership, Kelderby South.*Bea Holloway One is chosen/)
    })

    it('makes a key for a program, after showing once more who she is: what she typed is kept meanwhile', async () => {
      await changeBehind(town, `update access.session set stepped_up_at = now() - interval '1 hour' where person = 'administrator'`)
      await openDoor(page, 'Keys for programs')
      const form = page.locator('#key')
      await fillIn(form, { 'What it is for': `Nightly figures, ${mode}`, 'See published figures': 'yes', 'Last day': new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10) })
      await press(page, 'Make the key')
      assert.equal(await heading(page), 'Show once more that it is you')
      await showThatItIsYou(page)
      const secret = await page.locator('#made code.secret').innerText()
      const told = await page.context().request.get('/api/v1/measures', { headers: { authorization: `Bearer ${secret}`, cookie: '' } })
      assert.ok(told.status() < 400, `the key opens the API: ${told.status()}`)
      await page.goto('/keys')
      assert.match(spaced(await page.getByRole('row').filter({ hasText: `Nightly figures, ${mode}` }).innerText()), /See published figures/)
      assert.ok(!(await page.content()).includes(secret), 'a key stands on its page once')
    })

    it('adds a role to the table, and says what it may do from a day on', async () => {
      await openDoor(page, 'Roles')
      await fillIn(page.locator('#add-form'), { 'What it is called': `Reader ${mode}`, 'What it is for, in a sentence': 'Reads what is published.' })
      await press(page, 'Add the role')
      assert.equal(await heading(page), `Reader ${mode}`)
      const cell = page.locator('#cell form')
      await fillIn(cell, { Why: 'So agreed' })
      await cell.getByLabel('What', { exact: true }).selectOption('published:read')
      await press(page, 'Change the role')
      assert.match(await sectionText(page, 'May do today'), /See published figures/)
      await page.goto('/roles')
      assert.match(spaced(await page.getByRole('row').filter({ hasText: 'See published figures' }).innerText()), /Yes since/)
    })

    it('makes an agreement, which the new headteacher signs for her school', async () => {
      await openDoor(page, 'Sharing agreements')
      const form = page.locator('#make-form')
      await fillIn(form, { Title: agreement, 'What it is for': 'Children move up in September', 'The law it rests on': 'UK GDPR Article 6(1)(e)' })
      await press(page, 'Make the agreement')
      assert.match(await sectionText(page, 'Running'), new RegExp(agreement))
      await openDoor(newHead, 'Sharing agreements')
      await signFor(newHead, agreement)
      assert.match(spaced(await newHead.getByRole('main').innerText()), new RegExp(`${head.place} by ${head.name}`))
    })
  })
}
