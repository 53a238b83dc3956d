import { Checkboxes, type Choice, Columns, Input, Radios, Select, Textarea } from '#design'
import { type Book, byName } from '#rooms/measures'
import type { Sent } from '../form-fields.ts'
import { RULE_NAMES, RULES } from './rules.ts'

/** What can be chosen in the forms: measures that have figures, and the groups of the measure book. */
export interface PromiseChoices {
  measures: Choice[]
  groups: Choice[]
}

export function choicesOf(held: Book): PromiseChoices {
  const measures = held.measures.filter(({ id }) => held.groupsOf(id, true).length).toSorted((a, b) => byName(a.label, b.label))
  return {
    measures: [{ text: 'No measure', value: '' }, ...measures.map(({ id, label }) => ({ text: label, value: id }))],
    groups: [{ text: 'Everyone', value: '' }, ...[...held.groups.values()].filter(({ id }) => id !== 'all').map(({ id, label }) => ({ text: label, value: id }))],
  }
}

/** Fields of a form that carry what was typed, else what stands, with what was wrong. */
export function fieldsOf(sent: Sent | null, stands: Record<string, string | null> = {}, prefix = '') {
  return (name: string) => ({ name, id: `${prefix}${name}`, value: sent ? (sent.typed[name] ?? '') : (stands[name] ?? ''), error: sent?.fields[name] ?? null })
}

type FieldOf = ReturnType<typeof fieldsOf>

export function WordFields({ field }: { field: FieldOf }) {
  return (
    <>
      <Textarea dir="auto" label="What is promised" hint="As children and parents would say it, with the value and the year." rows={3} {...field('body')} />
      <Textarea dir="auto" label="What to know of how it is judged (if anything)" hint="Where a published figure only comes near to what is promised, say what speaks for and against it." rows={3} {...field('note')} />
      <Textarea dir="auto" label="What would have to be collected to know (if anything)" rows={2} {...field('toKnow')} />
    </>
  )
}

/** How it is judged: measure, group, rule, value, years. */
export function TestFields({ field, choices }: { field: FieldOf; choices: PromiseChoices }) {
  const rule = field('rule')
  return (
    <>
      <Select label="On which measure" hint="Only measures with published figures are listed." items={choices.measures} {...field('measure')} />
      <Select label="For which children" items={choices.groups} {...field('group')} />
      <Radios legend="By which rule" name="rule" idPrefix={rule.id} value={rule.value} error={rule.error} isSmall
        items={RULE_NAMES.map((name) => ({ value: name, text: RULES[name].words, hint: hintOf(name) }))} />
      <Columns kind="three">
        <Input label="Value" hint="Only where the rule asks for one: 95, or 20 for a fifth." width={10} inputMode="decimal" {...field('value')} />
        <Input label="From which period" hint="Like 2024/25. Needed where one is held against the next." width={10} {...field('from')} />
        <Input label="To which period" hint="The date of the promise, spelt as the measure spells its own: 2027/28." width={10} {...field('to')} />
      </Columns>
    </>
  )
}

function hintOf(rule: (typeof RULE_NAMES)[number]) {
  const { from, value } = RULES[rule].needs
  return [value ? 'Needs a value' : '', from === 'must' ? 'Needs a first period' : ''].filter(Boolean).join('. ') || null
}

/** Saving a promise that nobody will be able to judge takes a tick, and the reason stands beside it. */
export function AcceptField({ sent }: { sent: Sent | null }) {
  if (!sent?.fields['accept'] && sent?.typed['accept'] !== 'yes') return null
  return <Checkboxes legend="Save it as it is?" name="accept" idPrefix="accept" values={sent.typed['accept'] === 'yes' ? ['yes'] : []} error={sent.fields['accept'] ?? null} items={[{ value: 'yes', text: 'Yes: it will stand as a promise that can’t be known, and the page will say why' }]} />
}
