import assert from 'node:assert/strict'
import { test } from 'node:test'
import { proposedReturns } from './proposal.ts'
import { isSchoolDay, schoolDaysAfter, schoolWeeks, schoolYearOf } from './school-days.ts'

test('a school year turns on 1 September', () => {
  assert.equal(schoolYearOf('2026-08-31'), 2025)
  assert.equal(schoolYearOf('2026-09-01'), 2026)
})

test('school days leave out weekends, half terms and Christmas, as a calendar on the wall has them', () => {
  assert.equal(isSchoolDay('2026-11-20'), true, 'a Friday in November')
  assert.equal(isSchoolDay('2026-11-21'), false, 'a Saturday')
  assert.equal(isSchoolDay('2026-10-28'), false, 'in half term')
  assert.equal(isSchoolDay('2026-12-25'), false)
  // Counted by hand: Mon 23 Nov is the first, Fri 4 December the tenth.
  assert.equal(schoolDaysAfter('2026-11-20', 10), '2026-12-04')
  // From Thursday 17 December: Friday 18 is the first; then schools open on Monday 4 January, and Thursday 14 January is the tenth.
  assert.equal(schoolDaysAfter('2026-12-17', 10), '2027-01-14')
})

test('a school year has about 39 weeks in which schools open', () => {
  const weeks = schoolWeeks(2025)
  assert.equal(weeks[0], '2025-09-01')
  assert.equal(weeks.at(-1), '2026-07-20')
  assert.ok(!weeks.includes('2025-10-27') && !weeks.includes('2025-12-22'))
  assert.ok(weeks.length >= 38 && weeks.length <= 40, String(weeks.length))
})

test('what is proposed for 2026/27 has the days DfE’s rules give', () => {
  const proposed = proposedReturns(2026)
  const of = (series: string) => proposed.filter((one) => one.series === series)
  // First Thursday of October 2026 is the 1st, third of January 2027 the 21st, third of May 2027 the 20th.
  assert.deepEqual(of('school-census').map(({ period, coversFrom, dueOn }) => [period, coversFrom, dueOn]), [
    ['2026-3-autumn', '2026-10-01', '2026-10-22'], ['2027-1-spring', '2027-01-21', '2027-02-11'], ['2027-2-summer', '2027-05-20', '2027-06-10'],
  ])
  assert.deepEqual(of('ssda903').map(({ label, coversFrom, coversUntil, dueOn }) => [label, coversFrom, coversUntil, dueOn]), [['Year to 31 March 2027', '2026-04-01', '2027-03-31', '2027-06-30']])
  assert.deepEqual(of('attainment').map(({ coversUntil, dueOn }) => [coversUntil, dueOn]), [['2026-08-31', '2026-10-31']])
  assert.deepEqual(of('suspensions').map(({ period, dueOn }) => [period, dueOn]), [['2026-2-summer', '2026-09-14'], ['2026-3-autumn', '2027-01-14'], ['2027-1-spring', '2027-04-14']], 'that of the summer falls due after the holidays')
  const week = of('attendance').find(({ period }) => period === '2026-11-16')!
  assert.deepEqual([week.coversUntil, week.dueOn], ['2026-11-22', '2026-11-26'])
  assert.ok(proposed.every(({ dueOn }) => dueOn >= '2026-09-01' && dueOn <= '2027-08-31'))
})
