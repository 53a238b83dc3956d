import type { Actor, Reader, Viewer } from '#platform'
import { book, type Headline, headlineFrom } from '#rooms/measures'
import { directory } from '#rooms/places'
import { countVerdicts, judgedPromises, planActions, type PlannedAction, strategiesOf, strategyOf, type StrategyLine, withCurve } from '#rooms/programme'
import { type Release, releasesOf } from '#rooms/publishing'
import { allScores, type LatestRemark, latestRemarks, openQuestions, readScorecard, type Score, type Scorecard } from '#rooms/scorecards'
import { type Change, type ChangesAsked, changesSince } from './changes.ts'

/** How an area stands today, summed up: the same for everyone who may read what is written in it. */
export interface AreaFacts {
  card: Scorecard
  /** Of the framework in force, each curve once. */
  scores: Score[]
  /** Those that have a figure, as curves to draw: what gets worse first. */
  headlines: Headline[]
  /** Getting worse, and nobody has said why of the latest figure. */
  unexplained: Score[]
  /** Open actions of plans that go on, late ones first. */
  due: PlannedAction[]
  strategies: StrategyLine[]
  promises: { strategy: StrategyLine; counts: ReturnType<typeof countVerdicts> }[]
  releases: Release[]
  questions: (Awaited<ReturnType<typeof openQuestions>>[number] & OfCurve)[]
  remarks: (LatestRemark & OfCurve)[]
  /** What changed since a moment, read once for each moment. */
  changesSince: (since: Date) => Promise<Change[]>
}

/** A curve in words. */
interface OfCurve {
  label: string
  place: string
  code: string
}

/** Changes read at once; beyond them the page of changes is for days chosen. */
export const MOST_CHANGES = 500

/**
 * The facts of the area somebody looks at. They are worked out once for each state of its data (every write moves that on) and each
 * day, since pages speak of what is late today; whoever asks has been found to hold published:read there.
 */
export async function areaFacts(db: Reader, actor: Actor, viewer: Viewer, now: Date): Promise<AreaFacts> {
  const key = [viewer.publishedVersion, viewer.dataVersion, viewer.areaId, now.toISOString().slice(0, 10)].join(' ')
  const held = HELD.get(key) ?? readFacts(db, actor, viewer, now)
  // Put back at the end: the first are those least lately asked for.
  HELD.delete(key)
  HELD.set(key, held)
  held.catch(() => HELD.delete(key))
  for (const old of [...HELD.keys()].slice(0, -MOST_HELD)) HELD.delete(old)
  return held
}

const HELD = new Map<string, Promise<AreaFacts>>()
const MOST_HELD = 64

async function readFacts(db: Reader, actor: Actor, viewer: Viewer, now: Date): Promise<AreaFacts> {
  const { areaId, areaSlug, publishedVersion: version } = viewer
  const today = now.toISOString().slice(0, 10)
  const [held, places] = await Promise.all([book(db, version), directory(db, version)])
  const placeId = places.homeOf(areaId)!
  const [card, actions, releases, questions, remarks] = await Promise.all([
    readScorecard(db, actor, { place: places.byId(placeId)!.code }, now, viewer), planActions(db, areaId, today), releasesOf(db, areaId), openQuestions(db, areaId, 20), latestRemarks(db, areaId, 5),
  ])
  const strategies = await strategiesOf(db, areaId, today, actions)
  const scores = eachOnce(allScores(card))
  const named = <Kind extends { placeId: number; measureId: string; groupId: string }>(one: Kind) => {
    const place = places.byId(one.placeId)
    const group = one.groupId === 'all' ? null : (held.groups.get(one.groupId)?.label ?? one.groupId)
    return { ...one, label: [held.measure(one.measureId)?.label ?? one.measureId, group].filter(Boolean).join(', '), place: place?.name ?? '', code: place?.code ?? '' }
  }
  return {
    card, scores, strategies, releases, questions: questions.map(named), remarks: remarks.map(named),
    headlines: worstFirst(scores).flatMap(({ summary }) => (summary && headlineFrom(summary)) ?? []),
    unexplained: scores.filter(({ direction, summary, written }) => direction === 'worse' && written.story?.period !== summary?.now?.period.label),
    due: actions.filter(({ standing: { kind } }) => kind === 'late' || kind === 'soon' || kind === 'open').map((one) => withCurve(one, held, places)),
    promises: await Promise.all(strategies.filter(({ promises, retiredOn }) => promises && retiredOn === null).map(async (strategy) => ({
      strategy, counts: countVerdicts(await judgedPromises(db, { areaId, placeId, strategyId: (await strategyOf(db, areaId, strategy.slug))!.id })),
    }))),
    changesSince: onceForEach((since) => changesSince(db, { areaId, areaSlug, since, mayRead: true, version, most: MOST_CHANGES } satisfies ChangesAsked)),
  }
}

function eachOnce(scores: Score[]): Score[] {
  return [...new Map(scores.map((one) => [one.series?.seriesId ?? one.id, one])).values()]
}

const ORDER = { worse: 0, better: 1, steady: 2, neither: 3, doubt: 4 }
const worstFirst = (scores: Score[]) => scores.toSorted((a, b) => ORDER[a.direction] - ORDER[b.direction])

const MOST_MOMENTS = 200

function onceForEach(read: (since: Date) => Promise<Change[]>): AreaFacts['changesSince'] {
  const held = new Map<number, Promise<Change[]>>()
  return (since) => {
    const at = since.getTime()
    const found = held.get(at) ?? read(since)
    if (held.size < MOST_MOMENTS) held.set(at, found)
    found.catch(() => held.delete(at))
    return found
  }
}
