import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { type Eyes, fillIn, heading, leave, press, problems, sectionText, spaced } from '../steps.ts'
import { addressOf, arriveInKelderby, isMissing, LUCJA, openRecord, parts, ROBIN } from './kelderby.ts'
import type { Town } from './town.ts'

const HIDDEN = '3 Kept Secret Yard'

export function caseOfficersJourney(town: Town, eyes: Eyes) {
  const reason = eyes.javaScript ? 'The police rang: the child was seen alone at the harbour' : 'The hospital rang: nobody there knows the child’s medicine'
  describe('A SEND officer works on a case, and breaks the glass', () => {
    let page: Page
    let left: { given: string; family: string; born: string }
    before(async () => {
      await hideRobin(town)
      left = await oneWhoLeft(town, eyes.javaScript ? 0 : 1)
      page = await arriveInKelderby(town, 'officer', eyes)
    })
    after(() => leave(page))

    it('sees of her own case where the child is hidden, and what social care holds', async () => {
      await openRecord(page, ROBIN)
      assert.deepEqual((await parts(page)).slice(0, 6), ['On roll', 'Ordinary', 'Special educational needs', 'Health', 'Social care', 'Protected address'])
      assert.match(await sectionText(page, 'Protected address'), new RegExp(`You see this as case officer of this child.*${HIDDEN}`))
    })

    it('sees of any other child the needs alone', async () => {
      await openRecord(page, LUCJA)
      assert.deepEqual((await parts(page)).slice(0, 4), ['On roll', 'Ordinary', 'Special educational needs', 'Write an entry'])
    })

    it('acts in one role of hers, and then sees no more than that role', async () => {
      await page.getByLabel('Acting as').selectOption({ label: 'SEND officer, Kelderby' })
      await press(page, 'Change the role you act in')
      await openRecord(page, ROBIN)
      assert.doesNotMatch(spaced(await page.getByRole('main').innerText()), new RegExp(`Social care|${HIDDEN}`))
      await page.getByLabel('Acting as').selectOption({ index: 0 })
      await press(page, 'Change the role you act in')
      await openRecord(page, ROBIN)
      assert.match(spaced(await page.getByRole('main').innerText()), new RegExp(HIDDEN))
    })

    it('does not reach a child who has left, until she breaks the glass and says why', async () => {
      await isMissing(page, await addressOf(town, left))
      await page.goto('/children')
      await page.getByRole('link', { name: 'Open a record out of your reach' }).click()
      const form = page.locator('form', { has: page.getByRole('button', { name: 'Open it for an hour' }) })
      await fillIn(form, { 'Given name': left.given, 'Family name': left.family, 'Day of birth': left.born, 'Why you must see this record now': 'Must see' })
      await press(page, 'Open it for an hour')
      assert.match((await problems(page)).join(), /in a sentence, of 20 characters or more/)
      assert.equal(await form.getByLabel('Family name').inputValue(), left.family)
      await fillIn(form, { 'Family name': `${left.family}x`, 'Why you must see this record now': reason })
      await press(page, 'Open it for an hour')
      assert.match(spaced(await page.getByRole('main').innerText()), /No record opens with these words/)
      await fillIn(form, { 'Given name': left.given, 'Family name': left.family, 'Day of birth': left.born, 'Why you must see this record now': reason })
      await press(page, 'Open it for an hour')
      assert.equal(await heading(page), `${left.given} ${left.family}`)
      assert.match(await sectionText(page, 'Health'), /You see this because you broke the glass/)
    })

    it('is seen doing so by the data protection officer, with the reason', async () => {
      const dpo = await arriveInKelderby(town, 'dpo', eyes)
      await dpo.goto('/')
      const watch = await sectionText(dpo, 'To look at')
      assert.match(watch, new RegExp(`Glass broken.*${reason}.*Priya Marlowe`))
      assert.ok(!watch.includes(left.family), 'the child is not named to who need not know')
      await dpo.locator('#watch').getByRole('link', { name: 'What was looked at' }).first().click()
      assert.match(spaced(await dpo.getByRole('main').innerText()), new RegExp(`Why: ${reason}`))
      await leave(dpo)
    })
  })
}

/** From now on Robin lives where few may know. */
async function hideRobin(town: Town) {
  await town.sql(
    `insert into people.address (area_id, child_id, address_id, lines, postcode, data_class, starts, source)
     select 3, child_id, gen_random_uuid(), $3, 'KB9 9ZZ', 'protected-address', '2026-01-01', 'journey' from people.child
     where area_id = 3 and given_name = $1 and family_name = $2 and not exists (select from people.address a where a.area_id = 3 and a.child_id = child.child_id and a.source = 'journey')`,
    [ROBIN.given, ROBIN.family, HIDDEN],
  )
}

/** One of those who are on roll nowhere any more. */
async function oneWhoLeft(town: Town, nth: number) {
  const found = await town.sql<{ given: string; family: string; born: string }>(
    `select given_name as given, family_name as family, born::text from people.child c
     where area_id = 3 and not exists (select from people.enrolment e where e.area_id = 3 and e.child_id = c.child_id and (e.ends is null or e.ends >= current_date)) order by by_family`)
  return found[nth]!
}
