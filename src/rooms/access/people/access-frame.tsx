import type { ComponentChildren } from 'preact'
import { ErrorSummary, NotificationBanner, Opening, Page } from '#design'
import type { Viewer } from '#platform'
import type { AccessLink } from './access-links.ts'
import { errorsOf, type Sent } from './posted.ts'

type Text = ComponentChildren

/** What every page about people and what they may do is drawn with. */
export interface Desk {
  viewer: Viewer
  nonce: string
  /** A fresh key for the forms of the page. */
  once: string
  links: AccessLink[]
  sent: Sent | null
  /** What was done just now. */
  done: Text | null
}

interface Props {
  desk: Desk
  title: string
  path: string
  heading: string
  standfirst?: Text
  /** Where this stands below one of the pages. */
  within?: { href: string; text: string }
  foot?: Text
  children: Text
}

/** A page about people and what they may do: its neighbours, what was done, what went wrong, and its opening. */
export function AccessFrame({ desk: { viewer, nonce, links, sent, done }, title, path, heading, standfirst, within, foot, children }: Props) {
  const errors = errorsOf(sent)
  return (
    <Page title={`${errors.length ? 'Error: ' : ''}${title}`} viewer={viewer} path={path} nonce={nonce} foot={foot}>
      {errors.length ? <ErrorSummary errors={errors} /> : null}
      {done ? <NotificationBanner kind="success" text={done} /> : null}
      <Opening kicker={<><a href="/">My work</a> · {within ? <><a href={within.href}>{within.text}</a> · </> : null}<b>{title}</b></>} heading={heading} standfirst={standfirst} />
      {links.length > 1 ? (
        <nav class="beside no-print" aria-label="People and access">
          <ul>{links.map(({ href, text }) => <li><a href={href} aria-current={href === path ? 'page' : undefined}>{text}</a></li>)}</ul>
        </nav>
      ) : null}
      {children}
    </Page>
  )
}
