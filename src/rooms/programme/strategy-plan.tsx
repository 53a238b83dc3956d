import { Rows } from '#design'
import { dayInWords } from '#kernel'
import { isDeepStrictEqual } from 'node:util'
import { ActionStanding } from './action-standing.tsx'
import { NO_CURVE_SAID } from './enter-strategy.ts'
import { overInWords } from './standing.ts'
import { LinkTo } from './strategy-body.tsx'
import { LINK_WORDS } from './strategy-words.ts'
import type { Link, Priority } from './strategy.ts'
import type { PlannedAction, StrategyView } from './strategy-view.ts'

/** The actions of a strategy: priority by priority, and in each outcome by outcome. */
export function Plan({ view: { strategy, actions, today } }: { view: StrategyView }) {
  const byPriority = Map.groupBy(inOrder(actions), ({ priority }) => priority?.id ?? null)
  const parts = [...strategy.priorities.map((one) => [one, byPriority.get(one.id) ?? []] as const), [null, byPriority.get(null) ?? []] as const].filter(([, own]) => own.length)
  return <>{parts.map(([priority, own]) => <PriorityPlan priority={priority} isOnly={parts.length === 1} actions={own} today={today} />)}</>
}

function PriorityPlan({ priority, isOnly, actions, today }: { priority: Priority | null; isOnly: boolean; actions: PlannedAction[]; today: string }) {
  return (
    <div class="plan">
      {priority ? <h3 dir="auto">{priority.number}. {priority.title}</h3> : isOnly ? null : <h3>Under no priority</h3>}
      {[...Map.groupBy(actions, ({ outcome }) => outcome)].map(([outcome, own]) => {
        const shared = own.length > 1 && own.every(({ links }) => isDeepStrictEqual(links, own[0]!.links)) ? own[0]!.links : null
        return (
          <>
            {outcome === null ? null : <p class="outcome" dir="auto"><span class="quiet">So that</span> {outcome}</p>}
            <Rows kind="acts" items={own.map((one) => <ActionLine action={one} today={today} showsLinks={shared === null} />)} />
            {shared ? <Linked links={shared} /> : null}
          </>
        )
      })}
    </div>
  )
}

/** What, with its curve and links; who and when; where it stands. */
function ActionLine({ action, today, showsLinks }: { action: PlannedAction; today: string; showsLinks: boolean }) {
  return (
    <>
      <div>
        <p dir="auto">{action.number ? <span class="quiet">{action.number} </span> : null}<a href={actionAddress(action.id)}>{action.title}</a></p>
        <Curve action={action} />
        {action.reason === null ? null : <p class="small quiet" dir="auto">{action.reason}</p>}
        {showsLinks && action.links.length ? <Linked links={action.links} /> : null}
      </div>
      <div><p dir="auto">{action.owner}</p><p class="quiet small">{dueOf(action)}</p></div>
      <div><ActionStanding action={action} today={today} />{action.standing.kind === 'left-open' ? <p class="small quiet">{overInWords(action.over!, 'left-open', dayInWords)}</p> : null}</div>
    </>
  )
}

/** The curve it is to turn, or why it names none; where the plan says nothing at all, the page has said so once above. */
function Curve({ action: { curve, noCurveReason } }: { action: PlannedAction }) {
  if (curve) return <p class="small">To turn <a href={`${curve.href}#action`}>{curve.label}</a></p>
  return noCurveReason === null || noCurveReason === NO_CURVE_SAID ? null : <p class="small quiet" dir="auto">Names no curve: {noCurveReason}</p>
}

function Linked({ links }: { links: Link[] }) {
  return (
    <p class="small quiet">
      {[...Map.groupBy(links, ({ kind }) => kind)].map(([kind, ones], at) => <>{at ? '. ' : ''}{LINK_WORDS[kind]} {ones.map((one, place) => <>{place ? ', ' : ''}<LinkTo link={one} /></>)}</>)}
    </p>
  )
}

/** By when, as the plan says it where it says it in words. */
export const dueOf = ({ due, dueWords }: Pick<PlannedAction, 'due' | 'dueWords'>) => dueWords ?? (due === null ? 'No day set' : dayInWords(due))

export const actionAddress = (id: string) => `/actions/${id}`

/** As the plan numbers them; those without a number after them, soonest due first. */
function inOrder(actions: PlannedAction[]) {
  const order = new Intl.Collator('en-GB', { numeric: true }).compare
  return actions.toSorted((a, b) => Number(a.number === null) - Number(b.number === null) || (a.number !== null && b.number !== null ? order(a.number, b.number) : 0))
}
