import { directlyPrecedes, type Missing, type Period } from '#kernel'
import type { Actor, Reader, Viewer } from '#platform'
import { personNames, verbsAt } from '#rooms/access'
import { type BatchSource, batchSources } from '#rooms/collection'
import {
  besides, book, change, type CurveFigures, type Figure, findPeriod, findSeries, type HeldPeriod, isSumOfAll, type Measure, middleHalf, neighbourMean, periodsAhead, readCurveFigures, regionWithValue, type Series, standingAmong,
} from '#rooms/measures'
import { directory, type Place } from '#rooms/places'
import { actionsOf, type CurveKey } from '#rooms/programme'
import { asGroups, type GroupFigure, groupSeries } from './curve-groups.ts'
import { type Turned, turnedOf } from '../turned.ts'
import { type Forecast } from './forecast.ts'
import { outlookOf } from './outlook.ts'
import { NOTHING_WRITTEN, type WrittenOfCurve, writtenOf } from './written.ts'

export interface CurveAsked {
  id: string
  place: string
  group?: string | undefined
  period?: string | undefined
  neighbours?: string | undefined
  /** The form that is open, and which of several like it. */
  write?: string | undefined
  item?: string | undefined
  /** The idea that is to become an action. */
  idea?: string | undefined
  /** The scenarios that are drawn, by id; `none` for none. */
  scenarios?: string[] | undefined
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
  /** What people have written about it; nothing where the viewer has no part in its area. */
  written: WrittenOfCurve
  /** Against the newest baseline that stands; null where none is frozen. */
  turned: Turned | null
  actions: Awaited<ReturnType<typeof actionsOf>>
  source: BatchSource | undefined
  /** The same measure and group as another source publishes it. */
  otherSources: { source: string; code: string; label: string; latest: string | null }[]
  replaced: CurveFigures['replaced']
  /** What the viewer may do here. */
  may: { read: boolean; setTarget: boolean; writeStory: boolean; addAction: boolean; addRemark: boolean }
  names: Map<string, string>
}

export interface Beside {
  code: string
  name: string
  value: number | null
  missing: Missing | null
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
    verbsAt(actor, key, db), personNames(db),
  ])
  // What people write belongs to their area: figures are for everyone, stories for those with a part in it.
  const [written, actions] = verbs.has('published:read') ? await Promise.all([writtenOf(db, key), actionsOf(db, key)]) : [NOTHING_WRITTEN, []]
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
    forecast: outlookOf(series, values),
    isTotal: here !== undefined && beside.country !== undefined && isSumOfAll(of(here.period, beside.country).value, figures.authorities.at(-1)),
    groups: here && siblings.length > 1 ? asGroups(siblings, figures, here.period, place, beside.country) : [],
    written, turned: turnedSince(written, values, series), actions, replaced: figures.replaced,
    source: here?.figure.batch == null ? undefined : sources.get(here.figure.batch),
    otherSources: held.seriesOf(series.measure.id).filter((one) => one.group.id === series.group.id && one !== series && one.periods.length)
      .map((one) => ({ source: one.source, code: one.code, label: one.label, latest: one.periods.at(-1)?.label ?? null })),
    may: { read: verbs.has('published:read'), setTarget: verbs.has('target:set'), writeStory: verbs.has('story:write'), addAction: verbs.has('action:write'), addRemark: verbs.has('remark:write') },
    names,
  }
}

/** How many periods ahead a target may be set for. */
const AHEAD = 5

function bandOf(values: (number | null)[]) {
  const { value, reporting } = neighbourMean(values)
  const half = middleHalf(values)
  return { low: half?.low ?? null, high: half?.high ?? null, mean: value, reporting }
}

function turnedSince({ baselines: [baseline] }: WrittenOfCurve, points: { period: Period; value: number | null }[], { measure, polarity }: Series) {
  if (!baseline) return null
  const since = { breaks: measure.breaks, definition: { frozen: baseline.definitionVersion, now: measure.version } }
  return turnedOf(baseline, points.map(({ period, value }) => ({ period: period.label, value })), polarity, since)
}
