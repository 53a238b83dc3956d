import { Refusal } from '#kernel'
import { plannedRead, type Reader, type Writer } from '#platform'
import { CAST } from './cast.ts'
import { giveRole } from './grants.ts'
import { emailKey } from './sign-in/email.ts'

export interface AreaToGrant {
  areaId: number
  placeId: number
}

/** Invented Kelderby, where some of the cast stand at a school or by a child. */
export interface KelderbyToGrant extends AreaToGrant {
  wedgeId: number
  schoolId: number
  children: readonly string[]
}

/** Seats the demo's cast, each with a part in every area of the demo. May be done again. */
export async function seatCast(db: Writer, areas: AreaToGrant[], kelderby: KelderbyToGrant | null, now: Date) {
  const given = { from: new Date('2020-01-01T00:00:00Z'), source: 'demo', givenBy: 'operator', now }
  for (const { slug, name, roleTitle, role, kelderby: parts = [{ role, at: 'area' as const }] } of CAST) {
    await db
      .insertInto('access.person')
      .values({ slug, name, role_title: roleTitle, home_area_id: areas[0]!.areaId, demo: true, made_at: now })
      .onConflict((c) => c.doNothing())
      .execute()
    await db.deleteFrom('access.grant_held').where('person', '=', slug).where('source', '=', 'demo').execute()
    const seated = await db.selectFrom('access.appointment').select('area_id').where('person', '=', slug).where('source', '=', 'demo').execute()
    const isNew = ({ areaId }: AreaToGrant) => !seated.some((one) => one.area_id === areaId)
    for (const area of areas.filter(isNew)) await giveRole(db, { ...given, areaId: area.areaId, placeId: area.placeId, person: slug, role })
    if (!kelderby || !isNew(kelderby)) continue
    for (const part of parts) {
      if ('of' in part) for (const at of part.of) await giveRole(db, { ...given, areaId: kelderby.areaId, childId: kelderby.children[at]!, person: slug, role: part.role })
      else await giveRole(db, { ...given, areaId: kelderby.areaId, placeId: { area: kelderby.placeId, wedge: kelderby.wedgeId, school: kelderby.schoolId }[part.at], person: slug, role: part.role })
    }
  }
}

/** Adds a person with roles in an area; refuses a slug that is taken. */
export async function addPerson(db: Writer, person: { slug: string; name: string; roleTitle: string; email: string | null; area: AreaToGrant; roles: readonly string[]; now: Date }) {
  const taken = await db.selectFrom('access.person').select('slug').where('slug', '=', person.slug).executeTakeFirst()
  if (taken) throw new Refusal('conflict', `There is somebody called ${person.slug} already`)
  await db
    .insertInto('access.person')
    .values({ slug: person.slug, name: person.name, role_title: person.roleTitle, email: person.email, email_key: person.email === null ? null : emailKey(person.email), home_area_id: person.area.areaId, demo: false, made_at: person.now })
    .execute()
  const given = { ...person.area, person: person.slug, from: person.now, source: 'made with the area', givenBy: person.slug, now: person.now }
  for (const role of person.roles) await giveRole(db, { ...given, role })
}

export async function findPerson(db: Reader, slug: string) {
  return db.selectFrom('access.person').selectAll().where('slug', '=', slug).where('left_at', 'is', null).executeTakeFirst()
}

/** What people are called, by slug: all who have or had a part in the areas of whoever asks. */
export async function personNames(db: Reader): Promise<Map<string, string>> {
  return new Map([['operator', 'The operator'], ...(await colleagues(db, [])).map(({ slug, name }) => [slug, name] as const)])
}

const colleagues = plannedRead<{ slug: string; name: string }, []>('access.colleagues', `select distinct slug, name from access.colleague`)
