import { sql } from 'kysely'
import { type Database, rows } from '#platform'

/** A stay: pages opened within this time of one another are one visit. */
const MINUTES = 30

/** Notes that a person is here, and answers when they were last here before this visit; null on their first. */
export async function noteVisit(db: Database, areaId: number, person: string, now: Date): Promise<Date | null> {
  const gone = new Date(now.getTime() - MINUTES * 60_000)
  const noted = await rows(db, sql<{ before: Date | null }>`
    insert into desk.seen (area_id, person, last_at, before_at) values (${areaId}, ${person}, ${now}, null)
    on conflict (area_id, person) do update
    set before_at = case when desk.seen.last_at < ${gone} then desk.seen.last_at else desk.seen.before_at end, last_at = excluded.last_at
    returning before_at as before`)
  return noted[0]?.before ?? null
}
