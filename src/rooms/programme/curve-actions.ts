import { plannedRead, query, type Reader } from '#platform'
import { holds } from '#rooms/access'
import { siteNamed } from '#rooms/places'
import { Curve, type CurveKey, curveNamed } from './curve.ts'
import { overOn, type Over } from './standing.ts'

export const listActions = query({
  name: 'programme.actions',
  summary: 'The actions meant to turn a curve, soonest due first',
  input: Curve,
  may: async (actor, { place }, db) => holds(actor, 'published:read', await siteNamed(db, place), db),
  read: async ({ db, now }, curve) => actionsOf(db, await curveNamed(db, curve), now),
})

export interface CurveAction {
  id: string
  title: string
  owner: string
  /** ISO date; null where the plan gives words instead. */
  due: string | null
  dueWords: string | null
  effect: string | null
  state: string
  reason: string | null
  version: number
  madeBy: string
  changedAt: Date
  /** The strategy it belongs to; null where it stands by itself. */
  strategy: { slug: string; title: string } | null
  /** When its plan was over; such an action is never late. */
  over: Over | null
}

/** The actions of a curve, soonest due first, with their owners in words. */
export async function actionsOf(db: Reader, { areaId, placeId, measureId, groupId }: CurveKey, now = new Date()): Promise<CurveAction[]> {
  if (areaId === null) return []
  const today = now.toISOString().slice(0, 10)
  return (await actionsOfCurve(db, [areaId, placeId, measureId, groupId])).map(({ ends, retiredOn, closedOn, ...one }) => ({ ...one, over: overOn({ ends, retiredOn, closedOn }, today) }))
}

const actionsOfCurve = plannedRead<Omit<CurveAction, 'over'> & { ends: string | null; retiredOn: string | null; closedOn: string | null }, [areaId: number, placeId: number, measureId: string, groupId: string]>('programme.actions', `
  select a.action_id as id, a.title, a.owner, a.due::text as due, a.due_words as "dueWords", a.expected_effect as effect, a.state, a.state_reason as reason, a.version, a.made_by as "madeBy", a.changed_at as "changedAt",
    case when s.slug is not null then jsonb_build_object('slug', s.slug, 'title', s.title) end as strategy, s.ends::text as ends, s.retired_on::text as "retiredOn", p.closed_on::text as "closedOn"
  from programme.action a
  left join programme.strategy s on s.area_id = a.area_id and s.strategy_id = a.strategy_id
  left join programme.priority p on p.area_id = a.area_id and p.priority_id = a.priority_id
  where a.area_id = $1 and a.place_id = $2 and a.measure_id = $3 and a.group_id = $4
  order by a.due nulls last, a.action_id`)

export interface OpenAction {
  id: string
  title: string
  owner: string
  /** ISO date; null where the plan gives words instead. */
  due: string | null
  dueWords: string | null
  state: string
  placeId: number
  /** Null where it names no curve. */
  measureId: string | null
  groupId: string | null
  strategyId: string | null
}

/** Actions of an area that are not done, for home: late ones first. What belongs to a plan that is over is nobody's to do any more. */
export function openActions(db: Reader, areaId: number, most: number): Promise<OpenAction[]> {
  return openOnes(db, [areaId, most])
}

const openOnes = plannedRead<OpenAction, [areaId: number, most: number]>('programme.open-actions', `
  select a.action_id as id, a.title, a.owner, a.due::text as due, a.due_words as "dueWords", a.state, a.place_id as "placeId", a.measure_id as "measureId", a.group_id as "groupId", a.strategy_id as "strategyId"
  from programme.action a
  left join programme.strategy s on s.area_id = a.area_id and s.strategy_id = a.strategy_id
  left join programme.priority p on p.area_id = a.area_id and p.priority_id = a.priority_id
  where a.area_id = $1 and a.state in ('not-started', 'under-way') and a.due is not null
    and s.retired_on is null and coalesce(s.ends, current_date) >= current_date and p.closed_on is null
  order by a.due, a.action_id limit $2`)
