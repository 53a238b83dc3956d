import type { FigureStatus, Missing } from '#kernel'
import type { Reader } from '#platform'
import { batchSources } from '#rooms/collection'
import { labelOf, type Series, summariesOf, type Summary } from '#rooms/measures'
import type { Directory, Place } from '#rooms/places'

/** What is published of an indicator for a place, and nothing that anybody in the area has written. It can be kept as JSON as it stands. */
export interface PublishedIndicator {
  measureId: string
  groupId: string
  label: string
  unit: string
  decimals: number
  periods: string[]
  /** Aligned with periods, oldest first. */
  values: (number | null)[]
  england: (number | null)[]
  breaks: string[]
  /** The latest period with a value; `ends` is an ISO date. */
  now: { period: string; ends: string; value: number; status: FigureStatus | null } | null
  missing: Missing | null
  before: number | null
  /** Null where it is not published, or is the sum of all places and nothing to hold one against. */
  englandNow: number | null
  neighbours: { set: string | null; count: number; mean: number | null; reporting: number }
  source: string
}

/** The published side of several indicators, by measure and group, in the order they were asked. */
export async function publishedIndicators(db: Reader, places: Directory, place: Place, series: Series[], version?: string): Promise<{ published: PublishedIndicator; summary: Summary }[]> {
  const [summaries, sources] = await Promise.all([summariesOf(db, { places, place, series, version }), batchSources(db, version)])
  return series.map((one) => {
    const summary = summaries.get(one.seriesId)!
    const source = summary.now ? sources.get(summary.now.batch) : undefined
    return { summary, published: asPublished(summary, [source?.publisher ?? one.measure.publisher, source?.release].filter(Boolean).join(', ')) }
  })
}

function asPublished({ series, values, england, now, missing, before, englandNow, isTotal, neighbours }: Summary, source: string): PublishedIndicator {
  return {
    measureId: series.measure.id, groupId: series.group.id, label: labelOf(series), unit: series.unit, decimals: series.decimals,
    periods: series.periods.map(({ label }) => label), values, england: isTotal ? england.map(() => null) : england, breaks: series.measure.breaks.map(({ period }) => period),
    now: now && { period: now.period.label, ends: now.period.ends, value: now.value, status: now.status }, missing, before,
    englandNow: isTotal ? null : englandNow, neighbours: { set: neighbours.set, count: neighbours.count, mean: neighbours.mean, reporting: neighbours.reporting }, source,
  }
}
