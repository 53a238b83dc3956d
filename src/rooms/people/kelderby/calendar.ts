import { type CensusTerm, censusDay } from '#kernel'

/** Days are counted from 1 January 1970, so that they can be added and compared. */
export type Day = number

export const dayOf = (iso: string): Day => Math.round(Date.parse(iso) / 86_400_000)

const ISO = new Map<Day, string>()

export function isoOf(day: Day): string {
  const known = ISO.get(day)
  if (known !== undefined) return known
  const made = new Date(day * 86_400_000).toISOString().slice(0, 10)
  ISO.set(day, made)
  return made
}

/** A school year: its days of school, with the places of their sessions in a register. */
export interface SchoolYear {
  /** The year it began in. */
  year: number
  /** The Monday on or before 1 September, where registers begin. */
  monday: Day
  /** Days on which children or at least their teachers are there: 190 of school and five of training. */
  days: readonly Day[]
  terms: Readonly<Record<CensusTerm, { first: Day; last: Day }>>
  last: Day
}

/** Sessions of a register: 53 weeks of ten. */
export const SESSIONS = 530

/** Where the morning of a weekday stands in its year's register. */
export const sessionOf = ({ monday }: SchoolYear, day: Day) => {
  const since = day - monday
  return Math.floor(since / 7) * 10 + (since % 7) * 2
}

const YEARS = new Map<number, SchoolYear>()

export function schoolYear(year: number): SchoolYear {
  const known = YEARS.get(year)
  if (known) return known
  const made = makeYear(year)
  YEARS.set(year, made)
  return made
}

/** The school year a day is in; a year begins on 1 September. */
export const yearOf = (day: Day) => {
  const iso = isoOf(day)
  return Number(iso.slice(0, 4)) - (iso.slice(5, 7) < '09' ? 1 : 0)
}

export const nameOfYear = (year: number) => `${year}/${String(year + 1).slice(2)}`

/** The censuses of a school year, in order of time. */
export const censusesOf = (year: number): { term: CensusTerm; year: number; day: Day }[] => [
  { term: 'autumn', year, day: dayOf(censusDay('autumn', year)) },
  { term: 'spring', year: year + 1, day: dayOf(censusDay('spring', year + 1)) },
  { term: 'summer', year: year + 1, day: dayOf(censusDay('summer', year + 1)) },
]

/** Weekday, Monday 0. */
const weekday = (day: Day) => (day + 3) % 7
const mondayFrom = (day: Day) => day + ((7 - weekday(day)) % 7)
const mondayBy = (day: Day) => day - weekday(day)

function makeYear(year: number): SchoolYear {
  const autumn = { first: weekdayFrom(dayOf(`${year}-09-02`)), last: mondayBy(dayOf(`${year}-12-17`)) + 4 }
  const goodFriday = easter(year + 1) - 2
  const spring = { first: weekdayFrom(dayOf(`${year + 1}-01-04`)), last: mondayBy(goodFriday) - 3 }
  const summer = { first: mondayBy(goodFriday) + 14, last: 0 }
  const closed = [weekOf(mondayBy(dayOf(`${year}-10-29`))), weekOf(mondayFrom(dayOf(`${year + 1}-02-12`))), weekOf(mondayBy(dayOf(`${year + 1}-05-31`)))].flat()
  const off = new Set([...closed, mondayFrom(dayOf(`${year + 1}-05-01`)), ...ONCE_OFF.map(dayOf)])
  const isOpen = (day: Day) => weekday(day) < 5 && !off.has(day) && (day <= autumn.last || (day >= spring.first && day <= spring.last) || day >= summer.first)
  const days: Day[] = []
  for (let day = autumn.first; days.length < 195; day += 1) if (isOpen(day)) days.push(day)
  summer.last = days.at(-1)!
  return { year, monday: mondayBy(dayOf(`${year}-09-01`)), days, terms: { autumn, spring, summer }, last: summer.last }
}

/** Bank holidays outside the rule that fell on days of school. */
const ONCE_OFF = ['2022-09-19', '2023-05-08']

const weekdayFrom = (day: Day) => (weekday(day) > 4 ? mondayFrom(day) : day)
const weekOf = (monday: Day) => [0, 1, 2, 3, 4].map((at) => monday + at)

/** Easter Sunday of the Gregorian calendar, by the usual rule in whole numbers. */
function easter(year: number): Day {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const moon = (century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25) + 19 * golden + 15) % 30
  const full = moon - Math.floor(moon / 28) * (1 - Math.floor(29 / (moon + 1)) * Math.floor((21 - golden) / 11))
  const sunday = (year + Math.floor(year / 4) + full + 2 - century + Math.floor(century / 4)) % 7
  const from = full - sunday
  const month = 3 + Math.floor((from + 40) / 44)
  return dayOf(`${year}-${String(month).padStart(2, '0')}-${String(from + 28 - 31 * Math.floor(month / 4)).padStart(2, '0')}`)
}
