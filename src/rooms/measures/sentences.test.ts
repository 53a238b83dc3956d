import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gapSentence, headline, standing, trend } from './sentences.ts'

// Derby's published share of EHC plans issued within 20 weeks, 2016 to 2024 (DfE, Local Authority Interactive Tool).
const DERBY = said([16.9, 75.3, 11.7, 24.7, 23.1, 42.5, 25.3, 22.6, 14.0])
const on = { place: 'Derby', label: 'EHC plans issued within 20 weeks', unit: '%', decimals: 1, polarity: 'high' as const, england: 45.9, neighboursMean: 57.2 }

test('a measure’s headline gives the latest figure, England, and the way it goes', () => {
  assert.equal(headline({ ...on, points: DERBY }), 'Derby was at 14.0% in 2024: below England’s 45.9% and falling three years running')
})

test('without England the neighbours stand in; without either only the way is said', () => {
  assert.equal(headline({ ...on, points: DERBY, england: null }), 'Derby was at 14.0% in 2024: below its neighbours’ 57.2% and falling three years running')
  assert.equal(headline({ ...on, points: DERBY, england: null, neighboursMean: null }), 'Derby was at 14.0% in 2024: falling three years running')
})

test('equal as shown is level, whatever the further decimals say', () => {
  assert.equal(headline({ ...on, points: said([20, 10, 45.91]) }), 'Derby was at 45.9% in 2024: level with England’s 45.9%')
})

test('a missing latest figure is said, with its reason', () => {
  assert.equal(headline({ ...on, points: [...said([30, 22.6]), { period: '2025', value: null, missing: 'c' }], england: 49.1 }), 'Derby was at 22.6% in 2024, below England’s 49.1%; 2025 is withheld to protect people')
  assert.equal(headline({ ...on, points: [{ period: '2025', value: null, missing: 'x' }] }), 'Derby has no figure: not available')
  assert.equal(headline({ ...on, points: [] }), 'Derby has no figure for this measure')
})

test('one figure is said to be the only one', () => {
  assert.equal(headline({ ...on, points: said([14]), england: null, neighboursMean: null }), 'Derby was at 14.0% in 2024, its only figure so far')
})

test('units stand where they belong', () => {
  assert.equal(headline({ ...on, unit: '£', decimals: 0, points: said([900, 1234]), england: 1100 }), 'Derby was at £1,234 in 2024: above England’s £1,100')
  assert.equal(headline({ ...on, unit: 'days', decimals: 0, points: said([12, 12]), england: 9 }), 'Derby was at 12 days in 2024: above England’s 9 days')
})

test('standing says the change in points, the neighbours and the rank', () => {
  assert.equal(
    standing({ ...on, points: DERBY, rank: 137, of: 153 }),
    'Down 8.6 points from 22.6% in 2023. Its statistical neighbours were at 57.2% on average. Derby ranks 137th of 153 authorities, 1st being best.',
  )
})

const CASES: [string, (number | null)[], 'high' | 'low' | 'none', string, string][] = [
  ['two moves down where high is good', [5, 9, 7, 6], 'high', 'Worse', 'down two years running'],
  ['two moves down where low is good', [5, 9, 7, 6], 'low', 'Better', 'down two years running'],
  ['two moves down where neither is good', [5, 9, 7, 6], 'none', 'Down', 'down two years running'],
  ['one move', [5, 9, 7, 8], 'high', 'No clear change', 'up this time'],
  ['a record after one move', [5, 9, 7, 6, 10], 'high', 'Better', 'the highest of five'],
  ['a record of four counts too few', [9, 7, 6, 10], 'high', 'No clear change', 'up this time'],
  ['a tied record is none', [5, 10, 7, 6, 10], 'high', 'No clear change', 'up this time'],
  ['a standstill', [5, 9, 7, 7], 'high', 'No clear change', 'the same as the time before'],
  ['a missing latest', [5, 9, 7, null], 'high', 'Can’t be known', 'no figure for 2024: not available'],
  ['a gap before the latest', [5, 9, null, 7], 'high', 'Can’t be known', 'too few figures in a row'],
  ['nothing', [], 'high', 'Can’t be known', 'no figures'],
]
for (const [name, values, polarity, word, because] of CASES) {
  test(`trend: ${name}`, () => {
    const found = trend(said(values), polarity)
    assert.deepEqual([found.word, found.because], [word, because])
  })
}

const gap = { place: 'Derby', unit: '%', decimals: 1, polarity: 'high' as const, period: '2023/24', group: { label: 'EHC plan', value: 11.5, missing: null }, against: { label: 'No identified SEN', value: 51.2, missing: null } }

test('a gap is a distance with its sides, and says how it moved', () => {
  assert.equal(gapSentence(gap), 'EHC plan in Derby: 39.7 points below no identified SEN in 2023/24')
  assert.equal(gapSentence({ ...gap, before: -41 }), 'EHC plan in Derby: 39.7 points below no identified SEN in 2023/24; the gap narrowed from 41.0 points')
  assert.equal(gapSentence({ ...gap, group: { label: 'Girls', value: null, missing: 'c' } }), 'Derby: no figure for girls in 2023/24, withheld to protect people')
  assert.equal(gapSentence({ ...gap, group: { label: 'Girls', value: 51.2, missing: null }, before: -2 }), 'Girls in Derby: level with no identified SEN in 2023/24; the gap narrowed from 2.0 points')
})

/** Values of years that end in 2024. */
function said(values: (number | null)[]) {
  return values.map((value, at) => ({ period: `${2025 - values.length + at}`, value, missing: value === null ? 'x' : null }))
}
