import type { Missing } from '#kernel'
import { type Reader, statement } from '#platform'
import type { Series } from './book.ts'
import { type Figure, NOT_REPORTED } from './figures.ts'

/** What a measure's page needs of the published figures. */
export interface CurveAsked {
  series: Series
  placeId: number
  /** The places it is drawn beside. */
  besideIds: number[]
  /** The period the page speaks of; null for the latest in which the place has a value. */
  periodId: number | null
  /** The measure's other groups, each for the place and for the country. */
  groups: Series[]
  countryId: number | null
  authorityIds: ReadonlySet<number>
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
export async function readCurveFigures(db: Reader, { series, placeId, besideIds, periodId, groups, countryId, authorityIds }: CurveAsked): Promise<CurveFigures> {
  const groupPlaces = countryId === null ? [placeId] : [placeId, countryId]
  const periods = series.periods.map((period) => period.periodId)
  const groupPeriods = [...new Set(groups.flatMap((group) => group.periods.map((period) => period.periodId)))]
  const found = await curveFigures(db, [series.seriesId, placeId, [placeId, ...besideIds], periods, periodId, groups.map(({ seriesId }) => seriesId), groupPlaces, groupPeriods])
  const held = new Map(found.map((run) => [keyOf(run.series_id, run.place_id), run]))
  const own = found.find((run) => run.all_places !== null)
  return {
    of(seriesId, period, place) {
      const run = held.get(keyOf(seriesId, place))
      const at = run ? run.periods.indexOf(period) : -1
      return at < 0 ? NOT_REPORTED : figureAt(run!, at)
    },
    authorities: Float64Array.from((own?.all_values ?? []).filter((_, at) => authorityIds.has(own!.all_places![at]!))).sort(),
    replaced: own?.replaced ?? [],
  }
}

/** The figures of one series in one place, as columns: a row a figure would cost more to read than to ask for. */
interface Run {
  series_id: number
  place_id: number
  periods: number[]
  values: (number | null)[]
  /** These are null as a whole where no figure has any. */
  missing: (Missing | null)[] | null
  numerators: (number | null)[] | null
  denominators: (number | null)[] | null
  /** Where each was read: only of the place's own. */
  batches: number[] | null
  rows: number[] | null
  found: (string | null)[] | null
  /** Only of the curve itself: all values of the period the page speaks of, and what was replaced there. */
  all_places: number[] | null
  all_values: number[] | null
  replaced: ReplacedFigure[] | null
}

const curveFigures = statement<Run>('measures.curve-figures', `
  with figure as (
    select series_id, period_id, place_id, value, missing, numerator, denominator, batch_id, row, found
    from measures.observation
    where series_id = $1 and place_id = any ($3::int[]) and period_id = any ($4::int[])
    union all
    select series_id, period_id, place_id, value, missing, numerator, denominator, batch_id, row, found
    from measures.observation
    where series_id = any ($6::int[]) and place_id = any ($7::int[]) and period_id = any ($8::int[])
  ), run as (
    select series_id, place_id, array_agg(period_id) as periods, array_agg(value) as values,
           case when count(missing) > 0 then array_agg(missing) end as missing,
           case when count(numerator) > 0 then array_agg(numerator) end as numerators,
           case when count(denominator) > 0 then array_agg(denominator) end as denominators,
           case when place_id = $2 then array_agg(batch_id) end as batches,
           case when place_id = $2 then array_agg(row) end as rows,
           case when place_id = $2 and count(found) > 0 then array_agg(found) end as found
    from figure
    group by series_id, place_id
  ), spoken_of as (
    select coalesce($5::int, (
      select period_id from figure where series_id = $1 and place_id = $2 and value is not null
      order by array_position($4::int[], period_id) desc limit 1)) as period_id
  )
  select run.*, stands.places as all_places, stands.values as all_values, before.replaced
  from run
  left join lateral (
    select array_agg(o.place_id) as places, array_agg(o.value) as values
    from spoken_of join measures.observation o on o.series_id = $1 and o.period_id = spoken_of.period_id
    where o.value is not null) stands on run.series_id = $1 and run.place_id = $2
  left join lateral (
    select json_agg(json_build_object('value', r.value, 'missing', r.missing, 'batch', r.batch_id, 'row', r.row, 'replacedBy', r.replaced_by, 'status', r.status)
                    order by r.replaced_by desc) as replaced
    from spoken_of join measures.replaced r on r.series_id = $1 and r.period_id = spoken_of.period_id and r.place_id = $2) before
    on run.series_id = $1 and run.place_id = $2`)

function figureAt(run: Run, at: number): Figure {
  return {
    value: run.values[at]!, missing: run.missing?.[at] ?? null, numerator: run.numerators?.[at] ?? null, denominator: run.denominators?.[at] ?? null,
    batch: run.batches?.[at] ?? null, row: run.rows?.[at] ?? null, found: run.found?.[at] ?? null,
  }
}

/** Place ids stay far below a million: authorities, and schools once they are in. */
const keyOf = (seriesId: number, placeId: number) => seriesId * 1_000_000 + placeId
