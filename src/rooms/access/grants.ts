import { sql } from 'kysely'
import { Refusal } from '#kernel'
import { type Actor, gathered, type Reader, rows, type Verdict, type Writer } from '#platform'
import { INSTALLATION_VERBS, ROLES, type Verb, VERBS } from './verbs.ts'

/** Whether a person holds a verb at a place, or at a place above it, today. Answers true, or why not. */
export async function holds(actor: Actor, verb: Verb, placeId: number, db: Reader): Promise<Verdict> {
  if (actor.operator) return true
  const held = await rows(db, sql`
    select 1 from access.grant_held g join places.reach r on r.within_id = g.place_id
    where g.area_id >= 0 and g.person = ${actor.slug} and g.verb = ${verb} and r.place_id = ${placeId}
      and g.starts <= current_date and (g.ends is null or g.ends >= current_date)
    limit 1`)
  return held.length ? true : `Your role does not let you do this for this place: ${VERBS[verb].toLowerCase()}`
}

/** Whether a person holds a verb of the installation, or of any area: for what is seen by all. */
export async function holdsAnywhere(actor: Actor, verb: Verb, db: Reader): Promise<Verdict> {
  if (actor.operator) return true
  const held = await rows(db, sql`
    select 1 from access.grant_held g
    where g.area_id >= 0 and g.person = ${actor.slug} and g.verb = ${verb}
      and g.starts <= current_date and (g.ends is null or g.ends >= current_date)
    limit 1`)
  return held.length ? true : `Your role does not let you do this: ${VERBS[verb].toLowerCase()}`
}

/** All verbs a person holds at a place today, in one question: what a page shows and what it explains away. */
export async function verbsAt(actor: Actor, placeId: number, db: Reader): Promise<Set<Verb>> {
  if (actor.operator) return new Set(Object.keys(VERBS) as Verb[])
  return new Set((await verbsHeld(db, [actor.slug, placeId])).map(({ verb }) => verb))
}

const verbsHeld = gathered<{ verb: Verb }, [string, number]>('access.verbs-at', { person: 'text', place_id: 'int' }, `
  select distinct asked.at, g.verb from asked join access.grant_held g on g.person = asked.person
  where g.area_id >= 0 and g.starts <= current_date and (g.ends is null or g.ends >= current_date)
    and g.place_id in (select r.within_id from places.reach r where r.place_id = asked.place_id)`)

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
