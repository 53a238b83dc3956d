import type { ComponentChildren } from 'preact'

type Text = ComponentChildren

export interface SummaryRow {
  key: Text
  value: Text
  /** `about` is heard, not seen: "Change" + "date of birth". */
  actions?: { href: string; text: Text; about?: string }[]
}

export interface SummaryListProps {
  rows: SummaryRow[]
  hasNoBorder?: boolean
}

export function SummaryList(props: SummaryListProps) {
  return summaryList(props)
}

export interface SummaryCardProps extends SummaryListProps {
  title: Text
  level?: 2 | 3 | 4
  /** What can be done to the whole of it. */
  actions?: { href: string; text: Text }[]
}

/** One of several alike, each with its own heading and links. Its links say aloud which one they belong to. */
export function SummaryCard({ title, level = 2, actions = [], ...list }: SummaryCardProps) {
  const Title = `h${level}` as 'h2'
  const links = actions.map(({ href, text }) => <a class="govuk-link" href={href}>{text}<span class="govuk-visually-hidden"> ({title})</span></a>)
  return (
    <div class="govuk-summary-card">
      <div class="govuk-summary-card__title-wrapper">
        <Title class="govuk-summary-card__title">{title}</Title>
        {links.length === 1 ? <div class="govuk-summary-card__actions">{links}</div> : null}
        {links.length > 1 ? <ul class="govuk-summary-card__actions">{links.map((link) => <li class="govuk-summary-card__action">{link}</li>)}</ul> : null}
      </div>
      <div class="govuk-summary-card__content">{summaryList(list, title)}</div>
    </div>
  )
}

function summaryList({ rows, hasNoBorder }: SummaryListProps, card?: Text) {
  const someAct = rows.some((row) => row.actions?.length)
  return (
    <dl class={hasNoBorder ? 'govuk-summary-list govuk-summary-list--no-border' : 'govuk-summary-list'}>
      {rows.map(({ key, value, actions = [] }) => (
        <div class={someAct && !actions.length ? 'govuk-summary-list__row govuk-summary-list__row--no-actions' : 'govuk-summary-list__row'}>
          <dt class="govuk-summary-list__key">{key}</dt>
          <dd class="govuk-summary-list__value">{value}</dd>
          {actions.length ? <dd class="govuk-summary-list__actions">{summaryActions(actions, card)}</dd> : null}
        </div>
      ))}
    </dl>
  )
}

function summaryActions(actions: NonNullable<SummaryRow['actions']>, card: Text) {
  const links = actions.map(({ href, text, about }) => (
    <a class="govuk-link" href={href}>{text}{about || card ? <span class="govuk-visually-hidden">{about ? <> {about}</> : null}{card ? <> ({card})</> : null}</span> : null}</a>
  ))
  if (links.length === 1) return links[0]
  return <ul class="govuk-summary-list__actions-list">{links.map((link) => <li class="govuk-summary-list__actions-list-item">{link}</li>)}</ul>
}
