import { readFileSync } from 'node:fs'
import { censusDay, censusPeriod, type CensusTerm, dayAfter } from '#kernel'
import { installed } from '#platform'

/** Which census a file is of. */
export interface WhichCensus {
  term: CensusTerm
  /** The calendar year it was taken in. */
  year: number
}

/** What a census covers: the day it speaks of, and the term before it, whose sessions it counts. */
export interface CensusSpan extends WhichCensus {
  period: string
  asAt: string
  sessions: Days
  /** Autumn counts the second half of summer apart. */
  laterSessions: Days | null
}

export interface Days {
  from: string
  until: string
}

/** `2025_spring_pupilonroll.csv`, whatever stands before it. */
const NAME = /(?:^|[^\d])(20\d\d)[_ -](autumn|spring|summer)[_ -]([a-z0-9]+)(?:[ _-]?\(?\d*\)?)?\.(?:csv|txt)$/i

export function censusOfName(name: string): (WhichCensus & { table: string }) | null {
  const found = NAME.exec(name)
  return found ? { year: Number(found[1]), term: found[2]!.toLowerCase() as CensusTerm, table: found[3]!.toLowerCase() } : null
}

/** The term as the census writes it: AUT, SPR, SUM, or in words. */
export function termOf(text: string): CensusTerm | null {
  return TERMS[text.trim().slice(0, 3).toLowerCase()] ?? null
}

const TERMS: Record<string, CensusTerm> = { aut: 'autumn', spr: 'spring', sum: 'summer' }

/** Attendance is collected a term behind: `specs/school-census/terms.json`. */
export function spanOf({ term, year }: WhichCensus, referenceDay: string | null): CensusSpan {
  const { sessions, laterSessions } = COUNTED[term]
  return {
    term, year, period: censusPeriod(term, year), asAt: referenceDay ?? censusDay(term, year), sessions: daysOf(sessions, year), laterSessions: laterSessions ? daysOf(laterSessions, year) : null,
  }
}

interface Counted {
  from: string
  until: string
  yearsBefore?: number
}

const COUNTED = (JSON.parse(readFileSync(installed('specs', 'school-census', 'terms.json'), 'utf8')) as { terms: Record<CensusTerm, { sessions: Counted; laterSessions?: Counted }> }).terms

function daysOf({ from, until, yearsBefore = 0 }: Counted, year: number): Days {
  const day = (written: string) => (written === 'easter' ? easterSunday(year) : written === 'after-easter' ? dayAfter(easterSunday(year)) : `${year - yearsBefore}-${written}`)
  return { from: day(from), until: day(until) }
}

/** Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher). */
export function easterSunday(year: number): string {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const inCentury = year % 100
  const epact = (19 * golden + century - Math.floor(century / 4) - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) + 15) % 30
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451)
  const sum = epact + weekday - 7 * late + 114
  return new Date(Date.UTC(year, Math.floor(sum / 31) - 1, (sum % 31) + 1)).toISOString().slice(0, 10)
}
