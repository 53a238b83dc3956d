import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { printedWords } from '../paper-steps.ts'
import { type Eyes, goTo, heading, leave, press, sectionText, spaced, writeStory } from '../steps.ts'
import { weightOf } from '../weight.ts'
import type { Town } from './town.ts'

/** As published, 2024/25: persistent absence 19.53% in Derby, 19.01% in Leeds, 18.14% in England. */
const AREAS = {
  with: {
    name: 'Derby', slug: 'derby', absence: /19\.53% in 2024\/25/, opening: /In Derby, 4 of its 11 headline indicators are getting better and 4 worse/,
    // Published for 2015/16, 2016/17 and 2017/18: Derby 48, 55 and 60 per cent, England 54, 62 and 65.
    strategy: 'Derby inclusion strategy, to 2018', promise: 3, verdict: /48\.0%, England 54\.0% in 2015\/16; 55\.0%, England 62\.0% in 2016\/17; 60\.0%, England 65\.0% in 2017\/18.*Not kept/,
    rests: /48\.0%, batch \d+, row [\d,]+/,
  },
  without: {
    name: 'Leeds', slug: 'leeds', absence: /19\.01% in 2024\/25/, opening: /In Leeds, 4 of its 11 headline indicators are getting better and 3 worse/,
    strategy: 'Leeds inclusion strategy, revised, 2007–2010', promise: 1, verdict: /neither the target’s value nor its date.*no figure on admissions is published.*Can’t be known/,
    rests: /The curve in numbers: Overall absence/,
  },
}

export function publicJourney(town: Town, eyes: Eyes) {
  const { name, slug, absence, opening, strategy, promise, verdict, rests } = eyes.javaScript ? AREAS.with : AREAS.without
  describe(`A member of the public, not signed in, asks how children in ${name} are doing and whether a promise was kept`, () => {
    let page: Page
    before(async () => { page = await town.open(eyes) })
    after(() => leave(page))

    it('begins at the list of areas, and is asked nothing', async () => {
      await page.goto('/public')
      assert.equal(await heading(page), 'How children are doing, area by area')
      await page.getByRole('main').getByRole('link', { name, exact: true }).click()
      assert.equal(new URL(page.url()).pathname, `/public/${slug}`)
      assert.deepEqual(await page.context().cookies(), [])
    })

    it('is told that no scorecard is published, and sees the bare figures without a judgement', async () => {
      await goTo(page, 'Scorecard')
      assert.match(await sectionText(page, 'Scorecard'), /has not published a scorecard yet/)
      assert.equal(await page.locator('.v').count(), 0)
      assert.match(spaced(await page.getByRole('main').innerText()), /Persistent absence: 19/)
    })

    it('reads it once the director has shown it: whether it gets better or worse, and the story', async () => {
      await showToThePublic(await town.arrive('director', eyes), name)
      await page.reload()
      assert.match(await heading(page), opening)
      assert.match(await sectionText(page, 'Children are in school and belong there'), /Worse.*The story behind the curve.*Every school counts it, and says why\./)
    })

    it('opens a curve: what it is now, in England, and from which row of which file', async () => {
      await page.getByRole('main').getByRole('link', { name: /^Persistent absence/ }).first().click()
      assert.match(await heading(page), absence)
      assert.match(await sectionText(page, 'Beside others'), /England 18\.14%/)
      assert.match(await sectionText(page, 'Why is this number what it is?'), /stands in row [\d,]+ of/)
    })

    it('reads whether the promises of the strategy were kept, and why', async () => {
      await goTo(page, 'Strategies and promises')
      await page.getByRole('listitem').filter({ hasText: strategy }).getByRole('link', { name: 'Was it kept?' }).click()
      assert.match(spaced(await page.locator(`#promise-${promise}`).innerText()), verdict)
    })

    it('prints it', async () => {
      await page.getByRole('link', { name: 'Print', exact: true }).click()
      assert.equal(await page.locator('details:not([open])').count(), 0)
      const words = await printedWords(page)
      for (const said of [strategy, 'Can’t be known']) assert.ok(words.includes(said), said)
      assert.match(words, rests)
    })

    it('was sent no script, and on a first visit no more than 100 kB a page', async () => {
      const pages = ['/public', ...['', '/scorecard', '/measures', '/measures/persistent-absence', '/measures/attainment-8?group=ehc-plan', '/strategies'].map((path) => `/public/${slug}${path}`), page.url().replace('print=yes', '')]
      for (const address of pages) {
        const { all, script, parts } = await weightOf(page, address)
        assert.equal(await page.locator('script').count(), 0)
        assert.equal(script, 0)
        assert.ok(parts.length >= 3 && all <= 100_000, `${address} weighs ${all}: ${parts.join(', ')}`)
      }
    })
  })
}

/** Writes the story behind whatever gets worse, as an area must before it shows its scorecard, and shows it. */
async function showToThePublic(page: Page, area: string) {
  const other = page.getByRole('button', { name: `Go to ${area}` })
  if (await other.count()) await other.click()
  for (;;) {
    await page.goto('/publish')
    const untold = page.locator('section, .section').filter({ has: page.getByRole('heading', { name: 'What stands in the way' }) }).getByRole('link')
    if ((await untold.count()) === 0) break
    await untold.first().click()
    await writeStory(page, { body: 'Every school counts it, and says why.' })
  }
  await page.getByLabel(/^I have read these stories/).check()
  await press(page, 'Show it to the public')
  await page.getByRole('heading', { name: 'Shown so far' }).waitFor()
  await leave(page)
}
