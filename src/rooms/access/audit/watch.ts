import { sql } from 'kysely'
import { type Reader, rows } from '#platform'

/** What whoever looks after data protection should see first. Counts, each with its rule; nobody is scored. */
export interface Watch {
  /** Records opened by breaking the glass, newest first. */
  broken: { at: Date; person: string; actingAs: string | null; childId: string | null; reason: string | null }[]
  /** Hours in which somebody opened the records of many children. */
  busy: { person: string; hour: Date; children: number }[]
}

export const WATCH_DAYS = 30
/** This many different children within one hour of the clock are pointed at. */
export const MANY_CHILDREN = 30

/** What stands out in an area's audit of the last thirty days. Needs the leave to read it: without that it is empty. */
export async function readWatch(db: Reader, areaId: number): Promise<Watch> {
  const [broken, busy] = await Promise.all([
    rows(db, sql<Watch['broken'][number]>`
      select d.at, d.person, d.acting_as as "actingAs", d.child_id as "childId", d.reason
      from platform.deed d
      where d.area_id = ${areaId} and d.at > now() - make_interval(days => ${WATCH_DAYS}) and d.action like '%.break-glass' order by d.at desc limit 50`),
    rows(db, sql<Watch['busy'][number]>`
      select d.person, date_trunc('hour', d.at) as hour, count(distinct d.child_id) as children
      from platform.deed d
      where d.area_id = ${areaId} and d.is_look and d.at > now() - make_interval(days => ${WATCH_DAYS})
      group by d.person, date_trunc('hour', d.at) having count(distinct d.child_id) >= ${MANY_CHILDREN}
      order by hour desc limit 20`),
  ])
  return { broken, busy }
}
