import type { ComponentChildren } from 'preact'
import { describedBy, type Field, Labelled, type Maybe } from './form.tsx'

type Text = ComponentChildren

export interface InputProps extends Field {
  value?: Maybe<string | number>
  type?: 'text' | 'email' | 'tel' | 'url' | 'password' | 'search' | 'number' | 'date'
  width?: 2 | 3 | 4 | 5 | 10 | 20 | 30
  inputMode?: 'numeric' | 'decimal' | 'text' | 'email' | 'tel' | 'search'
  autocomplete?: string
  pattern?: string
  spellcheck?: boolean
  prefix?: Text
  suffix?: Text
  disabled?: boolean
  /** What people write may run from right to left. */
  dir?: 'auto'
}

export function Input(props: InputProps) {
  const { name, id = name, value, type = 'text', width, inputMode, autocomplete, pattern, spellcheck, prefix, suffix, disabled, dir } = props
  const look = `govuk-input${width ? ` govuk-input--width-${width}` : ''}${props.error ? ' govuk-input--error' : ''}`
  const input = (
    <input class={look} id={id} name={name} type={type as 'text'} spellcheck={asWord(spellcheck)}
      value={value ?? undefined} disabled={disabled} aria-describedby={describedBy(id, props)} autocomplete={autocomplete} pattern={pattern}
      inputmode={inputMode} dir={dir} />
  )
  return (
    <Labelled {...props} id={id}>
      {prefix || suffix ? (
        <div class="govuk-input__wrapper">
          {prefix ? <div class="govuk-input__prefix" aria-hidden="true">{prefix}</div> : null}
          {input}
          {suffix ? <div class="govuk-input__suffix" aria-hidden="true">{suffix}</div> : null}
        </div>
      ) : input}
    </Labelled>
  )
}

export interface TextareaProps extends Field {
  value?: Maybe<string>
  rows?: number
  autocomplete?: string
  spellcheck?: boolean
  dir?: 'auto'
}

export function Textarea(props: TextareaProps) {
  return <Labelled {...props} id={props.id ?? props.name}>{textarea(props, '', props.describedBy)}</Labelled>
}

export interface CharacterCountProps extends TextareaProps {
  /** The most it takes, in characters unless `counts` says words. */
  limit: number
  counts?: 'characters' | 'words'
}

/** A long answer with its limit said beforehand. Nothing counts along: the action refuses what is too long, and it comes back. */
export function CharacterCount({ limit, counts, ...props }: CharacterCountProps) {
  const { id = props.name } = props
  return (
    <Labelled {...props} id={id} look="govuk-character-count" groupData={{ 'data-maxlength': limit, ...(counts ? { 'data-count-type': counts } : {}) }}>
      {textarea(props, ' govuk-js-character-count', [props.describedBy, `${id}-info`].filter(Boolean).join(' '))}
      <div id={`${id}-info`} class="govuk-hint govuk-character-count__message">You can enter up to {limit.toLocaleString('en-GB')} {counts ?? 'characters'}</div>
    </Labelled>
  )
}

export interface Choice {
  text: string
  value?: string | number
  disabled?: boolean
}

export function Select(props: Field & { items: Choice[]; value?: Maybe<string | number> }) {
  const { name, id = name, items, value } = props
  return (
    <Labelled {...props} id={id}>
      <select class={`govuk-select${props.error ? ' govuk-select--error' : ''}`} id={id} name={name} aria-describedby={describedBy(id, props)}>
        {items.map((item) => (
          <option value={item.value} selected={isChosen(value, item.value ?? item.text) || undefined} disabled={item.disabled}>{item.text}</option>
        ))}
      </select>
    </Labelled>
  )
}

export function FileUpload(props: Field & { multiple?: boolean; accept?: string; disabled?: boolean }) {
  const { name, id = name, multiple, accept, disabled } = props
  return (
    <Labelled {...props} id={id}>
      <input class={`govuk-file-upload${props.error ? ' govuk-file-upload--error' : ''}`} id={id} name={name} type="file" multiple={multiple}
        accept={accept} disabled={disabled} aria-describedby={describedBy(id, props)} />
    </Labelled>
  )
}

function textarea(props: TextareaProps, look: string, above: string | undefined) {
  const { name, id = name, value, rows = 5, autocomplete, spellcheck, dir } = props
  return (
    <textarea class={`govuk-textarea${props.error ? ' govuk-textarea--error' : ''}${look}`} id={id} name={name} rows={rows} spellcheck={asWord(spellcheck)}
      aria-describedby={describedBy(id, { ...props, describedBy: above })} autocomplete={autocomplete} dir={dir}>{value ?? ''}</textarea>
  )
}

function isChosen(value: Maybe<string | number>, of: string | number) {
  return value !== null && value !== undefined && String(value) === String(of)
}

/** `spellcheck` is an attribute of words, "true" and "false"; typed as a boolean it would be left out when false. */
function asWord(flag: boolean | undefined) {
  return (flag === undefined ? undefined : String(flag)) as boolean | undefined
}
