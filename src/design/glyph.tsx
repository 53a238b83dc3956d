export type GlyphName = 'better' | 'worse' | 'steady' | 'doubt'

/** The four shapes and the mark, drawn once in a page and used by name. */
export function Glyphs() {
  return (
    <svg class="glyphs" width="0" height="0" aria-hidden="true">
      <symbol id="g-better" viewBox="0 0 20 20">
        <circle cx="10" cy="10" r="9" fill="currentColor" />
        <path d="m5.5 10.4 3 3 6-6.6" fill="none" stroke="#fff" stroke-width="2.2" />
      </symbol>
      <symbol id="g-worse" viewBox="0 0 20 20">
        <path d="M10 0 20 10 10 20 0 10Z" fill="currentColor" />
        <path d="m7 7 6 6m0-6-6 6" stroke="#fff" stroke-width="2.2" />
      </symbol>
      <symbol id="g-steady" viewBox="0 0 20 20">
        <circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2" />
        <path d="M5.5 10h9" stroke="currentColor" stroke-width="2.2" />
      </symbol>
      <symbol id="g-doubt" viewBox="0 0 20 20">
        <circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3.2 3.1" />
        <path d="M7.4 7.8c.2-3.4 5.4-3.2 5.2-.2-.1 1.7-2.6 1.9-2.6 3.9m0 2.2v1.6" fill="none" stroke="currentColor" stroke-width="1.9" />
      </symbol>
      <symbol id="g-mark" viewBox="0 0 28 28">
        <path d="M4 1v16" stroke="currentColor" stroke-width="4" fill="none" />
        <circle cx="14" cy="17" r="10" fill="none" stroke="currentColor" stroke-width="4" />
        <circle cx="14" cy="17" r="3.6" fill="currentColor" />
      </symbol>
    </svg>
  )
}

export function Glyph({ name }: { name: GlyphName }) {
  return <svg class="g" aria-hidden="true"><use href={`#g-${name}`} /></svg>
}
