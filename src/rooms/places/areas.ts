import { sql } from 'kysely'
import { Refusal } from '#kernel'
import { type Reader, rows, type Writer } from '#platform'
import type { Place } from './directory.ts'

/** The local area a place belongs to: what is written about the place belongs to it. Refuses where the place is in none we run. */
export async function areaOfPlace(db: Reader, place: Place): Promise<number> {
  const found = await rows(db, sql<{ area_id: number }>`
    select a.area_id from places.area a join places.reach r on r.within_id = a.place_id where r.place_id = ${place.placeId} order by a.area_id limit 1`)
  if (!found[0]) throw new Refusal('forbidden', `${place.name} is not in an area that Belong is run for here. You can look at its figures, but not write about them`)
  return found[0].area_id
}

export async function makeArea(db: Writer, area: { areaId: number; placeId: number; name: string; slug: string; colour: string; now: Date }) {
  await db
    .insertInto('places.area')
    .values({ area_id: area.areaId, place_id: area.placeId, name: area.name, slug: area.slug, colour: area.colour, made_at: area.now })
    .onConflict((c) => c.doNothing())
    .execute()
}

export function listAreas(db: Reader) {
  return db.selectFrom('places.area').selectAll().orderBy('area_id').execute()
}
