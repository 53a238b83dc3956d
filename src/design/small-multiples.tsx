import { showAmount, showBare } from './amount.ts'
import { type Axis, axisFor, timeline } from './axis.ts'
import { type ChartFrame, Figure } from './chart-figure.tsx'
import { pushApart, round, textWidth } from './label.ts'
import { isNumber, shortOf } from './spark.tsx'

export interface Multiple {
  id: string
  name: string
  /** Aligned with the periods. */
  values: (number | null)[]
  /** Why a period has none, in words, aligned with the values. */
  reasons?: (string | null)[]
  isUs?: boolean
}

export interface SmallMultiplesProps extends ChartFrame {
  periods: string[]
  unit: string
  decimals: number
  /** At most twelve; more than that nobody compares. This place, where it is among them, comes first. */
  items: Multiple[]
  /** Periods from which the count is another: no line crosses. */
  breaks: { period: string; note: string }[]
  notes?: string[] | undefined
  caption: string
  /** What the rows of the table are: "Place", "Group". */
  of: string
}

const MOST = 12

/** One curve for each of some places or groups, all on one scale; this place's own stands in each, dashed. */
export function SmallMultiples(props: SmallMultiplesProps) {
  const items = props.items.slice(0, MOST)
  const axis = axisFor(items.flatMap(({ values }) => values.filter(isNumber)) as number[], props.unit, 3)
  const us = items.find(({ isUs }) => isUs)
  const notes = [
    ...props.breaks.filter(({ period }) => props.periods.includes(period)).map(({ period, note }) => `Lines break before ${period}: ${note.replace(/\.$/, '')}.`),
    ...(axis.holdsZero ? [] : ['The scale does not begin at 0.']), ...(props.notes ?? []),
  ]
  return (
    <Figure id={props.id} title={props.title} subtitle={props.subtitle} source={props.source} links={props.links} level={props.level} notes={notes} table={tableOf(props, items)}>
      <ul class="multiples">
        {items.map((item, at) => (
          <li class={item.isUs ? 'us' : undefined}>
            <p>{item.name}</p>
            {item.values.some(isNumber) ? drawn(props, item, us, axis, `${props.id}-${at}`) : <div class="void">No figure{item.reasons?.at(-1) ? `: ${item.reasons.at(-1)}` : ''}</div>}
          </li>
        ))}
      </ul>
    </Figure>
  )
}

function tableOf({ caption, of, periods, unit, decimals }: SmallMultiplesProps, items: Multiple[]) {
  return {
    caption: `${caption}${unit ? `, ${unit === '%' ? 'per cent' : unit}` : ''}`,
    columns: [{ label: of }, ...periods.map((label) => ({ label, isNumber: true }))],
    rows: items.map(({ name, values, reasons, isUs }) => ({
      isUs: isUs ?? false, cells: [name, ...periods.map((_, at) => (isNumber(values[at]) ? showBare(values[at]!, { unit, decimals }) : <span class="quiet">{reasons?.[at] ?? 'no figure'}</span>))],
    })),
  }
}

const BOX = { width: 330, top: 12, bottom: 116 }

function drawn(props: SmallMultiplesProps, item: Multiple, us: Multiple | undefined, axis: Axis, id: string) {
  const { periods } = props
  const beside = us && us !== item && us.values.some(isNumber) ? us : null
  const ends = [endOf(item, props, item.isUs ? 'b t-us' : 'b'), ...(beside ? [endOf(beside, props, 'ax t-us', beside.name)] : [])]
  const [left, right] = [Math.max(...axis.ticks.map(({ label }) => textWidth(label, 14))) + 8, BOX.width - Math.max(...ends.map(({ text }) => textWidth(text, 15, true))) - 12]
  const time = timeline(periods)
  const x = (at: number) => left + time.at[at]! * (right - left)
  const y = (value: number) => BOX.bottom - ((value - axis.from) / (axis.to - axis.from)) * (BOX.bottom - BOX.top)
  const tops = pushApart(ends.map(({ value }) => y(value)), ends.map(() => 18), 0, BOX.bottom + 6)
  const last = item.values.findLastIndex(isNumber)
  const lineOf = ({ values }: Multiple) => periods.map((period, at) => (!isNumber(values[at]) ? ''
    : `${at > 0 && time.follows[at] && isNumber(values[at - 1]) && !props.breaks.some((one) => one.period === period) ? 'L' : 'M'}${round(x(at))} ${round(y(values[at]!))}`)).join('')
  return (
    <svg viewBox={`0 0 ${BOX.width} 142`} role="img" aria-labelledby={`${id}t`} aria-describedby={`${id}d`}>
      <title id={`${id}t`}>{item.name}</title>
      <desc id={`${id}d`}>{describe(props, item)}</desc>
      {axis.ticks.map(({ value, label }) => (
        <>
          <path class={value === 0 ? 'k-axis' : 'k-grid'} d={`M${round(left)} ${round(y(value))}H${round(right)}`} />
          <text class="ax" x={round(left - 6)} y={round(y(value) + 5)} text-anchor="end">{label}</text>
        </>
      ))}
      <text class="ax" x={round(left)} y="138">{shortOf(periods[0]!)}</text>
      {periods.length > 1 ? <text class="ax" x={round(right)} y="138" text-anchor="end">{shortOf(periods.at(-1)!)}</text> : null}
      {beside ? <path class="k-ours" d={lineOf(beside)} /> : null}
      <path class={item.isUs ? 'k-us' : 'k-each'} d={lineOf(item)} />
      <path class={item.isUs ? 'p-us' : 'p-each'} d={`M${round(x(last))} ${round(y(item.values[last]!))}h.01`} />
      {ends.map(({ text, look }, at) => <text class={`${look} halo`} x={round(right + 10)} y={round(tops[at]! + 14)}>{text}</text>)}
    </svg>
  )
}

function endOf({ values }: Multiple, style: SmallMultiplesProps, look: string, name?: string) {
  const value = values.findLast(isNumber)!
  return { value, look, text: name ? short(name) : showAmount(value, style) }
}

/** A long name is cut where a line's end has no room for it: it stands in full over its own curve. */
const short = (name: string) => (name.length > 12 ? `${name.slice(0, 11).trimEnd()}…` : name)

function describe({ periods, ...style }: SmallMultiplesProps, { values }: Multiple) {
  const held = values.flatMap((value, at) => (isNumber(value) ? [{ value: value!, period: periods[at]! }] : []))
  const [first, last] = [held[0]!, held.at(-1)!]
  const said = held.length === 1 ? `${showAmount(first.value, style)} in ${first.period}, the one figure.` : `${showAmount(first.value, style)} in ${first.period}, ${showAmount(last.value, style)} in ${last.period}.`
  const gaps = periods.length - held.length
  return gaps ? `${said} ${gaps} of ${periods.length} periods without a figure.` : said
}
