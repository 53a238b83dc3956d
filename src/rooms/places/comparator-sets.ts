import { sql } from 'kysely'
import { Refusal } from '#kernel'
import { newId, type Reader, rows, type Writer } from '#platform'

/** An area's own set of places to compare with. */
export interface ComparatorSet {
  id: string
  name: string
  version: number
  madeBy: string
  placeIds: number[]
}

/** The sets of an area, by name. */
export function comparatorSets(db: Reader, areaId: number): Promise<ComparatorSet[]> {
  return rows(db, sql<ComparatorSet>`
    select s.set_id as id, s.name, s.version, s.made_by as "madeBy",
           coalesce((select array_agg(c.place_id order by c.place_id) from places.comparator c where c.area_id = s.area_id and c.set_id = s.set_id), '{}') as "placeIds"
    from places.comparator_set s
    where s.area_id = ${areaId}
    order by s.name, s.set_id`)
}

export async function comparatorSet(db: Reader, areaId: number, id: string): Promise<ComparatorSet> {
  const found = (await comparatorSets(db, areaId)).find((one) => one.id === id)
  if (!found) throw new Refusal('missing', 'There is no such set of places in your area. Somebody may have thrown it away')
  return found
}

export interface ComparatorsToKeep {
  areaId: number
  /** Null for a new set; else the set as it was when the person opened it. */
  held: { id: string; version: number } | null
  name: string
  placeIds: number[]
  by: string
  now: Date
}

/** Makes a set, or replaces one that nobody changed meanwhile; answers its id. */
export async function keepComparators(db: Writer, { areaId, held, name, placeIds, by, now }: ComparatorsToKeep): Promise<string> {
  await refuseTakenName(db, areaId, name, held?.id ?? null)
  const id = held ? await replaceSet(db, areaId, held, name) : newId()
  if (!held) await db.insertInto('places.comparator_set').values({ area_id: areaId, set_id: id, name, made_by: by, made_at: now }).execute()
  await db.insertInto('places.comparator').values(placeIds.map((place_id) => ({ area_id: areaId, set_id: id, place_id }))).execute()
  return id
}

export async function dropComparators(db: Writer, areaId: number, id: string) {
  await db.deleteFrom('places.comparator').where('area_id', '=', areaId).where('set_id', '=', id).execute()
  const gone = await db.deleteFrom('places.comparator_set').where('area_id', '=', areaId).where('set_id', '=', id).returning('name').executeTakeFirst()
  if (!gone) throw new Refusal('missing', 'There is no such set of places in your area. Somebody may have thrown it away')
}

async function replaceSet(db: Writer, areaId: number, held: { id: string; version: number }, name: string) {
  const replaced = await db
    .updateTable('places.comparator_set')
    .set({ name, version: held.version + 1 })
    .where('area_id', '=', areaId).where('set_id', '=', held.id).where('version', '=', held.version)
    .returning('set_id')
    .executeTakeFirst()
  if (!replaced) throw new Refusal('conflict', 'Somebody changed this set after you opened it')
  await db.deleteFrom('places.comparator').where('area_id', '=', areaId).where('set_id', '=', held.id).execute()
  return replaced.set_id
}

async function refuseTakenName(db: Writer, areaId: number, name: string, except: string | null) {
  const sets = await db.selectFrom('places.comparator_set').select(['set_id', 'name']).where('area_id', '=', areaId).execute()
  const taken = sets.some((one) => one.set_id !== except && one.name.toLowerCase() === name.toLowerCase())
  if (taken) throw new Refusal('conflict', 'There is a set of this name already. Choose another name', { name: 'There is a set of this name already. Choose another name' })
}
