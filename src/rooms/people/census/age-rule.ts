import type { CensusPupil } from './pupil.ts'
import { pupilAt, type Saying } from './saying.ts'

/** The age on the first day of the school year that goes with a year group: nursery 3, reception 4, year 1 five. E and X say nothing of age. */
export function usualAge(yearGroup: string): number | null {
  if (/^\d{1,2}$/.test(yearGroup)) return Number(yearGroup) + 4
  return ({ R: 4, N2: 3, N1: 2 } as Record<string, number>)[yearGroup] ?? null
}

/** Ages that do not go with the year group: more than one year off in mainstream years, by the school year the census is in. */
export function checkAge(saying: Saying, pupil: CensusPupil, born: string | null) {
  const yearGroup = pupil.cells.yearGroup
  const usual = yearGroup ? usualAge(yearGroup) : null
  if (born === null || usual === null) return
  const age = ageAtStart(born, saying.span.asAt)
  if (Math.abs(age - usual) > 1) saying.findings.find('birth-not-of-age', pupilAt(saying, pupil, 'born', born), { age, year: yearGroup! })
}

/** Whole years on 31 August before the school year that a day is in. */
export function ageAtStart(born: string, day: string): number {
  const starts = Number(day.slice(0, 4)) - (day.slice(5) >= '09-01' ? 0 : 1)
  return starts - Number(born.slice(0, 4)) - (born.slice(5) > '08-31' ? 1 : 0)
}
