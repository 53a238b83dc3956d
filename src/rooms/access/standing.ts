import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { type Actor, plannedRead, type Reader, rows, type Scope } from '#platform'
import { CHILD_VERBS, PLACED_VERBS, type Verb } from './verbs.ts'

/** One thing a person may do, where or of whom, at this moment. */
export interface Held {
  areaId: number
  verb: Verb
  placeId: number | null
  childId: string | null
  /** The role it comes from; null where it was granted by itself. */
  appointmentId: string | null
}

/** A role somebody holds at this moment. */
export interface Appointment {
  appointmentId: string
  areaId: number
  role: string
  label: string
  /** The name of its place; for a role about one child, "one child": names of children stand on no bar. */
  where: string
  placeId: number | null
  childId: string | null
  /** From this moment it is over; null while nobody has said when. */
  until: Date | null
}

/** All a person holds at this moment, as they act now: what is asked of policy is answered from here, without the database. */
export interface Standing {
  held: readonly Held[]
  appointments: readonly Appointment[]
  /** The local areas they have a part in. */
  areas: readonly number[]
  /** Each area with the place it is for. */
  homes: ReadonlyMap<number, number>
  /** Every place below those where a verb about children or people is held, that place included. */
  below: ReadonlyMap<Verb, readonly number[]>
  /** Every place a place lies in, itself included, as far as it was asked: kept as long as this is. */
  above: Map<number, readonly number[]>
  /** When something of it is over by the clock; infinity where nothing is. */
  until: number
  /** Names what is held: equal where it is the same. */
  tag: string
}

const STANDINGS = new WeakMap<Actor, Standing>()

/** The same actor, with what they hold. */
export function actorWith(actor: Actor, standing: Standing): Actor {
  STANDINGS.set(actor, standing)
  return actor
}

/** What an actor holds: as it came with them, else asked for now. */
export async function standingOf(actor: Actor, db: Reader): Promise<Standing> {
  const known = STANDINGS.get(actor)
  if (known) return known
  const standing = await readStanding(db, actor)
  STANDINGS.set(actor, standing)
  return standing
}

const KEPT = new WeakMap<object, Map<string, Standing>>()
const MOST_KEPT = 2000

/** What a person holds, kept in memory for as long as `version` (that of their areas' data), the day and the clock leave it true. */
export async function keptStanding(door: Reader, actor: Actor, version: string, now: Date): Promise<Standing> {
  let kept = KEPT.get(door)
  if (!kept) KEPT.set(door, (kept = new Map()))
  const key = [actor.slug, actor.areaId, actor.appointmentId ?? '', actor.only?.join(' ') ?? '*', actor.onlyArea ?? '*', version, now.toISOString().slice(0, 10)].join('|')
  const held = kept.get(key)
  if (held && held.until > now.getTime()) return held
  const standing = await readStanding(door, actor)
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value!)
  kept.set(key, standing)
  return standing
}

/** Reads what a person holds. In the area they act for, the role they act in counts alone, with what was granted by itself. */
export async function readStanding(db: Reader, { slug, areaId, appointmentId = null, only = null, onlyArea = null }: Actor): Promise<Standing> {
  const [everywhere, appointments, homes, [ends]] = await Promise.all([heldBy(db, [slug]), appointmentsOf(db, [slug]), homesOf(db), nextEnd(db, [slug])])
  const found = everywhere.filter((one) => onlyArea === null || one.areaId === onlyArea)
  const counted = found.filter((one) => (appointmentId === null || one.areaId !== areaId || one.appointmentId === null || one.appointmentId === appointmentId) && (only === null || only.includes(one.verb)))
  const listed = counted.filter(({ verb, placeId }) => placeId !== null && LISTED.has(verb))
  const below = listed.length ? await placesBelow(db, [[...new Set(listed.map(({ placeId }) => placeId!))]]) : []
  return {
    held: counted, appointments, areas: [...new Set(found.map((one) => one.areaId).filter((one) => one !== 0))].sort((a, b) => a - b),
    homes: new Map(homes.map(({ areaId: area, placeId }) => [area, placeId])),
    below: new Map([...LISTED].flatMap((verb) => {
      const at = new Set(listed.filter((one) => one.verb === verb).map(({ placeId }) => placeId!))
      const places = [...new Set(below.filter(({ withinId }) => at.has(withinId)).map(({ placeId }) => placeId))]
      return places.length ? [[verb, places] as const] : []
    })),
    above: new Map(),
    until: ends?.at?.getTime() ?? Infinity,
    tag: hash('sha1', JSON.stringify([counted, appointments]), 'base64url').slice(0, 12),
  }
}

const LISTED: ReadonlySet<Verb> = new Set([...CHILD_VERBS, ...PLACED_VERBS])

const heldBy = plannedRead<Held, [person: string]>('access.held-by', `
  select distinct area_id as "areaId", verb, place_id as "placeId", child_id as "childId", appointment_id as "appointmentId"
  from access.held_now where area_id = any (array(select area_id from places.area_home) || 0) and person = $1
  order by 1, 2, 3, 4, 5`)

const appointmentsOf = plannedRead<Appointment, [person: string]>('access.appointments-of', `
  select a.appointment_id as "appointmentId", a.area_id as "areaId", a.role, r.label, a.place_id as "placeId", a.child_id as "childId", a.ends_at as "until",
         coalesce((select p.name from places.place_named p where p.place_id = a.place_id), 'one child') as "where"
  from access.appointment a join access.role r on r.area_id = a.area_id and r.role = a.role
  where a.area_id = any (array(select area_id from places.area_home)) and a.person = $1 and tstzrange(a.starts_at, a.ends_at) @> now()
  order by a.area_id, a.starts_at, a.appointment_id`)

const nextEnd = plannedRead<{ at: Date | null }, [person: string]>('access.next-end', `
  select least(min(ends_at) filter (where ends_at > now()), min(starts_at) filter (where starts_at > now())) as at
  from access.appointment where area_id = any (array(select area_id from places.area_home)) and person = $1`)

const placesBelow = plannedRead<{ placeId: number; withinId: number }, [places: number[]]>('access.places-below', `
  select place_id as "placeId", within_id as "withinId" from places.reach where within_id = any ($1::int[])`)

const homesOf = (db: Reader) => rows(db, sql<{ areaId: number; placeId: number }>`select area_id as "areaId", place_id as "placeId" from places.area_home`)

/** What a person's transactions say of themselves. What is about children is said only where it is asked for. */
export function scopeOf(person: string, standing: Standing, { children }: { children: boolean }): Scope {
  const wholeAreas = (verb: Verb) => standing.held.filter((one) => one.verb === verb && one.placeId !== null && standing.homes.get(one.areaId) === one.placeId).map((one) => one.areaId)
  const lists: Record<string, readonly (number | string)[]> = {
    // Who reads the audit of an area reads that of what all areas share.
    audit_areas: withShared(wholeAreas('audit:read')), people_areas: wholeAreas('people:manage'), rights_areas: wholeAreas('rights:manage'),
    role_areas: wholeAreas('role:change'), sharing_areas: wholeAreas('sharing:manage'), notice_areas: wholeAreas('notice:write'), brand_areas: wholeAreas('area:brand'),
    // Published figures and places are the installation's: who takes them in does so for all.
    return_areas: wholeAreas('return:give'), calendar_areas: wholeAreas('calendar:keep'), setting_areas: wholeAreas('setting:keep'), identity_areas: wholeAreas('identity:decide'),
    import_areas: standing.held.some(({ verb }) => verb === 'published:import') ? [0] : [],
    ...listsOf(standing, PLACED_VERBS), ...(children ? { ...listsOf(standing, CHILD_VERBS), glass_areas: glassAreas(standing) } : {}),
  }
  return { person, areas: [0, ...standing.areas], lists }
}

/** Where somebody may break the glass: the verb reaches the whole area from wherever in it it is held. */
const glassAreas = ({ held }: Standing) => [...new Set(held.filter(({ verb, placeId }) => verb === 'child:break-glass' && placeId !== null).map(({ areaId }) => areaId))]

const withShared = (areas: number[]) => (areas.length ? [0, ...areas] : [])

function listsOf({ held, below }: Standing, verbs: readonly Verb[]) {
  return Object.fromEntries(verbs.flatMap((verb) => {
    const name = verb.replaceAll(/\W/g, '_')
    return [[`at_${name}`, below.get(verb) ?? []], [`of_${name}`, [...new Set(held.filter((one) => one.verb === verb && one.childId).map((one) => one.childId!))]]]
  }))
}

/** Every place a place lies in today, itself included. */
export async function placesAbove(standing: Standing, placeId: number, db: Reader): Promise<readonly number[]> {
  const known = standing.above.get(placeId)
  if (known) return known
  const found = (await above(db, [placeId])).map(({ withinId }) => withinId)
  standing.above.set(placeId, found)
  return found
}

/** The policy itself: what somebody may do at a place, given what they hold and every place it lies in. Reads nothing. */
export function verbsWithin({ held }: Pick<Standing, 'held'>, above: readonly number[], areaId: number | null): Set<Verb> {
  const verbs = new Set<Verb>()
  for (const one of held) if (one.placeId !== null && (one.areaId === 0 || one.areaId === areaId) && above.includes(one.placeId)) verbs.add(one.verb)
  return verbs
}

/** The same for one child: by name, or at any of the places where the child is on roll today, as far as one sees that they are on roll there. */
export function verbsForChild(standing: Pick<Standing, 'held' | 'below'>, child: { areaId: number; childId: string; places: readonly number[] }): Set<Verb> {
  const verbs = new Set<Verb>()
  if (!standing.held.some((one) => one.areaId === child.areaId)) return verbs
  for (const one of standing.held) if (one.childId === child.childId && one.areaId === child.areaId) verbs.add(one.verb)
  const readAt = standing.below.get('child:read') ?? []
  const seen = verbs.has('child:read') || verbs.has('family:read') ? child.places : child.places.filter((place) => readAt.includes(place))
  for (const [verb, places] of standing.below) if (CHILD_VERBS.some((one) => one === verb && one !== 'family:read') && seen.some((place) => places.includes(place))) verbs.add(verb)
  return verbs
}

const above = plannedRead<{ withinId: number }, [placeId: number]>('access.places-above', `
  select within_id as "withinId" from places.reach where place_id = $1`)
