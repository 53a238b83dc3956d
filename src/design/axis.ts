import { scaleLinear } from 'd3-scale'
import { showTick } from './amount.ts'

/** The scale of values of a chart: where it begins and ends, its ticks and what stands beside them. */
export interface Axis {
  from: number
  to: number
  ticks: { value: number; label: string }[]
  /** Zero is on it: otherwise the chart must say so. */
  holdsZero: boolean
}

/**
 * An axis that holds all values. It begins at 0 where that costs little, and always for bars (`fromZero`); else at a round
 * number below the least. Percentages that are at most 100 never show an axis beyond 100.
 */
export function axisFor(values: number[], unit: string, count: number, fromZero = false): Axis {
  let low = Infinity
  let high = -Infinity
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  if (low > high) [low, high] = [0, unit.startsWith('%') ? 100 : 1]
  const most = high
  const isFlat = low === high
  if (low > 0 && (fromZero || low === high || high - low >= 0.3 * high)) low = 0
  if (high < 0 && (fromZero || low === high || high - low >= 0.3 * -low)) high = 0
  if (low === high) high = low + 1
  else if (isFlat) [low, high] = [low * 1.25, high * 1.25]
  const scale = scaleLinear().domain([low, high]).nice(count)
  let [from, to] = scale.domain() as [number, number]
  if (unit.startsWith('%') && most <= 100 && to > 100) to = 100
  if (low >= 0 && from < 0) from = 0
  const within = scaleLinear().domain([from, to]).ticks(count)
  const step = within.length > 1 ? within[1]! - within[0]! : Math.max(Math.abs(to), 1)
  const last = within.length - 1
  return {
    from,
    to,
    ticks: within.map((value, at) => ({ value, label: showTick(value, step, unit, at === last) })),
    holdsZero: from <= 0 && to >= 0,
  }
}

/** Where periods stand along a chart, from 0 to 1, and which follow directly on the one before. */
export interface Timeline {
  at: number[]
  /** Whether a period is one step after the one before it: between others there is a gap in time, which a line must not cross. */
  follows: boolean[]
  /** One step of time as a share of the whole. */
  step: number
}

/** Periods by their years where each has its own, so that a missing year leaves room; else evenly. */
export function timeline(periods: string[]): Timeline {
  const years = periods.map((period) => Number.parseInt(period, 10))
  const steps = years.slice(1).map((year, at) => year - years[at]!)
  const isByYear = steps.every((step) => step > 0)
  const unit = isByYear ? Math.min(...steps) : 1
  const at = isByYear ? years.map((year) => year - years[0]!) : periods.map((_, index) => index)
  const span = at.at(-1) || 1
  return {
    at: periods.length === 1 ? [0.5] : at.map((value) => value / span),
    follows: periods.map((_, index) => index > 0 && (!isByYear || steps[index - 1] === unit)),
    step: periods.length > 1 ? unit / span : 1,
  }
}

/** A period as short as it can be read on a narrow axis: ’24, 23/24. */
export function shortPeriod(period: string) {
  if (/^\d{4}$/.test(period)) return `’${period.slice(2)}`
  return period.replace(/^20(\d\d)([/-]\d\d)/, '$1$2').replace(' Autumn term', ' Aut').replace(' Spring term', ' Spr').replace(' Summer term', ' Sum')
}
