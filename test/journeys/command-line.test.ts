import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import { startBrowser } from './browser.ts'
import { openHouse, type RunningHouse } from './house.ts'
import { arrive, leave, openMeasure, sectionText } from './steps.ts'

const CURVE = ['--measure', 'ehc-plans-within-20-weeks', '--place', 'E08000035']

// Published for Leeds: 8.4% in 2023, 9.3% in 2024; for England in 2024: 45.9%.
describe('The same for Leeds from the command line, beside a running Belong', () => {
  let house: RunningHouse
  let browser: Browser
  before(async () => {
    house = await openHouse()
    browser = await startBrowser()
  })
  after(async () => {
    await browser.close().finally(() => house.close())
  })

  async function says<Answer>(...words: string[]): Promise<Answer> {
    const { code, out, errors } = await house.belong(...words, '--json')
    assert.equal(code, 0, errors)
    return JSON.parse(out) as Answer
  }

  it('finds the measure', async () => {
    const measures = await says<{ id: string; label: string; polarity: string }[]>('measures')
    const found = measures.filter(({ label }) => label === 'New EHC plans issued within 20 weeks')
    assert.deepEqual(found.map(({ id, polarity }) => ({ id, polarity })), [{ id: 'ehc-plans-within-20-weeks', polarity: 'high' }])
  })

  it('reads it with its comparators', async () => {
    interface Answer { place: { name: string }; points: { period: string; value: number }[]; compare: { period: string; national: { value: number } } }
    const answer = await says<Answer>('measure', 'ehc-plans-within-20-weeks', '--place', 'E08000035', '--compare', 'neighbours,region,national')
    assert.equal(answer.place.name, 'Leeds')
    assert.equal(answer.compare.period, '2024')
    assert.equal(answer.compare.national.value, 45.9)
    assert.deepEqual(answer.points.slice(-2).map(({ period, value }) => [period, value]), [['2023', 8.4], ['2024', 9.3]])
  })

  it('sets a target, writes the story and adds an action', async () => {
    const target = await says<{ id: string; period: string; value: number }>('scorecards', 'set-target', ...CURVE, '--period', '2027', '--value', '55', '--reason', 'Half way to the best of our neighbours')
    assert.deepEqual([target.period, target.value], ['2027', 55])
    const story = await says<{ version: number }>('scorecards', 'write-story', ...CURVE, '--body', 'Advice comes late.')
    assert.equal(story.version, 1)
    const action = await says<{ title: string; state: string }>('programme', 'add-action', ...CURVE, '--title', 'Fill the empty posts', '--owner', 'Head of SEND', '--due', '2027-03-31')
    assert.deepEqual([action.title, action.state], ['Fill the empty posts', 'not-started'])
  })

  it('shows them on the page at once, as the operator’s', async () => {
    const page = await arrive(browser, house, 'director')
    await openMeasure(page, 'ehc-plans-within-20-weeks', 'E08000035')
    assert.match(await sectionText(page, 'Where it should be'), /55\.0% by 2027 Half way to the best of our neighbours Set by the operator/i)
    assert.match(await sectionText(page, 'The story behind the curve'), /Advice comes late\./)
    assert.match(await sectionText(page, 'What we will do'), /Fill the empty posts.*Head of SEND 31 March 2027 Not started/)
    await leave(page)
  })

  it('says what it refuses on one line of standard error, and nothing else', async () => {
    const late = await house.belong('scorecards', 'set-target', ...CURVE, '--period', '2020', '--value', '55', '--reason', 'Late', '--json')
    assert.deepEqual([late.code, late.out], [1, ''])
    assert.match(late.errors, /2020 has passed/)
    const blank = await house.belong('scorecards', 'set-target', ...CURVE, '--json')
    assert.ok(blank.code === 1 || blank.code === 2, String(blank.code))
    assert.equal(blank.out, '')
  })

  it('tells words that are off (2) from what is declined (1)', async () => {
    const code = async (...words: string[]) => (await house.belong(...words)).code
    assert.equal(await code('measure', 'overall-absence'), 2)
    assert.equal(await code('measure', 'overall-absence', '--place', 'E06000015', '--compare', 'foo'), 2)
    assert.equal(await code('places', '--on', 'nonsense'), 2)
    assert.equal(await code('undo', 'abc'), 2)
    assert.equal(await code('undo', '99999'), 1)
    assert.equal(await code('places', '--hierarchy', 'none-such'), 1)
  })
})
