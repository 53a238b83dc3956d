import { byTime, type FigureStatus, type Missing, type Period } from '#kernel'
import { gathered, type Reader } from '#platform'
import type { Series } from './book.ts'
import { type Figure, NOT_REPORTED } from './figures.ts'

/** What a measure's page needs of the published figures. */
export interface CurveFiguresAsked {
  series: Series
  placeId: number
  /** The places it is drawn beside. */
  besideIds: number[]
  /** The period the page speaks of; null for the latest in which the place has a value. */
  periodId: number | null
  /** The measure's other groups: each for the place and the country, in the period the page speaks of and the four before: a term's year has four. */
  groups: Series[]
  countryId: number | null
  authorities: ReadonlySet<number>
}

export interface CurveFigures {
  of(seriesId: number, periodId: number, placeId: number): Figure
  /** The values all authorities have in the period the page speaks of, ascending. */
  authorities: Float64Array
  /** What the figure was before newer releases replaced it, newest first. */
  replaced: ReplacedFigure[]
}

export interface ReplacedFigure {
  value: number | null
  missing: Missing | null
  batch: number
  row: number
  replacedBy: number
  status: string | null
}

/** Reads all figures of a curve in one question: its own with their lineage, those beside it, its groups', and where it stands. */
export async function readCurveFigures(db: Reader, { series, placeId, besideIds, periodId, groups, countryId, authorities }: CurveFiguresAsked): Promise<CurveFigures> {
  const others = besideIds.filter((id) => id !== placeId)
  const groupPlaces = countryId === null || countryId === placeId ? [placeId] : [placeId, countryId]
  const groupPeriods = [...new Set(groups.flatMap((group) => group.periods).toSorted(byKindAndTime).map((period) => period.periodId))]
  const [found] = await curveFigures(db, [
    series.seriesId, placeId, others, series.periods.map((period) => period.periodId), periodId, groups.map(({ seriesId }) => seriesId), groupPlaces, groupPeriods,
  ])
  const held = new Map<number, Figure>()
  if (found) {
    found.own_periods?.forEach((period, at) => held.set(keyOf(series.seriesId, period, placeId), {
      value: found.own_values![at]!, missing: found.own_missing?.[at] ?? null, numerator: found.own_numerators?.[at] ?? null, denominator: found.own_denominators?.[at] ?? null,
      status: found.own_statuses?.[at] ?? null, batch: found.own_batches![at]!, row: found.own_rows![at]!, found: found.own_found?.[at] ?? null,
    }))
    found.beside_periods?.forEach((period, at) => held.set(keyOf(series.seriesId, period, found.beside_places![at]!), {
      ...NOT_REPORTED, value: found.beside_values![at]!, missing: found.beside_missing?.[at] ?? null,
    }))
    found.group_periods?.forEach((period, at) => held.set(keyOf(found.group_series![at]!, period, found.group_places![at]!), {
      ...NOT_REPORTED, value: found.group_values![at]!, missing: found.group_missing?.[at] ?? null, numerator: found.group_numerators?.[at] ?? null, denominator: found.group_denominators?.[at] ?? null,
    }))
  }
  return {
    of: (seriesId, period, place) => held.get(keyOf(seriesId, period, place)) ?? NOT_REPORTED,
    authorities: Float64Array.from((found?.all_values ?? []).filter((_, at) => authorities.has(found!.all_places![at]!))).sort(),
    replaced: found?.replaced ?? [],
  }
}

/** Years with years and terms with terms, so that the period directly before one is among the few that stand before it. */
const byKindAndTime = (a: Period, b: Period) => (a.type === b.type ? byTime(a, b) : a.type < b.type ? -1 : 1)

/** One number for the three: below 2⁵³ for 900,000 series, 10,000 periods and a million places. */
const keyOf = (seriesId: number, periodId: number, placeId: number) => (seriesId * 10_000 + periodId) * 1_000_000 + placeId

type Numbers = (number | null)[] | null
type Words<Word = string> = (Word | null)[] | null

/** Figures as columns: a row a figure would cost more to read than to ask for. A column in which nobody has anything is null as a whole. */
interface Found {
  own_periods: number[] | null
  own_values: Numbers
  own_missing: Words<Missing>
  own_numerators: Numbers
  own_denominators: Numbers
  own_statuses: Words<FigureStatus>
  own_batches: number[] | null
  own_rows: number[] | null
  own_found: Words
  beside_places: number[] | null
  beside_periods: number[] | null
  beside_values: Numbers
  beside_missing: Words<Missing>
  group_series: number[] | null
  group_places: number[] | null
  group_periods: number[] | null
  group_values: Numbers
  group_missing: Words<Missing>
  group_numerators: Numbers
  group_denominators: Numbers
  all_places: number[] | null
  all_values: number[] | null
  replaced: ReplacedFigure[] | null
}

type Key = [seriesId: number, placeId: number, besideIds: number[], periodIds: number[], periodId: number | null, groups: number[], groupPlaces: number[], groupPeriods: number[]]

const curveFigures = gathered<Found, Key>('measures.curve-figures', {
  series_id: 'int', place_id: 'int', beside: 'int[]', periods: 'int[]', period_id: 'int', groups: 'int[]', group_places: 'int[]', group_periods: 'int[]',
}, `
  select asked.at, own.*, beside.*, of_group.*, stands.*, before.*
  from asked
  cross join lateral (
    select array_agg(period_id) as own_periods, array_agg(value) as own_values,
           case when count(missing) > 0 then array_agg(missing) end as own_missing,
           case when count(numerator) > 0 then array_agg(numerator) end as own_numerators,
           case when count(denominator) > 0 then array_agg(denominator) end as own_denominators,
           case when count(status) > 0 then array_agg(status) end as own_statuses,
           array_agg(batch_id) as own_batches, array_agg(row) as own_rows, case when count(found) > 0 then array_agg(found) end as own_found,
           coalesce(asked.period_id, (array_agg(period_id order by array_position(asked.periods, period_id) desc) filter (where value is not null))[1]) as spoken_of
    from measures.observation o
    where o.series_id = asked.series_id and o.place_id = asked.place_id and o.period_id = any (asked.periods)) own
  cross join lateral (
    select array_agg(place_id) as beside_places, array_agg(period_id) as beside_periods, array_agg(value) as beside_values,
           case when count(missing) > 0 then array_agg(missing) end as beside_missing
    from measures.observation o
    where o.series_id = asked.series_id and o.place_id = any (asked.beside) and o.period_id = any (asked.periods)) beside
  cross join lateral (
    select array_agg(series_id) as group_series, array_agg(place_id) as group_places, array_agg(period_id) as group_periods, array_agg(value) as group_values,
           case when count(missing) > 0 then array_agg(missing) end as group_missing,
           case when count(numerator) > 0 then array_agg(numerator) end as group_numerators,
           case when count(denominator) > 0 then array_agg(denominator) end as group_denominators
    from measures.observation o
    where o.series_id = any (asked.groups) and o.place_id = any (asked.group_places)
      and o.period_id = any (asked.group_periods[array_position(asked.group_periods, own.spoken_of) - 4:array_position(asked.group_periods, own.spoken_of)])) of_group
  cross join lateral (
    select array_agg(place_id) as all_places, array_agg(value) as all_values
    from measures.observation o
    where o.series_id = asked.series_id and o.period_id = own.spoken_of and o.value is not null) stands
  cross join lateral (
    select json_agg(json_build_object('value', r.value, 'missing', r.missing, 'batch', r.batch_id, 'row', r.row, 'replacedBy', r.replaced_by, 'status', r.status)
                    order by r.replaced_by desc) as replaced
    from measures.replaced r
    where r.series_id = asked.series_id and r.period_id = own.spoken_of and r.place_id = asked.place_id) before`)
