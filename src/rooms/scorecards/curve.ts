import { directlyPrecedes, type Missing, type Period } from '#kernel'
import type { Actor, Reader, Viewer } from '#platform'
import { personNames, verbsAt } from '#rooms/access'
import { type BatchSource, batchSources } from '#rooms/collection'
import {
  besides, type Book, book, change, type CurveFigures, type Figure, findPeriod, findSeries, gap, type Gap, type HeldPeriod, isSumOfAll, type Measure, middleHalf, neighbourMean, NOT_REPORTED,
  periodsAhead, readCurveFigures, regionWithValue, type Series, standingAmong, yearOf,
} from '#rooms/measures'
import { directory, type Place } from '#rooms/places'
import { actionsOf, type CurveKey } from '#rooms/programme'
import { forecast, type Forecast } from './forecast.ts'
import { storyOf } from './stories.ts'
import { targetsOf } from './targets.ts'

export interface CurveAsked {
  id: string
  place: string
  group?: string | undefined
  period?: string | undefined
  neighbours?: string | undefined
}

/** Everything known of one curve: what the page draws, and no more. */
export interface Curve {
  measure: Measure
  series: Series
  place: Place
  /** Under which what people write about it is kept. */
  key: CurveKey
  /** The figure the page speaks of: the period asked, or the latest with a value. */
  now: { period: HeldPeriod; figure: Figure; before: number | null; change: number | null } | null
  points: { period: HeldPeriod; figure: Figure }[]
  england: (number | null)[]
  neighbours: { low: number | null; high: number | null; mean: number | null; reporting: number }[]
  beside: { set: string | null; count: number; region: Beside | null; england: Beside | null; neighbours: { value: number | null; reporting: number } }
  standing: { rank: number | null; of: number; quartile: string | null }
  ahead: { period: string; ends: string }[]
  forecast: Forecast
  /** England's figure is the sum of all: then neither it nor the region's is something to be held against. */
  isTotal: boolean
  groups: GroupFigure[]
  targets: Awaited<ReturnType<typeof targetsOf>>
  story: Awaited<ReturnType<typeof storyOf>>
  actions: Awaited<ReturnType<typeof actionsOf>>
  source: BatchSource | undefined
  /** The same measure and group as another source publishes it. */
  otherSources: { source: string; code: string; label: string; latest: string | null }[]
  replaced: CurveFigures['replaced']
  /** What the viewer may do here. */
  may: { read: boolean; setTarget: boolean; writeStory: boolean; addAction: boolean }
  names: Map<string, string>
}

export interface Beside {
  code: string
  name: string
  value: number | null
  missing: Missing | null
}

export interface GroupFigure {
  id: string
  label: string
  topic: string
  figure: Figure
  england: number | null
  /** Against everyone, or against the rest of its topic where the measure has no figure for everyone. */
  gap: Gap
  against: string
}

/** Reads a curve for somebody: one question for all figures, one for what they may, and what people have written about it. */
export async function readCurve(db: Reader, actor: Actor, asked: CurveAsked, viewer?: Pick<Viewer, 'publishedVersion'>): Promise<Curve> {
  const version = viewer?.publishedVersion
  const [held, places, sources] = await Promise.all([book(db, version), directory(db, version), batchSources(db, version)])
  const series = findSeries(held, asked.id, asked.group)
  const place = places.named(asked.place)
  const beside = besides(places, place, ['neighbours', 'region', 'national'], asked.neighbours)
  const siblings = groupSeries(held, series)
  const key: CurveKey = { areaId: places.areaOf(place.placeId) ?? null, placeId: place.placeId, measureId: series.measure.id, groupId: series.group.id }

  const asks = asked.period === undefined ? null : findPeriod(series, asked.period)
  const [figures, verbs, names] = await Promise.all([
    readCurveFigures(db, {
      series, placeId: place.placeId, besideIds: beside.placeIds, periodId: asks?.periodId ?? null, authorities: places.authorities,
      groups: siblings.filter((one) => one !== series), countryId: beside.country?.placeId ?? null,
    }),
    verbsAt(actor, key, db), personNames(db, version),
  ])
  // What people write belongs to their area: figures are for everyone, stories for those with a part in it.
  const [targets, story, actions] = verbs.has('published:read')
    ? await Promise.all([targetsOf(db, key), storyOf(db, key), actionsOf(db, key)])
    : [[], undefined, []]
  const of = (period: HeldPeriod, other: Place) => figures.of(series.seriesId, period.periodId, other.placeId)
  const points = series.periods.map((period) => ({ period, figure: of(period, place) }))
  const at = asks === null ? points.findLastIndex(({ figure }) => figure.value !== null) : series.periods.indexOf(asks)
  const here = points[at]
  const values = points.map(({ period, figure }) => ({ period, value: figure.value }))
  const shown = (other: Place | undefined): Beside | null => {
    if (!other || !here) return null
    const { value, missing } = of(here.period, other)
    return { code: other.code, name: other.name, value, missing }
  }
  const ahead = periodsAhead(series, AHEAD)

  return {
    measure: series.measure, series, place, key, points,
    now: here ? { ...here, before: values.find(({ period }) => directlyPrecedes(period, here.period))?.value ?? null, change: change(values, at) } : null,
    england: points.map(({ period }) => (beside.country ? of(period, beside.country).value : null)),
    neighbours: points.map(({ period }) => bandOf(beside.neighbours.map((one) => of(period, one).value))),
    beside: {
      set: beside.set, count: beside.neighbours.length, england: place.level === 'country' ? null : shown(beside.country),
      region: shown(here && regionWithValue(beside.regions, (one) => of(here.period, one))),
      neighbours: neighbourMean(here ? beside.neighbours.map((one) => of(here.period, one).value) : []),
    },
    standing: here ? standingAmong(figures.authorities, series, place, here.figure.value) : { rank: null, of: 0, quartile: null },
    ahead: ahead.map(({ label, ends }) => ({ period: label, ends })),
    forecast: forecast(
      values.map(({ period, value }) => ({ year: yearOf(period), value, isBreak: isBreak(series, period) })),
      ahead.slice(0, 3).map((period) => ({ year: yearOf(period), period: period.label, isBreak: isBreak(series, period) })),
      bounds(series, values),
    ),
    isTotal: here !== undefined && beside.country !== undefined && isSumOfAll(of(here.period, beside.country).value, figures.authorities.at(-1)),
    groups: here && siblings.length > 1 ? asGroups(siblings, figures, here.period, place, beside.country) : [],
    targets, story, actions, replaced: figures.replaced,
    source: here?.figure.batch == null ? undefined : sources.get(here.figure.batch),
    otherSources: held.seriesOf(series.measure.id).filter((one) => one.group.id === series.group.id && one !== series && one.periods.length)
      .map((one) => ({ source: one.source, code: one.code, label: one.label, latest: one.periods.at(-1)?.label ?? null })),
    may: { read: verbs.has('published:read'), setTarget: verbs.has('target:set'), writeStory: verbs.has('story:write'), addAction: verbs.has('action:write') },
    names,
  }
}

/** How many periods ahead a target may be set for. */
const AHEAD = 5

/** One series a group, by the source that speaks for the page's own; groups in the order people expect. */
function groupSeries(held: Book, series: Series) {
  return held.groupsOf(series.measure.id, true).flatMap((group) => {
    const candidates = held.seriesOf(series.measure.id).filter((one) => one.group.id === group.id && one.periods.length)
    return candidates.find((one) => one.source === series.source) ?? []
  })
}

function asGroups(siblings: Series[], figures: CurveFigures, period: HeldPeriod, place: Place, country: Place | undefined): GroupFigure[] {
  const valueOf = (series: Series, when: HeldPeriod | undefined, where: Place | undefined) => (when && where ? figures.of(series.seriesId, when.periodId, where.placeId).value : null)
  const at = (series: Series, when: Period | undefined) => when && series.periods.find(({ type, label }) => type === when.type && label === when.label)
  const same = (series: Series) => at(series, period)
  // One period for both sides of every gap: two series that skip different years are not held against each other.
  const earlier = siblings.flatMap(({ periods }) => periods).find((one) => directlyPrecedes(one, period))
  const before = (series: Series) => at(series, earlier)
  return siblings.filter(({ group }) => group.id !== 'all').map((series) => {
    const other = comparatorOf(siblings, series)
    const own = same(series)
    return {
      id: series.group.id, label: series.group.label, topic: series.group.topic,
      figure: own ? figures.of(series.seriesId, own.periodId, place.placeId) : NOT_REPORTED,
      england: valueOf(series, own, country),
      gap: other
        ? gap(valueOf(series, own, place), valueOf(other, same(other), place), valueOf(series, before(series), place), valueOf(other, before(other), place))
        : { difference: null, ratio: null, trend: null },
      against: other?.group.label ?? '',
    }
  })
}

/** What a group is held against: those of its topic who have not what it has (no SEN, not FSM), else everyone. */
function comparatorOf(siblings: Series[], { group }: Series) {
  const rest = siblings.find((one) => one.group.topic === group.topic && REST.has(one.group.id))
  return (rest && rest.group.id !== group.id ? rest : undefined) ?? siblings.find((one) => one.group.id === 'all' && one.group.id !== group.id)
}

const REST = new Set(['no-sen', 'not-fsm', 'not-disadvantaged'])

function bandOf(values: (number | null)[]) {
  const { value, reporting } = neighbourMean(values)
  const half = middleHalf(values)
  return { low: half?.low ?? null, high: half?.high ?? null, mean: value, reporting }
}

const isBreak = ({ measure }: Series, { label }: Period) => measure.breaks.some(({ period }) => period === label)

/** A share stays between 0 and 100, a count above 0; a score that has been negative may be. */
function bounds(series: Series, values: { value: number | null }[]) {
  const hasNegative = values.some(({ value }) => value !== null && value < 0)
  return { least: hasNegative ? null : 0, most: series.unit === '%' && !values.some(({ value }) => value !== null && value > 100) ? 100 : null }
}
