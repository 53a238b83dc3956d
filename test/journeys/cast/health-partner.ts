import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { type Eyes, fillIn, leave, sectionText, unfold } from '../steps.ts'
import { addressOf, arriveInKelderby, changeBehind, isMissing, KIT, listed, nameOf, openRecord, parts, ROBIN } from './kelderby.ts'
import type { Town } from './town.ts'

const NAME = 'Callum Oyelaran'

export function healthPartnersJourney(town: Town, eyes: Eyes) {
  const [last, inWords] = eyes.javaScript ? ['2098-03-31', '31 March 2098'] : ['2097-06-30', '30 June 2097']
  describe('A health partner is asked to one child, until a day', () => {
    let page: Page
    before(async () => {
      const officer = await arriveInKelderby(town, 'officer', eyes)
      await openRecord(officer, ROBIN)
      await unfold(officer, `End this role of ${NAME}`)
      await fillIn(officer.locator('form', { has: officer.getByRole('button', { name: 'End it' }) }).filter({ visible: true }), { 'Last day': last, 'Why it ends': 'The plan is reviewed by then.' })
      await officer.getByRole('button', { name: 'End it' }).filter({ visible: true }).click()
      assert.match(await sectionText(officer, 'People around the child'), new RegExp(`${NAME}.*until`))
      await leave(officer)
      page = await arriveInKelderby(town, 'health-partner', eyes)
    })
    after(() => leave(page))

    it('sees this child alone, and until when', async () => {
      assert.deepEqual(await listed(page), [nameOf(ROBIN)])
      await openRecord(page, ROBIN)
      assert.match(await sectionText(page, 'Health'), new RegExp(`You see this as health or care partner of this child, until (${inWords}|1 )`))
    })

    it('reads needs and health, neither social care nor where the child is hidden', async () => {
      assert.deepEqual((await parts(page)).slice(0, 4), ['On roll', 'Ordinary', 'Special educational needs', 'Health'])
      assert.equal(await page.getByRole('button', { name: 'Write it' }).count(), 0)
      await isMissing(page, await addressOf(town, KIT))
    })

    it('sees nothing once the day is over', async () => {
      const record = await addressOf(town, ROBIN)
      await changeBehind(town, `update access.appointment set ends_at = now() where area_id = 3 and person = 'health-partner'`)
      await isMissing(page, record)
      await isMissing(page, '/children')
      await changeBehind(town, `update access.appointment set ends_at = null where area_id = 3 and person = 'health-partner'`)
      await page.goto(record)
      assert.ok((await parts(page)).includes('Health'))
    })
  })
}
