import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { annualReviews, assessmentsIssued, outcomesOf, shareOf, sixteenWeeks, sixWeeks, twentyWeeks } from './timeliness.ts'

// Days counted on a calendar: from 1 January 2025 the 140th day after is 21 May, the 42nd 12 February, the 112th 23 April, the 364th 31 December.
const plan = (received: string | null, issued: string | null, exception = false) => ({ received, issued, exception })

test('a plan on the 140th day is in time, on the 141st it is not', () => {
  assert.deepEqual(twentyWeeks([plan('2025-01-01', '2025-05-21')], 2025).including, { numerator: 1, denominator: 1, percent: 100 })
  assert.deepEqual(twentyWeeks([plan('2025-01-01', '2025-05-22')], 2025).including, { numerator: 0, denominator: 1, percent: 0 })
})

test('an exception goes from both sides of the second rate and stays in the first', () => {
  const plans = [plan('2025-01-01', '2025-05-21'), plan('2025-01-01', '2025-05-22'), plan('2025-01-01', '2025-06-30', true), plan('2024-01-02', '2025-01-01'), plan('2023-12-01', '2025-01-01')]
  assert.deepEqual(twentyWeeks(plans, 2025), {
    including: { numerator: 1, denominator: 5, percent: 20 }, excluding: { numerator: 1, denominator: 4, percent: 25 }, bands: { within20: 1, to52: 2, beyond52: 2 },
  }, '2 January 2024 to 1 January 2025 is 365 days, one more than 52 weeks')
})

test('only plans issued in the year count, and where there are none there is no percentage', () => {
  assert.deepEqual(twentyWeeks([plan('2025-01-01', '2026-01-02'), plan(null, '2025-02-01'), plan('2025-02-01', null)], 2025).including, { numerator: 0, denominator: 0, percent: null })
  assert.deepEqual(twentyWeeks([plan('2025-01-01', '2025-03-01', true)], 2025).excluding, { numerator: 0, denominator: 0, percent: null })
})

test('a request is decided in 6 weeks up to the 42nd day, and a refusal to issue in 16 up to the 112th', () => {
  const decided = (outcome: string, day: string | null) => ({ received: '2025-01-01', outcome, decided: day })
  assert.deepEqual(
    sixWeeks([decided('Y', '2025-02-12'), decided('N', '2025-02-13'), decided('W', null), decided('H', '2025-01-05'), decided('A', null)], 2025),
    { numerator: 1, denominator: 2, percent: 50 },
  )
  const told = (assessed: string) => ({ received: '2025-01-01', assessmentOutcome: 'N', assessed })
  assert.deepEqual(sixteenWeeks([told('2025-04-23'), told('2025-04-24'), told('2025-04-22')], 2025), { numerator: 2, denominator: 3, percent: 66.7 })
})

test('outcomes are of requests received in the year, issue of assessments decided in it', () => {
  const request = (received: string, outcome: string) => ({ received, outcome })
  const { received, assess, undecided } = outcomesOf([request('2025-01-01', 'Y'), request('2025-12-31', 'A'), request('2025-06-01', 'N'), request('2024-12-31', 'Y')], 2025)
  assert.deepEqual([received, assess.percent, undecided.percent], [3, 33.3, 33.3])
  assert.deepEqual(
    assessmentsIssued([{ assessmentOutcome: 'Y', assessed: '2025-05-01' }, { assessmentOutcome: 'N', assessed: '2025-05-01' }, { assessmentOutcome: 'A', assessed: null }], 2025),
    { numerator: 1, denominator: 2, percent: 50 },
  )
})

test('a review is expected of a plan held the whole year, and its decision within 28 days of the meeting', () => {
  const held = (starts: string, reviewMet: string | null, reviewDecided: string | null, ceased: string | null = null) => ({ starts, ceased, reviewMet, reviewDecided })
  assert.deepEqual(annualReviews([
    held('2020-01-01', '2025-03-03', '2025-03-31'), held('2020-01-01', '2025-03-03', '2025-04-01'), held('2020-01-01', null, null),
    held('2025-01-01', '2025-03-03', '2025-03-04'), held('2020-01-01', '2025-03-03', '2025-03-04', '2025-12-31'),
  ], 2025), { expected: 3, met: { numerator: 2, denominator: 3, percent: 66.7 }, decidedIn4Weeks: { numerator: 1, denominator: 2, percent: 50 } })
})

test('percentages are those that are published: 62 of 442 is 14, and halves go up', () => {
  assert.deepEqual([shareOf(62, 442).percent, shareOf(145, 1000).percent, shareOf(29, 2000).percent], [14, 14.5, 1.5])
  fc.assert(fc.property(fc.nat(5000), fc.integer({ min: 1, max: 5000 }), (some, all) => {
    const { percent } = shareOf(Math.min(some, all), all)
    return percent !== null && percent >= 0 && percent <= 100 && Math.abs(percent - (Math.min(some, all) / all) * 100) <= 0.05 + 1e-9
  }))
})
