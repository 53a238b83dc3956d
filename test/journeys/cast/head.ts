import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { printedWords } from '../paper-steps.ts'
import { type Eyes, fillIn, goTo, heading, leave, openMeasure, press, sectionText, write } from '../steps.ts'
import type { Town } from './town.ts'

/** As published for Derby and the 153 authorities, 2024/25; ranks count those that did better, and one. */
const CURVES = {
  with: { id: 'unauthorised-absence', label: 'Unauthorised absence' },
  without: { id: 'overall-absence', label: 'Overall absence' },
}
const IDEA = 'Greet every child at the gate by name'

export function headsJourney(town: Town, eyes: Eyes) {
  const { id, label } = eyes.javaScript ? CURVES.with : CURVES.without
  describe('A headteacher takes up an idea that costs nothing', () => {
    let page: Page
    before(async () => {
      const officer = await town.arrive('officer', eyes)
      await openMeasure(officer, id, 'E06000015')
      await write(officer, 'Put down what works', { 'What works, or might': 'A bus for every school', 'Needs money': 'yes', 'How good the evidence is': 'Untested' }, 'Add the idea')
      await write(officer, 'Put down what works', { 'What works, or might': IDEA, 'No cost': 'yes', 'How good the evidence is': 'Untested' }, 'Add the idea')
      await leave(officer)
      page = await town.arrive('head', eyes)
    })
    after(() => leave(page))

    it('goes from home to the measure by the measure book', async () => {
      await goTo(page, 'Measures')
      await page.getByRole('main').getByRole('link', { name: label, exact: true }).first().click()
      assert.match(await heading(page), /^Derby is at/)
    })

    it('compares it with every authority', async () => {
      await page.getByRole('main').getByRole('link', { name: 'Compare with every authority' }).click()
      assert.equal(new URL(page.url()).pathname, '/compare')
      assert.match(await page.getByRole('main').innerText(), /Derby/)
      await page.goBack()
    })

    it('sees what costs nothing first, and makes it an action', async () => {
      const works = await sectionText(page, 'What works')
      assert.ok(works.indexOf(IDEA) >= 0 && works.indexOf(IDEA) < works.indexOf('A bus for every school'), works)
      await page.getByRole('link', { name: new RegExp(`^Make this an action.*${IDEA}`) }).click()
      const form = page.locator('form', { has: page.getByRole('button', { name: 'Add the action' }) })
      assert.equal(await form.getByLabel('What will be done').inputValue(), IDEA)
      await fillIn(form, { 'Who will see that it is done': 'Headteachers', 'By which day': '2099-09-01' })
      await press(page, 'Add the action')
      assert.match(await sectionText(page, 'What we will do'), new RegExp(`${IDEA}.*Headteachers.*1 September 2099`))
      assert.match(await sectionText(page, 'What works'), new RegExp(`Chosen: ${IDEA}`))
    })

    it('prints the page of the measure', async () => {
      await page.getByRole('link', { name: 'Print', exact: true }).click()
      const words = await printedWords(page)
      for (const said of [label, IDEA, 'A bus for every school', 'Why is this number what it is?']) assert.ok(words.includes(said), said)
      assert.doesNotMatch(words, /Set the target|Take it with you/)
    })
  })
}
