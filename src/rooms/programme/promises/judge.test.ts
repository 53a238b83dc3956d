import assert from 'node:assert/strict'
import test from 'node:test'
import { academicYear, type Missing } from '#kernel'
import { judge, type PromiseTest, type PromiseVerdict, type UsedFigure } from './judge.ts'
import type { Rule } from './rules.ts'

/** Years from 2014/15 on, as numbers, or the symbol of why there is none. */
type Values = (number | Missing)[]

interface Given {
  rule: Rule
  own: Values
  england?: Values
  neighbours?: Values[]
  value?: number
  from?: string | null
  to?: string
  polarity?: 'high' | 'low' | 'none'
  breaks?: string[]
  isTotal?: boolean
  isCountry?: boolean
}

const LABELS = ['2014/15', '2015/16', '2016/17', '2017/18']

function figure(place: string, given: number | Missing | undefined, period: string): UsedFigure {
  const missing = given === undefined ? 'not-reported' : given
  return typeof missing === 'number' ? { place, code: place, period, value: missing, missing: null, batch: 1, row: 1 } : { place, code: place, period, value: null, missing, batch: null, row: null }
}

function testOf({ rule, own, england = [], neighbours = [], value, from = '2015/16', to = '2017/18', polarity = 'high', breaks = [], isTotal = false, isCountry = false }: Given): PromiseTest {
  return {
    rule, value: value ?? null, from, to, isTotal, place: { code: 'K', name: 'Kelderby', isCountry }, group: { id: 'all', label: 'All children' },
    measure: { id: 'm', label: 'Reading at 11', unit: '%', decimals: 1, polarity, breaks: breaks.map((period) => ({ period, note: 'Counted anew.' })) },
    periods: own.map((one, at) => ({
      period: academicYear(2014 + at), own: figure('Kelderby', one, LABELS[at]!), england: figure('England', england[at], LABELS[at]!), neighbours: neighbours.map((values, index) => figure(`N${index}`, values[at], LABELS[at]!)),
    })),
  }
}

const CASES: [what: string, given: Given, verdict: PromiseVerdict][] = [
  ['above England in all three years', { rule: 'better-than-england', own: [10, 51, 52, 53], england: [90, 50, 50, 50] }, 'kept'],
  ['level with England is not above it', { rule: 'better-than-england', own: [10, 51, 50, 53], england: [90, 50, 50, 50] }, 'not-kept'],
  ['below England is better where less is', { rule: 'better-than-england', own: [90, 4, 4, 4], england: [1, 5, 5, 5], polarity: 'low' }, 'kept'],
  ['a year without a figure leaves it open', { rule: 'better-than-england', own: [10, 51, 'c', 53], england: [90, 50, 50, 50] }, 'cannot-be-known'],
  ['a year missed settles it, whatever another would have said', { rule: 'better-than-england', own: [10, 'c', 49, 53], england: [90, 50, 50, 50] }, 'not-kept'],
  ['England without a figure leaves it open', { rule: 'better-than-england', own: [10, 51, 52, 53], england: [90, 50, 'x', 50] }, 'cannot-be-known'],
  ['neither end better', { rule: 'better-than-england', own: [10, 51, 52, 53], england: [90, 50, 50, 50], polarity: 'none' }, 'cannot-be-known'],
  ['a sum of all places is no comparator', { rule: 'better-than-england', own: [10, 51, 52, 53], england: [9, 50, 50, 50], isTotal: true }, 'cannot-be-known'],
  ['England against itself', { rule: 'better-than-england', own: [1, 1, 1, 1], england: [1, 1, 1, 1], isCountry: true }, 'cannot-be-known'],
  ['a break does not part two places in one year', { rule: 'better-than-england', own: [10, 51, 52, 53], england: [90, 50, 50, 50], breaks: ['2016/17'] }, 'kept'],
  ['the last year is not held yet', { rule: 'better-than-england', own: [10, 51, 52], england: [90, 50, 50] }, 'cannot-be-known'],

  ['at the lower of the two', { rule: 'not-above-lower-of', own: [9, 9, 9, 2], england: [9, 9, 9, 3], neighbours: [[0, 0, 0, 1], [0, 0, 0, 3]], from: null }, 'kept'],
  ['below England but above the neighbours’ mean', { rule: 'not-above-lower-of', own: [0, 0, 0, 2.5], england: [9, 9, 9, 3], neighbours: [[0, 0, 0, 1], [0, 0, 0, 3]], from: null }, 'not-kept'],
  ['above England, neighbours unknown: above the lower whichever that is', { rule: 'not-above-lower-of', own: [0, 0, 0, 4], england: [9, 9, 9, 3], neighbours: [[0, 0, 0, 'c']], from: null }, 'not-kept'],
  ['below England, neighbours unknown', { rule: 'not-above-lower-of', own: [0, 0, 0, 2], england: [9, 9, 9, 3], neighbours: [[0, 0, 0, 'c']], from: null }, 'cannot-be-known'],
  ['no neighbours at all', { rule: 'not-above-lower-of', own: [0, 0, 0, 2], england: [9, 9, 9, 3], from: null }, 'cannot-be-known'],

  ['falls each year', { rule: 'falls-each-year', own: [1, 5, 4, 3] }, 'kept'],
  ['rises once', { rule: 'falls-each-year', own: [9, 5, 6, 3] }, 'not-kept'],
  ['stands still once', { rule: 'falls-each-year', own: [9, 5, 5, 3] }, 'not-kept'],
  ['a year missing', { rule: 'falls-each-year', own: [9, 5, 'u', 3] }, 'cannot-be-known'],
  ['a break within', { rule: 'falls-each-year', own: [9, 5, 4, 3], breaks: ['2017/18'] }, 'cannot-be-known'],
  ['a break at its first year is no matter', { rule: 'falls-each-year', own: [9, 5, 4, 3], breaks: ['2015/16'] }, 'kept'],
  ['no earlier period named', { rule: 'falls-each-year', own: [9, 5, 4, 3], from: null }, 'cannot-be-known'],
  ['rises each year', { rule: 'rises-each-year', own: [9, 5, 6, 7] }, 'kept'],
  ['falls once', { rule: 'rises-each-year', own: [9, 5, 6, 5.9] }, 'not-kept'],
  ['a break within the rise', { rule: 'rises-each-year', own: [9, 5, 6, 7], breaks: ['2016/17'] }, 'cannot-be-known'],

  ['at least, to the dot', { rule: 'at-least', own: [0, 0, 0, 95], value: 95, from: null }, 'kept'],
  ['at least, missed', { rule: 'at-least', own: [99, 99, 99, 94.9], value: 95, from: null }, 'not-kept'],
  ['at least in every year', { rule: 'at-least', own: [0, 95, 94, 96], value: 95 }, 'not-kept'],
  ['at most', { rule: 'at-most', own: [9, 9, 9, 4], value: 5, from: null }, 'kept'],
  ['at most, missed', { rule: 'at-most', own: [9, 9, 9, 6], value: 5, from: null }, 'not-kept'],
  ['no value was promised', { rule: 'at-most', own: [9, 9, 9, 4], from: null }, 'cannot-be-known'],
  ['withheld', { rule: 'at-most', own: [9, 9, 9, 'c'], value: 5, from: null }, 'cannot-be-known'],

  ['a fifth off: 50 to 40', { rule: 'falls-by-share', own: [0, 50, 60, 40], value: 20 }, 'kept'],
  ['not quite a fifth: 50 to 40.5', { rule: 'falls-by-share', own: [0, 50, 60, 40.5], value: 20 }, 'not-kept'],
  ['grew', { rule: 'falls-by-share', own: [0, 50, 60, 70], value: 20 }, 'not-kept'],
  ['a break between', { rule: 'falls-by-share', own: [0, 50, 60, 40], value: 20, breaks: ['2016/17'] }, 'cannot-be-known'],
  ['nothing to fall from', { rule: 'falls-by-share', own: [0, 0, 0, 0], value: 20 }, 'cannot-be-known'],
]

test('each rule is kept, missed or left open as it should be', () => {
  for (const [what, given, verdict] of CASES) assert.equal(judge({ whyNotKnown: null }, [testOf(given)]).verdict, verdict, `${given.rule}: ${what}`)
})

test('one failed test is enough; one that is open leaves the whole open; none at all says why', () => {
  const kept: Given = { rule: 'at-least', own: [0, 0, 0, 95], value: 95, from: null }
  const missed: Given = { ...kept, own: [0, 0, 0, 94] }
  const open: Given = { ...kept, own: [0, 0, 0, 'c'] }
  const verdict = (...given: Given[]) => judge({ whyNotKnown: null }, given.map(testOf)).verdict
  assert.equal(verdict(kept, kept), 'kept')
  assert.equal(verdict(kept, open), 'cannot-be-known')
  assert.equal(verdict(open, missed, kept), 'not-kept')
  assert.deepEqual(judge({ whyNotKnown: 'It names no date.' }, []), { verdict: 'cannot-be-known', why: 'It names no date.', tests: [] })
})

test('a hole in time is not stepped over', () => {
  const whole = testOf({ rule: 'falls-each-year', own: [9, 5, 4, 3], from: '2014/15' })
  const holed = { ...whole, periods: whole.periods.filter(({ period }) => period.label !== '2016/17') }
  assert.equal(judge({ whyNotKnown: null }, [whole]).verdict, 'kept')
  const { verdict, why } = judge({ whyNotKnown: null }, [holed])
  assert.equal(verdict, 'cannot-be-known')
  assert.equal(why, 'Reading at 11: nothing is held for the time before 2017/18.')
})

test('the sentence gives the numbers that decided it', () => {
  const why = (given: Given) => judge({ whyNotKnown: null }, [testOf(given)]).why
  assert.equal(why({ rule: 'better-than-england', own: [10, 48, 51, 60], england: [90, 54, 50, 65] }), 'Reading at 11: Kelderby 48.0%, England 54.0% in 2015/16; 60.0%, England 65.0% in 2017/18. One of three steps held.')
  assert.equal(why({ rule: 'not-above-lower-of', own: [0, 0, 0, 3.3], england: [9, 9, 9, 2.9], neighbours: [[0, 0, 0, 2], [0, 0, 0, 3]], from: null }), 'Reading at 11: Kelderby 3.3% against 2.9% in England and 2.5%, the mean of 2 neighbours in 2017/18.')
  assert.equal(why({ rule: 'falls-each-year', own: [0, 1.4, 3.5, 3] }), 'Reading at 11: Kelderby up from 1.4% in 2015/16 to 3.5% in 2016/17. One of two steps held.')
  assert.equal(why({ rule: 'falls-by-share', own: [0, 50, 0, 40], value: 25 }), 'Reading at 11: Kelderby down from 50.0% in 2015/16 to 40.0% in 2017/18, by 20.0% of what it was.')
  assert.equal(why({ rule: 'falls-each-year', own: [9, 5, 4, 3], breaks: ['2017/18'] }), 'Reading at 11: 2017/18 cannot be compared with the time before: counted anew. One of two steps held.')
  assert.equal(why({ rule: 'at-least', own: [0, 0, 0, 'c'], value: 95, from: null }), 'Reading at 11: Kelderby has no figure: withheld to protect people in 2017/18.')
})
