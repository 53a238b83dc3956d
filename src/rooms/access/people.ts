import { Refusal } from '#kernel'
import { type Reader, snapshot, type Writer } from '#platform'
import { CAST } from './cast.ts'
import { giveRole } from './grants.ts'

export interface AreaToGrant {
  areaId: number
  placeId: number
}

/** Seats the demo's cast, each with a part in every area of the demo. */
export async function seatCast(db: Writer, areas: AreaToGrant[], countryId: number, now: Date) {
  for (const { slug, name, roleTitle, role } of CAST) {
    await db
      .insertInto('access.person')
      .values({ slug, name, role_title: roleTitle, home_area_id: areas[0]!.areaId, demo: true, made_at: now })
      .onConflict((c) => c.doNothing())
      .execute()
    for (const area of areas) await giveRole(db, { ...area, countryId, person: slug, role, from: '2020-01-01', source: 'demo' })
  }
}

/** Adds a person with a role in an area; refuses a slug that is taken. */
export async function addPerson(db: Writer, person: { slug: string; name: string; roleTitle: string; email: string | null; area: AreaToGrant; countryId: number; role: string; now: Date }) {
  const taken = await db.selectFrom('access.person').select('slug').where('slug', '=', person.slug).executeTakeFirst()
  if (taken) throw new Refusal('conflict', `There is somebody called ${person.slug} already`)
  await db
    .insertInto('access.person')
    .values({ slug: person.slug, name: person.name, role_title: person.roleTitle, email: person.email, home_area_id: person.area.areaId, demo: false, made_at: person.now })
    .execute()
  await giveRole(db, { ...person.area, countryId: person.countryId, person: person.slug, role: person.role, from: person.now.toISOString().slice(0, 10), source: 'made with the area' })
}

export async function findPerson(db: Reader, slug: string) {
  return db.selectFrom('access.person').selectAll().where('slug', '=', slug).where('left_at', 'is', null).executeTakeFirst()
}

/** What people are called, by slug. */
export const personNames = snapshot(async (db: Reader): Promise<Map<string, string>> => {
  const people = await db.selectFrom('access.person').select(['slug', 'name']).execute()
  return new Map([['operator', 'The operator'], ...people.map(({ slug, name }) => [slug, name] as const)])
})
