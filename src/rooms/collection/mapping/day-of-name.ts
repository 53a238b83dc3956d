import { readDate } from './read-cell.ts'

const MONTH = 'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'
const DAY_FIRST = new RegExp(String.raw`(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[ ._-]+(${MONTH})[ ._-]+(\d{4})(?!\d)`, 'i')
const MONTH_ALONE = new RegExp(String.raw`(?<![a-z])(${MONTH})[ ._-]*(\d{4})(?!\d)`, 'i')

/**
 * The day the name of a file says it speaks of: `list 2026-11-03.csv`, `03.11.2026`, `20261103`, `3 November 2026`; a month alone is its last
 * day, or today while it goes on. Null where it names none.
 */
export function dayOfName(name: string, today: Date): string | null {
  const now = today.toISOString().slice(0, 10)
  const written = /(?<!\d)(\d{4}[._-]?\d{2}[._-]?\d{2}|\d{1,2}[._-]\d{1,2}[._-]\d{4})(?!\d)/.exec(name)?.[1]
  const day = written ? readDate(written.replaceAll('_', '-')) : null
  const worded = day ?? wordedDay(DAY_FIRST.exec(name)) ?? lastOfMonth(MONTH_ALONE.exec(name), now)
  return worded !== null && worded <= now ? worded : null
}

const wordedDay = (found: RegExpExecArray | null) => (found ? readDate(`${found[1]} ${found[2]} ${found[3]}`) : null)

function lastOfMonth(found: RegExpExecArray | null, now: string) {
  const first = found ? readDate(`1 ${found[1]} ${found[2]}`) : null
  if (first === null) return null
  const last = new Date(Date.UTC(Number(first.slice(0, 4)), Number(first.slice(5, 7)), 0)).toISOString().slice(0, 10)
  return last > now && first.slice(0, 7) === now.slice(0, 7) ? now : last
}
