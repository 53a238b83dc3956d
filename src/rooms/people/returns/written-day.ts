const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/**
 * A day as returns write it, as ISO: `2025-01-16` (a time after it is left out), `16/01/2025`, and `2025-Jan-16` as COLLECT exports it.
 * Null where it is none of these or no such day.
 */
export function writtenDay(text: string): string | null {
  const day = text.trim()
  const iso = /^(\d{4})-(\d\d)-(\d\d)(?:$|[T ])/.exec(day)
  if (iso) return real(iso[1]!, Number(iso[2]), Number(iso[3]))
  const british = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:$| )/.exec(day)
  if (british) return real(british[3]!, Number(british[2]), Number(british[1]))
  const exported = /^(\d{4})-([A-Za-z]{3})-(\d{1,2})(?:$| )/.exec(day)
  return exported ? real(exported[1]!, MONTHS.indexOf(exported[2]!.toLowerCase()) + 1, Number(exported[3])) : null
}

/** Whole years lived on a day. */
export function ageOn(born: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(born.slice(0, 4))
  return day.slice(5) < born.slice(5) ? years - 1 : years
}

/** Days no return can mean are none: PostgreSQL and people alike are spared the year 0024. */
function real(year: string, month: number, day: number): string | null {
  const made = new Date(Date.UTC(Number(year), month - 1, day))
  const isReal = Number(year) >= 1900 && Number(year) <= 2199 && made.getUTCMonth() === month - 1 && made.getUTCDate() === day
  return isReal ? made.toISOString().slice(0, 10) : null
}
