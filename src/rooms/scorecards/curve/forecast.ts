import { tidy } from '#kernel'

export interface Projected {
  period: string
  value: number
  /** Null where too little is known to say how wide. */
  low: number | null
  high: number | null
}

export interface Forecast {
  points: Projected[]
  /** How it was made, or why there is none, as the page says it. */
  method: string
}

export interface Known {
  year: number
  value: number | null
  /** The count changed with this period: what came before is not comparable. */
  isBreak: boolean
}

export interface Ahead {
  year: number
  period: string
  /** The source has said that this period breaks with those before it, or will not be published. */
  isBreak: boolean
}

/**
 * Where the curve lands if nothing changes. Through the last five comparable figures (since the last break) runs a line of least
 * squares, with the band in which four of five such figures would fall. With one or two comparable figures the latest is held, without
 * a band. Nothing is said beyond a break to come, or once the line leaves what is possible.
 */
export function forecast(points: Known[], ahead: Ahead[], bounds: { least: number | null; most: number | null }): Forecast {
  const since = points.slice(Math.max(0, points.findLastIndex(({ isBreak }) => isBreak)))
  const known = since.filter((point): point is Known & { value: number } => point.value !== null).slice(-5)
  const open = ahead.slice(0, ahead.findIndex(({ isBreak }) => isBreak) >>> 0)
  if (!known.length || points.at(-1)?.value === null) return { points: [], method: 'No forecast: the latest period has no figure.' }
  if (!open.length) return { points: [], method: 'No forecast: what comes next is not published, not comparable, or not a whole year.' }
  if (known.length < 3) {
    const { value } = known.at(-1)!
    return { points: open.map(({ period }) => ({ period, value, low: null, high: null })), method: HELD }
  }
  return drawn(known, open, bounds)
}

const HELD = 'The latest figure is held: there are too few comparable figures since the count changed to draw a trend, or to say how far it may stray.'
const LINE = 'A straight line through the last comparable figures (three to five, none from before a break), by least squares; four in five such figures would fall in the band.'

function drawn(known: { year: number; value: number }[], ahead: Ahead[], { least, most }: { least: number | null; most: number | null }): Forecast {
  const n = known.length
  const meanYear = known.reduce((total, { year }) => total + year, 0) / n
  const mean = known.reduce((total, { value }) => total + value, 0) / n
  const run = known.reduce((total, { year }) => total + (year - meanYear) ** 2, 0)
  const slope = known.reduce((total, { year, value }) => total + (year - meanYear) * (value - mean), 0) / run
  const spread = Math.sqrt(known.reduce((total, { year, value }) => total + (value - (mean + slope * (year - meanYear))) ** 2, 0) / (n - 2))
  const isPossible = (value: number) => (least === null || value >= least) && (most === null || value <= most)
  const within = (value: number) => tidy(Math.min(most ?? Infinity, Math.max(least ?? -Infinity, value)))

  const points: Projected[] = []
  for (const { year, period } of ahead) {
    const value = mean + slope * (year - meanYear)
    if (!isPossible(value)) break
    const reach = STUDENT_80[n - 2]! * spread * Math.sqrt(1 + 1 / n + (year - meanYear) ** 2 / run)
    points.push({ period, value: tidy(value), low: within(value - reach), high: within(value + reach) })
  }
  const stops = points.length < ahead.length ? ` The line would pass ${slope < 0 ? least : most} by ${ahead[points.length]!.period}, which cannot be, so it ${points.length ? 'ends before' : 'is not drawn'}.` : ''
  return { points, method: LINE + stops }
}

/** Student's t for 80% between, by degrees of freedom 1 to 3. */
const STUDENT_80: Record<number, number> = { 1: 3.0777, 2: 1.8856, 3: 1.6377 }
