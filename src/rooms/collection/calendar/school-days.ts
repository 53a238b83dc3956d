import { readFileSync } from 'node:fs'
import { installed } from '#platform'

interface SchoolYear {
  first: string
  last: string
  closed: [from: string, until: string][]
}

/** School years by the calendar year they begin in, as most schools keep them: `specs/school-days.json`. */
const YEARS = (JSON.parse(readFileSync(installed('specs', 'school-days.json'), 'utf8')) as { years: Record<string, SchoolYear> }).years

const DAY = 86_400_000

/** The day so many days after another. ISO days. */
export const daysAfter = (day: string, days: number) => new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10)

/** Whole days from one to another; below zero where the other comes first. */
export const daysBetween = (from: string, until: string) => Math.round((Date.parse(until) - Date.parse(from)) / DAY)

/** The calendar year a day's school year began in; it turns on 1 September. */
export const schoolYearOf = (day: string) => Number(day.slice(0, 4)) - (day.slice(5) < '09-01' ? 1 : 0)

/** Whether schools are open on a day. In a year whose terms we do not hold, every weekday outside August is one. */
export function isSchoolDay(day: string): boolean {
  const weekday = new Date(day).getUTCDay()
  if (weekday === 0 || weekday === 6) return false
  const year = YEARS[schoolYearOf(day)]
  if (!year) return day.slice(5, 7) !== '08'
  return day >= year.first && day <= year.last && !year.closed.some(([from, until]) => day >= from && day <= until)
}

/** The day that is so many school days after another: the clock begins on the next school day. */
export function schoolDaysAfter(day: string, count: number): string {
  let at = day
  for (let left = count; left > 0; ) {
    at = daysAfter(at, 1)
    if (isSchoolDay(at)) left -= 1
  }
  return at
}

/** The Mondays of the weeks of a school year in which schools open at all. */
export function schoolWeeks(year: number): string[] {
  const from = `${year}-09-01`
  const weekday = (new Date(from).getUTCDay() + 6) % 7
  const mondays: string[] = []
  for (let monday = daysAfter(from, -weekday); monday < `${year + 1}-09-01`; monday = daysAfter(monday, 7)) {
    if ([0, 1, 2, 3, 4].some((nth) => isSchoolDay(daysAfter(monday, nth)) && schoolYearOf(daysAfter(monday, nth)) === year)) mondays.push(monday)
  }
  return mondays
}
