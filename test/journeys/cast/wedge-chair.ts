import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { printedWords } from '../paper-steps.ts'
import { type Eyes, goTo, heading, leave, problems, press, sectionText, setTarget, spaced, write } from '../steps.ts'
import type { Town } from './town.ts'

/** As published for Derby: permanent exclusions 0.07% in 2023/24, in Leeds 0.02%; 16- and 17-year-olds not in education … 7.9% in 2025, in Leeds 8.8%. */
const CURVES = {
  with: { label: 'Permanent exclusions', inLeeds: /0\.02.*7th of 153/, by: '2027/28', wrong: '9', right: '0.05', aim: /0\.05% by 2027\/28/, point: '2018/19' },
  without: { label: '16- and 17-year-olds not in education, employment or training, or not known', inLeeds: /8\.8.*143rd of 153/, by: '2028', wrong: '60', right: '5', aim: /5\.0% by 2028/, point: '2021' },
}

export function wedgeChairsJourney(town: Town, eyes: Eyes) {
  const { label, inLeeds, by, wrong, right, aim, point } = eyes.javaScript ? CURVES.with : CURVES.without
  describe('The chair of an area partnership looks at two places, and agrees what will be held', () => {
    let page: Page
    before(async () => { page = await town.arrive('wedge-chair', eyes) })
    after(() => leave(page))

    it('goes from home to the scorecard, and looks at another place', async () => {
      await goTo(page, 'Scorecard')
      await page.getByLabel('Another place').fill('Leeds')
      await press(page, 'Show')
      assert.match(await page.title(), /^Scorecard of Leeds/)
      assert.match(spaced(await rowOf(label).innerText()), inLeeds)
      await page.goBack()
      await page.getByRole('main').getByRole('link', { name: label, exact: true }).first().click()
      assert.match(await heading(page), /^Derby is at/)
    })

    it('is refused a target on the wrong side, with the numbers, and sets it right', async () => {
      const reason = 'What we agreed with the heads.'
      await setTarget(page, { by, value: wrong, reason })
      assert.match((await problems(page)).join(), /worse than|wrong side/)
      assert.equal(await page.getByLabel('Where it should be').inputValue(), wrong)
      assert.equal(await page.getByLabel('Why this is the right target').inputValue(), reason)
      assert.equal(await page.getByLabel('By when').inputValue(), by)
      await setTarget(page, { value: right, reason })
      assert.match(await sectionText(page, 'Where it should be'), aim)
    })

    it('names a partner, and says later that they agreed', async () => {
      await write(page, 'Name a partner', { Who: 'Secondary heads’ group', 'What their part is': 'No child goes home before somebody has called the family' }, 'Add the partner')
      assert.match(await sectionText(page, 'Partners with a part to play'), /Secondary heads’ group.*Not yet agreed/)
      await write(page, /^They have agreed/, { 'On which day they agreed': '2026-02-03', 'Who of them agreed, by role': 'Chair of the group' }, 'Save that they agreed')
      assert.match(await sectionText(page, 'Partners with a part to play'), /Chair of the group 3 February 2026 Agreed/)
    })

    it('remarks on a point of the curve', async () => {
      await write(page, 'Remark on a point', { 'Which point': point, 'The remark': 'Two schools merged this year.' }, 'Add the remark')
      assert.match(await sectionText(page, 'Remarks on points'), new RegExp(`1 ${point.replace('/', '\\/')}\\. Two schools merged this year\\. Marguerite Sallow`))
    })

    it('prints the scorecard, with what was agreed', async () => {
      await goTo(page, 'Scorecard')
      await page.getByRole('link', { name: 'Print', exact: true }).click()
      const words = await printedWords(page)
      for (const said of ['Derby', 'Four of eleven headline indicators', label, new RegExp(`by ${by.replace('/', '\\/')}`)]) assert.ok(typeof said === 'string' ? words.includes(said) : said.test(words), `${said}`)
    })

    const rowOf = (name: string) => page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) }).first()
  })
}
