import type { ComponentChildren } from 'preact'
import { describedBy, ErrorMessage, type Field, Fieldset, FormGroup, Hint } from './form.tsx'

type Text = ComponentChildren

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

const DATE_PARTS: [DatePart, string, number][] = [['day', 'Day', 2], ['month', 'Month', 2], ['year', 'Year', 4]]
