import type { ComponentChildren } from 'preact'

/** A word that sets one thing in a list apart: "Headline", "Statutory". Outlined, so that nobody takes it for a button or a judgement. */
export function Badge({ children }: { children: ComponentChildren }) {
  return <strong class="badge">{children}</strong>
}
