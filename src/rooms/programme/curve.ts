import * as z from 'zod'
import type { Reader } from '#platform'
import { book, findSeries, type Series } from '#rooms/measures'
import { type Site, siteNamed } from '#rooms/places'

/** The curve something is about, as people name it: a measure for a group in a place. */
export const Curve = z.object({
  measure: z.string().min(1, 'Say which measure').max(200, 'Use 200 characters or fewer'),
  group: z.string().min(1).max(200, 'Use 200 characters or fewer').optional(),
  place: z.string().min(1, 'Say which place').max(200, 'Use 200 characters or fewer'),
})
export type Curve = z.infer<typeof Curve>

/** A curve by our own ids, whatever it was called: what is written about it is kept and found under these. */
export interface CurveKey {
  /** Null where the place lies in no area we run: then nothing can be written about it. */
  areaId: number | null
  placeId: number
  measureId: string
  groupId: string
}

/** Finds the curve somebody names; refuses a measure, a group or a place that there is not. */
export async function curveNamed(db: Reader, { measure, group, place }: Curve): Promise<CurveKey & { series: Series; site: Site }> {
  const series = findSeries(await book(db), measure, group)
  const site = await siteNamed(db, place)
  return { areaId: site.areaId, placeId: site.placeId, measureId: series.measure.id, groupId: series.group.id, series, site }
}
