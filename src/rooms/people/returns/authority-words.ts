import { type RawBuilder, sql } from 'kysely'
import { type Reader, rows, type Writer } from '#platform'
import { classOfSeries } from '#rooms/collection'
import type { FirstSaid } from './first-said.ts'

/** Classes that say something of a child by themselves: where a home is tells nobody which return named it. */
const TELLING = ['sen', 'health', 'care']

/**
 * Which returns of the authority itself name some children (a select of their ids), and every class each speaks of: the return as a whole, and
 * whatever it states of the child. By these are found who is on no roll, and by nobody who does not see all of that.
 */
export async function deriveAuthorityWords(tx: Writer, areaId: number, children: RawBuilder<unknown>) {
  const given = await rows(tx as unknown as Reader, sql<{ series: string; batchId: number }>`
    select distinct e.series, e.batch_id as "batchId" from platform.extent e join places.area_home h on h.area_id = e.area_id and h.place_id = e.place_id where e.area_id = ${areaId}`)
  await sql`delete from people.authority_word w where w.area_id = ${areaId} and w.child_id in (${children})`.execute(tx)
  if (!given.length) return
  await sql`
    insert into people.authority_word (area_id, child_id, batch_id, series, classes, as_at)
    select r.area_id, r.child_id, r.batch_id, g.series, array(select distinct one from unnest(array_agg(s.data_class) || g.whole) as one where one = any (${TELLING}::text[]) order by one), min(r.as_at)
    from unnest(${given.map(({ batchId }) => batchId)}::int[], ${given.map(({ series }) => series)}::text[], ${given.map(({ series }) => classOfSeries(series))}::text[]) as g (batch_id, series, whole)
    join people.record_row r on r.area_id = ${areaId} and r.batch_id = g.batch_id
    join places.area_home h on h.area_id = r.area_id and h.place_id = r.reported_by
    left join people.statement s on s.area_id = r.area_id and s.batch_id = r.batch_id and s.row = r.row
    where r.child_id in (${children})
    group by r.area_id, r.child_id, r.batch_id, g.series, g.whole`.execute(tx)
}

/** The same of children nobody spoke of before this return: where it speaks for the authority. */
export async function writeFirstWords(tx: Writer, areaId: number, first: readonly FirstSaid[]) {
  const [home] = await rows(tx as unknown as Reader, sql<{ placeId: number }>`select place_id as "placeId" from places.area_home where area_id = ${areaId}`)
  const named = first.filter(({ said }) => said.reportedBy === home?.placeId).map(({ childId }) => childId)
  if (named.length) await deriveAuthorityWords(tx, areaId, sql`select unnest(${named}::uuid[])`)
}
