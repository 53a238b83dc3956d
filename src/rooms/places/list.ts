import * as z from 'zod'
import { Refusal } from '#kernel'
import { query } from '#platform'
import { codeOn, directory, within } from './directory.ts'

/** `belong places`: one row a place, as it stood on a day. */
export const listPlaces = query({
  name: 'places.list',
  summary: 'The places we hold, with their parents in one hierarchy, as they stood on a day',
  rest: '/places',
  command: { word: 'places', positional: [] },
  input: z.object({
    hierarchy: z.string().default('regions'),
    on: z.iso.date('Give the day as year-month-day, like 2020-06-01').optional(),
  }),
  may: async () => true,
  async read({ db, now }, { hierarchy, on }) {
    const day = on ?? now.toISOString().slice(0, 10)
    const places = await directory(db)
    const known = await db.selectFrom('places.hierarchy').select(['hierarchy', 'label']).orderBy('hierarchy').execute()
    if (!known.some((one) => one.hierarchy === hierarchy)) {
      throw new Refusal('missing', `There is no hierarchy called ${hierarchy}. There is: ${known.map((one) => one.hierarchy).join(', ')}`)
    }
    return places.all().filter(({ starts, ends }) => within(starts, ends, day)).map((place) => {
      const parent = places.parentOf(place.placeId, hierarchy, day)
      return { code: codeOn(place, day), name: place.name, level: place.level, parent: parent ? codeOn(parent, day) : null, from: place.starts, to: place.ends }
    })
  },
})
