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
