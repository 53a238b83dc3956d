import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, type Actor, newId, type Reader, reading, rows, unlessBlank, type Writer, writtenText } from '#platform'
import { areasOf, holds } from '#rooms/access'
import { book, findSeries } from '#rooms/measures'
import { areaOfPlace, placeNamed, siteNamed } from '#rooms/places'
import { Curve } from './curve.ts'
import { enterLinks } from './enter-strategy.ts'
import { type Over, overOn } from './standing.ts'
import { LINK_KINDS } from './strategy-document.ts'
import { strategyOf } from './strategy.ts'

const State = z.enum(['not-started', 'under-way', 'done', 'dropped'], 'Say how far it is')
const optional = (most: number) => unlessBlank(z.string().trim().max(most, `Use ${most.toLocaleString('en-GB')} characters or fewer`).optional())

/** What an action says: what, who, by when, and which curve it is to turn or why it names none. */
const SAYS = {
  measure: unlessBlank(Curve.shape.measure.optional()),
  group: unlessBlank(Curve.shape.group),
  title: writtenText('Say what will be done', 300),
  owner: writtenText('Say who will see that it is done', 200),
  due: unlessBlank(z.iso.date('Give the day it is due, like 2027-03-31').optional()),
  dueWords: optional(200),
  effect: optional(500),
  number: optional(20),
  outcome: optional(1000),
  noCurveReason: optional(1000),
  links: z.array(z.object({ to: writtenText('Say which strategy', 300), kind: z.enum(LINK_KINDS, 'Say what kind of link it is') })).max(20, 'Link it to 20 strategies or fewer').optional(),
}
type Says = z.output<z.ZodObject<typeof SAYS>>

/** Its time and its curve: the two things an action may not be without. */
function complete({ measure, due, dueWords, noCurveReason }: Pick<Says, 'measure' | 'due' | 'dueWords' | 'noCurveReason'>, ctx: z.RefinementCtx) {
  if (due === undefined && dueWords === undefined) ctx.addIssue({ code: 'custom', path: ['due'], message: 'Give the day it is due, like 2027-03-31' })
  if (measure === undefined && noCurveReason === undefined) ctx.addIssue({ code: 'custom', path: ['measure'], message: 'Say which measure it is to move, or why it names none' })
}

export const addAction = action({
  name: 'programme.add-action',
  summary: 'Say what will be done, by whom and by when, and which curve it is meant to turn',
  input: z.object({ place: Curve.shape.place, ...SAYS, strategy: unlessBlank(z.string().max(80).optional()), priority: unlessBlank(z.uuid('Say which priority').optional()) }).superRefine(complete),
  may: async (actor, { place }, db) => holds(actor, 'action:write', await siteNamed(db, place), db),
  areaOf: async ({ place }, db) => areaOfPlace(db, await placeNamed(db, place)),
  async run({ actor, db, now, areaId }, { place, strategy, priority, ...says }) {
    const today = now.toISOString().slice(0, 10)
    const plan = strategy === undefined ? null : await planFor(db, areaId, strategy, priority, today)
    if (!plan?.over && says.due !== undefined && says.due < today) throw new Refusal('invalid', 'The day it is due has passed. Give a day to come', { due: 'This day has passed. Give a day to come' })
    const { placeId } = await siteNamed(reading(db), place)
    const id = newId()
    await db.insertInto('programme.action').values({
      area_id: areaId, action_id: id, place_id: placeId, ...(await columnsOf(db, says)), strategy_id: plan?.strategyId ?? null, priority_id: plan?.priorityId ?? null, state: 'not-started', made_by: actor.slug, made_at: now, changed_at: now,
    }).execute()
    if (plan && says.links) await enterLinks(db, areaId, plan.strategyId, id, refuseOwnPlan(says.links, plan))
    return { id, title: says.title, owner: says.owner, due: says.due ?? null, state: 'not-started' }
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
  may: async (actor, { id }, db) => holds(actor, 'action:write', await findAction(actor, id, db), db),
  areaOf: async ({ id }, db, actor) => (await findAction(actor, id, db)).areaId,
  touches: [{ table: 'programme.action', where: { action_id: 'id' } }],
  async run({ actor, db, now, areaId }, { id, state, reason, version }) {
    await keepAction(db, { areaId, id, version, why: reason, by: actor.slug, name: actor.name, now })
    await db.updateTable('programme.action').set({ state, state_reason: reason, changed_at: now, version: version + 1 }).where('area_id', '=', areaId).where('action_id', '=', id).execute()
    return { id, state, reason }
  },
})

export const editAction = action({
  name: 'programme.edit-action',
  summary: 'Reword an action, move its day, or name another owner or curve; how it stood before is kept',
  input: z.object({ id: z.uuid('Say which action'), version: z.coerce.number().int('Open the page again and change it there'), why: writtenText('Say why it is changed, in a sentence', 500), ...SAYS }).superRefine(complete),
  may: async (actor, { id }, db) => holds(actor, 'action:write', await findAction(actor, id, db), db),
  areaOf: async ({ id }, db, actor) => (await findAction(actor, id, db)).areaId,
  touches: [{ table: 'programme.action', where: { action_id: 'id' } }, { table: 'programme.link', where: { action_id: 'id' } }],
  async run({ actor, db, now, areaId }, { id, version, why, ...says }) {
    const before = await keepAction(db, { areaId, id, version, why, by: actor.slug, name: actor.name, now })
    await db.updateTable('programme.action').set({ ...(await columnsOf(db, says)), changed_at: now, version: version + 1 }).where('area_id', '=', areaId).where('action_id', '=', id).execute()
    if (before.strategy_id !== null && says.links) {
      const plan = await db.selectFrom('programme.strategy').select(['slug', 'title']).where('area_id', '=', areaId).where('strategy_id', '=', before.strategy_id).executeTakeFirstOrThrow()
      await db.deleteFrom('programme.link').where('area_id', '=', areaId).where('action_id', '=', id).execute()
      await enterLinks(db, areaId, before.strategy_id, id, refuseOwnPlan(says.links, plan))
    }
    return { id, title: says.title, owner: says.owner, due: says.due ?? null, version: version + 1 }
  },
})

/** Keeps a row of an action as it stands before a change, with why; refuses where somebody else changed it first. */
async function keepAction(db: Writer, { areaId, id, version, why, by, name, now }: { areaId: number; id: string; version: number; why: string; by: string; name: string; now: Date }) {
  const stood = await db.selectFrom('programme.action').selectAll().where('area_id', '=', areaId).where('action_id', '=', id).forUpdate().executeTakeFirstOrThrow()
  if (stood.version !== version) throw new Refusal('conflict', `Somebody changed this action after you opened it. Open the page again to see what they wrote, ${name}`)
  const links = await db.selectFrom('programme.link').select(['to_strategy_id', 'to_words', 'kind']).where('area_id', '=', areaId).where('action_id', '=', id).orderBy('position').execute()
  await db.insertInto('programme.action_before').values({ area_id: areaId, action_id: id, version, stood: JSON.stringify({ ...stood, links, why }), changed_by: by, changed_at: now }).execute()
  return stood
}

/** The columns of what an action says, but for its place. */
async function columnsOf(db: Writer, { measure, group, title, owner, due, dueWords, effect, number, outcome, noCurveReason }: Says) {
  const series = measure === undefined ? null : findSeries(await book(reading(db)), measure, group)
  return {
    measure_id: series?.measure.id ?? null, group_id: series?.group.id ?? null, title, owner, due: due ?? null, due_words: dueWords ?? null,
    expected_effect: effect ?? null, number: number ?? null, outcome: outcome ?? null, no_curve_reason: series ? null : (noCurveReason ?? null),
  }
}

/** The plan an action is to belong to, and whether that is over; refuses one that is retired, or a priority that is not of it or closed. */
async function planFor(db: Writer, areaId: number, slug: string, priorityId: string | undefined, today: string): Promise<{ strategyId: string; slug: string; title: string; priorityId: string | null; over: Over | null }> {
  const plan = await strategyOf(db, areaId, slug)
  if (!plan) throw new Refusal('missing', 'There is no such strategy')
  if (plan.retiredOn !== null) throw new Refusal('conflict', `${plan.title} is retired. Bring it back before you add to it`)
  const priority = priorityId === undefined ? undefined : plan.priorities.find(({ id }) => id === priorityId)
  if (priorityId !== undefined && !priority) throw new Refusal('invalid', 'This is no priority of the strategy', { priority: 'Choose a priority of this strategy' })
  if (priority && priority.closedOn !== null) throw new Refusal('invalid', `Priority ${priority.number} is closed`, { priority: 'This priority is closed. Choose one that is open' })
  return { strategyId: plan.id, slug: plan.slug, title: plan.title, priorityId: priorityId ?? null, over: overOn({ ends: plan.ends, retiredOn: null, closedOn: null }, today) }
}

/** An action belongs to its plan already; a link from it leads to another. */
function refuseOwnPlan<Link extends { to: string }>(links: Link[], { slug, title }: { slug: string; title: string }): Link[] {
  const same = (name: string) => name.trim().toLowerCase().replace(/\s+/g, ' ')
  const at = links.findIndex(({ to }) => to === slug || same(to) === same(title))
  if (at >= 0) throw new Refusal('invalid', 'This action belongs to that strategy already. Link it to another, or leave the line empty', { [`links.${at}.to`]: 'This is its own strategy. Choose another' })
  return links
}

/** Among the areas the person has a part in: elsewhere it is missing, as is what never was. */
export async function findAction(actor: Actor, id: string, db: Reader) {
  const [found] = await rows(db, sql<{ areaId: number; placeId: number }>`
    select area_id as "areaId", place_id as "placeId" from programme.action where area_id = any (${await areasOf(actor, db)}) and action_id = ${id}`)
  if (!found) throw new Refusal('missing', 'There is no such action')
  return found
}
