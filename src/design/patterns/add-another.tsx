import type { ComponentChildren } from 'preact'
import { Button, Fieldset } from '../form.tsx'
import type { Group } from './groups.ts'

type Text = ComponentChildren

/** One group as its fields see it. */
export interface GroupFields {
  /** From 1, as people count. */
  number: number
  /** Name, id, value and error of one of its fields: `<Input {...group.field('name')} label="Name" />`. */
  field: (part: string) => { name: string; id: string; value: string; error: string | null }
}

export interface AddAnotherProps {
  /** The groups' name in the form: fields are `name[0][part]`. Letters, figures and hyphens. */
  name: string
  /** What one of them is called, in the middle of a sentence: "partner". */
  thing: string
  /** What has been typed, at least one group; see `sentGroups`. */
  groups: Group[]
  /** Errors by the field's whole name, as an action gives them. */
  errors?: Record<string, string> | null
  /** How many there may be. */
  most?: number
  /** Where the form goes. Given, the page comes back at the group that was added. */
  action?: string
  children: (group: GroupFields) => Text
}

/**
 * Fields that repeat. "Add another" and "Remove" are ordinary buttons that send the form: it comes back with one group more or less and
 * all that was typed. Stands inside a form, before its own button.
 */
export function AddAnother({ name, thing, groups, errors, most = 100, action, children }: AddAnotherProps) {
  const shown = groups.length ? groups : [{}]
  return (
    <div class="add-another">
      {/* Return in a field presses the first button of a form. Without this one, which nobody sees or meets, that would be "Remove". */}
      <button type="submit" class="first-press">Send</button>
      {shown.map((group, at) => (
        <div class="add-another-group" id={`${name}-${at + 1}`}>
          <Fieldset legend={`${thing.slice(0, 1).toUpperCase()}${thing.slice(1)} ${at + 1}`} size="s">
            {children({ number: at + 1, field: (part) => fieldOf(name, at, part, group, errors) })}
            {shown.length > 1 ? (
              <Button kind="secondary" name="remove" value={`${name}[${at}]`} {...backTo(action, `${name}-${Math.max(1, at)}`)}>Remove<span class="govuk-visually-hidden"> {thing} {at + 1}</span></Button>
            ) : null}
          </Fieldset>
        </div>
      ))}
      {shown.length < most
        ? <Button kind="secondary" name="another" value={name} {...backTo(action, `${name}-${shown.length + 1}`)}>Add another {thing}</Button>
        : <p class="small quiet">{most} is the most there can be.</p>}
    </div>
  )
}

function fieldOf(name: string, at: number, part: string, group: Group, errors: Record<string, string> | null | undefined) {
  const field = `${name}[${at}][${part}]`
  return { name: field, id: `${name}-${at}-${part}`, value: group[part] ?? '', error: errors?.[field] ?? null }
}

const backTo = (action: string | undefined, id: string) => (action === undefined ? {} : { formAction: `${action}#${id}` })
