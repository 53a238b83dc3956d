import { Refusal } from '#kernel'
import { refuseUnsafeSvg } from './brand-svg.ts'

/** The most a mark may weigh, in bytes, and measure, in pixels a side. */
export const MARK_LIMITS = { bytes: 200_000, pixels: 2000 }

export type MarkType = 'image/png' | 'image/jpeg' | 'image/svg+xml'

/** What a mark's bytes are, by themselves and not by the file's name; refuses what is no mark, is too large, or would run something. */
export function markType(bytes: Uint8Array): MarkType {
  if (!bytes.length) refuse('The file is empty. Choose the file of the mark again')
  if (bytes.length > MARK_LIMITS.bytes) refuse(`The file is ${(bytes.length / 1000).toLocaleString('en-GB', { maximumFractionDigits: 0 })} kB; 200 kB is the most. Save it smaller: it is shown no taller than a line of text`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return sized('image/png', pngSize(bytes, view))
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return sized('image/jpeg', jpegSize(view))
  const start = new TextDecoder().decode(bytes.subarray(0, 1000)).replace(/^\uFEFF/, '').trimStart()
  if (!start.startsWith('<')) refuse('This is not a PNG, JPEG or SVG picture, whatever its name says. Save the mark as one of these')
  refuseUnsafeSvg(bytes)
  return 'image/svg+xml'
}

interface Size {
  width: number
  height: number
}

function sized(type: MarkType, size: Size | null): MarkType {
  if (!size || !size.width || !size.height) return refuse('This picture is damaged: it does not say how large it is. Save it again')
  const { pixels } = MARK_LIMITS
  if (size.width > pixels || size.height > pixels) refuse(`This picture is ${size.width} by ${size.height} pixels; ${pixels} a side is the most. Save it smaller`)
  return type
}

/** PNG 1.2 §3: chunks of length, type, data and check; the first says the size, the last is IEND. */
function pngSize(bytes: Uint8Array, view: DataView): Size | null {
  const typeAt = (at: number) => String.fromCharCode(...bytes.subarray(at + 4, at + 8))
  let at = 8
  while (at + 12 <= bytes.length && typeAt(at) !== 'IEND') at += 12 + view.getUint32(at)
  const isWhole = at + 12 <= bytes.length && typeAt(8) === 'IHDR' && view.getUint32(8) === 13
  return isWhole ? { width: view.getUint32(16), height: view.getUint32(20) } : null
}

/** JPEG, ITU T.81 annex B: segments of marker and length; a start of frame (C0 to CF but C4, C8, CC) says the size. */
function jpegSize(view: DataView): Size | null {
  let at = 2
  while (at + 9 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) at += 1
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    else at += 2 + view.getUint16(at + 2)
  }
  return null
}

const startsWith = (bytes: Uint8Array, magic: number[]) => magic.every((byte, at) => bytes[at] === byte)

function refuse(sentence: string): never {
  throw new Refusal('invalid', sentence, { logo: sentence })
}
