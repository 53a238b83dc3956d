import { Button, Details, Hidden, Rows, Section, Select, Textarea } from '#design'
import { dayInWords } from '#kernel'
import { ActionStanding, STATES } from '#rooms/programme'
import type { Curve } from './curve.ts'
import { ActionForm, type Desk, formAddress, formOf } from './curve-forms.tsx'

/** What we will do: what, who and when, and how far it is. */
export function ActionsSection({ desk }: { desk: Desk }) {
  const { actions, place, may } = desk.curve
  return (
    <Section heading="What we will do" id="action" aside="Each action names the curve it is meant to turn">
      {actions.length ? <Rows kind="acts" items={actions.map((action) => <ActionRow desk={desk} action={action} />)} /> : <p class="quiet">No action names this curve for {place.name} yet.</p>}
      {may.addAction ? <ActionForm desk={desk} /> : null}
    </Section>
  )
}

function ActionRow({ desk, action }: { desk: Desk; action: Curve['actions'][number] }) {
  return (
    <>
      <div>
        <p dir="auto"><b>{action.title}</b></p>
        {action.effect ? <p class="quiet" dir="auto">Expected effect: {action.effect}</p> : null}
        {action.reason ? <p class="small quiet" dir="auto">{action.reason}</p> : null}
        {action.strategy ? <p class="small quiet">Of <a href={`/strategies/${action.strategy.slug}`}>{action.strategy.title}</a></p> : null}
        {desk.curve.may.addAction ? <ChangeForm desk={desk} action={action} /> : null}
      </div>
      <div><p dir="auto">{action.owner}</p><p class="quiet" dir="auto">{whenDue(action)}</p></div>
      <div><ActionStanding action={action} /></div>
    </>
  )
}

function ChangeForm({ desk, action }: { desk: Desk; action: Curve['actions'][number] }) {
  const { curve, once } = desk
  const { isOpen, sent, field } = formOf(desk, 'change-action', action.id)
  return (
    <Details summary="Change how far it is" open={isOpen}>
      <form method="post" action={formAddress(curve, 'change-action')} novalidate>
        <Hidden fields={{ id: action.id, version: String(action.version), once, place: curve.place.code, group: curve.series.group.id }} />
        <Select label="How far it is" {...field('state')} value={sent?.typed['state'] ?? action.state} items={Object.entries(STATES).map(([value, text]) => ({ value, text }))} />
        <Textarea dir="auto" label="Why, in a sentence" rows={2} {...field('reason')} />
        <Button kind="secondary">Save</Button>
      </form>
    </Details>
  )
}

/** The day, or the plan's own words where it names none. */
export function whenDue({ due, dueWords }: Pick<Curve['actions'][number], 'due' | 'dueWords'>) {
  return due === null ? (dueWords ?? '') : dayInWords(due)
}
