import { academicYear, academicYears, calendarYear, financialYear, type Period, reportingYear, taxYear, years } from '#kernel'
import type { Series } from './book.ts'

/** The periods to come after a series' last, spelt as it spells its own. None for terms, weeks and other parts of years. */
export function periodsAhead(series: Series, count: number): Period[] {
  const ahead: Period[] = []
  for (let last: Period | null = series.periods.at(-1) ?? null; last && ahead.length < count; ) {
    last = yearAfter(last)
    if (last) ahead.push(last)
  }
  return ahead
}

/** A period of a series by name: one it has, or one of the next fifteen. */
export function periodNamed(series: Series, name: string): Period | undefined {
  return [...series.periods, ...periodsAhead(series, 15)].find(({ label }) => label === name.trim())
}

/** Where a period stands on the line of time, in years: what a trend is drawn through. */
export function yearOf(period: Period) {
  return Number(period.ends.slice(0, 4)) + (Number(period.ends.slice(5, 7)) - 1) / 12
}

function yearAfter(period: Period): Period | null {
  const from = Number(period.starts.slice(0, 4))
  const to = Number(period.ends.slice(0, 4))
  switch (period.type) {
    case 'calendar': return calendarYear(from + 1)
    case 'reporting': return reportingYear(to + 1)
    case 'academic': return academicYear(from + 1)
    case 'financial': return financialYear(from + 1)
    case 'tax': return taxYear(from + 1)
    case 'years': return [years(from + 1, to + 1), academicYears(from + 1, to)].find((next) => sameShape(next, period)) ?? null
    default: return null
  }
}

/** Whether two labels are spelt alike, so that the next of a series is spelt as the series spells its own. */
const sameShape = (a: Period, b: Period) => a.label.replace(/\d/g, '0') === b.label.replace(/\d/g, '0')
