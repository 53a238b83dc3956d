import { randomBytes } from 'node:crypto'
import type { ComponentChildren, VNode } from 'preact'
import { jsxTemplate } from 'preact/jsx-runtime'
import { renderToString } from 'preact-render-to-string'
import { withFormTokens } from './form-token.ts'

/** Markup that was drawn before, with its bytes: what it was drawn from is published or our own words, so it is the same for everyone who looks. */
export interface Ready {
  readonly markup: string
  /** Null for markup made for one page alone: it goes with that page's text. */
  readonly bytes: Buffer<ArrayBuffer> | null
}

export function drawReady(part: ComponentChildren): Ready {
  return readyOf(withMarks(null, () => renderToString(<>{part}</>)))
}

/** Markup that was put together of ready markup, with nothing of anybody's in it. */
export function readyOf(markup: string): Ready {
  return { markup, bytes: Buffer.from(markup) }
}

/** Markup of ours with texts in it, for one page alone: the texts are escaped. */
export function written(pieces: TemplateStringsArray, ...texts: (string | Ready)[]): Ready {
  return { markup: pieces.reduce((all, piece, at) => all + textOf(texts[at - 1]!) + piece), bytes: null }
}

const textOf = (text: string | Ready) => (typeof text === 'string' ? text.replace(/[&<>"]/g, (letter) => ESCAPED[letter]!) : text.markup)
const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Puts ready markup into a page without going through it again. */
export function readyPart(ready: Ready): VNode {
  return <Between pieces={[ready]} />
}

/** The same between markup of ours that holds no text of anybody's. */
export function readyBetween(pieces: (string | Ready)[]): VNode {
  return <Between pieces={pieces} />
}

/** Marks are made when the part is drawn: what it is part of may be drawn for later. */
function Between({ pieces }: { pieces: (string | Ready)[] }) {
  return jsxTemplate([pieces.map((piece) => (typeof piece === 'string' ? piece : mark(piece))).join('')])
}

/** Draws as bytes: ready parts are neither copied into the text nor written out again letter by letter. */
export function drawBytes(page: VNode): Buffer<ArrayBuffer> {
  const stood: Ready[] = []
  const [first, ...rest] = withFormTokens(withMarks(stood, () => renderToString(page))).split(MARK)
  const bytes = [Buffer.from(`<!doctype html>${first}`)]
  for (const piece of rest) {
    const end = piece.indexOf(END)
    bytes.push(stood[Number(piece.slice(0, end))]!.bytes!, Buffer.from(piece.slice(end + 1)))
  }
  return Buffer.concat(bytes)
}

/** Stands in the text for a ready part. Nobody who writes text can know it. */
const MARK = `\u0001${randomBytes(12).toString('base64url')}:`
const END = '\u0002'

/** The ready parts of the page that is being drawn as bytes; null where text is drawn. Drawing never waits, so there is one at a time. */
let marked: Ready[] | null = null

function withMarks<Drawn>(stood: Ready[] | null, draw: () => Drawn): Drawn {
  const outer = marked
  marked = stood
  try {
    return draw()
  } finally {
    marked = outer
  }
}

function mark(ready: Ready) {
  if (!marked || ready.bytes === null) return ready.markup
  marked.push(ready)
  return `${MARK}${marked.length - 1}${END}`
}
