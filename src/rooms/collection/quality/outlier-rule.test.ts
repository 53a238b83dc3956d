import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { judge, median, type Share } from './outlier-rule.ts'

const shares = (of: number, ...values: number[]): Share[] => values.map((value) => ({ value, of }))

test('a share far from a setting’s own last three stands out; one within chance of them does not', () => {
  // 18 of 100 three times, then 40: 22 points away, where chance at 18% of 100 is 3.8 points, four times 15.4.
  assert.equal(judge({ value: 40, of: 100 }, shares(100, 18, 18, 18), [])?.beside, 'itself')
  assert.equal(judge({ value: 30, of: 100 }, shares(100, 18, 18, 18), []), null, '12 points away is within four times chance')
  assert.equal(judge({ value: 40, of: 100 }, shares(100, 18, 41, 30), []), null, 'its own returns go up and down as much')
})

test('fewer than five children make no outlier', () => {
  assert.equal(judge({ value: 4, of: 4 }, shares(40, 0, 0, 0), []), null)
})

test('beside others of its kind it needs eight of them, and one odd one among them changes nothing', () => {
  const others = shares(200, 30, 32, 34, 36, 30, 33, 35, 199)
  assert.equal(judge({ value: 100, of: 200 }, [], others)?.beside, 'others')
  assert.equal(judge({ value: 100, of: 200 }, [], others.slice(1)), null)
  assert.equal(judge({ value: 38, of: 200 }, [], others), null)
})

test('what has stood apart all along is how the setting is', () => {
  const others = shares(200, 30, 32, 34, 36, 30, 33, 35, 31)
  assert.equal(judge({ value: 120, of: 200 }, shares(200, 118, 121), others), null)
  assert.equal(judge({ value: 120, of: 200 }, shares(200, 33, 35), others)?.beside, 'others')
})

test('the same share as always never stands out, in any size and any order of the others', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 2000 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 20 }), (of, share, others) => {
    const value = Math.round(of * share)
    assert.equal(judge({ value, of }, shares(of, value, value, value), shares(100, ...others)), null)
    const now = { value: 90, of: 100 }
    assert.deepEqual(judge(now, [], shares(100, ...others)), judge(now, [], shares(100, ...others.toReversed())))
  }))
})

test('the median of an even number is between the two in the middle', () => {
  assert.equal(median([4, 1, 3, 2]), 2.5)
  assert.equal(median([9, 1, 5]), 5)
})
