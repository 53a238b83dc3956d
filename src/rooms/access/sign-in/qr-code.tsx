import { qrOf } from './qr.ts'

const RIM = 4

/** A text as a square that cameras read, drawn here: it holds a secret, and goes to no other site. Nothing where the text is too long for it. */
export function QrCode({ text, says }: { text: string; says: string }) {
  const squares = qrOf(text)
  if (!squares) return null
  const side = squares.length + 2 * RIM
  const path = squares.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x + RIM} ${y + RIM}h1v1h-1z`] : []))).join('')
  return (
    <svg class="qr" viewBox={`0 0 ${side} ${side}`} width="220" height="220" role="img" aria-label={says} shape-rendering="crispEdges">
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
