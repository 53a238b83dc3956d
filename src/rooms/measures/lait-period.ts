import { academicYear, academicYears, calendarYear, type FigureStatus, financialYear, type Period, reportingYear, UNSTATED, years } from '#kernel'
import type { SpeltPeriod } from './published-set.ts'

const STATUS: Record<string, FigureStatus> = { prov: 'provisional', rev: 'revised', final: 'final', ot: 'final' }

/**
 * What the Local Authority Interactive Tool means by `Years`, given the column's `Year_Type` in DfE's dictionary. A year alone is
 * the one it ends in: `2024` of an academic year is 2023/24, as the releases the figures come from show. Throws a sentence where
 * the spelling cannot be read.
 */
export function laitPeriod(spelling: string, yearType: string): SpeltPeriod {
  const [, bare = '', suffix = ''] = /^\s*(.*?)\s*(?:\(([A-Za-z]+)\))?\s*$/.exec(spelling) ?? []
  const status = suffix === '' ? null : STATUS[suffix.toLowerCase()]
  const period = readYears(bare, yearType)
  if (!period || status === undefined) throw new Error(`“${spelling}” is not a period we can read.`)
  return { spelling, period, status }
}

function readYears(text: string, yearType: string): Period | null {
  if (text === '0') return UNSTATED
  const one = /^(\d{4})$/.exec(text)
  if (one) return singleYear(Number(one[1]), yearType)
  const two = /^(\d{4})[-/](\d{2})$/.exec(text)
  if (two) return twoYears(Number(two[1]), Number(two[2]), yearType)
  const span = /^(\d{4})\/(\d{2})-(\d{2})\/(\d{2})$/.exec(text)
  return span ? spanOfYears(Number(span[1]), Number(span[2]), Number(span[3]), Number(span[4]), yearType) : null
}

function singleYear(year: number, yearType: string) {
  if (year < 1900 || year > 2100) return null
  if (yearType === 'Calendar Year') return calendarYear(year)
  return yearType === 'Academic Year' ? academicYear(year - 1) : reportingYear(year)
}

function twoYears(from: number, toShort: number, yearType: string) {
  const to = inFull(toShort, from)
  if (to <= from || to > from + MOST_YEARS) return null
  if (to > from + 1) return years(from, to)
  return yearType === 'Academic Year' ? academicYear(from) : yearType === 'Calendar Year' ? years(from, to) : financialYear(from)
}

/** `2013/14-15/16`: three years together, each from one autumn or April to the next. */
function spanOfYears(from: number, fromEnd: number, to: number, toEnd: number, yearType: string): Period | null {
  const last = inFull(to, from)
  if (inFull(fromEnd, from) !== from + 1 || inFull(toEnd, last) !== last + 1 || last <= from || last > from + MOST_YEARS) return null
  if (yearType === 'Academic Year') return academicYears(from, last)
  return {
    label: `${financialYear(from).label} to ${financialYear(last).label}`,
    type: 'years',
    starts: financialYear(from).starts,
    ends: financialYear(last).ends,
  }
}

/** A longer stretch is two digits the wrong way round, not years counted together. */
const MOST_YEARS = 10

/** The year that two digits mean, at or after another. */
function inFull(short: number, after: number) {
  const year = Math.floor(after / 100) * 100 + short
  return year < after ? year + 100 : year
}
