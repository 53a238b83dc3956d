import { createHash } from 'node:crypto'
import { Refusal } from '#kernel'
import type { Reader } from '#platform'
import { type Book, book, type Series, type Trend } from '#rooms/measures'
import { type Directory, directory, type Look, type Place } from '#rooms/places'
import { type Framework, type HeldResult, resultsOf, storyOf, targetsOf } from '#rooms/scorecards'
import { type PublishedIndicator, publishedIndicators } from './published-indicator.ts'

/** A scorecard as the public is shown it: frozen as it stood on the day, as JSON. */
export interface ReleaseContent {
  place: { code: string; name: string }
  framework: { name: string; source: string }
  results: ReleasedResult[]
}

export interface ReleasedResult {
  body: string
  looksLike: string
  population: string
  agreedBy: string | null
  /** ISO date. */
  agreedOn: string | null
  indicators: ReleasedIndicator[]
}

export interface ReleasedIndicator extends PublishedIndicator {
  trend: Trend
  /** The story behind the curve, in the area's own words: when it was written (ISO time), and which period was the latest then. */
  story: { body: string; at: string; period: string | null } | null
  target: { period: string; value: number } | null
}

/** A scorecard as it would be shown today, with what stands in the way and what a reader will miss. */
export interface Draft {
  frameworks: Framework[]
  framework: Framework | null
  content: ReleaseContent
  /** Getting worse, and nobody has said why of the latest period: it may not be shown so. */
  unexplained: ReleasedIndicator[]
  /** Who wrote each story that would become public, by person's slug. */
  writers: { by: string; label: string; measureId: string; groupId: string }[]
  /** The same for the same words and figures: what somebody looked at is what they publish. */
  fingerprint: string
}

/** Gathers the scorecard of an area as it stands now: by the framework named, else the one in force. */
export async function draftOf(db: Reader, look: Look, slug?: string, version?: string): Promise<Draft> {
  const [{ frameworks, framework, results }, held, places] = await Promise.all([resultsOf(db, look.areaId, slug), book(db, version), directory(db, version)])
  if (slug !== undefined && !framework) throw new Refusal('missing', `There is no framework called ${slug.slice(0, 100)}`)
  const gathered = await Promise.all(results.map((result) => gather(db, { look, held, places, result, version })))
  const home = places.byId(look.placeId)!
  const content: ReleaseContent = {
    place: { code: home.code, name: home.name }, framework: { name: framework?.name ?? '', source: framework?.source ?? '' },
    results: gathered.map(({ released }) => released).filter(({ indicators }) => indicators.length),
  }
  return {
    frameworks, framework, content, writers: gathered.flatMap(({ writers }) => writers), unexplained: gathered.flatMap(({ unexplained }) => unexplained),
    fingerprint: createHash('sha256').update(JSON.stringify(content)).digest('base64url'),
  }
}

interface ToGather {
  look: Look
  held: Book
  places: Directory
  result: HeldResult
  version: string | undefined
}

/** One result with its headline indicators: figures, trend words, and the newest story and soonest target of each. */
async function gather(db: Reader, { look, held, places, result, version }: ToGather) {
  const place = places.byId(result.placeId) ?? places.byId(look.placeId)!
  const series = headlineSeries(held, result)
  const found = await publishedIndicators(db, places, place, series, version)
  const written = await Promise.all(series.map((one) => writtenOf(db, look.areaId, place, one)))
  const indicators = found.map(({ published, summary }, at): ReleasedIndicator => {
    const { story, target } = written[at]!
    return { ...published, trend: summary.trend, story: story ? { body: story.body, at: story.writtenAt.toISOString(), period: story.period } : null, target: target ? { period: target.period, value: target.value } : null }
  })
  return {
    released: { body: result.body, looksLike: result.looksLike, population: populationOf(result, held, place), agreedBy: result.agreedBy, agreedOn: result.agreedOn, indicators } satisfies ReleasedResult,
    unexplained: indicators.filter(({ trend, now }, at) => trend.kind === 'worse' && written[at]!.story?.period !== now?.period),
    writers: indicators.flatMap(({ label, measureId, groupId }, at) => (written[at]!.story ? [{ by: written[at]!.story!.writtenBy, label, measureId, groupId }] : [])),
  }
}

/** The series that speak for the headline indicators of a result, in its order. */
export function headlineSeries(held: Book, result: HeldResult): Series[] {
  return result.indicators.flatMap(({ role, measureId, groupId }) => (role === 'headline' && measureId !== null ? (held.chosen(measureId, groupId ?? 'all') ?? []) : []))
}

async function writtenOf(db: Reader, areaId: number, place: Place, { measure, group }: Series) {
  const key = { areaId, placeId: place.placeId, measureId: measure.id, groupId: group.id }
  const [story, targets] = await Promise.all([storyOf(db, key), targetsOf(db, key)])
  return { story, target: targets[0] }
}

function populationOf({ ages, groupId }: HeldResult, held: Book, place: Place) {
  const group = groupId === 'all' ? '' : `, ${held.groups.get(groupId)?.label ?? groupId}`
  return `${place.name}, ${ages}${group}`
}
