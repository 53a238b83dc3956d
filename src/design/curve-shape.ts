import type { AmountStyle } from './amount.ts'
import { axisFor, type Timeline, timeline } from './axis.ts'
import type { CurveChartProps } from './curve-chart.tsx'

/** The curve on its timeline: history and the years ahead in one row, everything by index. */
export interface Curve {
  periods: string[]
  time: Timeline
  /** How many of the periods are history. */
  past: number
  /** Index of the last period with a value; −1 where there is none. */
  now: number
  us: (number | null)[]
  england: (number | null)[]
  forecast: { at: number; value: number; low: number | null; high: number | null }[]
  targets: { at: number; value: number }[]
  /** What was to come when it was frozen. */
  baseline: { at: number; value: number }[]
  /** The last figure of that day. */
  baselineStart: { at: number; value: number } | null
  scenarios: { name: string; points: { at: number; value: number }[] }[]
  remarks: { at: number; text: string }[]
  breaks: { at: number; note: string }[]
  /** A line may cross from the period before to this one. */
  joins: boolean[]
  span: string
  style: AmountStyle
}

export function prepare(props: CurveChartProps): Curve {
  const { points, england, forecast = [], targets = [], baseline, scenarios = [], remarks = [], breaks = [] } = props
  const history = points.map(({ period }) => period)
  const held = new Set(history)
  const ahead = [...new Set([...forecast, ...targets, ...(baseline?.points ?? []), ...scenarios.flatMap((one) => one.points)].map(({ period }) => period))].filter((period) => !held.has(period)).sort(byYear)
  const periods = [...history, ...ahead]
  const index = new Map(periods.map((period, at) => [period, at]))
  const time = timeline(periods)
  const us = points.map(({ value }) => value)
  const placed = (given: { period: string; value: number }[]) => given.flatMap(({ period, value }) => (index.has(period) ? [{ at: index.get(period)!, value }] : [])).sort((a, b) => a.at - b.at)
  const broken = breaks.flatMap(({ period, note }) => (index.has(period) ? [{ at: index.get(period)!, note }] : [])).filter(({ at }) => at > 0)
  const joins = time.follows.map((follows, at) => follows && !broken.some((cut) => cut.at === at))
  return {
    periods,
    time,
    past: history.length,
    now: us.findLastIndex((value) => value !== null),
    us,
    england: england ?? [],
    forecast: forecast.map(({ period, ...rest }) => ({ at: index.get(period)!, ...rest })).sort((a, b) => a.at - b.at),
    targets: targets.map(({ period, value }) => ({ at: index.get(period)!, value })).sort((a, b) => a.at - b.at),
    baseline: placed(baseline?.points ?? []),
    /** The last figure of that day. */
  baselineStart: placed(baseline?.start ? [baseline.start] : [])[0] ?? null,
    scenarios: scenarios.slice(0, 2).map(({ name, points: drawn }) => ({ name, points: placed(drawn) })),
    remarks: remarks.flatMap(({ period, numbers }) => (index.has(period) ? [{ at: index.get(period)!, text: numbers.join(', ') }] : [])),
    breaks: broken,
    joins,
    span: periods.length > 1 ? `${periods[0]} to ${periods.at(-1)}` : (periods[0] ?? 'no period'),
    style: props,
  }
}

const byYear = (a: string, b: string) => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1)

export function axisOf(curve: Curve, { neighbours, unit }: CurveChartProps, count: number) {
  const values: number[] = []
  const add = (value: number | null | undefined) => {
    if (value !== null && value !== undefined) values.push(value)
  }
  for (const value of curve.us) add(value)
  for (const value of curve.england) add(value)
  for (const band of neighbours ?? []) [band.low, band.high].forEach(add)
  for (const point of curve.forecast) [point.value, point.low, point.high].forEach(add)
  for (const { value } of [...curve.targets, ...curve.baseline, ...curve.scenarios.flatMap(({ points }) => points)]) add(value)
  return axisFor(values, unit, count)
}

/** Whether the baseline was frozen on the very figures that are shown: then the forecast is the baseline. */
export function isForecastFrozen({ baseline, forecast }: Curve) {
  return baseline.length > 0 && baseline.length === forecast.length && baseline.every(({ at, value }, index) => forecast[index]!.at === at && forecast[index]!.value === value)
}

/** Neighbouring indices that belong to one unbroken line. */
export function runs(length: number, holds: (at: number) => boolean, joins: boolean[]): number[][] {
  const found: number[][] = []
  for (let at = 0; at < length; at++) {
    if (!holds(at)) continue
    const last = found.at(-1)
    if (last && last.at(-1) === at - 1 && joins[at]) last.push(at)
    else found.push([at])
  }
  return found
}
