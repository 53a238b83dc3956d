import { type Writer } from '#platform'
import { ROLES } from './verbs.ts'

/** Brings the roles an area does not know yet, each with its verbs. A cell that the area has ended stays ended: it is there, with its last day. */
export async function seedRoles(db: Writer, areaId: number, from: string) {
  for (const [role, { label, about, givenFor, givenBy = 'people:manage', givenLocally = false, verbs }] of Object.entries(ROLES)) {
    await db.insertInto('access.role').values({ area_id: areaId, role, label, about, given_for: givenFor, given_by: givenBy, given_locally: givenLocally }).onConflict((c) => c.doNothing()).execute()
    const known = await db.selectFrom('access.role_verb').select('verb').where('area_id', '=', areaId).where('role', '=', role).execute()
    const missing = verbs.filter((verb) => !known.some((one) => one.verb === verb))
    if (missing.length) await db.insertInto('access.role_verb').values(missing.map((verb) => ({ area_id: areaId, role, verb, starts: from, set_by: 'operator' }))).execute()
  }
}
