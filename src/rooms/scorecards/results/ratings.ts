import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, unlessBlank, writtenText } from '#platform'
import { holdsInArea } from './ground.ts'
import { findIndicator, holdIndicator, keepRating, keepRole, roleNow } from './held-indicator.ts'

const power = (sentence: string) => z.enum(['high', 'medium', 'low'], sentence)
const communication = power('Say whether people understand it: high, medium or low')
const proxy = power('Say whether it stands for the result: high, medium or low')
const data = power('Say whether there are good data in time: high, medium or low')

/** The three powers, each of which may be left for later. */
export const PowersSoFar = z.object({ communication: unlessBlank(communication.optional()), proxy: unlessBlank(proxy.optional()), data: unlessBlank(data.optional()) })

export const rateIndicator = action({
  name: 'scorecards.rate-indicator',
  summary: 'Say how good an indicator is: do people understand it, does it stand for the result, are there good data in time',
  input: z.object({
    indicator: z.uuid('Say which indicator'), communication: unlessBlank(communication), proxy: unlessBlank(proxy), data: unlessBlank(data),
    reason: writtenText('Say why it is rated so, in a sentence', 2000),
  }),
  may: async (actor, { indicator }, db) => holdsInArea(actor, 'scorecard:write', (await findIndicator(actor, indicator, db)).areaId, db),
  areaOf: async ({ indicator }, db, actor) => (await findIndicator(actor, indicator, db)).areaId,
  touches: [{ table: 'scorecards.rating', where: { indicator_id: 'indicator' }, newest: 'rated_at' }, { table: 'scorecards.indicator_role', where: { indicator_id: 'indicator' }, newest: 'starts' }],
  async run({ actor, db, now, areaId }, { indicator, communication, proxy, data, reason }) {
    const { measureId } = await holdIndicator(actor, indicator, db)
    if (measureId === null) throw new Refusal('invalid', 'Nothing measures this yet, so there is nothing to rate')
    await keepRating(db, { areaId, indicatorId: indicator, communication, proxy, data, reason, by: actor.slug, now })
    // A headline without good data would be a promise nobody can hold: it waits on the agenda until they come.
    const isMoved = data === 'low' && (await roleNow(db, areaId, indicator))?.role === 'headline'
    if (isMoved) await keepRole(db, { areaId, indicatorId: indicator, role: 'data-development', reason: 'Its data power was rated low', by: actor.slug, now })
    return { indicator, communication, proxy, data, movedTo: isMoved ? ('data-development' as const) : null }
  },
})
