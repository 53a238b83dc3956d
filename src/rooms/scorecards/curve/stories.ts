import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, plannedRead, query, type Reader, rows, writtenText } from '#platform'
import { holds } from '#rooms/access'
import { siteNamed } from '#rooms/places'
import { Curve, type CurveKey, curveNamed } from '#rooms/programme'
import { atCurve } from './leave.ts'
import { latestOf, pointsOf } from './outlook.ts'

export const writeStory = action({
  name: 'scorecards.write-story',
  summary: 'Write the story behind a curve: causes and forces, and what is not known yet',
  input: Curve.extend({
    body: writtenText('Write what lies behind the curve'),
    notKnown: z.string().trim().max(5000, 'Use 5,000 characters or fewer').default(''),
    version: z.coerce.number().int().min(0).default(0),
  }),
  ...atCurve('story:write'),
  tells: true,
  async run({ actor, db, now, areaId, tell }, { measure, group, place, body, notKnown, version }) {
    const reader = db as unknown as Reader
    const curve = await curveNamed(reader, { measure, group, place })
    const { measureId, groupId } = curve
    const latest = await storyOf(reader, curve)
    if ((latest?.version ?? 0) !== version) {
      throw new Refusal('conflict', 'Somebody wrote this story after you opened it. Both are shown below: bring them together and save again', { body: 'Somebody saved another story meanwhile' })
    }
    const period = latestOf(await pointsOf(reader, curve.series, curve.placeId))?.period.label ?? null
    await db
      .insertInto('scorecards.story')
      .values({ area_id: areaId, place_id: curve.placeId, measure_id: measureId, group_id: groupId, version: version + 1, body, not_known: notKnown, period_label: period, written_by: actor.slug, written_at: now })
      .onConflict((c) => c.doNothing())
      .returning('version')
      .executeTakeFirstOrThrow(() => new Refusal('conflict', 'Somebody saved this story in the same moment. Open the page again to see both'))
    if (latest) tell({ changes: { body: [latest.body, body], ...(latest.notKnown === notKnown ? {} : { notKnown: [latest.notKnown, notKnown] }) } })
    return { measure: measureId, group: groupId, place, version: version + 1 }
  },
})

export const readStory = query({
  name: 'scorecards.story',
  summary: 'The story behind a curve as it stands',
  input: Curve,
  may: async (actor, { place }, db) => holds(actor, 'published:read', await siteNamed(db, place), db),
  read: async ({ db }, curve) => (await storyOf(db, await curveNamed(db, curve))) ?? null,
})

export interface Story {
  version: number
  body: string
  notKnown: string
  /** The latest period with a figure when it was written: the one it answers for. */
  period: string | null
  writtenBy: string
  writtenAt: Date
}

/** The newest version of a curve's story; undefined where none is written. */
export async function storyOf(db: Reader, { areaId, placeId, measureId, groupId }: CurveKey): Promise<Story | undefined> {
  return areaId === null ? undefined : (await newestStory(db, [areaId, placeId, measureId, groupId]))[0]
}

const newestStory = plannedRead<Story, [areaId: number, placeId: number, measureId: string, groupId: string]>('scorecards.story', `
  select version, body, not_known as "notKnown", period_label as period, written_by as "writtenBy", written_at as "writtenAt"
  from scorecards.story
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4
  order by version desc
  limit 1`)

/** All versions of a curve's story, newest first. */
export async function storyHistory(db: Reader, { areaId, placeId, measureId, groupId }: CurveKey): Promise<Story[]> {
  if (areaId === null) return []
  return rows(db, sql<Story>`
    select version, body, not_known as "notKnown", period_label as period, written_by as "writtenBy", written_at as "writtenAt"
    from scorecards.story
    where area_id = ${areaId} and place_id = ${placeId} and measure_id = ${measureId} and group_id = ${groupId}
    order by version desc`)
}
