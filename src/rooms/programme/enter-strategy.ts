import { sql } from 'kysely'
import { newId, reading, rows, type Writer } from '#platform'
import { book, findSeries } from '#rooms/measures'
import type { StrategyDocument } from './strategy-document.ts'

/** Where a strategy goes, and who enters it. `by` is a person's slug. */
export interface Entering {
  areaId: number
  placeId: number
  by: string
  now: Date
}

/** Why an action that came from a plan names no curve, where the plan says nothing more. */
export const NO_CURVE_SAID = 'The plan does not say which measure it is to move'

/**
 * Writes a whole strategy down from its document, with its priorities, actions and links; its promises are entered by whoever
 * knows them. Does nothing where the area has one under this slug. Answers its id, and whether it is new.
 */
export async function enterStrategy(db: Writer, entering: Entering, document: StrategyDocument): Promise<{ strategyId: string; isNew: boolean }> {
  const { areaId, by, now } = entering
  const held = await db.selectFrom('programme.strategy').select('strategy_id').where('area_id', '=', areaId).where('slug', '=', document.slug).executeTakeFirst()
  if (held) return { strategyId: held.strategy_id, isNew: false }
  const strategyId = newId()
  await db.insertInto('programme.strategy').values({
    area_id: areaId, strategy_id: strategyId, slug: document.slug, title: document.title, vision: document.vision, starts: document.starts, ends: document.ends, source: document.source,
    agreed_by: document.agreedBy, agreed_on: document.agreedOn, public_from: document.publicFrom, made_by: by, made_at: now, changed_by: by, changed_at: now,
  }).execute()
  await enterParts(db, areaId, strategyId, document)
  await enterPriorities(db, entering, strategyId, document)
  await enterLinks(db, areaId, strategyId, null, document.links)
  // Others may have named it before it was here.
  await db.updateTable('programme.link').set({ to_strategy_id: strategyId, to_words: null }).where('area_id', '=', areaId).where('to_words', '=', document.slug).where('strategy_id', '<>', strategyId).execute()
  return { strategyId, isNew: true }
}

/** Statements, milestones and boards: what a strategy says of itself, each in its order. */
export async function enterParts(db: Writer, areaId: number, strategyId: string, { statements, milestones, reporting }: Pick<StrategyDocument, 'statements' | 'milestones' | 'reporting'>) {
  const whose = { area_id: areaId, strategy_id: strategyId }
  if (statements.length) {
    await db.insertInto('programme.statement').values(statements.map(({ kind, audience, body, groupId }, position) => ({
      ...whose, statement_id: newId(), kind, position, audience: audience ?? null, body, group_id: groupId ?? null,
    }))).execute()
  }
  if (milestones.length) {
    await db.insertInto('programme.milestone').values(milestones.map(({ stage, body, when, starts, ends }, position) => ({
      ...whose, milestone_id: newId(), position, stage, body, when_words: when, starts: starts ?? null, ends: ends ?? null,
    }))).execute()
  }
  if (reporting.length) {
    await db.insertInto('programme.reporting').values(reporting.map(({ body, part, reportsTo }, position) => ({ ...whose, position, body, part, reports_to: reportsTo ?? null }))).execute()
  }
}

/** Links to strategies of the area by their slug; to whatever has no such slug, by name alone. */
export async function enterLinks(db: Writer, areaId: number, strategyId: string, actionId: string | null, links: StrategyDocument['links']) {
  if (!links.length) return
  const held = await rows(db, sql<{ slug: string; id: string }>`
    select slug, strategy_id as id from programme.strategy where area_id = ${areaId} and slug = any (${links.map(({ to }) => to)})`)
  const idOf = new Map(held.map(({ slug, id }) => [slug, id]))
  await db.insertInto('programme.link').values(links.map(({ to, kind }, position) => ({
    area_id: areaId, link_id: newId(), strategy_id: strategyId, action_id: actionId, to_strategy_id: idOf.get(to) ?? null, to_words: idOf.has(to) ? null : to, kind, position,
  }))).execute()
}

async function enterPriorities(db: Writer, entering: Entering, strategyId: string, { priorities }: StrategyDocument) {
  const { areaId, now } = entering
  for (const { number, title, outcome, leads, actions } of priorities) {
    const priority = newId()
    await db.insertInto('programme.priority').values({ area_id: areaId, priority_id: priority, strategy_id: strategyId, number, title, outcome, changed_at: now }).execute()
    if (leads.length) {
      await db.insertInto('programme.lead').values(leads.map(({ kind, roleTitle, people }, position) => ({ area_id: areaId, priority_id: priority, position, kind, role_title: roleTitle, people }))).execute()
    }
    for (const action of actions) await enterAction(db, entering, { strategyId, priorityId: priority }, action)
  }
}

async function enterAction(db: Writer, { areaId, placeId, by, now }: Entering, of: { strategyId: string; priorityId: string }, action: StrategyDocument['priorities'][number]['actions'][number]) {
  const series = action.curve && findSeries(await book(reading(db)), action.curve.measure, action.curve.group)
  const actionId = newId()
  await db.insertInto('programme.action').values({
    area_id: areaId, action_id: actionId, place_id: placeId, measure_id: series?.measure.id ?? null, group_id: series?.group.id ?? null, title: action.title, owner: action.owner,
    due: action.due ?? null, due_words: action.dueWords ?? null, expected_effect: null, state: 'not-started', made_by: by, made_at: now, changed_at: now,
    strategy_id: of.strategyId, priority_id: of.priorityId, number: action.number ?? null, outcome: action.outcome ?? null, no_curve_reason: series ? null : (action.noCurveReason ?? NO_CURVE_SAID),
  }).execute()
  await enterLinks(db, areaId, of.strategyId, actionId, action.links)
}
