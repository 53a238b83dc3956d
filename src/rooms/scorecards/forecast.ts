import { tidy } from '#kernel'

export interface Projected {
  period: string
  value: number
  low: number
  high: number
}

/** The forecast's method, as the page says it. */
export const METHOD =
  'A straight line through the last five periods that have a value (at least three), by least squares; the band is where four in five such points would fall if the past spread about the line goes on.'

/**
 * Where the curve lands if nothing changes, a period at a time. Least squares over the last five values; the interval is the 80%
 * prediction interval of that line. Nothing below three values or after a break; shares stay between 0 and 100.
 */
export function forecast(points: { year: number; value: number | null }[], ahead: { year: number; period: string }[], bounds: { least: number | null; most: number | null }): Projected[] {
  const known = points.filter((point): point is { year: number; value: number } => point.value !== null).slice(-5)
  if (known.length < 3) return []
  const n = known.length
  const meanYear = known.reduce((total, { year }) => total + year, 0) / n
  const mean = known.reduce((total, { value }) => total + value, 0) / n
  const run = known.reduce((total, { year }) => total + (year - meanYear) ** 2, 0)
  const slope = known.reduce((total, { year, value }) => total + (year - meanYear) * (value - mean), 0) / run
  const spread = Math.sqrt(known.reduce((total, { year, value }) => total + (value - (mean + slope * (year - meanYear))) ** 2, 0) / (n - 2))
  const within = (value: number) => tidy(Math.min(bounds.most ?? Infinity, Math.max(bounds.least ?? -Infinity, value)))

  return ahead.map(({ year, period }) => {
    const value = mean + slope * (year - meanYear)
    const reach = STUDENT_80[n - 2]! * spread * Math.sqrt(1 + 1 / n + (year - meanYear) ** 2 / run)
    return { period, value: within(value), low: within(value - reach), high: within(value + reach) }
  })
}

/** Student's t for 80% between, by degrees of freedom 1 to 3. */
const STUDENT_80: Record<number, number> = { 1: 3.0777, 2: 1.8856, 3: 1.6377 }
