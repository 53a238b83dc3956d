import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { before, describe, it } from 'node:test'
import { HtmlValidate } from 'html-validate'
import type { Page } from 'playwright-core'
import { startBrowser } from './browser.ts'
import { chartsUnlikeTheirTables } from './charts.ts'
import { comparisonsUnlikeTheirTables } from './comparison-charts.ts'
import { type LivedIn, liveIn } from './pages.ts'
import { smallCurvesUnlikeTheirTables, sparksUnlikeTheirMeasures } from './small-curves.ts'
import { leave } from './steps.ts'
import type { Looker } from './ways.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

// A table that scrolls by itself is a region and no section of the page; one that becomes blocks says its roles again, as govuk-frontend's date does;
// checkboxes of one question share a name. Else only how Preact writes markup is let pass: void elements without a slash, attributes by their short form, as it escapes text.
const html = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'void-style': 'off', 'attribute-boolean-style': 'off', 'attribute-empty-style': 'off', 'no-raw-characters': 'off', 'no-trailing-whitespace': 'off',
    'long-title': 'off', 'no-implicit-button-type': 'off', 'require-sri': 'off', 'doctype-style': 'off',
    'no-redundant-role': 'off', 'form-dup-name': ['error', { shared: ['radio', 'button', 'reset', 'submit', 'checkbox'] }],
    'prefer-native-element': ['error', { exclude: ['region'] }],
  },
})

describe('Every page in every state', () => {
  const found = { axe: [] as string[], html: [] as string[], wide: [] as string[], cut: [] as string[], charts: [] as string[], console: [] as string[] }
  const control = { axe: [] as string[], html: [] as string[] }
  let seen = 0
  let charts = 0

  before(async () => {
    const browser = await startBrowser()
    try {
      const lived = await liveIn(browser)
      await lookAtFaults(lived).then(() => lookAtAll(lived)).finally(() => lived.close())
    } finally {
      await browser.close()
    }
  })

  /** A page with two faults put in, to know that these eyes see. */
  async function lookAtFaults(lived: LivedIn) {
    const page = await lived.open(null)
    await page.goto('/sign-in')
    await page.evaluate('document.querySelector("main").innerHTML += "<p id=faint>Faint</p><img src=data:,><p id=faint></p>"; document.querySelector("#faint").style.color = "#ddd"')
    control.axe = await axe(page)
    control.html = (await html.validateString(await page.content())).results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId))
    await page.context().close()
  }

  async function lookAtAll(lived: LivedIn) {
    const people = new Map<Looker, Page>()
    for (const { name, person, show } of lived.states) {
      const page = people.get(person) ?? (await lived.open(person))
      people.set(person, page)
      await page.setViewportSize({ width: 1280, height: 900 })
      await show(page)
      const note = (kind: keyof typeof found, faults: string[]) => found[kind].push(...faults.map((fault) => `${name}: ${fault}`))
      note('charts', await chartsUnlikeTheirTables(page))
      for (const { seen: more, faults } of [await smallCurvesUnlikeTheirTables(page), await comparisonsUnlikeTheirTables(page)]) {
        note('charts', faults)
        charts += more
      }
      note('cut', await page.evaluate<string[]>(CUT_OFF))
      // While the browser looks with axe, we look at the markup.
      const markup = faultsOfMarkup(page)
      for (const width of [1280, 375]) {
        await page.setViewportSize({ width, height: 900 })
        note('axe', (await axe(page)).map((fault) => `at ${width}: ${fault}`))
      }
      note('html', await markup)
      // What is left of a window of 1280 by 1024 at 400% zoom.
      await page.setViewportSize({ width: 320, height: 256 })
      note('wide', await page.evaluate<string[]>(TOO_WIDE))
      note('wide', await page.evaluate<string[]>(IN_THE_WAY))
      charts += await page.locator('.chart figure > svg').count()
      seen++
    }
    found.charts.push(...(await sparksUnlikeTheirMeasures(people.get('director')!)))
    for (const page of people.values()) await leave(page).catch((fault) => found.console.push(String(fault)))
  }

  it('would be told of if it had a fault', () => {
    assert.match(control.axe.join(), /color-contrast: <p id="faint"/)
    assert.match(control.axe.join(), /image-alt/)
    assert.ok(control.html.includes('no-dup-id'), control.html.join())
  })

  it('has no fault that axe finds, at 1280 and 375 pixels', () => {
    assert.ok(seen > 50, `${seen} pages were seen`)
    assert.deepEqual(found.axe, [])
  })

  it('is valid HTML, with a language, a title, one heading and one main part', () => assert.deepEqual(found.html, []))

  it('needs no scrolling sideways at 320 pixels or 400% zoom, but for tables that scroll by themselves', () => assert.deepEqual(found.wide, []))

  it('cuts off nothing that somebody would have to read', () => assert.deepEqual(found.cut, []))

  it('complains of nothing to its console', () => assert.deepEqual(found.console, []))

  it('draws in each chart the numbers of its table', () => {
    assert.ok(charts > 20, `${charts} charts were seen`)
    assert.deepEqual(found.charts, [])
  })
})

interface Found { id: string; nodes: { html: string; failureSummary: string }[] }

/**
 * What axe finds; and text whose contrast it could not tell. It never can for what is drawn in charts, which we work out, nor for
 * what is scrolled out of sight, as tables are on a small screen: the wide one tells; nor for a page's number or three dots alone.
 */
async function axe(page: Page): Promise<string[]> {
  const { violations, incomplete } = await page.evaluate<{ violations: Found[]; incomplete: Found[] }>(
    `${WITHOUT_SPINE};${(await page.evaluate<boolean>('"axe" in window')) ? '' : AXE};axe.run({ runOnly: ${JSON.stringify(RULES)}, resultTypes: ['violations', 'incomplete'] })`)
  const isWide = page.viewportSize()!.width >= 1280
  const untold = incomplete.filter(({ id }) => id === 'color-contrast').map(({ id, nodes }) => ({ id: `${id} not told`, nodes: nodes.filter(({ html, failureSummary }) => isWide && !/^<(text|tspan)/.test(html) && !/too short to determine|only non-text/.test(failureSummary)) }))
  const said = [...violations, ...untold].flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary.replace(/\s+/g, ' ').slice(0, 200)}`))
  return [...said, ...(await page.evaluate<string[]>(FAINT_IN_CHARTS))]
}

/**
 * The stripe down the edge is drawn before the body's content; while it is there, axe can tell the contrast of nothing. Nor can it of a
 * row half scrolled out of a table's own window, nor of columns out of its sight: in the wide window, where contrast is asked, they are left out.
 */
const WITHOUT_SPINE = `(() => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('body::before { content: none } .scroll { max-block-size: none !important } [data-out-of-sight] { visibility: hidden }')
  document.adoptedStyleSheets = [sheet]
  for (const cell of document.querySelectorAll('.scroll :is(td, th)')) {
    cell.toggleAttribute('data-out-of-sight', innerWidth >= 1280 && cell.getBoundingClientRect().right > cell.closest('.scroll').getBoundingClientRect().right + 1)
  }
})()`

/** Words in charts whose contrast to the paper, the years ahead or the neighbours' band is below 4.5 to 1. */
const FAINT_IN_CHARTS = `(() => {
  const style = getComputedStyle(document.documentElement)
  const probe = document.body.appendChild(document.createElement('i'))
  const rgb = (colour) => { probe.style.color = colour; return getComputedStyle(probe).color.match(/[\\d.]+/g).slice(0, 3).map(Number) }
  const light = (colour) => rgb(colour).map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)).reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0)
  const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
  const grounds = ['--paper', '--shade', '--band'].map((name) => light(style.getPropertyValue(name)))
  const fills = new Map([...document.querySelectorAll('svg text')].map((text) => [getComputedStyle(text).fill, text]))
  const faint = [...fills].filter(([fill]) => grounds.some((ground) => contrast(light(fill), ground) < 4.5)).map(([fill, text]) => 'faint in a chart: ' + fill + ' ' + text.textContent)
  probe.remove()
  return faint
})()`

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

/** What stays put while the page goes by, and takes more than a quarter of so small a window; a box that asks something may. */
const IN_THE_WAY = `[...document.querySelectorAll('body *')].filter((one) => /fixed|sticky/.test(getComputedStyle(one).position) && one.getBoundingClientRect().height > innerHeight / 4 && !one.closest('.scroll, dialog'))
  .map((one) => 'stays in the way: ' + one.outerHTML.slice(0, 120))`

/** Text whose own box is smaller than it and hides the rest. */
const CUT_OFF = `[...document.querySelectorAll('main *')].filter((one) => {
  const style = getComputedStyle(one)
  if (one.closest('svg') || one.matches('.govuk-visually-hidden, input, select, textarea') || !one.innerText) return false
  return (style.overflowX === 'hidden' || style.overflowX === 'clip') && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1 && !one.matches('.opening')
}).map((one) => one.outerHTML.slice(0, 120))`
