import { plannedRead, type Reader } from '#platform'

/** Somebody with a role about one child, as the child's record shows them. */
export interface Around {
  id: string
  /** By name where they have a part in the area that whoever asks may know of. */
  person: string
  name: string | null
  role: string
  label: string
  startsAt: Date
  endsAt: Date | null
  reason: string | null
  version: number
}

/**
 * Who has, will have or had a role about a child, latest first; as far as whoever asks reaches the child. An emergency opening is told
 * here to whoever made it alone: it may concern a colleague, and its reason is the data protection officer's to read.
 */
export async function aroundChild(db: Reader, child: { areaId: number; childId: string }): Promise<Around[]> {
  return around(db, [child.areaId, child.childId])
}

/** The roles of an area that are held about one child and given from its record. */
export async function rolesAboutChild(db: Reader, areaId: number): Promise<{ role: string; label: string }[]> {
  return aboutChild(db, [areaId])
}

const aboutChild = plannedRead<{ role: string; label: string }, [areaId: number]>('access.roles-about-child', `
  select role, label from access.role where area_id = $1 and given_for = 'child' and given_by <> 'child:break-glass' order by label`)

const around = plannedRead<Around, [areaId: number, childId: string]>('access.around-child', `
  select a.appointment_id as id, a.person, (select c.name from access.colleague c where c.area_id = a.area_id and c.slug = a.person limit 1) as name,
         a.role, r.label, a.starts_at as "startsAt", a.ends_at as "endsAt", a.reason, a.version
  from access.appointment a join access.role r on r.area_id = a.area_id and r.role = a.role
  where a.area_id = $1 and a.child_id = $2 and (a.ends_at is null or a.ends_at > a.starts_at)
    and (r.given_by <> 'child:break-glass' or a.person = access.person_now())
  order by a.ends_at is not null and a.ends_at <= now(), a.starts_at desc, a.appointment_id`)
