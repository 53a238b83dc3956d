import { dayInWords } from '#kernel'
import { PROFILE, type Status } from './open-referral/profile.ts'
import type { TimeTold } from './open-referral/told.ts'

/** "From 5 to 11", "Up to 25"; null where nothing is said. */
export function agesInWords(least: number | null, most: number | null): string | null {
  if (least === null && most === null) return null
  if (most === null) return `From ${least}`
  return least ? `${least} to ${most}` : `Up to ${most}`
}

export const statusInWords = (status: Status | null) => (status === null ? 'Not said' : PROFILE.statuses[status])

/** "Mon, Thu" */
export const daysInShort = (days: readonly string[]) => (days.length === 7 ? 'Every day' : days.map((day) => PROFILE.days[day]!.slice(0, 3)).join(', '))

/** "Thursday and Friday, 10:00 to 18:00, from 1 September 2025" */
export function timeInWords({ days, freq, every, monthDays, validFrom, validTo, opens, closes }: TimeTold): string {
  const named = days.map((day) => PROFILE.days[day]!)
  const on = named.length === 7 || (freq === 'DAILY' && !named.length) ? 'Every day' : named.length > 1 ? `${named.slice(0, -1).join(', ')} and ${named.at(-1)}` : (named[0] ?? (monthDays.length && freq === 'MONTHLY' ? `Day ${monthDays.join(', ')} of the month` : null))
  const often = every !== null && every > 1 && freq ? `every ${every} ${{ DAILY: 'days', WEEKLY: 'weeks', MONTHLY: 'months', YEARLY: 'years' }[freq] ?? 'times'}` : null
  const hours = opens && closes ? `${opens} to ${closes}` : opens ? `from ${opens}` : closes ? `until ${closes}` : null
  // A span of one day is how systems write that they know no end.
  const span = validFrom && validTo && validFrom !== validTo ? `from ${dayInWords(validFrom)} to ${dayInWords(validTo)}` : null
  const words = [on, often, hours, span].filter(Boolean).join(', ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
