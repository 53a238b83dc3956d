import assert from 'node:assert/strict'
import { test } from 'node:test'
import { academicYear, calendarYear } from '#kernel'
import type { Polarity } from './published-set.ts'
import { trendOf } from './trend.ts'

const yearly = (from: number, values: (number | null)[]) => values.map((value, at) => ({ period: calendarYear(from + at), value }))

const CASES: [name: string, values: (number | null)[], polarity: Polarity, kind: string | null, because: string][] = [
  ['two moves the same way are a trend', [10, 12, 14], 'high', 'better', 'up 2 years running'],
  ['the same moves are bad where lower is better', [10, 12, 14], 'low', 'worse', 'up 2 years running'],
  ['only the latest run counts', [50, 60, 40, 30, 20], 'high', 'worse', 'down 3 years running'],
  ['one move is no trend', [10, 8, 9], 'high', 'steady', 'up this time, after falling'],
  ['one move to a record over five figures is', [5, 4, 5, 4, 6], 'high', 'better', 'the highest of 5 figures'],
  ['a record over four is not', [5, 4, 5, 6], 'low', 'worse', 'up 2 years running'],
  ['no move', [5, 7, 7], 'high', 'steady', 'the same as the period before'],
  ['no direction is judged nothing', [5, 6, 7], 'none', null, 'up 2 years running'],
  ['a missing year breaks the run', [5, null, 7], 'high', 'doubt', 'no figure for the period before'],
  ['one figure', [5], 'high', 'doubt', 'no figure for the period before'],
  ['no figure', [null, null], 'high', 'doubt', 'no figure'],
  ['what follows the last figure is not counted', [5, 6, 7, null], 'high', 'better', 'up 2 years running'],
]

for (const [name, values, polarity, kind, because] of CASES) {
  test(`trend: ${name}`, () => assert.deepEqual(trendOf(yearly(2018, values), polarity), { kind, because }))
}

test('trend: years that do not follow one another are no run', () => {
  const points = [2015, 2017, 2019].map((year, at) => ({ period: academicYear(year), value: at }))
  assert.equal(trendOf(points, 'high').kind, 'doubt')
})
