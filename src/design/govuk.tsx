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
            {columns.map(({ label, isNumber }) => (
              <th scope="col" class={isNumber ? 'govuk-table__header govuk-table__header--numeric' : 'govuk-table__header'}>{label}</th>
            ))}
          </tr>
        </thead>
      )}
      <tbody class="govuk-table__body">{rows.map((row) => tableRow(Array.isArray(row) ? { cells: row } : row, columns, firstIsHeader))}</tbody>
    </table>
  )
}

export function Tag({ colour, children }: { colour?: 'grey' | 'turquoise' | 'green' | 'purple' | 'pink' | 'red' | 'orange' | 'yellow'; children: Text }) {
  return <strong class={colour ? `govuk-tag govuk-tag--${colour}` : 'govuk-tag'}>{children}</strong>
}

export interface SummaryRow {
  key: Text
  value: Text
  /** `about` is heard, not seen: "Change" + "date of birth". */
  actions?: { href: string; text: Text; about?: string }[]
}

export function SummaryList({ rows, hasNoBorder }: { rows: SummaryRow[]; hasNoBorder?: boolean }) {
  const someAct = rows.some((row) => row.actions?.length)
  return (
    <dl class={hasNoBorder ? 'govuk-summary-list govuk-summary-list--no-border' : 'govuk-summary-list'}>
      {rows.map(({ key, value, actions = [] }) => (
        <div class={someAct && !actions.length ? 'govuk-summary-list__row govuk-summary-list__row--no-actions' : 'govuk-summary-list__row'}>
          <dt class="govuk-summary-list__key">{key}</dt>
          <dd class="govuk-summary-list__value">{value}</dd>
          {actions.length ? <dd class="govuk-summary-list__actions">{summaryActions(actions)}</dd> : null}
        </div>
      ))}
    </dl>
  )
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

export interface PageLink {
  number: number
  href: string
  isCurrent?: boolean
}

export interface PaginationProps {
  previous?: { href: string; text?: string; label?: string }
  next?: { href: string; text?: string; label?: string }
  items?: (PageLink | 'ellipsis')[]
  label?: string
}

export function Pagination({ previous, next, items = [], label = 'Pagination' }: PaginationProps) {
  const isBlock = !items.length && (previous || next)
  return (
    <nav class={isBlock ? 'govuk-pagination govuk-pagination--block' : 'govuk-pagination'} aria-label={label}>
      {previous ? <div class="govuk-pagination__prev">{turn('prev', 'Previous', previous, Boolean(isBlock))}</div> : null}
      {items.length ? <ul class="govuk-pagination__list">{items.map(pageItem)}</ul> : null}
      {next ? <div class="govuk-pagination__next">{turn('next', 'Next', next, Boolean(isBlock))}</div> : null}
    </nav>
  )
}

/** The pages to offer for a long list: first, last and those around the current one. `hrefOf` gives a page's address. */
export function pagesAround(current: number, last: number, hrefOf: (page: number) => string): PaginationProps {
  const shown = Array.from({ length: last }, (_, at) => at + 1).filter((page) => page === 1 || page === last || Math.abs(page - current) <= 1)
  const items: (PageLink | 'ellipsis')[] = []
  for (const [at, page] of shown.entries()) {
    if (at && page > shown[at - 1]! + 1) items.push('ellipsis')
    items.push(page === current ? { number: page, href: hrefOf(page), isCurrent: true } : { number: page, href: hrefOf(page) })
  }
  return {
    items,
    ...(current > 1 ? { previous: { href: hrefOf(current - 1) } } : {}),
    ...(current < last ? { next: { href: hrefOf(current + 1) } } : {}),
  }
}

export interface Crumb {
  text: string
  /** The last crumb may be the page itself, without an address. */
  href?: string
}

export function Breadcrumbs({ items, collapses }: { items: Crumb[]; collapses?: boolean }) {
  return (
    <nav class={collapses ? 'govuk-breadcrumbs govuk-breadcrumbs--collapse-on-mobile' : 'govuk-breadcrumbs'} aria-label="Breadcrumb">
      <ol class="govuk-breadcrumbs__list">
        {items.map(({ text, href }) => href
          ? <li class="govuk-breadcrumbs__list-item"><a class="govuk-breadcrumbs__link" href={href}>{text}</a></li>
          : <li class="govuk-breadcrumbs__list-item" aria-current="page">{text}</li>)}
      </ol>
    </nav>
  )
}

export function BackLink({ href, children = 'Back' }: { href: string; children?: Text }) {
  return <a href={href} class="govuk-back-link">{children}</a>
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

function summaryActions(actions: NonNullable<SummaryRow['actions']>) {
  const links = actions.map(({ href, text, about }) => (
    <a class="govuk-link" href={href}>{text}{about ? <span class="govuk-visually-hidden"> {about}</span> : null}</a>
  ))
  if (links.length === 1) return links[0]
  return <ul class="govuk-summary-list__actions-list">{links.map((link) => <li class="govuk-summary-list__actions-list-item">{link}</li>)}</ul>
}

const ARROWS = {
  prev: 'm6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z',
  next: 'm8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z',
}

function turn(way: 'prev' | 'next', word: string, { href, text, label }: { href: string; text?: string; label?: string }, isBlock: boolean) {
  const arrow = (
    <svg class={`govuk-pagination__icon govuk-pagination__icon--${way}`} xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true"
      focusable="false" viewBox="0 0 15 13"><path d={ARROWS[way]} /></svg>
  )
  const words = (
    <>
      <span class="govuk-pagination__link-title">{text ?? <>{word}<span class="govuk-visually-hidden"> page</span></>}</span>
      {label ? <><span class="govuk-visually-hidden">:</span> <span class="govuk-pagination__link-label">{label}</span></> : null}
    </>
  )
  return <a class="govuk-link govuk-pagination__link" href={href} rel={way}>{way === 'prev' || isBlock ? <>{arrow}{words}</> : <>{words}{arrow}</>}</a>
}

function pageItem(item: PageLink | 'ellipsis') {
  if (item === 'ellipsis') return <li class="govuk-pagination__item govuk-pagination__item--ellipsis">⋯</li>
  return (
    <li class={item.isCurrent ? 'govuk-pagination__item govuk-pagination__item--current' : 'govuk-pagination__item'}>
      <a class="govuk-link govuk-pagination__link" href={item.href} aria-label={`Page ${item.number}`} aria-current={item.isCurrent ? 'page' : undefined}>
        {item.number}
      </a>
    </li>
  )
}
