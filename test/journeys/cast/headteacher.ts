import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { type Eyes, fillIn, leave, press, sectionText, spaced } from '../steps.ts'
import { sharedBy } from './administrator.ts'
import { invite, type Invited, takeUp } from './invited.ts'
import { arriveInKelderby, listed, nameOf, openDoor, ROBIN, signFor } from './kelderby.ts'
import type { Town } from './town.ts'

const COLLEAGUES = {
  with: { email: 'wilf.arden@alder.example', name: 'Wilf Arden', title: 'Deputy of Alder Row', role: 'Board member', place: 'Alder Row Primary School' },
  without: { email: 'nan.fielder@alder.example', name: 'Nan Fielder', title: 'Teacher of Alder Row', role: 'Board member', place: 'Alder Row Primary School' },
} satisfies Record<string, Invited>

/** After the administrator, who made the agreement. */
export function headteachersJourney(town: Town, eyes: Eyes) {
  const { agreement, place } = sharedBy(eyes)
  const colleague = eyes.javaScript ? COLLEAGUES.with : COLLEAGUES.without
  describe('A headteacher looks after her school, and what it shares', () => {
    let page: Page
    let colleagues: Page
    let theirs: string
    before(async () => {
      theirs = await childAt(town, place)
      page = await arriveInKelderby(town, 'head', eyes)
    })
    after(() => leave(page).finally(() => leave(colleagues)))

    it('sees the children of her own school, and none of a school that shares nothing', async () => {
      const names = await listed(page)
      assert.ok(names.includes(nameOf(ROBIN)))
      assert.ok(!names.includes(theirs), theirs)
    })

    it('signs the agreement for her school, and sees what it opens and why', async () => {
      await openDoor(page, 'Sharing agreements')
      await signFor(page, agreement)
      assert.ok((await listed(page)).includes(theirs), theirs)
      await page.getByRole('main').getByRole('link', { name: theirs, exact: true }).click()
      assert.match(await sectionText(page, 'Ordinary'), /You see this as Headteacher, Alder Row Primary School, by a sharing agreement/)
      assert.equal(await page.getByRole('button', { name: 'Write it' }).count(), 0, 'what is shared is read, not written')
    })

    it('invites a colleague, who comes in and sees no child yet', async () => {
      await invite(page, colleague)
      colleagues = await takeUp(town, colleague, eyes)
      assert.equal((await colleagues.goto('/children'))!.status(), 404)
    })

    it('gives the colleague the SENCO role for a time: the children are there at once', async () => {
      await openDoor(page, 'People')
      await page.getByRole('main').getByRole('link', { name: colleague.name, exact: true }).click()
      await fillIn(page.locator('#give form'), { Role: 'SENCO', 'Last day': '2099-07-21', Why: 'While our SENCO is away' })
      await press(page, 'Give the role')
      assert.match(await sectionText(page, 'Roles now'), /SENCO, Alder Row Primary School.*until 21 July 2099/)
      assert.ok((await listed(colleagues)).includes(nameOf(ROBIN)))
    })

    it('cannot give what is more than her own, nor look after people elsewhere', async () => {
      const offered = (await page.locator('#give').getByLabel('Role', { exact: true }).locator('option').allInnerTexts()).map(spaced)
      for (const more of ['Director of children’s services', 'Administrator', 'Data protection officer', 'SEND officer']) assert.ok(!offered.includes(more), more)
      assert.equal((await page.goto('/people/dpo'))!.status(), 404)
      assert.ok([403, 404].includes((await page.goto('/keys'))!.status()))
    })
  })
}

async function childAt(town: Town, school: string) {
  const [found] = await town.sql<{ name: string }>(
    `select given_name || ' ' || family_name as name from people.child c join people.enrolment e using (area_id, child_id) join places.place_named p on p.place_id = e.place_id
     where c.area_id = 3 and p.name = $1 and e.ends is null order by by_family limit 1`, [school])
  return found!.name
}
