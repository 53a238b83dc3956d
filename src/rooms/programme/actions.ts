import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, gathered, newId, query, type Reader, unlessBlank, writtenText } from '#platform'
import { holds, personNames } from '#rooms/access'
import { areaOfPlace, placeNamed } from '#rooms/places'

/** The curve something is about: a measure for a group in a place. */
export const Curve = z.object({
  measure: z.string().min(1, 'Say which measure'),
  group: z.string().min(1).default('all'),
  place: z.string().min(1, 'Say which place'),
})
export type Curve = z.infer<typeof Curve>

export const STATES = { 'not-started': 'Not started', 'under-way': 'Under way', done: 'Done', dropped: 'Dropped' } as const
const State = z.enum(['not-started', 'under-way', 'done', 'dropped'], 'Say how far it is')

export const addAction = action({
  name: 'programme.add-action',
  summary: 'Say what will be done, by whom and by when, and which curve it is meant to turn',
  input: Curve.extend({
    title: writtenText('Say what will be done', 300),
    owner: writtenText('Say who will see that it is done', 200),
    due: unlessBlank(z.iso.date('Give the day it is due, like 2027-03-31')),
    effect: unlessBlank(z.string().trim().max(500, 'Use 500 characters or fewer').optional()),
  }),
  may: async (actor, { place }, db) => holds(actor, 'action:write', (await placeNamed(db, place)).placeId, db),
  areaOf: async ({ place }, db) => areaOfPlace(db, await placeNamed(db, place)),
  async run({ actor, db, now, areaId }, { measure, group, place, title, owner, due, effect }) {
    if (due < now.toISOString().slice(0, 10)) throw new Refusal('invalid', 'The day it is due has passed. Give a day to come', { due: 'This day has passed. Give a day to come' })
    const action_id = newId()
    await db
      .insertInto('programme.action')
      .values({
        area_id: areaId, action_id, place_id: (await placeNamed(db as never, place)).placeId, measure_id: measure, group_id: group, title, owner, due,
        expected_effect: effect ?? null, state: 'not-started', made_by: actor.slug, made_at: now, changed_at: now,
      })
      .execute()
    return { id: action_id, title, owner, due, state: 'not-started' }
  },
})

export const changeAction = action({
  name: 'programme.change-action',
  summary: 'Say how far an action is, and why',
  input: z.object({
    id: z.uuid('Say which action'),
    state: State,
    reason: writtenText('Say why, in a sentence', 500),
    version: z.coerce.number().int('Open the page again and change it there'),
  }),
  may: async (actor, { id }, db) => holds(actor, 'action:write', (await find(db, id)).place_id, db),
  areaOf: async ({ id }, db) => (await find(db, id)).area_id,
  async run({ actor, db, now, areaId }, { id, state, reason, version }) {
    const changed = await db
      .updateTable('programme.action')
      .set({ state, state_reason: reason, changed_at: now, version: version + 1 })
      .where('area_id', '=', areaId).where('action_id', '=', id).where('version', '=', version)
      .returning('title')
      .executeTakeFirst()
    if (!changed) throw new Refusal('conflict', `Somebody changed this action after you opened it. Open the page again to see what they wrote, ${actor.name}`)
    return { id, state, reason }
  },
})

export const listActions = query({
  name: 'programme.actions',
  summary: 'The actions meant to turn a curve, soonest due first',
  input: Curve,
  may: async (actor, { place }, db) => holds(actor, 'published:read', (await placeNamed(db, place)).placeId, db),
  read: async ({ db }, curve) => actionsOf(db, (await placeNamed(db, curve.place)).placeId, curve.measure, curve.group),
})

export interface CurveAction {
  id: string
  title: string
  owner: string
  due: string
  effect: string | null
  state: string
  reason: string | null
  version: number
  madeBy: string
  changedAt: Date
}

/** The actions of a curve, soonest due first, with their owners in words. */
export function actionsOf(db: Reader, placeId: number, measureId: string, groupId: string): Promise<CurveAction[]> {
  return actionsOfCurve(db, [placeId, measureId, groupId])
}

const actionsOfCurve = gathered<CurveAction, [number, string, string]>('programme.actions', { place_id: 'int', measure_id: 'text', group_id: 'text' }, `
  select asked.at, action_id as id, title, owner, due, expected_effect as effect, state, state_reason as reason, version, made_by as "madeBy", changed_at as "changedAt"
  from asked join programme.action using (place_id, measure_id, group_id)
  where area_id >= 0
  order by due, action_id`)

/** Actions of an area that are not done, for home: late ones first. */
export async function openActions(db: Reader, areaId: number, most: number) {
  const open = await db
    .selectFrom('programme.action')
    .selectAll()
    .where('area_id', '=', areaId).where('state', 'in', ['not-started', 'under-way'])
    .orderBy('due').limit(most)
    .execute()
  const names = await personNames(db)
  return open.map((one) => ({ ...one, madeByName: names.get(one.made_by) ?? one.made_by }))
}


async function find(db: Reader, id: string) {
  const found = await db.selectFrom('programme.action').select(['area_id', 'place_id']).where('area_id', '>=', 0).where('action_id', '=', id).executeTakeFirst()
  if (!found) throw new Refusal('missing', 'There is no such action')
  return found
}
