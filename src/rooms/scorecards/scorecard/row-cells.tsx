import type { ComponentChildren, VNode } from 'preact'
import { drawReady, type Ready, readyOf, readyPart, readyRow, scoreCells, type ScoreColumn, type ScoreRow, type ScoreRun, showBare, showChange, Spark, sparkWithTarget, Verdict } from '#design'
import { MISSING_IN_WORDS } from '#kernel'
import { capital, labelOf, measureAddress, type Summary } from '#rooms/measures'
import { TURNED_WORDS } from '../turned.ts'
import { COLUMNS, type ColumnId } from './asked.ts'
import type { Score } from './score.ts'
import { ageInWords, gapInWords, othersInWords, trendInWords } from './words.ts'

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

export const columnsOf = (columns: ColumnId[]): ScoreColumn[] =>
  columns.map((id) => ({ id, label: COLUMNS[id], ...(id === 'curve' ? { kind: 'picture' as const } : id === 'latest' ? { kind: 'latest' as const } : {}) }))

export function rowOf(score: Score, ground: RowGround): ScoreRow | VNode {
  const { summary, role } = score
  const id = `i-${score.id}`
  const published = summary?.now ? publishedOf(summary, score, ground) : null
  // A service calls its measure by its own words.
  const name = published && !ground.under && labelOf(summary!.series) === score.label ? published.name(role === 'secondary') : null
  const runs = published && !hasOwn(score, ground) ? [published.whole(ground)] : ground.runs.map((run) => runOf(run, score, published, ground))
  if (name !== null && runs.every((run) => 'bytes' in run)) return readyRow(id, name, runs)
  return { id, name: name === null ? nameOf(score, ground) : readyPart(name), runs }
}

/** Whether anything the area wrote is shown in the row. */
function hasOwn(score: Score, { runs }: RowGround) {
  return runs.some(([first]) => (first === 'curve' ? score.target !== null : isOwn(first!) && !hasNothing(first!, score)))
}

function nameOf({ label, measure, series, role, summary }: Score, { code, under }: RowGround): ComponentChildren {
  const name = measure ? <a href={measureAddress(measure.id, code, series?.group.id)}>{label}</a> : <span dir="auto">{label}</span>
  return <>{name}{notesUnder(summary?.now ? series!.unit : '', role === 'secondary', under)}</>
}

function notesUnder(unit: string, isSecondary: boolean, under?: string) {
  const notes = [unit, isSecondary ? 'secondary' : null, under].filter(Boolean).join(' · ')
  return notes ? <small>{notes}</small> : null
}

/** What is the area's own is drawn for each viewer anew; all else is published. */
const isOwn = (column: ColumnId) => column === 'target' || column === 'turned' || column === 'story'

/** Columns that stand beside each other and are drawn together. The curve stands alone: a target is drawn into it. */
export const runsIn = (columns: ColumnId[]): ColumnId[][] => columns.reduce<ColumnId[][]>((runs, column) => {
  const last = runs.at(-1)
  const before = last?.at(-1)
  if (!before || isOwn(before) || isOwn(column) || before === 'curve' || column === 'curve') return [...runs, [column]]
  return [...runs.slice(0, -1), [...last!, column]]
}, [])

function runOf(run: ColumnId[], score: Score, published: Published | null, { isOurs }: RowGround): ScoreRun {
  const [first] = run
  if (isOwn(first!) && hasNothing(first!, score)) return nothingIn(first!, isOurs)
  if (!published || isOwn(first!)) return { columns: columnsOf(run), cells: run.map((column) => cellOf(column, score)) }
  return first === 'curve' && score.target ? withTarget(published.run(run), score) : published.run(run)
}

/** A target is the area's: it is put into the published curve for each viewer anew. */
function withTarget({ markup }: Ready, { summary, target }: Score): ScoreRun {
  const { values, england, isTotal } = summary!
  const from = markup.indexOf('<svg')
  const marked = sparkWithTarget(markup.slice(from), { values, england: isTotal ? null : england }, target!.value)
  if (marked !== null) return readyOf(markup.slice(0, from) + marked)
  return { columns: columnsOf(['curve']), cells: [<Curve summary={summary!} target={target!.value} />] }
}

/** Where nobody has written anything the cell says so, in the same words for everyone. */
const NOTHING_YET: Partial<Record<ColumnId, string>> = { target: 'none set', turned: 'no baseline', story: 'none yet' }
const NOTHING_DRAWN = keeping()

const hasNothing = (column: ColumnId, { target, turned, written }: Score) => (column === 'target' ? !target : column === 'turned' ? !turned : !written.story)

function nothingIn(column: ColumnId, isOurs: boolean): Ready {
  return NOTHING_DRAWN(`${column} ${isOurs}`, () => drawReady(scoreCells({ columns: columnsOf([column]), cells: [<span class="quiet">{isOurs ? NOTHING_YET[column] : '–'}</span>] })))
}

/** What is published is drawn once for a place, a series and a day: it is the same for everyone who looks. */
interface Published {
  day: string
  name: (isSecondary: boolean) => Ready
  run: (columns: ColumnId[]) => Ready
  /** All cells of a row in which nobody has written anything. */
  whole: (ground: RowGround) => Ready
}
const DRAWN = new WeakMap<Summary, Published>()

function publishedOf(summary: Summary, { monthsOld }: Score, { day, level, code }: RowGround): Published {
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

/** Draws each part once, by its key. */
function keeping() {
  const held = new Map<string, Ready>()
  return (key: string, draw: () => Ready): Ready => {
    const before = held.get(key)
    if (before) return before
    const drawn = draw()
    held.set(key, drawn)
    return drawn
  }
}

function publishedCell(column: ColumnId, summary: Summary, level: string, monthsOld: number | null): ComponentChildren {
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

function cellOf(column: ColumnId, score: Score): ComponentChildren {
  switch (column) {
    case 'target': return <Target score={score} />
    case 'turned': return <Turned score={score} />
    case 'story': return <Story score={score} />
    case 'latest': return score.summary?.now ? publishedCell(column, score.summary, '', null) : <span class="none">{capital(score.why ?? 'no figure')}</span>
    default: return <span class="quiet">–</span>
  }
}

function Curve({ summary: { series, values, england, isTotal }, target = null }: { summary: Summary; target?: number | null }) {
  return <Spark periods={series.periods.map(({ label }) => label)} values={values} england={isTotal ? null : england} target={target} breaks={series.measure.breaks.map(({ period }) => period)} />
}

function Target({ score }: { score: Score }) {
  const { target, series } = score
  if (!target || !series) return <span class="quiet">–</span>
  const gap = gapInWords(score)
  return (
    <>
      {showBare(target.value, series)} <span class="quiet">by {target.period}</span>
      {gap === null ? null : <> <small>{gap === 'reached' ? <Verdict kind="better">Reached</Verdict> : target.isPast && target.toGo !== null ? <Verdict kind="worse">{capital(gap)}</Verdict> : gap}</small></>}
    </>
  )
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

function Turned({ score: { turned } }: { score: Score }) {
  if (!turned) return null
  const word = TURNED_WORDS[turned.word]
  return <>{turned.word === 'turned' ? <Verdict kind="better">{word}</Verdict> : turned.word === 'not-turned' ? <Verdict kind="steady">{word}</Verdict> : <Verdict kind="doubt">{word}</Verdict>} <small>{turned.because}</small></>
}

function Story({ score: { written: { story }, summary } }: { score: Score }) {
  if (!story) return null
  return <>{story.period === null ? 'Written' : `For ${story.period}`}{summary?.now && story.period !== summary.now.period.label ? <> <small>a newer figure is out</small></> : null}</>
}
