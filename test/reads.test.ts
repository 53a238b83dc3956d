import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readsOfAll } from './reads-kit.ts'

test('database/queries.sql is what the queries ask (run scripts/write-reads.ts)', async () => {
  assert.equal(readFileSync('database/queries.sql', 'utf8'), await readsOfAll())
})
