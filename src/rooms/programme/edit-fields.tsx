import type { ComponentChildren } from 'preact'
import { Input, Select, Textarea } from '#design'
import { idOf, rowsTyped } from './form-fields.ts'
import { LINE_KINDS } from './part-actions.ts'
import { KIND_WORDS, LEAD_WORDS, LINK_WORDS, STAGE_WORDS } from './strategy-words.ts'

/** What fields of a form are drawn from: what stands, or what was typed; and what was wrong with it. */
export interface FieldsProps {
  values: Record<string, string>
  errors: Record<string, string>
  /** Strategies of the area to link to: address and name. */
  others: { slug: string; title: string }[]
  groups: Map<string, string>
}

const field = ({ values, errors }: FieldsProps, name: string) => ({ name, id: idOf(name), value: values[name] ?? '', error: errors[name] })
/** What people write may run either way. */
const text = (props: FieldsProps, name: string) => ({ ...field(props, name), dir: 'auto' as const })
const choices = (words: Record<string, string>, first?: string) => [...(first === undefined ? [] : [{ value: '', text: first }]), ...Object.entries(words).map(([value, text]) => ({ value, text }))]

export function HeadingFields(props: FieldsProps) {
  return (
    <>
      <Input label="What it is called" {...text(props, 'title')} />
      <Textarea label="What it wants: its vision" hint="In the words you would use to a parent. An empty line begins a paragraph." rows={6} {...text(props, 'vision')} />
      <div class="cols two">
        <Input label="Its first day (optional)" type="date" width={10} {...field(props, 'starts')} />
        <Input label="Its last day (optional)" type="date" width={10} {...field(props, 'ends')} />
      </div>
      <Input label="Who agreed it (optional)" hint="A board or body, like the SEND partnership board" {...text(props, 'agreedBy')} />
      <Input label="On which day (optional)" type="date" width={10} {...field(props, 'agreedOn')} />
      <Textarea label="The paper it is written down from (optional)" hint="So that anybody can go back to it" rows={2} {...text(props, 'source')} />
    </>
  )
}

const HINTS: Partial<Record<(typeof LINE_KINDS)[number], string>> = {
  value: 'For children and young people, for parents and carers, for the council: a line with a colon over each',
  outcome: 'What will be different for children', driver: 'Laws, reviews and policies it answers', implication: 'What it means for services and schools',
}

export function WordsFields(props: FieldsProps) {
  return <>{LINE_KINDS.map((kind) => <Textarea label={KIND_WORDS[kind]} hint={HINTS[kind]} rows={Math.min(12, Math.max(3, (props.values[kind] ?? '').split('\n').length + 1))} {...text(props, kind)} />)}</>
}

export function PriorityFields(props: FieldsProps) {
  return (
    <>
      <Input label="Number" width={3} inputMode="numeric" {...field(props, 'number')} />
      <Textarea label="The priority" rows={2} {...text(props, 'title')} />
      <Textarea label="The outcome it is to bring (optional)" hint="What children and families will notice" rows={2} {...text(props, 'outcome')} />
      <FieldRows props={props} list="leads" kind="three" legend="Lead">
        {(name) => <>
          <Select label="From" items={choices(LEAD_WORDS)} {...field(props, `${name}.kind`)} />
          <Input label="Role, never a name" {...text(props, `${name}.roleTitle`)} />
          <Input label="How many people" width={3} inputMode="numeric" {...field(props, `${name}.people`)} />
        </>}
      </FieldRows>
    </>
  )
}

export function GroupFields(props: FieldsProps) {
  const groups = choices(Object.fromEntries([...props.groups].filter(([id]) => id !== 'all')), 'None comes near')
  return (
    <FieldRows props={props} list="groups" kind="two" legend="Group">
      {(name) => <>
        <Input label="Which children" {...text(props, `${name}.body`)} />
        <Select label="Nearest group with figures" items={groups} {...field(props, `${name}.group`)} />
      </>}
    </FieldRows>
  )
}

export function TimelineFields(props: FieldsProps) {
  return (
    <FieldRows props={props} list="milestones" kind="three" legend="Step">
      {(name) => <>
        <Select label="Kind of step" items={choices(STAGE_WORDS)} {...field(props, `${name}.stage`)} />
        <Input label="What happens" {...text(props, `${name}.body`)} />
        <Input label="When, in words" {...text(props, `${name}.when`)} />
        <Input label="First day (optional)" type="date" width={10} {...field(props, `${name}.starts`)} />
        <Input label="Last day (optional)" type="date" width={10} {...field(props, `${name}.ends`)} />
      </>}
    </FieldRows>
  )
}

export function BoardFields(props: FieldsProps) {
  return (
    <FieldRows props={props} list="boards" kind="three" legend="Board">
      {(name) => <>
        <Input label="Board" {...text(props, `${name}.body`)} />
        <Input label="What it does for the strategy" {...text(props, `${name}.part`)} />
        <Input label="Reports to (optional)" {...text(props, `${name}.reportsTo`)} />
      </>}
    </FieldRows>
  )
}

export function LinkFields(props: FieldsProps) {
  const held = choices(Object.fromEntries(props.others.map(({ slug, title }) => [slug, title])), 'Not here: I give its name')
  return (
    <FieldRows props={props} list="links" kind="three" legend="Link">
      {(name) => <>
        <Select label="How" items={choices(LINK_WORDS)} {...field(props, `${name}.kind`)} />
        <Select label="Strategy" items={held} {...field(props, `${name}.held`)} id={idOf(`${name}.to`)} error={props.errors[`${name}.to`]} />
        <Input label="Its name, where it is not here" {...text(props, `${name}.named`)} />
      </>}
    </FieldRows>
  )
}

/** The rows there are and two to fill: more come with each saving, so that no script is needed. Rows left empty are left out. */
function FieldRows({ props, list, kind, legend, children }: { props: FieldsProps; list: string; kind: 'two' | 'three'; legend: string; children: (name: string) => ComponentChildren }) {
  const count = rowsTyped(props.values, list).length
  return (
    <div class="stack">
      {Array.from({ length: count + EMPTY_ROWS }, (_, at) => (
        <fieldset class="field-row"><legend>{legend} {at + 1}</legend><div class={kind}>{children(`${list}.${at}`)}</div></fieldset>
      ))}
    </div>
  )
}

const EMPTY_ROWS = 2
