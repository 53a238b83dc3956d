import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { type Eyes, heading, leave, sectionText, spaced } from '../steps.ts'
import { addressOf, arriveInKelderby, isMissing, KIT, openDoor, openRecord, ROBIN, SORREL } from './kelderby.ts'
import type { Town } from './town.ts'

export function parentsJourney(town: Town, eyes: Eyes) {
  describe('A parent reads on a phone what is held of her child', () => {
    let page: Page
    before(async () => {
      const senco = await arriveInKelderby(town, 'senco', eyes)
      await openRecord(senco, ROBIN)
      await leave(senco)
      page = await arriveInKelderby(town, 'parent', { ...eyes, width: 375 })
    })
    after(() => leave(page))

    it('goes from home to the record, which is hers to read', async () => {
      await openDoor(page, 'What is shared with you')
      assert.equal(await heading(page), 'What is written about Robin')
      assert.match(await sectionText(page, 'School'), /Alder Row Primary School/)
      assert.ok(await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth'), 'no scrolling sideways on a phone')
    })

    it('reads what is shared, and nothing that is not', async () => {
      assert.ok((await page.locator('#shared li').count()) >= 2)
      assert.doesNotMatch(spaced(await page.locator('#shared').innerText()), /Social care|Notes for very few/)
    })

    it('sees which jobs can see it, and who looked', async () => {
      assert.match(await sectionText(page, 'Who can see Robin’s record'), /SENCO.*Case officer.*named for this/)
      assert.match(await sectionText(page, 'Who looked'), /SENCO, Alder Row Primary School looked at it/)
    })

    it('finds nothing at the address of a sibling or of any other child', async () => {
      for (const child of [KIT, SORREL]) {
        const address = await addressOf(town, child)
        await isMissing(page, address)
        await isMissing(page, address.replace('children', 'my'))
      }
      await isMissing(page, '/children')
    })

    it('is led from the address of the record to her own page of it', async () => {
      await page.goto(await addressOf(town, ROBIN))
      assert.match(new URL(page.url()).pathname, /^\/my\//)
    })

    it('finds how the area looks after what it knows', async () => {
      await page.getByRole('main').getByRole('link', { name: 'How Kelderby looks after what it knows' }).click()
      assert.equal(new URL(page.url()).pathname, '/public/kelderby/privacy')
    })
  })
}

export function youngPersonsJourney(town: Town, eyes: Eyes) {
  describe('A young person reads what is held of herself', () => {
    let page: Page
    before(async () => { page = await arriveInKelderby(town, 'young-person', eyes) })
    after(() => leave(page))

    it('reads what is written about her, in words to her', async () => {
      await openDoor(page, 'What is shared with you')
      assert.equal(await heading(page), 'What is written about you')
      assert.match(await sectionText(page, 'School'), /Fellgate High School/)
      assert.match(await sectionText(page, 'What you can ask for'), /A copy of everything that is held about you/)
    })

    it('sees when somebody looks, and in which role', async () => {
      const officer = await arriveInKelderby(town, 'officer', eyes)
      await openRecord(officer, KIT)
      await leave(officer)
      await page.reload()
      assert.match(await sectionText(page, 'Who looked'), /SEND officer, Kelderby.* looked at it/)
    })

    it('finds nothing at the address of anybody else', async () => isMissing(page, (await addressOf(town, ROBIN)).replace('children', 'my')))
  })
}
