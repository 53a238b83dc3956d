import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { SaxesParser } from 'saxes'
import { Refusal } from '#kernel'
import { encodingOf, textOf } from './text.ts'

/** What is read of an XML: each element as it begins, with the text it held as it ends. Names come without their namespace prefix. */
export interface XmlReading {
  open?: (name: string, path: readonly string[], line: number, attributes: Readonly<Record<string, string>>) => void
  /** Each piece of text as it comes, blanks and all, for what mixes text and elements. */
  text?: (piece: string) => void
  /** `text` is what stood in the element itself, blanks at its ends taken off; `path` holds the names from the root, its own last. */
  close: (name: string, text: string, path: readonly string[], line: number) => void
  progress?: (share: number) => void
  /** Asked after each piece of the file: true ends the reading there. */
  stop?: () => boolean
}

/** Deeper than any return, and long before a stack of open elements could fill memory. */
const DEEPEST = 40
const LONGEST_TEXT = 100_000
const LONGEST_NAME = 200
const MOST_ATTRIBUTES = 50
/** A comment, an attribute or a text is held by the parser until it ends: one that does not end could fill memory. */
const LONGEST_HELD = 1_000_000

/**
 * Reads an XML of any size in pieces, strictly. A document type (and with it every entity of its own), depth beyond 40, a text of
 * more than 100,000 characters or anything not well formed is a Refusal that names the line.
 */
export async function readXml(path: string, reading: XmlReading): Promise<void> {
  const encoding = await encodingOf(path)
  const { size } = await stat(path)
  const held = { letters: 0 }
  const parser = parserOf(reading, held)
  for await (const text of textOf(path, encoding, (bytes) => reading.progress?.(size ? bytes / size : 1))) {
    held.letters += text.length
    parser.write(text)
    if (held.letters > LONGEST_HELD) throw new Refusal('invalid', `Line ${parser.line}: something begins there that has not ended after ${LONGEST_HELD.toLocaleString('en-GB')} characters`)
    if (reading.stop?.()) return
  }
  parser.close()
}

/**
 * Whether a file begins as an XML does, with the name of its root element; null where it is none. Reads 64 KB at most. A document type is passed
 * over here: who reads the file on refuses it, and says so.
 */
export async function xmlRoot(path: string): Promise<string | null> {
  const head = await new Promise<Buffer>((resolve, reject) => {
    const pieces: Buffer[] = []
    createReadStream(path, { end: 65_535 }).on('data', (piece) => pieces.push(piece as Buffer)).on('end', () => resolve(Buffer.concat(pieces))).on('error', reject)
  })
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0x3c && head[1] === 0)
  const text = head.toString(utf16 ? 'utf16le' : 'utf8').replace(/^\ufeff/, '')
  return /^\s*(?:<\?xml[^>]*\?>)?\s*(?:<!--[\s\S]*?-->\s*)*(?:<!DOCTYPE[^[>]*(?:\[[^\]]*\]\s*)?>\s*)?<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)/.exec(text)?.[1] ?? null
}

/** `held` counts the letters that came since the parser last told of something. */
function parserOf(reading: XmlReading, held: { letters: number }) {
  const parser = new SaxesParser({ xmlns: false, position: true })
  const path: string[] = []
  const texts: string[] = []
  const refuse = (what: string) => {
    throw new Refusal('invalid', `Line ${parser.line}: ${what}`)
  }
  const take = (text: string) => {
    held.letters = 0
    const at = texts.length - 1
    if (at < 0) return
    reading.text?.(text)
    // Blanks between a hundred thousand elements are no text of the one around them.
    if (texts[at] !== '' || text.trim() !== '') texts[at] += text
    if (texts[at]!.length > LONGEST_TEXT) refuse(`the text of ${path.at(-1)} is longer than ${LONGEST_TEXT.toLocaleString('en-GB')} characters`)
  }
  parser.on('doctype', () => refuse('the file has a document type (DOCTYPE), which no return has. It is not read, since it could pull in other files'))
  parser.on('comment', () => {
    held.letters = 0
  })
  parser.on('opentag', ({ name, attributes }) => {
    held.letters = 0
    const plain = name.slice(name.indexOf(':') + 1)
    if (plain.length > LONGEST_NAME || Object.keys(attributes).length > MOST_ATTRIBUTES || hasLong(attributes)) refuse('an element has a name or a list of attributes longer than any return has')
    path.push(plain)
    texts.push('')
    if (path.length > DEEPEST) refuse(`elements lie more than ${DEEPEST} deep in each other`)
    reading.open?.(plain, path, parser.line, attributes as Record<string, string>)
  })
  parser.on('text', take)
  parser.on('cdata', take)
  parser.on('closetag', () => {
    held.letters = 0
    reading.close(path.at(-1)!, texts.pop()!.trim(), path, parser.line)
    path.pop()
  })
  parser.on('error', (fault) => refuse(`the XML is not well formed (${fault.message.replace(/^\d+:\d+: /, '')})`))
  return parser
}

function hasLong(attributes: Readonly<Record<string, string>>) {
  for (const name in attributes) if (attributes[name]!.length > LONGEST_TEXT) return true
  return false
}
