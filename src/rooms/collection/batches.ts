import { sql, type Updateable } from 'kysely'
import { type Issue, type Issues, Refusal } from '#kernel'
import { type Database, type Difference, type Reader, rows, snapshot, type Spoken, type Tables, type Writer } from '#platform'
import type { KeptPart } from './kept-files.ts'

/** Published figures are the installation's; their batches are numbered there. */
export const INSTALLATION = 0

export type BatchState =
  | 'received' | 'checking' | 'checked' | 'committing' | 'committed' | 'unchanged' | 'rejected' | 'undone' | 'discarded' | 'failed'

/** How a batch is to be read, and what was said of it since. */
export interface BatchOptions {
  periodType?: string
  /** The figures that come with Belong. */
  reference?: boolean
  undoReason?: string
  /** The measures its check found it to speak of. */
  speaks?: SpokenOf
}

/** The first measures a file speaks of, how many there are in all, and how many of them are new. */
export interface SpokenOf {
  first: Spoken[]
  all: number
  new: number
}

const MOST_SPOKEN = 30

export function spokenOf(all: Spoken[]): SpokenOf {
  return { first: all.slice(0, MOST_SPOKEN), all: all.length, new: all.filter(({ isNew }) => isNew).length }
}

/** Where a figure came from, as every figure can say. */
export interface BatchSource {
  batch: number
  file: string
  kind: string
  release: string | null
  publisher: string | null
  committedAt: Date | null
  givenBy: string
  /** When it was taken back, and by whom; null where it stands. */
  undoneAt: Date | null
  undoneBy: string | null
}

/** Every batch that stands, by number: what "why is this number what it is" needs. */
export const batchSources = snapshot(async (db: Reader) => {
  const found = await rows(db, sql<BatchSource>`
    select batch_id as batch, file, kind, release, publisher, committed_at as "committedAt", given_by as "givenBy", undone_at as "undoneAt", undone_by as "undoneBy"
    from collection.batch where area_id = ${INSTALLATION} and state in ('committed', 'undone')`)
  return new Map(found.map((one) => [one.batch, one]))
})

export function findBatch(db: Reader | Writer, batchId: number) {
  return (db as Reader).selectFrom('collection.batch').selectAll().where('area_id', '=', INSTALLATION).where('batch_id', '=', batchId).executeTakeFirst()
}

/** Finds a batch for somebody to look at; what they may not see yet is missing. */
export async function batchSeen(db: Reader, batchId: number, mayImport: boolean) {
  const batch = await batchOf(db, batchId)
  if (!mayImport && !OPEN_TO_ALL.some((state) => state === batch.state)) throw noSuchBatch(batchId)
  return batch
}

/** Finds a batch or refuses. */
export async function batchOf(db: Reader | Writer, batchId: number) {
  const batch = await findBatch(db, batchId)
  if (!batch) throw noSuchBatch(batchId)
  return { ...batch, state: batch.state as BatchState, parts: batch.parts as Record<string, KeptPart>, options: batch.options as BatchOptions }
}

const noSuchBatch = (batchId: number) => new Refusal('missing', `There is no batch ${batchId}`)

/** States everyone may see a batch in: what it brought is, or was, among the figures. Before that it is between those who take files in. */
export const OPEN_TO_ALL = ['committed', 'undone'] as const satisfies BatchState[]

const ALL_STATES = ['received', 'checking', 'checked', 'committing', 'committed', 'unchanged', 'rejected', 'undone', 'discarded', 'failed'] as const satisfies BatchState[]

/** The newest batches: all of them for those who may take files in, else those open to all. */
export function listBatches(db: Reader, mayImport: boolean, most = 100) {
  return db.selectFrom('collection.batch').selectAll().where('area_id', '=', INSTALLATION).where('state', 'in', mayImport ? ALL_STATES : OPEN_TO_ALL).orderBy('batch_id', 'desc').limit(most).execute()
}

export async function countBatches(db: Reader, mayImport: boolean) {
  const found = await rows(db, sql<{ count: number }>`select count(*)::int as count from collection.batch where area_id = ${INSTALLATION} and state = any (${[...(mayImport ? ALL_STATES : OPEN_TO_ALL)]})`)
  return found[0]!.count
}

/** The standing batch with the same content, if there is one. */
export function sameContent(db: Reader | Writer, kind: string, hash: string) {
  return (db as Reader)
    .selectFrom('collection.batch')
    .selectAll()
    .where('area_id', '=', INSTALLATION).where('kind', '=', kind).where('content_hash', '=', hash).where('state', '=', 'committed')
    .executeTakeFirst()
}

/** Enters a batch under the next number. */
export async function enterBatch(
  db: Writer,
  batch: { kind: string; file: string; hash: string; parts: Record<string, KeptPart>; options: object; state: BatchState; givenBy: string; now: Date; workId?: string },
): Promise<number> {
  const numbered = await sql<{ last: number }>`
    insert into collection.batch_number (area_id, last) values (${INSTALLATION}, 1)
    on conflict (area_id) do update set last = collection.batch_number.last + 1 returning last`.execute(db)
  const batch_id = numbered.rows[0]!.last
  await db
    .insertInto('collection.batch')
    .values({
      area_id: INSTALLATION, batch_id, kind: batch.kind, file: batch.file, content_hash: batch.hash, parts: JSON.stringify(batch.parts),
      options: JSON.stringify(batch.options), state: batch.state, given_by: batch.givenBy, given_at: batch.now, work_id: batch.workId ?? null,
    })
    .execute()
  return batch_id
}

/** Changes some columns of a batch's row. */
export async function setBatch(db: Writer | Database, batchId: number, columns: Updateable<Tables['collection.batch']>) {
  await db.updateTable('collection.batch').set(columns).where('area_id', '=', INSTALLATION).where('batch_id', '=', batchId).execute()
}

/** Writes what a check found. */
export async function tellChecked(db: Writer, batchId: number, found: { issues: Issues; rows: { read: number; rejected: number }; blocks: boolean; difference: Difference; release: string | null; publisher: string | null; state: BatchState }) {
  await db
    .updateTable('collection.batch')
    .set({
      state: found.state, blocks: found.blocks, rows_read: found.rows.read, rows_rejected: found.rows.rejected, rows_new: found.difference.new,
      rows_changed: found.difference.changed, rows_same: found.difference.same, errors: found.issues.counts.error, queries: found.issues.counts.query,
      release: found.release, publisher: found.publisher,
    })
    .where('area_id', '=', INSTALLATION).where('batch_id', '=', batchId)
    .execute()
  await db.deleteFrom('collection.finding').where('area_id', '=', INSTALLATION).where('batch_id', '=', batchId).execute()
  await writeFindings(db, batchId, found.issues.list)
}

async function writeFindings(db: Writer, batchId: number, issues: Issue[]) {
  for (let from = 0; from < issues.length; from += 5000) {
    const some = issues.slice(from, from + 5000)
    const column = <Value>(of: (issue: Issue) => Value) => some.map(of)
    await sql`
      insert into collection.finding (area_id, batch_id, number, rule, severity, row, column_name, value, message, fix)
      select ${INSTALLATION}, ${batchId}, * from unnest(
        ${some.map((_, i) => from + i + 1)}::int[], ${column((i) => i.rule)}::text[], ${column((i) => i.severity)}::text[], ${column((i) => i.row)}::int[],
        ${column((i) => plain(i.column))}::text[], ${column((i) => plain(i.value))}::text[], ${column((i) => plain(i.message)!)}::text[], ${column((i) => plain(i.fix))}::text[])`.execute(db)
  }
}

/** PostgreSQL's text holds every character but NUL. */
const plain = (text: string | null) => text?.replaceAll('\0', '␀') ?? null

export async function findingsOf(db: Reader, batchId: number, most = 1000, rule?: string): Promise<Issue[]> {
  let found = db.selectFrom('collection.finding').selectAll().where('area_id', '=', INSTALLATION).where('batch_id', '=', batchId)
  if (rule) found = found.where('rule', '=', rule)
  const list = await found.orderBy('number').limit(most).execute()
  return list.map((one) => ({ rule: one.rule, severity: one.severity as Issue['severity'], row: one.row, column: one.column_name, value: one.value, message: one.message, fix: one.fix }))
}
