import type { ComponentChildren } from 'preact'

type Text = ComponentChildren

export interface IdentityBarProps {
  /** Who or what every page of this part is about. */
  name: Text
  facts?: { label: string; value: Text }[]
  /** What can be done to it: links or buttons, at the end. */
  children?: Text
}

/** Stays at the head of several pages about one thing, so that nobody writes into the wrong one. */
export function IdentityBar({ name, facts = [], children }: IdentityBarProps) {
  return (
    <div class="identity">
      <p class="identity-name" dir="auto">{name}</p>
      {facts.length ? <dl>{facts.map(({ label, value }) => <div><dt>{label}</dt><dd>{value}</dd></div>)}</dl> : null}
      {children ? <div class="identity-deeds">{children}</div> : null}
    </div>
  )
}
