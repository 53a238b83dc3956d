import { sql } from 'kysely'
import { Refusal } from '#kernel'
import { plannedRead, type Reader, rows, type Writer } from '#platform'
import { giveRole, type RoleToGive } from '../grants.ts'
import { dayOf, firstMoment, lastDayOf, momentAfter } from './days.ts'

/** A role somebody held, holds or will hold. */
export interface Part {
  id: string
  areaId: number
  person: string
  role: string
  label: string
  placeId: number | null
  /** The place's name; of a child, that it is one: names of children stand in their records alone. */
  where: string
  childId: string | null
  startsAt: Date
  endsAt: Date | null
  source: string
  reason: string | null
  givenBy: string
  givenAt: Date
  endedBy: string | null
  endReason: string | null
  version: number
}

export type PartState = 'now' | 'to come' | 'over'

export function stateOf({ startsAt, endsAt }: Pick<Part, 'startsAt' | 'endsAt'>, now: Date): PartState {
  if (endsAt !== null && (endsAt <= now || endsAt <= startsAt)) return 'over'
  return startsAt > now ? 'to come' : 'now'
}

const PART = sql`
  select a.appointment_id as id, a.area_id as "areaId", a.person, a.role, r.label, a.place_id as "placeId", coalesce(n.name, 'one child') as "where", a.child_id as "childId",
         a.starts_at as "startsAt", a.ends_at as "endsAt", a.source, a.reason, a.given_by as "givenBy", a.given_at as "givenAt", a.ended_by as "endedBy", a.end_reason as "endReason", a.version
  from access.appointment a join access.role r on r.area_id = a.area_id and r.role = a.role left join places.place_named n on n.place_id = a.place_id`

/** Every role of an area at these places, or of the whole of it (`null`), those about children among them; of one person or all. */
export function partsOf(db: Reader | Writer, { areaId, places, person = null }: { areaId: number; places: readonly number[] | null; person?: string | null }): Promise<Part[]> {
  return rows(db, sql<Part>`${PART} where a.area_id = ${areaId} and ${places === null ? sql`true` : sql`a.place_id = any (${places})`}
    and ${person === null ? sql`true` : sql`a.person = ${person}`} order by a.starts_at, a.appointment_id`)
}

/** One by its id, where whoever asks may see it. */
export async function findPart(db: Reader | Writer, areaId: number, id: string): Promise<Part> {
  const [found] = await rows(db, sql<Part>`${PART} where a.area_id = ${areaId} and a.appointment_id = ${id}`)
  if (!found) throw new Refusal('missing', 'There is no such role in your reach')
  return found
}

/** When a role asked for from a day begins: at once today, else as the day begins. */
export function startOf(from: string | undefined, now: Date): Date {
  if (from === undefined || from === dayOf(now)) return now
  if (from < dayOf(now)) throw new Refusal('invalid', 'The first day is over', { from: 'A role begins today or later' })
  return firstMoment(from)
}

/** When a role asked for until a last day ends. */
export function endOf(until: string | undefined, startsAt: Date): Date | null {
  if (until === undefined) return null
  const endsAt = momentAfter(until)
  if (endsAt <= startsAt) throw new Refusal('invalid', 'The last day is before the first', { until: 'The last day must not be before the first' })
  return endsAt
}

/** Gives a role, unless the person holds it there in that time already. */
export async function give(db: Writer, part: RoleToGive): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${['role', part.areaId, part.person].join('\n')}, 0))`.execute(db)
  const [same] = await rows(db, sql<{ endsAt: Date | null }>`
    select ends_at as "endsAt" from access.appointment
    where area_id = ${part.areaId} and person = ${part.person} and role = ${part.role}
      and place_id is not distinct from ${part.placeId ?? null} and child_id is not distinct from ${part.childId ?? null}::uuid
      and tstzrange(starts_at, ends_at) && tstzrange(${part.from}, ${part.until ?? null}) limit 1`)
  if (same) throw new Refusal('conflict', `They hold this role there already${same.endsAt ? `, until ${lastDayOf(same.endsAt)}` : ''}`, { role: 'They hold this role there already' })
  return giveRole(db, part)
}

/** Ends a role at a moment; one that has not begun is taken back. Refuses where somebody has changed it since `version`. */
export async function end(db: Writer, part: Part, { at, by, reason, version = part.version }: { at: Date; by: string; reason: string; version?: number | undefined }): Promise<void> {
  const endsAt = at < part.startsAt ? part.startsAt : at
  const changed = await db.updateTable('access.appointment')
    .set({ ends_at: endsAt, ended_by: by, end_reason: reason, version: part.version + 1 })
    .where('area_id', '=', part.areaId).where('appointment_id', '=', part.id).where('version', '=', version)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw new Refusal('conflict', 'Somebody changed this role after you opened the page. Open it again and look first')
}

export interface PersonHere {
  slug: string
  name: string
  roleTitle: string
  email: string | null
  homeAreaId: number
  leftAt: Date | null
  leavesOn: string | null
  seenAt: Date | null
  version: number
}

/** Somebody with a part in an area, now or once. */
export async function personIn(db: Reader | Writer, areaId: number, slug: string): Promise<PersonHere> {
  const [found] = await personOf(db, [areaId, slug])
  if (!found) throw new Refusal('missing', 'There is nobody of this name in your reach')
  return found
}

/** Somebody whose e-mail address this is, where whoever asks may see them. */
export async function personByEmail(db: Reader | Writer, key: string): Promise<PersonHere | null> {
  const [found] = await rows(db, sql<PersonHere>`${PERSON} where p.email_key = ${key}`)
  return found ?? null
}

const PERSON_COLUMNS = `p.slug, p.name, p.role_title as "roleTitle", p.email, p.home_area_id as "homeAreaId", p.left_at as "leftAt", p.leaves_on::text as "leavesOn", p.version,
  greatest(p.seen_at, (select max(s.seen_at) from access.session s where s.person = p.slug)) as "seenAt"`
const PERSON = sql.raw(`select ${PERSON_COLUMNS} from access.person p`)

const personOf = plannedRead<PersonHere, [areaId: number, slug: string]>('access.person-in-area', `
  select ${PERSON_COLUMNS} from access.person p
  where p.slug = $2 and exists (select from access.colleague c where c.area_id = $1 and c.slug = p.slug)`)

/** Everybody with a part in an area, as far as whoever asks may see. */
export const peopleIn = plannedRead<PersonHere, [areaId: number]>('access.people-in-area', `
  select ${PERSON_COLUMNS} from access.person p
  where p.slug in (select a.person from access.appointment a where a.area_id = $1)`)
