import { showAmount, showBare } from './amount.ts'
import { axisFor } from './axis.ts'
import { type ChartFrame, Figure } from './chart-figure.tsx'
import { round, textWidth } from './label.ts'

export interface RankPlace {
  code: string
  name: string
  value: number
  kind: 'us' | 'neighbour' | 'other'
  /** Shown in the table; DfE's rank, ties sharing the better. */
  rank?: number | null
}

export interface RankChartProps extends ChartFrame {
  place: string
  period: string
  unit: string
  decimals: number
  polarity: 'high' | 'low' | 'none'
  /** Every authority with a value, in any order. */
  places: RankPlace[]
  england: number | null
  /** Authorities without a value, and why, in a note: "Isles of Scilly: not applicable". */
  withoutValue?: string | undefined
  /** What the places picked out are called in the table, where they are not neighbours. */
  pickedWord?: string | undefined
  /** The sentence about this place, where it is not one of the authorities in the row. */
  aboutUs?: string | undefined
}

/** Every authority in order, best first (greatest first where neither end is better); this place and its neighbours picked out. */
export function RankChart(props: RankChartProps) {
  const places = inOrder(props)
  const us = places.findIndex(({ kind }) => kind === 'us')
  const description = describe(props, places, us)
  const notes = [props.polarity === 'none' ? 'Neither end is better, so there is no rank and no quarter.' : null, props.withoutValue ?? null].filter((note) => note !== null)
  return (
    <Figure id={props.id} title={props.title} subtitle={props.subtitle} source={props.source} links={props.links} level={props.level} notes={notes}
      table={tableOf(props, places)} tableLabel={`Table of all ${places.length} authorities`}>
      {drawing(props, places, us, WIDE, description)}
      {drawing(props, places, us, NARROW, description)}
    </Figure>
  )
}

/** Every authority in order: the table of each chart that shows them all. */
export const authoritiesTable = (props: RankChartProps) => tableOf(props, inOrder(props))

function inOrder({ places, polarity }: RankChartProps) {
  const way = polarity === 'low' ? 1 : -1
  return places.toSorted((a, b) => way * (a.value - b.value) || (a.name < b.name ? -1 : 1))
}

function describe({ place, period, england, polarity, aboutUs, ...style }: RankChartProps, places: RankPlace[], us: number) {
  const show = (value: number) => showAmount(value, style)
  if (!places.length) return `No authority has a figure for ${period}.`
  const ends = `${places.length} authorities in order, ${period}, from ${show(places[0]!.value)} (${places[0]!.name}) to ${show(places.at(-1)!.value)} (${places.at(-1)!.name}).`
  const rank = us < 0 ? null : (places[us]!.rank ?? places.findIndex(({ value }) => value === places[us]!.value) + 1)
  const ours = us < 0 ? (aboutUs ?? `${place} has no figure.`) : polarity === 'none' ? `${place}: ${show(places[us]!.value)}.` : `${place} is ${ordinal(rank!)}: ${show(places[us]!.value)}.`
  return [ends, ours, england === null ? null : `England: ${show(england)}.`].filter(Boolean).join(' ')
}

function ordinal(number: number) {
  const ending = number % 100 > 10 && number % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')
  return `${number}${ending}`
}

function tableOf({ period, polarity, unit, decimals, pickedWord = 'neighbour' }: RankChartProps, places: RankPlace[]) {
  const isRanked = polarity !== 'none'
  const first = new Map<number, number>()
  places.forEach(({ value }, at) => first.has(value) || first.set(value, at + 1))
  return {
    caption: `All authorities in order, ${period}`,
    columns: [
      { label: 'Authority' },
      { label: unit === '%' ? 'Per cent' : unit || 'Value', isNumber: true },
      ...(isRanked ? [{ label: `Rank of ${places.length}`, isNumber: true }] : []),
    ],
    rows: places.map(({ name, value, kind, rank }) => ({
      cells: [kind === 'neighbour' ? <>{name} <small class="quiet">{pickedWord}</small></> : name, showBare(value, { unit, decimals }), ...(isRanked ? [rank ?? first.get(value)] : [])],
      isUs: kind === 'us',
    })),
  }
}

interface Frame {
  look: 'wide' | 'narrow'
  width: number
  height: number
  top: number
  ticks: number
}

const WIDE: Frame = { look: 'wide', width: 980, height: 380, top: 64, ticks: 4 }
const NARROW: Frame = { look: 'narrow', width: 343, height: 270, top: 58, ticks: 4 }
const QUARTERS = { wide: ['Top quarter', 'Second', 'Third', 'Bottom quarter'], narrow: ['Top', 'Second', 'Third', 'Bottom'] }

function drawing(props: RankChartProps, places: RankPlace[], us: number, frame: Frame, description: string) {
  const { england, unit, id } = props
  const axis = axisFor([...places.map(({ value }) => value), ...(england === null ? [] : [england])], unit, frame.ticks, true)
  const isWide = frame.look === 'wide'
  const left = Math.max(...axis.ticks.map(({ label }) => textWidth(label, 14))) + 10
  const bottom = frame.height - 52
  const right = frame.width - 2
  const step = Math.min((right - left) / Math.max(places.length, 1), 90)
  const y = (value: number) => bottom - ((value - axis.from) / (axis.to - axis.from)) * (bottom - frame.top)
  const zero = y(Math.max(axis.from, Math.min(axis.to, 0)))
  const bar = (at: number) => {
    const x = left + at * step
    const end = y(places[at]!.value)
    return `M${fine(x)} ${round(zero)}V${round(Math.abs(end - zero) < 1 ? zero - 1 : end)}h${fine(Math.min(step * 0.8, 60))}V${round(zero)}Z`
  }
  const bars = (kind: RankPlace['kind']) => places.map((place, at) => (place.kind === kind ? bar(at) : '')).join('')
  const [wide, dark, ours] = [bars('other'), bars('neighbour'), us < 0 ? '' : bar(us)]
  const key = isWide ? `${id}-w` : `${id}-n`
  const middle = (at: number) => left + at * step + Math.min(step * 0.8, 60) / 2
  const named = names(props, places, us, { y, middle, left, right, zero, isWide, bottom })
  const from = Math.max(0, Math.floor(Math.min(named.top, frame.top - 12)) - 2)
  return (
    <svg class={isWide ? 'row-of-all wide' : 'row-of-all narrow'} viewBox={`0 ${from} ${frame.width} ${frame.height - from}`} role="img" aria-labelledby={`${key}t`} aria-describedby={`${key}d`}>
      <title id={`${key}t`}>All authorities in order, {props.period}</title>
      <desc id={`${key}d`}>{description}</desc>
      <path class="k-grid" d={axis.ticks.filter(({ value }) => value !== 0).map(({ value }) => `M${round(left)} ${round(y(value))}H${right}`).join('')} />
      {axis.ticks.map(({ value, label }) => <text class="ax" x={round(left - 7)} y={round(y(value) + 5)} text-anchor="end">{label}</text>)}
      {wide ? <path class="f-bar" d={wide} /> : null}
      {dark ? <path class="f-nb" d={dark} /> : null}
      {ours ? <path class="f-us" d={ours} /> : null}
      <path class="k-axis" d={`M${round(left)} ${round(zero)}H${right}`} />
      {places.length ? null : <text class="b" x={frame.width / 2} y={frame.height / 2} text-anchor="middle">No authority has a figure for {props.period}</text>}
      {england === null || !places.length ? null : <path class="k-england" d={`M${round(left)} ${round(y(england))}H${right}`} />}
      {named.drawn}
      {props.polarity === 'none' || places.length < 8 ? null : quarters(places.length, left, step, bottom, frame)}
    </svg>
  )
}

/** DfE's bands, by count: each quarter under a bracket. */
function quarters(count: number, left: number, step: number, bottom: number, frame: Frame) {
  const cuts = [0, 0.25, 0.5, 0.75, 1].map((share) => left + Math.round(count * share) * step)
  return (
    <>
      <path class="k-bracket" d={cuts.slice(0, 4).map((from, at) => `M${round(from + 1)} ${bottom + 8}v6H${round(cuts[at + 1]! - step * 0.2 - 1)}v-6`).join('')} />
      {QUARTERS[frame.look].map((name, at) => <text class="ax" x={round((cuts[at]! + cuts[at + 1]!) / 2)} y={bottom + 34} text-anchor="middle">{name}</text>)}
    </>
  )
}

interface Where {
  y: (value: number) => number
  middle: (at: number) => number
  left: number
  right: number
  zero: number
  isWide: boolean
  bottom: number
}

interface Flag {
  at: number
  x: number
  /** Baseline of the name. */
  y: number
  name: string
  look: string
  size: number
  /** Words to the left of the staff, where there is no room to the right. */
  isLeft: boolean
  width: number
}

/** Names on staffs above their bars; each steps up until it stands on nothing. England's line has its name at an end. */
function names(props: RankChartProps, places: RankPlace[], us: number, where: Where) {
  const { y, middle, left, right, zero, isWide } = where
  const boxes: [number, number, number, number][] = []
  const flags: Flag[] = []
  const show = (value: number) => showAmount(value, props)
  const england = props.england
  const word = england === null || !places.length ? null : `England ${show(england)}`
  const rows = places.map(({ value }) => Math.min(y(value), zero))
  const stepWidth = places.length > 1 ? middle(1) - middle(0) : right - left
  const namesAll = places.length <= 12
  /** The top of what stands between two x: bars and, near it, nothing else. */
  const roof = (from: number, to: number) => {
    let top = Infinity
    for (let at = Math.max(0, Math.floor((from - left) / stepWidth)); at < places.length && left + at * stepWidth < to; at++) top = Math.min(top, rows[at]!)
    return top
  }
  const free = (box: [number, number, number, number]) => box[0] >= left - 4 && box[2] <= right + 2 && !boxes.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])
  /** Whether the staff up from a bar would cut through a name already there. */
  const cuts = (x: number, top: number, foot: number) => flags.some(({ x: at, y: base, size, isLeft, width }) => {
    const [from, to] = isLeft ? [at - 4 - width, at - 4] : [at + 4, at + 4 + width]
    return x > from && x < to && top < base + 4 && foot > base - size
  })
  const put = (at: number, text: string, look: string, size: number, mayCut: boolean) => {
    const x = middle(at)
    const width = textWidth(text, size, look.startsWith('b')) + 4
    const sides = x + width + 4 > right ? [true] : [false, true]
    for (const isLeft of sides) {
      for (let lift = 0; lift < (isLeft ? 14 : 7); lift++) {
        const [from, to] = isLeft ? [x - 4 - width, x - 4] : [x + 4, x + 4 + width]
        const base = Math.min(roof(from, to), rows[at]!) - 9 - lift * 9
        const box: [number, number, number, number] = [from, base - size, to, base + 4]
        if (base - size < 0 || !free(box) || (!mayCut && cuts(x, base - size, rows[at]! - 2))) continue
        boxes.push(box, [x - 2, base - size, x + 2, rows[at]! - 2])
        flags.push({ at, x, y: base, name: text, look, size, isLeft, width })
        return true
      }
    }
    return false
  }
  const englandAt = word ? englandSpot(word, y(england!), left, right, roof, boxes) : null
  // From the right: a name runs to the right of its staff, so the ones further left stand above it and cut nothing.
  for (let at = places.length - 1; at >= 0; at--) {
    const { kind, name, value } = places[at]!
    const said: [string, string, number] | null = at === us ? [`${name} ${show(value)}`, 'b t-us halo', 16] : isWide && (kind === 'neighbour' || namesAll) ? [name, 'ax ink halo', 14] : null
    if (said && !put(at, ...said, false)) put(at, ...said, true)
  }
  const drawn = (
    <>
      {flags.map((flag) => (
        <>
          <path class={flag.at === us ? 'k-staff us' : 'k-staff'} d={`M${round(flag.x)} ${round(flag.y - flag.size + 4)}V${round(rows[flag.at]! - 1)}`} />
          <text class={flag.look} x={round(flag.isLeft ? flag.x - 5 : flag.x + 5)} y={round(flag.y)} text-anchor={flag.isLeft ? 'end' : undefined}>{flag.name}</text>
        </>
      ))}
      {englandAt ? <text class="b halo" x={round(englandAt[0])} y={round(englandAt[1])} text-anchor={englandAt[2]}>{word}</text> : null}
    </>
  )
  return { drawn, top: Math.min(Infinity, ...boxes.map((box) => box[1])) }
}

/** Beside the line where no bars stand above it: at its right end when the bars fall that way, else at its left, else over the bars. */
function englandSpot(word: string, line: number, left: number, right: number, roof: (from: number, to: number) => number, boxes: [number, number, number, number][]): [number, number, 'start' | 'end'] {
  const width = textWidth(word, 15, true) + 6
  const isRight = roof(right - width, right) >= line || roof(left, left + width) < line
  const [from, to] = isRight ? [right - width, right] : [left, left + width]
  const base = Math.min(line, roof(from, to)) - 7
  boxes.push([from, base - 15, to, base + 6])
  return isRight ? [right, base, 'end'] : [left + 2, base, 'start']
}

const fine = (value: number) => Math.round(value * 100) / 100
