import { readFileSync } from 'node:fs'
import { dayAfter } from '#kernel'
import { installed } from '#platform'

interface SchoolYear {
  first: string
  last: string
  closed: [from: string, until: string][]
}

/** School years by the calendar year they begin in, as most schools keep them: `specs/school-days.json`. */
const YEARS = (JSON.parse(readFileSync(installed('specs', 'school-days.json'), 'utf8')) as { years: Record<string, SchoolYear> }).years

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
    at = dayAfter(at, 1)
    if (isSchoolDay(at)) left -= 1
  }
  return at
}

/** The Mondays of the weeks of a school year in which schools open at all. */
export function schoolWeeks(year: number): string[] {
  const from = `${year}-09-01`
  const weekday = (new Date(from).getUTCDay() + 6) % 7
  const mondays: string[] = []
  for (let monday = dayAfter(from, -weekday); monday < `${year + 1}-09-01`; monday = dayAfter(monday, 7)) {
    if ([0, 1, 2, 3, 4].some((nth) => isSchoolDay(dayAfter(monday, nth)) && schoolYearOf(dayAfter(monday, nth)) === year)) mondays.push(monday)
  }
  return mondays
}
