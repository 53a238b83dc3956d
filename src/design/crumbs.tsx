import type { ComponentChildren } from 'preact'

type Text = ComponentChildren

export interface Crumb {
  text: string
  /** The last crumb may be the page itself, without an address. */
  href?: string
}

export function Breadcrumbs({ items, collapses, label = 'Breadcrumb' }: { items: Crumb[]; collapses?: boolean; label?: string }) {
  return (
    <nav class={collapses ? 'govuk-breadcrumbs govuk-breadcrumbs--collapse-on-mobile' : 'govuk-breadcrumbs'} aria-label={label}>
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
