import { sql } from 'kysely'
import { Refusal } from '#kernel'
import { type Actor, type Reader, rows, type Verdict, type Writer } from '#platform'
import { holdsInArea } from '../grants.ts'
import { standingOf, verbsForChild } from '../standing.ts'
import { type Verb, VERBS } from '../verbs.ts'

interface Child {
  areaId: number
  childId: string
}

/** What somebody may do about a child today: by name, or where the child is on roll. */
export async function verbsAround(actor: Actor, db: Reader | Writer, child: Child): Promise<ReadonlySet<Verb>> {
  if (actor.operator) return new Set(Object.keys(VERBS) as Verb[])
  const places = await rows(db, sql<{ placeId: number }>`select place_id as "placeId" from people.on_roll where area_id = ${child.areaId} and child_id = ${child.childId}`)
  return verbsForChild(await standingOf(actor, db as Reader), { ...child, places: places.map(({ placeId }) => placeId) })
}

/** Whether somebody may say who stands around a child: who writes in its record. A child out of reach is missing. */
export async function mayWriteAround(actor: Actor, db: Reader | Writer, child: Child): Promise<Verdict> {
  const verbs = await verbsAround(actor, db, child)
  if (!verbs.has('child:read')) throw new Refusal('missing', 'There is no such child in your reach')
  return verbs.has('child:write') || `Your role does not let you do this for this child: ${VERBS['child:write'].toLowerCase()}`
}

/** Whether somebody may open to another, or close, what a role sees of a child: guarded classes only where they see them too, or work with every child of the area. */
export async function mayOpenSoMuch(actor: Actor, db: Reader, role: { label: string; verbs: readonly string[] }, child: { areaId: number; childId: string }): Promise<Verdict> {
  const own = await verbsAround(actor, db, child)
  const more = GUARDED.find((verb) => role.verbs.includes(verb) && !own.has(verb))
  return more === undefined || (await holdsInArea(actor, 'child:write', db, child.areaId)) === true || `${role.label} sees more of this child than you do: ${VERBS[more].toLowerCase()}. Ask whoever works with children in the whole area`
}

/** What two of one school could open to each other without ever having seen it: given only by who sees it, or who works with every child of the area. */
const GUARDED = ['care:read', 'address:read', 'adoption:read', 'note:read'] as const satisfies readonly Verb[]
