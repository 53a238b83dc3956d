import { MISSING_IN_WORDS } from '#kernel'
import { showAmount, showBare, showChange } from './amount.ts'
import { type Axis, axisFor } from './axis.ts'
import { type ChartFrame, Figure } from './chart-figure.tsx'
import { round, textWidth, wrap } from './label.ts'

export interface GapGroup {
  label: string
  value: number | null
  missing: string | null
  numerator?: number | null
  denominator?: number | null
  /** The same group in England, drawn as a small square. */
  england?: number | null
  href?: string
}

export interface GapChartProps extends ChartFrame {
  place: string
  period: string
  unit: string
  decimals: number
  /** What each group is held against: "All pupils". */
  all: { label: string; value: number | null }
  /** In the order people expect. */
  groups: GapGroup[]
  /** What divides them, where a page has a chart for each such way: "Ethnic group". */
  topic?: string | undefined
  /** Below this many children a point is hollow. */
  few?: number
}

/** Groups against all: a point for each group, and a line from it to everyone. */
export function GapChart(props: GapChartProps) {
  const description = describe(props)
  const notes = props.groups.some(isFew(props)) ? [`Hollow points rest on fewer than ${props.few ?? 20} children.`] : []
  if (props.groups.some(({ england }) => typeof england === 'number')) notes.push('Small squares: the same group in England.')
  return (
    <Figure id={props.id} title={props.title} subtitle={props.subtitle} source={props.source} links={props.links} level={props.level} notes={notes} table={tableOf(props)}>
      {drawing(props, WIDE, description)}
      {drawing(props, NARROW, description)}
    </Figure>
  )
}

const nameOf = ({ place, period, topic }: GapChartProps) => `${place} by group${topic ? ` (${topic})` : ''}, ${period}`

function describe(props: GapChartProps) {
  const { all, groups, place, period } = props
  const known = groups.filter(({ value }) => value !== null)
  if (!known.length) return `${place}, ${period}: no figures by group.`
  const said = known.map(({ label, value }) => `${label} ${showAmount(value!, props)}`).join(', ')
  return `${place}, ${period}. ${all.value === null ? '' : `${all.label}: ${showAmount(all.value, props)}. `}${said}.`
}

function tableOf(props: GapChartProps) {
  const { all, groups, unit } = props
  const hasCounts = groups.some(({ denominator }) => typeof denominator === 'number')
  const hasEngland = groups.some(({ england }) => typeof england === 'number')
  const number = (label: string) => ({ label, isNumber: true })
  const shown = (value: number | null | undefined) => (value === null || value === undefined ? '' : whole(value))
  return {
    caption: nameOf(props),
    columns: [
      { label: 'Group' }, number(unit === '%' ? 'Per cent' : unit || 'Value'), number(`Against ${all.label.toLowerCase()}`),
      ...(hasEngland ? [number('England')] : []), ...(hasCounts ? [number('Children'), number('Of')] : []),
    ],
    rows: groups.map(({ label, value, missing, numerator, denominator, england }) => [
      label,
      value === null ? <span class="quiet">{inWords(missing)}</span> : showBare(value, props),
      value === null || all.value === null ? '' : showChange(value - all.value, props),
      ...(hasEngland ? [typeof england === 'number' ? showBare(england, props) : ''] : []),
      ...(hasCounts ? [shown(numerator), shown(denominator)] : []),
    ]),
  }
}

interface Frame {
  look: 'wide' | 'narrow'
  width: number
  size: number
  row: number
  names: number
  ticks: number
}

const WIDE: Frame = { look: 'wide', width: 860, size: 15, row: 36, names: 240, ticks: 5 }
const NARROW: Frame = { look: 'narrow', width: 343, size: 14, row: 40, names: 118, ticks: 3 }

function drawing(props: GapChartProps, frame: Frame, description: string) {
  const { all, groups, id } = props
  const values = [all.value, ...groups.flatMap(({ value, england }) => [value, england])].filter((value) => typeof value === 'number')
  const axis = axisFor(values, props.unit, frame.ticks)
  const rows = groups.map(({ label }) => wrap(label, frame.names - 8, frame.size).slice(0, 8))
  const left = Math.min(frame.names, Math.max(60, ...rows.flat().map((text) => textWidth(text, frame.size)))) + 10
  const counted = frame.look === 'wide' ? Math.max(0, ...groups.map((group) => textWidth(counts(group), 14))) : 0
  const figures = Math.max(30, ...groups.map(({ value }) => (value === null ? 0 : textWidth(showAmount(value, props), frame.size, true))))
  const right = frame.width - figures - (counted ? counted + 22 : 0) - 22
  const tops = [34]
  for (const lines of rows) tops.push(tops.at(-1)! + Math.max(frame.row, lines.length * 16 + 12))
  const bottom = tops.at(-1)!
  const x = (value: number) => left + 8 + ((value - axis.from) / (axis.to - axis.from)) * (right - left - 16)
  const key = frame.look === 'wide' ? `${id}-w` : `${id}-n`
  const middle = (at: number) => (tops[at]! + tops[at + 1]!) / 2
  return (
    <svg class={frame.look} viewBox={`0 0 ${frame.width} ${bottom + 28}`} role="img" aria-labelledby={`${key}t`} aria-describedby={`${key}d`}>
      <title id={`${key}t`}>{nameOf(props)}</title>
      <desc id={`${key}d`}>{description}</desc>
      {scale(axis, x, bottom)}
      {all.value === null ? null : everyone(`${all.label} ${showAmount(all.value, props)}`, x(all.value), bottom, frame)}
      {groups.map((group, at) => (
        <>
          {rows[at]!.map((text, line) => <text x={round(left - 8)} y={round(middle(at) + 5 + (line - (rows[at]!.length - 1) / 2) * 16)} text-anchor="end">{text}</text>)}
          {mark(props, group, middle(at), x, left, right)}
          {group.value === null ? null : <text class="b" x={frame.width - (counted ? counted + 22 : 0)} y={round(middle(at) + 5)} text-anchor="end">{showAmount(group.value, props)}</text>}
          {counted && group.value !== null ? <text class="ax" x={frame.width} y={round(middle(at) + 5)} text-anchor="end">{counts(group)}</text> : null}
        </>
      ))}
    </svg>
  )
}

function scale(axis: Axis, x: (value: number) => number, bottom: number) {
  return axis.ticks.map(({ value, label }) => (
    <>
      <path class={value === 0 ? 'k-axis' : 'k-grid'} d={`M${round(x(value))} 30V${bottom}`} />
      <text class="ax" x={round(x(value))} y={bottom + 20} text-anchor="middle">{label}</text>
    </>
  ))
}

function everyone(text: string, at: number, bottom: number, frame: Frame) {
  const half = textWidth(text, frame.size, true) / 2
  return (
    <>
      <path class="k-all" d={`M${round(at)} 26V${bottom}`} />
      <text class="t-us b" x={round(Math.min(frame.width - half, Math.max(half, at)))} y={18} text-anchor="middle">{text}</text>
    </>
  )
}

/** The group's point with its line to everyone; a dashed frame with the reason where there is no figure. */
function mark(props: GapChartProps, group: GapGroup, y: number, x: (value: number) => number, left: number, right: number) {
  if (group.value === null) {
    return (
      <>
        <rect class="k-void" x={round(left + 8)} y={round(y - 15)} width={round(right - left - 16)} height={30} />
        {wrap(inWords(group.missing), right - left - 24, 14).map((text, at, all) => (
          <text class="ax halo" x={round((left + right) / 2)} y={round(y + 5 + (at - (all.length - 1) / 2) * 16)} text-anchor="middle">{text}</text>
        ))}
      </>
    )
  }
  const at = round(x(group.value))
  const from = props.all.value === null ? at : round(x(props.all.value))
  return (
    <>
      {from === at ? null : <path class="k-gap" d={`M${from} ${round(y)}H${at}`} />}
      {typeof group.england === 'number' ? <path class="p-en" d={`M${round(x(group.england))} ${round(y)}h.01`} /> : null}
      <path class="p-group" d={`M${at} ${round(y)}h.01`} />
      {isFew(props)(group) ? <path class="p-group-in" d={`M${at} ${round(y)}h.01`} /> : null}
    </>
  )
}

const isFew = ({ few = 20 }: GapChartProps) => ({ denominator, value }: GapGroup) => value !== null && typeof denominator === 'number' && denominator < few
const inWords = (missing: string | null) => (MISSING_IN_WORDS as Record<string, string>)[missing ?? 'not-reported'] ?? missing ?? 'not reported'

function counts({ numerator, denominator }: GapGroup) {
  return typeof numerator === 'number' && typeof denominator === 'number' ? `${whole(numerator)} of ${whole(denominator)}` : ''
}

const whole = (value: number) => showBare(value, { unit: '', decimals: 0 })
