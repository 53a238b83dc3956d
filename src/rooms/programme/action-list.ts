import { type FilterGroup, type SortableColumn } from '#design'
import type { Sheet } from '#platform'
import { byName } from '#rooms/measures'
import { type StandingKind, standingInWords, STANDINGS } from './standing.ts'
import type { PlannedAction } from './strategy-view.ts'

/** The order in which actions want looking at. */
const ORDER: StandingKind[] = ['late', 'soon', 'open', 'undated', 'left-open', 'unreported', 'done', 'dropped']

/** What the list can be narrowed by: only what some action has. */
export function actionFilters(actions: PlannedAction[]): FilterGroup[] {
  const strategies = new Map(actions.flatMap(({ strategy }) => (strategy ? [[strategy.slug, strategy.title] as const] : [])))
  const owners = [...new Set(actions.map(({ owner }) => owner))].sort(byName)
  return [
    { kind: 'many', name: 'state', legend: 'Where it stands', options: ORDER.map((value) => ({ value, text: STANDINGS[value] })) },
    { kind: 'one', name: 'curve', legend: 'Curve', options: [{ value: 'named', text: 'Names the curve it is to turn' }, { value: 'none', text: 'Names none' }] },
    ...(strategies.size ? [{ kind: 'one' as const, name: 'strategy', legend: 'Strategy', options: [...strategies].map(([value, text]) => ({ value, text })) }] : []),
    ...(owners.length > 1 ? [{ kind: 'many' as const, name: 'owner', legend: 'Who', options: owners.map((value) => ({ value, text: value })) }] : []),
  ]
}

/** Those that fit all that was chosen; of several options of one question, any. */
export function chosenActions(actions: PlannedAction[], chosen: Record<string, string[]>): PlannedAction[] {
  const fits = (name: string, value: string | undefined) => !chosen[name]?.length || (value !== undefined && chosen[name].includes(value))
  return actions.filter((one) => fits('state', one.standing.kind) && fits('curve', one.curve ? 'named' : 'none') && fits('strategy', one.strategy?.slug) && fits('owner', one.owner))
}

/** What the columns of the list are put in order by: most pressing first, the later of two that are late last. */
export const ACTION_ORDER = {
  title: ({ title }: PlannedAction) => title,
  owner: ({ owner }: PlannedAction) => owner,
  due: ({ due }: PlannedAction) => due,
  curve: ({ curve }: PlannedAction) => curve?.label ?? null,
  standing: ({ standing }: PlannedAction) => ORDER.indexOf(standing.kind) * 1_000_000 + (standing.days ?? 0),
} satisfies Record<string, NonNullable<SortableColumn<PlannedAction>['orderBy']>>

/** The list as a table to take away. Days late are whole days; empty where an action is not late. */
export function actionSheet(actions: PlannedAction[], area: string, today: string, address: string): Sheet {
  return {
    file: `actions-${area}-${today}`, title: `Actions of ${area}`,
    head: ['action', 'number', 'strategy', 'priority', 'outcome', 'who', 'due', 'due in words', 'state', 'stands', 'days late', 'measure', 'group', 'curve', 'why it names no curve', 'last said'],
    lines: actions.map((one) => [
      one.title, one.number, one.strategy?.title ?? null, one.priority ? `${one.priority.number}. ${one.priority.title}` : null, one.outcome, one.owner, one.due, one.dueWords, one.state,
      standingInWords(one.standing, one), one.standing.kind === 'late' ? -one.standing.days! : null, one.measureId, one.groupId, one.curve?.label ?? null, one.noCurveReason, one.reason,
    ]),
    key: [['Area', area], ['As of', today], ['Late', 'Its day has passed and nobody has said it is done or dropped. An action of a plan that is over is not late'], ['Not known', 'Its plan is over and nobody ever said how far it was'], ['Address', address]],
  }
}
