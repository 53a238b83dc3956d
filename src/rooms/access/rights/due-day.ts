/**
 * The day an answer is due: so many calendar months after an ISO day, on the same day of the month, or its last where it is shorter
 * (UK GDPR Article 12(3); Information Commissioner's guidance on time limits).
 */
export function monthsAfter(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}

export const ANSWER_MONTHS = 1
/** In all, where it is complex and they are told why within the first. */
export const EXTENDED_MONTHS = 3
