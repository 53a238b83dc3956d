import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AskedFor, lateIn } from './plans-in-time.ts'

const asked = (one: Partial<AskedFor>): AskedFor => ({ placeId: 7, childId: 'c', asAt: '2026-01-15', received: '2025-06-02', issued: null, exception: false, outcome: 'Y', assessmentOutcome: 'A', ...one })

test('a request is open beyond its time from the 141st day on, and not where it ended', () => {
  // 28 August 2025 is 140 days before 15 January 2026, 27 August 141.
  assert.equal(lateIn([asked({ received: '2025-08-28' })]), null)
  assert.equal(lateIn([asked({ received: '2025-08-27' })])!.children, 1)
  for (const ended of [{ outcome: 'N', assessmentOutcome: null }, { outcome: 'W', assessmentOutcome: null }, { assessmentOutcome: 'N' }, { outcome: 'H', assessmentOutcome: 'H' }, { assessmentOutcome: 'Y', issued: '2025-12-01' }, { received: null }]) assert.equal(lateIn([asked(ended)]), null)
})

test('it says how many plans of the year before were in time, with both parts of each rate', () => {
  const found = lateIn([
    asked({}), asked({ outcome: 'A', assessmentOutcome: null }), asked({ received: '2025-01-01', assessmentOutcome: 'Y', issued: '2025-05-21' }), asked({ received: '2025-01-01', assessmentOutcome: 'Y', issued: '2025-05-22' }),
    asked({ received: '2025-01-01', assessmentOutcome: 'Y', issued: '2025-07-01', exception: true }),
  ])
  assert.equal(found!.message, '2 requests were open for more than 20 weeks on 15 January 2026. Of plans issued in 2025, 1 of 3 (33.3%) came within 20 weeks; leaving out exceptions, 1 of 2 (50%).')
  assert.equal(found!.placeId, 7)
})
