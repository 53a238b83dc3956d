import type { Missing, Period } from '#kernel'
import type { Reader } from '#platform'
import { periodsAhead, readFigures, type Series, yearOf } from '#rooms/measures'
import { forecast, type Forecast } from './forecast.ts'

export interface Point {
  period: Period
  value: number | null
  missing: Missing | null
  batch: number | null
  row: number | null
}

/** The published points of a series at a place, oldest first, each with the batch and row it came from. */
export async function pointsOf(db: Reader, series: Series, placeId: number): Promise<Point[]> {
  const figures = await readFigures(db, [series.seriesId], [placeId])
  return series.periods.map((period) => {
    const { value, missing, batch, row } = figures.of(series.seriesId, period.periodId, placeId)
    return { period, value, missing, batch, row }
  })
}

/** Where a series goes if nothing changes, up to `count` periods ahead. */
export function outlookOf(series: Series, points: { period: Period; value: number | null }[], count = 3): Forecast {
  return forecast(
    points.map(({ period, value }) => ({ year: yearOf(period), value, isBreak: isBreak(series, period) })),
    periodsAhead(series, count).map((period) => ({ year: yearOf(period), period: period.label, isBreak: isBreak(series, period) })),
    bounds(series, points),
  )
}

/** How many figures there are since what is counted last changed. */
export function comparableCount(series: Series, points: { period: Period; value: number | null }[]) {
  const since = points.findLastIndex(({ period }) => isBreak(series, period))
  return points.slice(Math.max(0, since)).filter(({ value }) => value !== null).length
}

/** The latest figure there is; undefined where there is none. */
export function latestOf<Given extends { value: number | null }>(points: Given[]) {
  return points.findLast((point): point is Given & { value: number } => point.value !== null)
}

const isBreak = ({ measure }: Series, { label }: Period) => measure.breaks.some(({ period }) => period === label)

/** A share stays between 0 and 100, a count above 0; a score that has been negative may be. */
function bounds(series: Series, values: { value: number | null }[]) {
  const hasNegative = values.some(({ value }) => value !== null && value < 0)
  return { least: hasNegative ? null : 0, most: series.unit === '%' && !values.some(({ value }) => value !== null && value > 100) ? 100 : null }
}
