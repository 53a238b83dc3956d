import { sql } from 'kysely'
import { Refusal } from '#kernel'
import { type BinaryRows, copyIn, type Difference, type Reader, rows, type Writer } from '#platform'
import { type Field, FIELDS } from './register-fields.ts'
import type { RegisterList } from './register-file.ts'
import { describesAnew, type Entry, merged } from './register-merge.ts'

const COLUMNS = ['urn', ...FIELDS.map(([field]) => field), 'as_at', 'batch_id', 'row']

/** What a list would change in the register. */
export async function compareList(db: Reader, list: RegisterList, owns: readonly Field[]): Promise<Difference> {
  return differenceOf(await changesOf(db, list, owns, 0))
}

/** Writes what a list says into the register; what it changes is kept as it was. */
export async function keepList(tx: Writer, list: RegisterList, owns: readonly Field[], batchId: number): Promise<Difference> {
  const changes = await changesOf(tx, list, owns, batchId)
  const changed = changes.changed.map(({ urn }) => urn)
  const columns = sql.raw(COLUMNS.join(', '))
  await sql`
    with gone as (delete from places.establishment where urn = any (${changed}::int[]) returning *)
    insert into places.establishment_before (${columns}, replaced_by) select ${columns}, ${batchId}::int from gone`.execute(tx)
  await copyIn(tx, 'places.establishment', COLUMNS, [...changes.fresh, ...changes.changed], writeEntry)
  // A list that says the same again is the latest word on it all the same: one older than it no longer counts as newer.
  await sql`update places.establishment set as_at = ${list.asAt}::date where urn = any (${changes.confirmed}::int[]) and as_at < ${list.asAt}::date`.execute(tx)
  return differenceOf(changes)
}

/** Takes back what a list brought and puts back what it changed; refuses where a later list changed it since. */
export async function takeListBack(tx: Writer, batchId: number) {
  const [later] = await rows(tx, sql<{ by: number }>`select replaced_by as by from places.establishment_before where batch_id = ${batchId} order by replaced_by desc limit 1`)
  if (later) throw new Refusal('conflict', `Batch ${later.by} has since changed some of what this list says. Undo batch ${later.by} first`)
  const columns = sql.raw(COLUMNS.join(', '))
  await sql`delete from places.establishment where batch_id = ${batchId}`.execute(tx)
  await sql`
    with back as (delete from places.establishment_before where replaced_by = ${batchId} returning *)
    insert into places.establishment (${columns}) select ${columns} from back`.execute(tx)
}

interface Changes {
  fresh: Entry[]
  changed: Entry[]
  /** Settings of which it says what is held already, as the latest list to describe them. */
  confirmed: number[]
  same: number
}

const differenceOf = ({ fresh, changed, same }: Changes): Difference => ({ new: fresh.length, changed: changed.length, same })

async function changesOf(db: Reader | Writer, list: RegisterList, owns: readonly Field[], batchId: number): Promise<Changes> {
  const held = await entriesOf(db, list.rows.map(({ given }) => given.urn))
  const speaker = { asAt: list.asAt, describes: list.describes, owns }
  const changes: Changes = { fresh: [], changed: [], confirmed: [], same: 0 }
  for (const { row, given } of list.rows) {
    const stands = held.get(given.urn)
    const now = merged(stands, given, speaker, { batch_id: batchId, row })
    if (!stands) changes.fresh.push(now)
    else if (now !== stands) changes.changed.push(now)
    else {
      changes.same += 1
      if (describesAnew(stands, speaker)) changes.confirmed.push(stands.urn)
    }
  }
  return changes
}

/** What the register holds of some settings, by URN. */
export async function entriesOf(db: Reader | Writer, urns: readonly number[]): Promise<Map<number, Entry>> {
  const days = ['open_date', 'close_date', 'section41_from', 'section41_until', 'as_at']
  const columns = sql.raw(COLUMNS.map((name) => (days.includes(name) ? `${name}::text` : name)).join(', '))
  const found = await rows(db, sql<Entry>`select ${columns} from places.establishment where urn = any (${[...urns]}::int[])`)
  return new Map(found.map((one) => [one.urn, one]))
}

function writeEntry(row: BinaryRows, entry: Entry) {
  row.int4(entry.urn)
  for (const [field, { kind }] of FIELDS) {
    const value = entry[field]
    if (kind === 'int') row.intOrNothing(value as number | null)
    else if (kind === 'day') row.date(value as string | null)
    else if (kind === 'texts' && value !== null) row.texts(value as string[])
    else row.text(value as string | null)
  }
  row.date(entry.as_at)
  row.int4(entry.batch_id)
  row.int4(entry.row)
}
