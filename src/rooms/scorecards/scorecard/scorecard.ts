import type { Actor, Reader, Viewer } from '#platform'
import { verbsAt } from '#rooms/access'
import { type BatchSource, batchSources } from '#rooms/collection'
import { type Book, book, type Series, summariesOf, type Summary } from '#rooms/measures'
import { type Directory, directory, type Place } from '#rooms/places'
import { type BoardFramework, type BoardResult, readBoard } from './board.ts'
import { type GroupsTable, groupsTable } from './groups.ts'
import { type Kept, keptOf } from './kept.ts'
import { type Score, scored } from './score.ts'
import type { ServiceOfArea } from './standing-services.ts'

export interface ScorecardAsked {
  /** A code or a name; without one the area's own place. */
  place?: string | undefined
  /** A framework's slug; without one the newest in force. */
  framework?: string | undefined
  role?: 'headline' | 'all'
  /** Groups to set side by side. */
  groups?: string[]
}

/** An area's results with what is published and what is written of their indicators for one place. */
export interface Scorecard {
  place: Place
  /** Whose results these are: the area the place lies in where the viewer has a part in it, else their own; null where they have none. */
  area: { areaId: number; name: string; home: Place } | null
  /** Whether what is written about the place may be seen: it lies in an area the viewer has a part in. */
  isOurs: boolean
  frameworks: BoardFramework[]
  framework: BoardFramework | null
  /** A framework was asked for that there is not. */
  isUnknownFramework: boolean
  role: 'headline' | 'all'
  results: { result: BoardResult; scores: Score[] }[]
  /** What nobody reports yet, and who will bring it. */
  development: { result: string; wanted: string; bringer: string | null; measureId: string | null }[]
  services: { service: ServiceOfArea; scores: Score[] }[]
  groups: GroupsTable
  /** How well it is kept; null where that is not the viewer's to know. */
  kept: Kept | null
  neighbourSet: string | null
  sources: BatchSource[]
  places: Directory
}

/** Reads a scorecard for somebody: published figures from their summaries, what is written in one statement, who may in another. */
export async function readScorecard(db: Reader, actor: Actor, asked: ScorecardAsked, now: Date, viewer?: Pick<Viewer, 'publishedVersion' | 'placeCode'>): Promise<Scorecard> {
  const version = viewer?.publishedVersion
  const [held, places, batches] = await Promise.all([book(db, version), directory(db, version), batchSources(db, version)])
  const place = asked.place ? places.named(asked.place) : ownPlace(places, actor, viewer)
  const here = places.areaOf(place.placeId) ?? null
  const isOurs = here !== null && (await verbsAt(actor, { placeId: place.placeId, areaId: here }, db)).has('published:read')
  const areaId = isOurs ? here : await ownArea(db, actor, places)
  const { frameworks, framework, results, services, written } = await readBoard(db, {
    boardId: areaId, slug: asked.framework, areaId: isOurs ? here : null, placeId: place.placeId, today: now.toISOString().slice(0, 10),
  })
  const isShown = ({ role }: { role: string }) => role === 'headline' || (asked.role === 'all' && role === 'secondary')
  const shown = results.map((result) => ({ result, indicators: result.indicators.filter(isShown) }))
  const lines = [...shown.flatMap(({ indicators }) => indicators), ...services.flatMap(({ measures }) => measures)]
  const series = lines.flatMap((one) => seriesOf(held, one) ?? [])
  const groupSeries = groupSeriesOf(held, shown.flatMap(({ indicators }) => indicators), asked.groups ?? [])
  const summaries = await summariesOf(db, { places, place, series: [...series, ...groupSeries], version })
  const scoreOf = (one: { measureId: string | null; groupId: string | null }) => summaryOf(held, summaries, one)

  const scoredResults = shown.map(({ result, indicators }) => ({ result, scores: indicators.map((one) => scored(one, held, scoreOf(one), written, now)) }))
  const home = areaId === null ? undefined : places.byId(places.homeOf(areaId) ?? -1)
  return {
    place, isOurs, role: asked.role ?? 'headline', places,
    area: areaId === null || !home ? null : { areaId, name: home.name, home },
    frameworks, framework, isUnknownFramework: asked.framework !== undefined && areaId !== null && framework === null,
    results: scoredResults,
    development: results.flatMap((result) => result.indicators.filter(({ role }) => role === 'data-development').map(({ wanted, bringer, measureId }) => ({
      result: result.body, wanted: wanted ?? held.measure(measureId!)?.label ?? measureId!, bringer, measureId,
    }))),
    services: services.map((service) => ({ service, scores: service.measures.map((one) => ({ ...scored(one, held, scoreOf(one), written, now), label: one.body })) })),
    groups: groupsTable(held, summaries, scoredResults.flatMap(({ scores }) => scores), asked.groups ?? []),
    kept: isOurs ? keptOf(scoredResults.flatMap(({ scores }) => scores), now) : null,
    neighbourSet: places.neighbourSets[0]?.label ?? null,
    sources: [...new Set([...summaries.values()].flatMap(({ now: latest }) => latest?.batch ?? []))].flatMap((batch) => batches.get(batch) ?? []),
  }
}

/** The scores of the results alone, in their order: what the tally and the opening speak of. */
export function allScores({ results }: Pick<Scorecard, 'results'>): Score[] {
  return results.flatMap(({ scores }) => scores)
}

function ownPlace(places: Directory, { areaId }: Actor, viewer: Pick<Viewer, 'placeCode'> | undefined): Place {
  return places.byId(places.homeOf(areaId) ?? -1) ?? places.named(viewer?.placeCode ?? 'England')
}

/** The area somebody acts for, where they may read it. */
async function ownArea(db: Reader, actor: Actor, places: Directory): Promise<number | null> {
  const home = places.homeOf(actor.areaId)
  if (home === undefined) return null
  return (await verbsAt(actor, { placeId: home, areaId: actor.areaId }, db)).has('published:read') ? actor.areaId : null
}

interface Named {
  measureId: string | null
  groupId: string | null
}

function seriesOf(held: Book, { measureId, groupId }: Named): Series | undefined {
  return measureId === null ? undefined : held.chosen(measureId, groupId ?? 'all')
}

function summaryOf(held: Book, summaries: Map<number, Summary>, one: Named): Summary | null {
  const series = seriesOf(held, one)
  return series ? (summaries.get(series.seriesId) ?? null) : null
}

/** The series to set side by side: of each measure shown, everyone's and each group's. */
function groupSeriesOf(held: Book, indicators: Named[], groups: string[]): Series[] {
  if (!groups.length) return []
  const measures = [...new Set(indicators.flatMap(({ measureId }) => measureId ?? []))]
  return measures.flatMap((measure) => ['all', ...groups].flatMap((group) => held.chosen(measure, group) ?? [])).filter(({ periods }) => periods.length)
}
