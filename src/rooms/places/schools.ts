import { sql } from 'kysely'
import type { Writer } from '#platform'

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
