import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { type Eyes, goTo, heading, leave, type Person, spaced } from '../steps.ts'
import { addressOf, arriveInKelderby, goToKelderby, isMissing, ROBIN } from './kelderby.ts'
import type { Town } from './town.ts'

/** Those whose work is figures, people or the audit, and no child. */
const WITHOUT_CHILDREN: Person[] = ['director', 'programme-manager', 'wedge-chair', 'analyst', 'administrator', 'dpo']

export function boardMembersJourney(town: Town, eyes: Eyes) {
  describe('A member of the board reads papers and figures, and no child', () => {
    let page: Page
    before(async () => { page = await town.arrive('board-member', eyes) })
    after(() => leave(page))

    it('reads the scorecard and carries it away as a paper', async () => {
      await goTo(page, 'Scorecard')
      assert.match(await page.title(), /^Scorecard of Derby/)
      assert.match(await page.getByRole('main').innerText(), /Take it with you/)
      await page.goto('/papers')
      assert.ok(await heading(page))
    })

    it('is shown in Kelderby no door to children or to people', async () => {
      await goToKelderby(page)
      assert.equal(await page.locator('#doors').count(), 0)
    })

    it('finds no child, by search or by address', async () => {
      await page.goto('/search?q=Pettigrew')
      assert.doesNotMatch(spaced(await page.getByRole('main').innerText()), /Robin|Kit/)
      for (const address of ['/children', '/my', await addressOf(town, ROBIN)]) await isMissing(page, address)
    })

    // The server's answer is the same either way: it is asked once.
    for (const person of eyes.javaScript ? [] : WITHOUT_CHILDREN) {
      it(`as little as the ${person} does`, async () => {
        const other = await arriveInKelderby(town, person, eyes)
        for (const address of ['/children', await addressOf(town, ROBIN)]) assert.equal((await other.goto(address))!.status(), 404, address)
        await leave(other)
      })
    }
  })
}
