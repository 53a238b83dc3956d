import type { Directory, Place } from './directory.ts'

/** What is known of a place besides its figures. */
export interface PlaceStory {
  place: Place
  /** Of each hierarchy it lies in. */
  parents: { label: string; place: Place }[]
  children: Place[]
  /** Those it took over from, and those that took over from it. */
  before: { place: Place; on: string }[]
  after: { place: Place; on: string }[]
  neighbours: { setId: string; label: string; source: string; closest: { place: Place; closeness: string | null }[]; countedBy: Place[] }[]
}

export function storyOfPlace(places: Directory, place: Place, hierarchies: { hierarchy: string; label: string }[]): PlaceStory {
  const authorities = places.authorityIds.flatMap((id) => places.byId(id) ?? [])
  const of = (id: number, on: string) => {
    const other = places.byId(id)
    return other ? [{ place: other, on }] : []
  }
  return {
    place,
    parents: hierarchies.flatMap(({ hierarchy, label }) => {
      const parent = places.parentOf(place.placeId, hierarchy)
      return parent ? [{ label, place: parent }] : []
    }),
    children: [...new Set(hierarchies.flatMap(({ hierarchy }) => places.childrenOf(place.placeId, hierarchy)))].filter(({ level }) => level !== 'school'),
    before: places.successions.filter(({ toId }) => toId === place.placeId).flatMap(({ fromId, on }) => of(fromId, on)),
    after: places.successions.filter(({ fromId }) => fromId === place.placeId).flatMap(({ toId, on }) => of(toId, on)),
    neighbours: places.neighbourSets.map(({ setId, label, source }) => ({
      setId, label, source, closest: places.neighboursOf(setId, place.placeId),
      countedBy: authorities.filter((other) => places.neighboursOf(setId, other.placeId).some((one) => one.place === place)),
    })),
  }
}
