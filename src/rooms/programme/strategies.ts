import * as z from 'zod'
import { Refusal } from '#kernel'
import { type Actor, plannedRead, query, type Reader, unlessBlank } from '#platform'
import { holds } from '#rooms/access'
import { siteNamed } from '#rooms/places'
import { type PlanAction, planActions } from './plan-actions.ts'
import type { StandingKind } from './standing.ts'
import { findStrategy, homeOf, linksTo, strategyOf } from './strategy.ts'

/** In force on a day, to come, over because its life ended, or retired before its time. */
export type LifeKind = 'in-force' | 'to-come' | 'ended' | 'retired'

export function lifeOf({ starts, ends, retiredOn }: { starts: string | null; ends: string | null; retiredOn: string | null }, today: string): LifeKind {
  if (retiredOn !== null) return 'retired'
  if (ends !== null && ends < today) return 'ended'
  return starts !== null && starts > today ? 'to-come' : 'in-force'
}

/** A strategy as a list shows it. Days are ISO dates. */
export interface StrategyLine {
  slug: string
  title: string
  starts: string | null
  ends: string | null
  agreedBy: string | null
  agreedOn: string | null
  publicFrom: string | null
  retiredOn: string | null
  version: number
  life: LifeKind
  /** Aims, principles, outcomes and so on, together. */
  statements: number
  /** Open ones. */
  priorities: number
  /** Not withdrawn. */
  promises: number
  actions: Record<StandingKind, number>
  /** How many of its actions name no curve. */
  withoutCurve: number
}

type Row = Omit<StrategyLine, 'life' | 'actions' | 'withoutCurve'>

/** The strategies of an area with what is in them, the newest life first. */
export async function strategiesOf(db: Reader, areaId: number, today: string, actions?: PlanAction[]): Promise<StrategyLine[]> {
  const [held, all] = await Promise.all([heldStrategies(db, [areaId]), actions ?? planActions(db, areaId, today)])
  const bySlug = Map.groupBy(all, ({ strategy }) => strategy?.slug)
  return held.map((row) => {
    const own = bySlug.get(row.slug) ?? []
    return { ...row, life: lifeOf(row, today), actions: countStandings(own), withoutCurve: own.filter(({ measureId }) => measureId === null).length }
  })
}

/** How many actions stand where. */
export function countStandings(actions: PlanAction[]): Record<StandingKind, number> {
  const counts: Record<StandingKind, number> = { late: 0, soon: 0, open: 0, undated: 0, done: 0, dropped: 0, unreported: 0, 'left-open': 0 }
  for (const { standing } of actions) counts[standing.kind] += 1
  return counts
}

/** Those somebody still has to do. */
export const stillOpen = ({ late, soon, open, undated }: Record<StandingKind, number>) => late + soon + open + undated

export const listStrategies = query({
  name: 'programme.strategies',
  summary: 'The strategies of an area, with how many priorities, promises and actions each has and where the actions stand',
  rest: '/strategies',
  command: { word: 'strategies', positional: [] },
  input: z.object({ place: unlessBlank(z.string().max(200, 'Use 200 characters or fewer').optional()) }),
  may: async (actor, { place }, db) => holds(actor, 'published:read', await groundOf(actor, place, db), db),
  async read({ actor, db, now }, { place }) {
    return strategiesOf(db, (await groundOf(actor, place, db)).areaId, now.toISOString().slice(0, 10))
  },
})

export const readStrategy = query({
  name: 'programme.strategy',
  summary: 'A strategy whole: vision, statements, priorities with their leads, actions, timeline, boards and links both ways',
  rest: '/strategies/{slug}',
  command: { word: 'strategy', positional: ['slug'] },
  input: z.object({ slug: z.string('Say which strategy').min(1, 'Say which strategy').max(80, 'Use 80 characters or fewer') }),
  may: async (actor, { slug }, db) => holds(actor, 'published:read', await findStrategy(actor, slug, db), db),
  async read({ actor, db, now }, { slug }) {
    const { areaId, strategyId } = await findStrategy(actor, slug, db)
    const today = now.toISOString().slice(0, 10)
    const [strategy, actions, linkedFrom] = await Promise.all([strategyOf(db, areaId, slug), planActions(db, areaId, today, strategyId), linksTo(db, areaId, strategyId)])
    return { ...strategy!, life: lifeOf(strategy!, today), actions, linkedFrom }
  },
})

/** The area a query speaks of: that of the place named, else the asker's own. */
async function groundOf(actor: Actor, place: string | undefined, db: Reader): Promise<{ areaId: number; placeId: number }> {
  if (place === undefined) return { areaId: actor.areaId, placeId: await homeOf(db, actor.areaId) }
  const { areaId } = await siteNamed(db, place)
  if (areaId === null) throw new Refusal('missing', `${place} is not in an area that Belong is run for here`)
  return { areaId, placeId: await homeOf(db, areaId) }
}

const heldStrategies = plannedRead<Row, [areaId: number]>('programme.strategies', `
  select s.slug, s.title, s.starts::text as starts, s.ends::text as ends, s.agreed_by as "agreedBy", s.agreed_on::text as "agreedOn", s.public_from::text as "publicFrom", s.retired_on::text as "retiredOn", s.version,
    (select count(*)::int from programme.statement t where t.area_id = s.area_id and t.strategy_id = s.strategy_id) as statements,
    (select count(*)::int from programme.priority p where p.area_id = s.area_id and p.strategy_id = s.strategy_id and p.closed_on is null) as priorities,
    (select count(*)::int from programme.promise p where p.area_id = s.area_id and p.strategy_id = s.strategy_id and p.withdrawn_at is null) as promises
  from programme.strategy s
  where s.area_id = $1
  order by s.starts desc nulls first, s.ends desc nulls first, s.title`)
