import { fileKind, type Reader } from '#platform'
import { directory, placeFinder } from '#rooms/places'
import type { PublishedSet } from '../published-set.ts'
import { changesOf } from '../changes.ts'
import { broughtBy, spokenOf } from '../spoken.ts'
import { compareSet, takeBack, takeIn } from '../take-in.ts'
import { PERIOD_CHOICES } from './ees-period.ts'
import type { KnownPlaces } from './ees-place.ts'
import { readEes } from './ees-read.ts'
import { recogniseEes } from './ees-recognise.ts'

/** Any data set of "explore education statistics": a data file with its meta table, a data file alone, or the zip of a release. */
export const ees = fileKind<PublishedSet>({
  name: 'ees',
  label: 'Explore education statistics',
  periodTypes: PERIOD_CHOICES,
  recognise: recogniseEes,
  check: async (db, unit, options) => readEes(unit.parts, await knownPlaces(db), options),
  compare: compareSet,
  commit: takeIn,
  undo: takeBack,
  changes: changesOf,
  speaksOf: spokenOf,
  brought: broughtBy,
})

async function knownPlaces(db: Reader): Promise<KnownPlaces> {
  const [finder, places] = await Promise.all([placeFinder(db), directory(db)])
  return {
    find: finder.byCode,
    level: (placeId) => places.byId(placeId)?.level,
    names: (placeId) => {
      const name = places.byId(placeId)?.name
      return name === undefined ? [] : [name]
    },
  }
}
