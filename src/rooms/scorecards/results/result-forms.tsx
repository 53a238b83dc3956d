import { Button, Columns, Details, Hidden, Input, Select, Textarea } from '#design'
import type { Viewer } from '#platform'
import type { Book } from '#rooms/measures'
import { formOf, type Sent } from './posted.ts'
import type { WholeResult } from './result-read.ts'
import type { Framework } from './results-read.ts'

interface FormProps {
  sent: Sent | undefined
  once: string
}

interface ResultFormProps extends FormProps {
  form: 'result' | 'reword'
  address: string
  summary: string
  hidden: Record<string, string>
  desk: { held: Book; viewer: Viewer }
  /** As it stands, where it is reworded. */
  stands?: WholeResult & { placeCode: string }
}

/** A new result, or one reworded: then it also asks why. */
export function ResultForm({ sent, once, form, address, summary, hidden, desk, stands }: ResultFormProps) {
  const { open, id, field } = formOf(sent, form)
  const groups = [...desk.held.groups.values()].map((group) => ({ value: group.id, text: group.topic ? `${group.label} (${group.topic})` : group.label }))
  return (
    <Details summary={summary} id={id} open={open}>
      <form method="post" action={address} novalidate>
        <Hidden fields={{ ...hidden, once }} />
        <Textarea label="What we want, in one plain sentence" hint="How life is when it is right: “Children are safe”. No numbers, nothing to be raised or lowered." rows={2} dir="auto" {...field('body', stands?.body)} />
        <Textarea label="What it would look like if we could see it (optional)" rows={3} dir="auto" {...field('looksLike', stands?.looksLike)} />
        <Columns kind="three">
          <Input label="Place" hint="The area, or a part of it" dir="auto" {...field('place', stands?.placeCode ?? desk.viewer.placeCode)} />
          <Input label="Ages" hint="Like 0 to 25" dir="auto" {...field('ages', stands?.ages ?? '0 to 25')} />
          <Select label="Group" hint="Everyone, or some" items={groups} {...field('group', stands?.groupId ?? 'all')} />
        </Columns>
        <Columns kind="two">
          <Input label="Agreed by (optional)" hint="A board or meeting" dir="auto" {...field('agreedBy', stands?.agreedBy)} />
          <Input label="Agreed on (optional)" hint="The day of that meeting" type="date" {...field('agreedOn', stands?.agreedOn)} />
        </Columns>
        {stands ? <Textarea label="Why it is reworded" rows={2} dir="auto" {...field('why')} /> : null}
        <Button>{stands ? 'Save the result' : 'Add the result'}</Button>
      </form>
    </Details>
  )
}

export function RetireResult({ sent, once, result }: FormProps & { result: WholeResult }) {
  const { open, id, field } = formOf(sent, 'retire')
  return (
    <Details summary="Retire this result" id={id} open={open}>
      <form method="post" action={`/results/${result.id}/retire`} novalidate>
        <Hidden fields={{ version: String(result.version), once }} />
        <p class="quiet">It leaves the scorecard and stays in the history, with its indicators and all that was said of them. What services contributed to it ends today.</p>
        <Textarea label="Why it is retired" rows={2} dir="auto" {...field('reason')} />
        <Button kind="warning">Retire this result</Button>
      </form>
    </Details>
  )
}

export function LifeForm({ sent, once, framework }: FormProps & { framework: Framework }) {
  const { open, id, field } = formOf(sent, 'dates')
  return (
    <Details summary="Say from when to when these results are worked to" id={id} open={open}>
      <form method="post" action="/results/dates" novalidate>
        <Hidden fields={{ framework: framework.id, set: framework.slug, once }} />
        <Columns kind="two">
          <Input label="From (optional)" type="date" {...field('starts', framework.starts)} />
          <Input label="To (optional)" type="date" {...field('ends', framework.ends)} />
        </Columns>
        <Button kind="secondary">Save these days</Button>
      </form>
    </Details>
  )
}

export function NewFramework({ sent, once, place }: FormProps & { place: string }) {
  const { open, id, field } = formOf(sent, 'framework')
  return (
    <Details summary="Write your own set of results" id={id} open={open}>
      <form method="post" action="/results/framework" novalidate>
        <Hidden fields={{ place, once }} />
        <Input label="Its name" dir="auto" {...field('name')} />
        <Textarea label="Where these results come from" hint="A strategy, a plan, a meeting of partners" rows={2} dir="auto" {...field('source')} />
        <Columns kind="two">
          <Input label="From (optional)" type="date" {...field('starts')} />
          <Input label="To (optional)" type="date" {...field('ends')} />
        </Columns>
        <Button>Begin this set</Button>
      </form>
    </Details>
  )
}
