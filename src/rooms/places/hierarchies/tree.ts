import { type Directory, type Level, within } from '../directory.ts'

/** Who lies in what on one day, in one hierarchy: each setting in one group of a level, or in none. */
export interface Tree {
  /** The group of a level that a setting lies in; null where it lies in none. */
  groupOf: (placeId: number, level: Level) => number | null
  /** Everything it lies in, nearest first. */
  above: (placeId: number) => number[]
  /** Which of some settings lie in a place. */
  among: (placeIds: readonly number[], withinId: number) => number[]
}

/** Places as they were on a day: what a figure of that time is shown by "as places were then". */
export function treeOn(places: Directory, hierarchy: string, day: string): Tree {
  return treeOf(places, (placeId) => aboveOn(places, hierarchy, placeId, day))
}

/**
 * Today's places for figures of any time: a setting that stands no longer counts where the one that took over from it alone lies today, or
 * else where it lay last. A figure keeps the place it is of; it is only counted with others by where that place would be today.
 */
export function treeToday(places: Directory, hierarchy: string, today: string): Tree {
  return treeOf(places, (placeId) => {
    const heir = heirOf(places, placeId, today)
    const stands = places.byId(heir)
    return aboveOn(places, hierarchy, heir, stands && within(stands.starts, stands.ends, today) ? today : (stands?.ends ?? today))
  })
}

/** The setting that stands for another on a day: itself while it stands, else who alone took over from it, and so on. */
export function heirOf(places: Directory, placeId: number, day: string): number {
  let here = placeId
  for (let step = 0; step < MOST_HEIRS; step += 1) {
    const place = places.byId(here)
    const next = place?.ends && place.ends < day ? places.followersOf(here).filter(({ on }) => on <= day) : []
    if (next.length !== 1) return here
    here = next[0]!.toId
  }
  return here
}

const MOST_HEIRS = 20
/** From a school to the country. */
const STEPS = 6

function aboveOn(places: Directory, hierarchy: string, placeId: number, day: string): number[] {
  const found: number[] = []
  for (let here = places.parentOn(placeId, hierarchy, day); here !== null && found.length < STEPS && !found.includes(here); here = places.parentOn(here, hierarchy, day)) found.push(here)
  return found
}

function treeOf(places: Directory, climb: (placeId: number) => number[]): Tree {
  const known = new Map<number, number[]>()
  const above = (placeId: number) => {
    const held = known.get(placeId) ?? climb(placeId)
    known.set(placeId, held)
    return held
  }
  return {
    above,
    groupOf: (placeId, level) => above(placeId).find((id) => places.byId(id)?.level === level) ?? null,
    among: (placeIds, withinId) => placeIds.filter((id) => id === withinId || above(id).includes(withinId)),
  }
}
