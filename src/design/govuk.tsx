import type { ComponentChildren } from 'preact'

type Text = ComponentChildren

export function Details({ summary, id, open, children }: { summary: Text; id?: string; open?: boolean; children: Text }) {
  return (
    <details id={id} class="govuk-details" open={open}>
      <summary class="govuk-details__summary"><span class="govuk-details__summary-text">{summary}</span></summary>
      <div class="govuk-details__text">{children}</div>
    </details>
  )
}

export interface Column {
  label: Text
  isNumber?: boolean
  /** How the rows stand by this column, where they can be put in its order. */
  sort?: 'ascending' | 'descending' | 'none' | undefined
}

export interface TableRow {
  cells: Text[]
  /** This place's own row. */
  isUs?: boolean
  id?: string
}

export interface TableProps {
  caption?: Text
  captionSize?: 's' | 'm' | 'l'
  /** The caption repeats a heading just above it: only for those who hear the page. */
  hidesCaption?: boolean
  columns: Column[]
  /** The columns need no heading row (a short list of pairs). */
  hidesHead?: boolean
  rows: (TableRow | Text[])[]
  /** The first cell names its row. */
  firstIsHeader?: boolean
}

export function Table({ caption, captionSize, hidesCaption, columns, hidesHead, rows, firstIsHeader }: TableProps) {
  const look = hidesCaption ? 'govuk-visually-hidden' : captionSize ? `govuk-table__caption govuk-table__caption--${captionSize}` : 'govuk-table__caption'
  return (
    <table class="govuk-table">
      {caption ? <caption class={look}>{caption}</caption> : null}
      {hidesHead ? null : (
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            {columns.map(({ label, isNumber, sort }) => (
              <th scope="col" aria-sort={sort} class={isNumber ? 'govuk-table__header govuk-table__header--numeric' : 'govuk-table__header'}>{label}</th>
            ))}
          </tr>
        </thead>
      )}
      <tbody class="govuk-table__body">{rows.map((row) => tableRow(Array.isArray(row) ? { cells: row } : row, columns, firstIsHeader))}</tbody>
    </table>
  )
}

/** A plain fact in a word or two. One colour: a judgement is a `Verdict`, never a tag. */
export function Tag({ children }: { children: Text }) {
  return <strong class="govuk-tag">{children}</strong>
}

export function InsetText({ id, children }: { id?: string; children: Text }) {
  return <div id={id} class="govuk-inset-text">{children}</div>
}

export interface BannerProps {
  kind?: 'important' | 'success'
  title?: string
  titleId?: string
  /** A sentence as the banner's heading; further children come after it. */
  text?: Text
  children?: Text
}

export function NotificationBanner({ kind = 'important', title, titleId = 'govuk-notification-banner-title', text, children }: BannerProps) {
  const isGood = kind === 'success'
  return (
    <div class={isGood ? 'govuk-notification-banner govuk-notification-banner--success' : 'govuk-notification-banner'}
      role={isGood ? 'alert' : 'region'} aria-labelledby={titleId}>
      <div class="govuk-notification-banner__header">
        <h2 class="govuk-notification-banner__title" id={titleId}>{title ?? (isGood ? 'Success' : 'Important')}</h2>
      </div>
      <div class="govuk-notification-banner__content">
        {text ? <p class="govuk-notification-banner__heading">{text}</p> : null}
        {children}
      </div>
    </div>
  )
}

export function WarningText({ children }: { children: Text }) {
  return (
    <div class="govuk-warning-text">
      <span class="govuk-warning-text__icon" aria-hidden="true">!</span>
      <strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">Warning</span> {children}</strong>
    </div>
  )
}

function tableRow({ cells, isUs, id }: TableRow, columns: Column[], firstIsHeader?: boolean) {
  return (
    <tr class={isUs ? 'govuk-table__row us' : 'govuk-table__row'} id={id}>
      {cells.map((cell, at) => {
        const number = columns[at]?.isNumber
        return firstIsHeader && at === 0
          ? <th scope="row" class="govuk-table__header">{cell}</th>
          : <td class={number ? 'govuk-table__cell govuk-table__cell--numeric' : 'govuk-table__cell'}>{cell}</td>
      })}
    </tr>
  )
}
