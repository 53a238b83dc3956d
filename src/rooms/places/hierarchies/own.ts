import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { type Actor, moveOn, type Reader, reading, rows, unlessBlank, type Verdict, type Writer } from '#platform'
import { type Directory, directory, type Level, type Place } from '../directory.ts'
import type { Span } from './spans.ts'

/** Whether somebody keeps the settings of an area; answered by the room that knows who may do what. */
export type MayKeep = (actor: Actor, db: Reader, areaId: number) => Promise<Verdict>

/** The area, where the command line must say it; everyone else works in the area they look at. */
export const Area = z.object({ area: unlessBlank(z.string().max(100).optional()) })
export const Day = z.iso.date('Give a day, as 2026-09-01').refine((day) => day >= '1900' && day < '2200', 'Give a day, as 2026-09-01')
export const MaybeDay = unlessBlank(Day.optional())

/** The groups settings are put in, as people call them. */
export const GROUP_LEVELS = { cluster: 'Cluster', locality: 'Locality', area: 'Wedge or area', ward: 'Ward', trust: 'Trust', partnership: 'Area inclusion partnership',
  'health-place': 'ICB place' } as const satisfies Partial<Record<Level, string>>
export type GroupLevel = keyof typeof GROUP_LEVELS
export const LEVELS = Object.keys(GROUP_LEVELS) as [GroupLevel, ...GroupLevel[]]

export interface OwnHierarchy {
  hierarchy: string
  label: string
}

export const levelInWords = (level: string) => (GROUP_LEVELS as Record<string, string>)[level]?.toLowerCase() ?? level

/** The number of the area an action is for, for `areaOf`. */
export async function areaIdAsked({ area }: { area?: string | undefined }, db: Reader | Writer, actor: Actor): Promise<number> {
  const [found] = await rows(db, sql<{ id: number }>`select area_id as id from places.area where ${area === undefined ? sql`area_id = ${actor.areaId}` : sql`slug = ${area}`}`)
  if (!found) throw new Refusal('missing', area === undefined ? 'Say which area' : `There is no area called ${area}`, { area: 'Say which area' })
  return found.id
}

/** The hierarchies that are an area's own. */
export const ownHierarchies = (db: Reader | Writer, areaId: number) => rows(db, sql<OwnHierarchy>`
  select h.hierarchy, h.label from places.own_hierarchy o join places.hierarchy h on h.hierarchy = o.hierarchy where o.area_id = ${areaId} and o.purpose = 'tree' order by h.label`)

/** One of the area's own hierarchies, by its name or label; undefined where it has none so called. */
export async function findOwn(db: Reader | Writer, areaId: number, named: string) {
  const wanted = named.trim().toLowerCase()
  return (await ownHierarchies(db, areaId)).find(({ hierarchy, label }) => hierarchy === wanted || label.toLowerCase() === wanted)
}

export async function ownNamed(db: Reader | Writer, areaId: number, named: string) {
  const found = await findOwn(db, areaId, named)
  if (!found) throw new Refusal('missing', `The area has no hierarchy of its own called ${named}`, { hierarchy: 'Choose one of the area’s own hierarchies' })
  return found
}

/** Makes a hierarchy an area's own. Two areas may call theirs the same: the name they are known by begins with the area's. */
export async function makeOwn(tx: Writer, { areaId, label, purpose = 'tree', by, now }: { areaId: number; label: string; purpose?: 'tree' | 'same'; by: string; now: Date }): Promise<OwnHierarchy> {
  const [area] = await rows(tx, sql<{ slug: string }>`select slug from places.area where area_id = ${areaId}`)
  const hierarchy = nameOf(area!.slug, label, purpose)
  await sql`insert into places.hierarchy (hierarchy, label) values (${hierarchy}, ${label}) on conflict do nothing`.execute(tx)
  await sql`insert into places.own_hierarchy (area_id, hierarchy, purpose, made_by, made_at) values (${areaId}, ${hierarchy}, ${purpose}, ${by}, ${now}) on conflict do nothing`.execute(tx)
  return { hierarchy, label }
}

/** Makes a hierarchy that is there already an area's own. */
export async function claimHierarchy(tx: Writer, { areaId, hierarchy, by, now }: { areaId: number; hierarchy: string; by: string; now: Date }) {
  await sql`insert into places.own_hierarchy (area_id, hierarchy, made_by, made_at) values (${areaId}, ${hierarchy}, ${by}, ${now}) on conflict do nothing`.execute(tx)
}

export const nameOf = (slug: string, label: string, purpose: 'tree' | 'same') =>
  purpose === 'same' ? `${slug}.same` : `${slug}.in-${label.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'groups'}`

/** A place as it is known in an area: by any code, by the area's own code for it, or by its name. One that went over to another authority is that one's. */
export function findIn(places: Directory, areaId: number, asked: string): Place | undefined {
  const isHere = (place: Place | undefined) => place && isOfArea(places, areaId, place.placeId)
  const known = [places.byCode(asked), places.byCode(`${areaId}:${asked}`)].find(isHere)
  if (known) return known
  const wanted = plain(asked)
  const named = wanted ? places.all().filter((place) => plain(place.name) === wanted && isHere(place)) : []
  const standing = named.filter(({ ends }) => ends === null)
  return named.length === 1 ? named[0] : standing.length === 1 ? standing[0] : undefined
}

/** Whether a place is an area's to keep: it lies there, or, closed, lay there last, and lies in no other authority today. */
export function isOfArea(places: Directory, areaId: number, placeId: number, today = new Date().toISOString().slice(0, 10)) {
  const home = places.homeOf(areaId)
  return home !== undefined && placeId !== home && places.everWithin(placeId, home) && (places.parentOn(placeId, 'authorities', today) ?? home) === home
}

export async function placeAsked(db: Reader | Writer, areaId: number, asked: string, field: string): Promise<{ places: Directory; place: Place }> {
  const places = await directory(reading(db as Writer))
  const place = findIn(places, areaId, asked)
  if (!place) throw new Refusal('missing', `The area has no place with the code or name ${asked}, or more than one`, { [field]: 'Give the code of a setting or group of the area' })
  return { places, place }
}

/** What a place lies in over time in one hierarchy. */
export const spansOf = (places: Directory, placeId: number, hierarchy: string): Span[] => places.timeOf(placeId).filter((one) => one.hierarchy === hierarchy)

/** Writes what a place lies in over time in one hierarchy, all of it. */
export async function keepSpans(tx: Writer, hierarchy: string, placeId: number, spans: readonly Span[]) {
  await sql`delete from places.membership where hierarchy = ${hierarchy} and place_id = ${placeId}`.execute(tx)
  for (const { parentId, starts, ends } of spans) {
    await sql`insert into places.membership (hierarchy, place_id, parent_id, starts, ends) values (${hierarchy}, ${placeId}, ${parentId}, ${starts}, ${ends})`.execute(tx)
  }
  // Places are the installation's: every process looks at them anew from here.
  await moveOn(tx, 0)
}

/** Makes a group of an area, in its hierarchy: under another, or right under the authority. */
export async function makeGroupIn(tx: Writer, group: { areaId: number; hierarchy: string; name: string; level: GroupLevel; code: string; withinId: number }): Promise<number> {
  const { place_id } = await tx.insertInto('places.place').values({ level: group.level, name: group.name }).returning('place_id').executeTakeFirstOrThrow()
  await tx.insertInto('places.place_code').values({ scheme: 'local', code: `${group.areaId}:${group.code}`, place_id }).execute()
  await keepSpans(tx, group.hierarchy, place_id, [{ parentId: group.withinId, starts: null, ends: null }])
  return place_id
}

export const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
