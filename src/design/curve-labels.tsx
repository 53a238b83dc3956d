import type { JSX } from 'preact'
import { type AmountStyle, showAmount, showBare } from './amount.ts'
import type { CurveChartProps } from './curve-chart.tsx'
import type { Frame, Plot } from './curve-drawing.tsx'
import { type Curve, isForecastFrozen } from './curve-shape.ts'
import { Ground, pushApart, round, type Spot, textWidth, type Word, word } from './label.ts'

export interface End {
  /** Period and value the label belongs to. */
  at: number
  value: number
  word: Word
  isNow: boolean
}

/** The words at the lines' ends. Labels of the present stand inside the plot where years lie ahead, all others beside it. */
export function endLabels(props: CurveChartProps, curve: Curve, frame: Frame): End[] {
  const { place, neighbours } = props
  const show = (value: number) => atLine(value, props)
  const ends: End[] = []
  const add = (at: number, value: number, text: string, look: string, isNow: boolean) => ends.push({ at, value, isNow, word: word(text, frame.column, frame.size, look) })
  const when = (at: number) => (at === curve.past - 1 ? '' : `, ${curve.periods[at]}`)
  if (curve.now >= 0) add(curve.now, curve.us[curve.now]!, `${place} ${show(curve.us[curve.now]!)}${when(curve.now)}`, 'b t-us halo', true)
  const inEngland = curve.england.findLastIndex((value) => value !== null && value !== undefined)
  if (inEngland >= 0) add(inEngland, curve.england[inEngland]!, `England ${show(curve.england[inEngland]!)}${when(inEngland)}`, 'ax halo', true)
  const group = neighbours?.findLastIndex(({ low, high }) => low !== null && high !== null) ?? -1
  if (group >= 0) {
    const { low, high, mean } = neighbours![group]!
    const text = frame.look === 'wide' ? `Neighbours, middle half${mean === null ? '' : ` (mean ${show(mean)})`}` : `Neighbours${mean === null ? '' : ` ${show(mean)}`}`
    add(group, mean !== null && mean >= low! && mean <= high! ? mean : (low! + high!) / 2, text, 'ax halo', true)
  }
  const guess = curve.forecast.at(-1)
  const goal = curve.targets.at(-1)
  if (goal) add(goal.at, goal.value, `Target ${show(goal.value)}`, 'b halo', false)
  if (guess) add(guess.at, guess.value, `If nothing changes ${show(guess.value)}`, 't-us halo', false)
  const frozen = curve.baseline.at(-1)
  if (frozen && !isForecastFrozen(curve)) add(frozen.at, frozen.value, `${frame.look === 'wide' ? props.baseline!.label : 'Baseline'} ${show(frozen.value)}`, 'ax halo', false)
  for (const { name, points } of curve.scenarios) {
    const last = points.at(-1)
    if (last) add(last.at, last.value, `${shortened(name, frame.look === 'wide' ? 40 : 18)} ${show(last.value)}`, 'ink halo', false)
  }
  return ends
}

const shortened = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text)

export function labels(props: CurveChartProps, curve: Curve, plot: Plot, ends: End[]) {
  const { x, y, right, frame, bottom } = plot
  const isAhead = curve.past < curve.periods.length
  const beside = ends.filter(({ isNow }) => !isNow || !isAhead)
  const within = ends.filter(({ isNow }) => isNow && isAhead)
  const ground = groundOf(curve, plot)
  const tops = pushApart(beside.map(({ value }) => y(value)), beside.map((end) => end.word.height), 2, bottom + 4)
  const drawn: (JSX.Element | null)[] = beside.map((end, at) => {
    const from = curve.periods.length === 1 ? x(0) : right
    ground.box(from + 10, tops[at]!, end.word.width, end.word.height)
    return textLines(end.word, from + 12, tops[at]! + frame.size - 2, 'start')
  })
  for (const end of within) drawn.push(inside(end, x(end.at), y(end.value), ground, frame))
  for (const end of peaks(props, curve, frame)) drawn.push(inside(end, x(end.at), y(end.value), ground, frame, true))
  return drawn
}

/** A label within the plot where it covers least: right of its point, or above or below it. */
function inside({ word: said }: End, px: number, py: number, ground: Ground, frame: Frame, isPeak = false) {
  const { width, height } = said
  const spots: Spot[] = []
  for (let away = 0; away <= (isPeak ? 24 : 96); away += 6) {
    for (const way of away ? [-1, 1] : [1]) {
      const top = py + way * away - height / 2
      spots.push({ left: px + (isPeak ? 14 : 10), top, cost: away * 0.7 + (isPeak ? 8 : 0) })
      if (away >= height / 2 + 6) {
        spots.push({ left: px - width + 6, top, cost: away * 0.7 + (isPeak ? 4 : 6) })
        spots.push({ left: px - width / 2, top, cost: away * 0.7 + (isPeak ? 0 : 14) })
        if (isPeak) spots.push({ left: px - 4, top, cost: away * 0.7 + 4 })
      }
    }
  }
  const spot = ground.take(spots, width, height)
  return spot ? textLines(said, spot.left, spot.top + frame.size - 2, 'start') : null
}

/** A value as it stands at a line: its unit only where that is one sign; words of a unit stand once, over the axis. */
function atLine(value: number, style: AmountStyle) {
  return isWordy(style.unit) ? showBare(value, style) : showAmount(value, style)
}

export const isWordy = (unit: string) => unit.length > 1 && !unit.startsWith('£') && !unit.startsWith('%')

/** The highest and lowest of the whole series, where they are neither the last nor told apart from it. */
function peaks(props: CurveChartProps, curve: Curve, frame: Frame): End[] {
  const known = curve.us.flatMap((value, at) => (value === null ? [] : [{ at, value }]))
  if (known.length < 5 || frame.look === 'narrow') return []
  const high = known.reduce((best, point) => (point.value > best.value ? point : best))
  const low = known.reduce((best, point) => (point.value < best.value ? point : best))
  if (high.value === low.value) return []
  return [high, low].filter(({ at }) => at !== curve.now).map((point) => ({ ...point, isNow: false, word: word(atLine(point.value, props), 200, 14, 'ax t-us halo') }))
}

function groundOf(curve: Curve, { x, y, frame }: Pick<Plot, 'x' | 'y' | 'frame'>) {
  const ground = new Ground({ left: 0, top: 0, right: frame.width, bottom: frame.height - frame.bottom + 2 })
  const add = (series: { at: number; value: number }[]) => ground.line(series.map(({ at }) => x(at)), series.map(({ value }) => y(value)))
  const known = (series: (number | null)[]) => series.flatMap((value, at) => (typeof value === 'number' ? [{ at, value }] : []))
  add(known(curve.us))
  add(known(curve.england))
  const start = curve.now >= 0 ? [{ at: curve.now, value: curve.us[curve.now]! }] : []
  if (curve.forecast.length) add([...start, ...curve.forecast])
  if (curve.targets.length) add([...start, ...curve.targets].sort((a, b) => a.at - b.at))
  if (curve.baseline.length && !isForecastFrozen(curve)) add([...(curve.baselineStart ? [curve.baselineStart] : []), ...curve.baseline])
  for (const { points } of curve.scenarios) if (points.length) add([...start, ...points])
  for (const { left, top, width, height } of remarkBoxes(curve, { x, y, frame })) ground.box(left, top, width, height)
  return ground
}

/** Where the numbers of remarks stand: over their points, or at the foot where a period has no figure. */
export function remarkBoxes(curve: Curve, { x, y, frame }: Pick<Plot, 'x' | 'y' | 'frame'>) {
  return curve.remarks.map(({ at, text }) => {
    const value = curve.us[at]
    const width = Math.max(20, textWidth(text, 13, true) + 12)
    const middle = Math.min(Math.max(x(at), width / 2), frame.width - width / 2)
    const over = typeof value === 'number' ? y(value) - 32 : frame.height - frame.bottom - 24
    return { text, left: middle - width / 2, top: over < 0 && typeof value === 'number' ? y(value) + 12 : over, width, height: 20 }
  })
}

export function textLines({ lines, look }: Word, x: number, y: number, anchor: 'start' | 'middle' | 'end') {
  if (lines.length === 1) return <text class={look} x={round(x)} y={round(y)} text-anchor={anchor === 'start' ? undefined : anchor}>{lines[0]}</text>
  return (
    <text class={look} x={round(x)} y={round(y)} text-anchor={anchor === 'start' ? undefined : anchor}>
      {lines.map((text, at) => <tspan x={round(x)} dy={at ? 17 : undefined}>{text}</tspan>)}
    </text>
  )
}
