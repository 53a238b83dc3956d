import type { ComponentChildren, JSX } from 'preact'

type Text = ComponentChildren
type Size = 's' | 'm' | 'l' | 'xl'
type Maybe<T> = T | null | undefined

export interface ButtonProps {
  children: Text
  kind?: 'primary' | 'secondary' | 'warning'
  /** A link that looks like a button. */
  href?: string
  name?: string
  value?: string
  id?: string
  type?: 'submit' | 'button' | 'reset'
  disabled?: boolean
  /** The button stays reachable, says that it can't be used, and points at the sentence that says why. */
  unavailable?: { describedBy: string }
}

/** Works without a script: a second press is caught by the idempotency key of the form, not by the button. */
export function Button({ children, kind = 'primary', href, name, value, id, type = 'submit', disabled, unavailable }: ButtonProps) {
  const look = kind === 'primary' ? 'govuk-button' : `govuk-button govuk-button--${kind}`
  if (href !== undefined) return <a href={href} role="button" draggable={false} class={look} id={id}>{children}</a>
  return (
    <button type={type} class={look} name={name} value={value} id={id} disabled={disabled}
      aria-disabled={disabled || unavailable ? 'true' : undefined} aria-describedby={unavailable?.describedBy}>
      {children}
    </button>
  )
}

export function Buttons({ children }: { children: Text }) {
  return <div class="buttons">{children}</div>
}

/** Hidden fields by name: the token, the version, the idempotency key. */
export function Hidden({ fields }: { fields: Record<string, string> }) {
  return <>{Object.entries(fields).map(([name, value]) => <input type="hidden" name={name} value={value} />)}</>
}

export function FormGroup({ error, children }: { error?: Maybe<Text>; children: Text }) {
  return <div class={error ? 'govuk-form-group govuk-form-group--error' : 'govuk-form-group'}>{children}</div>
}

export function ErrorMessage({ id, children }: { id?: string; children: Text }) {
  return <p id={id} class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> {children}</p>
}

export function Hint({ id, kind, children }: { id?: string; kind?: 'radios' | 'checkboxes'; children: Text }) {
  return <div id={id} class={kind ? `govuk-hint govuk-${kind}__hint` : 'govuk-hint'}>{children}</div>
}

export interface Field {
  label: Text
  name: string
  /** The name when not given. */
  id?: string
  hint?: Maybe<Text>
  error?: Maybe<Text>
  size?: Size
  /** The label is the page's heading: a page of one question. */
  isHeading?: boolean
  describedBy?: string
}

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
}

export function Input(props: InputProps) {
  const { name, id = name, value, type = 'text', width, inputMode, autocomplete, pattern, spellcheck, prefix, suffix, disabled } = props
  const look = `govuk-input${width ? ` govuk-input--width-${width}` : ''}${props.error ? ' govuk-input--error' : ''}`
  const input = (
    <input class={look} id={id} name={name} type={type as 'text'} spellcheck={asWord(spellcheck)}
      value={value ?? undefined} disabled={disabled} aria-describedby={describedBy(id, props)} autocomplete={autocomplete} pattern={pattern}
      inputmode={inputMode} />
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

export function Textarea(props: Field & { value?: Maybe<string>; rows?: number; autocomplete?: string; spellcheck?: boolean }) {
  const { name, id = name, value, rows = 5, autocomplete, spellcheck } = props
  return (
    <Labelled {...props} id={id}>
      <textarea class={`govuk-textarea${props.error ? ' govuk-textarea--error' : ''}`} id={id} name={name} rows={rows}
        spellcheck={asWord(spellcheck)} aria-describedby={describedBy(id, props)}
        autocomplete={autocomplete}>{value ?? ''}</textarea>
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

type DatePart = 'day' | 'month' | 'year'

export interface DateInputProps extends Omit<Field, 'label' | 'name'> {
  legend: Text
  id: string
  /** Fields are named prefix-day, prefix-month, prefix-year; without one, day, month, year. */
  namePrefix?: string
  values?: Partial<Record<DatePart, string | number | null>>
  /** Which of the three are wrong; all when there is an error and none is named. */
  wrong?: DatePart[]
}

export function DateInput({ legend, id, namePrefix, values = {}, wrong, hint, error, size, isHeading, describedBy: more }: DateInputProps) {
  const bad = wrong ?? (error ? DATE_PARTS.map(([part]) => part) : [])
  return (
    <FormGroup error={error}>
      <Fieldset legend={legend} size={size} isHeading={isHeading} role="group" describedBy={describedBy(id, { hint, error, describedBy: more })}>
        {hint ? <Hint id={`${id}-hint`}>{hint}</Hint> : null}
        {error ? <ErrorMessage id={`${id}-error`}>{error}</ErrorMessage> : null}
        <div class="govuk-date-input" id={id}>
          {DATE_PARTS.map(([part, label, width]) => (
            <div class="govuk-date-input__item">
              <div class="govuk-form-group">
                <label class="govuk-label govuk-date-input__label" for={`${id}-${part}`}>{label}</label>
                <input class={`govuk-input govuk-date-input__input${bad.includes(part) ? ' govuk-input--error' : ''} govuk-input--width-${width}`}
                  id={`${id}-${part}`} name={namePrefix ? `${namePrefix}-${part}` : part} type="text" value={values[part] ?? undefined} inputmode="numeric" />
              </div>
            </div>
          ))}
        </div>
      </Fieldset>
    </FormGroup>
  )
}

export interface ErrorSummaryProps {
  title?: string
  description?: string
  errors: { text: string; href?: string }[]
}

export function ErrorSummary({ title = 'There is a problem', description, errors }: ErrorSummaryProps) {
  return (
    <div class="govuk-error-summary">
      <div role="alert">
        <h2 class="govuk-error-summary__title">{title}</h2>
        <div class="govuk-error-summary__body">
          {description ? <p>{description}</p> : null}
          {errors.length ? (
            <ul class="govuk-list govuk-error-summary__list">
              {errors.map(({ text, href }) => <li>{href ? <a href={href}>{text}</a> : text}</li>)}
            </ul>
          ) : null}
        </div>
      </div>
    </div>
  )
}

const DATE_PARTS: [DatePart, string, number][] = [['day', 'Day', 2], ['month', 'Month', 2], ['year', 'Year', 4]]

function Labelled({ label, id, hint, error, size, isHeading, children }: Omit<Field, 'name'> & { id: string; children: Text }) {
  const words = <label class={size ? `govuk-label govuk-label--${size}` : 'govuk-label'} for={id}>{label}</label>
  return (
    <FormGroup error={error}>
      {isHeading ? <h1 class="govuk-label-wrapper">{words}</h1> : words}
      {hint ? <Hint id={`${id}-hint`}>{hint}</Hint> : null}
      {error ? <ErrorMessage id={`${id}-error`}>{error}</ErrorMessage> : null}
      {children}
    </FormGroup>
  )
}

interface FieldsetProps {
  legend: Text
  size?: Size | undefined
  isHeading?: boolean | undefined
  role?: 'group'
  describedBy?: string | undefined
  children: Text
}

function Fieldset({ legend, size, isHeading, role, describedBy, children }: FieldsetProps) {
  return (
    <fieldset class="govuk-fieldset" role={role} aria-describedby={describedBy}>
      <legend class={size ? `govuk-fieldset__legend govuk-fieldset__legend--${size}` : 'govuk-fieldset__legend'}>
        {isHeading ? <h1 class="govuk-fieldset__heading">{legend}</h1> : legend}
      </legend>
      {children}
    </fieldset>
  )
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

interface Described {
  hint?: Maybe<Text>
  error?: Maybe<Text>
  describedBy?: string | undefined
}

function describedBy(id: string, { hint, error, describedBy: more }: Described) {
  if (!hint && !error && !more) return undefined
  return [more, hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
}

function isChosen(value: Maybe<string | number>, of: string | number) {
  return value !== null && value !== undefined && String(value) === String(of)
}

/** `spellcheck` is an attribute of words, "true" and "false"; typed as a boolean it would be left out when false. */
function asWord(flag: boolean | undefined) {
  return (flag === undefined ? undefined : String(flag)) as boolean | undefined
}
