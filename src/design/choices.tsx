import type { ComponentChildren, JSX } from 'preact'
import { describedBy, ErrorMessage, type Field, Fieldset, FormGroup, Hint, type Maybe } from './form.tsx'

type Text = ComponentChildren

export type Option = {
  value: string
  text: Text
  hint?: Maybe<Text>
  id?: string
  name?: string
  disabled?: boolean
  checked?: boolean
} | { divider: string }

export interface OptionsProps extends Omit<Field, 'label' | 'id'> {
  legend?: Text
  /** Ids are made from this: prefix, prefix-2, … The name when not given. */
  idPrefix?: string
  items: Option[]
  isSmall?: boolean
}

export function Radios({ value, isInline, ...props }: OptionsProps & { value?: Maybe<string>; isInline?: boolean }) {
  const look = `govuk-radios${props.isSmall ? ' govuk-radios--small' : ''}${isInline ? ' govuk-radios--inline' : ''}`
  return <Options {...props} kind="radios" look={look} values={value === null || value === undefined ? [] : [value]} />
}

export function Checkboxes({ values = [], ...props }: OptionsProps & { values?: string[] }) {
  return <Options {...props} kind="checkboxes" look={`govuk-checkboxes${props.isSmall ? ' govuk-checkboxes--small' : ''}`} values={values} />
}

function Options(props: OptionsProps & { kind: 'radios' | 'checkboxes'; look: string; values: string[] }) {
  const { legend, name, idPrefix = name, items, hint, error, size, isHeading, kind, look, values } = props
  const described = describedBy(idPrefix, props)
  const inside = (
    <>
      {hint ? <Hint id={`${idPrefix}-hint`}>{hint}</Hint> : null}
      {error ? <ErrorMessage id={`${idPrefix}-error`}>{error}</ErrorMessage> : null}
      <div class={look}>
        {items.map((item, at) => 'divider' in item
          ? <div class={`govuk-${kind}__divider`}>{item.divider}</div>
          : optionItem(item, kind, item.id ?? (at ? `${idPrefix}-${at + 1}` : idPrefix), name, values, legend ? undefined : described))}
      </div>
    </>
  )
  return (
    <FormGroup error={error}>
      {legend ? <Fieldset legend={legend} size={size} isHeading={isHeading} describedBy={described}>{inside}</Fieldset> : inside}
    </FormGroup>
  )
}

function optionItem(item: Exclude<Option, { divider: string }>, kind: 'radios' | 'checkboxes', id: string, name: string, values: string[], above?: string) {
  const hintId = item.hint ? `${id}-item-hint` : undefined
  const isChecked = item.checked ?? values.includes(item.value)
  return (
    <div class={`govuk-${kind}__item`}>
      <input class={`govuk-${kind}__input`} id={id} name={item.name ?? name} type={kind === 'radios' ? 'radio' : 'checkbox'} value={item.value}
        checked={isChecked || undefined} disabled={item.disabled}
        aria-describedby={kind === 'checkboxes' && above ? [above, hintId].filter(Boolean).join(' ') : hintId} />
      <label class={`govuk-label govuk-${kind}__label`} for={id}>{item.text}</label>
      {item.hint ? <Hint id={hintId!} kind={kind}>{item.hint}</Hint> : null}
    </div>
  ) as JSX.Element
}
