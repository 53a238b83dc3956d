import { directlyPrecedes, type FigureStatus, type Missing, tidy } from '#kernel'
import { plannedRead, publishedVersion, type Reader } from '#platform'
import type { Directory, Place } from '#rooms/places'
import type { HeldPeriod, Series } from './book.ts'
import { isSumOfAll, neighbourMean, type Quartile } from './comparators.ts'
import { besides, standingAmong } from './read-measure.ts'
import { type Shelf, shelf } from './shelf.ts'
import { trendOf, type Trend } from './trend.ts'

/** What is published of one series for one place, summed up: its curve, England's, where it stands and where it is going. */
export interface Summary {
  series: Series
  /** Aligned with the periods of the series, oldest first; null where there is no value. */
  values: (number | null)[]
  england: (number | null)[]
  /** The latest period with a value; null where there is none. */
  now: Latest | null
  /** Why the series' last period has no value here; null where it has one. */
  missing: Missing | null
  /** In the directly preceding period, and the change since. */
  before: number | null
  change: number | null
  /** England's in the same period. Where it is the sum of all places it is nothing to hold one against. */
  englandNow: number | null
  isTotal: boolean
  neighbours: { set: string | null; count: number; mean: number | null; reporting: number }
  /** By DfE's rules among the authorities with a value; rank and quartile only for authorities, of a measure with a direction. */
  rank: number | null
  of: number
  quartile: Quartile | null
  trend: Trend
}

export interface Latest {
  /** Where it stands among the periods of the series. */
  at: number
  period: HeldPeriod
  value: number
  status: FigureStatus | null
  batch: number
  row: number
}

export interface SummariesAsked {
  places: Directory
  place: Place
  series: Series[]
  /** The state of published data, as `snapshot` names it; asked for where it is not given. */
  version?: string | undefined
}

/**
 * Summaries of many series for one place, by the series' id: those not yet worked out in this state of published data are read in one
 * statement. They say nothing but what is published, which is the same for everyone.
 */
export async function summariesOf(db: Reader, { places, place, series, version }: SummariesAsked): Promise<Map<number, Summary>> {
  const held = SHELF.of(`${version ?? (await publishedVersion(db))} ${place.placeId}`)
  const wanting = [...new Set(series.filter(({ seriesId }) => !held.has(seriesId)))]
  if (wanting.length) {
    const reading = readSummaries(db, places, place, wanting)
    for (const { seriesId } of wanting) held.set(seriesId, reading.then((found) => found.get(seriesId)!))
    reading.catch(() => wanting.forEach(({ seriesId }) => held.delete(seriesId)))
  }
  const summaries = await Promise.all(series.map(({ seriesId }) => held.get(seriesId)!))
  return new Map(summaries.map((one) => [one.series.seriesId, one]))
}

/** About a kilobyte each. */
const SHELF: Shelf<number, Promise<Summary>> = shelf(20_000)

async function readSummaries(db: Reader, places: Directory, place: Place, series: Series[]) {
  const beside = besides(places, place, ['neighbours', 'national'])
  const found = new Map((await summaryFigures(db, [series.map(({ seriesId }) => seriesId), place.placeId, beside.country?.placeId ?? null])).map((one) => [one.seriesId, one]))
  return new Map(series.map((one) => [one.seriesId, summed(one, found.get(one.seriesId), places, place, beside)]))
}

function summed(series: Series, found: Found | undefined, places: Directory, place: Place, beside: ReturnType<typeof besides>): Summary {
  const own = new Map(found?.periods?.map((period, i) => [period, i]))
  const england = new Map(found?.englandPeriods?.map((period, i) => [period, found.englandValues![i]!]))
  const values = series.periods.map(({ periodId }) => found?.values?.[own.get(periodId) ?? -1] ?? null)
  const at = values.findLastIndex((value) => value !== null)
  const last = series.periods.at(-1)
  const now = at < 0 ? null : latest(series, found!, own, at)
  const all = new Map(found?.allPlaces?.map((id, i) => [id, found.allValues![i]!]))
  const authorities = Float64Array.from([...all].filter(([id]) => places.authorities.has(id)).map(([, value]) => value)).sort()
  const before = now && (values[series.periods.findIndex((period) => directlyPrecedes(period, now.period))] ?? null)
  const englandAll = series.periods.map(({ periodId }) => england.get(periodId) ?? null)
  const mean = neighbourMean(beside.neighbours.map(({ placeId }) => all.get(placeId) ?? null))
  return {
    series, values, england: englandAll, now, before, change: now && before !== null ? tidy(now.value - before) : null,
    missing: last && values.at(-1) === null ? (found?.missing?.[own.get(last.periodId) ?? -1] ?? 'not-reported') : null,
    englandNow: now && (englandAll[at] ?? null), isTotal: now !== null && beside.country !== undefined && isSumOfAll(englandAll[at] ?? null, authorities.at(-1)),
    neighbours: { set: beside.set, count: beside.neighbours.length, mean: mean.value, reporting: mean.reporting },
    ...standingAmong(authorities, series, place, now?.value ?? null),
    trend: trendOf(series.periods.map((period, i) => ({ period, value: values[i] ?? null })), series.polarity, series.measure.breaks),
  }
}

function latest({ periods }: Series, found: Found, own: Map<number, number>, at: number): Latest {
  const period = periods[at]!
  const i = own.get(period.periodId)!
  return { at, period, value: found.values![i]!, status: found.statuses![i]!, batch: found.batches![i]!, row: found.rows![i]! }
}

/** Figures as columns: a row a figure would cost more to read than to ask for. Null where there is none at all. */
interface Found {
  seriesId: number
  periods: number[] | null
  values: (number | null)[] | null
  missing: (Missing | null)[] | null
  statuses: (FigureStatus | null)[] | null
  batches: number[] | null
  rows: number[] | null
  englandPeriods: number[] | null
  englandValues: (number | null)[] | null
  /** Every place with a value in the latest period in which this place has one. */
  allPlaces: number[] | null
  allValues: number[] | null
}

const summaryFigures = plannedRead<Found, [series: number[], placeId: number, countryId: number | null]>('measures.summaries', `
  select asked.series_id as "seriesId", own.*, england.*, stands.*
  from unnest($1::int[]) as asked (series_id)
  cross join lateral (
    select array_agg(o.period_id) as periods, array_agg(o.value) as values, array_agg(o.missing) as missing, array_agg(o.status) as statuses,
           array_agg(o.batch_id) as batches, array_agg(o.row) as rows,
           (array_agg(o.period_id order by p.ends desc, p.starts desc, p.label desc) filter (where o.value is not null))[1] as latest
    from measures.series_period sp
    join measures.period p using (period_id)
    join measures.observation o on o.series_id = sp.series_id and o.period_id = sp.period_id and o.place_id = $2
    where sp.series_id = asked.series_id) own
  cross join lateral (
    select array_agg(o.period_id) as "englandPeriods", array_agg(o.value) as "englandValues"
    from measures.series_period sp
    join measures.observation o on o.series_id = sp.series_id and o.period_id = sp.period_id and o.place_id = $3
    where sp.series_id = asked.series_id) england
  cross join lateral (
    select array_agg(o.place_id) as "allPlaces", array_agg(o.value) as "allValues"
    from measures.observation o
    where o.series_id = asked.series_id and o.period_id = own.latest and o.value is not null) stands`)
