import type { ComponentChildren } from 'preact'
import { Button, Buttons, Details, Hidden, Input, Select, Textarea } from '#design'
import type { Viewer } from '#platform'
import type { Curve, CurveAsked } from './curve.ts'
import type { Story } from './stories.ts'

/** A form that was refused: what was typed, and what was wrong with it. */
export interface Sent {
  form: string
  /** The part of the page the form stands in. */
  anchor: string
  typed: Record<string, string>
  message: string
  fields: Record<string, string>
  isConflict: boolean
}

/** What the parts of the page that can be written in are given. */
export interface Desk {
  curve: Curve
  viewer: Viewer
  asked: CurveAsked
  sent: Sent | undefined
  once: string
  /** All versions of the story, newest first, where somebody asked for them or two were written at once. */
  history: Story[] | null
}

/** One form as it stands: open or not, what is in its boxes, what is wrong with them. `item` tells several of a kind apart. */
export function formOf({ sent, asked }: Desk, form: string, item?: string) {
  const mine = sent?.form === form && (item === undefined || sent.typed['id'] === item) ? sent : undefined
  const prefix = item === undefined ? form : `${form}-${item}`
  return {
    sent: mine,
    isOpen: mine !== undefined || (!sent && asked.write === form && (item === undefined || asked.item === item)),
    /** The attributes of a field: id, what was typed, and its error. */
    field: (name: string) => ({ name, id: `${prefix}-${name}`, value: mine?.typed[name] ?? '', error: mine?.fields[name] }),
  }
}

/** The id of the field an error belongs to, as `formOf` gives it. */
export function fieldAddress({ form, typed }: Sent, name: string) {
  return `#${form}${typed['id'] === undefined ? '' : `-${typed['id']}`}-${name}`
}

interface WritingProps {
  desk: Desk
  form: string
  /** What the link says that opens it: "Add a cause". */
  label: string
  button: string
  anchor: string
  item?: string
  /** Heard after the label where several links say the same. */
  about?: string
  hidden?: Record<string, string>
  children: ComponentChildren
}

/** A form that is asked for by a link, so that a page of many is not a wall of boxes. */
export function Writing({ desk, form, label, button, anchor, item, about, hidden, children }: WritingProps) {
  const { curve, once } = desk
  const { isOpen } = formOf(desk, form, item)
  if (!isOpen) return <p class="write"><a href={writeAddress(curve, form, anchor, item)}>{label}{about ? <span class="govuk-visually-hidden"> ({about})</span> : null}</a></p>
  return (
    <form class="writing" method="post" action={formAddress(curve, form)} novalidate>
      <Hidden fields={{ ...whereOf(curve), once, ...(item === undefined ? {} : { id: item }), ...hidden }} />
      {children}
      <Buttons><Button>{button}</Button><a href={`${pageAddress(curve)}#${anchor}`}>Leave it</a></Buttons>
    </form>
  )
}

/** One button that ends something: a link in looks, a form in truth. */
export function Ending({ desk: { curve, once }, form, id, about, children }: { desk: Desk; form: string; id: string; about: string; children: ComponentChildren }) {
  return (
    <form class="ending" method="post" action={formAddress(curve, form)}>
      <Hidden fields={{ id, once, ...whereOf(curve) }} />
      <button class="as-link">{children}<span class="govuk-visually-hidden"> ({about})</span></button>
    </form>
  )
}

/** What can be done with one thing that is written, in a line under it. */
export function Deeds({ children }: { children: ComponentChildren }) {
  return <div class="deeds">{children}</div>
}

export function StoryForm({ desk }: { desk: Desk }) {
  const { curve, once } = desk
  const { story } = curve.written
  const { sent, field } = formOf(desk, 'story')
  return (
    <Details summary={story ? 'Rewrite the story' : 'Write the story'} open={Boolean(sent)}>
      <form method="post" action={formAddress(curve, 'story')} novalidate>
        <Hidden fields={{ ...whereOf(curve), once, version: String(story?.version ?? 0) }} />
        <Textarea dir="auto" label="What lies behind the curve" hint="Causes and forces: what pushes it up, what holds it down, and how you know. Up to 20,000 characters." rows={8} {...field('body')} value={sent?.typed['body'] ?? story?.body ?? ''} />
        <Textarea dir="auto" label="What we do not know yet (optional)" hint="And who will find out." rows={3} {...field('notKnown')} value={sent?.typed['notKnown'] ?? story?.notKnown ?? ''} />
        <Button>Save the story</Button>
      </form>
    </Details>
  )
}

export function TargetForm({ desk }: { desk: Desk }) {
  const { curve, once } = desk
  const { ahead, series } = curve
  const { sent, field } = formOf(desk, 'target')
  if (!ahead.length) return <p class="small quiet">A target needs a measure whose periods are years.</p>
  return (
    <Details summary="Set a target" open={Boolean(sent)}>
      <form method="post" action={formAddress(curve, 'target')} novalidate>
        <Hidden fields={{ ...whereOf(curve), once }} />
        {series.polarity === 'none' ? <p class="quiet">Neither a high nor a low figure of this measure is better, so a target is a value to reach, and nobody can be ahead of it.</p> : null}
        <Select label="By when" {...field('period')}
          items={[{ value: '', text: 'Choose' }, ...ahead.filter(({ ends }) => ends > new Date().toISOString()).map(({ period }) => ({ value: period, text: period }))]} />
        <Input label={series.unit && series.unit !== '%' ? `Where it should be (${series.unit})` : 'Where it should be'} width={10} inputMode="decimal" {...field('value')} {...(series.unit === '%' ? { suffix: '%' } : {})} />
        <Textarea dir="auto" label="Why this is the right target" hint="A board will ask: why this much, and why by then?" rows={3} {...field('reason')} />
        <Input label="Who agreed it (optional)" hint="A board or a role, not a name." width={20} {...field('agreedBy')} />
        <Button>Set the target</Button>
      </form>
    </Details>
  )
}

export function ActionForm({ desk }: { desk: Desk }) {
  const { curve, once, asked } = desk
  const { sent, field } = formOf(desk, 'action')
  const idea = curve.written.ideas.find(({ id, actionId }) => id === (sent?.typed['idea'] ?? asked.idea) && actionId === null)
  return (
    <Details summary="Add an action" open={Boolean(sent ?? idea)}>
      <form method="post" action={formAddress(curve, 'action')} novalidate>
        <Hidden fields={{ ...whereOf(curve), once, ...(idea ? { idea: idea.id } : {}) }} />
        {idea ? <p class="quiet">From what works: the idea will name this action.</p> : null}
        <Input label="What will be done" {...field('title')} value={sent?.typed['title'] ?? idea?.body.slice(0, 300) ?? ''} />
        <Input label="Who will see that it is done" hint="A role is better than a name: people move." width={20} {...field('owner')} />
        <Input label="By which day" type="date" width={10} {...field('due')} />
        <Textarea dir="auto" label="What effect you expect on the curve (optional)" rows={2} {...field('effect')} />
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

export function pageAddress({ measure, place, series }: Curve, group = series.group.id) {
  return `/measures/${encodeURIComponent(measure.id)}?${new URLSearchParams({ place: place.code, ...(group === 'all' ? {} : { group }) })}`
}

function writeAddress(curve: Curve, form: string, anchor: string, item?: string) {
  return `${pageAddress(curve)}&${new URLSearchParams({ write: form, ...(item === undefined ? {} : { item }) })}#${anchor}`
}

const whereOf = ({ place, series }: Curve) => ({ place: place.code, group: series.group.id })
