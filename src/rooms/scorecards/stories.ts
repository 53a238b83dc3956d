import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, gathered, query, type Reader, writtenText } from '#platform'
import { holds } from '#rooms/access'
import { book, findSeries } from '#rooms/measures'
import { areaOfPlace, placeNamed } from '#rooms/places'
import { Curve } from '#rooms/programme'

export const writeStory = action({
  name: 'scorecards.write-story',
  summary: 'Write the story behind a curve: causes and forces, and what is not known yet',
  input: Curve.extend({
    body: writtenText('Write what lies behind the curve'),
    notKnown: z.string().trim().max(5000, 'Use 5,000 characters or fewer').default(''),
    version: z.coerce.number().int().min(0).default(0),
  }),
  may: async (actor, { place }, db) => holds(actor, 'story:write', (await placeNamed(db, place)).placeId, db),
  areaOf: async ({ place }, db) => areaOfPlace(db, await placeNamed(db, place)),
  async run({ actor, db, now, areaId }, { measure, group, place, body, notKnown, version }) {
    const reader = db as unknown as Reader
    const series = findSeries(await book(reader), measure, group)
    const placeId = (await placeNamed(reader, place)).placeId
    const latest = await storyOf(reader, placeId, series.measure.id, series.group.id)
    if ((latest?.version ?? 0) !== version) {
      throw new Refusal('conflict', 'Somebody wrote this story after you opened it. Both are shown below: bring them together and save again', { body: 'Somebody saved another story meanwhile' })
    }
    await db
      .insertInto('scorecards.story')
      .values({ area_id: areaId, place_id: placeId, measure_id: series.measure.id, group_id: series.group.id, version: version + 1, body, not_known: notKnown, written_by: actor.slug, written_at: now })
      .onConflict((c) => c.doNothing())
      .returning('version')
      .executeTakeFirstOrThrow(() => new Refusal('conflict', 'Somebody saved this story in the same moment. Open the page again to see both'))
    return { measure: series.measure.id, group: series.group.id, place, version: version + 1 }
  },
})

export const readStory = query({
  name: 'scorecards.story',
  summary: 'The story behind a curve as it stands',
  input: Curve,
  may: async (actor, { place }, db) => holds(actor, 'published:read', (await placeNamed(db, place)).placeId, db),
  read: async ({ db }, curve) => (await storyOf(db, (await placeNamed(db, curve.place)).placeId, curve.measure, curve.group)) ?? null,
})

export interface Story {
  version: number
  body: string
  notKnown: string
  writtenBy: string
  writtenAt: Date
}

/** The newest version of a curve's story; undefined where none is written. */
export async function storyOf(db: Reader, placeId: number, measureId: string, groupId: string): Promise<Story | undefined> {
  return (await newestStory(db, [placeId, measureId, groupId]))[0]
}

const newestStory = gathered<Story, [number, string, string]>('scorecards.story', { place_id: 'int', measure_id: 'text', group_id: 'text' }, `
  select distinct on (asked.at) asked.at, version, body, not_known as "notKnown", written_by as "writtenBy", written_at as "writtenAt"
  from asked join scorecards.story using (place_id, measure_id, group_id)
  where area_id >= 0
  order by asked.at, version desc`)
