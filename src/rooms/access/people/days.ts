import * as z from 'zod'
import { dayAfter } from '#kernel'
import { unlessBlank } from '#platform'

/** A day as people give it to a form or the API: 2026-09-01. */
export const Day = z.iso.date('Give a day, as 2026-09-01').refine((day) => day >= '2000' && day < '2200', 'Give a day of this century, as 2026-09-01')
export const MaybeDay = unlessBlank(Day.optional())

/** The day it is in Europe/London, as 2026-09-01. */
export const dayOf = (at: Date) => LONDON_DAY.format(at)

/** When a day begins in Europe/London. */
export function firstMoment(day: string): Date {
  const noughtUtc = Date.parse(`${day}T00:00:00Z`)
  return new Date(noughtUtc - Number(LONDON_HOUR.format(noughtUtc)) * 3_600_000)
}

/** When a last day is over. */
export const momentAfter = (day: string) => firstMoment(dayAfter(day))

/** The last day on which something that ends at this moment still held. */
export const lastDayOf = (endsAt: Date) => dayOf(new Date(endsAt.getTime() - 1))

/** The same day of the next year; 29 February becomes 1 March. */
export function yearAfter(day: string) {
  return new Date(Date.UTC(Number(day.slice(0, 4)) + 1, Number(day.slice(5, 7)) - 1, Number(day.slice(8)))).toISOString().slice(0, 10)
}

const LONDON_DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London' })
const LONDON_HOUR = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: 'numeric', hourCycle: 'h23' })
