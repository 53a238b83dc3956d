import assert from 'node:assert/strict'
import { test } from 'node:test'
import { overInWords, overOn, standingInWords, standingOf, type Over } from './standing.ts'

const TODAY = '2026-11-22'
const ENDED: Over = { what: 'ended', on: '2010-12-31' }

test('an action stands where its state, its day and the life of its plan put it', () => {
  // state, what was said, due, over, expected kind, days (counted on a calendar by hand), words
  const cases: [string, string | null, string | null, Over | null, string, number | null, string][] = [
    ['not-started', null, '2026-11-21', null, 'late', -1, '1 day late'],
    ['under-way', 'Begun', '2026-10-31', null, 'late', -22, '22 days late'],
    ['not-started', null, '2026-11-22', null, 'soon', 0, 'Due today'],
    ['not-started', null, '2026-11-23', null, 'soon', 1, 'Due tomorrow'],
    ['under-way', 'Begun', '2026-12-23', null, 'soon', 31, 'Due in 31 days'],
    ['under-way', 'Begun', '2026-12-24', null, 'open', 32, 'Under way'],
    ['not-started', null, null, null, 'undated', null, 'Not started, ongoing'],
    ['done', 'Signed off', '2020-01-01', null, 'done', null, 'Done'],
    ['dropped', 'No money', '2020-01-01', null, 'dropped', null, 'Dropped'],
    ['not-started', null, '2010-04-30', ENDED, 'unreported', null, 'Not known'],
    ['not-started', null, null, ENDED, 'unreported', null, 'Not known'],
    ['under-way', 'Half of it', '2010-04-30', ENDED, 'left-open', null, 'Under way when its plan was over'],
    ['done', 'Signed off', '2010-04-30', ENDED, 'done', null, 'Done'],
  ]
  for (const [state, reason, due, over, kind, days, words] of cases) {
    const action = { state, reason, due, dueWords: due === null ? 'Ongoing' : null, over }
    const standing = standingOf(action, TODAY)
    assert.deepEqual(standing, { kind, days }, `${state} due ${due}`)
    assert.equal(standingInWords(standing, action), words)
  }
})

test('days are counted by the calendar, not the clock: none is lost when the clocks change', () => {
  // 26 October 2025 and 29 March 2026 are Sundays on which the clocks of London change.
  assert.equal(standingOf({ state: 'under-way', reason: 'x', due: '2025-10-27', dueWords: null, over: null }, '2025-10-25').days, 2)
  assert.equal(standingOf({ state: 'under-way', reason: 'x', due: '2026-03-28', dueWords: null, over: null }, '2026-03-30').days, -2)
})

test('a plan is over from the day after its last, when it is retired, or when its priority is closed', () => {
  const none = { closedOn: null, retiredOn: null, ends: null }
  assert.equal(overOn(none, TODAY), null)
  assert.equal(overOn({ ...none, ends: '2026-11-22' }, TODAY), null, 'on its last day it is not over')
  assert.deepEqual(overOn({ ...none, ends: '2026-11-21' }, TODAY), { what: 'ended', on: '2026-11-21' })
  assert.deepEqual(overOn({ ...none, ends: '2030-01-01', retiredOn: '2026-05-01' }, TODAY), { what: 'retired', on: '2026-05-01' })
  assert.deepEqual(overOn({ ...none, closedOn: '2026-06-01' }, TODAY), { what: 'closed', on: '2026-06-01' })
})

test('what nobody reported says why it is not known', () => {
  assert.equal(overInWords(ENDED, 'unreported', () => '31 December 2010'), 'Not known whether it was done: the plan ended on 31 December 2010 and nobody recorded it')
})
