import assert from 'node:assert/strict'
import { test } from 'node:test'
import { categoryOf, isReasonOf } from './codes.ts'
import { type Counted, runningDays, termOf } from './running-days.ts'

const susp = (starts: string, sessions: number | null, category: Counted['category'] = 'SUSP'): Counted => ({ starts, sessions, category })
const totals = (...suspensions: Counted[]) => runningDays(suspensions).map(({ daysInTerm, daysInYear, board, isOverYear }) => [daysInTerm, daysInYear, board, isOverYear])

test('days of a term and a year are added up as they come, half days counted, and a lunchtime is half a day', () => {
  assert.deepEqual(totals(susp('2025-01-13', 6), susp('2024-11-04', 9), susp('2025-03-03', 1, 'LNCH'), susp('2025-03-10', null, 'LNCH')), [
    [4.5, 4.5, 'none', false],
    [3, 7.5, 'none', false],
    [3.5, 8, 'none', false],
    [4, 8.5, 'none', false],
  ])
})

test('five days oblige to nothing, five and a half to meet if asked, fifteen still so, fifteen and a half to meet', () => {
  assert.deepEqual(totals(susp('2024-09-10', 10), susp('2024-10-01', 1), susp('2024-11-01', 19), susp('2024-12-02', 1)).map(([days, , board]) => [days, board]), [
    [5, 'none'],
    [5.5, 'if-asked'],
    [15, 'if-asked'],
    [15.5, 'meet'],
  ])
  assert.deepEqual(totals(susp('2024-12-02', 28), susp('2025-01-06', 10)).map(([days, , board]) => [days, board]), [[14, 'if-asked'], [5, 'none']], 'a new term begins anew')
})

test('forty-five days of a school year are lawful, the half day after them is not, and September begins anew', () => {
  const year = [susp('2024-09-10', 30), susp('2025-01-13', 30), susp('2025-05-12', 30)]
  assert.deepEqual(totals(...year, susp('2025-07-01', 1, 'LNCH'), susp('2025-09-08', 2)).map(([, days, , isOver]) => [days, isOver]), [[15, false], [30, false], [45, false], [45.5, true], [1, false]])
})

test('a permanent exclusion has no end and no days, and the board meets', () => {
  assert.deepEqual(totals(susp('2025-01-13', 10), susp('2025-02-03', null, 'PERM')), [[5, 5, 'none', false], [5, 5, 'meet', false]])
})

test('terms are cut at the end of December, March and August', () => {
  assert.deepEqual(['2024-09-01', '2024-12-31', '2025-01-01', '2025-03-31', '2025-04-01', '2025-08-31'].map((day) => termOf(day).period), [
    '2024-3-autumn', '2024-3-autumn', '2025-1-spring', '2025-1-spring', '2025-2-summer', '2025-2-summer',
  ])
})

test('reasons are those of the year, and FIXD is SUSP', () => {
  assert.deepEqual([['OT', 2019], ['OT', 2020], ['OW', 2019], ['OW', 2020], ['PP', 2010], ['XX', 2024], ['toString', 2024]].map(([code, year]) => isReasonOf(code as string, year as number)),
    [true, false, false, true, true, false, false])
  assert.deepEqual(['FIXD', 'susp', 'Permanent exclusion', 'LNCH', 'fixed-term exclusion', '', 'other'].map(categoryOf), ['SUSP', 'SUSP', 'PERM', 'LNCH', 'SUSP', undefined, undefined])
})
