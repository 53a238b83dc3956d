import { showAmount } from '#design'
import { tidy } from '#kernel'
import type { Reader } from '#platform'
import type { Directory, Place } from '#rooms/places'
import type { Book, HeldPeriod, Series } from './book.ts'
import { summariesOf, type Summary } from './summary.ts'
import type { Trend } from './trend.ts'

/** What a local area is asked about first, in the order it is asked; those without a figure for the place give way to the next. */
const FIRST: [measure: string, group: string][] = [
  ['ehc-plans-within-20-weeks', 'all'], ['persistent-absence', 'all'], ['suspensions', 'all'], ['attainment-8', 'ehc-plan'],
  ['good-level-of-development', 'ehc-plan'], ['neet-or-not-known-16-and-17', 'all'], ['severe-absence', 'all'], ['overall-absence', 'all'],
  ['pupils-with-sen-support', 'all'], ['permanent-exclusions', 'all'], ['key-stage-2-reading-writing-maths', 'ehc-plan'], ['send-tribunal-appeals', 'all'],
]

/** A measure at a glance: its curve for a place, England's, and the sentence it comes to. */
export interface Headline {
  series: Series
  label: string
  sentence: string
  periods: HeldPeriod[]
  values: (number | null)[]
  england: (number | null)[]
  now: { period: HeldPeriod; value: number }
  before: number | null
  englandNow: number | null
  trend: Trend
}

/** The headline measures of a place: as many as asked of those that have a figure. `version` as for `summariesOf`. */
export async function headlinesOf(db: Reader, held: Book, places: Directory, place: Place, most: number, version?: string): Promise<Headline[]> {
  const series = candidates(held)
  const summaries = await summariesOf(db, { places, place, series, version })
  return series.flatMap(({ seriesId }) => headlineFrom(summaries.get(seriesId)!) ?? []).slice(0, most)
}

/** "Attainment 8, EHC plan". */
export function labelOf({ measure, group }: Series) {
  return group.id === 'all' ? measure.label : `${measure.label}, ${group.label}`
}

function candidates(held: Book): Series[] {
  const named = FIRST.flatMap(([measure, group]) => held.chosen(measure, group) ?? []).filter(({ periods }) => periods.length)
  const others = held.measures.filter(({ id, polarity }) => polarity !== 'none' && !FIRST.some(([measure]) => measure === id))
    .flatMap(({ id }) => held.chosen(id, 'all') ?? []).filter(({ periods }) => periods.length)
  return [...named, ...others.slice(0, Math.max(0, FIRST.length - named.length))]
}

/** A summary at a glance; null where it has no figure. */
export function headlineFrom({ series, values, england, now, before, englandNow, trend }: Summary): Headline | null {
  return now && { series, label: labelOf(series), sentence: sentenceOf(series, now.value, before), periods: series.periods, values, england, now, before, englandNow, trend }
}

function sentenceOf(series: Series, now: number, before: number | null) {
  const amount = showAmount(now, series)
  const moved = before === null ? 0 : tidy(now - before)
  const isSame = before !== null && showAmount(before, series) === amount
  if (before === null) return `${labelOf(series)}: ${amount}`
  const subject = series.group.id === 'all' ? series.measure.label : `${labelOf(series)},`
  return isSame ? `${subject} stayed at ${amount}` : `${subject} ${moved > 0 ? 'rose' : 'fell'} to ${amount}`
}
