import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, type Actor, newId, plannedRead, query, type Reader, rows, unlessBlank, writtenText } from '#platform'
import { areasOf, holds, personNames } from '#rooms/access'
import { areaOfPlace, placeNamed, siteNamed } from '#rooms/places'
import { Curve, type CurveKey, curveNamed } from './curve.ts'

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
  may: async (actor, { place }, db) => holds(actor, 'action:write', await siteNamed(db, place), db),
  areaOf: async ({ place }, db) => areaOfPlace(db, await placeNamed(db, place)),
  async run({ actor, db, now, areaId }, { title, owner, due, effect, ...named }) {
    if (due < now.toISOString().slice(0, 10)) throw new Refusal('invalid', 'The day it is due has passed. Give a day to come', { due: 'This day has passed. Give a day to come' })
    const { placeId, measureId, groupId } = await curveNamed(db as unknown as Reader, named)
    const action_id = newId()
    await db
      .insertInto('programme.action')
      .values({
        area_id: areaId, action_id, place_id: placeId, measure_id: measureId, group_id: groupId, title, owner, due,
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
  may: async (actor, { id }, db) => holds(actor, 'action:write', await find(actor, id, db), db),
  areaOf: async ({ id }, db, actor) => (await find(actor, id, db)).areaId,
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
  may: async (actor, { place }, db) => holds(actor, 'published:read', await siteNamed(db, place), db),
  read: async ({ db }, curve) => actionsOf(db, await curveNamed(db, curve)),
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
export async function actionsOf(db: Reader, { areaId, placeId, measureId, groupId }: CurveKey): Promise<CurveAction[]> {
  return areaId === null ? [] : actionsOfCurve(db, [areaId, placeId, measureId, groupId])
}

const actionsOfCurve = plannedRead<CurveAction, [areaId: number, placeId: number, measureId: string, groupId: string]>('programme.actions', `
  select action_id as id, title, owner, due, expected_effect as effect, state, state_reason as reason, version, made_by as "madeBy", changed_at as "changedAt"
  from programme.action
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4
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

/** Among the areas the person has a part in: elsewhere it is missing, as is what never was. */
async function find(actor: Actor, id: string, db: Reader) {
  const [found] = await rows(db, sql<{ areaId: number; placeId: number }>`
    select area_id as "areaId", place_id as "placeId" from programme.action where area_id = any (${await areasOf(actor, db)}) and action_id = ${id}`)
  if (!found) throw new Refusal('missing', 'There is no such action')
  return found
}
