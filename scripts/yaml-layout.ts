/** What a layout file may hold: maps, lists and texts. */
export type Yaml = string | Yaml[] | { [key: string]: Yaml }

interface Line {
  indent: number
  text: string
  number: number
}

/**
 * Reads the YAML of the census layouts: maps and lists by indentation, anchors (`&name`) and references (`*name`), quoted texts and
 * comments; nothing else of YAML. Anything unforeseen is a fault that names the line.
 */
export function readYaml(text: string): Yaml {
  const lines = text.split(/\r?\n/).map((line, at) => ({ text: withoutComment(line), number: at + 1 }))
    .filter((line) => line.text.trim() !== '').map(({ text: all, number }) => ({ indent: all.search(/\S/), text: all.trim(), number }))
  return new Reading(lines).block(0)
}

class Reading {
  private readonly lines: Line[]
  private readonly anchors = new Map<string, Yaml>()
  private at = 0

  constructor(lines: Line[]) {
    this.lines = lines
  }

  /** What stands from here on, indented by at least so many blanks. */
  block(least: number): Yaml {
    const line = this.lines[this.at]
    if (!line || line.indent < least) return ''
    const anchor = /^&([\w-]+)$/.exec(line.text)?.[1]
    if (anchor !== undefined) {
      this.at += 1
      const named = this.block(least)
      this.anchors.set(anchor, named)
      return named
    }
    if (line.text.startsWith('*')) {
      this.at += 1
      return this.named(line, line.text.slice(1))
    }
    if (line.text.startsWith('- ')) return this.list(line.indent)
    if (/^[\w.-]+:/.test(line.text)) return this.map(line.indent)
    this.at += 1
    return plain(line.text)
  }

  private map(indent: number): Yaml {
    const map: Record<string, Yaml> = {}
    for (let line = this.lines[this.at]; line && line.indent === indent && !line.text.startsWith('- '); line = this.lines[this.at]) {
      const [, key, rest] = /^([\w.-]+):\s*(.*)$/.exec(line.text) ?? fault(line)
      this.at += 1
      map[key!] = rest === '' ? this.valueBelow(indent) : rest!.startsWith('*') ? this.named(line, rest!.slice(1)) : rest === '{}' ? {} : plain(rest!)
    }
    return map
  }

  /** A list may stand as far left as the key it belongs to. */
  private valueBelow(indent: number): Yaml {
    const next = this.lines[this.at]
    if (next && next.indent === indent && next.text.startsWith('- ')) return this.list(indent)
    return this.block(indent + 1)
  }

  private list(indent: number): Yaml[] {
    const list: Yaml[] = []
    for (let line = this.lines[this.at]; line && line.indent === indent && line.text.startsWith('- '); line = this.lines[this.at]) {
      // The dash is as good as a blank: what follows it may be a map that goes on below.
      const inner = line.text.slice(2).trimStart()
      this.lines[this.at] = { ...line, indent: indent + line.text.indexOf(inner, 1), text: inner }
      list.push(this.block(indent + 1))
    }
    return list
  }

  private named(line: Line, name: string): Yaml {
    return this.anchors.get(name) ?? fault(line)
  }
}

function withoutComment(line: string) {
  const at = line.search(/(^|\s)#(?=([^"]*"[^"]*")*[^"]*$)/)
  return at < 0 ? line : line.slice(0, at)
}

function plain(text: string) {
  return /^".*"$/.test(text) ? (JSON.parse(text) as string) : text
}

function fault(line: Line): never {
  throw new Error(`Line ${line.number} is not understood: ${line.text}`)
}
