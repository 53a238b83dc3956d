import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, writtenText } from '#platform'
import { holdsInArea } from './ground.ts'
import { refuseHeadlineUnlessFit } from './headlines.ts'
import { findIndicator, holdIndicator, keepRole, ratingNow } from './held-indicator.ts'

export const RoleGiven = z.enum(['headline', 'secondary', 'data-development'], 'Say which part it plays: headline, secondary, or on the data development agenda')

export const setRole = action({
  name: 'scorecards.set-role',
  summary: 'Make an indicator a headline, secondary, or part of the data development agenda, with the reason',
  input: z.object({ indicator: z.uuid('Say which indicator'), role: RoleGiven, reason: writtenText('Say why, in a sentence', 500) }),
  may: async (actor, { indicator }, db) => holdsInArea(actor, 'scorecard:write', (await findIndicator(actor, indicator, db)).areaId, db),
  areaOf: async ({ indicator }, db, actor) => (await findIndicator(actor, indicator, db)).areaId,
  touches: [{ table: 'scorecards.indicator_role', where: { indicator_id: 'indicator' }, newest: 'starts' }],
  async run({ actor, db, now, areaId }, { indicator, role, reason }) {
    const held = await holdIndicator(actor, indicator, db)
    if (role === 'secondary' && held.measureId === null) throw new Refusal('invalid', 'Nothing measures this yet, so it stays on the data development agenda', { role: 'It stays on the data development agenda' })
    if (role === 'headline') await refuseHeadlineUnlessFit(db, { ...held, indicatorId: indicator, data: (await ratingNow(db, areaId, indicator))?.data ?? null })
    await keepRole(db, { areaId, indicatorId: indicator, role, reason, by: actor.slug, now })
    return { indicator, role, reason }
  },
})
