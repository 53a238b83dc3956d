import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, newId, type Reader, unlessBlank, writtenText } from '#platform'
import { Curve, curveNamed } from '#rooms/programme'
import { atCurve, atWritten, ending } from './leave.ts'

const agreed = {
  agreedOn: unlessBlank(z.iso.date('Give the day they agreed, like 2026-03-31').optional()),
  agreedBy: unlessBlank(z.string().trim().max(200, 'Use 200 characters or fewer').optional()),
}

export const addPartner = action({
  name: 'scorecards.add-partner',
  summary: 'Say who has a part in turning a curve, what part, and whether they have agreed to it',
  input: Curve.extend({
    name: writtenText('Say who: a service, a body, a group of people', 200),
    part: writtenText('Say what their part is', 1000),
    ...agreed,
  }),
  ...atCurve('story:write'),
  async run({ actor, db, now, areaId }, { measure, group, place, name, part, agreedOn, agreedBy }) {
    refuseHalfAgreed(now, agreedOn, agreedBy)
    const { series, placeId } = await curveNamed(db as unknown as Reader, { measure, group, place })
    const id = newId()
    await db
      .insertInto('scorecards.partner')
      .values({
        area_id: areaId, partner_id: id, place_id: placeId, measure_id: series.measure.id, group_id: series.group.id,
        name, part, agreed_on: agreedOn ?? null, agreed_by: agreedBy ?? null, made_by: actor.slug, made_at: now,
      })
      .execute()
    return { id, name, part, agreedOn: agreedOn ?? null, agreedBy: agreedBy ?? null }
  },
})

export const agreePartner = action({
  name: 'scorecards.agree-partner',
  summary: 'Say that a partner agreed to their part, when, and who of them did',
  input: z.object({ id: z.uuid('Say which partner'), agreedOn: unlessBlank(z.iso.date('Give the day they agreed, like 2026-03-31')), agreedBy: writtenText('Say who of them agreed, by role', 200) }),
  ...atWritten('partner', 'story:write'),
  touches: [{ table: 'scorecards.partner', where: { partner_id: 'id' } }],
  async run({ db, now, areaId }, { id, agreedOn, agreedBy }) {
    refuseHalfAgreed(now, agreedOn, agreedBy)
    const changed = await db
      .updateTable('scorecards.partner')
      .set({ agreed_on: agreedOn, agreed_by: agreedBy })
      .where('area_id', '=', areaId).where('partner_id', '=', id).where('agreed_on', 'is', null).where('ended_at', 'is', null)
      .returning('partner_id')
      .executeTakeFirst()
    if (!changed) throw new Refusal('conflict', 'Somebody recorded this after you opened the page. It is shown with the partner as it stands now')
    return { id, agreedOn, agreedBy }
  },
})

export const endPartner = ending('partner', 'Say that somebody has no part in a curve any more; it stays in the history')

export interface Partner {
  id: string
  name: string
  part: string
  agreedOn: string | null
  agreedBy: string | null
  by: string
  at: string
}

function refuseHalfAgreed(now: Date, agreedOn: string | undefined, agreedBy: string | undefined) {
  if (agreedOn !== undefined && agreedBy === undefined) throw new Refusal('invalid', 'Say who of them agreed, by role', { agreedBy: 'Say who of them agreed, by role' })
  if (agreedOn === undefined && agreedBy !== undefined) throw new Refusal('invalid', 'Say on which day they agreed, or leave both empty', { agreedOn: 'Say on which day they agreed, or leave both empty' })
  if (agreedOn !== undefined && agreedOn > now.toISOString().slice(0, 10)) throw new Refusal('invalid', 'This day is to come. Record it when they have agreed', { agreedOn: 'This day is to come. Record it when they have agreed' })
}
