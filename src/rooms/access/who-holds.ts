import { sql } from 'kysely'
import { type Reader, rows } from '#platform'
import type { Verb } from './verbs.ts'

export interface Holder {
  person: string
  /** Null where we hold no address. */
  email: string | null
  placeId: number
}

/** Who holds a verb today at each of these places themselves, not above them: for work of the keeper, which writes to those it concerns. */
export function whoHolds(db: Reader, areaId: number, verb: Verb, places: readonly number[]): Promise<Holder[]> {
  return rows(db, sql<Holder>`
    select distinct h.person, p.email, h.place_id as "placeId" from access.held_now h join access.person p on p.slug = h.person
    where h.area_id = ${areaId} and h.verb = ${verb} and h.place_id = any (${[...places]}::int[]) and p.left_at is null order by 3, 1`)
}
