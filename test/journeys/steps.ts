import assert from 'node:assert/strict'
import type { Browser, BrowserContext, Locator, Page, Request } from 'playwright-core'
import type { RunningHouse } from './house.ts'

/** One of the demo's cast; everyone in it is invented. */
export type Person =
  | 'director' | 'programme-manager' | 'wedge-chair' | 'officer' | 'analyst' | 'head' | 'dpo'
  | 'data-manager' | 'senco' | 'panel-member' | 'health-partner' | 'board-member' | 'administrator' | 'parent' | 'young-person'

export interface Eyes {
  javaScript?: boolean
  width?: number
}

/** A browser of one person's own, signed in. What a page complains of to its console fails the journey. */
export async function arrive(browser: Browser, house: RunningHouse, person: Person, eyes: Eyes = {}): Promise<Page> {
  const page = await openBelong(browser, house, eyes)
  await signIn(page, person)
  return page
}

/** A browser that has not been here before. */
export async function openBelong(browser: Browser, house: RunningHouse, { javaScript = true, width = 1280 }: Eyes = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: house.address, locale: 'en-GB', javaScriptEnabled: javaScript, viewport: { width, height: 900 } })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  page.on('console', (message) => { if (message.type() === 'error' && !isStatusLine(message.text())) complaints(context).push(`${page.url()}: ${message.text()}`) })
  page.on('pageerror', (fault) => complaints(context).push(`${page.url()}: ${fault.message}`))
  page.on('request', (request) => { if (isFromElsewhere(request)) complaints(context).push(`${page.url()} asked another host for ${request.url()}`) })
  return page
}

/** Closes a person's browser, and says what its pages complained of: blocked styles, broken scripts, requests to other hosts. */
export async function leave(page: Page) {
  const heard = complaints(page.context())
  await page.context().close()
  assert.deepEqual(heard, [])
}

export async function signIn(page: Page, person: Person) {
  await page.goto('/sign-in')
  await page.locator(`button[name=person][value=${person}]`).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
}

/** Types words into the box at the top of every page and opens the result called so. */
export async function findBySearch(page: Page, words: string, result: string) {
  await page.getByRole('searchbox').fill(words)
  await page.getByRole('button', { name: 'Find', exact: true }).click()
  await page.waitForURL(/\/search/)
  assert.match(await page.getByRole('main').innerText(), new RegExp(result), `searching for “${words}” does not find “${result}”`)
  await page.getByRole('main').getByRole('link', { name: result, exact: true }).first().click()
}

/** Follows a word of the navigation that every page has. */
export async function goTo(page: Page, word: string) {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: word, exact: true }).click()
}

export async function openMeasure(page: Page, measure: string, place: string) {
  await page.goto(`/measures/${measure}?place=${place}`)
}

export async function setTarget(page: Page, target: { by?: string; value: string; reason: string }) {
  await unfold(page, 'Set a target')
  if (target.by !== undefined) await page.getByLabel('By when').selectOption(target.by)
  await page.getByLabel('Where it should be').fill(target.value)
  await page.getByLabel('Why this is the right target').fill(target.reason)
  await press(page, 'Set the target')
}

export async function writeStory(page: Page, story: { body: string; notKnown?: string }) {
  await unfold(page, 'Write the story', 'Rewrite the story')
  await page.getByLabel('What lies behind the curve').fill(story.body)
  if (story.notKnown !== undefined) await page.getByLabel('What we do not know yet').fill(story.notKnown)
  await press(page, 'Save the story')
}

export async function addAction(page: Page, action: { title: string; owner: string; due: string; effect?: string }) {
  await unfold(page, 'Add an action')
  await page.getByLabel('What will be done').fill(action.title)
  await page.getByLabel('Who will see that it is done').fill(action.owner)
  await page.getByLabel('By which day').fill(action.due)
  if (action.effect !== undefined) await page.getByLabel('What effect you expect').fill(action.effect)
  await press(page, 'Add the action')
}

export async function changeAction(page: Page, title: string, state: string, why: string) {
  const row = page.getByRole('listitem').filter({ hasText: title })
  await row.locator('summary').click()
  await row.getByLabel('How far it is').selectOption({ label: state })
  await row.getByLabel('Why, in a sentence').fill(why)
  await row.getByRole('button', { name: 'Save' }).click()
}

/** Gives files to the page for them, and waits until they are checked. */
export async function giveFiles(page: Page, files: string[] | { name: string; mimeType: string; buffer: Buffer }[]) {
  await page.goto('/data')
  await page.getByLabel('Files', { exact: true }).setInputFiles(files)
  await press(page, 'Check these files')
  await untilWorkIsDone(page)
}

/** The page of a batch looks again by itself; we look a little oftener. */
export async function untilWorkIsDone(page: Page) {
  for (const until = Date.now() + 60_000; Date.now() < until; ) {
    if ((await page.locator('progress').count()) === 0) return
    await page.waitForTimeout(250)
    await page.goto(page.url())
  }
  throw new Error(`The work of ${page.url()} does not end: ${await heading(page)}`)
}

/** Opens what is folded away under one of these names; nothing where it is open already, as it is after a refusal. */
export async function unfold(page: Page, ...names: string[]) {
  const folded = page.locator('details', { has: page.locator('summary', { hasText: new RegExp(names.map((name) => `^\\s*${name}\\s*$`).join('|')) }) })
  if ((await folded.getAttribute('open')) === null) await folded.locator('summary').click()
}

export async function press(page: Page, button: string) {
  await page.getByRole('button', { name: button, exact: true }).click()
}

/** Opens a form by its link, fills it in and sends it. */
export async function write(page: Page, link: string | RegExp, fields: Record<string, string>, button: string) {
  await page.getByRole('main').getByRole('link', { name: link, ...(typeof link === 'string' ? { exact: true } : {}) }).first().click()
  await fillIn(page.locator('form', { has: page.getByRole('button', { name: button, exact: true }) }), fields)
  await press(page, button)
}

/** Boxes are filled, lists chosen from and circles ticked by what is written beside them. */
export async function fillIn(form: Locator, fields: Record<string, string>) {
  for (const [label, value] of Object.entries(fields)) {
    const field = form.getByLabel(label).first()
    const kind = await field.evaluate((element) => element.getAttribute('type') ?? element.tagName.toLowerCase())
    if (kind === 'select') await field.selectOption({ label: value })
    else if (kind === 'radio' || kind === 'checkbox') await field.check()
    else await field.fill(value)
  }
}

/** The words of one part of a page, by its heading. */
export async function sectionText(page: Page, heading: string) {
  return spaced(await page.locator('section, .section').filter({ has: page.getByRole('heading', { name: heading, exact: true }) }).first().innerText())
}

/** What the box at the head of a refused form says, line by line. */
export async function problems(page: Page) {
  return (await page.locator('.govuk-error-summary__list li').allInnerTexts()).map(spaced)
}

export const heading = async (page: Page) => spaced(await page.getByRole('heading', { level: 1 }).innerText())

export const spaced = (text: string) => text.replace(/\s+/g, ' ').trim()

/** A browser logs every answer of 400 and more; a refused form is one. */
const isStatusLine = (text: string) => text.startsWith('Failed to load resource: the server responded with a status of 4')

function isFromElsewhere(request: Request) {
  if (request.isNavigationRequest() || request.url().startsWith('data:')) return false
  return new URL(request.url()).host !== new URL(request.frame().url()).host
}

const heardBy = new WeakMap<BrowserContext, string[]>()

function complaints(context: BrowserContext): string[] {
  const heard = heardBy.get(context) ?? []
  heardBy.set(context, heard)
  return heard
}
