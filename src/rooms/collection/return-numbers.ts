import { readFileSync } from 'node:fs'
import { type RawBuilder, sql } from 'kysely'
import { installed, type Reader, type ReturnNumber, rows, type Writer } from '#platform'
import type { BatchKey } from './batches.ts'
import { PARTED } from './calendar/calendar-spec.ts'

interface NumberSpec {
  label: string
  /** The number it is a share of. */
  of?: string
}

/** What the data of a return look like, by name, in the order they are shown: `specs/return-numbers.json`. */
export const NUMBERS = (JSON.parse(readFileSync(installed('specs', 'return-numbers.json'), 'utf8')) as { numbers: Record<string, NumberSpec> }).numbers

/** A number of a return beside the one before. */
export interface NumberBeside {
  placeId: number
  period: string
  name: string
  now: number | null
  before: number | null
  /** The period the number before is of; the same where a correction takes the place of what stood. */
  beforePeriod: string | null
}

/** Keeps what the data of a batch look like, in place of what was kept of it. */
export async function keepNumbers(db: Writer, { areaId, batchId }: BatchKey, numbers: readonly ReturnNumber[]) {
  await db.deleteFrom('collection.return_number').where('area_id', '=', areaId).where('batch_id', '=', batchId).execute()
  const column = <Value>(of: (one: ReturnNumber) => Value) => numbers.map(of)
  await sql`
    insert into collection.return_number (area_id, batch_id, place_id, period, name, value)
    select ${areaId}::int, ${batchId}::int, * from unnest(${column((n) => n.placeId)}::int[], ${column((n) => n.period)}::text[], ${column((n) => n.name)}::text[], ${column((n) => n.value)}::float8[])`.execute(db)
}

/** A batch's numbers, of the last period it speaks of with each setting, beside what stood before: of the same period where it corrects one, else of the period before. */
export function numbersBeside(db: Reader, { areaId, batchId, series }: BatchKey & { series: string }, placeId?: number): Promise<NumberBeside[]> {
  const only = placeId === undefined ? sql`` : sql`and place_id = ${placeId}`
  return rows(db, sql<NumberBeside>`
    with mine as (select place_id, period, name, value from collection.return_number where area_id = ${areaId} and batch_id = ${batchId} ${only}),
    span as (select place_id, max(period) as period from mine group by place_id),
    before as (
      select s.place_id, b.batch_id, b.period from span s cross join lateral (
        select batch_id, period from (
          select e.batch_id, e.period, 0 as nth from platform.extent_before e
          where e.area_id = ${areaId} and e.series = ${series} and e.place_id = s.place_id and e.period = s.period and e.replaced_by = ${batchId}
          union all
          select e.batch_id, e.period, case e.period when s.period then 0 else 1 end from platform.extent e
          where e.area_id = ${areaId} and e.series = ${series} and e.place_id = s.place_id and e.period <= s.period and e.batch_id <> ${batchId} and ${partOf(sql`e.period`, sql`e.series`)} = ${partOf(sql`s.period`, sql`e.series`)}) stood
        order by nth, period desc limit 1) b)
    select s.place_id as "placeId", s.period, coalesce(n.name, o.name) as name, n.value as now, o.value as before, o.period as "beforePeriod"
    from span s
    join lateral (
      select name from mine where mine.place_id = s.place_id and mine.period = s.period
      union select r.name from before b join collection.return_number r on r.area_id = ${areaId} and r.batch_id = b.batch_id and r.place_id = b.place_id and r.period = b.period where b.place_id = s.place_id) named on true
    left join mine n on n.place_id = s.place_id and n.period = s.period and n.name = named.name
    left join lateral (
      select r.name, r.value, b.period from before b join collection.return_number r on r.area_id = ${areaId} and r.batch_id = b.batch_id and r.place_id = b.place_id and r.period = b.period
      where b.place_id = s.place_id and r.name = named.name) o on true`)
}

/** The part of a period that is of a return of its own: the stage of results given by stage (2026-ks2); empty where a period is only a time. */
export const partOf = (period: RawBuilder<unknown>, series: RawBuilder<unknown>) => sql`case when ${series} = any (${PARTED}::text[]) then substr(${period}, 5) else '' end`

/** In the order of the spec; a name it does not know comes last. */
export const inSpecOrder = (a: { name: string }, b: { name: string }) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name)

const ORDER = Object.keys(NUMBERS)
