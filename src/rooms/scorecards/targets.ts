import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, gathered, newId, query, type Reader, typedNumber, unlessBlank, writtenText } from '#platform'
import { holds } from '#rooms/access'
import { book, findSeries, periodNamed } from '#rooms/measures'
import { areaOfPlace, placeNamed } from '#rooms/places'
import { Curve } from '#rooms/programme'

export const setTarget = action({
  name: 'scorecards.set-target',
  summary: 'Say where a measure should be for a place, by when, and why',
  input: Curve.extend({
    period: unlessBlank(z.string('Say by when').trim().min(1, 'Say by when')),
    value: typedNumber('Enter the target as a number'),
    reason: writtenText('Say why this is the right target', 2000),
  }),
  may: async (actor, { place }, db) => holds(actor, 'target:set', (await placeNamed(db, place)).placeId, db),
  areaOf: async ({ place }, db) => areaOfPlace(db, await placeNamed(db, place)),
  async run({ actor, db, now, areaId }, { measure, group, place, period: asked, value, reason }) {
    const reader = db as unknown as Reader
    const series = findSeries(await book(reader), measure, group)
    const period = periodNamed(series, asked)
    if (!period) throw new Refusal('invalid', `Say by when as this measure spells its periods, like ${series.periods.at(-1)?.label ?? '2027'}`, { period: 'This is not a period of this measure' })
    if (period.ends <= now.toISOString().slice(0, 10)) throw new Refusal('invalid', `${period.label} has passed. Choose a period to come`, { period: 'This has passed. Choose a period to come' })
    if (series.unit === '%' && (value < 0 || value > 100)) throw new Refusal('invalid', 'A percentage lies between 0 and 100', { value: 'A percentage lies between 0 and 100' })

    const placeId = (await placeNamed(reader, place)).placeId
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
  may: async (actor, { id }, db) => holds(actor, 'target:set', (await find(db, id)).place_id, db),
  areaOf: async ({ id }, db) => (await find(db, id)).area_id,
  async run({ actor, db, now, areaId }, { id }) {
    await db.updateTable('scorecards.target').set({ withdrawn_at: now, withdrawn_by: actor.slug }).where('area_id', '=', areaId).where('target_id', '=', id).where('withdrawn_at', 'is', null).execute()
    return { id }
  },
})

export const listTargets = query({
  name: 'scorecards.targets',
  summary: 'The targets of a curve that stand, soonest first',
  input: Curve,
  may: async (actor, { place }, db) => holds(actor, 'published:read', (await placeNamed(db, place)).placeId, db),
  read: async ({ db }, curve) => targetsOf(db, (await placeNamed(db, curve.place)).placeId, curve.measure, curve.group),
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
export function targetsOf(db: Reader, placeId: number, measureId: string, groupId: string): Promise<Target[]> {
  return standingTargets(db, [placeId, measureId, groupId])
}

const standingTargets = gathered<Target, [number, string, string]>('scorecards.targets', { place_id: 'int', measure_id: 'text', group_id: 'text' }, `
  select asked.at, target_id as id, period_label as period, period_ends as ends, value, reason, set_by as "setBy", set_at as "setAt"
  from asked join scorecards.target using (place_id, measure_id, group_id)
  where area_id >= 0 and withdrawn_at is null
  order by period_ends`)

async function find(db: Reader, id: string) {
  const found = await db.selectFrom('scorecards.target').select(['area_id', 'place_id']).where('area_id', '>=', 0).where('target_id', '=', id).executeTakeFirst()
  if (!found) throw new Refusal('missing', 'There is no such target')
  return found
}
