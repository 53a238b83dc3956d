/** "1 April 2023", as people here write a day; of a moment, the day in Europe/London. */
export function dayInWords(at: Date | string) {
  const time = typeof at === 'string' ? Date.parse(at) : at.getTime()
  let written = days.get(time)
  if (written === undefined) {
    if (days.size >= 1000) days.clear()
    days.set(time, (written = DAY.format(time)))
  }
  return written
}

/** "March 2026". */
export function monthInWords(at: Date | string) {
  return MONTH.format(typeof at === 'string' ? Date.parse(at) : at)
}

/** The ISO day so many days after another; before it where they are below zero. */
export const dayAfter = (day: string, days = 1) => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)

export const dayBefore = (day: string) => dayAfter(day, -1)

/** Whole days from one ISO day to another; below zero where the other comes first. */
export const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)

const DAY_MS = 86_400_000

/** Writing a day is slow, and making what writes it a hundred times slower: the first is done once for each day, the second once. */
const days = new Map<number, string>()
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'Europe/London' })
const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'Europe/London' })
