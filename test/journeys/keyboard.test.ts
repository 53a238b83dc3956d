import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { startBrowser } from './browser.ts'
import { openHouse, type RunningHouse } from './house.ts'
import { heading, leave, openBelong, sectionText } from './steps.ts'

describe('Somebody without a mouse', () => {
  let house: RunningHouse
  let browser: Browser
  let page: Page
  before(async () => {
    house = await openHouse()
    browser = await startBrowser()
    page = await openBelong(browser, house)
    await page.goto('/sign-in')
  })
  after(async () => {
    await leave(page).finally(() => browser.close()).finally(() => house.close())
  })

  it('signs in', async () => {
    await tabTo(page, /Amara Okafor/)
    await page.keyboard.press('Enter')
    await page.waitForURL('/')
  })

  it('meets the skip link first, sees it, and comes past the masthead with it', async () => {
    await page.keyboard.press('Tab')
    assert.match(await focused(page), /Skip to main content/)
    const box = await page.locator('.govuk-skip-link').boundingBox()
    assert.ok(box && box.height > 10 && box.y >= 0, 'the skip link is not seen')
    await page.keyboard.press('Enter')
    assert.equal(await page.evaluate('document.activeElement.id'), 'main')
    await page.keyboard.press('Tab')
    assert.ok(await page.evaluate('document.querySelector("main").contains(document.activeElement)'), 'the next stop is not in the page itself')
  })

  it('sees where it is at every stop of the page', async () => {
    await page.goto('/measures/ehc-plans-within-20-weeks?place=E06000015')
    const unseen: string[] = []
    let stops = 0
    for (; stops < 200; stops++) {
      await page.keyboard.press('Tab')
      if (await page.evaluate('document.activeElement === document.body')) break
      if (!(await page.evaluate(SEEN))) unseen.push(await focused(page))
    }
    assert.ok(stops > 20, `${stops} stops`)
    assert.deepEqual(unseen, [])
  })

  it('searches', async () => {
    await page.goto('/')
    await tabTo(page, /Find anything here/)
    await page.keyboard.type('20 weeks')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/search/)
    await tabTo(page, /^New EHC plans issued within 20 weeks$/)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/measures\//)
  })

  it('opens a form, is told what is wrong, and comes to the field from there', async () => {
    await tabTo(page, /^Add an action$/)
    await page.keyboard.press('Enter')
    await tabTo(page, /^Add the action$/)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/action$/)
    await tabTo(page, /^Say what will be done$/)
    await page.keyboard.press('Enter')
    assert.equal(await page.evaluate('document.activeElement.id'), 'action-title')
  })

  it('fills it in and sends it', async () => {
    await page.keyboard.type('Call every family by week four')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Head of SEND')
    await page.keyboard.press('Tab')
    // The same whether the browser asks for the day or the month first.
    await page.keyboard.type('03032027')
    await tabTo(page, /^Add the action$/)
    await page.keyboard.press('Enter')
    await page.waitForURL(/#action$/)
    assert.match(await sectionText(page, 'What we will do'), /Call every family by week four.*3 March 2027/)
  })

  it('signs out', async () => {
    await page.goto('/')
    await tabTo(page, /^Sign out$/)
    await page.keyboard.press('Enter')
    await page.waitForURL('/sign-in')
    assert.match(await heading(page), /Look around as somebody/)
  })
})

/** Goes on by the tabulator until the words of where it stands fit. */
async function tabTo(page: Page, words: RegExp) {
  const passed: string[] = []
  for (let at = 0; at < 150; at++) {
    await page.keyboard.press('Tab')
    const here = await focused(page)
    if (words.test(here)) return
    passed.push(here)
  }
  assert.fail(`No stop is called ${words}; there are ${passed.join(' · ')}`)
}

async function focused(page: Page) {
  return (await page.evaluate<string>('(document.activeElement?.innerText || document.activeElement?.placeholder || document.activeElement?.name || "")')).replace(/\s+/g, ' ').trim()
}

/** Whether the stop is drawn otherwise than it would be without the focus, and lies on the page. */
const SEEN = `(() => {
  const stop = document.activeElement
  const style = getComputedStyle(stop)
  const box = stop.getBoundingClientRect()
  const marked = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'
  return marked && box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
})()`
