import type { ComponentChildren } from 'preact'
import { showAmount, showBare } from './amount.ts'
import { timeline } from './axis.ts'
import type { GlyphName } from './glyph.tsx'
import { pushApart, round, textWidth } from './label.ts'
import { Verdict } from './parts.tsx'
import { fit, isNumber, lastOf, shortOf } from './spark.tsx'

export type PromiseState = 'kept' | 'not-kept' | 'cannot-be-known'

export interface PromiseItem {
  /** Unique in the page. */
  id: string
  number: number
  body: string
  state: PromiseState
  /** Sentences with their numbers. */
  why: string
  toKnow?: string | null
  note?: string | null
  /** None where nothing published comes near it: then `none` says why, in a few words. */
  curves: PromiseCurveProps[]
  none?: string
  /** What it rests on, and what can be done about it. */
  children?: ComponentChildren
}

/** Promises one under another: what was promised, whether it was kept and why, and the curve over the life of the strategy and on. */
export function PromiseList({ items }: { items: PromiseItem[] }) {
  return (
    <div class="promises">
      {items.map(({ id, number, body, state, why, toKnow, note, curves, none, children }) => (
        <article class="promise" id={id}>
          <p class="n" aria-hidden="true">{number}</p>
          <div>
            <h3 dir="auto"><span class="govuk-visually-hidden">Promise {number}: </span>{body}</h3>
            <p class="why" dir="auto">{why}</p>
            {note ? <p class="small quiet why" dir="auto">{note}</p> : null}
            {toKnow ? <p class="small quiet why" dir="auto"><b>To know:</b> {toKnow}</p> : null}
          </div>
          <p class="promise-state"><PromiseVerdict state={state} /></p>
          <div class="promise-drawn">{curves.length ? curves.map((curve) => <PromiseCurve {...curve} />) : <NoCurve reason={none ?? 'no published figure'} />}</div>
          {children ? <div class="promise-rests print-if-open">{children}</div> : null}
        </article>
      ))}
    </div>
  )
}

export function PromiseVerdict({ state }: { state: PromiseState }) {
  return <Verdict kind={PROMISE_GLYPHS[state]}>{PROMISE_WORDS[state]}</Verdict>
}

export const PROMISE_WORDS: Record<PromiseState, string> = { kept: 'Kept', 'not-kept': 'Not kept', 'cannot-be-known': 'Can’t be known' }
export const PROMISE_GLYPHS: Record<PromiseState, GlyphName> = { kept: 'better', 'not-kept': 'worse', 'cannot-be-known': 'doubt' }

export interface PromiseCurveProps {
  place: string
  /** Said above the line: which measure, and that it is only the nearest one. */
  caption: string
  unit: string
  decimals: number
  periods: string[]
  values: (number | null)[]
  england: (number | null)[] | null
  /** Periods from which the count is another: the line does not cross. */
  breaks: string[]
  /** First and last of the periods that lie in the life of the strategy, by index; null where none does. */
  life: { from: number; to: number } | null
}

/** The life of the strategy shaded, the place thick, England thin. The same numbers stand in a table beside it. */
export function PromiseCurve({ place, caption, unit, decimals, periods, values, england, breaks, life }: PromiseCurveProps) {
  const style = { unit, decimals }
  const [now, inEngland] = [values.findLastIndex(isNumber), (england ?? []).findLastIndex(isNumber)]
  if (now < 0) return <NoCurve reason="no figure for this place" caption={caption} />
  const ends = [
    { text: showAmount(values[now]!, style), value: values[now]!, look: 'b t-us' },
    ...(inEngland < 0 ? [] : [{ text: `${showBare(england![inEngland]!, style)} Eng.`, value: england![inEngland]!, look: 'ax' }]),
  ]
  const right = WIDE - 12 - Math.max(...ends.map(({ text }) => textWidth(text, 15, true))) - 4
  const { us, them, x, y } = fit({ periods, breaks }, values, england ?? [], [], { left: 4, right, top: 10, bottom: 80 })
  const tops = pushApart(ends.map(({ value }) => y(value)), ends.map(() => 18), 2, 100)
  return (
    <figure class="of-promise">
      <figcaption>{caption}</figcaption>
      <svg class="fit" viewBox={`0 0 ${WIDE} 112`} role="img" aria-label={said({ place, caption, periods, values, england, life, unit, decimals })}>
        {life ? <LifeBand periods={periods} life={life} x={x} right={right} /> : null}
        <path class="k-axis" d={`M4 90H${round(right)}`} />
        <text class="ax" x="4" y="107">{shortOf(periods[0]!)}</text>
        {periods.length > 1 ? <text class="ax" x={round(right)} y="107" text-anchor="end">{shortOf(periods.at(-1)!)}</text> : null}
        {them ? <path class="k-en" d={them} /> : null}
        {us ? <path class="k-us" d={us} /> : null}
        {lastOf(england ?? [], x, y, 'p-en')}
        {lastOf(values, x, y, 'p-us')}
        {ends.map(({ text, look }, at) => <text class={look} x={round(right + 10)} y={round(tops[at]! + 5)}>{text}</text>)}
      </svg>
    </figure>
  )
}

const WIDE = 304

/** Half a step on either side, so that a strategy of one period has room too. */
function LifeBand({ periods, life, x, right }: { periods: string[]; life: { from: number; to: number }; x: (at: number) => number; right: number }) {
  const half = (timeline(periods).step * (right - 4)) / 2
  const from = Math.max(4, x(life.from) - half)
  return <rect class="k-band" x={round(from)} y="4" width={round(Math.min(right, x(life.to) + half) - from)} height="86" />
}

/** Nothing to draw, and why: an empty frame, never a flat line. */
function NoCurve({ reason, caption }: { reason: string; caption?: string }) {
  return (
    <figure class="of-promise">
      {caption ? <figcaption>{caption}</figcaption> : null}
      <svg class="fit" viewBox={`0 0 ${WIDE} 112`} role="img" aria-label={`No curve: ${reason}`}>
        <rect class="k-void" x="4" y="4" width="296" height="86" />
        <text class="ax" x={WIDE / 2} y="52" text-anchor="middle">{reason}</text>
      </svg>
    </figure>
  )
}

/** What the drawing shows, for those who hear it: the ends of the life, and the latest. */
function said({ place, caption, periods, values, england, life, unit, decimals }: Omit<PromiseCurveProps, 'breaks'>) {
  const style = { unit, decimals }
  const at = [...new Set([...(life ? [life.from, life.to] : []), values.findLastIndex(isNumber)])].filter((one) => isNumber(values[one]))
  const parts = at.map((one) => `${place} ${showAmount(values[one]!, style)} in ${periods[one]}${isNumber(england?.[one]) ? `, England ${showAmount(england[one], style)}` : ''}`)
  return `${caption}: ${parts.join('; ')}`
}
