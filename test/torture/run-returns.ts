/** bin/torture returns [N] [--pupils P] [--seed S] [--full-disk]: disturbs the giving of a city's returns N times (20), by killing or by filling the disk. */
import { parseArgs } from 'node:util'
import { cannotMount } from './disk.ts'
import { moments } from './moment.ts'
import { type Outcome, tortureReturns } from './returns.ts'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string' }, pupils: { type: 'string' }, 'full-disk': { type: 'boolean' } } })
const count = Number(positionals[0] ?? 20)
const seed = Number(values.seed ?? Date.now() % 1_000_000)
const pupils = Number(values.pupils ?? 300)
const isDisk = values['full-disk'] === true
if (![count, pupils].every(one => Number.isInteger(one) && one > 0) || pupils < 300 || !Number.isInteger(seed)) {
  console.error('bin/torture returns [N] [--pupils P] [--seed S] [--full-disk]: N moments, P pupils from 300 on, S a seed; whole numbers.')
  process.exit(2)
}
if (isDisk && cannotMount()) {
  console.error(cannotMount())
  process.exit(2)
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
console.log(`${count} moments at which ${isDisk ? 'the disk is full' : 'Belong or its database is killed'} while the returns of ${pupils.toLocaleString('en-GB')} pupils are given; seed ${seed}`)
const outcomes = await tortureReturns(moments(count, seed, isDisk), { pupils, seed }, (outcome, number) => console.log(lineOf(outcome, number)))
const bad = outcomes.filter(outcome => outcome.faults.length > 0)
console.log(`${outcomes.length - bad.length} of ${outcomes.length} were survived: nothing acknowledged lost, nothing doubled, nothing half there, gone on to the end, and taken back as before.`)
process.exit(bad.length === 0 ? 0 : 1)

function lineOf({ way, victim, when, gifts, acknowledged, told, faults }: Outcome, number: number) {
  const at = 'share' in when ? `at ${(when.share * 100).toFixed(0).padStart(3)}%` : when.at
  const said = told.length ? `  said: ${told.map(one => `“${one}”`).join(' ')}` : ''
  return `${String(number).padStart(4)}  ${way.padEnd(15)}  ${victim.padEnd(8)}  ${at}  ${gifts}  ${acknowledged} writes acknowledged${said}  ${faults.join('; ') || 'well'}`
}
