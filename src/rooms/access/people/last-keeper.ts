import { sql } from 'kysely'
import { Refusal } from '#kernel'
import { rows, type Writer } from '#platform'
import type { Verb } from '../verbs.ts'
import { areaFor, type AreaOf } from './ground.ts'

/**
 * Refuses, after a change, what would leave an area with nobody who holds a verb for the whole of it from now on, without an end:
 * nobody could give it back. Two who take it from each other at once wait for one another. Throws a Refusal that undoes the change.
 */
export async function refuseUnheld(db: Writer, { areaId, homeId }: AreaOf, verb: Verb, sentence: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(7241004, ${areaId})`.execute(db)
  const [left] = await rows(db, sql`
    select 1 from access.appointment a
    join access.role_verb v on v.area_id = a.area_id and v.role = a.role and v.verb = ${verb} and v.starts <= current_date and v.ends is null
    join access.person p on p.slug = a.person
    where a.area_id = ${areaId} and a.place_id = ${homeId} and a.starts_at <= now() and a.ends_at is null and p.left_at is null and p.leaves_on is null
    limit 1`)
  if (!left) throw new Refusal('conflict', sentence)
}

const LAST_KEEPER = 'Nobody else looks after the people of the whole area without an end. Give somebody else such a role first, from today'

/** The same after roles have ended: asked only where one of them was held for the whole area, which whoever looks after one school does not see. */
export async function refuseWithoutKeeper(db: Writer, areaId: number, ended: readonly { placeId: number | null }[]): Promise<void> {
  const area = await areaFor({ slug: '', name: '', operator: true, areaId }, db, undefined)
  if (ended.some(({ placeId }) => placeId === area.homeId)) await refuseUnheld(db, area, 'people:manage', LAST_KEEPER)
}
