import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { Refusal } from '#kernel'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** How the encodings are called to a person. */
export const ENCODING_IN_WORDS: Record<Encoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252',
}

/**
 * Which encoding a text file is in: by its byte order mark; else UTF-16 where every other byte is mostly zero; else UTF-8
 * where all its bytes are; else Windows-1252, in which any bytes are text.
 */
export async function encodingOf(path: string): Promise<Encoding> {
  const start = await firstBytes(path)
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  return withoutMark(start) ?? ((await allUtf8(path)) ? 'utf-8' : 'windows-1252')
}

/** The text of a file in pieces, its byte order mark taken off. Bytes that do not fit the encoding read as U+FFFD. */
export async function* textOf(path: string, encoding: Encoding, told?: (bytes: number) => void): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  let bytes = 0
  for await (const piece of createReadStream(path, { highWaterMark: PIECE }) as AsyncIterable<Buffer>) {
    bytes += piece.length
    yield decoder.decode(piece, { stream: true })
    told?.(bytes)
  }
  yield decoder.decode()
}

/** A small text file whole. Refuses one over the limit, since it would be held in memory. */
export async function readText(path: string, mostBytes = 16_000_000): Promise<{ text: string; encoding: Encoding }> {
  const { size } = await stat(path)
  if (size > mostBytes)
    throw new Refusal(
      'invalid',
      `A descriptive file of ${Math.round(size / 1e6)} MB is larger than any we know; at most ${mostBytes / 1e6} MB is read.`,
    )
  const encoding = await encodingOf(path)
  let text = ''
  for await (const piece of textOf(path, encoding)) text += piece
  return { text, encoding }
}

/** The first 64 KB of a text file, for whoever only wants to see what it is: a last line that is cut off is left out. */
export async function startOfText(path: string): Promise<string> {
  const start = await firstBytes(path, START)
  const marked = start[0] === 0xff && start[1] === 0xfe ? 'utf-16le' : start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : withoutMark(start)
  const text = new TextDecoder(marked ?? (isUtf8(start.subarray(0, wholeCharacters(start))) ? 'utf-8' : 'windows-1252')).decode(start)
  const lines = start.length < START ? text.length : Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'))
  return lines < 0 ? text : text.slice(0, lines)
}

const START = 65_536
const PIECE = 262_144

async function firstBytes(path: string, most = 4096) {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(most), 0, most, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

function withoutMark(start: Buffer): Encoding | null {
  const zeros = [0, 0]
  for (let at = 0; at < start.length; at += 1) if (start[at] === 0) zeros[at % 2]! += 1
  const many = start.length * 0.2
  if (start.length >= 4 && zeros[1]! > many && zeros[0]! < zeros[1]! / 10) return 'utf-16le'
  if (start.length >= 4 && zeros[0]! > many && zeros[1]! < zeros[0]! / 10) return 'utf-16be'
  return null
}

async function allUtf8(path: string) {
  let left = Buffer.alloc(0)
  for await (const piece of createReadStream(path, { highWaterMark: PIECE }) as AsyncIterable<Buffer>) {
    const bytes = left.length ? Buffer.concat([left, piece]) : piece
    const whole = wholeCharacters(bytes)
    if (!isUtf8(bytes.subarray(0, whole))) return false
    left = Buffer.from(bytes.subarray(whole))
  }
  return left.length === 0
}

/** How many bytes stand before a character that may be cut off at the end. */
function wholeCharacters(bytes: Buffer) {
  for (let back = 1; back <= Math.min(4, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back]!
    if ((byte & 0b1100_0000) === 0b1000_0000) continue
    const needs = byte >= 0b1111_0000 ? 4 : byte >= 0b1110_0000 ? 3 : byte >= 0b1100_0000 ? 2 : 1
    return needs > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}
