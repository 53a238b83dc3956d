import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, newId, type Reader, rows, unlessBlank, writtenText } from '#platform'
import { holds } from '#rooms/access'
import { Curve, curveNamed } from '#rooms/programme'
import { atCurve, atWritten, findWritten } from './leave.ts'

export const addRemark = action({
  name: 'scorecards.add-remark',
  summary: 'Comment on one point of a curve',
  input: Curve.extend({
    period: unlessBlank(z.string('Say which point').trim().min(1, 'Say which point').max(100, 'Use 100 characters or fewer')),
    body: writtenText('Write the remark', 2000),
  }),
  ...atCurve('remark:write'),
  async run({ actor, db, now, areaId }, { measure, group, place, period, body }) {
    const { series, placeId } = await curveNamed(db as unknown as Reader, { measure, group, place })
    if (!series.periods.some(({ label }) => label === period)) {
      throw new Refusal('invalid', `${period} is no point of this curve. Choose one of its periods`, { period: 'This is no point of this curve' })
    }
    const id = newId()
    await db
      .insertInto('scorecards.remark')
      .values({ area_id: areaId, remark_id: id, place_id: placeId, measure_id: series.measure.id, group_id: series.group.id, period_label: period, body, made_by: actor.slug, made_at: now })
      .execute()
    return { id, period, body }
  },
})

export const takeBackRemark = action({
  name: 'scorecards.take-back-remark',
  summary: 'Take one’s own remark back; it stays in the history',
  input: z.object({ id: z.uuid('Say which remark') }),
  ...atWritten('remark', 'remark:write'),
  async may(actor, { id }, db) {
    const at = await findWritten('remark', actor, id, db)
    const [mine] = await rows(db, sql`select 1 from scorecards.remark where area_id = ${at.areaId} and remark_id = ${id} and made_by = ${actor.slug}`)
    return mine ? holds(actor, 'remark:write', at, db) : 'Only who wrote a remark can take it back'
  },
  touches: [{ table: 'scorecards.remark', where: { remark_id: 'id' } }],
  async run({ db, now, areaId }, { id }) {
    await db.updateTable('scorecards.remark').set({ taken_back_at: now }).where('area_id', '=', areaId).where('remark_id', '=', id).where('taken_back_at', 'is', null).execute()
    return { id }
  },
})

export interface Remark {
  id: string
  period: string
  body: string
  by: string
  at: string
}
