import { Issues } from '#kernel'
import type { Checked, Compared, FileKind, Unit } from '#platform'
import { type PutAside, putAsideOf } from './left-out.ts'
import type { Refused } from './refused-files.ts'

/** What became of one unit, as `belong import --json` prints it. */
export interface UnitReport {
  file: string
  kind: string
  status: 'committed' | 'unchanged' | 'checked' | 'rejected'
  blocks: boolean
  rows: { read: number; new: number; changed: number; same: number; rejected: number }
  /** Of a return that corrects others: how many of their records it leaves out, of how many. */
  putAside: PutAside | null
  issues: Issues['list']
  issueCounts: { error: number; query: number }
  batch: number | null
}

export const NOTHING: Compared = { new: 0, changed: 0, same: 0 }

/** A unit as whoever gave it is told of it: its kind by the word for it. */
type Told = Pick<Unit, 'file' | 'kind'>

/** What was read of a unit and what it changed, in counts of its rows; the first 1,000 findings. */
export function report(unit: Told, status: UnitReport['status'], checked: Checked<unknown>, difference: Compared, batch: number | null): UnitReport {
  const { leaves: _, ...counts } = difference
  return {
    file: unit.file, kind: unit.kind, status, blocks: checked.blocks,
    rows: { read: checked.rows.read, ...counts, rejected: checked.blocks ? checked.rows.read : checked.rows.rejected }, putAside: putAsideOf(difference),
    issues: checked.issues.list.slice(0, 1000), issueCounts: { ...checked.issues.counts }, batch,
  }
}

/** Of content that stands already, in the batch it came by. */
export function unchangedReport(unit: Told, before: { batch_id: number; rows_read: number; rows_rejected: number; errors: number; queries: number }, issues: Issues['list']): UnitReport {
  return {
    file: unit.file, kind: unit.kind, status: 'unchanged', blocks: false,
    rows: { read: before.rows_read, new: 0, changed: 0, same: before.rows_read - before.rows_rejected, rejected: before.rows_rejected }, putAside: null,
    issues, issueCounts: { error: before.errors, query: before.queries }, batch: before.batch_id,
  }
}

/** Of a file nothing is taken in of. */
export const stopped = (unit: Told, checked: Checked<unknown>, { checkOnly }: { checkOnly?: boolean | undefined }) => report(unit, checkOnly ? 'checked' : 'rejected', checked, NOTHING, null)

/** Of a file that cannot be opened. */
export function notRead({ files, why }: Refused, options: { as?: string | undefined; checkOnly?: boolean | undefined }): UnitReport {
  const issues = new Issues()
  issues.error('file-not-read', {}, why.message, 'Give it again whole, or as the files it holds.')
  return stopped({ kind: options.as ?? 'unknown', file: files.join(', ') }, { content: null, issues, blocks: true, rows: { read: 0, rejected: 0 } }, options)
}

/** Nobody knows in which area a return is to be taken in. */
export function noArea(unit: Unit): Checked<unknown> {
  const issues = new Issues()
  issues.error('area-needed', {}, `${unit.file} does not say which authority it is of, or it is none this Belong runs.`, 'Say which area it is for with --area, by its code or name.')
  return { content: null, issues, blocks: true, rows: { read: 0, rejected: 0 } }
}

/** Of a file no kind knows. */
export function notRecognised(unit: Unit, kinds: FileKind[], options: { checkOnly?: boolean | undefined }): UnitReport {
  const issues = new Issues()
  issues.error('not-recognised', {}, `${unit.file} is not a file Belong knows`, `It reads: ${kinds.map(({ label }) => label).join('; ')}. If it is one of these, name its kind with --as.`)
  return stopped(unit, { content: null, issues, blocks: true, rows: { read: 0, rejected: 0 } }, options)
}
