import { showAmount } from '#design'
import { MISSING_IN_WORDS } from '#kernel'
import type { Reader } from '#platform'
import { type Book, summariesOf, type Summary, type Trend } from '#rooms/measures'
import type { Directory } from '#rooms/places'

/** A measure in a line: its latest figure for a place, England's, and where it is going. */
export interface Glance {
  /** "14.0% in 2024"; null where there is none. */
  latest: string | null
  /** Why there is none, where there is none. */
  why: string
  /** Null where there is none, or where it is the sum of all places and says nothing of one. */
  england: string | null
  trend: Trend
  /** Neither a high nor a low figure is better in itself. */
  hasNoBetterEnd: boolean
}

interface Named {
  measureId: string | null
  groupId: string | null
}

/** Reads many measures of one place at once; found by measure and group, undefined where the book has none such. */
export async function glances(db: Reader, held: Book, places: Directory, placeId: number, asked: Named[]): Promise<(one: Named) => Glance | undefined> {
  const seriesOf = ({ measureId, groupId }: Named) => (measureId === null ? undefined : held.chosen(measureId, groupId ?? 'all'))
  const place = places.byId(placeId)
  const found = place ? await summariesOf(db, { places, place, series: asked.flatMap((one) => seriesOf(one) ?? []) }) : new Map<number, Summary>()
  return (one) => {
    const summary = found.get(seriesOf(one)?.seriesId ?? -1)
    return summary && glance(summary)
  }
}

function glance({ series, now, missing, englandNow, isTotal, trend }: Summary): Glance {
  return {
    latest: now ? `${showAmount(now.value, series)} in ${now.period.label}` : null,
    why: missing ? MISSING_IN_WORDS[missing] : 'no figures are in yet',
    england: englandNow === null || isTotal ? null : showAmount(englandNow, series),
    trend,
    hasNoBetterEnd: series.polarity === 'none',
  }
}
