import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { before, describe, it } from 'node:test'
import { HtmlValidate } from 'html-validate'
import type { Page } from 'playwright-core'
import { startBrowser } from './browser.ts'
import { chartsUnlikeTheirTables } from './charts.ts'
import { type LivedIn, liveIn } from './pages.ts'
import { leave, type Person } from './steps.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

// A table that scrolls by itself is a region and no section of the page; else only how Preact writes markup is let pass: void elements without a slash, attributes by their short form, as it escapes text.
const html = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'void-style': 'off', 'attribute-boolean-style': 'off', 'attribute-empty-style': 'off', 'no-raw-characters': 'off', 'no-trailing-whitespace': 'off',
    'long-title': 'off', 'no-implicit-button-type': 'off', 'require-sri': 'off', 'doctype-style': 'off',
    'prefer-native-element': ['error', { exclude: ['region'] }],
  },
})

describe('Every page in every state', () => {
  const found = { axe: [] as string[], html: [] as string[], wide: [] as string[], cut: [] as string[], charts: [] as string[] }
  let seen = 0
  let charts = 0

  before(async () => {
    const browser = await startBrowser()
    try {
      const lived = await liveIn(browser)
      await lookAtAll(lived).finally(() => lived.close())
    } finally {
      await browser.close()
    }
  })

  async function lookAtAll(lived: LivedIn) {
    const people = new Map<Person | null, Page>()
    for (const { name, person, show } of lived.states) {
      const page = people.get(person) ?? (await lived.open(person))
      people.set(person, page)
      await page.setViewportSize({ width: 1280, height: 900 })
      await show(page)
      const note = (kind: keyof typeof found, faults: string[]) => found[kind].push(...faults.map((fault) => `${name}: ${fault}`))
      note('html', await faultsOfMarkup(page))
      note('charts', await chartsUnlikeTheirTables(page))
      note('cut', await page.evaluate<string[]>(CUT_OFF))
      for (const width of [1280, 375]) {
        await page.setViewportSize({ width, height: 900 })
        note('axe', (await axe(page)).map((fault) => `at ${width}: ${fault}`))
      }
      await page.setViewportSize({ width: 320, height: 800 })
      note('wide', await page.evaluate<string[]>(TOO_WIDE))
      charts += await page.locator('.chart figure > svg').count()
      seen++
    }
    for (const page of people.values()) await leave(page)
  }

  it('has no fault that axe finds, at 1280 and 375 pixels', () => {
    assert.ok(seen > 50, `${seen} pages were seen`)
    assert.deepEqual(found.axe, [])
  })

  it('is valid HTML, with a language, a title, one heading and one main part', () => assert.deepEqual(found.html, []))

  it('needs no scrolling sideways at 320 pixels, but for tables that scroll by themselves', () => assert.deepEqual(found.wide, []))

  it('cuts off nothing that somebody would have to read', () => assert.deepEqual(found.cut, []))

  it('draws in each chart the numbers of its table', () => {
    assert.ok(charts > 20, `${charts} charts were seen`)
    assert.deepEqual(found.charts, [])
  })
})

async function axe(page: Page): Promise<string[]> {
  interface Violation { id: string; help: string; nodes: { html: string; failureSummary: string }[] }
  const { violations } = await page.evaluate<{ violations: Violation[] }>(`${AXE};axe.run({ runOnly: ${JSON.stringify(RULES)}, resultTypes: ['violations'] })`)
  return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary.replace(/\s+/g, ' ').slice(0, 200)}`))
}

async function faultsOfMarkup(page: Page): Promise<string[]> {
  const report = await html.validateString(await markupOf(page))
  const faults = report.results.flatMap(({ messages }) => messages.map(({ ruleId, message, line, column }) => `${line}:${column}: ${message} (${ruleId})`))
  const shape = await page.evaluate<[string, string, number, number]>('[document.documentElement.lang, document.title, document.querySelectorAll("h1").length, document.querySelectorAll("main").length]')
  return shape[0] === 'en-GB' && shape[1] && shape[2] === 1 && shape[3] === 1 ? faults : [...faults, `shape ${shape.join()}`]
}

/** As it was sent, where the page can be asked for again; as the browser understood it, where it answers a form. */
async function markupOf(page: Page) {
  const answersForm = await page.evaluate<boolean>('performance.getEntriesByType("navigation")[0].responseStatus >= 400')
  return answersForm ? page.content() : (await page.context().request.get(page.url())).text()
}

/** What reaches beyond the edge of the window, but for what scrolls by itself. */
const TOO_WIDE = `(() => {
  const root = document.documentElement
  if (root.scrollWidth <= root.clientWidth) return []
  const beyond = [...document.querySelectorAll('body *')].filter((one) => !one.closest('.scroll') && one.getBoundingClientRect().right > root.clientWidth + 1)
  return [(root.scrollWidth - root.clientWidth) + ' pixels: ' + beyond.slice(-3).map((one) => one.outerHTML.slice(0, 160)).join(' | ')]
})()`

/** Text whose own box is smaller than it and hides the rest. */
const CUT_OFF = `[...document.querySelectorAll('main *')].filter((one) => {
  const style = getComputedStyle(one)
  if (one.closest('svg') || one.matches('.govuk-visually-hidden, input, select, textarea') || !one.innerText) return false
  return (style.overflowX === 'hidden' || style.overflowX === 'clip') && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1 && !one.matches('.opening')
}).map((one) => one.outerHTML.slice(0, 120))`
