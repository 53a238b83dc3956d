import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { installed } from '#platform'
import type { Counts } from './counts.ts'
import { toldOf } from './bring.ts'
import { writeKelderby } from './generate.ts'

interface Rates { rates: { rate: string; england: number }[] }

const { rates } = JSON.parse(readFileSync(installed('seed', 'kelderby-rates.json'), 'utf8')) as Rates
const ENGLAND = new Map(rates.map(({ rate, england }) => [rate, england]))

let folder: string
let counts: Counts
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'belong-calibration-'))
  counts = (await writeKelderby(join(folder, 'city'), toldOf({ pupils: 20_000, seed: 1, years: 1, until: '2026-07-31' }))).counts
})
after(() => rm(folder, { recursive: true, force: true }))

const onRoll = (name: string) => counts.of('on roll', '2026-1-spring', name)
const sessions = (name: string) => counts.of('sessions', '2025/26', name)
const sent = (name: string) => counts.of('suspensions', '2025/26', name)
const results = (name: string) => counts.of('results', '2025/26', name)
const care = (name: string) => counts.of('care', '2026-03-31', name)
const plans = (name: string) => counts.of('plans', '2026', name)
const groups = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, at) => onRoll(`year ${first + at}`)).reduce((sum, one) => sum + one, 0)
const percent = (part: number, whole: number) => (100 * part) / whole

/** Each rate of Kelderby, and by how much of England's it may differ: twenty thousand children scatter more where few are meant. */
const HELD: [rate: string, kelderby: () => number, within: number][] = [
  ['absence', () => percent(sessions('missed 5 to 15'), sessions('possible 5 to 15')), 0.1],
  ['absence-primary', () => percent(sessions('missed primary'), sessions('possible primary')), 0.1],
  ['absence-secondary', () => percent(sessions('missed secondary'), sessions('possible secondary')), 0.1],
  ['absence-special', () => percent(sessions('missed special'), sessions('possible special')), 0.25],
  ['persistent', () => percent(sessions('persistent 5 to 15'), sessions('enrolments 5 to 15')), 0.1],
  ['persistent-primary', () => percent(sessions('persistent primary'), sessions('enrolments primary')), 0.12],
  ['persistent-secondary', () => percent(sessions('persistent secondary'), sessions('enrolments secondary')), 0.12],
  ['severe', () => percent(sessions('severe 5 to 15'), sessions('enrolments 5 to 15')), 0.4],
  ['suspensions', () => percent(sent('SUSP') + sent('LNCH'), onRoll('headcount')), 0.2],
  ['suspensions-primary', () => percent(sent('suspensions primary'), groups(0, 6)), 0.35],
  ['suspensions-secondary', () => percent(sent('suspensions secondary'), groups(7, 13)), 0.2],
  ['suspended-once-secondary', () => percent(sent('children secondary'), groups(7, 13)), 0.2],
  ['permanent', () => percent(sent('PERM'), onRoll('headcount')), 0.6],
  ['free-meals-primary', () => percent(onRoll('free meals'), onRoll('headcount')), 0.12],
  ['plans', () => percent(onRoll('SEN E'), onRoll('headcount')), 0.12],
  ['sen-support', () => percent(onRoll('SEN K'), onRoll('headcount')), 0.1],
  ['gld', () => percent(results('good level of development'), results('EYFSP children')), 0.08],
  ['gld-free-meals', () => percent(results('good level of development, free meals'), results('EYFSP children, free meals')), 0.15],
  ['ks2-rwm', () => percent(results('expected in reading, writing and mathematics'), results('KS2 children')), 0.08],
  ['ks2-rwm-free-meals', () => percent(results('expected in reading, writing and mathematics, free meals'), results('KS2 children, free meals')), 0.2],
  ['ks2-rwm-sen-support', () => percent(results('expected in reading, writing and mathematics, SEN K'), results('KS2 children, SEN K')), 0.3],
  ['attainment-8', () => results('attainment 8') / results('KS4 children'), 0.08],
  ['attainment-8-free-meals', () => results('attainment 8, free meals') / results('KS4 children, free meals'), 0.12],
  ['looked-after', () => 100 * percent(care('looked after'), onRoll('headcount')), 0.4],
  ['in-need', () => 100 * percent(care('in need'), onRoll('headcount')), 0.3],
  ['plans-within-20-weeks', () => percent(plans('issued within 20 weeks'), plans('issued')), 0.25],
  ['requests-refused', () => percent(plans('refused'), plans('decided in the year')), 0.45],
]

test('Kelderby is like England: rate by rate, within the tolerance said for each', () => {
  const off = HELD.flatMap(([rate, kelderby, within]) => {
    const england = ENGLAND.get(rate)!
    const ours = kelderby()
    return Math.abs(ours - england) <= within * england ? [] : [`${rate}: ${ours.toFixed(2)} where England has ${england}, further off than ${within * 100} %`]
  })
  assert.deepEqual(off, [])
})

test('what hangs together in England hangs together in Kelderby', () => {
  const rwm = (group: string) => percent(results(`expected in reading, writing and mathematics, ${group}`), results(`KS2 children, ${group}`))
  assert.ok(rwm('no free meals') > rwm('free meals') + 10, 'the poor attain less')
  assert.ok(rwm('SEN N') > rwm('SEN K') && rwm('SEN K') > rwm('SEN E'), 'and so do those with needs, the more the less')
  const inCluster = (name: string, code: string) => counts.of('on roll', '2026-1-spring', name, code)
  const [deprived, well] = ['KB-C-BELL', 'KB-C-LARK'].map((code) => percent(inCluster('free meals', code), inCluster('headcount', code))) as [number, number]
  assert.ok(deprived > well + 15, `${deprived.toFixed(0)} % of the children of Bellfounders have free meals, of Larkrise ${well.toFixed(0)} %`)
})

function bytesOf(path: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(path, { recursive: true }).map(String).sort()) if (statSync(join(path, name)).isFile()) hash.update(name).update(readFileSync(join(path, name)))
  return hash.digest('hex')
}

test('the same seed gives the same bytes, another seed others', async () => {
  const write = async (name: string, seed: number) => {
    await writeKelderby(join(folder, name), toldOf({ pupils: 2000, seed, years: 2, until: '2026-02-12' }))
    return bytesOf(join(folder, name))
  }
  const [first, again, other] = [await write('one', 3), await write('two', 3), await write('three', 4)]
  assert.equal(first, again)
  assert.notEqual(first, other)
})

test('a child has the same past whenever it is told: what was known in February is what summer says of it', async () => {
  const marks = async (name: string, until: string) => {
    await writeKelderby(join(folder, name), toldOf({ pupils: 800, seed: 5, years: 1, until }))
    const lines = readFileSync(join(folder, name, 'attendance', 'attendance_2025-26.csv'), 'utf8').split('\r\n').slice(1, -1).map((line) => line.split(','))
    // Who left and came back has two rows.
    return Map.groupBy(lines, (cells) => `${cells[0]} ${cells[1]} ${cells[2]} ${cells[3]}`)
  }
  const [winter, summer] = [await marks('winter', '2026-02-12'), await marks('summer', '2026-07-31')]
  assert.ok(winter.size > 700)
  for (const [who, said] of winter) for (const [at, cells] of said.entries()) assert.ok(summer.get(who)?.[at]?.[6]!.startsWith(cells[6]!), `${who} has another past in summer`)
})
