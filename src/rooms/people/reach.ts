import { sql } from 'kysely'
import { Refusal } from '#kernel'
import { type Actor, type Reader, rows } from '#platform'
import { areasOf, DATA_CLASSES, type DataClass, placesAbove, type Standing, standingOf, type Verb, VERBS, verbsForChild } from '#rooms/access'

/** Where and of whom somebody sees children in one area: at these places on roll, these by name, and whom a return of the authority names. */
export interface Reach {
  areaId: number
  places: number[]
  children: string[]
  /** The classes they see in the whole area, of who sees children there: a return of the authority that speaks of these alone opens whom it names. Else none. */
  told: DataClass[]
  /** Those of them who are on no roll today; null where they are too many to name. */
  away: string[] | null
}

/** Of the area named, or of the one they act for; missing where it is none of theirs, or they see no child in it. */
export async function reachOf(actor: Actor, areaSlug: string | undefined, db: Reader): Promise<Reach> {
  const areaId = areaSlug === undefined ? actor.areaId : await areaNamed(areaSlug, db)
  if (!areaId || !(await areasOf(actor, db)).includes(areaId)) throw nothingHere()
  if (actor.operator) return { areaId, places: await everyPlace(db), children: [], told: EVERY_CLASS, away: await awayIn(db, areaId, EVERY_CLASS) }
  const standing = await standingOf(actor, db)
  const { held, below } = standing
  const places = [...(below.get('child:read') ?? [])]
  const children = held.flatMap((one) => (one.verb === 'child:read' && one.areaId === areaId && one.childId ? [one.childId] : []))
  if (!places.length && !children.length) throw nothingHere()
  const told = classesAtHome(standing, areaId)
  return { areaId, places, children, told, away: await keptAway(db, standing, areaId, told) }
}

const AWAY = new WeakMap<Standing, Map<number, Promise<string[] | null>>>()

/** Looked for once for each state of the data and each day, which is as long as what somebody holds is kept: it takes a look at everybody such a return names. */
function keptAway(db: Reader, standing: Standing, areaId: number, told: DataClass[]): Promise<string[] | null> {
  let kept = AWAY.get(standing)
  if (!kept) AWAY.set(standing, (kept = new Map()))
  const held = kept.get(areaId) ?? awayIn(db, areaId, told)
  kept.set(areaId, held)
  held.catch(() => kept.delete(areaId))
  return held
}

async function awayIn(db: Reader, areaId: number, told: DataClass[]): Promise<string[] | null> {
  if (!told.length) return []
  const found = await rows(db, sql<{ id: string }>`
    select distinct w.child_id as id from people.authority_word w where w.area_id = ${areaId} and w.classes <@ ${told}::text[]
      and not exists (select from people.enrolment e where e.area_id = w.area_id and e.child_id = w.child_id and daterange(e.starts, e.ends, '[]') @> current_date)
    limit ${MOST_AWAY + 1}`)
  return found.length > MOST_AWAY ? null : found.map(({ id }) => id)
}

/** A few hundred in a city; more where lists came before any census. */
const MOST_AWAY = 2000

const EVERY_CLASS = Object.keys(DATA_CLASSES) as DataClass[]

/** The classes somebody sees in the whole of an area; none where they do not see its children. */
function classesAtHome({ homes, below }: Standing, areaId: number): DataClass[] {
  const home = homes.get(areaId)
  const isHeld = (verb: Verb) => home !== undefined && (below.get(verb)?.includes(home) ?? false)
  return isHeld('child:read') ? EVERY_CLASS.filter((one) => isHeld(DATA_CLASSES[one].verb)) : []
}

/** What somebody does not reach and what never was are told in the same words. */
export const nothingHere = () => new Refusal('missing', 'There is nothing at this address')

/** A child somebody reaches: what they may do with the record, and where it is on roll today as far as they see; the authority’s own place where its return names them. */
export interface ChildInReach {
  areaId: number
  childId: string
  places: number[]
  verbs: Set<Verb>
}

/** Finds a child by id among the areas somebody has a part in; missing unless they hold some verb for it. */
export async function findChild(actor: Actor, childId: string, db: Reader): Promise<ChildInReach> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(childId)) throw nothingHere()
  const [found] = await rows(db, sql<{ areaId: number; childId: string; places: number[] }>`
    select c.area_id as "areaId", c.child_id as "childId", array(
      select e.place_id from people.enrolment e where e.area_id = c.area_id and e.child_id = c.child_id and daterange(e.starts, e.ends, '[]') @> current_date) as places
    from people.child c where c.area_id = any (${await areasOf(actor, db)}) and c.child_id = ${childId}`)
  if (!found) throw nothingHere()
  if (actor.operator) return { ...found, verbs: new Set(Object.keys(VERBS) as Verb[]) }
  const standing = await standingOf(actor, db)
  const verbs = verbsForChild(standing, found)
  const told = classesAtHome(standing, found.areaId)
  if (told.length && (await isTold(db, found, told))) {
    found.places.push(standing.homes.get(found.areaId)!)
    // Read as one who is on roll there; written in by those alone who work with the child.
    for (const verb of verbsForChild(standing, found)) if (verb !== 'child:write') verbs.add(verb)
  }
  if (!verbs.has('child:read') && !verbs.has('family:read')) throw nothingHere()
  return { ...found, verbs }
}

/** Whether a return of the authority that speaks of these classes alone names a child. */
async function isTold(db: Reader, { areaId, childId }: { areaId: number; childId: string }, told: DataClass[]): Promise<boolean> {
  return (await rows(db, sql`select 1 from people.authority_word where area_id = ${areaId} and child_id = ${childId} and classes <@ ${told}::text[] limit 1`)).length > 0
}

/** The same for who works with the record: the family has a page of its own. */
export async function findRecord(actor: Actor, childId: string, db: Reader): Promise<ChildInReach> {
  const child = await findChild(actor, childId, db)
  if (!child.verbs.has('child:read')) throw nothingHere()
  return child
}

/** The classes of a record somebody sees. */
export function classesSeen(verbs: ReadonlySet<Verb>): DataClass[] {
  return (Object.keys(DATA_CLASSES) as DataClass[]).filter((one) => verbs.has(DATA_CLASSES[one].verb))
}

/** Why somebody holds a verb for a child, each a phrase: "as SENCO, Alder Row Primary School". */
export async function reasonsWhy(actor: Actor, verb: Verb, child: ChildInReach, db: Reader): Promise<string[]> {
  if (actor.operator) return ['as the operator of this machine']
  const { held, appointments, ...rest } = await standingOf(actor, db)
  const above = new Set((await Promise.all(child.places.map((place) => placesAbove({ held, appointments, ...rest }, place, db)))).flat())
  const mine = held.filter((one) => one.verb === verb && (one.childId === child.childId || (one.placeId !== null && above.has(one.placeId))))
  return [...new Set(mine.map(({ appointmentId, placeId }) => {
    const role = appointments.find((one) => one.appointmentId === appointmentId)
    if (!role) return 'because it was granted to you'
    if (role.role === 'break-glass') return `because you broke the glass${role.until ? `, until ${momentInWords(role.until)}` : ''}`
    if (role.childId) return `as ${role.label.toLowerCase()} of this child${role.until ? `, until ${momentInWords(role.until)}` : ''}`
    return `as ${role.label}, ${role.where}${placeId === role.placeId ? '' : ', by a sharing agreement'}${role.until ? `, until ${momentInWords(role.until)}` : ''}`
  }))]
}

const MOMENT = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: 'Europe/London' })

/** "3 March 2027 at 14:05", in London. */
export const momentInWords = (moment: Date) => MOMENT.format(moment)

async function areaNamed(slug: string, db: Reader) {
  const [area] = await rows(db, sql<{ areaId: number }>`select area_id as "areaId" from places.area_home where slug = ${slug}`)
  return area?.areaId
}

async function everyPlace(db: Reader) {
  return (await rows(db, sql<{ placeId: number }>`select place_id as "placeId" from places.place_named`)).map(({ placeId }) => placeId)
}
