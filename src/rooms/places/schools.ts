import { sql } from 'kysely'
import { type Reader, rows, type Writer } from '#platform'

export interface SchoolOfFile {
  urn: string
  laestab: string | null
  name: string
  authorityId: number | null
}

/** Brings schools a file speaks of and we do not hold; answers the place of each URN. The authority a file names is kept as its parent. */
export async function bringSchools(db: Writer, schools: SchoolOfFile[], batchId: number): Promise<Map<string, number>> {
  const ids = new Map<string, number>()
  for (const school of schools) {
    const held = await db.selectFrom('places.place_code').select('place_id').where('scheme', '=', 'urn').where('code', '=', school.urn).executeTakeFirst()
    ids.set(school.urn, held?.place_id ?? (await bring(db, school, batchId)))
  }
  return ids
}

/**
 * A setting a return names that no register knows, as it is called there: entered under its code, in the authority of the area, for a person
 * to match with the one it is. Answers its place; the same code is the same place the next time.
 */
export async function bringUnmatchedSetting(db: Writer, { areaId, code, name, batchId }: { areaId: number; code: string; name: string; batchId: number }): Promise<number> {
  const local = `${areaId}:${code}`
  const held = await db.selectFrom('places.place_code').select('place_id').where('scheme', '=', 'local').where('code', '=', local).executeTakeFirst()
  if (held) return held.place_id
  const [home] = await rows(db as unknown as Reader, sql<{ place_id: number }>`select place_id from places.area where area_id = ${areaId}`)
  const { place_id } = await db.insertInto('places.place').values({ level: 'school', name, batch_id: batchId }).returning('place_id').executeTakeFirstOrThrow()
  await db.insertInto('places.place_code').values({ scheme: 'local', code: local, place_id }).execute()
  await sql`insert into places.hierarchy (hierarchy, label) values ('authorities', 'Schools by authority') on conflict do nothing`.execute(db)
  if (home) await db.insertInto('places.membership').values({ hierarchy: 'authorities', place_id, parent_id: home.place_id }).execute()
  return place_id
}

/** The schools we hold of those named by URN. */
export async function schoolsByUrn(db: Reader, urns: string[]): Promise<Map<string, number>> {
  if (!urns.length) return new Map()
  const held = await rows(db, sql<{ place_id: number; code: string }>`select place_id, code from places.place_code where scheme = 'urn' and code = any(${urns})`)
  return new Map(held.map(({ code, place_id }) => [code, place_id]))
}

/** The batches that brought some of these places, other than one. */
export async function broughtPlaces(db: Reader | Writer, placeIds: Int32Array, besides: number): Promise<number[]> {
  const found = await rows(db, sql<{ batch_id: number }>`
    select distinct batch_id from places.place where place_id = any(${[...placeIds]}) and batch_id is not null and batch_id <> ${besides}`)
  return found.map(({ batch_id }) => batch_id)
}

/** The places a batch brought. */
export async function placesOfBatch(db: Reader, batchId: number): Promise<number[]> {
  return (await rows(db, sql<{ place_id: number }>`select place_id from places.place where batch_id = ${batchId}`)).map(({ place_id }) => place_id)
}

/** Takes back the places a batch brought, with their codes and memberships. */
export async function takePlacesBack(db: Writer, batchId: number) {
  const brought = sql`(select place_id from places.place where batch_id = ${batchId})`
  await sql`delete from places.membership where place_id in ${brought}`.execute(db)
  await sql`delete from places.place_code where place_id in ${brought}`.execute(db)
  await sql`delete from places.place where batch_id = ${batchId}`.execute(db)
}

async function bring(db: Writer, school: SchoolOfFile, batchId: number) {
  const { place_id } = await db
    .insertInto('places.place')
    .values({ level: 'school', name: school.name, batch_id: batchId })
    .returning('place_id')
    .executeTakeFirstOrThrow()
  await db.insertInto('places.place_code').values({ scheme: 'urn', code: school.urn, place_id }).execute()
  if (school.laestab) {
    await db.insertInto('places.place_code').values({ scheme: 'laestab', code: school.laestab, place_id }).onConflict((c) => c.doNothing()).execute()
  }
  if (school.authorityId !== null) {
    await sql`insert into places.hierarchy (hierarchy, label) values ('authorities', 'Schools by authority') on conflict do nothing`.execute(db)
    await db.insertInto('places.membership').values({ hierarchy: 'authorities', place_id, parent_id: school.authorityId }).execute()
  }
  return place_id
}
