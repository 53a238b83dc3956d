import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { askForPaper, fetchPaper, printedWords, wordsOfDocx } from '../paper-steps.ts'
import { type Eyes, goTo, heading, leave, press, problems, sectionText, setTarget, spaced, write, writeStory } from '../steps.ts'
import { weightOf } from '../weight.ts'
import type { Town } from './town.ts'

/**
 * As published for Derby. The forecasts are worked by hand, a straight line by least squares through the comparable figures: severe
 * absence 1.61, 2.10, 2.13, 2.32 since the break before 2021/22; suspensions 4.11, 3.29, 6.94, 10.74, 11.82, the five newest.
 */
const WORSE = {
  with: { label: 'Severe absence', row: /2\.32.*Worse up 3 years running.*2\.39 England 70th of 153.*2024\/25/, forecast: /2025\/26 2\.58%.*2026\/27 2\.80%.*2027\/28 3\.01%/, target: '2', aim: /2\.00%? by 2027\/28/ },
  without: { label: 'Suspensions', row: /11\.82.*Worse up 3 years running.*11\.31 England 88th of 153.*2023\/24/, forecast: /2024\/25 14\.24%.*2025\/26 16\.53%.*2026\/27 18\.8\d%/, target: '10', aim: /10\.00%? by 2027\/28/ },
}

export function directorsJourney(town: Town, eyes: Eyes) {
  const { label, row, forecast, target, aim } = eyes.javaScript ? WORSE.with : WORSE.without
  describe('A director sees a headline get worse and carries what will be done about it into a board', () => {
    let page: Page
    before(async () => { page = await town.arrive('director', eyes) })
    after(() => leave(page))

    it('goes from home to the scorecard, and sees which headline gets worse', async () => {
      await goTo(page, 'Scorecard')
      assert.match(await heading(page), /^Four of eleven headline indicators are getting worse, four better$/)
      assert.match(spaced(await page.getByRole('row').filter({ has: page.getByRole('link', { name: label, exact: true }) }).first().innerText()), row)
    })

    it('opens its curve', async () => {
      await page.getByRole('main').getByRole('link', { name: label, exact: true }).first().click()
      assert.match(await heading(page), /^Derby is at .*up 3 years running$/)
    })

    it('freezes the baseline, and is told what it lacks with what was typed still there', async () => {
      await write(page, 'Freeze a baseline', { 'Why it is frozen now': 'The strategy begins' }, 'Freeze the baseline')
      assert.equal((await problems(page)).length, 1)
      assert.equal(await page.getByLabel('Why it is frozen now').inputValue(), 'The strategy begins')
      await page.getByLabel('At which decision').fill('SEND board of 12 March')
      await press(page, 'Freeze the baseline')
      assert.match(await sectionText(page, 'Baseline and scenarios'), forecast)
    })

    it('sets a target', async () => {
      await setTarget(page, { by: '2027/28', value: target, reason: 'Where we were before it rose.' })
      assert.match(await sectionText(page, 'Where it should be'), aim)
    })

    it('writes the story', async () => {
      await writeStory(page, { body: 'Children wait for a place that fits.\n\nيغيب الأطفال القلقون', notKnown: 'How many are too anxious to come.' })
      assert.match(await sectionText(page, 'The story behind the curve'), /Amara Okafor.*Children wait for a place that fits\. يغيب الأطفال القلقون/)
    })

    it('reads which promises of the strategy were kept, and on which figures', async () => {
      await goTo(page, 'Strategies')
      await page.getByRole('main').getByRole('link', { name: /^Derby inclusion strategy/ }).first().click()
      await page.getByRole('main').getByRole('link', { name: /^With the figures/ }).first().click()
      assert.match(await heading(page), /^Of ten promises, four were not kept and six can’t be known$/)
      // Published: 48, 55 and 60 per cent in Derby, 54, 62 and 65 in England.
      assert.match(spaced(await page.locator('#promise-3').innerText()), /48\.0%, England 54\.0% in 2015\/16; 55\.0%, England 62\.0% in 2016\/17; 60\.0%, England 65\.0% in 2017\/18.*Not kept/)
    })

    it('takes the scorecard along as a Word document', async () => {
      await goTo(page, 'Scorecard')
      await askForPaper(page, 'Word document')
      const { name, path } = await fetchPaper(page)
      assert.match(name, /\.docx$/)
      const words = await wordsOfDocx(path)
      for (const said of [label, 'Children are in school and belong there', aim]) assert.ok(typeof said === 'string' ? words.includes(said) : said.test(words), `${said}`)
    })

    it('was sent no more than 30 kB of script by any page', async () => {
      for (const address of ['/', '/scorecard', '/measures/severe-absence', '/compare', '/strategies', '/design']) {
        const { script, parts } = await weightOf(page, address)
        assert.ok(script <= 30_000, `${address}: ${script} of script in ${parts.join(', ')}`)
      }
    })

    it('prints it, with the target and all that is folded away', async () => {
      await goTo(page, 'Scorecard')
      await page.getByRole('link', { name: 'Print', exact: true }).click()
      const words = await printedWords(page)
      for (const said of ['Four of eleven headline indicators are getting worse', label, aim, 'Statutory SEN assessment']) assert.ok(typeof said === 'string' ? words.includes(said) : said.test(words), `${said}`)
      assert.doesNotMatch(words, /Take it with you|Choose columns/)
    })
  })
}
