import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, newId, type Reader, understand, unlessBlank, writtenText } from '#platform'
import { directory } from '#rooms/places'
import { addAction, Curve, curveNamed } from '#rooms/programme'
import { address, atCurve, atWritten, ending, findWritten } from './leave.ts'

export const EVIDENCE = { strong: 'Strong evidence', promising: 'Promising', local: 'Known from here', untested: 'Untested' } as const
export const COSTS = { 'no-cost': 'No cost', 'low-cost': 'Low cost', costed: 'Needs money' } as const
export const LEVELS = { high: 'High', medium: 'Medium', low: 'Low' } as const
const level = (sentence: string) => unlessBlank(z.enum(['high', 'medium', 'low'], sentence).optional())

export const addIdea = action({
  name: 'scorecards.add-idea',
  summary: 'Put down what works, or might, to turn a curve: its evidence, what it costs, where it is from',
  input: Curve.extend({
    body: writtenText('Say what works', 1000),
    evidence: z.enum(['strong', 'promising', 'local', 'untested'], 'Say how good the evidence is'),
    cost: z.enum(['no-cost', 'low-cost', 'costed'], 'Say what it costs'),
    source: z.string().trim().max(500, 'Use 500 characters or fewer').default(''),
    sourceAddress: address,
    leverage: level('Say how much it would move the curve: high, medium or low'),
    feasibility: level('Say how well it can be done: high, medium or low'),
  }),
  ...atCurve('story:write'),
  async run({ actor, db, now, areaId }, { measure, group, place, body, evidence, cost, source, sourceAddress, leverage, feasibility }) {
    const { series, placeId } = await curveNamed(db as unknown as Reader, { measure, group, place })
    const id = newId()
    await db
      .insertInto('scorecards.idea')
      .values({
        area_id: areaId, idea_id: id, place_id: placeId, measure_id: series.measure.id, group_id: series.group.id, body, evidence, cost, source,
        source_address: sourceAddress ?? null, leverage: leverage ?? null, feasibility: feasibility ?? null, made_by: actor.slug, made_at: now,
      })
      .execute()
    return { id, body, evidence, cost }
  },
})

export const chooseIdea = action({
  name: 'scorecards.choose-idea',
  summary: 'Make an idea of what works an action: who does it and by when; the idea names its action from then on',
  input: z.object({
    id: z.uuid('Say which idea'),
    title: z.string('Say what will be done'),
    owner: z.string('Say who will see that it is done'),
    due: z.string('Give the day it is due, like 2027-03-31'),
    effect: z.string().optional(),
  }),
  ...atWritten('idea', 'action:write'),
  touches: [{ table: 'scorecards.idea', where: { idea_id: 'id' } }],
  async run(act, { id, ...words }) {
    const reader = act.db as unknown as Reader
    const { placeId, measureId, groupId } = await findWritten('idea', act.actor, id, reader)
    const place = (await directory(reader)).byId(placeId)!.code
    // The action's own rules hold, with its own sentences.
    const added = await addAction.run(act, understand(addAction.input, { ...words, measure: measureId, group: groupId, place }))
    const chosen = await act.db
      .updateTable('scorecards.idea')
      .set({ action_id: added.id })
      .where('area_id', '=', act.areaId).where('idea_id', '=', id).where('action_id', 'is', null).where('ended_at', 'is', null)
      .returning('idea_id')
      .executeTakeFirst()
    if (!chosen) throw new Refusal('conflict', 'Somebody made this idea an action after you opened the page. It is among the actions now')
    return { id, action: added.id }
  },
})

export const endIdea = ending('idea', 'Say that an idea is not looked at any more; it stays in the history')

export interface Idea {
  id: string
  body: string
  evidence: keyof typeof EVIDENCE
  cost: keyof typeof COSTS
  source: string
  sourceAddress: string | null
  leverage: keyof typeof LEVELS | null
  feasibility: keyof typeof LEVELS | null
  /** The action it became. */
  actionId: string | null
  by: string
  at: string
}
