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

/** By place: who gives its returns today, there or above it, by slug and name. Of places for which whoever asks gives returns too. */
export async function giversAt(db: Reader, areaId: number, places: readonly number[]): Promise<Map<number, Map<string, string>>> {
  const found = await rows(db, sql<{ placeId: number; person: string; name: string }>`
    select place_id as "placeId", person, name from access.givers_at(${areaId}, ${[...new Set(places)]}::int[])`)
  return new Map([...Map.groupBy(found, ({ placeId }) => placeId)].map(([placeId, some]) => [placeId, new Map(some.map(({ person, name }) => [person, name]))]))
}
