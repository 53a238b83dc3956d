import { MISSING_IN_WORDS, tidy } from '#kernel'
import { type Book, labelOf, type Measure, type Series, type Summary } from '#rooms/measures'
import { type Turned, turnedOf } from '../turned.ts'
import { NOTHING, type TargetOfCurve, type WrittenOfCurve, type WrittenOfPlace } from './written.ts'

/** An indicator, or a service's measure, on a scorecard. */
export interface Score {
  id: string
  role: string
  label: string
  measure: Measure | null
  series: Series | null
  summary: Summary | null
  /** Why it has no figure, as a sentence without an end; null where it has one. */
  why: string | null
  /** Since the last day of the latest figure's period; null where there is none, or the source states no period. */
  monthsOld: number | null
  target: ScoreTarget | null
  turned: Turned | null
  written: WrittenOfCurve
  rating: Rating | null
  direction: Direction
}

/** Who rated the indicator last, and when. */
export interface Rating {
  by: string
  at: string
}

export interface ScoreTarget extends TargetOfCurve {
  /** How far is still to go, in the measure's unit; 0 or less where it is reached. Null without a figure, or where neither end is better. */
  toGo: number | null
  /** The latest figure less the target. */
  difference: number | null
  /** The latest figure is of the target's period or a later one. */
  isPast: boolean
}

/** What the tally counts. `neither`: it moves, and neither end is better. */
export type Direction = 'better' | 'worse' | 'steady' | 'neither' | 'doubt'

interface Line {
  id: string
  role: string
  measureId: string | null
  groupId: string | null
  rating?: Rating | null
}

export function scored(line: Line, held: Book, summary: Summary | null, written: WrittenOfPlace, now: Date): Score {
  const { id, role, measureId, groupId, rating = null } = line
  const measure = measureId === null ? null : (held.measure(measureId) ?? null)
  const series = measureId === null ? null : (held.chosen(measureId, groupId ?? 'all') ?? null)
  const ofCurve = measureId === null ? NOTHING : written(measureId, groupId ?? 'all')
  return {
    id, role, rating, measure, series, summary, written: ofCurve,
    label: series ? labelOf(series) : (measure?.label ?? measureId ?? ''),
    why: whyNone(measureId, series, summary), monthsOld: summary?.now ? monthsOld(summary.now.period.ends, now) : null,
    target: targetOf(ofCurve.targets, summary), turned: turned(ofCurve, summary), direction: directionOf(summary),
  }
}

/** Whole months from a period's last day to now. Null for a period the source does not state. */
export function monthsOld(ends: string, now: Date): number | null {
  if (ends < '1900') return null
  const [year, month, day] = [Number(ends.slice(0, 4)), Number(ends.slice(5, 7)), Number(ends.slice(8, 10))]
  const whole = (now.getUTCFullYear() - year) * 12 + now.getUTCMonth() + 1 - month
  return Math.max(0, now.getUTCDate() < day ? whole - 1 : whole)
}

function whyNone(measureId: string | null, series: Series | null, summary: Summary | null) {
  if (measureId === null) return 'no published figure'
  if (!series) return 'not published for this group'
  if (!series.periods.length) return 'no figures are in yet'
  if (!summary || summary.now) return null
  return MISSING_IN_WORDS[summary.missing ?? 'not-reported']
}

/** The target that is next to come after the latest figure, or else the last there was. */
function targetOf(targets: TargetOfCurve[], summary: Summary | null): ScoreTarget | null {
  const latest = summary?.now ?? null
  const target = targets.find(({ ends }) => latest === null || ends > latest.period.ends) ?? targets.at(-1)
  if (!target) return null
  const difference = latest && tidy(latest.value - target.value)
  const polarity = summary?.series.polarity ?? 'none'
  // Minus nothing is nothing: a target met exactly is not −0 away.
  const toGo = difference === null || polarity === 'none' ? null : polarity === 'high' ? 0 - difference : difference
  return { ...target, difference, toGo, isPast: latest !== null && target.ends <= latest.period.ends }
}

function turned({ baseline }: WrittenOfCurve, summary: Summary | null): Turned | null {
  if (!baseline || !summary) return null
  const { series: { periods, polarity, measure }, values } = summary
  return turnedOf(baseline, periods.map(({ label }, at) => ({ period: label, value: values[at] ?? null })), polarity, {
    breaks: measure.breaks, definition: { frozen: baseline.definition, now: measure.version },
  })
}

function directionOf(summary: Summary | null): Direction {
  if (!summary?.now) return 'doubt'
  return summary.trend.kind ?? 'neither'
}
