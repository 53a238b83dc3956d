import { sql } from 'kysely'
import { Refusal } from '#kernel'
import { type Actor, plannedRead, type Reader, rows, type Verdict, type Writer } from '#platform'
import { INSTALLATION_VERBS, ROLES, type Verb, VERBS } from './verbs.ts'

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
  const held = await anywhere(db, [actor.slug, verb])
  return held.length ? true : `Your role does not let you do this: ${VERBS[verb].toLowerCase()}`
}

const anywhere = plannedRead<{ one: number }, [person: string, verb: Verb]>('access.verbs-anywhere', `
  select 1 as one from access.grant_held
  where area_id = any (array(select area_id from places.area_home) || 0) and person = $1 and verb = $2
    and starts <= current_date and (ends is null or ends >= current_date)
  limit 1`)

/** All verbs a person holds at a place today, in one question: what a page shows and what it explains away. */
export async function verbsAt(actor: Actor, { placeId, areaId }: Ground, db: Reader): Promise<Set<Verb>> {
  if (actor.operator) return new Set(Object.keys(VERBS) as Verb[])
  return new Set((await verbsHeld(db, [areaId === null ? [0] : [0, areaId], actor.slug, placeId])).map(({ verb }) => verb))
}

/** The reach of the place first, by itself: joined freely, the whole tree would be worked out once more for each grant. */
const verbsHeld = plannedRead<{ verb: Verb }, [areas: number[], person: string, placeId: number]>('access.verbs-at', `
  with up as materialized (select within_id from places.reach where place_id = $3)
  select distinct g.verb
  from up join access.grant_held g on g.place_id = up.within_id
  where g.area_id = any ($1::int[]) and g.person = $2 and g.starts <= current_date and (g.ends is null or g.ends >= current_date)`)

/** The local areas a person has any part in today: where to look for what is known by its id alone. */
export async function areasOf(actor: Actor, db: Reader): Promise<number[]> {
  const found = actor.operator
    ? await rows(db, sql<{ area_id: number }>`select area_id from places.area_home`)
    : await rows(db, sql<{ area_id: number }>`
        select distinct area_id from access.grant_held
        where area_id = any (array(select area_id from places.area_home)) and person = ${actor.slug}
          and starts <= current_date and (ends is null or ends >= current_date)`)
  return found.map(({ area_id }) => area_id)
}

/** Everyone who is signed in may: published figures are public once published. */
export async function signedIn(): Promise<Verdict> {
  return true
}

/** Gives a person a role in an area, from a day. The installation's verbs go to area 0. */
export async function giveRole(db: Writer, grant: { areaId: number; placeId: number; countryId: number; person: string; role: string; from: string; source: string }) {
  const verbs = ROLES[grant.role]
  if (!verbs) throw new Refusal('invalid', `There is no role called ${grant.role}`)
  for (const verb of verbs) {
    const own = INSTALLATION_VERBS.has(verb)
    await db
      .insertInto('access.grant_held')
      .values({ area_id: own ? 0 : grant.areaId, person: grant.person, verb, place_id: own ? grant.countryId : grant.placeId, starts: grant.from, source: grant.source })
      .onConflict((c) => c.doNothing())
      .execute()
  }
}
