import { Button, Buttons, Details, Hidden, Input, Select, Textarea } from '#design'
import { type Book, byName } from '#rooms/measures'
import { LinkFields } from './edit-fields.tsx'
import { idOf, type Sent } from './form-fields.ts'
import type { Priority } from './strategy.ts'
import type { PlannedAction } from './strategy-view.ts'

export interface ActionFormProps {
  /** Where it is sent, and what goes along unseen. */
  to: string
  hidden: Record<string, string>
  values: Record<string, string>
  sent: Sent | null
  book: Book
  /** To link to, where the action belongs to a plan; null where it stands by itself. */
  others: { slug: string; title: string }[] | null
  /** To choose from, for a new action of a plan. */
  priorities?: Priority[]
  /** For an action that is there: its change wants a reason. */
  isChange?: boolean
}

/** What an action says: what, who, by when, and which curve it is to turn. */
export function ActionForm({ to, hidden, values, sent, book, others, priorities, isChange = false }: ActionFormProps) {
  const field = (name: string) => ({ name, id: idOf(name), value: values[name] ?? '', error: sent?.fields[name] })
  return (
    <form method="post" action={to} class="stack" novalidate>
      <Hidden fields={hidden} />
      <Input label="What will be done" {...field('title')} dir="auto" />
      {priorities?.length ? <Select label="For which priority" {...field('priority')} items={[{ value: '', text: 'None' }, ...priorities.filter(({ closedOn }) => closedOn === null).map(({ id, number, title }) => ({ value: id, text: `${number}. ${title}` }))]} /> : null}
      {others ? <div class="cols two"><Input label="The outcome it serves (optional)" hint="Actions of one outcome stand together" {...field('outcome')} dir="auto" /><Input label="Number in the plan (optional)" width={5} {...field('number')} /></div> : null}
      <Input label="Who will see that it is done" hint="A role is better than a name: people move." width={30} {...field('owner')} dir="auto" />
      <div class="cols two"><Input label="By which day" type="date" width={10} {...field('due')} /><Input label="Or by when in words" hint="Where there is no day: ongoing, at review" width={20} {...field('dueWords')} dir="auto" /></div>
      <CurveFields field={field} book={book} values={values} withPlace={!isChange} />
      <Textarea label="What effect you expect on the curve (optional)" rows={2} {...field('effect')} dir="auto" />
      {others ? <Details summary="Links with other strategies" open={Boolean(values['links.0.kind'])}><LinkFields values={values} errors={sent?.fields ?? {}} others={others} groups={new Map()} /></Details> : null}
      {isChange ? <Input label="Why it is changed" hint="How it stood is kept, with this reason" {...field('why')} dir="auto" /> : null}
      <Buttons><Button>{isChange ? 'Save the change' : 'Add the action'}</Button></Buttons>
    </form>
  )
}

type FieldOf = (name: string) => { name: string; id: string; value: string; error: string | undefined }

/** An action that names no curve can’t be shown to have worked: it must say why it names none. */
function CurveFields({ field, book, values, withPlace }: { field: FieldOf; book: Book; values: Record<string, string>; withPlace: boolean }) {
  const measures = book.measures.filter(({ id }) => id === values['measure'] || book.groupsOf(id, true).length).sort((a, b) => byName(a.label, b.label))
  return (
    <>
      <Select label="Which curve it is to turn" hint="An action that names none can’t be shown to have worked" {...field('measure')} items={[{ value: '', text: 'None: I say why below' }, ...measures.map(({ id, label }) => ({ value: id, text: label }))]} />
      <div class="cols two">
        <Select label="For which group" {...field('group')} items={[{ value: '', text: 'Everyone it is published for' }, ...[...book.groups.values()].filter(({ id }) => id !== 'all').map(({ id, label }) => ({ value: id, text: label }))]} />
        {withPlace ? <Input label="In which place" hint="Its name or code" width={20} {...field('place')} /> : null}
      </div>
      <Input label="Why it names no curve (only where it names none)" hint="Nobody has said which measure it is to move; nothing is published" {...field('noCurveReason')} dir="auto" />
    </>
  )
}

/** The form of an action as it stands. */
export function filledAction(action: PlannedAction): Record<string, string> {
  const { title, number, outcome, owner, due, dueWords, measureId, groupId, noCurveReason, effect, links } = action
  return {
    title, owner, number: number ?? '', outcome: outcome ?? '', due: due ?? '', dueWords: dueWords ?? '', measure: measureId ?? '', group: groupId === 'all' ? '' : (groupId ?? ''),
    noCurveReason: noCurveReason ?? '', effect: effect ?? '',
    ...Object.fromEntries(links.flatMap(({ kind, slug, to }, at) => [[`links.${at}.kind`, kind], [`links.${at}.held`, slug ?? ''], [`links.${at}.named`, slug === null ? to : '']])),
  }
}
