import type { ComponentChildren } from 'preact'

type Text = ComponentChildren

/** What the page of the system is asked with: patterns that work by their address work on it too. */
export interface GalleryAsked {
  path: string
  search: URLSearchParams
}

/** One thing of the system: what it is called, when to use it, and how it looks. */
export function Specimen({ name, use, children }: { name: Text; use: Text; children: Text }) {
  return (
    <div class="specimen">
      <h3>{name}</h3>
      <p class="specimen-use">{use}</p>
      <div class="stack">{children}</div>
    </div>
  )
}
