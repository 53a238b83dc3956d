import { Refusal } from '#kernel'
import { readXml } from '#platform'

/** An element of a return with all in it, as it stood. */
export interface XmlNode {
  name: string
  line: number
  text: string
  children: XmlNode[]
}

/** A record larger than any child's, long before it could fill memory. */
const MOST_IN_RECORD = 20_000

/** Reads the records of a return of any size, one in memory at a time. `only` names the elements that are wanted, each whole. */
export async function readRecords(path: string, only: readonly string[], take: (node: XmlNode) => void | 'stop', progress?: (share: number) => void): Promise<void> {
  const open: XmlNode[] = []
  let size = 0
  let isDone = false
  const whole = (node: XmlNode) => {
    size = 0
    if (!isDone && take(node) === 'stop') isDone = true
  }
  await readXml(path, {
    ...(progress ? { progress } : {}),
    stop: () => isDone,
    open(name, _path, line) {
      if (!open.length && !only.includes(name)) return
      size += 1
      if (size > MOST_IN_RECORD) throw new Refusal('invalid', `Line ${line}: the ${open[0]?.name ?? name} that begins on line ${open[0]?.line ?? line} holds more than any record does.`)
      open.push({ name, line, text: '', children: [] })
    },
    close(_name, text) {
      const node = open.pop()
      if (!node) return
      node.text = text
      const above = open.at(-1)
      if (above) above.children.push(node)
      else whole(node)
    },
  })
}

/** The first element of a name within another, at any depth; names are compared without capitals. */
export function within(node: XmlNode, name: string): XmlNode | null {
  for (const child of node.children) {
    const found = is(child, name) ? child : within(child, name)
    if (found) return found
  }
  return null
}

export const childrenNamed = (node: XmlNode, name: string) => node.children.filter((child) => is(child, name))

/** The text of the first child element of one of these names; empty where there is none. */
export function textIn(node: XmlNode, ...names: string[]): string {
  for (const name of names) {
    const found = node.children.find((child) => is(child, name))
    if (found && found.text !== '') return found.text
  }
  return ''
}

const is = (node: XmlNode, name: string) => node.name.toLowerCase() === name.toLowerCase()

/** What the header of a DfE message says of the whole file; empty where it does not. */
export interface MessageHeader {
  collection: string
  year: string
  referenceDate: string
  /** Three digits. */
  authority: string
}

/** Reads a message's header, and nothing after it; null where there is none before the first record, or the file is no XML. */
export async function messageHeader(path: string): Promise<MessageHeader | null> {
  let header: MessageHeader | null = null
  try {
    await readRecords(path, ['Header', 'Children', 'Persons', 'Pupils'], (node) => {
      if (node.name === 'Header') header = headerOf(node)
      return 'stop'
    })
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault
  }
  return header
}

export function headerOf(node: XmlNode): MessageHeader {
  const text = (name: string) => within(node, name)?.text ?? ''
  return { collection: text('Collection'), year: text('Year'), referenceDate: text('ReferenceDate'), authority: /^\d{3}$/.test(text('LEA')) ? text('LEA') : '' }
}
