import { Button, Details, Hidden, Input, Select, Textarea } from '#design'
import type { Viewer } from '#platform'
import type { Curve } from './curve.ts'
import type { Sent } from './curve-view.tsx'

interface FormProps {
  curve: Curve
  sent: Sent | undefined
  once: string
}

export function StoryForm({ curve, sent, once }: FormProps) {
  const { story } = curve
  return (
    <Details summary={story ? 'Rewrite the story' : 'Write the story'} open={Boolean(sent)}>
      <form method="post" action={formAddress(curve, 'story')} novalidate>
        <Hidden fields={{ ...about(curve), once, version: String(story?.version ?? 0) }} />
        <Textarea label="What lies behind the curve" hint="Causes and forces: what pushes it up, what holds it down, and how you know." name="body" id="story-body" rows={8}
          value={sent?.typed['body'] ?? story?.body ?? ''} error={sent?.fields['body']} />
        <Textarea label="What we do not know yet (optional)" hint="And who will find out." name="notKnown" id="story-notKnown" rows={3}
          value={sent?.typed['notKnown'] ?? story?.notKnown ?? ''} error={sent?.fields['notKnown']} />
        <Button>Save the story</Button>
      </form>
    </Details>
  )
}

export function TargetForm({ curve, sent, once }: FormProps) {
  const { ahead, series } = curve
  if (!ahead.length) return <p class="small quiet">A target needs a measure whose periods are years.</p>
  return (
    <Details summary="Set a target" open={Boolean(sent)}>
      <form method="post" action={formAddress(curve, 'target')} novalidate>
        <Hidden fields={{ ...about(curve), once }} />
        <Select label="By when" name="period" id="target-period" value={sent?.typed['period']} error={sent?.fields['period']}
          items={[{ value: '', text: 'Choose' }, ...ahead.filter(({ ends }) => ends > new Date().toISOString()).map(({ period }) => ({ value: period, text: period }))]} />
        <Input label={series.unit && series.unit !== '%' ? `Where it should be (${series.unit})` : 'Where it should be'} name="value" id="target-value" width={10} inputMode="decimal"
          value={sent?.typed['value']} error={sent?.fields['value']} {...(series.unit === '%' ? { suffix: '%' } : {})} />
        <Textarea label="Why this is the right target" hint="A board will ask: why this much, and why by then?" name="reason" id="target-reason" rows={3} value={sent?.typed['reason'] ?? ''} error={sent?.fields['reason']} />
        <Button>Set the target</Button>
      </form>
    </Details>
  )
}

export function ActionForm({ curve, sent, once }: FormProps) {
  return (
    <Details summary="Add an action" open={Boolean(sent)}>
      <form method="post" action={formAddress(curve, 'action')} novalidate>
        <Hidden fields={{ ...about(curve), once }} />
        <Input label="What will be done" name="title" id="action-title" value={sent?.typed['title']} error={sent?.fields['title']} />
        <Input label="Who will see that it is done" hint="A role is better than a name: people move." name="owner" id="action-owner" width={20} value={sent?.typed['owner']} error={sent?.fields['owner']} />
        <Input label="By which day" name="due" id="action-due" type="date" width={10} value={sent?.typed['due']} error={sent?.fields['due']} />
        <Textarea label="What effect you expect on the curve (optional)" name="effect" id="action-effect" rows={2} value={sent?.typed['effect'] ?? ''} error={sent?.fields['effect']} />
        <Button>Add the action</Button>
      </form>
    </Details>
  )
}

/** Another place or period, by an ordinary form: the address says it all. */
export function SwitchForm({ curve, viewer }: { curve: Curve; viewer: Viewer }) {
  const { measure, place, points, now, series } = curve
  return (
    <form method="get" action={`/measures/${encodeURIComponent(measure.id)}`} class="cols three">
      <Input label="Place" hint={`Its name or code: ${viewer.placeName}, ${viewer.placeCode}`} name="place" id="switch-place" value={place.name} width={20} />
      <Select label="Period" name="period" id="switch-period" value={now?.period.label} items={[{ value: '', text: 'The latest' }, ...points.toReversed().map(({ period }) => ({ value: period.label, text: period.label }))]} />
      {series.group.id === 'all' ? null : <Hidden fields={{ group: series.group.id }} />}
      <div><Button kind="secondary">Show</Button></div>
    </form>
  )
}

export function formAddress({ measure }: Curve, form: string) {
  return `/measures/${encodeURIComponent(measure.id)}/${form}`
}

const about = ({ place, series }: Curve) => ({ place: place.code, group: series.group.id })
