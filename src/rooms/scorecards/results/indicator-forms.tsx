import { Button, Columns, Details, Hidden, Input, Select, Textarea } from '#design'
import type { Book } from '#rooms/measures'
import { formOf, type Sent } from './posted.ts'
import { POWER_ITEMS, ROLE_ITEMS } from './result-words.ts'
import type { WholeIndicator } from './result-read.ts'

interface FormProps {
  sent: Sent | undefined
  once: string
  /** Of the result's page. */
  address: string
}

export function IndicatorForm({ sent, once, address, held }: FormProps & { held: Book }) {
  const { open, id, field } = formOf(sent, 'indicator')
  return (
    <Details summary="Add an indicator" id={id} open={open}>
      <form method="post" action={`${address}/indicator`} novalidate>
        <Hidden fields={{ once }} />
        <Select label="Measure" hint="Of everyone the result is for. What one service does is added to that service." items={measureItems(held)} {...field('measure')} />
        <Select label="Group (optional)" items={groupItems(held)} {...field('group')} />
        <Columns kind="two">
          <Input label="Or what should be measured" hint="Where nothing measures it yet" dir="auto" {...field('wanted')} />
          <Input label="And who will bring the figures" hint="A role or a board, not a name" dir="auto" {...field('bringer')} />
        </Columns>
        <Select label="The part it plays" items={ROLE_ITEMS} {...field('role', 'secondary')} />
        <Textarea label="Why this indicator" rows={2} dir="auto" {...field('reason')} />
        <PowerFields field={field} />
        <Textarea label="Why it is rated so (optional)" hint="A headline has to be rated; others may be later." rows={2} dir="auto" {...field('ratedBecause')} />
        <Button>Add the indicator</Button>
      </form>
    </Details>
  )
}

/** All that can be done about one indicator, folded into one place. */
export function IndicatorDeeds({ sent, once, address, indicator }: FormProps & { indicator: WholeIndicator }) {
  const { id, measureId, roles, ratings } = indicator
  const forms = { rate: formOf(sent, 'rate', id), role: formOf(sent, 'role', id), out: formOf(sent, 'retire-indicator', id) }
  const rating = ratings[0]
  return (
    <Details summary={measureId === null ? 'Take it out' : 'Rate it, change its part, or take it out'} open={forms.rate.open || forms.role.open || forms.out.open}>
      {measureId === null ? null : (
        <>
          <form method="post" action={`${address}/rate`} id={forms.rate.id} novalidate>
            <Hidden fields={{ indicator: id, once }} />
            <PowerFields field={forms.rate.field} stands={rating} />
            <Textarea label="Why it is rated so" rows={2} dir="auto" {...forms.rate.field('reason')} />
            <Button kind="secondary">Save the rating</Button>
          </form>
          <form method="post" action={`${address}/role`} id={forms.role.id} novalidate>
            <Hidden fields={{ indicator: id, once }} />
            <Select label="The part it plays" items={ROLE_ITEMS} {...forms.role.field('role', roles[0]?.role)} />
            <Textarea label="Why" rows={2} dir="auto" {...forms.role.field('reason')} />
            <Button kind="secondary">Change its part</Button>
          </form>
        </>
      )}
      <form method="post" action={`${address}/retire-indicator`} id={forms.out.id} novalidate>
        <Hidden fields={{ indicator: id, once }} />
        <Textarea label="Why it goes" rows={2} dir="auto" {...forms.out.field('reason')} />
        <Button kind="warning">Take it out</Button>
      </form>
    </Details>
  )
}

/** Measures of everyone first, by name; those of a service's work last, so that who looks for one is told where it belongs. */
export function measureItems(held: Book, first: 'population' | 'performance' = 'population') {
  const inUse = held.measures.filter(({ id }) => held.seriesOf(id).length).toSorted((a, b) => a.label.localeCompare(b.label, 'en-GB'))
  const items = (accountability: string) => inUse.filter((one) => one.accountability === accountability)
    .map(({ id, label }) => ({ value: id, text: held.seriesOf(id).some(({ periods }) => periods.length) ? label : `${label} (no figures in yet)` }))
  const second = first === 'population' ? 'performance' : 'population'
  const divider = second === 'performance' ? 'Of one service’s work: these are added to a service' : 'Of everyone in a place: these are indicators of a result'
  return [{ value: '', text: 'Choose' }, ...items(first), { value: '-', text: divider, disabled: true }, ...items(second)]
}

export function groupItems(held: Book) {
  return [{ value: '', text: 'Everyone the measure is for' }, ...[...held.groups.values()].filter(({ id }) => id !== 'all').map(({ id, label, topic }) => ({ value: id, text: topic ? `${label} (${topic})` : label }))]
}

function PowerFields({ field, stands }: { field: ReturnType<typeof formOf>['field']; stands?: { communication: string; proxy: string; data: string } | undefined }) {
  return (
    <Columns kind="three">
      <Select label="Communication power" hint="Do people understand it?" items={POWER_ITEMS} {...field('communication', stands?.communication)} />
      <Select label="Proxy power" hint="Does it stand for the result?" items={POWER_ITEMS} {...field('proxy', stands?.proxy)} />
      <Select label="Data power" hint="Are there good data in time?" items={POWER_ITEMS} {...field('data', stands?.data)} />
    </Columns>
  )
}
