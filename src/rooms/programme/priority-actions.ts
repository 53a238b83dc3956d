import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, newId, unlessBlank, type Writer, writtenText } from '#platform'
import { Change, type Changing, changeStrategy, overStrategy } from './strategy-change.ts'
import { LEAD_KINDS } from './strategy-document.ts'
import type { Lead, Priority, Strategy } from './strategy.ts'

const LEADS = z.array(z.object({
  kind: z.enum(LEAD_KINDS, 'Say what kind of lead'), roleTitle: writtenText('Say who leads, by role', 200),
  people: unlessBlank(z.coerce.number('Say how many people, in digits').int('Say how many people, in digits').min(1, 'Say how many people, 1 or more').max(500, 'Say how many people, 500 or fewer').default(1)),
})).max(20, 'Name 20 leads or fewer').default([])

const SAYS = {
  number: unlessBlank(z.coerce.number('Give its number in digits').int('Give its number in digits').min(1, 'Give its number, 1 or more').max(999, 'Give its number, 999 or less').optional()),
  title: writtenText('Say what the priority is', 1000),
  outcome: z.string().trim().max(2000, 'Use 2,000 characters or fewer').default(''),
  leads: LEADS,
}

export const addPriority = action({
  name: 'programme.add-priority',
  summary: 'Add a priority to a strategy, with the outcome it is to bring and who leads it, by role',
  input: Change.extend(SAYS),
  ...overStrategy,
  async run(act, { number: asked, title, outcome, leads, ...change }) {
    const id = newId()
    // Adding stands in nobody's way: only the number may be taken.
    const kept = await changeStrategy(act, change, () => null, async (stood) => {
      const number = asked ?? Math.max(0, ...stood.priorities.map((one) => one.number)) + 1
      refuseTaken(stood, number, id)
      await act.db.insertInto('programme.priority').values({ area_id: act.areaId, priority_id: id, strategy_id: stood.id, number, title, outcome, changed_at: act.now }).execute()
      await writeLeads(act.db, act.areaId, id, leads)
    })
    return { ...kept, priority: id }
  },
})

export const editPriority = action({
  name: 'programme.edit-priority',
  summary: 'Reword a priority, renumber it, or name other leads; how it stood is kept',
  input: Change.extend({ priority: z.uuid('Say which priority'), ...SAYS }),
  ...overStrategy,
  async run(act, { priority: id, number: asked, title, outcome, leads, ...change }) {
    return changeStrategy(act, change, priorityOf(id), async (stood) => {
      const before = priorityOf(id)(stood)
      const number = asked ?? before.number
      refuseTaken(stood, number, id)
      if (isDeepStrictEqual(leads, before.leads) && number === before.number && title === before.title && outcome === before.outcome) return
      await act.db.updateTable('programme.priority').set((eb) => ({ number, title, outcome, changed_at: act.now, version: eb('version', '+', 1) }))
        .where('area_id', '=', act.areaId).where('priority_id', '=', id).execute()
      await act.db.deleteFrom('programme.lead').where('area_id', '=', act.areaId).where('priority_id', '=', id).execute()
      await writeLeads(act.db, act.areaId, id, leads)
    })
  },
})

export const closePriority = action({
  name: 'programme.close-priority',
  summary: 'Close a priority with the reason; its actions are no longer due',
  input: Change.extend({ priority: z.uuid('Say which priority'), reason: writtenText('Say why it is closed', 2000) }).omit({ why: true }),
  ...overStrategy,
  async run(act, { priority: id, reason, ...change }) {
    return changePriority(act, { ...change, why: `Priority closed: ${reason}` }, id, { closed_on: act.now.toISOString().slice(0, 10), closed_reason: reason })
  },
})

export const reopenPriority = action({
  name: 'programme.reopen-priority',
  summary: 'Open a closed priority again, with the reason',
  input: Change.extend({ priority: z.uuid('Say which priority'), reason: writtenText('Say why it is opened again', 2000) }).omit({ why: true }),
  ...overStrategy,
  async run(act, { priority: id, reason, ...change }) {
    return changePriority(act, { ...change, why: `Priority opened again: ${reason}` }, id, { closed_on: null, closed_reason: null })
  },
})

function changePriority(act: Changing, change: Change, id: string, closed: { closed_on: string | null; closed_reason: string | null }) {
  return changeStrategy(act, change, priorityOf(id), async (stood) => {
    const isClosed = priorityOf(id)(stood).closedOn !== null
    if (isClosed === (closed.closed_on !== null)) throw new Refusal('conflict', isClosed ? 'This priority is closed already' : 'This priority is open')
    await act.db.updateTable('programme.priority').set((eb) => ({ ...closed, changed_at: act.now, version: eb('version', '+', 1) })).where('area_id', '=', act.areaId).where('priority_id', '=', id).execute()
  })
}

const priorityOf = (id: string) => ({ priorities }: Strategy): Priority => {
  const found = priorities.find((one) => one.id === id)
  if (!found) throw new Refusal('missing', 'There is no such priority')
  return found
}

async function writeLeads(db: Writer, areaId: number, priorityId: string, leads: Lead[]) {
  if (leads.length) await db.insertInto('programme.lead').values(leads.map(({ kind, roleTitle, people }, position) => ({ area_id: areaId, priority_id: priorityId, position, kind, role_title: roleTitle, people }))).execute()
}

function refuseTaken({ priorities }: Strategy, number: number, id: string) {
  const taken = priorities.find((one) => one.number === number && one.id !== id)
  if (taken) throw new Refusal('invalid', `There is a priority ${number} already: ${taken.title}`, { number: 'This number is taken. Give another' })
}
