import type { ComponentChildren } from 'preact'
import { drawReady, type Ready, readyOf, scoreCells, showBare, showChange, Spark, Verdict } from '#design'
import { MISSING_IN_WORDS } from '#kernel'
import { labelOf, measureAddress, type Summary } from '#rooms/measures'
import type { ColumnId } from './asked.ts'
import { columnsOf, isOwn, keeping } from './cells.ts'
import { nothingIn } from './own-cells.tsx'
import type { Score } from './score.ts'
import { ageInWords, othersInWords, trendInWords } from './words.ts'

/** Where the rows stand: all of one place and one day. */
export interface RowGround {
  code: string
  level: string
  /** Of the month the age of data is told in. */
  day: string
  /** The columns in runs that are drawn together. */
  runs: ColumnId[][]
  /** What is written about the place may be seen: else the columns for it stay empty, and do not say that there is nothing. */
  isOurs: boolean
  /** Under the name, where the order of the page does not say it. */
  under?: string | undefined
}

/** What is published is drawn once for a place, a series and a day: it is the same for everyone who looks. */
export interface Published {
  day: string
  name: (isSecondary: boolean) => Ready
  run: (columns: ColumnId[]) => Ready
  /** All cells of a row in which nobody has written anything. */
  whole: (ground: RowGround) => Ready
}
const DRAWN = new WeakMap<Summary, Published>()

export function publishedOf(summary: Summary, { monthsOld }: Score, { day, level, code }: RowGround): Published {
  const held = DRAWN.get(summary)
  if (held?.day === day) return held
  const { series } = summary
  const once = keeping()
  const link = <a href={measureAddress(series.measure.id, code, series.group.id)}>{labelOf(series)}</a>
  const run = (columns: ColumnId[]) => once(columns.join(), () => drawReady(scoreCells({ columns: columnsOf(columns), cells: columns.map((column) => publishedCell(column, summary, level, monthsOld)) })))
  const published: Published = {
    day, run,
    name: (isSecondary) => once(isSecondary ? 'name, secondary' : 'name', () => drawReady(<>{link}{notesUnder(series.unit, isSecondary)}</>)),
    whole: ({ runs, isOurs }) => once(`${runs.join()} ${isOurs}`, () => readyOf(runs.map((columns) => (isOwn(columns[0]!) ? nothingIn(columns[0]!, isOurs) : run(columns)).markup).join(''))),
  }
  DRAWN.set(summary, published)
  return published
}

export function notesUnder(unit: string, isSecondary: boolean, under?: string) {
  const notes = [unit, isSecondary ? 'secondary' : null, under].filter(Boolean).join(' · ')
  return notes ? <small>{notes}</small> : null
}

export function publishedCell(column: ColumnId, summary: Summary, level: string, monthsOld: number | null): ComponentChildren {
  switch (column) {
    case 'curve': return <Curve summary={summary} />
    case 'latest': return <span class="latest">{showBare(summary.now!.value, summary.series)}</span>
    case 'trend': return <Trend summary={summary} />
    case 'others': return <Others summary={summary} level={level} />
    case 'age': return <Age summary={summary} monthsOld={monthsOld} />
    case 'change': return <Change summary={summary} />
    default: return null
  }
}

export function Curve({ summary: { series, values, england, isTotal }, target = null }: { summary: Summary; target?: number | null }) {
  return <Spark periods={series.periods.map(({ label }) => label)} values={values} england={isTotal ? null : england} target={target} breaks={series.measure.breaks.map(({ period }) => period)} />
}

function Trend({ summary }: { summary: Summary }) {
  const { kind, word, because } = trendInWords(summary)
  return <>{kind === null ? <b>{word}</b> : <Verdict kind={kind}>{word}</Verdict>} <small>{because}</small></>
}

function Others({ summary, level }: { summary: Summary; level: string }) {
  const { values, note } = othersInWords(summary, level)
  return (
    <>
      {values.length ? values.map((value, at) => <><span class="nowrap">{value}{at < values.length - 1 ? ',' : ''}</span> </>) : note ? null : <span class="quiet">–</span>}
      {note ? <small>{note}</small> : null}
    </>
  )
}

function Age({ summary: { now, missing, series }, monthsOld }: { summary: Summary; monthsOld: number | null }) {
  const last = series.periods.at(-1)
  const notes = [now!.status === 'provisional' ? 'provisional' : null, ageInWords(monthsOld), missing && last !== now!.period ? `${last!.label}: ${MISSING_IN_WORDS[missing]}` : null]
  return <>{now!.period.label}{notes.map((note) => (note ? <> <small>{note}</small></> : null))}</>
}

function Change({ summary: { change, before, series } }: { summary: Summary }) {
  return change === null ? <span class="quiet">–</span> : <>{showChange(change, series)} <small>from {showBare(before!, series)}</small></>
}
