import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { startBrowser } from './browser.ts'
import { openHouse, type RunningHouse } from './house.ts'
import { addAction, arrive, changeAction, leave, openMeasure, press, problems, sectionText, writeStory } from './steps.ts'
import { SAME_SITE } from './same-site.ts'

describe('Two people write one story at once', () => {
  let house: RunningHouse
  let browser: Browser
  let director: Page
  let officer: Page
  before(async () => {
    house = await openHouse()
    browser = await startBrowser()
    director = await arrive(browser, house, 'director')
    officer = await arrive(browser, house, 'officer')
    for (const page of [director, officer]) await openMeasure(page, 'ehc-plans-within-20-weeks', 'E06000015')
  })
  after(async () => {
    await leave(director).finally(() => leave(officer)).finally(() => browser.close()).finally(() => house.close())
  })

  it('keeps the first as it was saved', async () => {
    await writeStory(director, { body: 'Health advice comes late.' })
    assert.match(await sectionText(director, 'The story behind the curve'), /Health advice comes late\./)
  })

  it('shows the second both, and what was typed is still in the box', async () => {
    await writeStory(officer, { body: 'Schools ask too late.', notKnown: 'Why autumn is worst.' })
    assert.match((await problems(officer)).join(), /Somebody wrote this story after you opened it/)
    assert.match(await sectionText(officer, 'The story behind the curve'), /Health advice comes late\./)
    assert.equal(await officer.getByLabel('What lies behind the curve').inputValue(), 'Schools ask too late.')
    assert.equal(await officer.getByLabel('What we do not know yet').inputValue(), 'Why autumn is worst.')
  })

  it('lets the second bring them together', async () => {
    await officer.getByLabel('What lies behind the curve').fill('Health advice comes late.\n\nSchools ask too late.')
    await press(officer, 'Save the story')
    assert.match(await sectionText(officer, 'The story behind the curve'), /Health advice comes late\. Schools ask too late\./)
    await director.reload()
    assert.match(await sectionText(director, 'The story behind the curve'), /Health advice comes late\. Schools ask too late\./)
  })

  it('does the same for how far an action is', async () => {
    await addAction(director, { title: 'Ask schools earlier', owner: 'Head of SEND', due: '2027-09-01' })
    await officer.reload()
    await director.reload()
    await changeAction(director, 'Ask schools earlier', 'Under way', 'The letter is out.')
    await changeAction(officer, 'Ask schools earlier', 'Dropped', 'No money.')
    assert.match((await problems(officer)).join(), /Somebody changed this action after you opened it/)
    await director.reload()
    assert.match(await sectionText(director, 'What we will do'), /The letter is out\..*Under way/)
  })

  it('makes one action of a form that is sent twice', async () => {
    await openMeasure(director, 'ehc-plans-within-20-weeks', 'E06000015')
    const once = await director.locator('form[action$="/action"] input[name=once]').inputValue()
    const form = { place: 'E06000015', group: 'all', once, title: 'Sent twice', owner: 'Head of SEND', due: '2027-09-01', effect: '' }
    for (let time = 0; time < 2; time++) assert.equal((await director.context().request.post('/measures/ehc-plans-within-20-weeks/action', { headers: SAME_SITE, form, maxRedirects: 0 })).status(), 303)
    await director.reload()
    assert.equal((await sectionText(director, 'What we will do')).split('Sent twice').length - 1, 1)
  })
})
