import { sql } from 'kysely'
import { type Compared, type Difference, type Extent, type LeftOut, type Reader, rows, sortExtents, type Writer } from '#platform'
import { cachedHash, extentsOf, type ReturnContent, type Said, spanOf } from './said.ts'

/** A record of a return that stands, or stood until this one came. */
interface Stood {
  placeId: number
  period: string
  key: string
  hash: string
}

/** What taking a return in would change of what stands for its settings and periods, record by record. */
export async function compareReturn(db: Reader, areaId: number, series: string, content: ReturnContent): Promise<Compared> {
  const { fresh, replacing, same } = await sortExtents(db, areaId, series, extentsOf(content))
  const changed = new Set(replacing.map(({ placeId, period }) => `${placeId} ${period}`))
  const stood: Stood[] = []
  for (const [batchId, extents] of Map.groupBy(replacing, ({ heldBatch }) => heldBatch)) stood.push(...(await standing(db, areaId, batchId, extents)))
  const difference = besideStood(stood, content.said.filter((one) => changed.has(spanOf(one, content.period))), content.period)
  const recordsOf = (extents: readonly Extent[]) => extents.reduce((sum, { rows: some }) => sum + some, 0)
  return { ...difference, new: difference.new + recordsOf(fresh), same: difference.same + recordsOf(same) }
}

/** What taking a return in changed: counted against what its batch set aside, which is what stood until now. */
export async function differenceFromSetAside(tx: Writer, { areaId, batchId }: { areaId: number; batchId: number }, said: readonly Said[], period: string): Promise<Compared> {
  const stood = await rows(tx as unknown as Reader, sql<Stood>`
    select (stood ->> 'reported_by')::int as "placeId", stood ->> 'period' as period, stood ->> 'key' as key, stood ->> 'hash' as hash
    from platform.set_aside where area_id = ${areaId} and replaced_by = ${batchId} and of_table = 'people.record_row'`)
  return besideStood(stood, said, period)
}

const standing = (db: Reader, areaId: number, batchId: number, extents: readonly Extent[]) => rows(db, sql<Stood>`
  select r.reported_by as "placeId", r.period, r.key, r.hash::text as hash
  from people.record_row r
  join unnest(${extents.map(({ placeId }) => placeId)}::int[], ${extents.map(({ period }) => period)}::text[]) as e (place_id, period) on e.place_id = r.reported_by and e.period = r.period
  where r.area_id = ${areaId} and r.batch_id = ${batchId}`)

function besideStood(stood: readonly Stood[], said: readonly Said[], period: string): Compared {
  const held = new Map(stood.map(({ placeId, key, hash }) => [`${placeId} ${key}`, BigInt(hash)]))
  const difference: Difference = { new: 0, changed: 0, same: 0 }
  for (const one of said) difference[standsAs(held.get(`${one.reportedBy} ${one.key}`), one)] += 1
  return stood.length ? { ...difference, leaves: leftOut(stood, said, period) } : difference
}

const standsAs = (held: bigint | undefined, one: Said) => (held === undefined ? 'new' : held === cachedHash(one) ? 'same' : 'changed')

function leftOut(stood: readonly Stood[], said: readonly Said[], period: string): LeftOut[] {
  const isThere = new Set(said.map((one) => `${spanOf(one, period)} ${one.key}`))
  const bySpan = new Map<string, LeftOut>()
  for (const { placeId, period: of, key } of stood) {
    const span = `${placeId} ${of}`
    const counted = bySpan.get(span) ?? { placeId, period: of, left: 0, stood: 0 }
    counted.stood += 1
    if (!isThere.has(`${span} ${key}`)) counted.left += 1
    bySpan.set(span, counted)
  }
  return [...bySpan.values()]
}
