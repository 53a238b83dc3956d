import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { startBrowser } from './browser.ts'
import { openHouse, type RunningHouse } from './house.ts'
import { arrive, fillIn, heading, leave, openMeasure, press, problems, sectionText, setTarget, spaced, unfold, writeStory } from './steps.ts'
import { openThen, unfolded } from './ways.ts'

const DERBY = 'E06000015'
const EAST_MIDLANDS = 'E12000004'
const LONG = 'ا long word '.repeat(4167).slice(0, 50_000)
const SCRIPTED = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><script>alert(1)</script><path d="M0 0h10v10z"/></svg>'

// Two people who write one story at once: two-people.test.ts.
describe('What cannot be taken is answered with what to do, and nothing typed is lost', () => {
  let house: RunningHouse
  let browser: Browser
  let page: Page
  before(async () => {
    house = await openHouse()
    browser = await startBrowser()
    page = await arrive(browser, house, 'director')
  })
  after(async () => {
    await leave(page).finally(() => browser.close()).finally(() => house.close())
  })

  it('a sixth headline: the five are named', async () => {
    const indicator = (measure: string) => ({ Measure: measure, 'The part it plays': 'Headline', 'Why this indicator': 'Boards ask for it', 'Communication power': 'High', 'Proxy power': 'High', 'Data power': 'High', 'Why it is rated so': 'يفهمه الناس' })
    await addIndicator(indicator('Overall absence'))
    assert.deepEqual(await problems(page), [])
    await addIndicator(indicator('Unauthorised absence'))
    assert.match((await problems(page)).join(), /five headline indicators already: Severe absence, Persistent absence, Suspensions, Permanent exclusions and Overall absence\. Make one of them secondary first/)
    await stays(formOf('Add the indicator'), indicator('Unauthorised absence'))
  })

  it('an indicator that one service owns: it is sent to that service', async () => {
    const owned = { Measure: 'New EHC plans issued within 20 weeks', 'Why this indicator': 'Families wait' }
    await addIndicator(owned)
    assert.match((await problems(page)).join(), /how well one service works.*Add this to its service instead/)
    await stays(formOf('Add the indicator'), owned)
  })

  it('a headline with one figure: it has no curve yet', async () => {
    await addIndicator({ Measure: 'Annual review outcomes communicated within 4 weeks', 'Why this indicator': 'New' })
    assert.ok((await problems(page)).length)
    await openMeasure(page, 'annual-review-outcomes-within-4-weeks', DERBY)
    assert.match(await sectionText(page, 'Baseline and scenarios'), /No baseline can be frozen now\./)
  })

  it('a target past its date, and one on the wrong side', async () => {
    await openMeasure(page, 'severe-absence', DERBY)
    await unfold(page, 'Set a target')
    // No page offers the year: somebody kept an old one open.
    await page.getByLabel('By when').evaluate((list) => list.append(Object.assign(document.createElement('option'), { value: '2023/24', textContent: '2023/24' })))
    await setTarget(page, { by: '2023/24', value: '2', reason: 'Late' })
    assert.match((await problems(page)).join(), /This has passed/)
    await stays(formOf('Set the target'), { 'Where it should be': '2', 'Why this is the right target': 'Late' })
    // 2.32% in 2024/25, and 3.01% by 2027/28 if nothing changes.
    await setTarget(page, { by: '2027/28', value: '3.5', reason: 'High' })
    assert.match((await problems(page)).join(), /2\.32%/)
    assert.match((await problems(page)).join(), /3\.01%/)
    await stays(formOf('Set the target'), { 'By when': '2027/28', 'Where it should be': '3.5', 'Why this is the right target': 'High' })
  })

  it('a measure with breaks: nothing is drawn or counted across them', async () => {
    await openMeasure(page, 'severe-absence', DERBY)
    assert.match(spaced(await page.getByRole('main').innerText()), /The line breaks before 2021\/22:.*Nothing is counted across a break\./)
  })

  it('a measure of which neither end is better: no rank, no verdict, no baseline, and a target is a value to reach', async () => {
    await openMeasure(page, 'pupils-with-ehc-plans', DERBY)
    assert.match(await sectionText(page, 'Baseline and scenarios'), /No baseline can be frozen now\. Neither a high nor a low/)
    assert.doesNotMatch(spaced(await page.getByRole('main').innerText()), /ranks \d|\bBetter\b(?! or worse)/)
    await setTarget(page, { by: '2028/29', value: '5', reason: 'A third of them in mainstream' })
    assert.match(await sectionText(page, 'Where it should be'), /A value to reach: neither end is better/)
  })

  it('a place with no neighbours: it is held against England alone, and says why', async () => {
    await openMeasure(page, 'suspensions', EAST_MIDLANDS)
    assert.match(await sectionText(page, 'Beside others'), /England 11\.31%/)
    assert.doesNotMatch(await sectionText(page, 'Beside others'), /Mean of \d/)
    await page.goto(`/compare?measure=suspensions&place=${EAST_MIDLANDS}&with=neighbours`)
    assert.ok((await heading(page)).length > 0)
    assert.match(spaced(await page.getByRole('main').innerText()), /East Midlands/)
  })

  it('a strategy that links to itself', async () => {
    const links = { How: 'Builds on', 'Its name, where it is not here': 'Derby inclusion strategy, to 2018' }
    await page.goto('/strategies/derby-inclusion-2018/edit?part=links')
    await fillIn(page.locator('main form'), { ...links, 'Why it is changed': 'To see' })
    await press(page, 'Save')
    assert.match((await problems(page)).join(), /itself/)
    await stays(page.locator('main form'), { ...links, 'Why it is changed': 'To see' })
  })

  it('50,000 pasted characters come back in their box with how many fit', async () => {
    await openMeasure(page, 'severe-absence', DERBY)
    await writeStory(page, { body: LONG, notKnown: 'Kept' })
    assert.match((await problems(page)).join(), /20,000 characters or fewer/)
    await stays(formOf('Save the story'), { 'What lies behind the curve': LONG, 'What we do not know yet': 'Kept' })
    await page.goto('/strategies/new')
    await fillIn(page.locator('main form'), { 'What it is called': 'Long', 'What it wants: its vision': LONG })
    await press(page, 'Begin it')
    assert.match((await problems(page)).join(), /20,000 characters or fewer/)
    await stays(page.locator('main form'), { 'What it is called': 'Long', 'What it wants: its vision': LONG })
  })

  it('right-to-left words stand from the right, and words beside them do not', async () => {
    const ARABIC = 'يغيب الأطفال القلقون'
    await openMeasure(page, 'severe-absence', DERBY)
    await writeStory(page, { body: `${ARABIC}\n\nAnxious children stay away.` })
    const way = (words: string) => page.getByText(words, { exact: true }).first().evaluate((element) => getComputedStyle(element).direction)
    assert.deepEqual([await way(ARABIC), await way('Anxious children stay away.')], ['rtl', 'ltr'])
  })

  it('a logo that holds a script, and a colour that cannot be read', async () => {
    await page.goto('/area/looks')
    await page.getByLabel('Name the area shows').fill('Derby & Derwent')
    await page.getByLabel('Colour', { exact: true }).fill('#ffcc00')
    await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'crest.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(SCRIPTED) })
    await page.getByLabel('What it shows, in words').fill('A ram')
    await press(page, 'Save')
    const typed = { 'Name the area shows': 'Derby & Derwent', Colour: '#ffcc00', 'What it shows, in words': 'A ram' }
    assert.match((await problems(page)).join(), /This SVG holds <script>.*give the mark as PNG/)
    await stays(page.locator('main form'), typed)
    await press(page, 'Save')
    assert.match((await problems(page)).join(), /to 1/)
    await stays(page.locator('main form'), typed)
    await page.goto('/')
    assert.equal(await page.getByRole('banner').locator('img').count(), 0)
  })

  const formOf = (button: string) => page.locator('form', { has: page.getByRole('button', { name: button, exact: true }) })

  async function addIndicator(fields: Record<string, string>) {
    await openThen(page, '/results', () => page.getByRole('link', { name: 'Children are in school and belong there' }).first().click())
    await unfolded(page, page.url())
    await fillIn(formOf('Add the indicator'), fields)
    await press(page, 'Add the indicator')
    await page.waitForLoadState()
  }

  async function stays(form: ReturnType<typeof formOf>, fields: Record<string, string>) {
    for (const [label, typed] of Object.entries(fields)) {
      const value = await form.getByLabel(label).first().evaluate((field) => (field instanceof HTMLSelectElement ? field.selectedOptions[0]!.text : (field as HTMLInputElement).value))
      assert.equal(value, typed, label)
    }
  }
})
