import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readsOfAll } from './reads-kit.ts'

test('database/queries.sql is what the queries ask (run scripts/write-reads.ts)', async () => {
  assert.equal(readFileSync('database/queries.sql', 'utf8'), await readsOfAll())
})

/** Lost work and spent keys of every area, which the platform does not know by name. */
const HOUSEKEEPING = new Set(['src/platform/work.ts', 'src/platform/workshop.ts', 'src/platform/once.ts'])

test('area_id is asked for by name in every statement: never as a range, which would go to every machine', () => {
  const sources = ['src', 'migrations', 'scripts'].flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`))
  for (const file of sources.filter((one) => /\.(tsx?|sql)$/.test(one) && !HOUSEKEEPING.has(one))) {
    assert.doesNotMatch(readFileSync(file, 'utf8'), /area_id'?,?\s*'?(>=|>|<|<=|<>|!=)(\s|')/, file)
  }
})
