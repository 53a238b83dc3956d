import type { ComponentChildren } from 'preact'
import { Button } from './form.tsx'

type Text = ComponentChildren

export interface PanelAction {
  text: Text
  /** A link; without one it is a button that sends its form. */
  href?: string
  looksLikeButton?: boolean
  name?: string
  value?: string
  form?: string
}

export interface PanelProps {
  title: Text
  /** 1 where the panel opens its page. */
  level?: 1 | 2 | 3
  children?: Text
}

/** What was done, and what happens next: the head of a page that confirms. */
export function Panel(props: PanelProps) {
  return <Coloured {...props} kind="confirmation" />
}

/** A stop before something unusual or hard to undo. Rarely: people learn to press through what they see often. */
export function InterruptionCard({ actions = [], children, ...props }: PanelProps & { actions?: PanelAction[] }) {
  const buttons = actions.map(({ text, href, looksLikeButton, ...sent }) => href !== undefined && !looksLikeButton
    ? <a class="govuk-link govuk-link--inverse" href={href}>{text}</a>
    : <Button kind="inverse" {...(href === undefined ? {} : { href })} {...sent}>{text}</Button>)
  return (
    <Coloured {...props} kind="interruption" foot={buttons.length ? <div class="govuk-panel__actions"><div class="govuk-button-group">{buttons}</div></div> : null}>
      {children}
    </Coloured>
  )
}

function Coloured({ kind, title, level = 1, foot, children }: PanelProps & { kind: 'confirmation' | 'interruption'; foot?: Text }) {
  const Title = `h${level}` as 'h1'
  return (
    <div class={`govuk-panel govuk-panel--${kind}`}>
      <Title class="govuk-panel__title">{title}</Title>
      {children ? <div class="govuk-panel__body">{children}</div> : null}
      {foot}
    </div>
  )
}
