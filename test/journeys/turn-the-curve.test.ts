import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { startBrowser } from './browser.ts'
import { openHouse, type RunningHouse } from './house.ts'
import { addAction, arrive, changeAction, findBySearch, heading, leave, press, problems, sectionText, setTarget, writeStory } from './steps.ts'
import { SAME_SITE } from './same-site.ts'

const TIMELINESS = 'New EHC plans issued within 20 weeks'

// Published for 2024: Derby 14.0%, East Midlands 38.0%, England 45.9%; the ten neighbours of Derby in the 2025 model 57.24% on average.
for (const javaScript of [true, false]) {
  describe(`A director sees Derby’s timeliness fall short and says what will be done, ${javaScript ? 'with' : 'without'} JavaScript`, () => {
    let house: RunningHouse
    let browser: Browser
    let page: Page
    before(async () => {
      house = await openHouse()
      browser = await startBrowser()
      page = await arrive(browser, house, 'director', { javaScript })
    })
    after(async () => {
      await leave(page).finally(() => browser.close()).finally(() => house.close())
    })

    it('comes home after signing in', async () => {
      assert.equal(new URL(page.url()).pathname, '/')
      assert.match(await page.getByRole('banner').innerText(), /Derby[^]*Amara Okafor/)
    })

    it('finds the measure by searching', async () => {
      await findBySearch(page, '20 weeks', TIMELINESS)
      assert.equal(new URL(page.url()).pathname, '/measures/ehc-plans-within-20-weeks')
      assert.match(await page.title(), /Derby/)
    })

    it('sees it fall short of England, the region and the neighbours', async () => {
      const beside = await sectionText(page, 'Beside others')
      assert.match(beside, /Derby 14\.0%/)
      assert.match(beside, /statistical neighbours, 2025 model 57\.2% Derby is [\d.]+ points below/)
      assert.match(beside, /East Midlands 38\.0%/)
      assert.match(beside, /England 45\.9% Derby is 31\.9 points below/)
      assert.match(beside, /137 of 153/)
    })

    it('compares it with every authority', async () => {
      await page.getByRole('link', { name: 'Compare with every authority' }).click()
      assert.equal(new URL(page.url()).pathname, '/compare')
      assert.match(await page.getByRole('main').innerText(), /Derby[^]*Leeds|Leeds[^]*Derby/)
      await page.goBack()
    })

    it('is told what is wrong with a target, and keeps what was typed', async () => {
      await setTarget(page, { value: '', reason: '' })
      assert.deepEqual(await problems(page), ['Say by when', 'Enter the target as a number', 'Say why this is the right target'])
      assert.match(await page.title(), /^Error: /)

      await setTarget(page, { by: '2027', value: 'abc', reason: 'England is at 45.9%.' })
      assert.deepEqual(await problems(page), ['Enter the target as a number'])
      assert.equal(await page.getByLabel('Where it should be').inputValue(), 'abc')
      assert.equal(await page.getByLabel('By when').inputValue(), '2027')
      assert.equal(await page.getByLabel('Why this is the right target').inputValue(), 'England is at 45.9%.')

      await setTarget(page, { by: '2027', value: '120%', reason: 'England is at 45.9%.' })
      assert.deepEqual(await problems(page), ['A percentage lies between 0 and 100'])
    })

    it('jumps from the problem to the field', async () => {
      await page.locator('.govuk-error-summary__list a').click()
      assert.match(page.url(), /#target-value$/)
    })

    it('can’t set a target for a year that is over', async () => {
      const years = await page.getByLabel('By when').locator('option').allInnerTexts()
      assert.ok(!years.includes('2024'), years.join())
      const answer = await page.context().request.post('/measures/ehc-plans-within-20-weeks/target', { headers: SAME_SITE, form: { place: 'E06000015', period: '2024', value: '50', reason: 'Late' } })
      assert.equal(answer.status(), 422)
      assert.match(await answer.text(), /This has passed\. Choose a period to come/)
    })

    it('sets a target', async () => {
      await setTarget(page, { by: '2027', value: '60%', reason: 'Where our neighbours are now.' })
      assert.match(await sectionText(page, 'Where it should be'), /60\.0% by 2027 Where our neighbours are now\. Set by Amara Okafor/)
    })

    it('writes the story', async () => {
      await writeStory(page, { body: 'Advice comes late.\n\nHalf of the psychologists’ posts are empty.', notKnown: 'How many wait for health advice.' })
      const story = await sectionText(page, 'The story behind the curve')
      assert.match(story, /Advice comes late\. Half of the psychologists’ posts are empty\./)
      assert.match(story, /We do not know yet How many wait for health advice\./)
    })

    it('is told what is wrong with an action, and adds one with its owner and day', async () => {
      await addAction(page, { title: '', owner: '', due: '2020-01-31' })
      assert.deepEqual(await problems(page), ['Say what will be done', 'Say who will see that it is done'])
      await addAction(page, { title: 'Fill four psychologists’ posts', owner: 'Head of SEND', due: '2020-01-31' })
      assert.deepEqual(await problems(page), ['This day has passed. Give a day to come'])
      await addAction(page, { title: 'Fill four psychologists’ posts', owner: 'Head of SEND', due: '2027-03-31', effect: 'Advice within six weeks' })
      assert.match(await sectionText(page, 'What we will do'), /Fill four psychologists’ posts Expected effect: Advice within six weeks .*Head of SEND 31 March 2027 Not started/)
    })

    it('says how far the action is', async () => {
      await changeAction(page, 'Fill four psychologists’ posts', 'Under way', 'Two are filled.')
      assert.match(await sectionText(page, 'What we will do'), /Two are filled\..*Under way/)
    })

    it('follows the number down to the row of the file', async () => {
      const why = await sectionText(page, 'Why is this number what it is?')
      assert.match(why, /14\.0% for Derby, 2024/)
      assert.match(why, /Read from bds_long_0\.parquet, row 309,605/)
      await page.getByRole('link', { name: /^batch \d+$/ }).first().click()
      assert.match(new URL(page.url()).pathname, /^\/data\/\d+$/)
      assert.match(await page.getByRole('main').innerText(), /bds_long_0\.parquet/)
      await page.goBack()
    })

    it('sees the target and the action from home', async () => {
      await page.goto('/')
      const home = await page.getByRole('main').innerText()
      assert.match(home, /Fill four psychologists’ posts/)
      await page.goBack()
    })

    it('takes the target back', async () => {
      await page.getByRole('button', { name: 'Take this target back' }).click()
      assert.match(await sectionText(page, 'Where it should be'), /No target is set for Derby/)
    })

    it('reads an earlier version of the story', async () => {
      await writeStory(page, { body: 'Advice comes late, and less so since June.' })
      await page.getByRole('link', { name: 'Earlier versions' }).click()
      assert.match(await sectionText(page, 'The story behind the curve'), /less so since June.*Version 1, Amara Okafor/)
    })

    it('looks at another place, and goes to the other area', async () => {
      await page.getByLabel('Place', { exact: true }).fill('383')
      await press(page, 'Show')
      assert.match(await page.title(), /, Leeds/)
      await press(page, 'Go to Leeds')
      assert.match(await page.getByRole('banner').innerText(), /Leeds/)
    })

    it('signs out', async () => {
      await press(page, 'Sign out')
      assert.match(await heading(page), /Look around as somebody/)
      await page.goto('/measures')
      assert.equal(new URL(page.url()).pathname, '/sign-in')
    })
  })
}
