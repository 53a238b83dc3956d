import type { Reader } from '#platform'
import { personNames } from '#rooms/access'
import { type BatchSource, batchSources } from '#rooms/collection'
import { book } from '#rooms/measures'
import { directory } from '#rooms/places'
import { programmeSince } from '#rooms/programme'
import { releasesOf } from '#rooms/publishing'
import { resultsSince, writtenSince } from '#rooms/scorecards'
import { type ChangeGround, ofBatch, ofProgramme, ofRelease, ofResults, ofWritten } from './change-words.ts'
import { longDay } from './times.ts'

/** What a change is about, as the page of changes is narrowed by. */
export const CHANGE_KINDS = {
  figures: 'Figures', curves: 'Targets, stories and remarks', results: 'Results and indicators', actions: 'Actions', strategies: 'Strategies', promises: 'Promises', public: 'Shown to the public', papers: 'Your papers',
} as const
export type ChangeKind = keyof typeof CHANGE_KINDS

/** Something that changed, in words. */
export interface Change {
  kind: ChangeKind
  at: Date
  /** Who did it, by name. */
  by: string
  /** "A target was set:", with its own stop at the end. */
  what: string
  /** What was said, in somebody's own words or as a figure; null where that is all. */
  said: string | null
  link: { href: string; text: string; /** For those who hear it, where the text stands several times. */ more?: string }
}

/** Whose changes, and since when. */
export interface ChangesAsked {
  areaId: number
  areaSlug: string
  since: Date
  /** Whether what is written in the area may be read; without it only the figures are told of. */
  mayRead: boolean
  /** The state of published data, as `snapshot` names it. */
  version: string
  most: number
}

/** What changed in an area and in the figures all share, newest first: four keyed questions, and the releases held in memory. */
export async function changesSince(db: Reader, { areaId, areaSlug, since, mayRead, version, most }: ChangesAsked): Promise<Change[]> {
  const [held, places, names, sources] = await Promise.all([book(db, version), directory(db, version), personNames(db), batchSources(db, version)])
  const ground: ChangeGround = { held, places, areaSlug, nameOf: (slug) => names.get(slug) ?? (slug === 'starter' ? 'came with Belong' : slug) }
  const [written, results, programme, releases] = mayRead
    ? await Promise.all([writtenSince(db, areaId, since, most), resultsSince(db, areaId, since, most), programmeSince(db, areaId, since, most), releasesOf(db, areaId)])
    : [[], [], [], []]
  return [
    ...batchesSince(sources, since).map((one) => ofBatch(one, ground)), ...written.map((one) => ofWritten(one, ground)), ...results.map((one) => ofResults(one, ground)),
    ...programme.map((one) => ofProgramme(one, ground)), ...releases.flatMap((one) => ofRelease(one, ground)).filter(({ at }) => at > since),
  ].sort(newestFirst).slice(0, most)
}

export const newestFirst = (a: Change, b: Change) => b.at.getTime() - a.at.getTime()

/** Changes of one day told once: who did the same to the same thing again and again is one line, with how often. */
export function byDay(changes: Change[]): ChangesOfDay[] {
  const held = IN_DAYS.get(changes) ?? inDays(changes)
  IN_DAYS.set(changes, held)
  return held
}

export interface ChangesOfDay {
  day: string
  lines: (Change & { times: number })[]
}

/** What home tells many people at once is put in days once. */
const IN_DAYS = new WeakMap<Change[], ChangesOfDay[]>()

function inDays(changes: Change[]): ChangesOfDay[] {
  return [...Map.groupBy(changes, ({ at }) => longDay(at))].map(([day, some]) => ({
    day, lines: [...Map.groupBy(some, ({ kind, what, by, link }) => [kind, what, by, link.href].join('\n')).values()].map((same) => ({ ...same[0]!, times: same.length })),
  }))
}

/** Files that came in and stand; of one that was taken back, only that. */
function batchesSince(sources: Map<number, BatchSource>, since: Date): BatchSource[] {
  return [...sources.values()].filter(({ undoneAt, committedAt }) => ((undoneAt ?? committedAt)?.getTime() ?? 0) > since.getTime())
}
