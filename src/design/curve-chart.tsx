import { showBare } from './amount.ts'
import { type ChartFrame, Figure } from './chart-figure.tsx'
import { drawing, NARROW, WIDE } from './curve-drawing.tsx'
import { describeCurve, gapsInWords, listed, reason } from './curve-description.ts'
import { axisOf, type Curve, prepare } from './curve-shape.ts'
import type { DataTableProps } from './parts.tsx'

export interface CurvePoint {
  period: string
  value: number | null
  missing: string | null
  status?: string | null
}

export interface CurveChartProps extends ChartFrame {
  place: string
  unit: string
  decimals: number
  /** The whole series, oldest first. */
  points: CurvePoint[]
  /** Each aligned with `points`. */
  england: (number | null)[] | null
  /** `low` and `high` are the middle half of the neighbours. */
  neighbours: { low: number | null; high: number | null; mean: number | null; reporting: number }[] | null
  forecast?: { period: string; value: number; low: number | null; high: number | null }[]
  targets?: { period: string; value: number }[]
  /** Where the curve would have gone from a decision on, as it was frozen then. `start` is its last figure of that day. */
  baseline?: { label: string; start: { period: string; value: number } | null; points: { period: string; value: number }[] } | null
  /** Other ways it may go; at most two are drawn. */
  scenarios?: { name: string; points: { period: string; value: number }[] }[]
  /** Notes on points, by their numbers: they stand in words elsewhere in the page. */
  remarks?: { period: string; numbers: number[] }[]
  breaks?: { period: string; note: string }[]
  /** Over the years ahead: "Baseline set March 2026". */
  aheadNote?: string | undefined
}

/** A measure of a place over time, against England, its neighbours, what will be if nothing changes, and its target. */
export function CurveChart(props: CurveChartProps) {
  const curve = prepare(props)
  const name = `${props.place}, ${curve.span}`
  const description = describeCurve(props)
  return (
    <Figure id={props.id} title={props.title} subtitle={props.subtitle} source={props.source} links={props.links} level={props.level}
      notes={cautions(props, curve)} table={tableOf(props, curve)}>
      {drawing(props, curve, WIDE, name, description)}
      {drawing(props, curve, NARROW, name, description)}
    </Figure>
  )
}

function cautions(props: CurveChartProps, curve: Curve) {
  const said: string[] = []
  const gaps = gapsInWords(props.points)
  if (gaps && curve.now >= 0) said.push(gaps)
  curve.time.follows.forEach((follows, at) => {
    if (at > 0 && at < curve.past && !follows) said.push(`Nothing was published between ${curve.periods[at - 1]} and ${curve.periods[at]}.`)
  })
  for (const { at, note } of curve.breaks) said.push(`The line breaks before ${curve.periods[at]}: ${note.replace(/\.$/, '')}.`)
  const early = props.points.filter(({ value, status }) => value !== null && status === 'provisional').map(({ period }) => period)
  if (early.length) said.push(`${listed(early.slice(-3))} ${early.length > 1 ? 'are' : 'is'} provisional.`)
  const axis = axisOf(curve, props, 5)
  if (!axis.holdsZero) said.push(`The scale begins at ${axis.ticks[0]?.label ?? ''}${props.unit.startsWith('%') ? '%' : ''}, not at 0.`)
  return said
}

function tableOf(props: CurveChartProps, curve: Curve): DataTableProps {
  const { place, points, neighbours, unit } = props
  const forecast = new Map(curve.forecast.map((point) => [point.at, point]))
  const targets = new Map(curve.targets.map((point) => [point.at, point.value]))
  const others = [...(props.baseline ? [{ name: props.baseline.label, points: curve.baseline }] : []), ...curve.scenarios].map(({ name, points: drawn }) => ({ name, at: new Map(drawn.map((point) => [point.at, point.value])) }))
  const remarks = new Map(curve.remarks.map(({ at, text }) => [at, text]))
  const cell = (value: number | null | undefined) => (value === null || value === undefined ? '' : showBare(value, props))
  const has = { england: curve.england.some((value) => value !== null), mean: neighbours?.some(({ mean }) => mean !== null), band: neighbours?.some(({ low }) => low !== null) }
  const number = (label: string) => ({ label, isNumber: true })
  return {
    caption: `${place}, ${curve.span}${unit ? `, ${unit === '%' ? 'per cent' : unit}` : ''}`,
    columns: [
      'Period', number(place), ...(has.england ? [number('England')] : []), ...(has.mean ? [number('Neighbours’ mean')] : []),
      ...(has.band ? [number('Neighbours’ middle half')] : []), ...(forecast.size ? [number('If nothing changes')] : []), ...(targets.size ? [number('Target')] : []),
      ...others.map(({ name }) => number(name)), ...(remarks.size ? ['Remarks'] : []),
    ],
    rows: curve.periods.map((period, at) => {
      const band = neighbours?.[at]
      const guess = forecast.get(at)
      return [
        period,
        at < curve.past ? (points[at]!.value === null ? <span class="quiet">{reason(points[at]!.missing)}</span> : cell(points[at]!.value)) : '',
        ...(has.england ? [cell(curve.england[at])] : []),
        ...(has.mean ? [cell(band?.mean)] : []),
        ...(has.band ? [band?.low === null || band?.low === undefined ? '' : `${cell(band.low)} to ${cell(band.high)}`] : []),
        ...(forecast.size ? [guess ? `${cell(guess.value)}${guess.low === null || guess.high === null ? '' : ` (${cell(guess.low)} to ${cell(guess.high)})`}` : ''] : []),
        ...(targets.size ? [cell(targets.get(at))] : []),
        ...others.map((one) => cell(one.at.get(at))),
        ...(remarks.size ? [remarks.get(at) ?? ''] : []),
      ]
    }),
  }
}
