import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { startBrowser } from './browser.ts'
import { openHouse, type RunningHouse } from './house.ts'
import { arrive, leave } from './steps.ts'

describe('The page of the design system, without a script', () => {
  let house: RunningHouse
  let browser: Browser
  let page: Page
  before(async () => {
    house = await openHouse()
    browser = await startBrowser()
    page = await arrive(browser, house, 'officer', { javaScript: false })
  })
  after(async () => {
    await leave(page).finally(() => browser.close()).finally(() => house.close())
  })

  it('is for anybody signed in, and its contents lead to its chapters', async () => {
    assert.equal((await page.goto('/design'))!.status(), 200)
    const contents = page.getByRole('navigation', { name: 'On this page' })
    for (const link of await contents.getByRole('link').all()) assert.equal(await page.locator((await link.getAttribute('href'))!).getByRole('heading', { level: 2, name: await link.innerText(), exact: true }).count(), 1)
    await contents.getByRole('link', { name: 'Forms' }).click()
    assert.match(page.url(), /\/design#forms$/)
  })

  it('asks those who are not signed in to do so', async () => {
    const context = await browser.newContext({ baseURL: house.address })
    const answer = await context.request.get('/design', { maxRedirects: 0 })
    await context.close()
    assert.deepEqual([answer.status(), answer.headers()['location']], [302, '/sign-in?next=%2Fdesign'])
  })

  it('adds a partner, keeps what was typed, and takes the right one away', async () => {
    await page.goto('/design')
    await names(page).nth(1).fill('مدرسة "النور" & <b>')
    await page.getByRole('button', { name: 'Add another partner' }).click()
    assert.deepEqual(await written(page), ['Integrated care board', 'مدرسة "النور" & <b>', ''])
    assert.match(page.url(), /#partners-3$/)
    await names(page).nth(2).fill('Northby Primary')
    await page.getByRole('button', { name: 'Add another partner' }).click()
    assert.equal(await page.getByRole('button', { name: 'Add another partner' }).count(), 0, 'four is the most')
    await page.getByRole('button', { name: 'Remove partner 1', exact: true }).click()
    assert.deepEqual(await written(page), ['مدرسة "النور" & <b>', 'Northby Primary', ''])
  })

  it('takes nothing away when Return is pressed in a field, and nobody meets the button that sees to it', async () => {
    await page.goto('/design')
    await names(page).nth(1).fill('Northby Primary')
    await names(page).nth(1).press('Enter')
    await page.waitForURL(/partners/)
    assert.deepEqual(await written(page), ['Integrated care board', 'Northby Primary'])
    assert.equal(await page.getByRole('button', { name: 'Send', exact: true }).count(), 0)
  })

  it('filters by what is chosen and takes a filter off again', async () => {
    await page.goto('/design')
    const filters = page.locator('#filters')
    const inForce = () => filters.locator('.filters-chosen li span[dir]').allInnerTexts()
    assert.deepEqual(await inForce(), ['Support: EHC plan', 'State: Late'])
    await filters.getByRole('link', { name: /State: Late/ }).click()
    assert.deepEqual(await inForce(), ['Support: EHC plan'])
    await filters.getByText('Show filters (1').click()
    await filters.getByLabel('SEN support').check()
    await filters.getByLabel('Has the words').fill('late advice')
    await filters.getByRole('button', { name: 'Apply filters' }).click()
    assert.deepEqual(await inForce(), ['Support: SEN support', 'Support: EHC plan', 'Has the words: late advice'])
    await filters.getByRole('link', { name: 'Clear all filters' }).click()
    assert.deepEqual(await inForce(), [])
  })

  it('puts a table in the order of a heading, and the other way round', async () => {
    await page.goto('/design')
    const table = page.locator('#neighbours')
    const order = () => table.locator('tbody th').allInnerTexts()
    assert.deepEqual(await order(), ['Northby', 'Boltby', 'Exampleton', 'Kirkby-le-Moor'])
    await table.getByRole('link', { name: 'Place' }).click()
    assert.deepEqual(await order(), ['Boltby', 'Exampleton', 'Kirkby-le-Moor', 'Northby'])
    assert.equal(await table.getByRole('columnheader', { name: 'Place' }).getAttribute('aria-sort'), 'ascending')
    await table.getByRole('link', { name: 'Place' }).click()
    assert.deepEqual(await order(), ['Northby', 'Kirkby-le-Moor', 'Exampleton', 'Boltby'])
  })

  it('opens all that is folded away for print', async () => {
    await page.goto('/design?print=yes')
    assert.equal(await page.locator('details:not([open])').count(), 0)
  })
})

const names = (page: Page) => page.locator('.add-another').getByLabel('Name')
const written = async (page: Page) => Promise.all((await names(page).all()).map((field) => field.inputValue()))
