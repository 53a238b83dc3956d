import { REGISTER_CODES } from '../attendance/codes.ts'
import { type Day, dayOf, schoolYear, sessionOf, yearOf } from './calendar.ts'
import type { CensusDay } from './census-tables.ts'
import type { Register } from './told-child.ts'

/** Sessions of some registers in a term. */
export interface Counted {
  possible: number | null
  /** Sessions by register code, those present left out. */
  counts: Map<string, number>
}

export const NONE: Counted = { possible: null, counts: new Map() }

export function countBetween(registers: readonly Register[], [from, until]: readonly [Day, Day]): Counted {
  const counts = new Map<string, number>()
  let possible = 0
  let any = false
  for (const { school, marks } of registers) {
    if (yearOf(from) !== school.year) continue
    for (let at = Math.max(0, sessionOf(school, from)); at <= Math.min(marks.length - 1, sessionOf(school, until) + 1); at += 1) {
      const code = BY_MARK[marks[at]!]
      if (!code) continue
      any = true
      if (code.class !== 'not-counted') possible += 1
      if (code.class !== 'present') counts.set(code.code, (counts.get(code.code) ?? 0) + 1)
    }
  }
  return { possible: any ? possible : null, counts }
}

export const BY_MARK = (() => {
  const all: ((typeof REGISTER_CODES)[number] | undefined)[] = Array.from({ length: 256 })
  for (const one of REGISTER_CODES) all[one.mark.charCodeAt(0)] = one
  return all
})()

/** The term a census collects the sessions and suspensions of, first to last day; in autumn the two parts of summer. */
export function termBefore({ term, year }: Pick<CensusDay, 'term' | 'year'>): [readonly [Day, Day], (readonly [Day, Day])?] {
  const { terms } = schoolYear(year - 1)
  if (term === 'spring') return [[terms.autumn.first, terms.autumn.last]]
  if (term === 'summer') return [[terms.spring.first, terms.spring.last]]
  return [[terms.summer.first, dayOf(`${year}-05-31`)], [dayOf(`${year}-06-01`), terms.summer.last]]
}

export function isOfTerm(census: CensusDay, day: Day) {
  const [first, second] = termBefore(census)
  return day >= first[0] && day <= (second ?? first)[1]
}
