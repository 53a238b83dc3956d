import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, newId, type Reader, writtenText } from '#platform'
import { Curve, curveNamed } from '#rooms/programme'
import { address, atCurve, ending } from './leave.ts'

export const EFFECTS = { better: 'Makes it better', worse: 'Makes it worse' } as const

export const addCause = action({
  name: 'scorecards.add-cause',
  summary: 'Name a cause or force behind a curve, whether it makes it better or worse, and how we know',
  input: Curve.extend({
    effect: z.enum(['better', 'worse'], 'Say whether it makes the curve better or worse'),
    body: writtenText('Say what the cause is', 1000),
    evidence: z.string().trim().max(2000, 'Use 2,000 characters or fewer').default(''),
    evidenceAddress: address,
  }),
  ...atCurve('story:write'),
  async run({ actor, db, now, areaId }, { measure, group, place, effect, body, evidence, evidenceAddress }) {
    const { series, placeId } = await curveNamed(db as unknown as Reader, { measure, group, place })
    if (series.polarity === 'none') throw new Refusal('invalid', NO_DIRECTION, { effect: NO_DIRECTION })
    const id = newId()
    await db
      .insertInto('scorecards.cause')
      .values({
        area_id: areaId, cause_id: id, place_id: placeId, measure_id: series.measure.id, group_id: series.group.id,
        effect, body, evidence, evidence_address: evidenceAddress ?? null, made_by: actor.slug, made_at: now,
      })
      .execute()
    return { id, effect, body }
  },
})

export const NO_DIRECTION = 'Neither a high nor a low figure of this measure is better, so nothing makes it better or worse. Write what moves it into the story'

export const endCause = ending('cause', 'Say that a cause no longer stands; it stays in the history')

export interface Cause {
  id: string
  effect: keyof typeof EFFECTS
  body: string
  evidence: string
  evidenceAddress: string | null
  by: string
  at: string
}
