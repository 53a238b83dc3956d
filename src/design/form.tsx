import type { ComponentChildren } from 'preact'

type Text = ComponentChildren
export type Size = 's' | 'm' | 'l' | 'xl'
export type Maybe<T> = T | null | undefined

export interface ButtonProps {
  children: Text
  /** `inverse` stands on a panel of the area's colour. */
  kind?: 'primary' | 'secondary' | 'warning' | 'inverse'
  /** A link that looks like a button. It says that it is a link: without a script the space bar would not press it. */
  href?: string
  name?: string
  value?: string
  id?: string
  type?: 'submit' | 'button' | 'reset'
  /** The form it sends, where it stands outside it. */
  form?: string
  /** Where this button sends the form, if not where the form says: with a fragment it comes back to a part of the page. */
  formAction?: string
  disabled?: boolean
  /** The button stays reachable, says that it can't be used, and points at the sentence that says why. */
  unavailable?: { describedBy: string }
}

/** Works without a script: a second press is caught by the idempotency key of the form, not by the button. */
export function Button({ children, kind = 'primary', href, name, value, id, type = 'submit', form, formAction, disabled, unavailable }: ButtonProps) {
  const look = kind === 'primary' ? 'govuk-button' : `govuk-button govuk-button--${kind}`
  if (href !== undefined) return <a href={href} class={look} id={id}>{children}</a>
  return (
    <button type={type} class={look} name={name} value={value} id={id} form={form} formAction={formAction} disabled={disabled}
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

export function FormGroup({ error, look, data, children }: { error?: Maybe<Text>; look?: string | undefined; data?: Record<string, string | number> | undefined; children: Text }) {
  return <div {...data} class={`govuk-form-group${error ? ' govuk-form-group--error' : ''}${look ? ` ${look}` : ''}`}>{children}</div>
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

/** A label, its hint and its error around one field. `look` adds a class to the group. */
export function Labelled({ label, id, hint, error, size, isHeading, look, groupData, children }: Omit<Field, 'name'> & { id: string; look?: string; groupData?: Record<string, string | number>; children: Text }) {
  return (
    <FormGroup error={error} look={look} data={groupData}>
      <Label for={id} size={size} isHeading={isHeading}>{label}</Label>
      {hint ? <Hint id={`${id}-hint`}>{hint}</Hint> : null}
      {error ? <ErrorMessage id={`${id}-error`}>{error}</ErrorMessage> : null}
      {children}
    </FormGroup>
  )
}

export interface LabelProps {
  for?: string
  size?: Size | undefined
  isHeading?: boolean | undefined
  children: Text
}

export function Label({ for: id, size, isHeading, children }: LabelProps) {
  const words = <label class={size ? `govuk-label govuk-label--${size}` : 'govuk-label'} for={id}>{children}</label>
  return isHeading ? <h1 class="govuk-label-wrapper">{words}</h1> : words
}

export interface FieldsetProps {
  legend: Text
  size?: Size | undefined
  isHeading?: boolean | undefined
  role?: 'group'
  describedBy?: string | undefined
  children: Text
}

export function Fieldset({ legend, size, isHeading, role, describedBy, children }: FieldsetProps) {
  return (
    <fieldset class="govuk-fieldset" role={role} aria-describedby={describedBy}>
      <legend class={size ? `govuk-fieldset__legend govuk-fieldset__legend--${size}` : 'govuk-fieldset__legend'}>
        {isHeading ? <h1 class="govuk-fieldset__heading">{legend}</h1> : legend}
      </legend>
      {children}
    </fieldset>
  )
}

interface Described {
  hint?: Maybe<Text>
  error?: Maybe<Text>
  describedBy?: string | undefined
}

/** The ids of what explains a field, in the order they are heard. */
export function describedBy(id: string, { hint, error, describedBy: more }: Described) {
  if (!hint && !error && !more) return undefined
  return [more, hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
}
