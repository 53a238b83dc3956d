import { directlyPrecedes, type Missing, type Period } from '#kernel'
import { type Book, gap, type Gap, type Series, type Summary } from '#rooms/measures'
import type { Score } from './score.ts'

/** Measures by groups of children: each group's figure and how far it is from everyone's. */
export interface GroupsTable {
  /** The groups the measures shown are published for: what can be chosen. */
  open: { id: string; label: string; topic: string }[]
  chosen: { id: string; label: string }[]
  rows: { measureId: string; label: string; all: Summary | null; cells: GroupCell[] }[]
}

export interface GroupCell {
  series: Series | null
  summary: Summary | null
  /** Why there is no figure; null where there is one, and where the measure is not published for the group at all. */
  missing: Missing | null
  /** Of the group's latest period, against everyone in the same. */
  gap: Gap
  allThen: number | null
}

/** Sets chosen groups side by side, measure by measure, in the order of the scorecard. */
export function groupsTable(held: Book, summaries: Map<number, Summary>, scores: Score[], asked: string[]): GroupsTable {
  const measures = [...new Map(scores.flatMap(({ measure }) => (measure ? [[measure.id, measure] as const] : []))).values()]
  const open = [...new Map(measures.flatMap(({ id }) => groupsWithFigures(held, id)).map((group) => [group.id, group])).values()].filter(({ id }) => id !== 'all')
    .sort((a, b) => Number(b.topic.startsWith('SEN')) - Number(a.topic.startsWith('SEN')) || (a.topic < b.topic ? -1 : a.topic > b.topic ? 1 : a.position - b.position))
  const chosen = asked.flatMap((id) => open.find((one) => one.id === id) ?? [])
  const summaryOf = (measure: string, group: string) => {
    const series = held.chosen(measure, group)
    return series?.periods.length ? (summaries.get(series.seriesId) ?? null) : null
  }
  if (!chosen.length) return { open, chosen, rows: [] }
  const rows = measures.map(({ id, label }) => {
    const all = summaryOf(id, 'all')
    return { measureId: id, label, all, cells: chosen.map((group) => cellOf(held.chosen(id, group.id) ?? null, summaryOf(id, group.id), all)) }
  })
  return { open, chosen, rows: rows.filter(({ cells }) => cells.some(({ summary }) => summary)) }
}

function cellOf(series: Series | null, summary: Summary | null, all: Summary | null): GroupCell {
  const now = summary?.now?.period
  const before = now && summary.series.periods.find((one) => directlyPrecedes(one, now))
  // One period for both sides of a gap: two series that skip different years are not held against each other.
  const inAll = (period: Period | undefined) => (all && period ? (all.values[all.series.periods.findIndex(({ type, label }) => type === period.type && label === period.label)] ?? null) : null)
  const allThen = inAll(now)
  return {
    series, summary, missing: summary && !now ? (summary.missing ?? 'not-reported') : null, allThen,
    gap: gap(summary?.now?.value ?? null, allThen, summary?.before ?? null, inAll(before)),
  }
}

/** Asked for each measure of each scorecard: worked out once for a state of the book. */
const WITH_FIGURES = new WeakMap<Book, Map<string, ReturnType<Book['groupsOf']>>>()

function groupsWithFigures(held: Book, measureId: string) {
  const known = WITH_FIGURES.get(held) ?? new Map<string, ReturnType<Book['groupsOf']>>()
  WITH_FIGURES.set(held, known)
  const groups = known.get(measureId) ?? held.groupsOf(measureId, true)
  known.set(measureId, groups)
  return groups
}
