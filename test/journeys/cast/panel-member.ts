import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { type Eyes, leave, sectionText } from '../steps.ts'
import { addressOf, arriveInKelderby, isMissing, listed, LUCJA, nameOf, OISIN, openRecord, parts, ROBIN, SORREL } from './kelderby.ts'
import type { Town } from './town.ts'

export function panelMembersJourney(town: Town, eyes: Eyes) {
  describe('A member of the panel reads the cases it decides on', () => {
    let page: Page
    before(async () => { page = await arriveInKelderby(town, 'panel-member', eyes) })
    after(() => leave(page))

    it('sees these three children, and nobody else', async () => {
      assert.deepEqual((await listed(page)).toSorted(), [LUCJA, OISIN, SORREL].map(nameOf).toSorted())
    })

    it('opens a case: needs, neither health nor social care, and nothing to write with', async () => {
      await openRecord(page, LUCJA)
      assert.deepEqual(await parts(page), ['On roll', 'Ordinary', 'Special educational needs', 'People around the child'])
      assert.match(await sectionText(page, 'Special educational needs'), /You see this as panel member of this child/)
      assert.equal(await page.locator('main form').count(), 0)
    })

    it('cannot tell a child of no case from one who is not there', async () => isMissing(page, await addressOf(town, ROBIN)))
  })
}
