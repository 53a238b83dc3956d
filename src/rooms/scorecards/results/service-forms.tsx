import { Button, Columns, Details, Hidden, Input, Select, Textarea } from '#design'
import type { Book } from '#rooms/measures'
import { KINDS } from './contributions.ts'
import { groupItems, measureItems } from './indicator-forms.tsx'
import { formOf, type Sent } from './posted.ts'
import { BETTER_OFF, type Quadrant, QUADRANTS } from './quadrants.ts'
import { nameOf, POWERS, ROLE_ITEMS } from './result-words.ts'
import type { HeldResult } from './results-read.ts'
import { addressOf } from './services-page.tsx'
import type { ContributionTo, PerformanceMeasure, Service } from './services-read.ts'

interface FormProps {
  sent: Sent | undefined
  once: string
}

/** A new service, or one changed. */
export function ServiceForm({ sent, once, form, address, summary, hidden, stands }: FormProps & { form: 'service' | 'change'; address: string; summary: string; hidden: Record<string, string>; stands?: Service }) {
  const { open, id, field } = formOf(sent, form)
  return (
    <Details summary={summary} id={id} open={open}>
      <form method="post" action={address} novalidate>
        <Hidden fields={{ ...hidden, once }} />
        <Input label="Its name" dir="auto" {...field('name', stands?.name)} />
        <Textarea label="Whom it serves" rows={2} dir="auto" {...field('customers', stands?.customers)} />
        <Columns kind="two">
          <Input label="Who answers for it" hint="A role, not a name: people move" dir="auto" {...field('manager', stands?.manager)} />
          <Input label="Host (optional)" hint="The organisation it belongs to" dir="auto" {...field('host', stands?.host)} />
        </Columns>
        <Button>{stands ? 'Save the service' : 'Add the service'}</Button>
      </form>
    </Details>
  )
}

export function EndService({ sent, once, service }: FormProps & { service: Service }) {
  const { open, id, field } = formOf(sent, 'end')
  return (
    <Details summary="This service is over" id={id} open={open}>
      <form method="post" action={`${addressOf(service.slug)}/end`} novalidate>
        <Hidden fields={{ id: service.id, once }} />
        <p class="quiet">It stays in the history with its measures. What it contributed ends today.</p>
        <Textarea label="Why it is over" rows={2} dir="auto" {...field('reason')} />
        <Button kind="warning">End this service</Button>
      </form>
    </Details>
  )
}

const QUADRANT_ITEMS = [{ value: '', text: 'Choose' }, ...(Object.keys(QUADRANTS) as Quadrant[]).map((value) => ({ value, text: `${QUADRANTS[value].label} ${QUADRANTS[value].sign}` }))]
const BETTER_OFF_ITEMS = [{ value: '', text: 'It is not about that' }, ...Object.entries(BETTER_OFF).map(([value, text]) => ({ value, text }))]
const STRENGTH_ITEMS = Object.entries(POWERS).map(([value, text]) => ({ value, text }))
const KIND_ITEMS = Object.entries(KINDS).map(([value, text]) => ({ value, text }))

export function MeasureForm({ sent, once, service, held }: FormProps & { service: Service; held: Book }) {
  const { open, id, field } = formOf(sent, 'measure')
  return (
    <Details summary="Add a performance measure" id={id} open={open}>
      <form method="post" action={`${addressOf(service.slug)}/measure`} novalidate>
        <Hidden fields={{ service: service.id, once }} />
        <Input label="What is measured" hint="In words its customers understand" dir="auto" {...field('body')} />
        <Columns kind="two">
          <Select label="What it tells" items={QUADRANT_ITEMS} {...field('quadrant')} />
          <Select label="In what anyone is better off" items={BETTER_OFF_ITEMS} {...field('betterOff')} />
        </Columns>
        <Select label="Measure of the book (optional)" hint="Where it is published. Without one it goes on the data development agenda." items={measureItems(held, 'performance')} {...field('measure')} />
        <Columns kind="two">
          <Select label="Group (optional)" items={groupItems(held)} {...field('group')} />
          <Select label="The part it plays" items={ROLE_ITEMS} {...field('role', 'data-development')} />
        </Columns>
        <Button>Add the measure</Button>
      </form>
    </Details>
  )
}

/** What can be done about one measure: say what it contributes to, or take it out. */
export function MeasureDeeds({ sent, once, service, measure, results, held }: FormProps & { service: Service; measure: PerformanceMeasure; results: HeldResult[]; held: Book }) {
  const forms = { link: formOf(sent, 'contribution', measure.id), out: formOf(sent, 'end-measure', measure.id) }
  const indicators = results.flatMap((result) => result.indicators.map((one) => ({ value: one.id, text: `${nameOf(held, one)} (${result.body})` })))
  return (
    <Details summary="Say what it contributes to, or take it out" open={forms.link.open || forms.out.open}>
      {indicators.length ? (
        <form method="post" action={`${addressOf(service.slug)}/contribution`} id={forms.link.id} novalidate>
          <Hidden fields={{ measure: measure.id, once }} />
          <Select label="Indicator" items={[{ value: '', text: 'Choose' }, ...indicators]} {...forms.link.field('indicator')} />
          <Select label="How" items={KIND_ITEMS} {...forms.link.field('kind', 'contributes')} />
          <Select label="How strongly" items={STRENGTH_ITEMS} {...forms.link.field('strength', 'medium')} />
          <Textarea label="Why you think so" rows={2} dir="auto" {...forms.link.field('rationale')} />
          <Button kind="secondary">It contributes</Button>
        </form>
      ) : <p class="quiet">There is no result with an indicator yet that it could contribute to.</p>}
      <form method="post" action={`${addressOf(service.slug)}/end-measure`} id={forms.out.id} novalidate>
        <Hidden fields={{ id: measure.id, once }} />
        <Textarea label="Why it goes" rows={2} dir="auto" {...forms.out.field('reason')} />
        <Button kind="warning">Take it out</Button>
      </form>
    </Details>
  )
}

export function EndLink({ service, once, measure, link }: { service: Service; once: string; measure: PerformanceMeasure; link: ContributionTo }) {
  return (
    <form method="post" action={`${addressOf(service.slug)}/end-contribution`}>
      <Hidden fields={{ measure: measure.id, indicator: link.indicatorId, once }} />
      <button class="as-link">It no longer contributes<span class="govuk-visually-hidden">: {measure.body}, to {link.result.body}</span></button>
    </form>
  )
}
