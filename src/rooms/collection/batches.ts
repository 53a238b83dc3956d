import { type Selectable, sql, type Updateable } from 'kysely'
import { type Issue, type Issues, Refusal } from '#kernel'
import { type Database, type Difference, type Reader, rows, snapshot, type Spoken, type Tables, type Writer } from '#platform'
import type { KeptPart } from './kept-files.ts'
import type { PutAside } from './left-out.ts'
import type { UndoEffect } from './undo-effect.ts'

/** Published figures are the installation's. All batches are numbered with its, so that a number alone names one. */
export const INSTALLATION = 0

/** A batch is of the installation or of one local area. */
export interface BatchKey {
  areaId: number
  batchId: number
}

export type BatchState =
  | 'unmapped' | 'received' | 'checking' | 'checked' | 'committing' | 'committed' | 'unchanged' | 'rejected' | 'undoing' | 'undone' | 'discarded' | 'failed'

/** How a batch is to be read, and what was said of it since. */
export interface BatchOptions {
  periodType?: string
  /** The recipe of the mapping page an unknown file is read by. */
  recipe?: string
  /** The day it speaks of, where it does not say so itself. */
  asAt?: string
  /** Somebody said that it is for this area, whatever it says itself. */
  isChosen?: boolean
  /** The figures that come with Belong. */
  reference?: boolean
  undoReason?: string
  /** Children a return that is in speaks of, and how many of them nobody had spoken of before. */
  children?: { all: number; fresh: number }
  /** What undoing it took back. */
  tookBack?: UndoEffect
  /** The day from which the file is no longer kept. */
  filesGone?: string
  /** The measures its check found it to speak of. */
  speaks?: SpokenOf
  /** What it leaves out of the returns it corrects; null where it corrects none. */
  putAside?: PutAside | null
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

/** Finds a batch among these areas (0 is the installation), or refuses: what one does not reach is not there. */
export async function batchOf(db: Reader | Writer, batchId: number, areas: readonly number[]) {
  const batch = await (db as Reader).selectFrom('collection.batch').selectAll().where('area_id', 'in', [...areas]).where('batch_id', '=', batchId).executeTakeFirst()
  if (!batch) throw noSuchBatch(batchId)
  return { ...batch, areaId: batch.area_id, batchId, state: batch.state as BatchState, parts: batch.parts as Record<string, KeptPart>, options: batch.options as BatchOptions }
}

export type Batch = Awaited<ReturnType<typeof batchOf>>

export const noSuchBatch = (batchId: number) => new Refusal('missing', `There is no batch ${batchId}`)

/** States everyone may see a batch in: what it brought is, or was, among the figures. Before that it is between those who take files in. */
export const OPEN_TO_ALL = ['committed', 'undone'] as const satisfies BatchState[]

const ALL_STATES = ['unmapped', 'received', 'checking', 'checked', 'committing', 'committed', 'unchanged', 'rejected', 'undoing', 'undone', 'discarded', 'failed'] as const satisfies BatchState[]

/** What somebody sees of batches: of published figures those open to all, or every one; of these areas those given at these places, or every one. */
export interface BatchReach {
  everyPublished: boolean | 'none'
  areas: { areaId: number; places: readonly number[] | 'all' }[]
}

/** The newest batches somebody sees; of one return, or of one kind of file. */
export function listBatches(db: Reader, reach: BatchReach, most = 100, only: Only = {}) {
  if (reach.everyPublished === 'none' && !reach.areas.length) return Promise.resolve([])
  return rows(db, sql<Selectable<Tables['collection.batch']>>`
    select b.* from collection.batch b where (${within(reach)}) ${narrowed(only)} order by b.batch_id desc limit ${most}`)
}

export async function countBatches(db: Reader, reach: BatchReach, only: Only = {}) {
  if (reach.everyPublished === 'none' && !reach.areas.length) return 0
  const found = await rows(db, sql<{ count: number }>`select count(*)::int as count from collection.batch b where (${within(reach)}) ${narrowed(only)}`)
  return found[0]!.count
}

interface Only {
  series?: string | undefined
  kind?: string | undefined
}

const narrowed = ({ series, kind }: Only) => sql`${series === undefined ? sql`` : sql`and b.series = ${series}`} ${kind === undefined ? sql`` : sql`and b.kind = ${kind}`}`

function within({ everyPublished, areas }: BatchReach) {
  const published = everyPublished === 'none' ? [] : [sql`b.area_id = ${INSTALLATION} and b.state = any (${[...(everyPublished ? ALL_STATES : OPEN_TO_ALL)]})`]
  return sql.join([...published, ...areas.map(({ areaId, places }) => (places === 'all' ? sql`b.area_id = ${areaId}` : sql`b.area_id = ${areaId} and b.place_id = any (${[...places]}::int[])`))].map((one) => sql`(${one})`), sql` or `)
}

/** The standing batch with the same content, if there is one. */
export function sameContent(db: Reader | Writer, areaId: number, kind: string, hash: string) {
  return (db as Reader)
    .selectFrom('collection.batch')
    .selectAll()
    .where('area_id', '=', areaId).where('kind', '=', kind).where('content_hash', '=', hash).where('state', '=', 'committed')
    .executeTakeFirst()
}

/** Enters a batch under the next number. */
export async function enterBatch(
  db: Writer,
  batch: { areaId: number; kind: string; file: string; hash: string; parts: Record<string, KeptPart>; options: object; state: BatchState; givenBy: string; now: Date; workId?: string; placeId?: number | null; series?: string | null },
): Promise<number> {
  const numbered = await sql<{ last: number }>`
    insert into collection.batch_number (area_id, last) values (${INSTALLATION}, 1)
    on conflict (area_id) do update set last = collection.batch_number.last + 1 returning last`.execute(db)
  const batch_id = numbered.rows[0]!.last
  await db
    .insertInto('collection.batch')
    .values({
      area_id: batch.areaId, batch_id, place_id: batch.placeId ?? null, series: batch.series ?? null, kind: batch.kind, file: batch.file, content_hash: batch.hash, parts: JSON.stringify(batch.parts),
      options: JSON.stringify(batch.options), state: batch.state, given_by: batch.givenBy, given_at: batch.now, work_id: batch.workId ?? null,
    })
    .execute()
  return batch_id
}

/** Changes some columns of a batch's row. */
export async function setBatch(db: Writer | Database, { areaId, batchId }: BatchKey, columns: Updateable<Tables['collection.batch']>) {
  await db.updateTable('collection.batch').set(columns).where('area_id', '=', areaId).where('batch_id', '=', batchId).execute()
}

/** Writes what a check found. */
export async function tellChecked(db: Writer, { areaId, batchId }: BatchKey, found: { issues: Issues; rows: { read: number; rejected: number }; blocks: boolean; difference: Difference; release: string | null; publisher: string | null; state: BatchState }) {
  await db
    .updateTable('collection.batch')
    .set({
      state: found.state, blocks: found.blocks, rows_read: found.rows.read, rows_rejected: found.rows.rejected, rows_new: found.difference.new,
      rows_changed: found.difference.changed, rows_same: found.difference.same, errors: found.issues.counts.error, queries: found.issues.counts.query,
      release: found.release, publisher: found.publisher,
    })
    .where('area_id', '=', areaId).where('batch_id', '=', batchId)
    .execute()
  await findingsSoFar(db, { areaId, batchId }, found.issues.list)
}

/** Writes findings in place of those that were told before. */
export async function findingsSoFar(db: Writer, { areaId, batchId }: BatchKey, list: Issue[]) {
  await db.deleteFrom('collection.finding').where('area_id', '=', areaId).where('batch_id', '=', batchId).execute()
  await writeFindings(db, { areaId, batchId }, list)
}

async function writeFindings(db: Writer, { areaId, batchId }: BatchKey, issues: Issue[]) {
  for (let from = 0; from < issues.length; from += 5000) {
    const some = issues.slice(from, from + 5000)
    const column = <Value>(of: (issue: Issue) => Value) => some.map(of)
    await sql`
      insert into collection.finding (area_id, batch_id, number, rule, severity, row, column_name, value, message, fix)
      select ${areaId}, ${batchId}, * from unnest(
        ${some.map((_, i) => from + i + 1)}::int[], ${column((i) => i.rule)}::text[], ${column((i) => i.severity)}::text[], ${column((i) => i.row)}::int[],
        ${column((i) => plain(i.column))}::text[], ${column((i) => plain(i.value))}::text[], ${column((i) => plain(i.message)!)}::text[], ${column((i) => plain(i.fix))}::text[])`.execute(db)
  }
}

/** PostgreSQL's text holds every character but NUL. */
const plain = (text: string | null) => text?.replaceAll('\0', '␀') ?? null

export async function findingsOf(db: Reader, { areaId, batchId }: BatchKey, most = 1000, rule?: string): Promise<Issue[]> {
  let found = db.selectFrom('collection.finding').selectAll().where('area_id', '=', areaId).where('batch_id', '=', batchId)
  if (rule) found = found.where('rule', '=', rule)
  const list = await found.orderBy('number').limit(most).execute()
  return list.map((one) => ({ rule: one.rule, severity: one.severity as Issue['severity'], row: one.row, column: one.column_name, value: one.value, message: one.message, fix: one.fix }))
}
