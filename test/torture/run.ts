/** bin/torture [N] [--seed S]: kills Belong and its database N times each (50) during an import of the LAIT file. Takes about 10 seconds a kill. */
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { LAIT, moments, torture } from './kills.ts'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string' } } })
const each = Number(positionals[0] ?? 50)
const seed = Number(values.seed ?? Date.now() % 1_000_000)
if (!Number.isInteger(each) || each < 1 || !Number.isInteger(seed)) {
  console.error('bin/torture [N] [--seed S]: N kills each, a whole number; S a whole number.')
  process.exit(2)
}
if (!existsSync(LAIT)) {
  console.error(`There is no ${LAIT}, which is what the torture imports.`)
  process.exit(2)
}
console.log(`${each} kills of Belong and ${each} of its database; seed ${seed}`)
const outcomes = await torture(moments(each * 2, seed), (outcome, number) => {
  console.log(`${String(number).padStart(4)}  ${outcome.way.padEnd(15)}  ${outcome.victim.padEnd(8)}  at ${(outcome.share * 100).toFixed(0).padStart(3)}%  ${outcome.batch.padEnd(12)}  ${outcome.acknowledged} writes acknowledged  ${outcome.faults.join('; ') || 'well'}`)
})
const bad = outcomes.filter(outcome => outcome.faults.length > 0)
console.log(`${outcomes.length - bad.length} of ${outcomes.length} were survived: every acknowledged write there, nothing half there, the import done again to its end.`)
process.exit(bad.length === 0 ? 0 : 1)
