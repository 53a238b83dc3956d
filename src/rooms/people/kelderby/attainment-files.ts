import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { nameOfYear, schoolYear } from './calendar.ts'
import type { Counts } from './counts.ts'
import type { Told } from './families.ts'
import { upnOn } from './identity.ts'
import { Lines } from './lines.ts'
import { assessedFrom, attainment8, GOALS, GOALS_NEEDED, type Result, resultsOf } from './results.ts'
import { senOn, holdsOn } from './support.ts'
import type { ToldChild } from './told-child.ts'

const STAGES = { EYFSP: 'eyfsp', phonics: 'phonics', KS2: 'ks2', KS4: 'ks4' } as const

/** Writes results in the long form (docs/returns.md), a file for each stage and year. */
export class AttainmentFiles {
  private readonly files = new Map<string, Lines>()
  private readonly counts: Counts
  private readonly told: Told

  constructor(folder: string, told: Told, counts: Counts) {
    this.counts = counts
    this.told = told
    mkdirSync(join(folder, 'attainment'), { recursive: true })
    for (let year = told.firstYear; year <= told.lastYear; year += 1) {
      if (schoolYear(year).last > told.until) continue
      for (const [stage, name] of Object.entries(STAGES)) {
        const lines = new Lines(join(folder, 'attainment', `${name}_${year + 1}.csv`))
        lines.row(['upn', 'laestab', 'year', 'stage', 'subject', 'component', 'result'])
        this.files.set(`${stage} ${year}`, lines)
      }
    }
  }

  write(one: ToldChild) {
    for (let year = this.told.firstYear; year <= this.told.lastYear; year += 1) {
      const day = assessedFrom(year)
      const stay = one.path.stays.find(({ from, to, isSecond }) => !isSecond && from <= day && (to === null || to >= day))
      const results = stay ? resultsOf(one.child, year - one.child.cohort, this.told) : []
      const file = results.length ? this.files.get(`${results[0]!.stage} ${year}`) : undefined
      if (!stay || !file) continue
      for (const { stage, subject, component, result } of results) file.row([upnOn(one.identity, day), stay.est.laestab, year + 1, stage, subject, component, result])
      const add = tallyOf(results)
      const groups = [`SEN ${senOn(one.child, one.support, day)}`, holdsOn(one.support.freeMeals, day) ? 'free meals' : 'no free meals']
      const byGroup = groups.flatMap((group) => Object.entries(add).map(([name, value]) => [`${name}, ${group}`, value] as const))
      this.counts.add('results', nameOfYear(year), day, stay.est, { ...add, ...Object.fromEntries(byGroup) })
    }
  }

  close() {
    for (const lines of this.files.values()) lines.close()
  }
}

function tallyOf(results: readonly Result[]): Record<string, number> {
  const [{ stage }] = results as [Result]
  const add = { [`${stage} children`]: 1, [`${stage} results`]: results.length }
  if (stage === 'EYFSP') return { ...add, 'good level of development': results.every(({ subject, result }) => result === '2' || GOALS.indexOf(subject) >= GOALS_NEEDED) ? 1 : 0 }
  if (stage === 'phonics') return { ...add, 'phonics met': Number(results[0]!.result) >= 32 ? 1 : 0 }
  if (stage === 'KS4') return { ...add, 'attainment 8': attainment8(results) }
  const by = new Map(results.map(({ subject, result }) => [subject, result]))
  const met = (subject: string) => Number(by.get(subject)) >= 100
  return { ...add, 'expected in reading, writing and mathematics': met('REA') && met('MAT') && ['EXS', 'GDS'].includes(by.get('WRI')!) ? 1 : 0 }
}
