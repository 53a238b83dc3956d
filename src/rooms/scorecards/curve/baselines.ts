import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, newId, plannedRead, query, type Reader, unlessBlank, writtenText } from '#platform'
import { holds } from '#rooms/access'
import type { Series } from '#rooms/measures'
import { siteNamed } from '#rooms/places'
import { Curve, curveNamed } from '#rooms/programme'
import { atCurve, atWritten } from './leave.ts'
import { comparableCount, latestOf, outlookOf, type Point, pointsOf } from './outlook.ts'

export const freezeBaseline = action({
  name: 'scorecards.freeze-baseline',
  summary: 'Freeze a curve as it stands at a decision, with where it goes if nothing changes: what is better than that has turned',
  input: Curve.extend({
    decision: writtenText('Say at which decision: the board, the meeting, the strategy', 300),
    reason: writtenText('Say why it is frozen now', 2000),
    latest: unlessBlank(z.string().trim().max(100, 'Use 100 characters or fewer').optional()),
  }),
  ...atCurve('target:set'),
  async run({ actor, db, now, areaId }, { measure, group, place, decision, reason, latest }) {
    const reader = db as unknown as Reader
    const { series, placeId } = await curveNamed(reader, { measure, group, place })
    const points = await pointsOf(reader, series, placeId)
    const whyNot = whyNotFreeze(series, points)
    if (whyNot !== null) throw new Refusal('invalid', whyNot)
    const last = latestOf(points)!.period.label
    if (latest !== undefined && latest !== last) throw new Refusal('conflict', `The figure for ${last} came in after you opened the page. Look at the curve again, then freeze it`)
    const { points: forecast, method } = outlookOf(series, points)
    const history = points.map(({ period, ...figure }) => ({ period: period.label, ...figure }))
    const id = newId()
    await db
      .insertInto('scorecards.baseline')
      .values({
        area_id: areaId, baseline_id: id, place_id: placeId, measure_id: series.measure.id, group_id: series.group.id, decision, reason,
        definition_version: series.measure.version, history: JSON.stringify(history), forecast: JSON.stringify(forecast), method, frozen_by: actor.slug, frozen_at: now,
      })
      .execute()
    return { id, measure: series.measure.id, group: series.group.id, place, latest: last, forecast }
  },
})

export const withdrawBaseline = action({
  name: 'scorecards.withdraw-baseline',
  summary: 'Take a baseline back; it stays in the history and is never altered',
  input: z.object({ id: z.uuid('Say which baseline') }),
  ...atWritten('baseline', 'target:set'),
  touches: [{ table: 'scorecards.baseline', where: { baseline_id: 'id' } }],
  async run({ actor, db, now, areaId }, { id }) {
    await db.updateTable('scorecards.baseline').set({ withdrawn_at: now, withdrawn_by: actor.slug })
      .where('area_id', '=', areaId).where('baseline_id', '=', id).where('withdrawn_at', 'is', null).execute()
    return { id }
  },
})

export const listBaselines = query({
  name: 'scorecards.baselines',
  summary: 'The baselines of a curve that stand, newest first, with the figures as they were when each was frozen',
  input: Curve,
  may: async (actor, { place }, db) => holds(actor, 'published:read', await siteNamed(db, place), db),
  async read({ db }, curve) {
    const { areaId, placeId, measureId, groupId } = await curveNamed(db, curve)
    return areaId === null ? [] : wholeBaselines(db, [areaId, placeId, measureId, groupId])
  },
})

/** A baseline as a page needs it. */
export interface Baseline {
  id: string
  decision: string
  reason: string
  definitionVersion: number
  /** The figures as they stood, oldest first. */
  history: { period: string; value: number | null; missing: string | null; batch: number | null; row: number | null }[]
  forecast: { period: string; value: number; low: number | null; high: number | null }[]
  method: string
  frozenBy: string
  frozenAt: string
}

/** The newest baseline that stands of every curve of these places: for a scorecard of many curves, in one read. */
export async function baselinesOf(db: Reader, areaId: number | null, placeIds: number[]) {
  return areaId === null || !placeIds.length ? [] : newestBaselines(db, [areaId, placeIds])
}

/** Why a baseline of this curve would mean nothing; null where one can be frozen. */
export function whyNotFreeze(series: Series, points: Pick<Point, 'period' | 'value'>[]): string | null {
  if (series.polarity === 'none') return 'Neither a high nor a low figure of this measure is better, so nobody could say whether its curve turned. Set a target instead: a value to reach'
  const count = comparableCount(series, points)
  if (!count) return 'There is no comparable figure to freeze yet. Come back when one is in'
  if (count === 1) return 'There is one comparable figure, and a single one does not say where a curve was going. Freeze it when the next is in'
  const { points: ahead, method } = outlookOf(series, points)
  return ahead.length ? null : `There is nothing to hold later figures against. ${method}`
}

const FIELDS = `
  baseline_id as id, decision, reason, definition_version as "definitionVersion", history, forecast, method, frozen_by as "frozenBy", frozen_at as "frozenAt"`

const wholeBaselines = plannedRead<Baseline, [areaId: number, placeId: number, measureId: string, groupId: string]>('scorecards.baselines', `
  select ${FIELDS}
  from scorecards.baseline
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4 and withdrawn_at is null
  order by frozen_at desc`)

export interface CurveBaseline extends Pick<Baseline, 'id' | 'forecast' | 'definitionVersion' | 'frozenAt'> {
  placeId: number
  measureId: string
  groupId: string
}

const newestBaselines = plannedRead<CurveBaseline, [areaId: number, placeIds: number[]]>('scorecards.newest-baselines', `
  select distinct on (place_id, measure_id, group_id)
         place_id as "placeId", measure_id as "measureId", group_id as "groupId", baseline_id as id, forecast, definition_version as "definitionVersion", frozen_at as "frozenAt"
  from scorecards.baseline
  where area_id = $1 and place_id = any ($2::int[]) and withdrawn_at is null
  order by place_id, measure_id, group_id, frozen_at desc`)
