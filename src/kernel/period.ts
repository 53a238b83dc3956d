/**
 * A stretch of time a figure is for. `label` is our one spelling: `2024` a calendar or reporting year, `2023/24` an academic
 * year, `2023-24` a financial year, `2014-16` years together, `2024/25 Autumn term`, `2024-25 Q1`, `2025 Week 30`.
 */
export interface Period {
  label: string
  type: PeriodType
  /** First and last day, ISO dates. */
  starts: string
  ends: string
}

export const PERIOD_TYPES = ['calendar', 'academic', 'financial', 'reporting', 'tax', 'years', 'term', 'quarter', 'half', 'month', 'week', 'unstated'] as const
export type PeriodType = (typeof PERIOD_TYPES)[number]

/** How final the source says its figures of a period are; null where it does not say. */
export type FigureStatus = 'provisional' | 'revised' | 'final'

const iso = (year: number, month: number, day: number) => `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
const twoDigits = (year: number) => String(year % 100).padStart(2, '0')

export const calendarYear = (year: number): Period => ({ label: `${year}`, type: 'calendar', starts: iso(year, 1, 1), ends: iso(year, 12, 31) })
/** A year as its collection counts it (most often to 31 March); DfE prints the year it ends in. */
export const reportingYear = (year: number): Period => ({ label: `${year}`, type: 'reporting', starts: iso(year - 1, 4, 1), ends: iso(year, 3, 31) })
/** September to August, by the year it begins in. */
export const academicYear = (from: number): Period => ({ label: `${from}/${twoDigits(from + 1)}`, type: 'academic', starts: iso(from, 9, 1), ends: iso(from + 1, 8, 31) })
/** April to March, by the year it begins in. */
export const financialYear = (from: number): Period => ({ label: `${from}-${twoDigits(from + 1)}`, type: 'financial', starts: iso(from, 4, 1), ends: iso(from + 1, 3, 31) })
export const taxYear = (from: number): Period => ({ label: `${from}-${twoDigits(from + 1)} tax year`, type: 'tax', starts: iso(from, 4, 6), ends: iso(from + 1, 4, 5) })
/** Several years counted together, both ends given. */
export const years = (from: number, to: number): Period => ({ label: `${from}-${twoDigits(to)}`, type: 'years', starts: iso(from, 1, 1), ends: iso(to, 12, 31) })
export const academicYears = (from: number, to: number): Period => ({
  label: `${from}/${twoDigits(from + 1)} to ${to}/${twoDigits(to + 1)}`, type: 'years', starts: iso(from, 9, 1), ends: iso(to + 1, 8, 31),
})
/** The source gives no period. Sorts before all others. */
export const UNSTATED: Period = { label: 'not stated', type: 'unstated', starts: '0001-01-01', ends: '0001-01-01' }

/** Oldest first: by the last day, then the first, then the label. */
export function byTime(a: Period, b: Period) {
  return a.ends < b.ends ? -1 : a.ends > b.ends ? 1 : a.starts < b.starts ? -1 : a.starts > b.starts ? 1 : a.label < b.label ? -1 : a.label > b.label ? 1 : 0
}

/** Whether `before` is the period directly before `period`: the year, quarter, half, month or week before; for a term the same one a year earlier. */
export function directlyPrecedes(before: Period, period: Period) {
  if (before.type !== period.type || before.type === 'unstated') return false
  if (before.type === 'quarter' || before.type === 'half' || before.type === 'month' || before.type === 'week') return dayAfter(before.ends) === period.starts
  return aYearOn(before.starts) === period.starts && aYearOn(before.ends) === period.ends
}

function dayAfter(date: string) {
  const day = new Date(`${date}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + 1)
  return day.toISOString().slice(0, 10)
}

function aYearOn(date: string) {
  return `${String(Number(date.slice(0, 4)) + 1).padStart(4, '0')}${date.slice(4)}`
}
