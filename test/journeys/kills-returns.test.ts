import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cannotMount } from '../torture/disk.ts'
import type { Moment } from '../torture/moment.ts'
import { tortureReturns } from '../torture/returns.ts'

/** A few moments of `bin/torture returns`: where the server reads in the background, copies facts in, and works out what follows from them. */
const KILLS: Moment[] = [
  { way: 'web', victim: 'server', when: { at: 'read' } },
  { way: 'web', victim: 'server', when: { at: 'write', table: 'people.statement' } },
  { way: 'web', victim: 'server', when: { at: 'write', table: 'people.enrolment' } },
]
const FULL: Moment = { way: 'command', victim: 'disk', when: { at: 'write', table: 'people.attendance' } }

test('returns are wholly in or not at all, and go on by themselves, when the server is killed or the disk is full', async () => {
  const cannot = cannotMount()
  if (cannot) console.log(`${cannot}: the full disk is left out.`)
  for (const { way, victim, when, faults } of await tortureReturns([...KILLS, ...(cannot ? [] : [FULL])], { pupils: 300, seed: 1 }, () => {})) {
    assert.deepEqual(faults, [], `${victim} at ${JSON.stringify(when)} (${way})`)
  }
})
