import { directlyPrecedes, type Missing, tidy } from '#kernel'
import type { Reader } from '#platform'
import type { Place } from '#rooms/places'
import type { Book, HeldPeriod, Series } from './book.ts'
import type { Comparison } from './compare.ts'
import { type Figures, readFigures } from './figures.ts'

/** A measure over all its periods, for the place and those beside it, and for the place's groups. */
export interface Curves {
  /** Up to the period shown, oldest first. */
  periods: HeldPeriod[]
  places: Drawn[]
  groups: Drawn[]
  /** Places or groups there was no room for. */
  leftOut: { places: number; groups: number }
}

/** One of the curves. */
export interface Drawn {
  /** The place's code, or the group's id. */
  id: string
  name: string
  isUs: boolean
  /** Aligned with the periods, as is why there is none. */
  values: (number | null)[]
  missing: (Missing | null)[]
  /** The move to the period shown from the one directly before it; null where either has no figure or the count changed between them. */
  move: number | null
}

/** As many as anybody compares. */
const MOST = 12

/** Reads the curves of the place, of the places it is compared with and of its groups. */
export async function readCurves(db: Reader, held: Book, compared: Comparison): Promise<Curves> {
  const { series, place, period, comparators } = compared
  const periods = series.periods.slice(0, series.periods.findIndex(({ periodId }) => periodId === period.periodId) + 1)
  const beside = comparators.slice(0, MOST - 1).map((one) => one.place)
  const groups = compared.groups.flatMap(({ id }) => (id === series.group.id ? [] : held.chosen(series.measure.id, id) ?? []))
  const inGroups = groups.slice(0, MOST - 1)
  const [ofPlaces, ofGroups] = await Promise.all([
    readFigures(db, [series.seriesId], [place, ...beside].map(({ placeId }) => placeId), periods.map(({ periodId }) => periodId)),
    readFigures(db, inGroups.map(({ seriesId }) => seriesId), [place.placeId], periods.map(({ periodId }) => periodId)),
  ])
  return {
    periods,
    places: [place, ...beside].map((one) => drawn(one.code, one.name, one === place, series, one, ofPlaces, periods)),
    groups: inGroups.length ? [drawn(series.group.id, series.group.label, true, series, place, ofPlaces, periods), ...inGroups.map((one) => drawn(one.group.id, one.group.label, false, one, place, ofGroups, periods))] : [],
    leftOut: { places: comparators.length - beside.length, groups: groups.length - inGroups.length },
  }
}

function drawn(id: string, name: string, isUs: boolean, series: Series, place: Place, figures: Figures, periods: HeldPeriod[]): Drawn {
  const found = periods.map(({ periodId }) => figures.of(series.seriesId, periodId, place.placeId))
  return {
    id, name, isUs, values: found.map(({ value }) => value), missing: found.map(({ value, missing }) => (value === null ? (missing ?? 'not-reported') : null)),
    move: moveTo(periods, found.map(({ value }) => value), series),
  }
}

function moveTo(periods: HeldPeriod[], values: (number | null)[], { measure }: Series) {
  const [before, now] = periods.slice(-2)
  const [earlier, value] = values.slice(-2)
  if (!before || !now || !directlyPrecedes(before, now) || measure.breaks.some(({ period }) => period === now.label)) return null
  return typeof value === 'number' && typeof earlier === 'number' ? tidy(value - earlier) : null
}
