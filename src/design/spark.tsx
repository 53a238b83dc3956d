import type { ComponentChildren } from 'preact'
import { showAmount, showBare } from './amount.ts'
import { shortPeriod, timeline } from './axis.ts'
import { pushApart, round, textWidth } from './label.ts'

export interface SparkProps {
  periods: string[]
  /** Aligned with periods. */
  values: (number | null)[]
  england?: (number | null)[] | null
  target?: number | null
  /** Periods from which the count is another: the line does not cross. */
  breaks?: string[]
}

/** A line the size of a word, beside figures that say the same: hidden from those who hear the page. */
export function Spark({ periods, values, england, target, breaks = [] }: SparkProps) {
  const { us, them, x, y } = fit({ periods, breaks }, values, england ?? [], typeof target === 'number' ? [target] : [], SPARK)
  return (
    <svg class="spark" viewBox="0 0 152 44" aria-hidden="true">
      {typeof target === 'number' ? <path class="k-tg" d={targetLine(round(y(target)))} /> : null}
      {them ? <path class="k-en" d={them} /> : null}
      {us ? <path class="k-us" d={us} /> : <rect class="k-void" x="1" y="1" width="150" height="42" />}
      {lastOf(values, x, y, 'p-us')}
    </svg>
  )
}

/** The lines of a spark lie in this box; a target's dots at its right. */
const SPARK = { left: 4, right: 146, top: 4, bottom: 40 }

/**
 * A spark drawn before, as markup, with a target in it: drawing it anew costs twenty times as much. Null where the target lies beyond
 * what is drawn, so that the lines would move.
 */
export function sparkWithTarget(drawn: string, { values, england }: Pick<SparkProps, 'values' | 'england'>, target: number): string | null {
  const [low, high] = reach(values, england ?? [], [])
  if (!(target >= low && target <= high) || low === high) return null
  return drawn.replace('>', `><path class="k-tg" d="${targetLine(round(SPARK.bottom - ((target - low) / (high - low)) * (SPARK.bottom - SPARK.top)))}"></path>`)
}

const targetLine = (y: number) => `M108 ${y}H150`

export interface SmallCurveProps extends SparkProps {
  id: string
  place: string
  unit: string
  decimals: number
  title: ComponentChildren
  subtitle?: ComponentChildren
  /** Verdict and what it rests on, under the drawing. */
  children?: ComponentChildren
}

/** A curve for a row of three: the line, England's, and the last figure of each. */
export function SmallCurve({ id, place, unit, decimals, title, subtitle, periods, values, england, breaks = [], children }: SmallCurveProps) {
  const style = { unit, decimals }
  const [now, inEngland] = [values.findLastIndex(isNumber), (england ?? []).findLastIndex(isNumber)]
  const said = [now < 0 ? `${place}: no figure` : `${place} ${showAmount(values[now]!, style)} in ${periods[now]}`, inEngland < 0 ? null : `England ${showAmount(england![inEngland]!, style)}`]
  const ends = [
    ...(now < 0 ? [] : [{ text: showAmount(values[now]!, style), value: values[now]!, look: 'b t-us' }]),
    ...(inEngland < 0 ? [] : [{ text: `${showBare(england![inEngland]!, style)} Eng.`, value: england![inEngland]!, look: 'ax' }]),
  ]
  const column = Math.max(20, ...ends.map(({ text }) => textWidth(text, 15, true))) + 12
  const right = 330 - column
  const { us, them, x, y } = fit({ periods, breaks }, values, england ?? [], [], { left: 4, right, top: 14, bottom: 104 })
  const tops = pushApart(ends.map(({ value }) => y(value)), ends.map(() => 18), 0, 112)
  return (
    <div class="chart" id={id}>
      <figure>
        <p class="title">{title}</p>
        {subtitle ? <p class="sub">{subtitle}</p> : null}
        <svg class="fit" viewBox="0 0 330 130" role="img" aria-label={said.filter(Boolean).join(', ')}>
          <path class="k-axis" d={`M4 110H${round(right)}`} />
          {periods.length ? <text class="ax" x="4" y="127">{shortOf(periods[0]!)}</text> : null}
          {periods.length > 1 ? <text class="ax" x={round(right)} y="127" text-anchor="end">{shortOf(periods.at(-1)!)}</text> : null}
          {them ? <path class="k-en" d={them} /> : null}
          {us ? <path class="k-us" d={us} /> : now < 0 ? <rect class="k-void" x="4" y="4" width={round(right - 4)} height="100" /> : null}
          {now < 0 ? <text class="ax" x={round(right / 2)} y="58" text-anchor="middle">no figure</text> : null}
          {lastOf(england ?? [], x, y, 'p-en')}
          {lastOf(values, x, y, 'p-us')}
          {ends.map(({ text, look }, at) => <text class={look} x={round(right + 10)} y={round(tops[at]! + 14)}>{text}</text>)}
        </svg>
        {children ? <figcaption>{children}</figcaption> : null}
      </figure>
    </div>
  )
}

export const isNumber = (value: number | null | undefined) => typeof value === 'number'
export const shortOf = (period: string) => (period.length > 7 ? shortPeriod(period) : period)

export function fit({ periods, breaks }: { periods: string[]; breaks: string[] }, values: (number | null)[], england: (number | null)[], more: number[], box: { left: number; right: number; top: number; bottom: number }) {
  const time = timeline(periods)
  let [low, high] = reach(values, england, more)
  if (low === high) [low, high] = [low - 1, high + 1]
  const x = (at: number) => box.left + time.at[at]! * (box.right - box.left)
  const y = (value: number) => box.bottom - ((value - low) / (high - low)) * (box.bottom - box.top)
  const drawn = (series: (number | null)[]) => {
    let made = ''
    for (let at = 0; at < periods.length; at++) {
      if (!isNumber(series[at])) continue
      made += `${at > 0 && time.follows[at] && !breaks.includes(periods[at]!) && isNumber(series[at - 1]) ? 'L' : 'M'}${round(x(at))} ${round(y(series[at]!))}`
    }
    return made
  }
  return { us: drawn(values), them: drawn(england), x, y }
}

export function lastOf(series: (number | null)[], x: (at: number) => number, y: (value: number) => number, look: string) {
  const at = series.findLastIndex(isNumber)
  return at < 0 ? null : <path class={look} d={`M${round(x(at))} ${round(y(series[at]!))}h.01`} />
}

/** The least and the greatest of all values there are. */
function reach(...lists: (number | null)[][]): [low: number, high: number] {
  let low = Infinity
  let high = -Infinity
  for (const list of lists) {
    for (const value of list) {
      if (typeof value !== 'number') continue
      if (value < low) low = value
      if (value > high) high = value
    }
  }
  return [low, high]
}
