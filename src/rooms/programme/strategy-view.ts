import { Refusal } from '#kernel'
import type { Actor, Reader, Viewer } from '#platform'
import { personNames, verbsAt } from '#rooms/access'
import { type Book, book, measureAddress } from '#rooms/measures'
import { type Directory, directory } from '#rooms/places'
import { type PlanAction, planActions } from './plan-actions.ts'
import { countStandings, type LifeKind, lifeOf } from './strategies.ts'
import type { StandingKind } from './standing.ts'
import { findStrategy, type LinkFrom, linksTo, type Strategy, strategyOf } from './strategy.ts'
import { type EarlierVersion, versionsOf } from './versions.ts'

/** Everything the page of a strategy shows. */
export interface StrategyView {
  strategy: Strategy
  life: LifeKind
  /** ISO date. */
  today: string
  /** The place of its area. */
  place: { placeId: number; code: string; name: string }
  actions: PlannedAction[]
  counts: Record<StandingKind, number>
  linkedFrom: LinkFrom[]
  versions: EarlierVersion[]
  /** Labels of the groups of the measure book, by id. */
  groups: Map<string, string>
  names: Map<string, string>
  may: { write: boolean; act: boolean; publish: boolean }
}

/** An action with the curve it is to turn in words; null where it names none. */
export interface PlannedAction extends PlanAction {
  curve: { label: string; href: string } | null
}

/** Reads a strategy for somebody with a part in its area; refuses others as if there were none. */
export async function readStrategyView(db: Reader, actor: Actor, slug: string, now: Date, viewer?: Pick<Viewer, 'publishedVersion'>): Promise<StrategyView> {
  const site = await findStrategy(actor, slug, db)
  const today = now.toISOString().slice(0, 10)
  const [verbs, held, places, names] = await Promise.all([verbsAt(actor, site, db), book(db, viewer?.publishedVersion), directory(db, viewer?.publishedVersion), personNames(db)])
  if (!verbs.has('published:read')) throw new Refusal('missing', 'There is no such strategy')
  const [strategy, actions, linkedFrom, versions] = await Promise.all([
    strategyOf(db, site.areaId, slug), planActions(db, site.areaId, today, site.strategyId), linksTo(db, site.areaId, site.strategyId), versionsOf(db, site.areaId, site.strategyId),
  ])
  const place = places.byId(site.placeId)!
  return {
    strategy: strategy!, life: lifeOf(strategy!, today), today, place: { placeId: site.placeId, code: place.code, name: place.name }, actions: actions.map((one) => withCurve(one, held, places)), counts: countStandings(actions),
    linkedFrom, versions, groups: new Map([...held.groups].map(([id, { label }]) => [id, label])), names,
    may: { write: verbs.has('strategy:write'), act: verbs.has('action:write'), publish: verbs.has('scorecard:publish') },
  }
}

/** Names the curve of an action as people know it. */
export function withCurve(action: PlanAction, held: Book, places: Directory): PlannedAction {
  if (action.measureId === null) return { ...action, curve: null }
  const group = action.groupId === null || action.groupId === 'all' ? null : (held.groups.get(action.groupId)?.label ?? action.groupId)
  const label = held.measure(action.measureId)?.label ?? action.measureId
  const place = places.byId(action.placeId)
  return { ...action, curve: { label: group === null ? label : `${label}, ${group}`, href: measureAddress(action.measureId, place?.code ?? '', action.groupId ?? 'all') } }
}
