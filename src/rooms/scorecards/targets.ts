import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, type Actor, newId, plannedRead, query, type Reader, rows, typedNumber, unlessBlank, writtenText } from '#platform'
import { areasOf, holds } from '#rooms/access'
import { periodNamed } from '#rooms/measures'
import { areaOfPlace, placeNamed, siteNamed } from '#rooms/places'
import { Curve, type CurveKey, curveNamed } from '#rooms/programme'

export const setTarget = action({
  name: 'scorecards.set-target',
  summary: 'Say where a measure should be for a place, by when, and why',
  input: Curve.extend({
    period: unlessBlank(z.string('Say by when').trim().min(1, 'Say by when').max(100, 'Use 100 characters or fewer')),
    value: typedNumber('Enter the target as a number'),
    reason: writtenText('Say why this is the right target', 2000),
  }),
  may: async (actor, { place }, db) => holds(actor, 'target:set', await siteNamed(db, place), db),
  areaOf: async ({ place }, db) => areaOfPlace(db, await placeNamed(db, place)),
  async run({ actor, db, now, areaId }, { measure, group, place, period: asked, value, reason }) {
    const { series, placeId } = await curveNamed(db as unknown as Reader, { measure, group, place })
    const period = periodNamed(series, asked)
    if (!period) throw new Refusal('invalid', `Say by when as this measure spells its periods, like ${series.periods.at(-1)?.label ?? '2027'}`, { period: 'This is not a period of this measure' })
    if (period.ends <= now.toISOString().slice(0, 10)) throw new Refusal('invalid', `${period.label} has passed. Choose a period to come`, { period: 'This has passed. Choose a period to come' })
    if (series.unit === '%' && (value < 0 || value > 100)) throw new Refusal('invalid', 'A percentage lies between 0 and 100', { value: 'A percentage lies between 0 and 100' })

    await db
      .updateTable('scorecards.target')
      .set({ withdrawn_at: now, withdrawn_by: actor.slug })
      .where('area_id', '=', areaId).where('place_id', '=', placeId).where('measure_id', '=', series.measure.id).where('group_id', '=', series.group.id)
      .where('period_label', '=', period.label).where('withdrawn_at', 'is', null)
      .execute()
    const target = { target_id: newId(), measure_id: series.measure.id, group_id: series.group.id, period_label: period.label, value, reason }
    await db.insertInto('scorecards.target').values({ area_id: areaId, place_id: placeId, period_ends: period.ends, set_by: actor.slug, set_at: now, ...target }).execute()
    return { id: target.target_id, measure: series.measure.id, group: series.group.id, place, period: period.label, value, reason }
  },
})

export const withdrawTarget = action({
  name: 'scorecards.withdraw-target',
  summary: 'Take a target back; it stays in the history',
  input: z.object({ id: z.uuid('Say which target') }),
  may: async (actor, { id }, db) => holds(actor, 'target:set', await find(actor, id, db), db),
  areaOf: async ({ id }, db, actor) => (await find(actor, id, db)).areaId,
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
  setBy: string
  setAt: Date
}

/** The standing targets of a curve, soonest first. */
export async function targetsOf(db: Reader, { areaId, placeId, measureId, groupId }: CurveKey): Promise<Target[]> {
  return areaId === null ? [] : standingTargets(db, [areaId, placeId, measureId, groupId])
}

const standingTargets = plannedRead<Target, [areaId: number, placeId: number, measureId: string, groupId: string]>('scorecards.targets', `
  select target_id as id, period_label as period, period_ends as ends, value, reason, set_by as "setBy", set_at as "setAt"
  from scorecards.target
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4 and withdrawn_at is null
  order by period_ends`)

/** Among the areas the person has a part in: elsewhere it is missing, as is what never was. */
async function find(actor: Actor, id: string, db: Reader) {
  const [found] = await rows(db, sql<{ areaId: number; placeId: number }>`
    select area_id as "areaId", place_id as "placeId" from scorecards.target where area_id = any (${await areasOf(actor, db)}) and target_id = ${id}`)
  if (!found) throw new Refusal('missing', 'There is no such target')
  return found
}
