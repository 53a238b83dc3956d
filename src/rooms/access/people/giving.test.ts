import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayAfter } from '#kernel'
import { ROLES, type Verb } from '../verbs.ts'
import { dayOf, firstMoment, lastDayOf, momentAfter, yearAfter } from './days.ts'
import { type AreaRole, whyNotGive } from './giving.ts'

const role = (name: string): AreaRole => {
  const { label, about, givenFor, givenBy = 'people:manage', givenLocally = false, verbs } = ROLES[name]!
  return { role: name, label, about, givenFor, givenBy, givenLocally, version: 1, verbs }
}
const giver = (name: string, whole = false) => ({ whole, verbs: new Set<Verb>(ROLES[name]!.verbs) })

test('a head gives the roles of the school, and none that may do more than a head', () => {
  for (const [name, may] of Object.entries({ head: true, senco: true, 'board-member': true, family: true, officer: false, director: false, 'programme-manager': false, administrator: false, dpo: false, analyst: false })) {
    assert.equal(whyNotGive(giver('head'), role(name)) === null, may, name)
  }
})

test('an administrator gives any role at a place, seeing no child by it', () => {
  for (const [name, { givenFor }] of Object.entries(ROLES)) assert.equal(whyNotGive(giver('administrator', true), role(name)) === null, givenFor === 'place', name)
})

test('whoever looks after nobody gives nothing', () => {
  for (const name of Object.keys(ROLES)) assert.notEqual(whyNotGive(giver('officer'), role(name)), null, name)
})

// The clocks of 2026 go forward on 29 March and back on 25 October (gov.uk/when-do-the-clocks-change).
test('days begin and end as in London, whatever the clocks do', () => {
  for (const [day, begins, over] of [
    ['2026-01-15', '2026-01-15T00:00:00.000Z', '2026-01-16T00:00:00.000Z'], ['2026-07-01', '2026-06-30T23:00:00.000Z', '2026-07-01T23:00:00.000Z'],
    ['2026-03-29', '2026-03-29T00:00:00.000Z', '2026-03-29T23:00:00.000Z'], ['2026-10-25', '2026-10-24T23:00:00.000Z', '2026-10-26T00:00:00.000Z'],
  ] as const) {
    assert.deepEqual([firstMoment(day).toISOString(), momentAfter(day).toISOString(), dayOf(firstMoment(day)), lastDayOf(momentAfter(day))], [begins, over, day, day])
  }
  assert.deepEqual([dayAfter('2026-12-31'), yearAfter('2026-09-01'), yearAfter('2028-02-29')], ['2027-01-01', '2027-09-01', '2029-03-01'])
})
