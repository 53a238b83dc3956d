import { showAmount } from '#design'
import { directlyPrecedes, MISSING_IN_WORDS, Refusal, tidy } from '#kernel'
import type { Reader, Viewer } from '#platform'
import { type BatchSource, batchSources } from '#rooms/collection'
import { type ComparatorSet, type Directory, directory, type Place, within } from '#rooms/places'
import { type Book, book, type HeldPeriod, type Series } from './book.ts'
import { isSumOfAll, neighbourMean, type Quartile, quartile, rank } from './comparators.ts'
import { placesNamed, setsOpenTo, unknownSentence } from './compare-sets.ts'
import { type Figure, type Figures, readFigures } from './figures.ts'
import type { Polarity } from './published-set.ts'
import { regionWithValue } from './read-measure.ts'
import { findSeries } from './resolve.ts'
import { byName } from './sentence.ts'

export interface CompareAsked {
  measure?: string | undefined
  place?: string | undefined
  group?: string | undefined
  period?: string | undefined
  with?: string | undefined
  neighbours?: string | undefined
  codes?: string | undefined
  view?: string | undefined
}

/** A place beside others in one period. */
export interface Standing {
  place: Place
  closeness: string | null
  figure: Figure
  change: number | null
  rank: number | null
  quartile: Quartile | null
}

export interface Comparison {
  /** As the address has it: our slug, or `lait:` and a short name. */
  measureId: string
  series: Series
  /** How values are shown and judged: as the series has it, as on its own page. */
  style: { unit: string; decimals: number; polarity: Polarity }
  place: Place
  period: HeldPeriod
  us: Standing
  /** Every authority with a value, and this place among them where it is one. */
  all: Standing[]
  comparators: Standing[]
  chosen: Chosen
  mean: { value: number | null; reporting: number }
  region: Standing | null
  england: Standing | null
  /** Authorities of that time without a value. */
  silent: Standing[]
  /** The same by reason: "not reported: Rutland". */
  withoutValue: string | null
  source: BatchSource | undefined
  /** What was asked and could not be given; the page still answers. */
  cautions: string[]
  groups: { id: string; label: string }[]
  sets: ComparatorSet[]
  /** How many authorities have a value: what a rank is of. */
  of: number
}

/** Which places were chosen to stand beside this one. */
export interface Chosen {
  /** The value of `with` in the address. */
  with: string
  /** "statistical neighbours": what they are called in a sentence. */
  word: string
  /** "Statistical neighbours, 2025 model". */
  label: string
  places: { place: Place; closeness: string | null }[]
  /** Why there are none, where there are none. */
  none: string | null
}

/** A measure for a place beside others; null where no measure has figures yet. */
export async function readComparison(db: Reader, viewer: Pick<Viewer, 'slug' | 'name' | 'areaId' | 'placeCode' | 'publishedVersion'>, asked: CompareAsked): Promise<Comparison | null> {
  const version = viewer.publishedVersion
  const [held, places, sources, sets] = await Promise.all([book(db, version), directory(db, version), batchSources(db, version), setsOpenTo({ ...viewer, operator: false }, db)])
  const measureId = asked.measure || defaultMeasure(held)
  const place = places.named(asked.place || viewer.placeCode)
  if (measureId === null) return null
  const { series, cautions } = seriesAsked(held, measureId, asked.group)
  if (!series.periods.length) return null

  const chosen = chosenPlaces(places, place, sets, asked, cautions)
  const regions = regionsOf(places, place)
  const beside = [place, ...chosen.places.map((one) => one.place), ...regions, ...(places.country ? [places.country] : [])].map(({ placeId }) => placeId)
  const wanted = series.periods.find(({ label, spelling }) => label === asked.period?.trim() || spelling === asked.period?.trim())
  if (asked.period && !wanted) cautions.push(`${series.measure.label} has no period “${asked.period.slice(0, 60)}”. The latest is shown.`)
  const period = wanted ?? (await latestPeriod(db, series, place, places))
  const before = series.periods.find((one) => directlyPrecedes(one, period))
  const figures = await readFigures(db, [series.seriesId], [...new Set([...places.authorityIds, ...beside])], [period.periodId, ...(before ? [before.periodId] : [])])

  const stand = standings(series, places, figures, period, before)
  const everyone = places.authorityIds.flatMap((id) => places.byId(id) ?? []).map((one) => stand(one)).filter(({ place: one, figure }) => figure.value !== null || isOfEngland(places, one))
  const all = everyone.filter(({ figure }) => figure.value !== null)
  const silent = everyone.filter(({ figure, place: one }) => figure.value === null && within(one.starts, one.ends, period.ends))
  const comparators = chosen.places.map((one) => ({ ...stand(one.place), closeness: one.closeness })).sort(bestFirst(series.polarity))
  const us = stand(place)
  const isTotal = places.country !== undefined && isSumOfAll(stand(places.country).figure.value, Math.max(...all.map(({ figure }) => figure.value!)))
  if (isTotal && place !== places.country) cautions.push('The region’s and England’s figures are totals, so they are not shown beside it.')
  return {
    measureId, series, style: { unit: series.unit, decimals: series.decimals, polarity: series.polarity }, place, period, us, all, silent, comparators, chosen, cautions, sets,
    mean: neighbourMean(comparators.map(({ figure }) => figure.value)),
    region: regions.length && !isTotal ? stand(regionWithValue(regions, (one) => stand(one).figure)!) : null,
    england: places.country && place !== places.country && !isTotal ? stand(places.country) : null,
    withoutValue: withoutValue(silent),
    source: us.figure.batch === null ? sources.get(series.periods.length ? (all[0]?.figure.batch ?? -1) : -1) : sources.get(us.figure.batch),
    groups: held.groupsOf(series.measure.id, true), of: all.length,
  }
}

/** How far this place is from another value, in words: "43.2 points below". Null where either has no value. */
export function gapInWords(value: number | null, other: number | null, style: { unit: string; decimals: number }, showDifference: (difference: number, style: { unit: string; decimals: number }) => string) {
  if (value === null || other === null) return null
  const difference = tidy(value - other)
  if (showAmount(value, style) === showAmount(other, style)) return 'the same'
  return `${showDifference(difference, style)} ${difference > 0 ? 'above' : 'below'}`
}

/** Whether a value is better than another; null where the measure has no direction or one is missing. */
export function isBetter(value: number | null, than: number | null, polarity: Polarity): boolean | null {
  if (value === null || than === null || polarity === 'none') return null
  return polarity === 'high' ? value > than : value < than
}

/** Best first; greatest first where neither end is better; those without a value last, by name. */
export function bestFirst(polarity: Polarity) {
  const way = polarity === 'low' ? 1 : -1
  return (a: Standing, b: Standing) => {
    if (a.figure.value === null || b.figure.value === null) return Number(a.figure.value === null) - Number(b.figure.value === null) || byName(a.place.name, b.place.name)
    return way * (a.figure.value - b.figure.value) || byName(a.place.name, b.place.name)
  }
}

function defaultMeasure(held: Book) {
  const first = held.chosen('ehc-plans-within-20-weeks', 'all')
  if (first?.periods.length) return first.measure.id
  return held.measures.find(({ id }) => held.groupsOf(id, true).length)?.id ?? null
}

/** The series asked for; another measure's group stays in the address when a form changes the measure, and must not stop the page. */
function seriesAsked(held: Book, measureId: string, group: string | undefined): { series: Series; cautions: string[] } {
  const isOurs = !measureId.includes(':') && held.measure(measureId)
  if (!isOurs) return { series: findSeries(held, measureId, group || undefined), cautions: [] }
  const withFigures = held.groupsOf(measureId, true)
  const has = withFigures.some(({ id }) => id === group)
  const fallback = withFigures.find(({ id }) => id === 'all') ?? withFigures[0]
  const cautions = group && !has && withFigures.length ? [`${isOurs.label} has no figures for the group “${(held.groups.get(group)?.label ?? group).slice(0, 60)}”. ${fallback!.label} is shown.`] : []
  return { series: findSeries(held, measureId, (has ? group : fallback?.id) || undefined), cautions }
}

/** The latest period in which the place has a value, else the latest of the series. */
async function latestPeriod(db: Reader, series: Series, place: Place, places: Directory) {
  const ours = await readFigures(db, [series.seriesId], [place.placeId, ...(places.country ? [places.country.placeId] : [])], series.periods.map(({ periodId }) => periodId))
  return series.periods.findLast((period) => ours.of(series.seriesId, period.periodId, place.placeId).value !== null) ?? series.periods.at(-1)!
}

function regionsOf(places: Directory, place: Place) {
  if (place.level !== 'authority') return []
  return [places.parentOf(place.placeId, 'london'), places.parentOf(place.placeId, 'regions')].filter((one) => one !== undefined)
}

function chosenPlaces(places: Directory, place: Place, sets: ComparatorSet[], asked: CompareAsked, cautions: string[]): Chosen {
  const [kind, which] = (asked.with || (asked.codes ? 'codes' : 'neighbours')).split(/:(.*)/s) as [string, string | undefined]
  const bare = (list: Place[]) => list.filter((one) => one !== place).map((one) => ({ place: one, closeness: null }))
  switch (kind) {
    case 'neighbours': return neighboursChosen(places, place, which || asked.neighbours || undefined)
    case 'region': return regionChosen(places, place, bare)
    case 'all': return { with: 'all', word: 'authorities', label: 'Every authority', none: null, places: bare(places.authorityIds.flatMap((id) => places.byId(id) ?? []).filter((one) => one.ends === null && isOfEngland(places, one))) }
    case 'set': {
      const set = sets.find(({ id }) => id === which)
      if (!set) throw new Refusal('missing', 'There is no such set of places in your area. Somebody may have thrown it away')
      return { with: `set:${set.id}`, word: `places of ${set.name}`, label: set.name, none: 'The set holds no other place.', places: bare(set.placeIds.flatMap((id) => places.byId(id) ?? [])) }
    }
    case 'codes': {
      const { found, unknown } = placesNamed(places, asked.codes ?? '')
      if (unknown.length) cautions.push(`${unknownSentence(unknown)}.`)
      return { with: 'codes', word: 'chosen places', label: 'Places you chose', none: 'Name some places below, by code or name.', places: bare(found) }
    }
    default: throw new Refusal('invalid', 'Compare with neighbours, region, all, a set of your area, or codes', { with: 'Choose one of the list' })
  }
}

function neighboursChosen(places: Directory, place: Place, asked: string | undefined): Chosen {
  const set = asked === undefined ? places.neighbourSets[0] : places.neighbourSets.find(({ setId }) => setId === asked)
  if (asked !== undefined && !set) {
    throw new Refusal('invalid', `There is no set of neighbours called ${asked.slice(0, 60)}. There is: ${places.neighbourSets.map(({ setId }) => setId).join(', ')}`, { neighbours: 'Unknown set' })
  }
  const none = place.level !== 'authority' ? `${place.name} is not an authority, so it has no statistical neighbours.` : `The model has no neighbours for ${place.name}${place.ends ? `, which ended on ${place.ends}` : ''}.`
  return {
    with: set && set !== places.neighbourSets[0] ? `neighbours:${set.setId}` : 'neighbours', word: 'statistical neighbours',
    label: set?.label ?? 'Statistical neighbours', none, places: set ? places.neighboursOf(set.setId, place.placeId) : [],
  }
}

/** An invented authority lies in no region: where nobody published a figure of it, none is missing. */
function isOfEngland(places: Directory, { placeId, ends }: Place) {
  return ends !== null || places.parentOf(placeId, 'regions') !== undefined
}

function regionChosen(places: Directory, place: Place, bare: (list: Place[]) => Chosen['places']): Chosen {
  const region = place.level === 'region' ? place : places.parentOf(place.placeId, 'regions')
  const others = region && region.level === 'region' ? [...places.childrenOf(region.placeId, 'regions'), ...places.childrenOf(region.placeId, 'london')] : []
  const standing = [...new Set(others)].filter(({ level, ends }) => level === 'authority' && ends === null)
  return { with: 'region', word: `authorities of ${region?.name ?? 'the region'}`, label: region ? `Authorities of ${region.name}` : 'Authorities of the region', none: `${place.name} lies in no region with other authorities.`, places: bare(standing) }
}

/** How any place stands among the authorities with a value. */
function standings(series: Series, places: Directory, figures: Figures, period: HeldPeriod, before: HeldPeriod | undefined) {
  const of = (place: Place, at: HeldPeriod) => figures.of(series.seriesId, at.periodId, place.placeId)
  const values = places.authorityIds.map((id) => figures.of(series.seriesId, period.periodId, id).value).filter((value) => value !== null)
  const sorted = Float64Array.from(values).sort()
  return (place: Place): Standing => {
    const figure = of(place, period)
    const earlier = before ? of(place, before).value : null
    const isRanked = place.level === 'authority' && figure.value !== null
    return {
      place, closeness: null, figure, change: figure.value === null || earlier === null ? null : tidy(figure.value - earlier),
      rank: isRanked ? rank(figure.value!, sorted, series.polarity) : null,
      quartile: isRanked && series.quartiles ? quartile(figure.value!, sorted, series.polarity) : null,
    }
  }
}

function withoutValue(silent: Standing[]) {
  const byReason = Map.groupBy(silent, ({ figure }) => figure.missing ?? 'not-reported')
  const said = [...byReason].map(([reason, all]) => `${MISSING_IN_WORDS[reason]}: ${namesOf(all.map(({ place }) => place))}`)
  return said.length ? `Without a figure: ${said.join('; ')}.` : null
}

function namesOf(places: Place[]) {
  const names = places.map(({ name }) => name).sort(byName)
  return names.length > 12 ? `${names.slice(0, 10).join(', ')} and ${names.length - 10} more` : names.join(', ')
}
