import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { academicYear, calendarYear } from '#kernel'
import { change, gap, middleHalf, neighbourMean, quartile, rank } from './comparators.ts'

test('the neighbours’ mean is plain, over those that have a value', () => {
  assert.deepEqual(neighbourMean([10, 20, null, 60]), { value: 30, reporting: 3 })
  assert.deepEqual(neighbourMean([null, null]), { value: null, reporting: 0 })
  assert.deepEqual(neighbourMean([0, 0]), { value: 0, reporting: 2 })
})

test('ties share the lowest rank: 1, 2, 2, 4', () => {
  const all = [5, 7, 7, 9]
  assert.deepEqual(all.map((value) => rank(value, all, 'low')), [1, 2, 2, 4])
  assert.deepEqual(all.map((value) => rank(value, all, 'high')), [4, 2, 2, 1])
  assert.equal(rank(5, all, 'none'), null)
})

test('a value on a cut point belongs to the lower-number side; High mirrors Low', () => {
  // Cut points of 1…5 by R type 7 are 2, 3 and 4.
  const all = [1, 2, 3, 4, 5]
  assert.deepEqual(all.map((value) => quartile(value, all, 'low')), ['A', 'A', 'B', 'C', 'D'])
  assert.deepEqual(all.map((value) => quartile(value, all, 'high')), ['D', 'D', 'C', 'B', 'A'])
  assert.equal(quartile(1, all, 'none'), null)
})

test('change needs a value in the directly preceding period', () => {
  const points = [
    { period: academicYear(2018), value: 4 }, { period: academicYear(2019), value: null }, { period: academicYear(2021), value: 7.6 }, { period: academicYear(2022), value: 7.4 },
  ]
  assert.deepEqual(points.map((_, at) => change(points, at)), [null, null, null, -0.2])
  assert.equal(change([{ period: calendarYear(2023), value: 1 }, { period: calendarYear(2024), value: null }], 1), null)
})

test('a gap has its sign, its ratio and its way', () => {
  assert.deepEqual(gap(30, 60, 32, 60), { difference: -30, ratio: 0.5, trend: 'wider' })
  assert.deepEqual(gap(30, 60, 20, 60), { difference: -30, ratio: 0.5, trend: 'narrower' })
  assert.deepEqual(gap(30, 0, null, 0), { difference: 30, ratio: null, trend: null })
  assert.deepEqual(gap(null, 60, 1, 2), { difference: null, ratio: null, trend: null })
})

test('the middle half needs three', () => {
  assert.equal(middleHalf([1, null, 3]), null)
  assert.deepEqual(middleHalf([1, 2, 3, 4, 5]), { low: 2, high: 4 })
})

test('laws: a better value never ranks or bands worse; the mean lies between the ends', () => {
  const values = fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), { minLength: 2, maxLength: 160 })
  fc.assert(
    fc.property(values, fc.constantFrom('high' as const, 'low' as const), (list, polarity) => {
      const sorted = Float64Array.from(list).sort()
      const best = polarity === 'high' ? [...sorted].reverse() : [...sorted]
      const ranks = best.map((value) => rank(value, sorted, polarity)!)
      const bands = best.map((value) => quartile(value, sorted, polarity)!)
      assert.equal(ranks[0], 1)
      for (let i = 1; i < best.length; i += 1) assert.ok(ranks[i]! >= ranks[i - 1]! && bands[i]! >= bands[i - 1]!)
      const { value } = neighbourMean(list)
      assert.ok(value! >= sorted[0]! - 1e-6 && value! <= sorted.at(-1)! + 1e-6)
    }),
  )
})
