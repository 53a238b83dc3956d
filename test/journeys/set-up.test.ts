import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { startBrowser } from './browser.ts'
import { openHouse, type RunningHouse } from './house.ts'
import { findBySearch, heading, leave, openBelong, press, problems, sectionText, setTarget } from './steps.ts'

describe('The first administrator of a Belong without the demo', () => {
  let house: RunningHouse
  let browser: Browser
  let page: Page
  let link: string
  before(async () => {
    house = await openHouse({ BELONG_DEMO: 'off' })
    browser = await startBrowser()
    page = await openBelong(browser, house)
    link = new URL(/http\S+\/setup\/\S+/.exec(house.said)![0]).pathname
  })
  after(async () => {
    await leave(page).finally(() => browser.close()).finally(() => house.close())
  })

  it('finds nobody to be on the sign-in page', async () => {
    await page.goto('/')
    assert.equal(new URL(page.url()).pathname, '/sign-in')
    assert.equal(await page.locator('button[name=person]').count(), 0)
  })

  it('is told what is missing, by field', async () => {
    await page.goto(link)
    await page.getByLabel('Your name').fill('Wilhelmina Tarn')
    await press(page, 'Make the area and sign in')
    assert.ok((await problems(page)).length >= 3)
    assert.equal(await page.getByLabel('Your name').inputValue(), 'Wilhelmina Tarn')
  })

  it('makes the area, and is signed in', async () => {
    await page.getByLabel('Authority').selectOption({ label: 'Bury' })
    await page.getByLabel('Name of the area').fill('Bury')
    await page.getByLabel('What you are').fill('Director of children’s services')
    await page.getByLabel('Your e-mail address').fill('w.tarn@example.org')
    await press(page, 'Make the area and sign in')
    assert.equal(new URL(page.url()).pathname, '/')
    assert.match(await page.getByRole('banner').innerText(), /Bury[^]*Wilhelmina Tarn/)
  })

  // Published for Bury in 2024: 99.0%.
  it('finds the area’s figures there already, and sets a target', async () => {
    await findBySearch(page, '20 weeks', 'New EHC plans issued within 20 weeks')
    assert.match(await sectionText(page, 'Beside others'), /Bury 99\.0%/)
    await setTarget(page, { by: '2027', value: '99', reason: 'Hold what we have.' })
    assert.match(await sectionText(page, 'Where it should be'), /99\.0% by 2027 Hold what we have\. Set by Wilhelmina Tarn/)
  })

  it('finds the link spent', async () => {
    await page.goto(link)
    assert.match(await heading(page), /There is nothing here/)
  })
})
