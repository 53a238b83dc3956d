const ZONE = { timeZone: 'Europe/London' } as const
/** Made once: one costs as much as a hundred uses of it. */
const LONG_DAY = new Intl.DateTimeFormat('en-GB', { ...ZONE, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
const CLOCK = new Intl.DateTimeFormat('en-GB', { ...ZONE, hour: 'numeric', minute: '2-digit', hour12: true })
const HOUR = new Intl.DateTimeFormat('en-GB', { ...ZONE, hour: '2-digit', hourCycle: 'h23' })

/** Friday 20 March 2026 */
export function longDay(at: Date) {
  return LONG_DAY.format(at).replace(',', '')
}

/** 4:05pm, on the clock of the people who use it. */
export function clock(at: Date) {
  return CLOCK.format(at).replace(/\s/g, '').toLowerCase()
}

export function greeting(at: Date) {
  const hour = Number(HOUR.format(at))
  return hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening'
}

/** "2 days late", "due today", "11 days left". */
export function daysInWords(days: number) {
  if (days === 0) return 'due today'
  const count = Math.abs(days) === 1 ? '1 day' : `${Math.abs(days)} days`
  return days < 0 ? `${count} late` : `${count} left`
}

/** Whole days from now to a day, an ISO date; below nought when it has passed. */
export function daysUntil(day: string, now: Date) {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${now.toISOString().slice(0, 10)}T00:00:00Z`)) / 86_400_000)
}

/** "Friday 20 March 2026, 4:05pm" */
export const when = (at: Date) => `${longDay(at)}, ${clock(at)}`
