import { sql } from 'kysely'
import { Refusal } from '#kernel'
import { type Actor, newId, type Reader, rows, type Verdict, type Writer } from '#platform'
import { placesAbove, standingOf, verbsWithin } from './standing.ts'
import { INSTALLATION_VERBS, type Verb, VERBS } from './verbs.ts'

/** Where something is asked for: a place and the local area it lies in; null where it lies in none we run. */
export interface Ground {
  placeId: number
  areaId: number | null
}

/** Whether a person holds a verb at a place, or at a place above it, today. Answers true, or why not. */
export async function holds(actor: Actor, verb: Verb, ground: Ground, db: Reader): Promise<Verdict> {
  return (await verbsAt(actor, ground, db)).has(verb) ? true : `Your role does not let you do this for this place: ${VERBS[verb].toLowerCase()}`
}

/** Whether a person holds a verb of the installation, or of any area: for what is seen by all. */
export async function holdsAnywhere(actor: Actor, verb: Verb, db: Reader): Promise<Verdict> {
  if (actor.operator) return true
  const { held } = await standingOf(actor, db)
  return held.some((one) => one.verb === verb) ? true : `Your role does not let you do this: ${VERBS[verb].toLowerCase()}`
}

/** Whether a person holds a verb for the whole of the area they act for. */
export async function holdsInArea(actor: Actor, verb: Verb, db: Reader, areaId = actor.areaId): Promise<Verdict> {
  if (actor.operator) return true
  const home = (await standingOf(actor, db)).homes.get(areaId)
  return home === undefined ? 'You have no part in an area' : holds(actor, verb, { placeId: home, areaId }, db)
}

/** All verbs a person holds at a place today, in one question: what a page shows and what it explains away. */
export async function verbsAt(actor: Actor, { placeId, areaId }: Ground, db: Reader): Promise<Set<Verb>> {
  if (actor.operator) return new Set(Object.keys(VERBS) as Verb[])
  const standing = await standingOf(actor, db)
  const verbs = verbsWithin(standing, await placesAbove(standing, placeId, db), areaId)
  // What is changed with these is seen by every area: they count wherever they are held.
  for (const one of standing.held) if (INSTALLATION_VERBS.has(one.verb)) verbs.add(one.verb)
  return verbs
}

/** The local areas a person has any part in today: where to look for what is known by its id alone. */
export async function areasOf(actor: Actor, db: Reader): Promise<number[]> {
  if (!actor.operator) return [...(await standingOf(actor, db)).areas]
  return (await rows(db, sql<{ area_id: number }>`select area_id from places.area_home`)).map(({ area_id }) => area_id)
}

/** Everyone who is signed in may: published figures are public once published. */
export async function signedIn(): Promise<Verdict> {
  return true
}

export interface RoleToGive {
  areaId: number
  person: string
  role: string
  /** One of the two, as the role asks. */
  placeId?: number | null
  childId?: string | null
  from: Date
  until?: Date | null
  source: string
  reason?: string | null
  givenBy: string
  now: Date
}

/** Gives a person a role, from a moment on; answers the appointment's id. */
export async function giveRole(db: Writer, give: RoleToGive): Promise<string> {
  const role = await db.selectFrom('access.role').select('given_for').where('area_id', '=', give.areaId).where('role', '=', give.role).executeTakeFirst()
  if (!role) throw new Refusal('invalid', `There is no role called ${give.role}`, { role: 'Choose a role of this area' })
  const [placeId, childId] = role.given_for === 'child' ? [null, give.childId ?? null] : [give.placeId ?? null, null]
  if (placeId === null && childId === null) throw new Refusal('invalid', role.given_for === 'child' ? 'Say for which child' : 'Say at which place', { place: 'Say where' })
  if (give.until && give.until <= give.from) throw new Refusal('invalid', 'The last day is before the first', { until: 'The last day must not be before the first' })
  const appointmentId = newId()
  await db
    .insertInto('access.appointment')
    .values({
      area_id: give.areaId, appointment_id: appointmentId, person: give.person, role: give.role, place_id: placeId, child_id: childId,
      starts_at: give.from, ends_at: give.until ?? null, source: give.source, reason: give.reason ?? null, given_by: give.givenBy, given_at: give.now,
    })
    .execute()
  return appointmentId
}
