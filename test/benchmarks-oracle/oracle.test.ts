import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { type Benchmark, oracle } from './oracle.ts'

const shared = (path: string) => fileURLToPath(new URL(`../../../shared/${path}`, import.meta.url))
const skip = existsSync(shared('data/lait')) && existsSync(shared('checks/benchmarks.csv')) ? false : 'the files are not here'

test('the oracle agrees with the benchmarks worked out elsewhere: 434 columns of twelve authorities', { skip }, async () => {
  const { benchmark } = await oracle(shared('data/lait'))
  const expected = parse(readFileSync(shared('checks/benchmarks.csv')), { columns: true }) as Record<string, string>[]
  const wrong = expected.flatMap((row) => {
    const came = benchmark(row['measure']!, row['place']!)
    return FIELDS.filter((field) => !agrees(row[field]!, row['period'] === '' ? null : came[field])).map(
      (field) => `${row['measure']} ${row['place']} ${field}: expected ${row[field]}, came ${came[field]}`,
    )
  })
  assert.equal(expected.length, 434 * 12)
  assert.deepEqual(wrong.slice(0, 10), [])
})

const FIELDS = ['value', 'neighbours', 'reporting', 'rank', 'of', 'quartile', 'england', 'period'] as const

/** The expected figures are printed to ten significant digits. */
function agrees(expected: string, came: Benchmark[(typeof FIELDS)[number]]) {
  if (expected === '' || came === null) return expected === '' && (came === null || came === '')
  return typeof came === 'string' ? came === expected : Math.abs(came - Number(expected)) <= 5.01e-10 * Math.abs(came)
}
