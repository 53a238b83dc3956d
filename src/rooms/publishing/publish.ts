import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, newId, query, type Reader, unlessBlank, writtenText } from '#platform'
import { holds } from '#rooms/access'
import { listed } from '#rooms/measures'
import { areaActedFor } from './area-acted-for.ts'
import { type Draft, draftOf } from './release-content.ts'
import { releasesOf } from './releases.ts'

const Area = z.object({ area: unlessBlank(z.string().optional()) })

export const publishScorecard = action({
  name: 'publishing.publish-scorecard',
  summary: 'Show the area’s scorecard to the public as it stands today: results, headline indicators, trend words and stories',
  input: Area.extend({
    framework: unlessBlank(z.string().optional()),
    /** "yes": whoever publishes has read the stories and may show them. */
    words: z.literal('yes').optional(),
    /** Of the draft that was looked at: where anything has changed since, nothing is shown. */
    seen: unlessBlank(z.string().optional()),
  }),
  may: async (actor, { area }, db) => holds(actor, 'scorecard:publish', await areaActedFor(db, actor, area), db),
  areaOf: async ({ area }, db, actor) => (await areaActedFor(db, actor, area)).areaId,
  async run({ actor, db, now, areaId }, { area, framework, words, seen }) {
    const reader = db as unknown as Reader
    const draft = await draftOf(reader, await areaActedFor(reader, actor, area), framework)
    refuseUnready(draft, words === 'yes', seen)
    const release_id = newId()
    const place = await areaActedFor(reader, actor, area)
    await db
      .insertInto('publishing.release')
      .values({ area_id: areaId, release_id, place_id: place.placeId, framework_id: draft.framework!.id, content: JSON.stringify(draft.content), published_by: actor.slug, published_at: now })
      .execute()
    return { id: release_id, framework: draft.framework!.slug, indicators: draft.content.results.reduce((sum, { indicators }) => sum + indicators.length, 0) }
  },
})

/** Refuses a scorecard that may not be shown: empty, red without a story, with words nobody gave leave for, or another than was looked at. */
export function refuseUnready({ framework, content, unexplained, writers, fingerprint }: Draft, wordsAreFree: boolean, seen: string | undefined) {
  if (!framework) throw new Refusal('invalid', 'There is no framework to show yet. Adopt one, or write your own results, on the page Results')
  if (!content.results.length) throw new Refusal('invalid', `${framework.name} has no headline indicators yet. Give its results some on the page Results, then show it`)
  if (unexplained.length) throw new Refusal('invalid', whyNotShown(unexplained))
  if (seen !== undefined && seen !== fingerprint) throw new Refusal('conflict', 'A figure, a story or a target changed after you opened this page. Look at what would be shown now, and publish again')
  if (writers.length && !wordsAreFree) {
    const sentence = 'Read the stories below and say that these words may be public'
    throw new Refusal('invalid', sentence, { words: sentence })
  }
}

function whyNotShown(unexplained: Draft['unexplained']) {
  const names = unexplained.map(({ label, now }) => `${label} (${now?.period ?? 'no figure'})`)
  const one = names.length === 1
  return `${listed(names)} ${one ? 'is' : 'are'} getting worse, and nobody has written why for that period. Write the story behind ${one ? 'it' : 'each of them'} first: what gets worse is shown to the public with its story, or not at all`
}

export const withdrawRelease = action({
  name: 'publishing.withdraw-release',
  summary: 'Take a scorecard back from the public, and say why; the day and the reason stay in sight',
  input: Area.extend({ id: z.uuid('Say which release'), reason: writtenText('Say why it is withdrawn: the public reads it', 1000) }),
  may: async (actor, { area }, db) => holds(actor, 'scorecard:publish', await areaActedFor(db, actor, area), db),
  areaOf: async ({ area }, db, actor) => (await areaActedFor(db, actor, area)).areaId,
  touches: [{ table: 'publishing.release', where: { release_id: 'id' } }],
  async run({ actor, db, now, areaId }, { id, reason }) {
    const withdrawn = await db
      .updateTable('publishing.release').set({ withdrawn_at: now, withdrawn_by: actor.slug, withdrawn_reason: reason })
      .where('area_id', '=', areaId).where('release_id', '=', id).where('withdrawn_at', 'is', null)
      .returning('release_id').executeTakeFirst()
    if (!withdrawn) throw new Refusal('missing', 'There is no such release, or it was withdrawn already')
    return { id, reason }
  },
})

export const listReleases = query({
  name: 'publishing.releases',
  summary: 'The scorecards the area has shown to the public, newest first, and which were withdrawn',
  input: Area,
  may: async (actor, { area }, db) => holds(actor, 'published:read', await areaActedFor(db, actor, area), db),
  read: async ({ actor, db }, { area }) => releasesOf(db, (await areaActedFor(db, actor, area)).areaId),
})
