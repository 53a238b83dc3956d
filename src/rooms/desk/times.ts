const ZONE = { timeZone: 'Europe/London' } as const

/** Friday 20 March 2026 */
export function longDay(at: Date) {
  return at.toLocaleDateString('en-GB', { ...ZONE, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).replace(',', '')
}

/** 4:05pm, on the clock of the people who use it. */
export function clock(at: Date) {
  return at.toLocaleTimeString('en-GB', { ...ZONE, hour: 'numeric', minute: '2-digit', hour12: true }).replace(/\s/g, '').toLowerCase()
}

export function greeting(at: Date) {
  const hour = Number(at.toLocaleString('en-GB', { ...ZONE, hour: '2-digit', hourCycle: 'h23' }))
  return hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening'
}

/** "2 days late", "due today", "11 days left". */
export function daysInWords(days: number) {
  if (days === 0) return 'due today'
  const count = Math.abs(days) === 1 ? '1 day' : `${Math.abs(days)} days`
  return days < 0 ? `${count} late` : `${count} left`
}
