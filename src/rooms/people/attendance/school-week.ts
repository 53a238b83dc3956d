/** A session of a register: the school year by the year it began in, and its place in it, ten a week from the Monday on or before 1 September. */
export interface Session {
  year: number
  at: number
}

/** Sessions a register may have: a school year has 52 or 53 weeks. */
export const MOST_SESSIONS = 530

/** The Monday registers of a school year begin with, in days since 1 January 1970. */
export function firstMonday(year: number): number {
  const known = FIRST_MONDAYS.get(year)
  if (known !== undefined) return known
  const september = Math.floor(Date.UTC(year, 8, 1) / DAY)
  // 1 January 1970 was a Thursday.
  const monday = september - ((september + 3) % 7)
  FIRST_MONDAYS.set(year, monday)
  return monday
}

/** Where the morning of a day stands; null on a Saturday or Sunday, on which registers have no session. */
export function sessionOf(day: string): Session | null {
  const number = dayNumber(day)
  const weekday = (number + 3) % 7
  if (weekday > 4) return null
  const year = yearOfDay(number)
  return { year, at: Math.floor((number - firstMonday(year)) / 7) * 10 + weekday * 2 }
}

/** The day of a session, ISO. */
export const dayOfSession = ({ year, at }: Session) => isoDay(firstMonday(year) + Math.floor(at / 10) * 7 + Math.floor((at % 10) / 2))

/** The Monday of a week of a school year, ISO: as the return of a week is called. */
export const mondayOf = (year: number, week: number) => isoDay(firstMonday(year) + week * 7)

/** Weeks of a school year: until the Monday the next one begins with. */
export const weeksOf = (year: number) => (firstMonday(year + 1) - firstMonday(year)) / 7

/** The session before which a day stands in a year's register, for comparing: below zero before it, 530 and more after. */
export const placeInYear = (year: number, day: string) => {
  const since = dayNumber(day) - firstMonday(year)
  return Math.floor(since / 7) * 10 + Math.min(10, (((since % 7) + 7) % 7) * 2)
}

/** The school year a day is in, by the weeks of its register. */
function yearOfDay(number: number) {
  const year = new Date(number * DAY).getUTCFullYear()
  return number >= firstMonday(year) ? year : year - 1
}

const dayNumber = (day: string) => Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY)

/** Asked millions of times of some hundred days. */
function isoDay(number: number): string {
  const known = ISO_DAYS.get(number)
  if (known !== undefined) return known
  const day = new Date(number * DAY).toISOString().slice(0, 10)
  ISO_DAYS.set(number, day)
  return day
}

const FIRST_MONDAYS = new Map<number, number>()
const ISO_DAYS = new Map<number, string>()

const DAY = 86_400_000
