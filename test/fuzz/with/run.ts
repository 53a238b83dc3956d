import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { installed } from '../../../src/platform/installation.ts'
import { Chance } from './chance.ts'

export interface Try {
  /** What kind of answer it was, for the count. */
  answer: string
  /** What nothing explains; undefined where all is well. */
  unexplained?: string | undefined
  /** What to keep, by file name, so that it can be tried again. */
  kept?: (() => Record<string, Buffer | string>) | undefined
}

/** Tries until the time is up or an answer is unexplained; says how often, what was answered, and the seed. Answers the exit code. */
export async function fuzz(name: string, one: (chance: Chance, number: number) => Promise<Try>): Promise<number> {
  const { minutes, seed, alone } = asked()
  const answers = new Map<string, number>()
  const until = Date.now() + minutes * 60_000
  let number = alone === undefined ? 0 : alone - 1
  let told = Date.now()
  while (Date.now() < until && !(alone !== undefined && number >= alone)) {
    // Each try has its own chance, so that one can be had again without all before it.
    const tried = await one(new Chance(seed * 1_000_003 + number), number)
    number += 1
    answers.set(tried.answer, (answers.get(tried.answer) ?? 0) + 1)
    if (tried.unexplained !== undefined) return tellUnexplained(name, seed, number, tried)
    if (Date.now() - told > 15_000) {
      told = Date.now()
      console.error(`  ${number} tries`)
    }
  }
  const counts = [...answers].sort((a, b) => b[1] - a[1]).map(([answer, times]) => `${times} ${answer}`)
  console.log(`${name}: ${number} tries, seed ${seed}: ${counts.join(', ')}`)
  return 0
}

function asked() {
  const { values } = parseArgs({ options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string', default: String(Date.now() % 1_000_000) }, try: { type: 'string' } } })
  const [minutes, seed, alone] = [Number(values.minutes), Number(values.seed), values.try === undefined ? undefined : Number(values.try)]
  if (!(minutes > 0) || !Number.isInteger(seed) || seed < 0 || (alone !== undefined && !(Number.isInteger(alone) && alone > 0))) {
    console.error('bin/fuzz [NAME] [--minutes N] [--seed S] [--try T]: N a number above 0, S a whole number, T a try that is to be had again alone.')
    process.exit(2)
  }
  return { minutes, seed, alone }
}

function tellUnexplained(name: string, seed: number, number: number, { answer, unexplained, kept }: Try) {
  const folder = installed('.cache', 'fuzz', `${name}-${seed}-${number}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'answer.txt'), `${answer}\n${unexplained}\n`)
  for (const [file, bytes] of Object.entries(kept?.() ?? {})) writeFileSync(join(folder, file), bytes)
  console.log(`${name}: try ${number} of seed ${seed} is unexplained (${answer}): ${unexplained}`)
  console.log(`It is kept in ${folder}`)
  return 1
}
