import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { type Actor, plannedRead, type Reader, rows, unlessBlank, type Verdict, type Writer } from '#platform'
import { verbsAt } from '../grants.ts'
import { standingOf } from '../standing.ts'

/** The area, where the command line must say it; everyone else works in the area they look at. */
export const Area = z.object({ area: unlessBlank(z.string().max(100).optional()) })

export interface AreaOf {
  areaId: number
  name: string
  slug: string
  /** The place it is for. */
  homeId: number
}

export interface NamedPlace {
  placeId: number
  name: string
  level: string
}

/** Where somebody looks after people: the whole of an area, or some of its places. */
export interface Managed extends AreaOf {
  whole: boolean
  places: ReadonlyMap<number, NamedPlace>
}

/** The area an action is for; refuses another than the one somebody works in. */
export async function areaFor(actor: Actor, db: Reader | Writer, slug: string | undefined): Promise<AreaOf> {
  const all = await areas(db, [])
  const found = slug === undefined ? all.find(({ areaId }) => areaId === actor.areaId) ?? (actor.operator && all.length === 1 ? all[0] : undefined) : all.find((one) => one.slug === slug)
  if (!found || (!actor.operator && found.areaId !== actor.areaId)) throw new Refusal('missing', slug === undefined ? 'Say which area' : 'There is no such area for you. If you work in several, go to it first')
  return found
}

/** The area of an action whose input may name it, for `areaOf`. */
export const areaIdFor = async ({ area }: { area?: string | undefined }, db: Reader, actor: Actor) => (await areaFor(actor, db, area)).areaId

/** Where somebody looks after people today, in one area: no place where they do not. */
export async function managedBy(actor: Actor, db: Reader | Writer, slug?: string): Promise<Managed> {
  const area = await areaFor(actor, db, slug)
  const reader = db as Reader
  const [all, atHome] = await Promise.all([within(db, [area.homeId]), verbsAt(actor, { placeId: area.homeId, areaId: area.areaId }, reader)])
  const whole = atHome.has('people:manage')
  const reach = whole ? null : new Set((await standingOf(actor, reader)).below.get('people:manage') ?? [])
  return { ...area, whole, places: new Map(all.filter(({ placeId }) => reach === null || reach.has(placeId)).map((place) => [place.placeId, place])) }
}

export const NOT_MANAGING = 'Your role does not let you look after people here'

/** Whether somebody looks after the people of any place of the area. */
export async function mayManage(actor: Actor, db: Reader, slug?: string): Promise<Verdict> {
  if (!actor.operator && !(await standingOf(actor, db)).held.some(({ verb }) => verb === 'people:manage')) return NOT_MANAGING
  return (await managedBy(actor, db, slug)).places.size > 0 || NOT_MANAGING
}

/** A place by its number or, as people write it, its name; null where it is none of these or the name fits several. */
export function placeAsked({ places }: Pick<Managed, 'places'>, asked: string | number): NamedPlace | null {
  const byId = /^\d{1,9}$/.test(String(asked)) ? places.get(Number(asked)) : undefined
  if (byId) return byId
  const wanted = plainName(String(asked))
  const named = [...places.values()].filter(({ name }) => plainName(name) === wanted)
  return named.length === 1 ? named[0]! : null
}

/** Every place of an area, by name. */
export const placesWithin = (db: Reader | Writer, homeId: number) => within(db, [homeId])

export async function placeNames(db: Reader | Writer, places: readonly number[]): Promise<Map<number, string>> {
  const found = await rows(db, sql<NamedPlace>`select place_id as "placeId", name, level from places.place_named where place_id = any (${places})`)
  return new Map(found.map(({ placeId, name }) => [placeId, name]))
}

const plainName = (name: string) => name.normalize('NFKC').trim().replace(/\s+/g, ' ').replaceAll('’', "'").toLowerCase()

const areas = plannedRead<AreaOf, []>('access.areas', `select area_id as "areaId", name, slug, place_id as "homeId" from places.area_home order by area_id`)

const within = plannedRead<NamedPlace, [homeId: number]>('access.places-within', `
  select n.place_id as "placeId", n.name, n.level
  from places.reach r join places.place_named n on n.place_id = r.place_id
  where r.within_id = $1 order by n.place_id <> $1, n.name, n.place_id`)
