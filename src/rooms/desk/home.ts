import { type Actor, type Deed, deedsOf, type House, type Reader, readerOf, type Viewer, type WebContext } from '#platform'
import { holdsAnywhere, personNames, readWatch, standingOf, summariesOf, type Watch, type Verb, verbsAt } from '#rooms/access'
import { type BatchSource, batchSources, returnsInBrief, type ReturnsBrief } from '#rooms/collection'
import { book, type Headline, headlinesOf } from '#rooms/measures'
import { type Directory, directory } from '#rooms/places'
import { type AreaFacts, areaFacts, MOST_CHANGES } from './area-facts.ts'
import { type Change, changesSince, newestFirst } from './changes.ts'
import { type FirstHour, readFirstHour } from './first-hour.ts'
import { type SectionId, sectionsFor } from './home-desks.ts'
import { ownDesk, type Running } from './own-desk.ts'
import { changedPapers, type OwnPaper } from './own-papers.ts'
import { visitSince } from './seen.ts'
import type { View } from './views/views.ts'

export interface Home {
  now: Date
  /** When the person was last here; null on their first visit. */
  before: Date | null
  /** What they are told the changes since. */
  since: Date
  sections: readonly SectionId[]
  /** Null where nothing written in the area may be read. */
  facts: AreaFacts | null
  headlines: Headline[]
  /** Whether any measure has figures at all. */
  hasFigures: boolean
  changed: Change[]
  running: Running[]
  papers: OwnPaper[]
  views: View[]
  /** The newest files that came in and stand. */
  batches: BatchSource[]
  deeds: Deed[]
  /** What stands out in the audit; null for who does not watch over it. */
  watch: Watch | null
  /** How the returns stand that they give; null for who gives none. */
  returns: ReturnsBrief | null
  /** What each deed is called, by the name its line carries. */
  summaries: Map<string, string>
  names: Map<string, string>
  /** Null once an area has its first things, and for who may do none of them. */
  firstHour: FirstHour | null
  /** What the person may do in the area, and with files. */
  may: ReadonlySet<Verb>
  /** What they hold anywhere in it: at one school, or of one child. */
  reaches: ReadonlySet<Verb>
}

/** All that home shows: how the area stands from what was summed up, and a handful of keyed questions for what is the person's own. */
export async function readHome(c: WebContext, house: House, viewer: Viewer, now: Date): Promise<Home> {
  const db = readerOf(c)
  const version = viewer.publishedVersion
  const [held, places, sources, names] = await Promise.all([book(db, version), directory(db, version), batchSources(db, version), personNames(db)])
  const { actor } = c.get('caller')()
  const [may, own, { held: holding }] = await Promise.all([verbsHere(db, actor, places), ownDesk(db, viewer.areaId, viewer.slug), standingOf(actor, db)])
  const before = await visitSince(c.get('db'), { areaId: viewer.areaId, person: viewer.slug, now, held: own.seen })
  const mayRead = may.has('published:read')
  const since = before ?? weekBefore(now)
  const place = places.byCode(viewer.placeCode)
  const sections = sectionsFor(may)
  const [facts, returns, deeds, watch] = await Promise.all([
    mayRead ? areaFacts(db, actor, viewer, now) : null,
    holding.some(({ verb, areaId }) => verb === 'return:give' && areaId === viewer.areaId) ? returnsInBrief(db, actor, now, viewer) : null,
    sections.includes('deeds') ? deedsOf(db, [0, viewer.areaId], { most: 6, skip: 0 }) : [],
    sections.includes('watch') ? readWatch(db, viewer.areaId) : null,
  ])
  const [changed, fallback, firstHour] = await Promise.all([
    facts ? facts.changesSince(since) : changesSince(db, { areaId: viewer.areaId, areaSlug: viewer.areaSlug, since, mayRead: false, version, most: MOST_CHANGES }),
    facts?.headlines.length || !place ? [] : headlinesOf(db, held, places, place, MOST_HEADLINES, version),
    facts && (!facts.card.framework || !facts.strategies.length) && (may.has('scorecard:write') || may.has('strategy:write')) ? readFirstHour(db, viewer) : null,
  ])
  return {
    now, before, since, sections, facts, returns, may, reaches: new Set(holding.filter(({ areaId }) => areaId === viewer.areaId).map(({ verb }) => verb)), deeds, watch, papers: own.papers, views: mayRead ? own.views : [],
    running: own.running.filter(({ areaId }) => areaId !== 0 || may.has('published:import')), names, firstHour, summaries: deeds.length ? summariesOf(house) : new Map(), hasFigures: held.measures.some(({ id }) => held.groupsOf(id, true).length),
    headlines: facts?.headlines.length ? facts.headlines.slice(0, MOST_HEADLINES) : fallback,
    changed: withPapers(changed, changedPapers(own.papers, since, viewer.name)),
    batches: [...sources.values()].filter(({ committedAt, undoneAt }) => committedAt && !undoneAt).sort((a, b) => b.batch - a.batch).slice(0, 3),
  }
}

const MOST_HEADLINES = 6

/** Whether a person may see today what is written in the area they look at: its actions, targets and stories. */
export async function mayReadArea(db: Reader, actor: Actor, places: Directory): Promise<boolean> {
  return (await verbsInArea(db, actor, places)).has('published:read')
}

/** From the beginning of the day, so that everyone who is new today is told the same. */
export function weekBefore(now: Date) {
  return new Date(Date.parse(now.toISOString().slice(0, 10)) - 7 * 86_400_000)
}

async function verbsInArea(db: Reader, actor: Actor, places: Directory): Promise<Set<Verb>> {
  const placeId = places.homeOf(actor.areaId)
  return placeId === undefined ? new Set() : verbsAt(actor, { placeId, areaId: actor.areaId }, db)
}

/** Those of the area, and whether they take files in: that is held of the installation, mostly for all of England. */
async function verbsHere(db: Reader, actor: Actor, places: Directory): Promise<Set<Verb>> {
  const held = await verbsInArea(db, actor, places)
  return held.has('published:import') || (await holdsAnywhere(actor, 'published:import', db)) !== true ? held : held.add('published:import')
}

/** The same list where no paper became ready, so that it need not be put in days again. */
const withPapers = (changed: Change[], papers: Change[]) => (papers.length ? [...papers, ...changed].sort(newestFirst) : changed)

