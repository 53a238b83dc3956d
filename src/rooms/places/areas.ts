import { Refusal } from '#kernel'
import type { Reader, Writer } from '#platform'
import { directory, type Place, placeNamed } from './directory.ts'
import { settle } from './settings/settle.ts'

/** A place with the local area it lies in, null where we run none there: what is written about it, and who may, is looked up by both. */
export interface Site {
  place: Place
  placeId: number
  areaId: number | null
}

/** The place a code or name stands for, with its area; refuses where there is no such place. */
export async function siteNamed(db: Reader, codeOrName: string): Promise<Site> {
  return siteOf(db, await placeNamed(db, codeOrName))
}

export async function siteOf(db: Reader, place: Place): Promise<Site> {
  return { place, placeId: place.placeId, areaId: (await directory(db)).areaOf(place.placeId) ?? null }
}

/** The local area a place belongs to: what is written about the place belongs to it. Refuses where the place is in none we run. */
export async function areaOfPlace(db: Reader, place: Place): Promise<number> {
  const { areaId } = await siteOf(db, place)
  if (areaId === null) throw new Refusal('forbidden', `${place.name} is not in an area that Belong is run for here. You can look at its figures, but not write about them`)
  return areaId
}

/** Makes an area; the settings the register knows in it become places with it. */
export async function makeArea(db: Writer, area: { areaId: number; placeId: number; name: string; slug: string; colour: string; now: Date }) {
  await db
    .insertInto('places.area')
    .values({ area_id: area.areaId, place_id: area.placeId, name: area.name, slug: area.slug, colour: area.colour, made_at: area.now })
    .onConflict((c) => c.doNothing())
    .execute()
  await settle(db)
}

export function listAreas(db: Reader) {
  return db.selectFrom('places.area').selectAll().orderBy('area_id').execute()
}
