import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { type Eyes, fillIn, giveFiles, heading, leave, press, sectionText, spaced, unfold, untilWorkIsDone } from '../steps.ts'
import { CENSUSES, censusFiles, suspensionFiles } from './census-files.ts'
import { type Invited, invite, takeUp } from './invited.ts'
import { arriveInKelderby, openDoor } from './kelderby.ts'
import type { Town } from './town.ts'

const censusOf = (eyes: Eyes) => (eyes.javaScript ? CENSUSES.with : CENSUSES.without)
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
const mainText = async (page: Page) => spaced(await page.getByRole('main').innerText())
/** The batch of the census each way, and the answer to what is contested, are of both of them. */
const given = new Map<string, string>()

/** Gives the census, sees what it brings and who has not sent, reminds them, and decides a pair of records. */
export function dataManagersJourney(town: Town, eyes: Eyes) {
  const census = censusOf(eyes)
  describe('A data manager takes the census in', () => {
    let page: Page
    before(async () => (page = await arriveInKelderby(town, 'data-manager', eyes)))
    after(() => leave(page))

    it('finds from home what the work is about', async () => {
      for (const [door, says] of [['Target groups', /in a target group/], ['Records that may be one child', /record/], ['Data quality', /returns|see to/], ['Settings', /settings of Kelderby|not known/], ['Returns', /return|Nothing is missing/]] as const) {
        await openDoor(page, door)
        assert.match(await heading(page), says, door)
      }
    })

    it('says which returns are expected, and sees what has not come', async () => {
      await page.goto('/returns/calendar')
      await expect(page, 'School census', census.period, census.label, census.day, true)
      await expect(page, 'Suspensions and exclusions', census.period, `Suspensions, ${census.label.slice(14)}`, census.day, false)
      await page.goto('/returns')
      assert.match(await heading(page), /\d+ returns are expected and not received/)
      assert.match(await sectionText(page, 'School census'), new RegExp(`${census.label}.*Expected and not received, from 8 settings Alder Row Primary School (${census.label}|2 periods), 3 days late`))
    })

    it('gives the file, reads what it covers and what was found, and takes it in', async () => {
      await giveFiles(page, censusFiles(census))
      assert.match(await sectionText(page, 'What it would cover'), new RegExp(`Settings 2 Period ${census.term}.*Records 3`, 'i'))
      await takeIn(page)
      assert.match(await heading(page), /Taken in: 3 rows new/)
      given.set(census.period, new URL(page.url()).pathname)
      assert.match(await sectionText(page, 'Undo'), /Takes back: 3 records of 2 settings/)
    })

    it('follows a row to the cell as it came', async () => {
      await page.goto(`${given.get(census.period)}/rows/2`)
      assert.match(await mainText(page), new RegExp(`surname ${census.family}`))
    })

    it('sees who has still not sent, and reminds them', async () => {
      await page.goto('/returns')
      const said = await sectionText(page, 'School census')
      assert.match(said, /Mill Race Primary School/)
      assert.doesNotMatch(said, new RegExp(`Alder Row Primary School ${census.label}`))
      await page.locator('section#school-census').getByRole('button', { name: /^Remind/ }).click()
      assert.match(await mainText(page), /Those who give this return for the settings that owe it are being written to/)
    })

    it('decides with the evidence that two records are one child', async () => {
      await openDoor(page, 'Records that may be one child')
      await page.getByRole('main').getByRole('link', { name: `Ivy ${census.family}`, exact: true }).click()
      const said = await sectionText(page, 'For and against')
      assert.match(said, /The names are the same\..*Each has a UPN of their own/)
      await press(page, 'Decide')
      assert.match(await mainText(page), /There is a problem/)
      await fillIn(page.locator('#form form'), { 'One child': 'yes', Why: 'Both schools say she moved and was counted twice' })
      await press(page, 'Decide')
      for (const until = Date.now() + 20_000; Date.now() < until && !(await page.getByRole('heading', { name: 'Part them again' }).count()); ) {
        await page.waitForTimeout(300)
        await page.goto(page.url())
      }
      assert.match(await mainText(page), /Part them again.*counted twice/)
    })
  })
}

/** Sees what the school owes, says that there is nothing, signs, writes a note, and contests a figure. */
export function headOwesJourney(town: Town, eyes: Eyes) {
  const census = censusOf(eyes)
  describe('A head answers for the returns of her school', () => {
    let page: Page
    before(async () => (page = await arriveInKelderby(town, 'head', eyes)))
    after(() => leave(page))

    it('comes from home to what waits for her', async () => {
      await openDoor(page, 'Returns')
      assert.equal(new URL(page.url()).pathname, '/returns/899001')
      assert.match(await sectionText(page, 'What waits'), new RegExp(`Suspensions and exclusions Suspensions, ${census.label.slice(14)} Nothing to give.*3 days late`))
    })

    it('has nothing to give, and says so in one press', async () => {
      await page.getByRole('button', { name: `Nothing to give for Suspensions and exclusions, Suspensions, ${census.label.slice(14)}` }).click()
      assert.match(await mainText(page), /It is kept that there is nothing to give/)
      assert.doesNotMatch(await sectionText(page, 'What waits'), new RegExp(`Suspensions, ${census.label.slice(14)}`))
    })

    it('looks at the numbers of the census, and signs it off', async () => {
      await page.getByRole('button', { name: `Sign off School census, ${census.label}` }).click()
      assert.match(await mainText(page), /Signed off/)
      assert.match(await sectionText(page, 'What was given'), new RegExp(`School census ${census.label}.*2 Signed`))
    })

    it('contests a figure, which has a clock, and writes a note', async () => {
      const contest = page.locator('form', { has: page.getByRole('button', { name: 'Contest it' }) })
      await press(page, 'Contest it')
      assert.match(await mainText(page), /Say which figure/)
      await fillIn(contest, { 'Of which return': `School census, ${census.label}`, 'Which figure': 'On roll', 'What is wrong with it': `Two of ${census.term} are counted at Moorend too` })
      await press(page, 'Contest it')
      assert.match(await sectionText(page, 'What was said'), new RegExp(`Contested: School census, ${census.label}, On roll answer by .*Two of ${census.term} are counted`))
      await unfold(page, 'Write a note on a return')
      await press(page, 'Write the note')
      assert.match(await mainText(page), /Write a note\. Name no child/)
      await fillIn(page.locator('form', { has: page.getByRole('button', { name: 'Write the note' }) }), { Note: `The office was closed in ${census.term}` })
      await press(page, 'Write the note')
      assert.match(await sectionText(page, 'What was said'), new RegExp(`Note: .*The office was closed in ${census.term}`))
    })
  })
}

const OFFICERS = {
  with: { email: 'una.marsh@alder.example', name: 'Una Marsh', title: 'School data officer', role: 'School data officer', place: 'Alder Row Primary School' },
  without: { email: 'ned.holm@alder.example', name: 'Ned Holm', title: 'School data officer', role: 'School data officer', place: 'Alder Row Primary School' },
} satisfies Record<string, Invited>

/** Is invited by the head, gives the school's file, and is told of the row that is another school's. */
export function schoolDataOfficersJourney(town: Town, eyes: Eyes) {
  const officer = eyes.javaScript ? OFFICERS.with : OFFICERS.without
  const census = censusOf(eyes)
  describe('A school data officer gives the school’s file', () => {
    let page: Page
    before(async () => {
      const head = await arriveInKelderby(town, 'head', eyes)
      await invite(head, officer)
      await leave(head)
      page = await takeUp(town, officer, eyes)
    })
    after(() => leave(page))

    it('is told that a row is of a school she does not speak for, and the rest goes in', async () => {
      await giveFiles(page, suspensionFiles(census))
      assert.match(await sectionText(page, 'Findings'), /899003|Moorend/)
      assert.match(await mainText(page), /1 row/)
      await takeIn(page)
      assert.match(await heading(page), /Taken in: 1 row new/)
      const batch = new URL(page.url()).pathname
      const [held] = await town.sql<{ count: number }>(`select count(*)::int as count from people.suspension where area_id = 3 and batch_id = $1`, [Number(batch.split('/')[2])])
      assert.equal(held!.count, 1, 'nothing was said of the other school')
      await undo(page, batch, 'Given to try it')
    })

    it('sees what her school owes and no other, and decides about no records', async () => {
      await openDoor(page, 'Returns')
      assert.equal(new URL(page.url()).pathname, '/returns/899001')
      assert.equal(await page.getByRole('button', { name: /^Sign off|^Contest it/ }).count(), 0, 'that is the head’s')
      assert.equal((await page.goto('/returns/899003'))!.status(), 404)
      assert.ok([403, 404].includes((await page.goto('/children/duplicates'))!.status()))
      assert.equal((await page.goto(given.get(census.period)!))!.status(), 404, 'the authority’s own file')
    })
  })
}

/** Answers what was contested, and takes the census back. */
export function dataManagersEnd(town: Town, eyes: Eyes) {
  const census = censusOf(eyes)
  describe('The data manager answers, and undoes', () => {
    let page: Page
    before(async () => (page = await arriveInKelderby(town, 'data-manager', eyes)))
    after(() => leave(page))

    it('answers the figure that is contested', async () => {
      await page.goto('/returns')
      const one = page.locator('#contested li').filter({ hasText: `Two of ${census.term}` })
      await one.getByLabel('Answer').fill('Moorend has taken her off its roll')
      await one.getByRole('button', { name: 'Answer' }).click()
      await page.goto('/returns/899001')
      assert.match(await sectionText(page, 'What was said'), /Answered.*Answer: Moorend has taken her off its roll/)
    })

    it('undoes the census with a reason: it is expected again, and its children are gone', async () => {
      await undo(page, given.get(census.period)!, 'Given for the wrong term')
      await page.goto('/returns')
      assert.match(await sectionText(page, 'School census'), new RegExp(`Alder Row Primary School (${census.label}|\\d periods)`))
      const left = await town.sql(`select 1 from people.child where area_id = 3 and family_name = $1`, [census.family])
      assert.equal(left.length, 0)
    })
  })
}

async function expect(page: Page, what: string, period: string, label: string, day: string, signs: boolean) {
  const form = page.locator('form', { has: page.getByRole('button', { name: 'Expect it', exact: true }) })
  await fillIn(form, { 'Which return': what, 'First day it speaks of': day, 'Last day it speaks of': day, 'What people call it': label, ...(signs ? { 'The head signs it off': 'yes' } : {}) })
  await form.getByLabel('Period', { exact: true }).fill(period)
  await form.getByLabel('Due', { exact: true }).fill(daysAgo(3))
  await press(page, 'Expect it')
  assert.match(await mainText(page), /This return is now expected/)
}

async function takeIn(page: Page) {
  const looked = page.getByLabel('We have looked at these')
  if (await looked.count()) await looked.check()
  await press(page, 'Take this file in')
  await untilWorkIsDone(page)
}

async function undo(page: Page, batch: string, reason: string) {
  await page.goto(batch)
  await page.getByLabel('Why', { exact: true }).fill(reason)
  await press(page, 'Undo this import')
  await untilWorkIsDone(page)
  assert.match(await heading(page), /^Undone/)
}
