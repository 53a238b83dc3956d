import { Button, Details, Hidden, Rows, Select, showAmount, Textarea, Verdict } from '#design'
import { STATES } from '#rooms/programme'
import type { Curve } from './curve.ts'
import { day } from './curve-view.tsx'
import { formAddress } from './curve-forms.tsx'

/** The targets of a curve, each with its reason and who set it. */
export function Targets({ curve, once }: { curve: Curve; once: string }) {
  const { targets, series, names, may, place } = curve
  if (!targets.length) return <p class="quiet">No target is set for {place.name}.</p>
  return (
    <Rows items={targets.map(({ id, period, value, reason, setBy, setAt }) => (
      <>
        <p><b>{showAmount(value, series)} by {period}</b></p>
        <p dir="auto">{reason}</p>
        <p class="small quiet">Set by {names.get(setBy) ?? setBy}, {day(setAt)}</p>
        {may.setTarget ? (
          <form method="post" action={formAddress(curve, 'withdraw-target')}>
            <Hidden fields={{ id, once, place: place.code, group: series.group.id }} />
            <button class="as-link">Take this target back<span class="govuk-visually-hidden"> ({period})</span></button>
          </form>
        ) : null}
      </>
    ))} />
  )
}

/** The actions of a curve: what, who and when, and how far. */
export function Actions({ curve, once }: { curve: Curve; once: string }) {
  const { actions, place } = curve
  if (!actions.length) return <p class="quiet">No action names this curve for {place.name} yet.</p>
  return <Rows kind="acts" items={actions.map((action) => <ActionRow curve={curve} action={action} once={once} />)} />
}

function ActionRow({ curve, action, once }: { curve: Curve; action: Curve['actions'][number]; once: string }) {
  return (
    <>
      <div>
        <p dir="auto"><b>{action.title}</b></p>
        {action.effect ? <p class="quiet" dir="auto">Expected effect: {action.effect}</p> : null}
        {action.reason ? <p class="small quiet" dir="auto">{action.reason}</p> : null}
        {curve.may.addAction ? (
          <Details summary="Change how far it is">
            <form method="post" action={formAddress(curve, 'change-action')} novalidate>
              <Hidden fields={{ id: action.id, version: String(action.version), once, place: curve.place.code, group: curve.series.group.id }} />
              <Select label="How far it is" name="state" id={`state-${action.id}`} value={action.state} items={Object.entries(STATES).map(([value, text]) => ({ value, text }))} />
              <Textarea label="Why, in a sentence" name="reason" id={`reason-${action.id}`} rows={2} />
              <Button kind="secondary">Save</Button>
            </form>
          </Details>
        ) : null}
      </div>
      <div><p dir="auto">{action.owner}</p><p class="quiet">{day(action.due)}</p></div>
      <div><ActionState action={action} /></div>
    </>
  )
}

export function ActionState({ action }: { action: { state: string; due: string } }) {
  const word = STATES[action.state as keyof typeof STATES]
  if (action.state === 'done') return <Verdict kind="better">{word}</Verdict>
  if (action.state === 'dropped') return <Verdict kind="steady">{word}</Verdict>
  const late = Math.floor((Date.now() - Date.parse(action.due)) / 86_400_000)
  if (late > 0) return <Verdict kind="worse">{late === 1 ? '1 day late' : `${late} days late`}</Verdict>
  return <Verdict kind="steady">{word}</Verdict>
}
