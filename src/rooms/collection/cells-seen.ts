import { readFileSync } from 'node:fs'
import type { Issue } from '#kernel'
import { type Actor, installed, type Reader } from '#platform'
import { DATA_CLASSES, type DataClass, verbsAt } from '#rooms/access'
import type { FindingGroup } from './batch-report.ts'
import { type Batch, INSTALLATION } from './batches.ts'

interface Spec {
  columns: Record<DataClass, string[]>
  whole: Record<string, DataClass>
  numbers: Record<string, DataClass>
  checks: Record<string, DataClass>
  fields: Record<string, DataClass>
  open: string[]
}

/** Which class columns, returns, numbers and checks are of. */
export const SPEC = JSON.parse(readFileSync(installed('specs', 'cell-classes.json'), 'utf8')) as Spec
const anyOf = (patterns: readonly string[]) => new RegExp(patterns.join('|'))
const COLUMNS = Object.entries(SPEC.columns).map(([dataClass, patterns]) => [dataClass as DataClass, anyOf(patterns)] as const)
const OPEN = anyOf(SPEC.open)

/** Says of a column of a return's file (of XML the names that lead to a text) whether its cells are shown. */
export type CellsSeen = (column: string | null) => boolean

type Of = Pick<Batch, 'areaId' | 'place_id' | 'series'>

/** Which cells of a batch somebody sees: of published figures all, of a return those of the classes they hold the verb of where it was given for. */
export async function cellsSeen(actor: Actor, { areaId, place_id: placeId, series }: Of, db: Reader): Promise<CellsSeen> {
  if (areaId === INSTALLATION || actor.operator) return () => true
  const verbs = placeId === null ? new Set<string>() : await verbsAt(actor, { placeId, areaId }, db)
  const isOpen = (dataClass: DataClass) => verbs.has(DATA_CLASSES[dataClass].verb)
  return (column) => {
    const dataClass = classOf(column, series)
    return dataClass === 'ordinary' || isOpen(dataClass)
  }
}

/** The class a return is of as a whole: that it names a child tells as much. */
export const classOfSeries = (series: string | null): DataClass => SPEC.whole[series ?? ''] ?? 'ordinary'

/** The class of a column of a series' file. */
export function classOf(column: string | null, series: string | null): DataClass {
  const parts = (column ?? '').split('›').map((part) => part.toLowerCase().replace(/[^a-z0-9]/g, ''))
  const [own] = COLUMNS.find(([, pattern]) => parts.some((part) => pattern.test(part))) ?? []
  const whole = SPEC.whole[series ?? '']
  // What is of a stronger class by its own name stays of it in a return that is of one class as a whole.
  if (own === 'protected-address' || own === 'adopted-identity') return own
  if (whole !== undefined) return parts.some((part) => OPEN.test(part)) ? 'ordinary' : whole
  return own ?? 'ordinary'
}

/** Findings of a batch as somebody sees them. */
export async function findingsSeen(actor: Actor, batch: Of, db: Reader, findings: Issue[]): Promise<Issue[]> {
  const sees = await cellsSeen(actor, batch, db)
  return findings.map((one) => findingSeen(one, sees, batch.series))
}

/** The same of findings by rule. */
export async function groupsSeen(actor: Actor, batch: Of, db: Reader, groups: FindingGroup[]): Promise<FindingGroup[]> {
  const sees = await cellsSeen(actor, batch, db)
  return groups.map((group) => {
    const first = group.first.map((one) => findingSeen(one, sees, batch.series))
    return { ...group, first, message: group.message === null ? null : (first[0]?.message ?? group.message) }
  })
}

/** A finding as somebody sees it: of a cell that is not shown, without what stood in it. Where a home is stays, so that it can be mended. */
function findingSeen<Finding extends Pick<Issue, 'column' | 'value' | 'message'>>(finding: Finding, sees: CellsSeen, series: string | null): Finding {
  const { column, value, message } = finding
  if (value === null || sees(column) || classOf(column, series) === 'protected-address') return finding
  const asWord = new RegExp(`(?<![\\p{L}\\p{N}])${value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'gu')
  return { ...finding, value: null, message: value.trim() === '' ? message : message.replace(asWord, '…') }
}
