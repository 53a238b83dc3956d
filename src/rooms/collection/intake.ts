import { basename } from 'node:path'
import { sql } from 'kysely'
import { Issues, Refusal } from '#kernel'
import { type Caller, type Checked, type Difference, discardUnzipped, type FileKind, type GivenFile, moveOn, publishedVersion, reading, recordDeed, type Unit, type Writer } from '#platform'
import { enterBatch, findingsOf, INSTALLATION, sameContent, tellChecked } from './batches.ts'
import { contentHash, keepParts } from './kept-files.ts'

export interface ImportOptions {
  as?: string | undefined
  periodType?: string | undefined
  checkOnly?: boolean | undefined
  progress?: ((stage: string, share: number) => void) | undefined
}

/** What became of one unit, as `belong import --json` prints it. */
export interface UnitReport {
  file: string
  kind: string
  status: 'committed' | 'unchanged' | 'checked' | 'rejected'
  blocks: boolean
  rows: { read: number; new: number; changed: number; same: number; rejected: number }
  issues: Issues['list']
  issueCounts: { error: number; query: number }
  batch: number | null
}

/** Takes files in from the machine's command line: recognises, checks, and commits what does not block. */
export async function importFiles(caller: Caller, kinds: FileKind[], keepIn: string, files: GivenFile[], options: ImportOptions): Promise<UnitReport[]> {
  const reports: UnitReport[] = []
  const units = await recogniseAll(kinds, files, options.as)
  try {
    for (const unit of units) {
      const kind = kinds.find(({ name }) => name === unit.kind)
      reports.push(kind ? await takeUnit(caller, kind, keepIn, unit, options) : notRecognised(unit, kinds))
    }
  } finally {
    discardUnzipped(units.flatMap(pathsOf))
  }
  return reports
}

/** Asks each kind in turn which of the files it knows; what none knows is a unit of kind `unknown`. */
export async function recogniseAll(kinds: FileKind[], files: GivenFile[], as?: string): Promise<Unit[]> {
  if (as !== undefined && !kinds.some(({ name }) => name === as)) {
    throw new Refusal('invalid', `There is no kind of file called ${as}. There is: ${kinds.map(({ name }) => name).join(', ')}`, { as: `There is no kind of file called ${as}` })
  }
  const units: Unit[] = []
  let left = files
  for (const kind of kinds) {
    if (as !== undefined && kind.name !== as) continue
    const found = await kind.recognise(left, as !== undefined)
    units.push(...found)
    const taken = new Set(found.flatMap((unit) => [...Object.values(unit.parts).map(({ path }) => path), ...(unit.from ?? [])]))
    left = left.filter(({ path }) => !taken.has(path))
  }
  return [...units, ...left.map((file) => ({ kind: 'unknown', file: file.name, parts: { data: file } }))]
}

async function takeUnit(caller: Caller, kind: FileKind, keepIn: string, unit: Unit, options: ImportOptions): Promise<UnitReport> {
  const db = reading(caller.db)
  const hash = await contentHash(unit, options)
  const before = await sameContent(db, kind.name, hash)
  if (before) return unchangedReport(unit, before, await findingsOf(db, before.batch_id))

  options.progress?.('Checking', 0)
  const checked = await checkUnit(caller, kind, unit, options)
  if (checked.blocks) return report(unit, 'rejected', checked, NOTHING, null)
  if (options.checkOnly) return report(unit, 'checked', checked, await kind.compare(db, checked.content), null)

  options.progress?.('Taking in', 0.5)
  const parts = await keepParts(keepIn, unit)
  const taken = await caller.db.transaction().execute(async (tx) => {
    await oneAtATime(tx)
    if (await sameContent(tx, kind.name, hash)) return null
    const batchId = await enterBatch(tx, { kind: kind.name, file: unit.file, hash, parts, options: { periodType: options.periodType }, state: 'committing', givenBy: caller.actor.slug, now: caller.now })
    return { batchId, ...(await commitBatch(tx, caller, kind, unit, batchId, checked, options)) }
  })
  // Somebody took the same in while we were reading it.
  return taken ? report(unit, 'committed', taken.checked, taken.difference, taken.batchId) : takeUnit(caller, kind, keepIn, unit, options)
}

/** A unit as it was read, and the state of published data it was read beside. */
export interface CheckedUnit extends Checked<unknown> {
  at: string
}

/** Reads a unit; whatever its bytes do to a reader, the person gets a finding and we keep the fault. */
export async function checkUnit(caller: { db: Caller['db'] | Writer }, kind: FileKind, unit: Unit, options: ImportOptions): Promise<CheckedUnit> {
  const at = await publishedVersion(reading(caller.db))
  try {
    const checked = await kind.check(reading(caller.db), unit, {
      ...(options.periodType === undefined ? {} : { periodType: options.periodType }),
      progress: (share) => options.progress?.('Checking', share / 2),
    })
    return { ...checked, at }
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault
    const issues = new Issues()
    issues.error('file-not-read', {}, fault.message)
    return { content: null, issues, blocks: true, rows: { read: 0, rejected: 0 }, at }
  }
}

/**
 * The writing half, inside one transaction: facts, findings, batch, audit line and the new data version. Where something was taken in
 * or undone since the unit was read, it is read again first: places and codes may not be what they were.
 */
export async function commitBatch(tx: Writer, caller: Pick<Caller, 'actor' | 'door' | 'now'>, kind: FileKind, unit: Unit, batchId: number, before: CheckedUnit, options: ImportOptions) {
  const checked = (await publishedVersion(reading(tx))) === before.at ? before : await checkUnit({ db: tx }, kind, unit, options)
  if (checked.blocks) throw new Refusal('conflict', `${unit.file} can no longer be taken in as it is, since other files came in meanwhile. Check it again`)
  const difference = await kind.commit(tx, checked.content, { areaId: INSTALLATION, batchId })
  const said = checked.content as { release?: string; publisher?: string } | null
  await tellChecked(tx, batchId, { ...checked, difference, state: 'committed', release: said?.release ?? null, publisher: said?.publisher ?? null })
  await tx.updateTable('collection.batch').set({ committed_at: new Date() }).where('area_id', '=', INSTALLATION).where('batch_id', '=', batchId).execute()
  await recordDeed(tx, { areaId: INSTALLATION, action: 'collection.commit', caller, input: { file: unit.file, kind: kind.name, batch: batchId, ...difference }, subject: `/data/${batchId}` })
  await moveOn(tx, INSTALLATION)
  return { difference, checked }
}

/** Commits and undos of published figures follow one another: two at once could each think the same figure new. */
export async function oneAtATime(tx: Writer) {
  await sql`select pg_advisory_xact_lock(7241001)`.execute(tx)
}

export const given = (path: string): GivenFile => ({ name: basename(path), path })

const pathsOf = (unit: Unit) => Object.values(unit.parts).map(({ path }) => path)

const NOTHING: Difference = { new: 0, changed: 0, same: 0 }

function report(unit: Unit, status: UnitReport['status'], checked: Checked<unknown>, difference: Difference, batch: number | null): UnitReport {
  return {
    file: unit.file, kind: unit.kind, status, blocks: checked.blocks,
    rows: { read: checked.rows.read, ...difference, rejected: checked.blocks ? checked.rows.read : checked.rows.rejected },
    issues: checked.issues.list.slice(0, 1000), issueCounts: { ...checked.issues.counts }, batch,
  }
}

function unchangedReport(unit: Unit, before: { batch_id: number; rows_read: number; rows_rejected: number; errors: number; queries: number }, issues: Issues['list']): UnitReport {
  return {
    file: unit.file, kind: unit.kind, status: 'unchanged', blocks: false,
    rows: { read: before.rows_read, new: 0, changed: 0, same: before.rows_read - before.rows_rejected, rejected: before.rows_rejected },
    issues, issueCounts: { error: before.errors, query: before.queries }, batch: before.batch_id,
  }
}

function notRecognised(unit: Unit, kinds: FileKind[]): UnitReport {
  const issues = new Issues()
  issues.error('not-recognised', {}, `${unit.file} is not a file Belong knows`, `It reads: ${kinds.map(({ label }) => label).join('; ')}. If it is one of these, name its kind with --as.`)
  return report(unit, 'rejected', { content: null, issues, blocks: true, rows: { read: 0, rejected: 0 } }, NOTHING, null)
}
