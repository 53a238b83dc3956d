import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { type Eyes, fillIn, heading, leave, press, problems, spaced } from '../steps.ts'
import { addressOf, arriveInKelderby, nameOf, openDoor, openRecord, ROBIN } from './kelderby.ts'
import type { Town } from './town.ts'

export function dataProtectionOfficersJourney(town: Town, eyes: Eyes) {
  const asker = eyes.javaScript ? 'His mother, by letter; shown her passport' : 'His solicitor, with her consent in writing'
  describe('A data protection officer reads the audit, and answers who asks for their data', () => {
    let page: Page
    let record: string
    before(async () => {
      record = await addressOf(town, ROBIN)
      const officer = await arriveInKelderby(town, 'officer', eyes)
      await openRecord(officer, ROBIN)
      await leave(officer)
      page = await arriveInKelderby(town, 'dpo', eyes)
    })
    after(() => leave(page))

    it('reads that the chain is whole', async () => {
      await page.goto('/deeds')
      assert.match(spaced(await page.locator('#chain').innerText()), /The chain of Kelderby is whole/)
    })

    it('narrows the list to looks, by what was done and by who', async () => {
      const filters = page.locator('#filters form')
      if (!(await filters.isVisible())) await page.locator('#filters summary').click()
      await fillIn(filters, { 'Looks at a child’s record': 'yes', 'Priya Marlowe': 'yes' })
      await press(page, 'Apply filters')
      const lines = (await page.locator('main .acts > li').allInnerTexts()).map(spaced)
      assert.ok(lines.length >= 1 && lines.every((line) => /^Looked:.*Priya Marlowe/.test(line)), lines.slice(0, 3).join(' | '))
    })

    it('sees who looked at one record, without the child’s name and without seeing the record', async () => {
      await page.goto(`${record}/looks`)
      assert.equal(await heading(page), 'Who looked at this record')
      const said = spaced(await page.getByRole('main').innerText())
      assert.match(said, /Priya Marlowe/)
      assert.ok(!said.includes(nameOf(ROBIN)))
      assert.equal((await page.goto(record))!.status(), 404)
    })

    it('enters a request, and is told what it lacks', async () => {
      await openDoor(page, 'People’s rights')
      await press(page, 'Enter the request')
      assert.ok((await problems(page)).length >= 2, (await problems(page)).join())
      const form = page.locator('#enter form')
      await fillIn(form, { 'Or the address of the child’s page': new URL(record, page.url()).href, 'Who asks': asker })
      for (const [part, value] of Object.entries({ day: '2', month: '6', year: '2025' })) await form.locator(`[name="askedOn-${part}"]`).fill(value)
      await press(page, 'Enter the request')
      assert.equal(await heading(page), 'Answer by 2 July 2025')
    })

    it('gathers all that is held, and takes the copy', async () => {
      await press(page, 'Gather it')
      await untilGathered(page)
      const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Take the copy (ZIP)')])
      const bytes = readFileSync(await download.path())
      assert.equal(bytes.subarray(0, 2).toString(), 'PK')
      for (const file of ['what-is-held.html', 'data/people.child.json', 'data/people.entry.csv']) assert.ok(bytes.includes(file), file)
    })

    it('closes it, and it stands in the register as answered', async () => {
      await press(page, 'Close it')
      assert.ok((await problems(page)).length >= 1)
      await page.getByLabel('It was answered').check()
      await page.getByLabel('How, or why').fill('Handed over in person')
      await press(page, 'Close it')
      assert.equal(await heading(page), 'Answered')
    })

    it('writes what families are told, and everyone can read it', async () => {
      const words = `Ask for Ines at the town hall, ${eyes.javaScript ? 'or ring' : 'or write'}.`
      await openDoor(page, 'Notices')
      await page.locator('#body-privacy-children').fill(`## Who to ask\n\n${words}`)
      await page.locator('#privacy-children').getByRole('button', { name: 'Show how it would read' }).click()
      assert.match(spaced(await page.locator('#privacy-children .note').innerText()), new RegExp(`nothing is kept yet Who to ask ${words}`))
      await page.locator('#privacy-children').getByRole('button', { name: 'Keep and publish' }).click()
      const stranger = await town.open(eyes)
      await stranger.goto('/public/kelderby/privacy-for-children')
      assert.match(spaced(await stranger.getByRole('main').innerText()), new RegExp(words))
      await leave(stranger)
    })
  })
}

async function untilGathered(page: Page) {
  for (const until = Date.now() + 60_000; Date.now() < until; await page.waitForTimeout(250)) {
    if (await page.getByRole('button', { name: 'Take the copy (ZIP)' }).count()) return
    await page.goto(page.url())
  }
  throw new Error(`Nothing was gathered: ${spaced(await page.getByRole('main').innerText())}`)
}
