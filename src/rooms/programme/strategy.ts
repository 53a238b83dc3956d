import { type Actor, plannedRead, type Reader, type Writer } from '#platform'
import { Refusal } from '#kernel'
import { areasOf, type Ground } from '#rooms/access'
import { directory } from '#rooms/places'
import type { LeadKind, LinkKind, Stage, StatementKind } from './strategy-document.ts'

export interface Statement {
  kind: StatementKind
  /** Whom it speaks of; null where the strategy does not divide its values so. */
  audience: string | null
  body: string
  /** For a target group, the group of the measure book that comes nearest. */
  groupId: string | null
}

export interface Lead {
  kind: LeadKind
  roleTitle: string
  people: number
}

export interface Priority {
  id: string
  number: number
  title: string
  outcome: string
  /** ISO date; null while it is open. */
  closedOn: string | null
  closedReason: string | null
  leads: Lead[]
}

export interface Milestone {
  stage: Stage
  body: string
  /** As the strategy says it: Summer term 2007. */
  when: string
  starts: string | null
  ends: string | null
}

export interface Board {
  body: string
  part: string
  reportsTo: string | null
}

export interface Link {
  kind: LinkKind
  /** Of a strategy of the same area; null where it is only named. */
  slug: string | null
  /** What it is called. */
  to: string
}

/** A strategy whole: what it says, with its statements, priorities, milestones, boards and links. Days are ISO dates. */
export interface Strategy {
  id: string
  areaId: number
  slug: string
  title: string
  vision: string
  starts: string | null
  ends: string | null
  source: string
  agreedBy: string | null
  agreedOn: string | null
  publicFrom: string | null
  retiredOn: string | null
  retiredBy: string | null
  retiredReason: string | null
  version: number
  madeBy: string
  changedBy: string
  /** ISO times. */
  madeAt: string
  changedAt: string
  statements: Statement[]
  priorities: Priority[]
  milestones: Milestone[]
  boards: Board[]
  links: Link[]
}

/** A strategy of an area as it stands; undefined where it has none under this slug. */
export async function strategyOf(db: Reader | Writer, areaId: number, slug: string): Promise<Strategy | undefined> {
  return (await wholeStrategy(db, [areaId, slug]))[0]?.whole
}

/** Where a strategy lies: its area, the place the area is for, and its id. */
export interface StrategySite extends Ground {
  areaId: number
  strategyId: string
  slug: string
}

/** Finds a strategy by its slug among the areas somebody has a part in, their own first: elsewhere it is missing, as is what never was. */
export async function findStrategy(actor: Actor, slug: string, db: Reader): Promise<StrategySite> {
  const found = (await sitesOfSlug(db, [await areasOf(actor, db), slug])).sort((a, b) => Number(b.areaId === actor.areaId) - Number(a.areaId === actor.areaId))[0]
  if (!found) throw new Refusal('missing', 'There is no such strategy')
  return { ...found, slug, placeId: await homeOf(db, found.areaId) }
}

/** The place an area is for. */
export async function homeOf(db: Reader, areaId: number): Promise<number> {
  const placeId = (await directory(db)).homeOf(areaId)
  if (placeId === undefined) throw new Refusal('invalid', 'Say which area: name its place', { place: 'Name the place of the area, like Derby' })
  return placeId
}

/** Other strategies of the area that name this one, by themselves or in their actions. */
export interface LinkFrom {
  kind: LinkKind
  slug: string
  title: string
  /** How many of its actions name it; 0 where the strategy itself does. */
  actions: number
}

/** What links to a strategy from others of its area. */
export function linksTo(db: Reader, areaId: number, strategyId: string): Promise<LinkFrom[]> {
  return fromOthers(db, [areaId, strategyId])
}

/** In one statement, so that a page or a copy of it never shows halves of two versions. */
const wholeStrategy = plannedRead<{ whole: Strategy }, [areaId: number, slug: string]>('programme.strategy', `
  select jsonb_build_object(
    'id', s.strategy_id, 'areaId', s.area_id, 'slug', s.slug, 'title', s.title, 'vision', s.vision, 'starts', s.starts, 'ends', s.ends, 'source', s.source,
    'agreedBy', s.agreed_by, 'agreedOn', s.agreed_on, 'publicFrom', s.public_from, 'retiredOn', s.retired_on, 'retiredBy', s.retired_by, 'retiredReason', s.retired_reason,
    'version', s.version, 'madeBy', s.made_by, 'madeAt', s.made_at, 'changedBy', s.changed_by, 'changedAt', s.changed_at,
    'statements', coalesce((
      select jsonb_agg(jsonb_build_object('kind', t.kind, 'audience', t.audience, 'body', t.body, 'groupId', t.group_id) order by t.position)
      from programme.statement t where t.area_id = s.area_id and t.strategy_id = s.strategy_id), '[]'),
    'priorities', coalesce((
      select jsonb_agg(jsonb_build_object('id', p.priority_id, 'number', p.number, 'title', p.title, 'outcome', p.outcome, 'closedOn', p.closed_on, 'closedReason', p.closed_reason,
        'leads', coalesce((
          select jsonb_agg(jsonb_build_object('kind', l.kind, 'roleTitle', l.role_title, 'people', l.people) order by l.position)
          from programme.lead l where l.area_id = p.area_id and l.priority_id = p.priority_id), '[]')) order by p.number, p.priority_id)
      from programme.priority p where p.area_id = s.area_id and p.strategy_id = s.strategy_id), '[]'),
    'milestones', coalesce((
      select jsonb_agg(jsonb_build_object('stage', m.stage, 'body', m.body, 'when', m.when_words, 'starts', m.starts, 'ends', m.ends) order by m.position)
      from programme.milestone m where m.area_id = s.area_id and m.strategy_id = s.strategy_id), '[]'),
    'boards', coalesce((
      select jsonb_agg(jsonb_build_object('body', r.body, 'part', r.part, 'reportsTo', r.reports_to) order by r.position)
      from programme.reporting r where r.area_id = s.area_id and r.strategy_id = s.strategy_id), '[]'),
    'links', coalesce((
      select jsonb_agg(jsonb_build_object('kind', k.kind, 'slug', o.slug, 'to', coalesce(o.title, k.to_words)) order by k.position)
      from programme.link k left join programme.strategy o on o.area_id = k.area_id and o.strategy_id = k.to_strategy_id
      where k.area_id = s.area_id and k.strategy_id = s.strategy_id and k.action_id is null), '[]')) as whole
  from programme.strategy s
  where s.area_id = $1 and s.slug = $2`)

const sitesOfSlug = plannedRead<{ areaId: number; strategyId: string }, [areas: number[], slug: string]>('programme.strategy-sites', `
  select area_id as "areaId", strategy_id as "strategyId" from programme.strategy where area_id = any ($1::int[]) and slug = $2`)

const fromOthers = plannedRead<LinkFrom, [areaId: number, strategyId: string]>('programme.links-to', `
  select k.kind, s.slug, s.title, count(k.action_id)::int as actions
  from programme.link k join programme.strategy s on s.area_id = k.area_id and s.strategy_id = k.strategy_id
  where k.area_id = $1 and k.to_strategy_id = $2
  group by k.kind, s.slug, s.title, (k.action_id is null)
  order by min(s.starts), s.title, actions`)
