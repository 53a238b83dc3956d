import type { ComponentChildren, VNode } from 'preact'
import { Glyph, type GlyphName } from './glyph.tsx'
import { type Ready, readyBetween, readyPart } from './ready.tsx'

type Text = ComponentChildren

export interface ScoreColumn {
  id: string
  label: string
  kind?: 'number' | 'picture' | 'latest'
}

export interface ScoreRow {
  id: string
  name: Text
  /** The cells of the columns in their order, in runs: one drawn before, or one still to be drawn. */
  runs: ScoreRun[]
}

export type ScoreRun = Ready | { columns: ScoreColumn[]; cells: Text[] }

export interface ScoreGroup {
  /** The result, or the service. Null where the rows belong together for no other reason than their order. */
  heading: Text | null
  /** Each put together of what was drawn before, or still to be drawn. */
  rows: (ScoreRow | VNode)[]
}

export interface ScoreTableProps {
  caption: Text
  /** What the first column names. */
  first: string
  columns: ScoreColumn[]
  groups: ScoreGroup[]
}

/**
 * Results and their indicators as a table, which on a narrow screen becomes a list of blocks. The blocks are made by `display`, which
 * takes a table's meaning from those who hear it in some browsers: so every part says its role.
 */
export function ScoreTable({ caption, first, columns, groups }: ScoreTableProps) {
  return (
    <table class="score" role="table">
      <caption>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">{first}</th>
          {columns.map(({ id, label, kind }) => <th role="columnheader" scope="col" class={lookOf(kind, id)}>{label}</th>)}
        </tr>
      </thead>
      {groups.map(({ heading, rows }) => (
        <tbody role="rowgroup">
          {heading === null ? null : <tr class="result" role="row"><th role="rowheader" scope="rowgroup" colSpan={columns.length + 1}>{heading}</th></tr>}
          {rows.map((row) => ('runs' in row ? <Row row={row} /> : row))}
        </tbody>
      ))}
    </table>
  )
}

function Row({ row: { id, name, runs } }: { row: ScoreRow }) {
  return (
    <tr id={id} role="row">
      <th role="rowheader" scope="row">{name}</th>
      {runs.map((run) => ('bytes' in run ? readyPart(run) : scoreCells(run)))}
    </tr>
  )
}

/** The same row where all of it was drawn before: it is only put together. `id` is one of ours, with nothing in it to escape. */
export function readyRow(id: string, name: Ready, runs: Ready[]): VNode {
  return readyBetween([`<tr id="${id}" role="row"><th role="rowheader" scope="row">`, name, '</th>', ...runs, '</tr>'])
}

/** The cells of some columns of one row. */
export function scoreCells({ columns, cells }: Exclude<ScoreRun, Ready>) {
  return columns.map(({ id, label, kind }, at) => <td role="cell" class={lookOf(kind, id)} data-label={label}><div>{cells[at]}</div></td>)
}

function lookOf(kind: ScoreColumn['kind'], id: string) {
  const look = kind === 'number' ? 'num' : kind === 'picture' ? 'pic' : kind === 'latest' ? 'num latest-cell' : ''
  return `c-${id}${look ? ` ${look}` : ''}`
}

export interface TallyLine {
  kind: GlyphName
  label: string
  count: number
}

/** Judgements counted, each with its shape as often as it was given, as far as there is room. */
export function DirectionTally({ heading, lines }: { heading: string; lines: TallyLine[] }) {
  return (
    <div class="tally-box">
      <p class="small"><b>{heading}</b></p>
      <dl class="tally">
        {lines.map(({ kind, label, count }) => (
          <div>
            <dt class={kind}>{label}</dt>
            <dd><b>{count}</b>{count <= MOST_SHAPES ? <span class={`shapes ${kind}`}>{Array.from({ length: count }, () => <Glyph name={kind} />)}</span> : null}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

const MOST_SHAPES = 8
