import { type Doors, type FileKind, type Settings, type WorkKind, workKind } from '#platform'
import { keptPlace } from '#rooms/collection'
import { type Asked, bringKelderby, folderOfKelderby } from './bring.ts'

export const SEED_KELDERBY = 'people.seed-kelderby'

/** The small city of the demo, brought in beside those who read pages. Begun again after a kill, it finds what is in already and goes on. */
export const cityWork = (kinds: FileKind[], doors: Doors, settings: Settings): WorkKind => workKind<Asked>({
  name: SEED_KELDERBY,
  isHeavy: async () => true,
  run: ({ db, areaId, input, progress }) => bringKelderby(input, {
    caller: { actor: { slug: 'operator', name: 'the operator', operator: true, areaId: 0 }, db, now: new Date(), door: 'job' },
    kinds, doors, keepIn: keptPlace(settings), folder: folderOfKelderby(settings.dataFolder), areaId, progress,
  }),
})

/** How large the demo's Kelderby is. */
export const SMALL_KELDERBY = { pupils: 6000, seed: 1, years: 2 } as const
