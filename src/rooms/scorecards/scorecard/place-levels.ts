import type { PlaceLevel } from '#design'
import { byName } from '#rooms/measures'
import type { Directory, Level, Place } from '#rooms/places'
import { type PageAsked, scorecardAddress } from './asked.ts'
import type { Scorecard } from './scorecard.ts'

/** The six levels, from the city to the child, with what there is of each where the page stands; above them a region or the country that is shown. */
export function placeLevels({ place, places, area }: Scorecard, asked: PageAsked): PlaceLevel[] {
  const to = (one: Place) => scorecardAddress({ ...asked, place: one.code })
  const city = place.level === 'authority' || place.level === 'city' ? place : (authorityAbove(places, place) ?? area?.home)
  const above = place.level === 'region' || place.level === 'country' ? [{ label: place.level === 'region' ? 'Region' : 'Country', name: place.name, isHere: true }] : []
  const below = city ? placesBelow(places, city) : new Map<Level, Place[]>()
  return [
    ...above,
    { label: 'City', ...(city ? { name: city.name, href: to(city), isHere: city === place } : { none: 'none yet' }) },
    ...BELOW.map(([level, label]): PlaceLevel => ({
      label, none: 'none yet', places: (below.get(level) ?? []).map((one) => ({ name: one.name, href: to(one) })), ...(place.level === level ? { name: place.name, isHere: true } : {}),
    })),
    { label: 'Child', none: 'none yet' },
  ]
}

export const LEVELS_TO_COME = 'Areas, localities and clusters come with the area’s own hierarchy, schools with their figures, children with their plans.'

const BELOW: [Level, string][] = [['area', 'Area'], ['locality', 'Locality'], ['cluster', 'Cluster'], ['school', 'School']]

/** The hierarchies a place may lie in below its authority. */
function authorityAbove(places: Directory, place: Place): Place | undefined {
  const found = places.parentOf(place.placeId, 'authorities')
  return found?.level === 'authority' ? found : undefined
}

/** Worked out once for each state of the places: a city may have a hundred schools. */
const HELD = new WeakMap<Directory, Map<number, Map<Level, Place[]>>>()

function placesBelow(places: Directory, city: Place): Map<Level, Place[]> {
  const held = HELD.get(places) ?? new Map<number, Map<Level, Place[]>>()
  HELD.set(places, held)
  const found = held.get(city.placeId) ?? Map.groupBy(places.childrenOf(city.placeId, 'authorities').filter(({ ends }) => ends === null).sort((a, b) => byName(a.name, b.name)), ({ level }) => level)
  held.set(city.placeId, found)
  return found
}
