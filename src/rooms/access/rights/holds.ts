import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, newId, query, type Reader, rows, type Stays, unlessBlank, type Writer, writtenText } from '#platform'
import { RECORDS } from './personal.ts'
import { ChildId, mayManageRights } from './rights-requests.ts'

/** A legal hold: while it lasts nothing it covers is erased, whatever the schedule or a request says. */
export interface Hold {
  id: string
  childId: string | null
  record: string | null
  reason: string
  /** ISO days; `ends` is the last. */
  starts: string
  ends: string | null
  setBy: string
}

export const listHolds = query<object, Hold[]>({
  name: 'access.holds',
  summary: 'What is held from being erased, since when and why',
  input: z.object({}),
  may: (actor, _input, db) => mayManageRights(actor, db),
  read: ({ actor, db }) => holdsOf(db, actor.areaId),
})

export const setHold = action({
  name: 'access.hold',
  summary: 'Hold a child’s records, or all of a kind, from being erased, with the reason',
  input: z.object({
    childId: ChildId, record: unlessBlank(z.enum(Object.keys(RECORDS) as [string], 'Choose a kind of record').optional()),
    starts: z.iso.date('Give the day it begins'), ends: unlessBlank(z.iso.date('Give a day, or leave it empty').optional()), reason: writtenText('Say why it must be kept', 2000),
  }),
  may: (actor, _input, db) => mayManageRights(actor, db),
  async run({ actor, db, now, areaId, tell }, { childId, record, starts, ends, reason }) {
    if (!childId && !record) throw new Refusal('invalid', 'Say what is held: a child’s records, a kind of record, or that kind of that child', { childId: 'Say what is held' })
    if (ends && ends < starts) throw new Refusal('invalid', 'The last day is before the first', { ends: 'The last day must not be before the first' })
    const id = newId()
    await db.insertInto('access.hold').values({ area_id: areaId, hold_id: id, child_id: childId ?? null, record: record ?? null, reason, starts, ends: ends ?? null, set_by: actor.slug, set_at: now }).execute()
    tell({ subject: '/rights/retention', ...(childId ? { childId } : {}) })
    return { id }
  },
})

export const endHold = action({
  name: 'access.end-hold',
  summary: 'End a hold today: what is due may go from tomorrow on',
  input: z.object({ id: z.uuid('Choose the hold from the list'), reason: writtenText('Say why it ends', 2000) }),
  may: (actor, _input, db) => mayManageRights(actor, db),
  async run({ actor, db, now, areaId, tell }, { id }) {
    const today = now.toISOString().slice(0, 10)
    const held = (await holdsOf(db, areaId)).find((one) => one.id === id)
    if (!held || (held.ends && held.ends <= today)) throw new Refusal('missing', 'There is no such hold, or it is over')
    // One that has not begun never comes into force.
    const last = held.starts > today ? held.starts : today
    await db.updateTable('access.hold').set({ ends: last, ended_by: actor.slug }).where('area_id', '=', areaId).where('hold_id', '=', id).execute()
    tell({ subject: '/rights/retention', changes: { ends: [held.ends, last] }, ...(held.childId ? { childId: held.childId } : {}) })
    return { id }
  },
})

/** What holds keep from going on a day, by kind of record. */
export async function staysOn(db: Reader | Writer, areaId: number, today: string): Promise<Stays> {
  const inForce = (await holdsOf(db, areaId)).filter(({ starts, ends }) => starts <= today && (ends === null || ends >= today))
  return (kind) => {
    const covering = inForce.filter(({ record }) => record === null || record === kind)
    return { all: covering.some(({ childId }) => childId === null), children: covering.flatMap(({ childId }) => childId ?? []) }
  }
}

const holdsOf = (db: Reader | Writer, areaId: number) => rows(db, sql<Hold>`
  select hold_id as id, child_id as "childId", record, reason, starts::text as starts, ends::text as ends, set_by as "setBy"
  from access.hold where area_id = ${areaId} order by ends desc nulls first, starts desc, hold_id`)
