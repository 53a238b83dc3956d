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
      <span class={isBlock && !label ? 'govuk-pagination__link-title govuk-pagination__link-title--decorated' : 'govuk-pagination__link-title'}>{text ?? <>{word}<span class="govuk-visually-hidden"> page</span></>}</span>
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
