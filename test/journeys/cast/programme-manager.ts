import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { findChromium } from '#platform'

import { askForPaper, fetchPaper, printedWords, wordsOfPdf } from '../paper-steps.ts'
import { type Eyes, fillIn, goTo, heading, leave, press, problems, sectionText, spaced, unfold } from '../steps.ts'
import type { Town } from './town.ts'

const day = (fromToday: number) => new Date(Date.now() + fromToday * 86_400_000).toISOString().slice(0, 10)

export function programmeManagersJourney(town: Town, eyes: Eyes) {
  const title = eyes.javaScript ? 'Close to home' : 'Known and missed'
  describe('A programme manager makes a strategy and answers for its actions', () => {
    let page: Page
    before(async () => { page = await town.arrive('programme-manager', eyes) })
    after(() => leave(page))

    it('goes from home to the strategies and begins one, and is told what it lacks', async () => {
      await goTo(page, 'Strategies')
      await page.getByRole('main').getByRole('link', { name: 'Begin a strategy' }).click()
      const form = page.locator('main form')
      await fillIn(form, { 'What it wants: its vision': 'Each child has a school close by.', 'Its first day': '2026-09-01', 'Its last day': '2025-08-31' })
      await press(page, 'Begin it')
      assert.ok((await problems(page)).length >= 1)
      assert.equal(await page.getByLabel('What it wants: its vision').inputValue(), 'Each child has a school close by.')
      await fillIn(form, { 'What it is called': title, 'Its last day': '2029-08-31' })
      await press(page, 'Begin it')
      assert.equal(await heading(page), title)
    })

    it('writes a priority, with a headteacher and an officer to lead it', async () => {
      await sectionLink('Priorities', /^Add (the first|a priority)$/)
      await fillIn(page.locator('main form'), { 'The priority': 'Every school has a quiet room', 'The outcome it is to bring': 'Nobody goes home because of noise' })
      await page.getByLabel('Role, never a name').nth(0).fill('Headteacher of a secondary school')
      await page.getByLabel('Role, never a name').nth(1).fill('Head of SEND')
      await press(page, 'Save')
      assert.match(await sectionText(page, 'Priorities'), /Every school has a quiet room.*Headteacher of a secondary school.*Head of SEND/)
    })

    it('writes an action that names its curve, and one that is due soon', async () => {
      for (const [words, due] of [['Ask every school which room is quiet', day(400)], ['Buy the signs', day(12)]] as const) {
        await openStrategy()
        await sectionLink('What is done, by whom, by when', /^Add (the first|an action)$/)
        await fillIn(page.locator('main form'), { 'What will be done': words, 'Who will see that it is done': 'Head of SEND', 'By which day': due, 'Which curve it is to turn': 'Persistent absence', 'In which place': 'Derby' })
        await press(page, 'Add the action')
        assert.match(spaced(await page.getByRole('main').innerText()), new RegExp(words))
      }
      await openStrategy()
      assert.match(spaced(await page.getByRole('main').innerText()), /Ask every school which room is quiet.*Persistent absence/)
    })

    it('says how far it is, with a reason', async () => {
      await page.getByRole('main').getByRole('link', { name: 'Ask every school which room is quiet' }).first().click()
      await unfold(page, 'Say how far it is')
      await fillIn(page.locator('form', { has: page.getByLabel('How far it is') }), { 'How far it is': 'Under way' })
      await press(page, 'Save')
      assert.ok((await problems(page)).length >= 1, 'a state without a reason was taken')
      await page.getByLabel('Why, in a sentence').fill('Forty of ninety have answered.')
      await press(page, 'Save')
      assert.match(await sectionText(page, 'How far it is'), /Under way\. Forty of ninety have answered\./)
      assert.match(await sectionText(page, 'How it stood before'), /Not started → Under way/)
    })

    it('looks at what is late and due soon', async () => {
      await goTo(page, 'Strategies')
      await page.getByRole('main').getByRole('link', { name: /^All actions of Derby/ }).click()
      const row = page.getByRole('row').filter({ hasText: title }).filter({ hasText: 'Buy the signs' })
      assert.match(spaced(await row.innerText()), /Due in 1[12] days.*Persistent absence/)
    })

    it('takes the strategy along as a PDF', { skip: findChromium() ? false : 'no Chromium here for the server to draw PDFs with' }, async () => {
      await openStrategy()
      await askForPaper(page, 'PDF')
      const { path } = await fetchPaper(page)
      const pdf = readFileSync(path)
      assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')
      const words = wordsOfPdf(pdf)
      if (words !== null) for (const said of [title, 'Every school has a quiet room', 'Headteacher of a secondary school', 'Forty of ninety have answered']) assert.ok(words.includes(said), said)
    })

    it('prints it', async () => {
      await openStrategy()
      await page.getByRole('link', { name: 'Print', exact: true }).click()
      const words = await printedWords(page)
      for (const said of [title, 'Each child has a school close by.', 'Every school has a quiet room', 'Ask every school which room is quiet']) assert.ok(words.includes(said), said)
    })

    const sectionLink = (heading: string, name: RegExp) => page.locator('section, .section').filter({ has: page.getByRole('heading', { name: heading, exact: true }) }).getByRole('link', { name }).first().click()

    async function openStrategy() {
      await goTo(page, 'Strategies')
      await page.getByRole('main').getByRole('link', { name: title }).first().click()
    }
  })
}
