import { area, line } from 'd3-shape'
import type { ComponentChildren, JSX } from 'preact'
import { MISSING_IN_WORDS } from '#kernel'
import { type AmountStyle, showAmount, showBare } from './amount.ts'
import { type Axis, axisFor, shortPeriod, type Timeline, timeline } from './axis.ts'
import { type ChartLinks, Figure } from './chart-figure.tsx'
import { Ground, pushApart, type Spot, textWidth, type Word, word } from './label.ts'
import type { DataTableProps } from './parts.tsx'

export interface CurvePoint {
  period: string
  value: number | null
  missing: string | null
  status?: string | null
}

export interface CurveChartProps {
  /** Unique in the page. */
  id: string
  title: ComponentChildren
  subtitle?: ComponentChildren
  source?: ComponentChildren
  links?: ChartLinks | undefined
  level?: 2 | 3 | undefined
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

/** What the curve shows, in sentences, for those who do not see it. */
export function describeCurve(props: CurveChartProps) {
  const { place, points, england, neighbours, forecast = [], targets = [], breaks = [] } = props
  const show = (value: number) => showAmount(value, props)
  const known = points.filter(isKnown)
  const last = known.at(-1)
  if (!last) return `${place}: no figures. ${gapsInWords(points)}`.trim()
  const said = [known.length === 1 ? `${place}: ${show(last.value)} in ${last.period}, the only figure.` : course(place, known, show)]
  const at = points.indexOf(last)
  const [inEngland, mean] = [england?.[at] ?? null, neighbours?.[at]?.mean ?? null]
  if (inEngland !== null) said.push(`England: ${show(inEngland)}.`)
  if (mean !== null) said.push(`Mean of the neighbours: ${show(mean)}.`)
  const end = forecast.at(-1)
  const goal = targets.at(-1)
  if (end) said.push(`If nothing changes: ${show(end.value)} in ${end.period}.`)
  if (goal) said.push(`Target: ${show(goal.value)} by ${goal.period}.`)
  const gaps = gapsInWords(points)
  if (gaps) said.push(gaps)
  for (const { period, note } of breaks) said.push(`Break in the series at ${period}: ${note.replace(/\.$/, '')}.`)
  return said.join(' ')
}

type Known = CurvePoint & { value: number }
const isKnown = (point: CurvePoint): point is Known => point.value !== null

function course(place: string, known: Known[], show: (value: number) => string) {
  const [first, last] = [known[0]!, known.at(-1)!]
  const high = known.reduce((best, point) => (point.value > best.value ? point : best))
  const low = known.reduce((best, point) => (point.value < best.value ? point : best))
  const way = last.value > first.value ? 'higher than' : last.value < first.value ? 'lower than' : 'the same as'
  const ends = `${place}: ${show(first.value)} in ${first.period} and ${show(last.value)} in ${last.period}, ${way} at the start.`
  if (high.value === low.value) return ends
  return `${ends} Highest ${show(high.value)} in ${high.period}, lowest ${show(low.value)} in ${low.period}.`
}

/** Periods without a figure by reason: "No figure for 2019/20 and 2020/21: not available." */
function gapsInWords(points: CurvePoint[]) {
  const by = new Map<string, string[]>()
  for (const { period, value, missing } of points) {
    if (value === null) by.set(reason(missing), [...(by.get(reason(missing)) ?? []), period])
  }
  return [...by].map(([why, periods]) => `No figure for ${periods.length > 4 ? `${periods.length} periods from ${periods[0]} to ${periods.at(-1)}` : listed(periods)}: ${why}.`).join(' ')
}

const reason = (missing: string | null) => (MISSING_IN_WORDS as Record<string, string>)[missing ?? 'not-reported'] ?? missing ?? 'not reported'
const listed = (words: string[]) => (words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`)

/** The curve on its timeline: history and the years ahead in one row, everything by index. */
interface Curve {
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
  breaks: { at: number; note: string }[]
  /** A line may cross from the period before to this one. */
  joins: boolean[]
  span: string
  style: AmountStyle
}

function prepare(props: CurveChartProps): Curve {
  const { points, england, forecast = [], targets = [], breaks = [] } = props
  const history = points.map(({ period }) => period)
  const held = new Set(history)
  const ahead = [...new Set([...forecast, ...targets].map(({ period }) => period))].filter((period) => !held.has(period)).sort(byYear)
  const periods = [...history, ...ahead]
  const index = new Map(periods.map((period, at) => [period, at]))
  const time = timeline(periods)
  const us = points.map(({ value }) => value)
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
    breaks: broken,
    joins,
    span: periods.length > 1 ? `${periods[0]} to ${periods.at(-1)}` : (periods[0] ?? 'no period'),
    style: props,
  }
}

const byYear = (a: string, b: string) => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1)

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

function axisOf(curve: Curve, { neighbours, unit }: CurveChartProps, count: number) {
  const values: number[] = []
  const add = (value: number | null | undefined) => {
    if (value !== null && value !== undefined) values.push(value)
  }
  for (const value of curve.us) add(value)
  for (const value of curve.england) add(value)
  for (const band of neighbours ?? []) [band.low, band.high].forEach(add)
  for (const point of curve.forecast) [point.value, point.low, point.high].forEach(add)
  for (const { value } of curve.targets) add(value)
  return axisFor(values, unit, count)
}

function tableOf(props: CurveChartProps, curve: Curve): DataTableProps {
  const { place, points, neighbours, unit } = props
  const forecast = new Map(curve.forecast.map((point) => [point.at, point]))
  const targets = new Map(curve.targets.map((point) => [point.at, point.value]))
  const cell = (value: number | null | undefined) => (value === null || value === undefined ? '' : showBare(value, props))
  const has = { england: curve.england.some((value) => value !== null), mean: neighbours?.some(({ mean }) => mean !== null), band: neighbours?.some(({ low }) => low !== null) }
  const number = (label: string) => ({ label, isNumber: true })
  return {
    caption: `${place}, ${curve.span}${unit ? `, ${unit === '%' ? 'per cent' : unit}` : ''}`,
    columns: [
      'Period', number(place), ...(has.england ? [number('England')] : []), ...(has.mean ? [number('Neighbours’ mean')] : []),
      ...(has.band ? [number('Neighbours’ middle half')] : []), ...(forecast.size ? [number('If nothing changes')] : []), ...(targets.size ? [number('Target')] : []),
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
      ]
    }),
  }
}

/** One of the two drawings: `wide` and `narrow` say the same; the style sheet shows one. */
interface Frame {
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

const WIDE: Frame = { look: 'wide', width: 860, height: 400, size: 15, ticks: 5, top: 18, bottom: 28, column: 150 }
const NARROW: Frame = { look: 'narrow', width: 343, height: 330, size: 14, ticks: 4, top: 18, bottom: 28, column: 82 }

/** Where things are on one drawing. */
interface Plot {
  frame: Frame
  axis: Axis
  left: number
  right: number
  bottom: number
  x: (at: number) => number
  y: (value: number) => number
}

function drawing(props: CurveChartProps, curve: Curve, bare: Frame, name: string, description: string) {
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
      {lines(curve, plot)}
      {labels(props, curve, plot, ends)}
      {props.aheadNote && frame.look === 'wide' && curve.past < curve.periods.length
        ? <text class="ax halo" x={plot.right} y={frame.top - 5} text-anchor="end">{props.aheadNote}</text> : null}
    </svg>
  )
}

interface End {
  /** Period and value the label belongs to. */
  at: number
  value: number
  word: Word
  isNow: boolean
}

/** The words at the lines' ends. Labels of the present stand inside the plot where years lie ahead, all others beside it. */
function endLabels(props: CurveChartProps, curve: Curve, frame: Frame): End[] {
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
  return ends
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

/** The forecast's interval, spreading from the last figure. */
function interval({ forecast, now, us }: Curve, x: Plot['x'], y: Plot['y']) {
  const known = forecast.filter(({ low, high }) => low !== null && high !== null)
  if (!known.length || now < 0) return null
  const shape = area<{ at: number; low: number; high: number }>().x(({ at }) => x(at)).y0(({ low }) => y(low)).y1(({ high }) => y(high)).digits(1)
  return <path class="k-interval" d={shape([{ at: now, low: us[now]!, high: us[now]! }, ...known.map(({ at, low, high }) => ({ at, low: low!, high: high! }))])!} />
}

function labels(props: CurveChartProps, curve: Curve, plot: Plot, ends: End[]) {
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
      if (!isPeak) spots.push({ left: px + 10, top, cost: away * 0.7 })
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

const isWordy = (unit: string) => unit.length > 1 && !unit.startsWith('£') && !unit.startsWith('%')

/** The highest and lowest of the whole series, where they are neither the last nor told apart from it. */
function peaks(props: CurveChartProps, curve: Curve, frame: Frame): End[] {
  const known = curve.us.flatMap((value, at) => (value === null ? [] : [{ at, value }]))
  if (known.length < 5 || frame.look === 'narrow') return []
  const high = known.reduce((best, point) => (point.value > best.value ? point : best))
  const low = known.reduce((best, point) => (point.value < best.value ? point : best))
  if (high.value === low.value) return []
  return [high, low].filter(({ at }) => at !== curve.now).map((point) => ({ ...point, isNow: false, word: word(atLine(point.value, props), 200, 14, 'ax t-us halo') }))
}

function groundOf(curve: Curve, { x, y, frame }: Plot) {
  const ground = new Ground({ left: 0, top: 0, right: frame.width, bottom: frame.height - frame.bottom + 2 })
  const add = (series: { at: number; value: number }[]) => ground.line(series.map(({ at }) => x(at)), series.map(({ value }) => y(value)))
  const known = (series: (number | null)[]) => series.flatMap((value, at) => (typeof value === 'number' ? [{ at, value }] : []))
  add(known(curve.us))
  add(known(curve.england))
  const start = curve.now >= 0 ? [{ at: curve.now, value: curve.us[curve.now]! }] : []
  if (curve.forecast.length) add([...start, ...curve.forecast])
  if (curve.targets.length) add([...start, ...curve.targets].sort((a, b) => a.at - b.at))
  return ground
}

function textLines({ lines, look }: Word, x: number, y: number, anchor: 'start' | 'middle' | 'end') {
  if (lines.length === 1) return <text class={look} x={round(x)} y={round(y)} text-anchor={anchor === 'start' ? undefined : anchor}>{lines[0]}</text>
  return (
    <text class={look} x={round(x)} y={round(y)} text-anchor={anchor === 'start' ? undefined : anchor}>
      {lines.map((text, at) => <tspan x={round(x)} dy={at ? 17 : undefined}>{text}</tspan>)}
    </text>
  )
}

/** Neighbouring indices that belong to one unbroken line. */
function runs(length: number, holds: (at: number) => boolean, joins: boolean[]): number[][] {
  const found: number[][] = []
  for (let at = 0; at < length; at++) {
    if (!holds(at)) continue
    const last = found.at(-1)
    if (last && last.at(-1) === at - 1 && joins[at]) last.push(at)
    else found.push([at])
  }
  return found
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

const round = (value: number) => Math.round(value * 10) / 10
