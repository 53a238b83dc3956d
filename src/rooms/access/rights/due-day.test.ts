import assert from 'node:assert/strict'
import { test } from 'node:test'
import { monthsAfter } from './due-day.ts'

test('a month ends on the same day of the next, or on its last where it is shorter', () => {
  // The first three are the Information Commissioner's own examples of how the month is counted.
  const cases: [string, number, string][] = [
    ['2026-09-03', 1, '2026-10-03'], ['2026-03-31', 1, '2026-04-30'], ['2026-01-31', 1, '2026-02-28'], ['2028-01-31', 1, '2028-02-29'], ['2028-01-30', 1, '2028-02-29'],
    ['2026-12-31', 1, '2027-01-31'], ['2026-11-30', 3, '2027-02-28'], ['2026-01-31', 3, '2026-04-30'], ['2026-12-01', 3, '2027-03-01'],
  ]
  for (const [asked, months, due] of cases) assert.equal(monthsAfter(asked, months), due, `${months} after ${asked}`)
})
