import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { type Eyes, fillIn, heading, leave, press, problems, sectionText, spaced } from '../steps.ts'
import { addressOf, arriveInKelderby, isMissing, listed, LUCJA, nameOf, openRecord, parts, ROBIN } from './kelderby.ts'
import type { Town } from './town.ts'

const { entries: SEED } = JSON.parse(readFileSync(new URL('../../../seed/kelderby-words.json', import.meta.url), 'utf8')) as { entries: Record<'health' | 'care' | 'restricted', string[]> }

export function sencosJourney(town: Town, eyes: Eyes) {
  const words = eyes.javaScript ? 'Reads best with a ruler under the line' : 'Counts best with beads in the hand'
  describe('A SENCO looks after the children of her school', () => {
    let page: Page
    before(async () => { page = await arriveInKelderby(town, 'senco', eyes) })
    after(() => leave(page))

    it('goes from home to the children of her school, and finds one by name', async () => {
      const names = await listed(page)
      assert.ok(names.includes(nameOf(ROBIN)) && !names.includes(nameOf(LUCJA)), names.join())
      await page.getByLabel('Look for a name').fill('pettigrew rob')
      await press(page, 'Look')
      assert.equal(await heading(page), 'One child in your reach has such a name')
      assert.doesNotMatch(page.url(), /pettigrew|rob/i)
    })

    it('opens the record: health is there, social care and notes for the few are not', async () => {
      await openRecord(page, ROBIN)
      const [seen, text] = [await parts(page), spaced(await page.getByRole('main').innerText())]
      assert.deepEqual(seen.slice(0, 4), ['On roll', 'Ordinary', 'Special educational needs', 'Health'])
      assert.match(await sectionText(page, 'Health'), /You see this as SENCO, Alder Row Primary School/)
      assert.ok(SEED.health.some((one) => text.includes(one)), 'an entry about health is shown')
      for (const hidden of [...SEED.care, ...SEED.restricted]) assert.ok(!text.includes(hidden), hidden)
      assert.doesNotMatch(text, /Social care|Protected address|Restricted/)
    })

    it('is told what an entry lacks, and writes it', async () => {
      const form = page.locator('form', { has: page.getByRole('button', { name: 'Write it' }) })
      await fillIn(form, { 'Special educational needs': 'yes', 'The family reads it too': 'yes' })
      await press(page, 'Write it')
      assert.deepEqual(await problems(page), ['Write what is to be known'])
      assert.ok(await form.getByLabel('The family reads it too').isChecked())
      await fillIn(form, { 'What is to be known': words })
      await press(page, 'Write it')
      assert.match(await sectionText(page, 'Special educational needs'), new RegExp(`${words}.*written by Idris Penhallow.*The family reads it`))
    })

    it('changes it, and has to say why', async () => {
      await page.locator('section, .section').filter({ has: page.getByRole('heading', { name: 'Special educational needs', exact: true }) }).locator('.stack', { hasText: words }).last().getByRole('link', { name: /^Change/ }).click()
      await page.getByLabel('What is to be known').fill(`${words}, and slowly`)
      await press(page, 'Save')
      assert.deepEqual(await problems(page), ['Say why it is changed, in a sentence'])
      assert.equal(await page.getByLabel('What is to be known').inputValue(), `${words}, and slowly`)
      await page.getByLabel('Why it is changed').fill('We looked again.')
      await press(page, 'Save')
      assert.match(await sectionText(page, 'Special educational needs'), new RegExp(`${words}, and slowly.*changed by Idris Penhallow`))
    })

    it('cannot tell a child of another school from one who is not there', async () => {
      await isMissing(page, await addressOf(town, LUCJA))
      await isMissing(page, '/children/break-glass')
    })

    it('sees in her own deeds that she looked', async () => {
      await page.goto('/account/deeds')
      assert.match(spaced(await page.getByRole('main').innerText()), /Looked:.*child’s record/)
    })
  })
}
