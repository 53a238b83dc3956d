import type { ComponentChildren, VNode } from 'preact'
import { type Ready, readyPart, readyRow, type ScoreRow, type ScoreRun, sparkWithTarget } from '#design'
import { capital, labelOf, measureAddress } from '#rooms/measures'
import type { ColumnId } from './asked.ts'
import { columnsOf, isOwn } from './cells.ts'
import { hasNothing, nothingIn, Story, targetCell, Turned } from './own-cells.tsx'
import { Curve, notesUnder, type Published, publishedCell, publishedOf, type RowGround } from './published-cells.tsx'
import type { Score } from './score.ts'

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
  if (first === 'target') return targetCell(score)
  if (!published || isOwn(first!)) return { columns: columnsOf(run), cells: run.map((column) => cellOf(column, score)) }
  return first === 'curve' && score.target ? withTarget(published.run(run), score) : published.run(run)
}

/** A target is the area's: it is put into the published curve for each viewer anew. */
function withTarget({ markup }: Ready, { summary, target }: Score): ScoreRun {
  const { values, england, isTotal } = summary!
  const from = markup.indexOf('<svg')
  const marked = sparkWithTarget(markup.slice(from), { values, england: isTotal ? null : england }, target!.value)
  if (marked !== null) return { markup: markup.slice(0, from) + marked, bytes: null }
  return { columns: columnsOf(['curve']), cells: [<Curve summary={summary!} target={target!.value} />] }
}

function cellOf(column: ColumnId, score: Score): ComponentChildren {
  switch (column) {
    case 'turned': return <Turned score={score} />
    case 'story': return <Story score={score} />
    case 'latest': return score.summary?.now ? publishedCell(column, score.summary, '', null) : <span class="none">{capital(score.why ?? 'no figure')}</span>
    default: return <span class="quiet">–</span>
  }
}
