import { sql } from 'kysely'
import * as z from 'zod'
import { showAmount } from '#design'
import { type Period, Refusal } from '#kernel'
import { action, newId, plannedRead, query, type Reader, typedNumber, unlessBlank, writtenText } from '#platform'
import { holds } from '#rooms/access'
import { periodNamed, type Series } from '#rooms/measures'
import { siteNamed } from '#rooms/places'
import { Curve, type CurveKey, curveNamed } from '#rooms/programme'
import { atCurve, atWritten } from './leave.ts'
import { latestOf, outlookOf, pointsOf } from './outlook.ts'

export const setTarget = action({
  name: 'scorecards.set-target',
  summary: 'Say where a measure should be for a place, by when, why, and who agreed it',
  input: Curve.extend({
    period: unlessBlank(z.string('Say by when').trim().min(1, 'Say by when').max(100, 'Use 100 characters or fewer')),
    value: typedNumber('Enter the target as a number'),
    reason: writtenText('Say why this is the right target', 2000),
    agreedBy: unlessBlank(z.string().trim().max(200, 'Use 200 characters or fewer').optional()),
  }),
  ...atCurve('target:set'),
  tells: true,
  async run({ actor, db, now, areaId, tell }, { measure, group, place, period: asked, value, reason, agreedBy }) {
    const reader = db as unknown as Reader
    const { series, placeId } = await curveNamed(reader, { measure, group, place })
    const period = periodToCome(series, asked, now)
    if (series.unit === '%' && (value < 0 || value > 100)) throw new Refusal('invalid', 'A percentage lies between 0 and 100', { value: 'A percentage lies between 0 and 100' })
    await refuseWrongSide(reader, series, placeId, period, value)

    // Of two set in one moment the later takes the earlier's place: one target stands for a period.
    await sql`select pg_advisory_xact_lock(hashtextextended(${['target', areaId, placeId, series.measure.id, series.group.id, period.label].join('\n')}, 0))`.execute(db)
    const stood = await db
      .updateTable('scorecards.target')
      .set({ withdrawn_at: now, withdrawn_by: actor.slug })
      .where('area_id', '=', areaId).where('place_id', '=', placeId).where('measure_id', '=', series.measure.id).where('group_id', '=', series.group.id)
      .where('period_label', '=', period.label).where('withdrawn_at', 'is', null)
      .returning(['value', 'agreed_by as agreedBy'])
      .executeTakeFirst()
    if (stood) tell({ changes: { value: [stood.value, value], ...(stood.agreedBy === (agreedBy ?? null) ? {} : { agreedBy: [stood.agreedBy, agreedBy ?? null] }) } })
    const target = { target_id: newId(), measure_id: series.measure.id, group_id: series.group.id, period_label: period.label, value, reason, agreed_by: agreedBy ?? null }
    await db.insertInto('scorecards.target').values({ area_id: areaId, place_id: placeId, period_ends: period.ends, set_by: actor.slug, set_at: now, ...target }).execute()
    return { id: target.target_id, measure: series.measure.id, group: series.group.id, place, period: period.label, value, reason }
  },
})

export const withdrawTarget = action({
  name: 'scorecards.withdraw-target',
  summary: 'Take a target back; it stays in the history',
  input: z.object({ id: z.uuid('Say which target') }),
  ...atWritten('target', 'target:set'),
  touches: [{ table: 'scorecards.target', where: { target_id: 'id' } }],
  async run({ actor, db, now, areaId }, { id }) {
    await db.updateTable('scorecards.target').set({ withdrawn_at: now, withdrawn_by: actor.slug }).where('area_id', '=', areaId).where('target_id', '=', id).where('withdrawn_at', 'is', null).execute()
    return { id }
  },
})

export const listTargets = query({
  name: 'scorecards.targets',
  summary: 'The targets of a curve that stand, soonest first',
  input: Curve,
  may: async (actor, { place }, db) => holds(actor, 'published:read', await siteNamed(db, place), db),
  read: async ({ db }, curve) => targetsOf(db, await curveNamed(db, curve)),
})

export interface Target {
  id: string
  period: string
  ends: string
  value: number
  reason: string
  /** Who agreed it, by role; null where nobody is named. */
  agreedBy: string | null
  setBy: string
  setAt: Date
}

/** The standing targets of a curve, soonest first. */
export async function targetsOf(db: Reader, { areaId, placeId, measureId, groupId }: CurveKey): Promise<Target[]> {
  return areaId === null ? [] : standingTargets(db, [areaId, placeId, measureId, groupId])
}

const standingTargets = plannedRead<Target, [areaId: number, placeId: number, measureId: string, groupId: string]>('scorecards.targets', `
  select target_id as id, period_label as period, period_ends as ends, value, reason, agreed_by as "agreedBy", set_by as "setBy", set_at as "setAt"
  from scorecards.target
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4 and withdrawn_at is null
  order by period_ends`)

function periodToCome(series: Series, asked: string, now: Date): Period {
  const period = periodNamed(series, asked)
  if (!period) throw new Refusal('invalid', `Say by when as this measure spells its periods, like ${series.periods.at(-1)?.label ?? '2027'}`, { period: 'This is not a period of this measure' })
  if (period.ends <= now.toISOString().slice(0, 10)) throw new Refusal('invalid', `${period.label} has passed. Choose a period to come`, { period: 'This has passed. Choose a period to come' })
  return period
}

/** A target worse than where the curve is and than where it goes by itself is on the wrong side; to slow a decline is not. */
async function refuseWrongSide(db: Reader, series: Series, placeId: number, period: Period, value: number) {
  if (series.polarity === 'none') return
  const points = await pointsOf(db, series, placeId)
  const latest = latestOf(points)
  const ahead = outlookOf(series, points, 15).points
  const guess = ahead.find((point) => point.period === period.label) ?? ahead.at(-1)
  const isWorse = (other: number) => (series.polarity === 'high' ? value < other : value > other)
  if (!latest || !guess || !isWorse(latest.value) || !isWorse(guess.value)) return
  const [is, goes] = [showAmount(latest.value, series), showAmount(guess.value, series)]
  const side = series.polarity === 'high' ? 'higher' : 'lower'
  throw new Refusal(
    'invalid',
    `${showAmount(value, series)} is on the wrong side: ${latest.period.label} was at ${is} and it goes to ${goes} by ${guess.period} if nothing changes, and ${side} is better. Choose a target better than one of the two`,
    { value: `This is worse than the latest figure (${is}) and than what comes if nothing changes (${goes})` },
  )
}
