/** An ISO day from any way a census writes one: `2025-Jan-16 00:00:00`, `2025-01-16`, `16/01/2025`; null where it is none. Days are told again and again, so each is read once. */
export function readDay(text: string): string | null {
  const known = DAYS.get(text)
  if (known !== undefined) return known
  const read = dayOf(text.trim())
  if (DAYS.size > 100_000) DAYS.clear()
  DAYS.set(text, read)
  return read
}

const DAYS = new Map<string, string | null>()
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

function dayOf(text: string): string | null {
  const named = /^(\d{4})-([A-Za-z]{3})-(\d{1,2})(?: [\d:.]+)?$/.exec(text)
  if (named) return asDay(Number(named[1]), MONTHS.indexOf(named[2]!.toLowerCase()) + 1, Number(named[3]))
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ][\d:.]+Z?)?$/.exec(text)
  if (iso) return asDay(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const british = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: [\d:]+)?$/.exec(text)
  return british ? asDay(Number(british[3]), Number(british[2]), Number(british[1])) : null
}

/** A day that the calendar has, in years a return can speak of. */
function asDay(year: number, month: number, day: number): string | null {
  if (year < 1900 || year > 2100) return null
  const made = new Date(Date.UTC(year, month - 1, day))
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === day ? made.toISOString().slice(0, 10) : null
}

/** A whole number of zero or more, written `130` or `130.0`; null where it is none. */
export function readCount(text: string): number | null {
  return /^\d{1,6}(\.0+)?$/.test(text) ? Number.parseInt(text, 10) : null
}

/** A number of sessions, in which a lunchtime is half of one. */
export function readSessions(text: string): number | null {
  return /^\d{1,4}(\.\d{1,2})?$/.test(text) ? Number(text) : null
}

/** A postcode in one way of writing: `LS1 3AB`; null where it has not the form of one. */
export function readPostcode(text: string): string | null {
  const found = /^([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})$/.exec(text.trim().toUpperCase())
  return found ? `${found[1]} ${found[2]}` : null
}
