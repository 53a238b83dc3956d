import { censusPeriod } from '#kernel'
import { type Category, schoolYearOf, SUSPENSION_CODES } from './codes.ts'

/** A suspension as far as its days are added up. */
export interface Counted {
  starts: string
  /** A day is two; null where the file does not say. */
  sessions: number | null
  category: Category
}

/** What a child's suspensions come to with each, in school days, half ones counted. */
export interface RunningDays {
  daysInTerm: number
  daysInYear: number
  /**
   * What the days of the term oblige the governing board to: `none` up to 5 (they consider what parents say), `if-asked` above 5 (meet within 50
   * school days where parents ask), `meet` above 15, and for a permanent exclusion always (within 15 school days).
   */
  board: 'none' | 'if-asked' | 'meet'
  /** More than 45 school days in a school year, across settings, which the law does not allow. */
  isOverYear: boolean
}

/** The days of suspensions of one child added up, in the order they began; a permanent exclusion adds none. A lunchtime is half a day. */
export function runningDays<One extends Counted>(suspensions: readonly One[]): (One & RunningDays)[] {
  const { daysInYear: most, daysForRepresentations: few, daysForMeeting: many } = SUSPENSION_CODES.limits
  const terms = new Map<string, number>()
  const years = new Map<number, number>()
  return suspensions.toSorted((a, b) => (a.starts < b.starts ? -1 : a.starts > b.starts ? 1 : 0)).map((one) => {
    const days = one.category === 'PERM' ? 0 : (one.sessions ?? (one.category === 'LNCH' ? 1 : 0)) / 2
    const { period } = termOf(one.starts)
    const year = schoolYearOf(one.starts)
    const daysInTerm = (terms.get(period) ?? 0) + days
    const daysInYear = (years.get(year) ?? 0) + days
    terms.set(period, daysInTerm)
    years.set(year, daysInYear)
    const board = one.category === 'PERM' || daysInTerm > many ? 'meet' : daysInTerm > few ? 'if-asked' : 'none'
    return { ...one, daysInTerm, daysInYear, board, isOverYear: daysInYear > most }
  })
}

/** The term a day is in by the days at which lists of suspensions are cut: the end of December, of March, of August. [K] Its name and last day. */
export function termOf(day: string): { period: string; ends: string } {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  if (month >= 9) return { period: censusPeriod('autumn', year), ends: `${year}-12-31` }
  return month <= 3 ? { period: censusPeriod('spring', year), ends: `${year}-03-31` } : { period: censusPeriod('summer', year), ends: `${year}-08-31` }
}
