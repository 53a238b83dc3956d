import { showAmount } from './amount.ts'
import type { Spread } from './distribution-chart.tsx'
import { placedDots } from './distribution-dots.ts'
import { pushApart, round, textWidth, wrap } from './label.ts'
import type { RankChartProps } from './rank-chart.tsx'

interface Frame {
  width: number
  /** Radius of a dot where there is room. */
  dot: number
  /** How high the dots may stand. */
  room: number
  size: number
  left: number
  right: number
}

const FRAMES: Record<'wide' | 'narrow', Frame> = {
  wide: { width: 980, dot: 6, room: 200, size: 16, left: 12, right: 968 },
  narrow: { width: 343, dot: 3.5, room: 160, size: 15, left: 8, right: 335 },
}
/** Above the dots: the line of names. */
const HEAD = 46

export function drawDistribution(props: RankChartProps, { sorted, cuts, axis }: Spread, look: 'wide' | 'narrow', description: string) {
  const frame = FRAMES[look]
  const x = (value: number) => frame.left + ((value - axis.from) / (axis.to - axis.from || 1)) * (frame.right - frame.left)
  const dots = placedDots(props.places, x, frame)
  const base = HEAD + dots.height
  const key = `${props.id}-${look[0]}`
  return (
    <svg class={look} viewBox={`0 0 ${frame.width} ${base + (cuts && cuts[0] < cuts[2] ? 70 : 28)}`} role="img" aria-labelledby={`${key}t`} aria-describedby={`${key}d`}>
      <title id={`${key}t`}>How all authorities spread, {props.period}</title>
      <desc id={`${key}d`}>{description}</desc>
      {axis.ticks.map(({ value, label }) => (
        <>
          <path class="k-grid" d={`M${round(x(value))} ${HEAD}V${base}`} />
          <text class="ax" x={round(Math.min(frame.width - textWidth(label, 14) / 2, Math.max(textWidth(label, 14) / 2, x(value))))} y={base + 20} text-anchor="middle">{label}</text>
        </>
      ))}
      <path class="k-axis" d={`M${frame.left} ${base}H${frame.right}`} />
      {sorted.length ? null : wrap(`No authority has a figure for ${props.period}`, frame.width - 20, 16, true).map((line, at) => <text class="b" x={frame.width / 2} y={base - 50 + at * 20} text-anchor="middle">{line}</text>)}
      {sorted.length && props.england !== null ? <path class="k-england" d={`M${round(x(props.england))} ${HEAD - 14}V${base}`} /> : null}
      {dots.spots.map(({ kind, cx, up }) => <circle class={kind === 'us' ? 'd-us' : kind === 'neighbour' ? 'd-nb' : 'd-dot'} cx={cx} cy={round(base - up)} r={kind === 'us' ? frame.dot + 1.5 : kind === 'neighbour' ? frame.dot - 0.9 : frame.dot} />)}
      {cuts && cuts[0] < cuts[2] ? <Quarters cuts={cuts} polarity={props.polarity} x={x} top={base + 34} frame={frame} /> : null}
      {sorted.length ? <Names {...props} x={x} base={base} frame={frame} /> : null}
    </svg>
  )
}

const QUARTERS = { high: ['Bottom quarter', 'Third', 'Second', 'Top quarter'], low: ['Top quarter', 'Second', 'Third', 'Bottom quarter'], none: ['Lowest quarter', 'Second', 'Third', 'Highest quarter'] }

/** A bracket for each quarter, named where its name has room: the note under the drawing has the numbers of them all. */
function Quarters({ cuts, polarity, x, top, frame }: { cuts: [number, number, number]; polarity: RankChartProps['polarity']; x: (value: number) => number; top: number; frame: Frame }) {
  const edges = [frame.left, ...cuts.map((cut) => x(cut)), frame.right]
  return (
    <>
      <path class="d-cut" d={cuts.map((cut) => `M${round(x(cut))} ${top - 6}v14`).join('')} />
      <path class="k-bracket" d={`M${frame.left} ${top}H${frame.right}`} />
      {QUARTERS[polarity].map((name, at) => {
        const [from, to] = [edges[at]!, edges[at + 1]!]
        const said = [name, name.replace(' quarter', '')].find((one) => textWidth(one, 14) + 6 < to - from)
        return said ? <text class="ax" x={round((from + to) / 2)} y={top + 22} text-anchor="middle">{said}</text> : null
      })}
    </>
  )
}

/** This place and England by name over where they stand, pushed apart where they stand close. */
function Names({ places, england, x, base, frame, ...style }: RankChartProps & { x: (value: number) => number; base: number; frame: Frame }) {
  const us = places.find(({ kind }) => kind === 'us')
  const said = [
    ...(us ? [{ text: `${us.name} ${showAmount(us.value, style)}`, at: x(us.value), look: 'b t-us halo', isUs: true }] : []),
    ...(england === null ? [] : [{ text: `England ${showAmount(england, style)}`, at: x(england), look: 'b halo', isUs: false }]),
  ]
  const widths = said.map(({ text }) => textWidth(text, frame.size, true) + 12)
  const isTight = widths.reduce((sum, width) => sum + width, 0) > frame.width
  const lefts = isTight ? said.map(({ at }, which) => Math.min(frame.width - widths[which]!, Math.max(0, at - widths[which]! / 2))) : pushApart(said.map(({ at }) => at), widths, 0, frame.width)
  return said.map(({ text, at, look, isUs }, which) => {
    const y = isTight && isUs ? 14 : isTight ? 36 : 26
    return (
      <>
        {isUs ? <path class="k-staff us" d={`M${round(at)} ${y + 6}V${round(base - 2 * frame.dot)}`} /> : null}
        <text class={look} x={round(lefts[which]! + widths[which]! / 2)} y={y} text-anchor="middle">{text}</text>
      </>
    )
  })
}
