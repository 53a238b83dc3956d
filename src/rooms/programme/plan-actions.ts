import { plannedRead, type Reader } from '#platform'
import { overOn, type Standable, type Standing, standingOf } from './standing.ts'
import type { Link } from './strategy.ts'

/** An action with the plan it belongs to, and where it stands today. Days are ISO dates. */
export interface PlanAction extends Standable {
  id: string
  title: string
  owner: string
  effect: string | null
  version: number
  /** As its plan numbers it. */
  number: string | null
  /** The outcome of the plan it serves. */
  outcome: string | null
  placeId: number
  /** The curve it is to turn; null where it names none, for the reason beside it. */
  measureId: string | null
  groupId: string | null
  noCurveReason: string | null
  strategy: { slug: string; title: string } | null
  priority: { id: string; number: number; title: string } | null
  links: Link[]
  madeBy: string
  madeAt: Date
  changedAt: Date
  standing: Standing
}

/** The actions of an area, or of one of its strategies, soonest due first and those without a day last. */
export async function planActions(db: Reader, areaId: number, today: string, strategyId: string | null = null): Promise<PlanAction[]> {
  return (await actionsOfArea(db, [areaId, strategyId, null])).map((row) => standing(row, today))
}

/** One action of an area; undefined where it has none under this id. */
export async function planAction(db: Reader, areaId: number, id: string, today: string): Promise<PlanAction | undefined> {
  return (await actionsOfArea(db, [areaId, null, id])).map((row) => standing(row, today))[0]
}

type Row = Omit<PlanAction, 'standing' | 'over'> & { ends: string | null; retiredOn: string | null; closedOn: string | null }

function standing({ ends, retiredOn, closedOn, ...row }: Row, today: string): PlanAction {
  const action = { ...row, over: overOn({ ends, retiredOn, closedOn }, today) }
  return { ...action, standing: standingOf(action, today) }
}

const actionsOfArea = plannedRead<Row, [areaId: number, strategyId: string | null, actionId: string | null]>('programme.plan-actions', `
  select a.action_id as id, a.title, a.owner, a.due::text as due, a.due_words as "dueWords", a.expected_effect as effect, a.state, a.state_reason as reason, a.version,
    a.number, a.outcome, a.place_id as "placeId", a.measure_id as "measureId", a.group_id as "groupId", a.no_curve_reason as "noCurveReason",
    a.made_by as "madeBy", a.made_at as "madeAt", a.changed_at as "changedAt",
    case when s.slug is not null then jsonb_build_object('slug', s.slug, 'title', s.title) end as strategy,
    case when p.number is not null then jsonb_build_object('id', p.priority_id, 'number', p.number, 'title', p.title) end as priority,
    s.ends::text as ends, s.retired_on::text as "retiredOn", p.closed_on::text as "closedOn",
    coalesce((
      select jsonb_agg(jsonb_build_object('kind', k.kind, 'slug', o.slug, 'to', coalesce(o.title, k.to_words)) order by k.position)
      from programme.link k left join programme.strategy o on o.area_id = k.area_id and o.strategy_id = k.to_strategy_id
      where k.area_id = a.area_id and k.action_id = a.action_id), '[]') as links
  from programme.action a
  left join programme.strategy s on s.area_id = a.area_id and s.strategy_id = a.strategy_id
  left join programme.priority p on p.area_id = a.area_id and p.priority_id = a.priority_id
  where a.area_id = $1 and ($2::uuid is null or a.strategy_id = $2) and ($3::uuid is null or a.action_id = $3)
  order by a.due nulls last, p.number, a.made_at, a.action_id`)

/** How an action stood before a change, who changed it, when, and why. */
export interface ActionBefore {
  version: number
  stood: { title: string; owner: string; due: string | null; due_words: string | null; state: string; state_reason: string | null; outcome: string | null; measure_id: string | null; why: string }
  changedBy: string
  changedAt: Date
}

/** The earlier versions of an action, newest first. */
export const actionHistory = plannedRead<ActionBefore, [areaId: number, actionId: string]>('programme.action-history', `
  select version, stood, changed_by as "changedBy", changed_at as "changedAt"
  from programme.action_before
  where area_id = $1 and action_id = $2
  order by version desc`)
