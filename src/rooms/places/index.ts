import type { Doors } from '#platform'
import { listPlaces } from './list.ts'

export { areaOfPlace, listAreas, makeArea, type Site, siteNamed, siteOf } from './areas.ts'
export { keepLook, type Look, lookOf, looks, markOf } from './brand.ts'
export { MARK_LIMITS, markType, type MarkType } from './brand-picture.ts'
export { type ComparatorSet, comparatorSet, comparatorSets, dropComparators, keepComparators } from './comparator-sets.ts'
export { codes } from './codes-file.ts'
export { codeOn, Directory, directory, type Level, type NeighbourSet, type Place, placeNamed, within } from './directory.ts'
export { listPlaces } from './list.ts'
export { neighbours } from './neighbours-file.ts'
export { type CodeScheme, type PlaceFinder, placeFinder } from './place-finder.ts'
export { placePagesWith, type PlaceSlots } from './place-pages.tsx'
export { enterPlaces, type PlacesOfEngland, seedNeighbours, seedPlaces } from './place-seed.ts'
export { bringSchools, bringUnmatchedSetting, broughtPlaces, placesOfBatch, type SchoolOfFile, schoolsByUrn, takePlacesBack } from './schools.ts'

export const placeDoors: Doors = { actions: [], queries: [listPlaces] }
