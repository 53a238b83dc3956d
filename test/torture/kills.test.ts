import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { LAIT, type Moment, torture } from './kills.ts'

/** A few moments of bin/torture: before, in and just after the commit of an import that takes about three seconds. */
const MOMENTS: Moment[] = [
  { way: 'command', victim: 'importer', share: 0.6 },
  { way: 'beside a server', victim: 'server', share: 0.7 },
  { way: 'command', victim: 'database', share: 0.8 },
  { way: 'beside a server', victim: 'database', share: 0.5 },
]

test('nothing is lost or half done when Belong or its database is killed during an import', { skip: existsSync(LAIT) ? false : 'the LAIT file is not here' }, async () => {
  for (const outcome of await torture(MOMENTS, () => {})) assert.deepEqual(outcome.faults, [], `${outcome.victim} killed at ${outcome.share} (${outcome.way})`)
})
