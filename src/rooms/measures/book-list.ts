import { sql } from 'kysely'
import { showAmount } from '#design'
import { MISSING_IN_WORDS } from '#kernel'
import { type Reader, rows } from '#platform'
import type { Place } from '#rooms/places'
import type { Book, HeldPeriod, Measure, Series } from './book.ts'
import type { Polarity } from './published-set.ts'
import { byName } from './sentence.ts'
import { trendOf, type Trend } from './trend.ts'

export interface BookAsked {
  q?: string | undefined
  topic?: string | undefined
  group?: string | undefined
  /** `yes`: only those with figures; `no`: only those without; `all`: both. */
  figures?: string | undefined
}

/** A measure of the book as its list shows it for one place. */
export interface BookLine {
  measure: Measure
  /** The group its latest figure is for: everyone, where it is published for everyone. */
  series: Series | null
  groups: string[]
  hasFigures: boolean
  latest: { period: string; value: number } | null
  trend: Trend | null
}

/** The measures asked for, by topic, with a place's latest figure of each: one query for all of them. */
export async function bookLines(db: Reader, held: Book, place: Place | undefined, asked: BookAsked): Promise<Map<string, BookLine[]>> {
  const measures = held.measures.filter((measure) => isAsked(held, measure, asked))
  const shown = measures.map((measure) => speaks(held, measure, asked.group))
  const values = place ? await valuesOf(db, shown.filter((one) => one !== null), place) : new Map<string, number>()
  const lines = measures.map((measure, at) => lineOf(held, measure, shown[at]!, values))
  const byTopic = Map.groupBy(lines.sort((a, b) => byName(a.measure.label, b.measure.label)), ({ measure }) => measure.topic)
  return new Map([...byTopic].sort(([a], [b]) => byName(a, b)))
}

/** What somebody sees who has asked for nothing yet: what there are figures of, where there are any. */
export function firstAsked(held: Book, asked: BookAsked): BookAsked {
  const hasAsked = [asked.q, asked.topic, asked.group].some(Boolean) || asked.figures !== undefined
  if (hasAsked || !held.measures.some(({ id }) => held.groupsOf(id, true).length)) return asked
  return { ...asked, figures: 'yes' }
}

export function topicsOf(held: Book) {
  return [...new Set(held.measures.map(({ topic }) => topic))].sort(byName)
}

/** Groups that some measure is published for, in the order people expect. */
export function groupsOfBook(held: Book) {
  const used = new Set(held.measures.flatMap(({ id }) => held.groupsOf(id).map((group) => group.id)))
  return [...held.groups.values()].filter(({ id }) => id !== 'all' && used.has(id)).sort((a, b) => byName(a.topic, b.topic) || a.position - b.position)
}

/** What the direction of a measure means, in words. */
export const DIRECTION: Record<Polarity, string> = { high: 'Higher is better', low: 'Lower is better', none: 'Neither is better' }

/** How a measure with no figures comes by them. */
export function howToFill(series: Series | null) {
  return series?.source === 'ees' ? 'take in the release that holds it' : 'take in bds_long_0.parquet of the Local Authority Interactive Tool'
}

/** A place's latest figure in words: "14.0% in 2024", or why there is none. */
export function latestInWords({ measure, series, latest, hasFigures }: BookLine) {
  return latest ? showAmount(latest.value, series ?? measure) : hasFigures ? MISSING_IN_WORDS['not-reported'] : ''
}

function isAsked(held: Book, measure: Measure, { q, topic, group, figures }: BookAsked) {
  if (topic && measure.topic !== topic) return false
  if (group && !held.groupsOf(measure.id).some(({ id }) => id === group)) return false
  const hasFigures = held.seriesOf(measure.id).some(({ periods }) => periods.length)
  if (figures === 'yes' ? !hasFigures : figures === 'no' ? hasFigures : false) return false
  const words = (q ?? '').toLowerCase().split(/[^\p{L}\p{N}%/+-]+/u).filter(Boolean)
  if (!words.length) return true
  const text = `${measure.label} ${measure.id} ${measure.topic} ${measure.definition} ${held.seriesOf(measure.id).map(({ code, label, group: { label: of } }) => `${code} ${label} ${of}`).join(' ')}`.toLowerCase()
  return words.every((word) => text.includes(word))
}

function speaks(held: Book, measure: Measure, group: string | undefined) {
  const all = held.seriesOf(measure.id)
  const asked = group ? all.filter((one) => one.group.id === group) : all
  return asked.find(({ group: { id }, periods }) => id === 'all' && periods.length) ?? asked.find(({ periods }) => periods.length) ?? asked[0] ?? null
}

async function valuesOf(db: Reader, series: Series[], place: Place): Promise<Map<string, number>> {
  const pairs = series.flatMap(({ seriesId, periods }) => periods.map(({ periodId }) => ({ seriesId, periodId })))
  if (!pairs.length) return new Map()
  const found = await rows(db, sql<{ key: string; value: number }>`
    select o.series_id || ' ' || o.period_id as key, o.value
    from unnest(${pairs.map(({ seriesId }) => seriesId)}::int[], ${pairs.map(({ periodId }) => periodId)}::int[]) as wanted (series_id, period_id)
    join measures.observation o on o.series_id = wanted.series_id and o.period_id = wanted.period_id and o.place_id = ${place.placeId}
    where o.value is not null`)
  return new Map(found.map(({ key, value }) => [key, value]))
}

function lineOf(held: Book, measure: Measure, series: Series | null, values: Map<string, number>): BookLine {
  const points = series?.periods.map((period: HeldPeriod) => ({ period, value: values.get(`${series.seriesId} ${period.periodId}`) ?? null })) ?? []
  const last = points.findLast(({ value }) => value !== null)
  return {
    measure, series, groups: held.groupsOf(measure.id).map(({ label }) => label), hasFigures: held.seriesOf(measure.id).some(({ periods }) => periods.length),
    latest: last ? { period: last.period.label, value: last.value! } : null, trend: last ? trendOf(points, (series ?? measure).polarity, measure.breaks) : null,
  }
}
