import type { Period } from '#kernel'
import type { Reader } from '#platform'
import { authorityValues, type Book, book, type Figure, isSumOfAll, readFigures, type Series } from '#rooms/measures'
import { type Directory, directory, type Place } from '#rooms/places'
import type { PromiseTest, TestPeriod, UsedFigure } from './judge.ts'
import type { HeldPromise, HeldTest } from './promises.ts'

/** A curve beside a promise: the place's own line and England's, over all periods that are held. */
export interface PromiseCurve {
  measure: PromiseTest['measure']
  group: PromiseTest['group']
  place: { code: string; name: string }
  periods: Period[]
  values: (number | null)[]
  /** Null where England's figure is nothing to hold a place against. */
  england: (number | null)[] | null
  /** It only comes near the promise and judges nothing. */
  isNearest: boolean
  /** Where the place's figures are from. */
  batches: number[]
}

/** What is published for promises: the figures of each of their tests, and the curves to draw. */
export interface PromiseFigures {
  testsOf(promise: HeldPromise): PromiseTest[]
  curvesOf(promise: HeldPromise): PromiseCurve[]
}

/** Reads all figures of some promises in one question. `homeId` is the place of the area: nearest measures are drawn for it. */
export async function promiseFigures(db: Reader, promises: HeldPromise[], homeId: number): Promise<PromiseFigures> {
  const [held, places] = await Promise.all([book(db), directory(db)])
  const home = places.byId(homeId)!
  const tests = promises.flatMap((promise) => promise.tests.map((test) => ({ series: held.chosen(test.measureId, test.groupId), place: places.byId(test.placeId) ?? home })))
  const nearest = promises.flatMap((promise) => nearestOf(promise, held).map((series) => ({ series, place: home })))
  const wanted = [...tests, ...nearest]
  const series = [...new Set(wanted.flatMap((one) => one.series ?? []))]
  const beside = new Set(wanted.flatMap(({ place }) => [place, ...neighboursOf(places, place)]).concat(places.country ?? []).map(({ placeId }) => placeId))
  const [figures, totals] = await Promise.all([readFigures(db, series.map(({ seriesId }) => seriesId), [...beside]), totalsAmong(db, series, places)])
  const reading: Reading = {
    places, totals, book: held,
    of: (one, period, place) => used(figures.of(one.seriesId, one.periods[period]!.periodId, place.placeId), place, one.periods[period]!.label),
  }
  return {
    testsOf: (promise) => promise.tests.map((test) => testOf(test, places.byId(test.placeId) ?? home, reading)),
    curvesOf: (promise) => [
      ...promise.tests.slice(0, 1).flatMap((test) => curveOf(held.chosen(test.measureId, test.groupId), places.byId(test.placeId) ?? home, reading, false)),
      ...(promise.tests.length ? [] : nearestOf(promise, held).flatMap((one) => curveOf(one, home, reading, true))),
    ],
  }
}

interface Reading {
  places: Directory
  /** Series whose figure for England is the sum of all. */
  totals: Set<Series>
  book: Book
  of: (series: Series, period: number, place: Place) => UsedFigure
}

/** The series of the measures named as near; one that is no longer in the book is left out. */
function nearestOf({ nearest }: HeldPromise, held: Book): Series[] {
  return (nearest ?? '').split(',').flatMap((one) => {
    const [measure = '', group = 'all'] = one.trim().split(/\s+/)
    return held.chosen(measure, group) ?? []
  })
}

function testOf(test: HeldTest, place: Place, { places, totals, book: held, of }: Reading): PromiseTest {
  const series = held.chosen(test.measureId, test.groupId)
  const { rule, value, from, to } = test
  const asked = { rule, value, from, to, place: { code: place.code, name: place.name, isCountry: place.level === 'country' } }
  if (!series) {
    const measure = { id: test.measureId, label: held.measure(test.measureId)?.label ?? test.measureId, unit: '', decimals: 1, polarity: 'none' as const, breaks: [] }
    return { ...asked, measure, group: { id: test.groupId, label: test.groupId }, isTotal: false, periods: [] }
  }
  const neighbours = neighboursOf(places, place)
  const periods = series.periods.map((period, at): TestPeriod => ({
    period, own: of(series, at, place), england: places.country ? of(series, at, places.country) : null, neighbours: rule === 'not-above-lower-of' ? neighbours.map((one) => of(series, at, one)) : [],
  }))
  return { ...asked, measure: measureOf(series), group: series.group, isTotal: totals.has(series), periods }
}

function curveOf(series: Series | undefined, place: Place, { places, totals, of }: Reading, isNearest: boolean): PromiseCurve[] {
  if (!series) return []
  const figures = (whose: Place) => series.periods.map((_, at) => of(series, at, whose))
  const line = (whose: Place) => figures(whose).map(({ value }) => value)
  const england = !places.country || place.level === 'country' || totals.has(series) ? null : line(places.country)
  return [{ measure: measureOf(series), group: series.group, place: { code: place.code, name: place.name }, periods: series.periods, values: line(place), england, isNearest, batches: [...new Set(figures(place).flatMap(({ batch }) => batch ?? []))] }]
}

/** The place's neighbours by the newest model. */
function neighboursOf(places: Directory, place: Place) {
  const [newest] = places.neighbourSets
  return newest ? places.neighboursOf(newest.setId, place.placeId).map((one) => one.place) : []
}

/** A share or a rate is never a sum; of what has no unit, or pounds, it is told by the newest figure. */
async function totalsAmong(db: Reader, series: Series[], places: Directory) {
  const found = await Promise.all(series.filter(({ unit }) => !/^(%|per )/.test(unit)).map(async (one) => {
    const latest = one.periods.at(-1)
    if (!latest || !places.country) return []
    const [all, figures] = await Promise.all([authorityValues(db, one.seriesId, latest.periodId, places.authorityIds), readFigures(db, [one.seriesId], [places.country.placeId], [latest.periodId])])
    return isSumOfAll(figures.of(one.seriesId, latest.periodId, places.country.placeId).value, all.at(-1)) ? [one] : []
  }))
  return new Set(found.flat())
}

/** The source's own unit and direction, under our name and with our breaks. */
function measureOf({ measure, unit, decimals, polarity }: Series): PromiseTest['measure'] {
  return { id: measure.id, label: measure.label, unit, decimals, polarity, breaks: measure.breaks }
}

function used({ value, missing, batch, row }: Figure, { name, code }: Place, period: string): UsedFigure {
  return { place: name, code, period, value, missing, batch, row }
}
