import { sql } from 'kysely'
import { Refusal } from '#kernel'
import type { Reader, Writer } from './database.ts'
import { rows } from './database.ts'
import type { Extent, FileKind, TakenBack } from './file-kind.ts'

/** What a return speaks for, sorted by what stands: nothing yet, something else, or the same. */
export interface SortedExtents {
  fresh: Extent[]
  replacing: (Extent & { heldBatch: number })[]
  same: Extent[]
}

type Returning = Pick<FileKind, 'series' | 'facts' | 'records' | 'isLaidOver'>

/** Looks at what stands for a return's settings and periods. */
export async function sortExtents(db: Reader | Writer, areaId: number, series: string, extents: readonly Extent[]): Promise<SortedExtents> {
  const held = await rows(db as Reader, sql<{ period: string; placeId: number; batchId: number; hash: string }>`
    select e.period, e.place_id as "placeId", e.batch_id as "batchId", e.content_hash as hash
    from platform.extent e join unnest(${extents.map(({ period }) => period)}::text[], ${extents.map(({ placeId }) => placeId)}::int[]) as asked (period, place_id)
      on asked.period = e.period and asked.place_id = e.place_id
    where e.area_id = ${areaId} and e.series = ${series}`)
  const standing = new Map(held.map((one) => [keyOf(one), one]))
  const sorted: SortedExtents = { fresh: [], replacing: [], same: [] }
  for (const extent of extents) {
    const stands = standing.get(keyOf(extent))
    if (!stands) sorted.fresh.push(extent)
    else if (stands.hash === extent.hash) sorted.same.push(extent)
    else sorted.replacing.push({ ...extent, heldBatch: stands.batchId })
  }
  return sorted
}

/** Sets what a return replaces aside, whole, and enters the return as what stands. Answers whose facts were set aside. */
export async function takePlace(tx: Writer, kind: Returning, { areaId, batchId, now }: { areaId: number; batchId: number; now: Date }, { fresh, replacing }: SortedExtents): Promise<string[]> {
  const touched = new Set<string>()
  const byBatch = Map.groupBy(kind.isLaidOver ? [] : replacing, ({ heldBatch }) => heldBatch)
  for (const [held, extents] of byBatch) for (const childId of await setAside(tx, kind, { areaId, batchId: held, by: batchId }, extents)) touched.add(childId)
  const periods = replacing.map(({ period }) => period)
  const places = replacing.map(({ placeId }) => placeId)
  await sql`
    with gone as (
      delete from platform.extent e using unnest(${periods}::text[], ${places}::int[]) as asked (period, place_id)
      where e.area_id = ${areaId} and e.series = ${kind.series!} and e.period = asked.period and e.place_id = asked.place_id returning e.*)
    insert into platform.extent_before (area_id, series, period, place_id, batch_id, as_at, rows, content_hash, given_at, replaced_by)
    select area_id, series, period, place_id, batch_id, as_at, rows, content_hash, given_at, ${batchId}::int from gone`.execute(tx)
  const brought = [...fresh, ...replacing]
  await sql`
    insert into platform.extent (area_id, series, period, place_id, batch_id, as_at, rows, content_hash, given_at)
    select ${areaId}::int, ${kind.series!}, period, place_id, ${batchId}::int, as_at, rows, hash, ${now}::timestamptz
    from unnest(${brought.map((one) => one.period)}::text[], ${brought.map((one) => one.placeId)}::int[], ${brought.map((one) => one.asAt)}::date[], ${brought.map((one) => one.rows)}::int[], ${brought.map((one) => one.hash)}::text[])
      as one (period, place_id, as_at, rows, hash)`.execute(tx)
  return [...touched]
}

/** Takes a return's facts and extents back and puts back what it replaced. Refuses where a later batch replaced some of it. */
export async function giveWay(tx: Writer, kind: Returning, { areaId, batchId }: { areaId: number; batchId: number }): Promise<TakenBack> {
  const [later] = await rows(tx as unknown as Reader, sql<{ by: number }>`
    select replaced_by as by from platform.extent_before where area_id = ${areaId} and batch_id = ${batchId} order by replaced_by desc limit 1`)
  if (later) throw new Refusal('conflict', `Batch ${later.by} has since taken the place of some of this. Undo batch ${later.by} first`)
  const touched = new Set<string>()
  for (const table of kind.facts ?? []) {
    const gone = await sql<{ child_id: string }>`
      with gone as (delete from ${sql.table(table)} where area_id = ${areaId} and batch_id = ${batchId} returning child_id) select distinct child_id from gone`.execute(tx)
    for (const { child_id } of gone.rows) touched.add(child_id)
    const back = await sql<{ child_id: string }>`
      with back as (delete from platform.set_aside where area_id = ${areaId} and replaced_by = ${batchId} and of_table = ${table} returning stood)
      insert into ${sql.table(table)} select (jsonb_populate_record(null::${sql.table(table)}, stood)).* from back returning child_id`.execute(tx)
    for (const { child_id } of back.rows) touched.add(child_id)
  }
  const covered = await sql<{ placeId: number; asAt: string }>`
    delete from platform.extent where area_id = ${areaId} and batch_id = ${batchId} returning place_id as "placeId", as_at as "asAt"`.execute(tx)
  await sql`
    with back as (delete from platform.extent_before where area_id = ${areaId} and replaced_by = ${batchId} returning *)
    insert into platform.extent (area_id, series, period, place_id, batch_id, as_at, rows, content_hash, given_at)
    select area_id, series, period, place_id, batch_id, as_at, rows, content_hash, given_at from back`.execute(tx)
  return { touched: [...touched], covered: covered.rows }
}

async function setAside(tx: Writer, { facts = [], records }: Returning, { areaId, batchId, by }: { areaId: number; batchId: number; by: number }, extents: readonly Extent[]): Promise<string[]> {
  const touched = new Set<string>()
  const places = extents.map(({ placeId }) => placeId)
  const periods = extents.map(({ period }) => period)
  // Told before any of them goes: a row's period is known by its record alone.
  const found = records && (await rows(tx as unknown as Reader, sql<{ row: number }>`
    select r.row from ${sql.table(records)} r join unnest(${places}::int[], ${periods}::text[]) as e (place_id, period) on e.place_id = r.reported_by and e.period = r.period
    where r.area_id = ${areaId} and r.batch_id = ${batchId}`))
  const ofThem = found ? sql`and row = any (${found.map(({ row }) => row)}::int[])` : sql``
  for (const table of facts) {
    const moved = await sql<{ child_id: string | null }>`
      with gone as (delete from ${sql.table(table)} where area_id = ${areaId} and batch_id = ${batchId} and reported_by = any (${places}::int[]) ${ofThem} returning *),
        last as (select coalesce(max(number), 0) as number from platform.set_aside where area_id = ${areaId} and replaced_by = ${by}),
        kept as (
          insert into platform.set_aside (area_id, replaced_by, number, of_table, batch_id, child_id, stood)
          select area_id, ${by}::int, last.number + row_number() over (), ${table}, batch_id, child_id, to_jsonb(gone) from gone, last returning child_id)
      select distinct child_id from kept`.execute(tx)
    for (const { child_id } of moved.rows) if (child_id) touched.add(child_id)
  }
  return [...touched]
}

const keyOf = ({ period, placeId }: { period: string; placeId: number }) => `${placeId} ${period}`
