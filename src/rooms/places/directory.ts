import { sql } from 'kysely'
import { Refusal } from '#kernel'
import { type Reader, rows, snapshot } from '#platform'

export type Level = 'school' | 'cluster' | 'ward' | 'trust' | 'partnership' | 'health-place' | 'locality' | 'area' | 'city' | 'authority' | 'region' | 'country'

export interface Place {
  placeId: number
  name: string
  level: Level
  /** The code it has today, or had on its last day: ONS, else its URN or local code. */
  code: string
  /** ISO dates; null where it has always stood, or still stands. */
  starts: string | null
  ends: string | null
  codes: { scheme: string; code: string; starts: string | null; ends: string | null }[]
}

export interface NeighbourSet {
  setId: string
  label: string
  source: string
}

/** Every place we hold, with its codes, hierarchies and neighbours: about two hundred, and schools once they are in. */
export class Directory {
  private readonly ids: Map<number, Place>
  private readonly codes: Map<string, Place>
  private readonly children: Map<number, Membership[]>
  private readonly parents: Map<number, Membership[]>
  private readonly areas: Map<number, number>
  private readonly homes: Map<number, number>
  private readonly neighbours: Map<string, { placeId: number; closeness: string | null }[]>
  /** Newest first. */
  readonly neighbourSets: NeighbourSet[]
  readonly successions: { fromId: number; toId: number; on: string }[]
  /** All authorities, former ones included: those a rank is among. */
  readonly authorityIds: number[]
  readonly authorities: ReadonlySet<number>
  readonly country: Place | undefined

  constructor(places: Place[], memberships: Membership[], neighbourSets: NeighbourSet[], neighbours: NeighbourRow[], successions: { fromId: number; toId: number; on: string }[], areas: { areaId: number; placeId: number }[]) {
    this.ids = new Map(places.map((place) => [place.placeId, place]))
    this.codes = new Map()
    const known = places.flatMap((place) => place.codes.map((one) => ({ place, ...one })))
    // The latest to have a code is found by it: a school hands its LAESTAB on when it becomes an academy.
    known.sort((a, b) => LESSER.indexOf(a.scheme) - LESSER.indexOf(b.scheme) || (a.ends ?? '9999').localeCompare(b.ends ?? '9999') || (a.starts ?? '').localeCompare(b.starts ?? ''))
    for (const { code, place } of known) this.codes.set(code.toUpperCase(), place)
    this.children = Map.groupBy(memberships, (one) => one.parent_id)
    this.parents = Map.groupBy(memberships, (one) => one.place_id)
    this.areas = new Map(areas.toReversed().map(({ areaId, placeId }) => [placeId, areaId]))
    this.homes = new Map(areas.map(({ areaId, placeId }) => [areaId, placeId]))
    this.neighbourSets = neighbourSets
    this.successions = successions
    this.neighbours = new Map()
    for (const { set_id, place_id, neighbour_id, closeness } of neighbours) {
      const key = `${set_id} ${place_id}`
      this.neighbours.set(key, [...(this.neighbours.get(key) ?? []), { placeId: neighbour_id, closeness }])
    }
    this.authorityIds = places.filter(({ level }) => level === 'authority').map(({ placeId }) => placeId)
    this.authorities = new Set(this.authorityIds)
    this.country = places.find(({ level }) => level === 'country')
  }

  /** Finds a place by its id. */
  byId(placeId: number) {
    return this.ids.get(placeId)
  }

  /** Finds a place by any code it has or had: ONS, three-digit DfE, URN, LAESTAB or local. */
  byCode(code: string) {
    return this.codes.get(code.trim().toUpperCase())
  }

  /** The place a code names, whatever the scheme, or the one that stands today under that name; refuses where there is none. */
  named(codeOrName: string): Place {
    const place = this.byCode(codeOrName) ?? this.byName(codeOrName)
    if (!place) throw new Refusal('missing', `There is no place with the code or name ${codeOrName}`)
    return place
  }

  /** The place that stands today under a name, as people type it. */
  byName(name: string) {
    const typed = name.trim().toLowerCase()
    return this.all().find((place) => place.ends === null && place.name.toLowerCase() === typed)
  }

  all() {
    return [...this.ids.values()]
  }

  /** The parents of a place in a hierarchy on a day, or whenever it last had one. */
  parentOf(placeId: number, hierarchy: string, on?: string) {
    const mine = (this.parents.get(placeId) ?? []).filter((one) => one.hierarchy === hierarchy && (!on || within(one.starts, one.ends, on)))
    const last = mine.sort((a, b) => (a.ends ?? '9999').localeCompare(b.ends ?? '9999')).at(-1)
    return last && this.ids.get(last.parent_id)
  }

  /** The place another lies in on a day, in a hierarchy; the one it came to last, should there be two. */
  parentOn(placeId: number, hierarchy: string, day: string): number | null {
    let found: Membership | null = null
    for (const one of this.parents.get(placeId) ?? []) {
      if (one.hierarchy === hierarchy && within(one.starts, one.ends, day) && (found === null || (one.starts ?? '') > (found.starts ?? ''))) found = one
    }
    return found?.parent_id ?? null
  }

  /** What a place lay in over time, in every hierarchy, the earliest first. */
  timeOf(placeId: number): { hierarchy: string; parentId: number; starts: string | null; ends: string | null }[] {
    return (this.parents.get(placeId) ?? []).map(({ hierarchy, parent_id, starts, ends }) => ({ hierarchy, parentId: parent_id, starts, ends }))
      .sort((a, b) => (a.starts ?? '').localeCompare(b.starts ?? ''))
  }

  /** Whatever lies, lay or will lie directly in a place, in a hierarchy. */
  everIn(placeId: number, hierarchy: string): { placeId: number; starts: string | null; ends: string | null }[] {
    return (this.children.get(placeId) ?? []).filter((one) => one.hierarchy === hierarchy).map(({ place_id, starts, ends }) => ({ placeId: place_id, starts, ends }))
  }

  /** Whether a place lies, or at any time lay, in another, in whichever hierarchy. */
  everWithin(placeId: number, withinId: number): boolean {
    let here = [placeId]
    for (let step = 0; step <= STEPS && here.length; step += 1) {
      if (here.includes(withinId)) return true
      here = [...new Set(here.flatMap((id) => this.parents.get(id) ?? []).map(({ parent_id }) => parent_id))]
    }
    return false
  }

  /** Who took over from a place, and on which day. */
  followersOf(placeId: number) {
    return this.successions.filter(({ fromId }) => fromId === placeId)
  }

  childrenOf(placeId: number, hierarchy: string) {
    return (this.children.get(placeId) ?? []).filter((one) => one.hierarchy === hierarchy).flatMap((one) => this.ids.get(one.place_id) ?? [])
  }

  /** The place a local area is for. */
  homeOf(areaId: number): number | undefined {
    return this.homes.get(areaId)
  }

  /** The local area a place is, or lies in on a day: the nearest above it, in whichever hierarchy. Undefined where we run none there. */
  areaOf(placeId: number, on = new Date().toISOString().slice(0, 10)): number | undefined {
    let here = [placeId]
    for (let step = 0; step <= STEPS; step += 1) {
      const found = here.flatMap((id) => this.areas.get(id) ?? [])
      if (found.length) return Math.min(...found)
      here = here.flatMap((id) => this.parents.get(id) ?? []).filter(({ starts, ends }) => within(starts, ends, on)).map(({ parent_id }) => parent_id)
    }
    return undefined
  }

  /** The ten statistical neighbours of a place in a set, closest first; none where the model has none for it. */
  neighboursOf(setId: string, placeId: number) {
    return (this.neighbours.get(`${setId} ${placeId}`) ?? []).flatMap(({ placeId: id, closeness }) => {
      const place = this.ids.get(id)
      return place ? [{ place, closeness }] : []
    })
  }
}

/** Kinds of code, a place's own last: where two places bear the same, the later kind finds its place. */
const LESSER = ['local', 'ukprn', 'laestab', 'urn', 'lait', 'dfe', 'ons']

/** From a school to the country, as in the view `places.reach`. */
const STEPS = 6

export const directory = snapshot(async (db: Reader) => {
  const places = await rows(db, sql<{ place_id: number; name: string; level: Level; starts: string | null; ends: string | null }>`
    select place_id, name, level, starts, ends from places.place order by place_id`)
  const codes = await rows(db, sql<{ place_id: number; scheme: string; code: string; starts: string | null; ends: string | null }>`
    select place_id, scheme, code, starts, ends from places.place_code order by coalesce(ends, 'infinity') desc, code`)
  const memberships = await rows(db, sql<Membership>`select hierarchy, place_id, parent_id, starts, ends from places.membership`)
  const sets = await rows(db, sql<NeighbourSet>`select set_id as "setId", label, source from places.neighbour_set order by set_id desc`)
  const neighbours = await rows(db, sql<NeighbourRow>`select set_id, place_id, neighbour_id, closeness from places.neighbour order by set_id, place_id, rank`)
  const successions = await rows(db, sql<{ fromId: number; toId: number; on: string }>`
    select from_id as "fromId", to_id as "toId", on_date as on from places.succession`)
  const areas = await rows(db, sql<{ areaId: number; placeId: number }>`select area_id as "areaId", place_id as "placeId" from places.area order by area_id`)

  const byPlace = new Map<number, Place['codes']>()
  for (const { place_id, ...code } of codes) byPlace.set(place_id, [...(byPlace.get(place_id) ?? []), code])
  return new Directory(
    places.map(({ place_id, ...place }) => ({ placeId: place_id, ...place, codes: byPlace.get(place_id) ?? [], code: mainCode(byPlace.get(place_id) ?? []) })),
    memberships, sets, neighbours, successions, areas,
  )
})

/** The place a code names, whatever the scheme, or the one that stands today under that name; refuses where there is none. */
export async function placeNamed(db: Reader, codeOrName: string): Promise<Place> {
  return (await directory(db)).named(codeOrName)
}

/** The code a place has on a day. */
export function codeOn(place: Place, day: string) {
  return mainCode(place.codes.filter(({ starts, ends }) => within(starts, ends, day))) || place.code
}

export function within(starts: string | null, ends: string | null, day: string) {
  return (starts === null || starts <= day) && (ends === null || ends >= day)
}

interface Membership {
  hierarchy: string
  place_id: number
  parent_id: number
  starts: string | null
  ends: string | null
}

interface NeighbourRow {
  set_id: string
  place_id: number
  neighbour_id: number
  closeness: string | null
}

function mainCode(codes: Place['codes']) {
  for (const scheme of ['ons', 'urn', 'local', 'dfe', 'lait']) {
    const found = codes.find((one) => one.scheme === scheme)
    if (found) return found.code
  }
  return ''
}
