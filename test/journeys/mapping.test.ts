import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, describe, it } from 'node:test'
import { HtmlValidate } from 'html-validate'
import type { Browser, Page } from 'playwright-core'
import writeExcelFile from 'write-excel-file/node'
import { startBrowser } from './browser.ts'
import { openHouse, type RunningHouse } from './house.ts'
import { arrive, heading, leave, press, problems, sectionText, untilWorkIsDone } from './steps.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const html = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'void-style': 'off', 'attribute-boolean-style': 'off', 'attribute-empty-style': 'off', 'no-raw-characters': 'off', 'no-trailing-whitespace': 'off', 'long-title': 'off', 'no-implicit-button-type': 'off', 'require-sri': 'off',
    'doctype-style': 'off', 'no-redundant-role': 'off', 'form-dup-name': ['error', { shared: ['radio', 'button', 'reset', 'submit', 'checkbox'] }], 'prefer-native-element': ['error', { exclude: ['region'] }],
  },
})

/** What is wrong with a page to a tool that looks, to one that reads its markup, and on a narrow screen. */
async function faultsOf(page: Page): Promise<string[]> {
  const markup = (await html.validateString(await page.content())).results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`))
  const wide: string[] = []
  for (const width of [320, 375, 768]) {
    await page.setViewportSize({ width, height: 900 })
    if ((await page.locator('body').evaluate((body) => body.scrollWidth)) > width) wide.push(`wider than ${width}`)
  }
  await page.setViewportSize({ width: 1280, height: 900 })
  return [...markup, ...wide]
}

async function axeOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  return page.evaluate<string[]>(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | ')))`)
}

const day = (text: string) => ({ type: Date, value: new Date(text), format: 'dd/mm/yyyy' })
const text = (value: string) => ({ type: String, value })
const SHEET = [
  [text('Kelderby holiday scheme: who is coming')], [],
  ['Who', 'Their birthday', 'SEN?', 'Coming since', 'Lunch'].map(text),
  [text('Quill, Ivy'), day('2014-05-03'), text('Support'), day('2026-07-20'), text('veg')],
  [text('Quill, Oak'), day('2014-05-03'), text('nothing known'), day('2026-07-20'), text('any')],
  [text('Total'), { type: Number, value: 2 }],
]

for (const javaScript of [true, false]) {
  describe(`A data manager imports a spreadsheet nobody knows, ${javaScript ? 'with' : 'without'} JavaScript`, () => {
    let house: RunningHouse
    let browser: Browser
    let page: Page
    const name = `Holiday scheme${javaScript ? '' : ', again'}`
    before(async () => {
      house = await openHouse()
      browser = await startBrowser()
      page = await arrive(browser, house, 'data-manager', { javaScript })
      await press(page, 'Go to Kelderby')
    })
    after(async () => {
      await leave(page).finally(() => browser.close()).finally(() => house.close())
    })
    const isFine = async () => assert.deepEqual([...(await faultsOf(page)), ...(javaScript ? await axeOf(page) : [])], [])

    it('finds the way from Data, and gives the file', async () => {
      await page.goto('/data')
      await page.getByRole('main').getByRole('link', { name: 'Files Belong does not know' }).first().click()
      await isFine()
      const bytes = (await writeExcelFile(SHEET as never).toBuffer()) as Buffer
      await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'Holiday scheme Aug 2026.xlsx', mimeType: 'application/octet-stream', buffer: bytes })
      await press(page, 'Look at this file')
      assert.equal(await heading(page), 'What is this file about?')
      assert.match(await sectionText(page, 'Its first rows'), /Who Their birthday SEN\? Coming since Lunch Quill, Ivy 2014-05-03 Support/)
      await isFine()
    })

    it('says that it is a list, and matches what Belong could not guess', async () => {
      await page.getByLabel('Children on a list', { exact: true }).check()
      await press(page, 'Match its columns')
      await press(page, 'Keep the recipe and check the file')
      assert.match((await problems(page)).join(), /Say the list/)
      await isFine()
      await page.locator('details summary').click()
      await page.getByLabel('List', { exact: true }).selectOption({ label: 'Another list; say below what it is called' })
      await page.getByLabel('What the list is called').fill('Holiday scheme')
      for (const [label, column] of [['Name in one column', 'Who'], ['Date of birth', 'Their birthday'], ['On it from', 'Coming since']]) {
        const box = page.getByLabel(label!, { exact: true })
        await box.selectOption(await box.locator('option', { hasText: new RegExp(`^${column}: `) }).getAttribute('value') as string)
      }
      await press(page, 'Look again')
      assert.match(await sectionText(page, 'What Belong reads'), /4 Quill, Ivy 2014-05-03 2026-07-20 .*2 rows of the first 2 can be read\./)
      await isFine()
    })

    it('keeps the recipe, sees what the check finds, and takes the file in', async () => {
      await page.getByLabel('Name of the recipe').fill(name)
      await press(page, 'Keep the recipe and check the file')
      await untilWorkIsDone(page)
      assert.match(await heading(page), /2 rows new/)
      await press(page, 'Take this file in')
      await untilWorkIsDone(page)
      assert.match(await heading(page), /Taken in: 2 rows new/)
    })

    it('gives the next one, which is read without a question', async () => {
      await page.goto('/data/mapping')
      assert.match(await sectionText(page, 'Recipes'), new RegExp(`${name} Children on a list`))
      await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'scheme 31.08.2026.csv', mimeType: 'text/csv', buffer: Buffer.from('Lunch,Who,Their birthday,Coming since,SEN?\nveg,Ivy Quill,03/05/2014,20/07/2026,\n') })
      await press(page, 'Look at this file')
      await untilWorkIsDone(page)
      assert.match(await heading(page), /1 record no longer there/)
      await page.goto('/data/mapping')
      await page.getByRole('link', { name, exact: true }).click()
      assert.match(await sectionText(page, 'What it reads'), /Name in one column Who/)
      await isFine()
    })
  })
}
