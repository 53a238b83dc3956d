import { academicYear, calendarYear, dayBefore, financialYear, type Period, reportingYear, taxYear } from '#kernel'
import { EES, type TimeIdentifier } from './ees-book.ts'

const BY_SPELLING = new Map(EES.timeIdentifiers.map((one) => [one.name.toLowerCase(), one]))

/** The identifiers a person may choose from where a file has none. */
export const PERIOD_CHOICES = [
  'Academic year',
  'Calendar year',
  'Financial year',
  'Reporting year',
  'Tax year',
  'Autumn term',
  'Spring term',
  'Autumn and spring term',
  'Summer term',
]

/** The identifier a spelling means, whatever its letter case and spaces; null for none of the convention's. */
export function identifierOf(spelling: string): TimeIdentifier | null {
  return BY_SPELLING.get(spelling.trim().replace(/\s+/g, ' ').toLowerCase()) ?? null
}

/** How many digits a time_period of this identifier has, as a sentence says it. */
export function digitsWanted({ name, family }: TimeIdentifier) {
  return isSplit(family) ? `${name} needs six digits of consecutive years, such as 202425` : `${name} needs the four digits of a year, such as 2024`
}

/** The period that `time_period` and its identifier mean; null where the digits do not fit. */
export function periodOf(timePeriod: string, identifier: TimeIdentifier): Period | null {
  const year = firstYear(timePeriod.trim(), isSplit(identifier.family))
  if (year === null) return null
  const whole = WHOLE[identifier.family](year)
  if (!identifier.part) return whole
  const label = `${whole.label} ${identifier.part}`
  const type = identifier.type!
  if (identifier.week) return weekOf(year, identifier.week, label)
  const [from, many] = identifier.months as [number, number]
  const first = monthsAfter(whole.starts, from)
  return { label, type, starts: first, ends: dayBefore(monthsAfter(whole.starts, from + many)) }
}

/** How the source spells the period, in one text a person may also use to ask for it. */
export function spellingOf(timePeriod: string, identifier: TimeIdentifier) {
  return identifier.part ? `${timePeriod.trim()} ${identifier.name}` : timePeriod.trim()
}

const WHOLE = { academic: academicYear, calendar: calendarYear, financial: financialYear, reporting: reportingYear, tax: taxYear }

const isSplit = (family: TimeIdentifier['family']) => family === 'academic' || family === 'financial' || family === 'tax'

function firstYear(digits: string, split: boolean) {
  if (!split) return /^(19|20|21)\d\d$/.test(digits) ? Number(digits) : null
  if (!/^(19|20|21)\d{4}$/.test(digits)) return null
  const year = Number(digits.slice(0, 4))
  return (year + 1) % 100 === Number(digits.slice(4)) ? year : null
}

/** ISO weeks: Monday to Sunday, the first holds 4 January. */
function weekOf(year: number, week: number, label: string): Period | null {
  const fourth = new Date(Date.UTC(year, 0, 4))
  const monday = new Date(fourth)
  monday.setUTCDate(4 - ((fourth.getUTCDay() + 6) % 7) + (week - 1) * 7)
  const thursday = new Date(monday)
  thursday.setUTCDate(thursday.getUTCDate() + 3)
  if (thursday.getUTCFullYear() !== year) return null
  const sunday = new Date(monday)
  sunday.setUTCDate(sunday.getUTCDate() + 6)
  return { label, type: 'week', starts: iso(monday), ends: iso(sunday) }
}

function monthsAfter(day: string, months: number) {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() + months)
  return iso(date)
}

const iso = (date: Date) => date.toISOString().slice(0, 10)
