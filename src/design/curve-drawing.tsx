import { area, line } from 'd3-shape'
import { type Axis, shortPeriod } from './axis.ts'
import type { CurveChartProps } from './curve-chart.tsx'
import { reason } from './curve-description.ts'
import { type End, endLabels, isWordy, labels, remarkBoxes, textLines } from './curve-labels.tsx'
import { axisOf, type Curve, isForecastFrozen, runs } from './curve-shape.ts'
import { round, textWidth, word } from './label.ts'

/** One of the two drawings: `wide` and `narrow` say the same; the style sheet shows one. */
export interface Frame {
  look: 'wide' | 'narrow'
  width: number
  height: number
  size: number
  ticks: number
  top: number
  bottom: number
  /** The widest a label beside the plot may be. */
  column: number
}

export const WIDE: Frame = { look: 'wide', width: 860, height: 400, size: 15, ticks: 5, top: 18, bottom: 28, column: 150 }
export const NARROW: Frame = { look: 'narrow', width: 343, height: 330, size: 14, ticks: 4, top: 18, bottom: 28, column: 82 }

/** Where things are on one drawing. */
export interface Plot {
  frame: Frame
  axis: Axis
  left: number
  right: number
  bottom: number
  x: (at: number) => number
  y: (value: number) => number
}

export function drawing(props: CurveChartProps, curve: Curve, bare: Frame, name: string, description: string) {
  const frame = isWordy(props.unit) ? { ...bare, top: bare.top + 18 } : bare
  const ends = endLabels(props, curve, frame)
  const plot = plotOf(props, curve, frame, ends)
  const ids = frame.look === 'wide' ? `${props.id}-w` : `${props.id}-n`
  return (
    <svg class={frame.look} viewBox={`0 0 ${frame.width} ${frame.height}`} role="img" aria-labelledby={`${ids}t`} aria-describedby={`${ids}d`}>
      <title id={`${ids}t`}>{name}</title>
      <desc id={`${ids}d`}>{description}</desc>
      {ahead(curve, plot)}
      {band(props, curve, plot)}
      {grid(plot)}
      {isWordy(props.unit) ? <text class="ax" x="0" y="14">{props.unit}</text> : null}
      {periodsUnder(curve, plot)}
      {voids(props, curve, plot)}
      {breaks(curve, plot)}
      {frozen(curve, plot)}
      {lines(curve, plot)}
      {scenarios(curve, plot)}
      {remarks(curve, plot)}
      {labels(props, curve, plot, ends)}
      {isForecastFrozen(curve) && frame.look === 'wide' ? <text class="ax halo" x={round(plot.right)} y={frame.top - 5} text-anchor="end">{props.baseline!.label}</text> : null}
      {props.aheadNote && frame.look === 'wide' && curve.past < curve.periods.length
        ? <text class="ax halo" x={plot.right} y={frame.top - 5} text-anchor="end">{props.aheadNote}</text> : null}
    </svg>
  )
}

function plotOf(props: CurveChartProps, curve: Curve, frame: Frame, ends: End[]): Plot {
  const axis = axisOf(curve, props, frame.ticks)
  const isAhead = curve.past < curve.periods.length
  const beside = ends.filter(({ isNow }) => !isNow || !isAhead)
  const column = beside.length ? Math.max(...beside.map((end) => end.word.width)) + 14 : 12
  const left = Math.max(...axis.ticks.map(({ label }) => textWidth(label, 14))) + 10
  const right = frame.width - column
  const bottom = frame.height - frame.bottom
  const span = axis.to - axis.from
  const inset = curve.periods.length > 1 ? 4 : 0
  return {
    frame, axis, left, right, bottom,
    x: (at) => left + inset + (curve.time.at[at] ?? 0) * (right - left - inset),
    y: (value) => Math.min(bottom, Math.max(frame.top, bottom - ((value - axis.from) / span) * (bottom - frame.top))),
  }
}

function ahead(curve: Curve, { x, right, bottom, frame }: Plot) {
  if (curve.past === curve.periods.length || curve.past === 0) return null
  const from = x(Math.max(0, curve.now >= 0 ? Math.max(curve.now, curve.past - 1) : curve.past - 1))
  return <rect class="k-ahead" x={round(from)} y={frame.top - 10} width={round(right + 8 - from)} height={bottom - frame.top + 10} />
}

function band({ neighbours }: CurveChartProps, curve: Curve, { x, y }: Plot) {
  if (!neighbours) return null
  const shape = area<number>().x(x).y0((at) => y(neighbours[at]!.low!)).y1((at) => y(neighbours[at]!.high!)).digits(1)
  const drawn = runs(neighbours.length, (at) => neighbours[at]!.low !== null && neighbours[at]!.high !== null, curve.joins)
  return drawn.length ? <path class="k-band" d={drawn.map((run) => (run.length > 1 ? shape(run) : sliver(x(run[0]!), y(neighbours[run[0]!]!.low!), y(neighbours[run[0]!]!.high!)))).join('')} /> : null
}

const sliver = (x: number, low: number, high: number) => `M${round(x - 4)} ${round(low)}h8V${round(high)}h-8Z`

function grid({ axis, left, right, y, bottom }: Plot) {
  const zero = axis.holdsZero ? y(0) : bottom
  const others = axis.ticks.filter(({ value }) => Math.abs(y(value) - zero) > 0.5)
  return (
    <>
      {others.length ? <path class="k-grid" d={others.map(({ value }) => `M${round(left)} ${round(y(value))}H${round(right)}`).join('')} /> : null}
      <path class="k-axis" d={`M${round(left)} ${round(zero)}H${round(right)}`} />
      {axis.ticks.map(({ value, label }) => <text class="ax" x={round(left - 8)} y={round(y(value) + 5)} text-anchor="end">{label}</text>)}
    </>
  )
}

/** As many periods as can be read, counted back from the latest, so that this one is always named. */
function periodsUnder(curve: Curve, { x, frame, right }: Plot) {
  const names = frame.look === 'wide' ? curve.periods : curve.periods.map(shortPeriod)
  const middle = curve.periods.length - 1
  const shown: number[] = []
  let free = Infinity
  for (let at = middle; at >= 0; at--) {
    const half = textWidth(names[at]!, 14) / 2
    if (x(at) + half + 6 > free) continue
    shown.push(at)
    free = x(at) - half
  }
  return shown.map((at) => {
    const half = textWidth(names[at]!, 14) / 2
    return <text class="ax" x={round(Math.max(half, Math.min(x(at), Math.max(right, frame.width - half))))} y={frame.height - 7} text-anchor="middle">{names[at]}</text>
  })
}

/** A dashed frame where this place has no figure: over the whole plot where it has none at all. */
function voids({ points, place }: CurveChartProps, curve: Curve, { x, left, right, bottom, frame }: Plot) {
  if (curve.now < 0) {
    const why = points.length ? reason(points.at(-1)!.missing) : 'no period yet'
    const said = word(`${place}: ${why}`, right - left - 40, frame.size, 'b halo')
    return (
      <>
        <rect class="k-void" x={round(left)} y={frame.top} width={round(right - left)} height={bottom - frame.top} />
        {textLines(said, (left + right) / 2, frame.top + 28, 'middle')}
      </>
    )
  }
  const step = (right - left) * curve.time.step
  const missing = runs(points.length, (at) => points[at]!.value === null, curve.time.follows).map((gap) => ({
    from: x(gap[0]!) - step * 0.3, to: x(gap.at(-1)!) + step * 0.3, why: reason(points[gap[0]!]!.missing),
  }))
  const unpublished = points.flatMap((_, at) => (at && !curve.time.follows[at] ? [{ from: x(at - 1) + step * 0.7, to: x(at) - step * 0.7, why: 'none published' }] : []))
  return [...missing, ...unpublished].map((gap) => {
    const from = Math.max(left + 2, gap.from)
    const to = Math.min(right, gap.to)
    const said = word(gap.why, to - from - 6, 13, 'ax')
    return (
      <>
        <rect class="k-void" x={round(from)} y={frame.top} width={round(to - from)} height={bottom - frame.top - 3} />
        {said.width <= to - from - 4 ? textLines(said, (from + to) / 2, frame.top + 16, 'middle') : null}
      </>
    )
  })
}

function breaks(curve: Curve, { x, frame, bottom, left }: Plot) {
  let taken = -Infinity
  return curve.breaks.map(({ at, note }) => {
    const middle = round((x(at - 1) + x(at)) / 2)
    const text = frame.look === 'wide' && note.length <= 40 ? note.replace(/\.$/, '') : frame.look === 'wide' ? 'break in the series' : 'break'
    const said = word(text, frame.look === 'wide' ? 130 : 60, 14, 'ax halo')
    const fits = middle - 7 - said.width >= Math.max(left, taken)
    taken = middle
    return (
      <>
        <path class="k-note" d={`M${middle} ${frame.top - 6}V${bottom}`} />
        {fits ? textLines(said, middle - 7, frame.top + 4, 'end') : null}
      </>
    )
  })
}

function lines(curve: Curve, { x, y, frame }: Plot) {
  const { us, england, forecast, targets, now, joins, past } = curve
  const at = (series: (number | null | undefined)[]) => runs(past, (index) => typeof series[index] === 'number', joins)
  const [ours, theirs] = [at(us), at(england)]
  const few = past <= 20
  const known = us.flatMap((value, index) => (value === null ? [] : [[x(index), y(value)] as [number, number]]))
  const inEngland = england.flatMap((value, index) => (typeof value === 'number' ? [[x(index), y(value)] as [number, number]] : []))
  const lone = (list: number[][], series: (number | null)[]) => list.filter((run) => run.length === 1).map(([index]) => [x(index!), y(series[index!]!)] as [number, number])
  const start: [number, number][] = now >= 0 ? [[x(now), y(us[now]!)]] : []
  const goals = targets.map((point) => [x(point.at), y(point.value)] as [number, number])
  const guesses = forecast.map((point) => [x(point.at), y(point.value)] as [number, number])
  const toGoals = targets[0] && targets[0].at > now ? [...start, ...goals] : goals
  return (
    <>
      {interval(curve, x, y)}
      {theirs.length ? <path class="k-en" d={path(theirs, x, (index) => y(england[index]!))} /> : null}
      {inEngland.length ? <path class="p-en" d={dots(few ? inEngland : [...lone(theirs, england), inEngland.at(-1)!])} /> : null}
      {ours.length ? <path class="k-us" d={path(ours, x, (index) => y(us[index]!))} /> : null}
      {toGoals.length > 1 ? <path class="k-tg" d={polyline(toGoals)} /> : null}
      {guesses.length ? <path class="k-fc" d={polyline([...start, ...guesses])} /> : null}
      {goals.length ? <path class="f-open" d={goals.map(([gx, gy]) => `M${round(gx)} ${round(gy - 6)}l6 6-6 6-6-6Z`).join('')} /> : null}
      {guesses.length ? <path class="p-fc" d={dots(guesses)} /> : null}
      {guesses.length ? <path class="p-fc-in" d={dots(guesses)} /> : null}
      {known.length ? <path class={frame.look === 'narrow' && past > 12 ? 'p-us small' : 'p-us'} d={dots(few ? known : lone(ours, us))} /> : null}
      {start.length ? <path class="p-now" d={dots(start)} /> : null}
    </>
  )
}

/** The baseline: where the curve would have gone from the figure it was frozen at. */
function frozen(curve: Curve, { x, y }: Plot) {
  if (!curve.baseline.length || isForecastFrozen(curve)) return null
  const ahead = curve.baseline.map((point) => [x(point.at), y(point.value)] as [number, number])
  const start: [number, number][] = curve.baselineStart ? [[x(curve.baselineStart.at), y(curve.baselineStart.value)]] : []
  return (
    <>
      <path class="k-bl" d={polyline([...start, ...ahead])} />
      <path class="p-bl" d={dots(ahead)} />
      <path class="p-bl-in" d={dots(ahead)} />
    </>
  )
}

/** Scenarios run from the latest figure: the first long-dashed with triangles, the second dashed and dotted with squares. */
function scenarios(curve: Curve, { x, y }: Plot) {
  const start: [number, number][] = curve.now >= 0 ? [[x(curve.now), y(curve.us[curve.now]!)]] : []
  return curve.scenarios.map(({ points }, index) => {
    if (!points.length) return null
    const drawn = points.map((point) => [x(point.at), y(point.value)] as [number, number])
    const marks = index === 0 ? drawn.map(([px, py]) => `M${round(px)} ${round(py - 6)}l6 10h-12Z`) : drawn.map(([px, py]) => `M${round(px - 5)} ${round(py - 5)}h10v10h-10Z`)
    return (
      <>
        <path class={index === 0 ? 'k-sc' : 'k-sc other'} d={polyline([...start, ...drawn])} />
        <path class="f-sc" d={marks.join('')} />
      </>
    )
  })
}

function remarks(curve: Curve, plot: Plot) {
  return remarkBoxes(curve, plot).map(({ text, left, top, width, height }) => (
    <>
      <rect class="f-remark" x={round(left)} y={round(top)} width={round(width)} height={height} rx="10" />
      <text class="t-remark" x={round(left + width / 2)} y={round(top + 15)} text-anchor="middle">{text}</text>
    </>
  ))
}

/** The forecast's interval, spreading from the last figure. */
function interval({ forecast, now, us }: Curve, x: Plot['x'], y: Plot['y']) {
  const known = forecast.filter(({ low, high }) => low !== null && high !== null)
  if (!known.length || now < 0) return null
  const shape = area<{ at: number; low: number; high: number }>().x(({ at }) => x(at)).y0(({ low }) => y(low)).y1(({ high }) => y(high)).digits(1)
  return <path class="k-interval" d={shape([{ at: now, low: us[now]!, high: us[now]! }, ...known.map(({ at, low, high }) => ({ at, low: low!, high: high! }))])!} />
}

function path(drawn: number[][], x: (at: number) => number, y: (at: number) => number) {
  const shape = line<number>().x(x).y(y).digits(1)
  return drawn.filter((run) => run.length > 1).map((run) => shape(run)).join('')
}

function polyline(points: [number, number][]) {
  return `M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')}`
}

/** Points as lines of no length: the style's round or square caps draw them, in a quarter of the markup of circles. */
function dots(points: [number, number][]) {
  return points.map(([x, y]) => `M${round(x)} ${round(y)}h.01`).join('')
}
