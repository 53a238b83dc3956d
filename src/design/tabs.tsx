import type { ComponentChildren } from 'preact'

type Text = ComponentChildren

export interface TabItem {
  label: string
  id: string
  panel: Text
}

/** Sections under a list of links to them. Nothing hides: what is one press away on a screen is all there on paper. */
export function Tabs({ items, id, title = 'Contents' }: { items: TabItem[]; id?: string; title?: string }) {
  return (
    <div id={id} class="govuk-tabs">
      <h2 class="govuk-tabs__title">{title}</h2>
      {items.length ? (
        <ul class="govuk-tabs__list">
          {items.map((item, at) => (
            <li class={at ? 'govuk-tabs__list-item' : 'govuk-tabs__list-item govuk-tabs__list-item--selected'}><a class="govuk-tabs__tab" href={`#${item.id}`}>{item.label}</a></li>
          ))}
        </ul>
      ) : null}
      {items.map((item, at) => <div class={at ? 'govuk-tabs__panel govuk-tabs__panel--hidden' : 'govuk-tabs__panel'} id={item.id}>{item.panel}</div>)}
    </div>
  )
}
