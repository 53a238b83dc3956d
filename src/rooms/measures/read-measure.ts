import * as z from 'zod'
import { Refusal } from '#kernel'
import { query, type Reader } from '#platform'
import { signedIn } from '#rooms/access'
import { batchSources } from '#rooms/collection'
import { codeOn, type Directory, directory, type Place } from '#rooms/places'
import { book, type HeldPeriod, type Series } from './book.ts'
import { change, neighbourMean, quartile, rank } from './comparators.ts'
import { authorityValues, type Figure, type Figures, readFigures } from './figures.ts'
import { findPeriod, findSeries } from './resolve.ts'

const COMPARE = ['neighbours', 'region', 'national'] as const
type Comparator = (typeof COMPARE)[number]

export const listMeasures = query({
  name: 'measures.list',
  summary: 'The measure book: every measure with its unit, direction, groups and source',
  rest: '/measures',
  command: { word: 'measures', positional: [] },
  input: z.object({}),
  may: signedIn,
  async read({ db }) {
    const held = await book(db)
    return held.measures.map((measure) => ({
      id: measure.id, label: measure.label, version: measure.version, unit: measure.unit, polarity: measure.polarity, decimals: measure.decimals,
      period: measure.periodType, groups: held.groupsOf(measure.id).map(({ id }) => id), source: measure.publisher,
    }))
  },
})

export const readMeasure = query({
  name: 'measures.read',
  summary: 'A measure for a place: the whole series, and how it stands beside neighbours, region and England',
  rest: '/measures/{id}',
  command: { word: 'measure', positional: ['id'] },
  input: z.object({
    id: z.string('Say which measure').min(1, 'Say which measure'),
    place: z.string('Say which place, by its code').min(1, 'Say which place, by its code'),
    group: z.string().min(1).optional(),
    period: z.string().min(1).optional(),
    compare: z.string().optional().transform(asComparators),
    neighbours: z.string().optional(),
  }),
  may: signedIn,
  async read({ db, now }, { id, place: code, group, period, compare, neighbours }) {
    const [held, places] = [await book(db), await directory(db)]
    const series = findSeries(held, id, group)
    const place = places.named(code)
    const beside = besides(places, place, compare, neighbours)
    const figures = await readFigures(db, [series.seriesId], [place.placeId, ...beside.placeIds])
    const sources = await batchSources(db)
    // LAIT's own rules speak for a LAIT name; a measure of ours speaks for itself.
    const speaks = id.includes(':') ? series : series.measure
    return {
      measure: series.measure.id, version: series.measure.version, unit: speaks.unit, polarity: speaks.polarity, decimals: speaks.decimals,
      place: { code: codeOn(place, now.toISOString().slice(0, 10)), name: place.name, level: place.level }, group: series.group.id,
      points: series.periods.map((one) => point(one, figures.of(series.seriesId, one.periodId, place.placeId), sources)),
      compare: await compared(db, { series, place, places, figures, beside, compare, period: period === undefined ? undefined : findPeriod(series, period) }),
    }
  },
})

/** Which places stand beside one, and in which roles. The region of a London borough is Inner or Outer London where that has a value. */
export interface Besides {
  set: string | null
  neighbours: Place[]
  /** In the order they are tried. */
  regions: Place[]
  country: Place | undefined
  placeIds: number[]
}

export function besides(places: Directory, place: Place, compare: readonly Comparator[], neighboursAsked?: string): Besides {
  const set = neighboursAsked === undefined ? places.neighbourSets[0] : places.neighbourSets.find(({ setId }) => setId === neighboursAsked)
  if (neighboursAsked !== undefined && !set) {
    throw new Refusal('invalid', `There is no set of neighbours called ${neighboursAsked}. There is: ${places.neighbourSets.map(({ setId }) => setId).join(', ')}`, { neighbours: 'Unknown set' })
  }
  const neighbours = compare.includes('neighbours') && set ? places.neighboursOf(set.setId, place.placeId).map((one) => one.place) : []
  const regions = compare.includes('region') && place.level === 'authority'
    ? [places.parentOf(place.placeId, 'london'), places.parentOf(place.placeId, 'regions')].filter((one) => one !== undefined)
    : []
  const country = compare.includes('national') ? places.country : undefined
  return { set: set?.setId ?? null, neighbours, regions, country, placeIds: [...neighbours, ...regions, ...(country ? [country] : [])].map(({ placeId }) => placeId) }
}

function point(period: HeldPeriod, figure: Figure, sources: Awaited<ReturnType<typeof batchSources>>) {
  const source = figure.batch === null ? undefined : sources.get(figure.batch)
  return {
    period: period.label, numerator: figure.numerator, denominator: figure.denominator, value: figure.value, missing: figure.missing, status: figure.status,
    source: { batch: figure.batch, file: source?.file ?? null, row: figure.row, release: source?.release ?? null, publisher: source?.publisher ?? null },
  }
}

interface ToCompare {
  series: Series
  place: Place
  places: Directory
  figures: Figures
  beside: Besides
  compare: readonly Comparator[]
  period: HeldPeriod | undefined
}

async function compared(db: Reader, { series, place, places, figures, beside, compare, period: asked }: ToCompare) {
  const points = series.periods.map((period) => ({ period, value: figures.of(series.seriesId, period.periodId, place.placeId).value }))
  const at = asked ? points.findIndex(({ period }) => period === asked) : points.findLastIndex(({ value }) => value !== null)
  const now = points[at]
  const of = (other: Place) => figures.of(series.seriesId, now!.period.periodId, other.placeId)
  const standing = now ? await standingOf(db, series, place, places, now.period, now.value) : { rank: null, of: 0, quartile: null }
  return {
    period: now?.period.label ?? null,
    ...(compare.includes('neighbours') ? { neighbours: { set: beside.set, ...neighbourMean(now ? beside.neighbours.map((one) => of(one).value) : []) } } : {}),
    ...(compare.includes('region') ? { region: now ? shown(regionWithValue(beside.regions, of), of) : null } : {}),
    ...(compare.includes('national') ? { national: now ? shown(beside.country, of) : null } : {}),
    ...standing,
    change: change(points, at),
  }
}

/** Rank, of and quartile by DfE's rules; rank and quartile only for authorities that have a value, of a measure with a direction. */
export async function standingOf(db: Reader, series: Series, place: Place, places: Directory, period: HeldPeriod, value: number | null) {
  return standingAmong(await authorityValues(db, series.seriesId, period.periodId, places.authorityIds), series, place, value)
}

/** The same among values that were read already, ascending. */
export function standingAmong(all: Float64Array, series: Series, place: Place, value: number | null) {
  const ranked = place.level === 'authority' && value !== null
  return {
    rank: ranked ? rank(value, all, series.polarity) : null,
    of: all.length,
    quartile: ranked && series.quartiles ? quartile(value, all, series.polarity) : null,
  }
}

export function regionWithValue(regions: Place[], of: (place: Place) => Figure) {
  return regions.find((one) => of(one).value !== null) ?? regions.at(-1)
}

function shown(place: Place | undefined, of: (place: Place) => Figure) {
  if (!place) return null
  const { value, missing } = of(place)
  return { code: place.code, name: place.name, value, missing }
}

function asComparators(text: string | undefined, context: z.RefinementCtx): Comparator[] {
  const words = (text ?? '').split(',').map((word) => word.trim()).filter(Boolean)
  const unknown = words.find((word) => !COMPARE.includes(word as Comparator))
  if (unknown === undefined) return words as Comparator[]
  context.addIssue({ code: 'custom', message: `Compare with ${COMPARE.join(', ')}; ${unknown} is none of these` })
  return z.NEVER
}
