import type { ComponentChildren } from 'preact'

type Text = ComponentChildren

export interface Deed {
  /** What was done: "Target set for 2027". */
  title: Text
  by?: Text
  /** ISO 8601; shown as `shown` says it. */
  at: string
  shown: string
  children?: Text
  href?: string
}

/** Who did what when, latest first. A record of what happened: not steps ahead, and not navigation. */
export function Timeline({ items, level = 3 }: { items: Deed[]; level?: 2 | 3 | 4 }) {
  const Title = `h${level}` as 'h3'
  return (
    <ol class="timeline">
      {items.map(({ title, by, at, shown, children, href }) => (
        <li>
          <Title>{href ? <a href={href}>{title}</a> : title}</Title>
          <p class="small quiet"><time dateTime={at}>{shown}</time>{by ? <>, <span dir="auto">{by}</span></> : null}</p>
          {children ? <div class="timeline-words" dir="auto">{children}</div> : null}
        </li>
      ))}
    </ol>
  )
}
