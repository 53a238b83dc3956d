import type { ComponentChildren } from 'preact'
import { type GlyphName, Glyph } from './glyph.tsx'
import { type Column, Table, type TableRow } from './govuk.tsx'

type Text = ComponentChildren

export interface OpeningProps {
  /** Where this stands: place, promise, kind. */
  kicker?: Text
  /** One sentence that could be wrong. */
  heading: Text
  standfirst?: Text
  aside?: Text
  children?: Text
}

export function Opening({ kicker, heading, standfirst, aside, children }: OpeningProps) {
  return (
    <div class={aside ? 'opening has-aside' : 'opening'}>
      <div>
        {kicker ? <p class="kicker">{kicker}</p> : null}
        <h1 class={typeof heading === 'string' && heading.length > 90 ? 'long' : undefined}>{heading}</h1>
        {standfirst ? <p class="standfirst">{standfirst}</p> : null}
        {children}
      </div>
      {aside ? <div class="aside">{aside}</div> : null}
    </div>
  )
}

export interface BigNumberProps {
  /** As shown: "14.0", with its unit apart. Null where there is no figure: then `why` says so in its frame. */
  value: string | null
  unit?: string
  why?: string
  children?: Text
}

export function BigNumber({ value, unit, why = 'No figure', children }: BigNumberProps) {
  const before = unit === '£'
  return (
    <>
      {value === null
        ? <p class="bignum-none void">{why}</p>
        : <p class={value.length > 6 ? 'bignum long' : 'bignum'}>
            {before ? <small>£</small> : null}{value}{unit && !before ? <small class={unit === '%' ? undefined : 'unit'}>{unit === '%' ? '%' : ` ${unit}`}</small> : null}
          </p>}
      {children ? <div class="small quiet under">{children}</div> : null}
    </>
  )
}

/** Word, shape, then colour: a judgement is readable without any one of them. */
export function Verdict({ kind, children }: { kind: GlyphName; children?: Text }) {
  return <span class={`v ${kind}`}><Glyph name={kind} />{children ?? VERDICTS[kind]}</span>
}

export interface SectionProps {
  heading?: Text
  /** A line under the heading: who wrote it, when, a link. */
  aside?: Text
  id?: string
  /** Without the rail: a chart at full width. */
  isFull?: boolean
  /** Of no use on paper: left out of print. */
  isScreenOnly?: boolean
  children: Text
}

export function Section({ heading, aside, id, isFull, isScreenOnly, children }: SectionProps) {
  return (
    <section class={['section', isFull ? 'full' : '', isScreenOnly ? 'no-print' : ''].filter(Boolean).join(' ')} id={id}>
      {heading ? <header><h2>{heading}</h2>{aside ? <p>{aside}</p> : null}</header> : isFull ? null : <div class="rail" />}
      <div class="stack">{children}</div>
    </section>
  )
}

/** Content with a narrow column of side notes (`margin`), or even columns. */
export function Columns({ kind, children }: { kind: 'margin' | 'two' | 'three'; children: Text }) {
  return <div class={`cols ${kind}`}>{children}</div>
}

export function Note({ heading, children }: { heading?: Text; children: Text }) {
  return <div class="note">{heading ? <p><b>{heading}</b></p> : null}{children}</div>
}

/** A list of things, ruled apart. `acts` has three columns: what; who and when; state. `diary` begins with a date. */
export function Rows({ kind, items }: { kind?: 'acts' | 'diary'; items: Text[] }) {
  return <ul class={kind ? `rows ${kind}` : 'rows'}>{items.map((item) => <li>{item}</li>)}</ul>
}

export interface Step {
  text: Text
  state?: Text
  isCurrent?: boolean
  /** Not reached yet. */
  isAhead?: boolean
}

export function Steps({ steps }: { steps: Step[] }) {
  return (
    <ol class="steps">
      {steps.map(({ text, state, isCurrent, isAhead }) => (
        <li aria-current={isCurrent ? 'step' : undefined} class={isAhead ? 'quiet' : undefined}><div>{text}</div>{state ? <span>{state}</span> : null}</li>
      ))}
    </ol>
  )
}

export function Counts({ items }: { items: { label: string; count: Text }[] }) {
  return <dl class="counts">{items.map(({ label, count }) => <div><dt>{label}</dt><dd>{count}</dd></div>)}</dl>
}

/** Several judgements counted, beside the opening sentence. */
export function Tally({ items }: { items: { label: Text; count: Text; kind?: GlyphName }[] }) {
  return <dl class="tally">{items.map(({ label, count, kind }) => <div><dt class={kind}>{label}</dt><dd><b>{count}</b></dd></div>)}</dl>
}

/** A value exactly as it was found in a file. */
export function Found({ children }: { children: Text }) {
  return <span class="found">{children}</span>
}

/** Sources and method of a page; give it to `Page` as `foot`. */
export function Foot({ lines }: { lines: Text[] }) {
  return <>{lines.map((line) => <p>{line}</p>)}</>
}

export interface DataTableProps {
  caption: string
  columns: (Column | string)[]
  rows: (TableRow | Text[])[]
  /** The caption repeats what stands just above. */
  hidesCaption?: boolean
}

/** A table of figures that scrolls by itself on a narrow screen, and can be reached and scrolled with the keyboard. */
export function DataTable({ caption, columns, rows, hidesCaption }: DataTableProps) {
  const named = columns.map((column) => (typeof column === 'string' ? { label: column } : column))
  return (
    <div class="scroll" role="region" aria-label={caption} tabIndex={0}>
      <Table caption={caption} columns={named} rows={rows} firstIsHeader {...(hidesCaption ? { hidesCaption } : {})} />
    </div>
  )
}

export interface ProgressBarProps {
  id: string
  label: string
  done: number
  of: number
  showsLabel?: boolean
}

export function ProgressBar({ id, label, done, of, showsLabel }: ProgressBarProps) {
  const percent = of > 0 ? Math.floor((100 * Math.min(done, of)) / of) : 0
  return (
    <div class="progress">
      <label for={id} class={showsLabel ? 'small quiet' : 'govuk-visually-hidden'}>{label}</label>
      <progress id={id} max={of > 0 ? of : 1} value={Math.min(done, of)}>{percent}%</progress>
    </div>
  )
}

/** Nothing here, and why, and what to do about it: a dashed frame, never a zero. */
export function EmptyState({ reason, children }: { reason: Text; children?: Text }) {
  return <div class="void"><p><b>{reason}</b></p>{children ? <div class="quiet">{children}</div> : null}</div>
}

export const BATCH_STATES = ['unmapped', 'received', 'checking', 'checked', 'committing', 'committed', 'unchanged', 'rejected', 'undoing', 'undone', 'discarded', 'failed'] as const
export type BatchState = (typeof BATCH_STATES)[number]

export function StateTag({ state }: { state: BatchState }) {
  const [kind, word] = BATCH_WORDS[state]
  return <Verdict kind={kind}>{word}</Verdict>
}

const VERDICTS: Record<GlyphName, string> = { better: 'Better', worse: 'Worse', steady: 'No clear change', doubt: 'Can’t be known' }

const BATCH_WORDS: Record<BatchState, [GlyphName, string]> = {
  unmapped: ['doubt', 'Columns to be matched'],
  received: ['doubt', 'Received'],
  checking: ['doubt', 'Being checked'],
  checked: ['doubt', 'Waits for your decision'],
  committing: ['doubt', 'Being taken in'],
  committed: ['better', 'Taken in'],
  unchanged: ['steady', 'Nothing new'],
  rejected: ['worse', 'Not taken in'],
  undoing: ['doubt', 'Being undone'],
  undone: ['steady', 'Undone'],
  discarded: ['steady', 'Thrown away'],
  failed: ['worse', 'Broke off'],
}
