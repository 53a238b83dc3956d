import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { assetPath, assetsFolder } from './assets.ts'

/** What a style sheet says that a drawing can say of itself, attribute by attribute. */
const DRAWN = new Set([
  'fill', 'fill-opacity', 'fill-rule', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'stroke-opacity', 'opacity', 'paint-order',
  'font-size', 'font-weight', 'font-style', 'text-anchor', 'text-decoration',
])

/** An element as a selector sees it. */
export interface Drawn {
  tag: string
  classes: string[]
  viewBox: string | undefined
}

/**
 * What our own style sheet says of an element of a drawing, read from the very sheet that browsers get, so that a figure taken away looks
 * as it did on its page. `path` is the element and what it lies in, outermost first; `tokens` stand in for the sheet's own.
 */
export function drawnStyle(path: Drawn[], tokens: Record<string, string>): Record<string, string> {
  sheet ??= readSheet()
  const own = path.at(-1)!
  const found: Record<string, { value: string; weight: number }> = {}
  for (const rule of [...(sheet.byTag.get(own.tag) ?? []), ...own.classes.flatMap((name) => sheet!.byClass.get(name) ?? [])]) {
    if (!matches(rule.parts, path)) continue
    for (const { name, value, isImportant } of rule.says) {
      const weight = rule.weight + (isImportant ? 1e9 : 0)
      if (weight >= (found[name]?.weight ?? -1)) found[name] = { value, weight }
    }
  }
  const all = { ...sheet.tokens, ...tokens }
  return Object.fromEntries(Object.entries(found).map(([name, { value }]) => [name, resolved(value, all)]).filter(([, value]) => !value!.includes('var(')))
}

interface Part {
  tag: string | undefined
  classes: string[]
  viewBox: string | undefined
}

interface Rule {
  parts: Part[]
  says: { name: string; value: string; isImportant: boolean }[]
  /** Specificity, then place in the sheet. */
  weight: number
}

interface Sheet {
  tokens: Record<string, string>
  byTag: Map<string, Rule[]>
  byClass: Map<string, Rule[]>
}

let sheet: Sheet | undefined

function readSheet(): Sheet {
  const file = join(assetsFolder(), basename(assetPath('belong.css')))
  const css = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const read: Sheet = { tokens: {}, byTag: new Map(), byClass: new Map() }
  for (const [at, [head, body]] of topRules(css).entries()) {
    const says = declarations(body)
    if (head === ':root') Object.assign(read.tokens, Object.fromEntries(says.filter(({ name }) => name.startsWith('--')).map(({ name, value }) => [name, value])))
    const drawn = says.filter(({ name }) => DRAWN.has(name))
    if (drawn.length && !head.startsWith('@')) for (const selector of head.split(',')) keep(read, selector.trim(), drawn, at)
  }
  return read
}

/** Rules that hold on every medium: what stands in an @-rule is for some screens or for paper alone. */
function topRules(css: string): [string, string][] {
  const found: [string, string][] = []
  let [depth, start, open] = [0, 0, 0]
  for (let at = 0; at < css.length; at++) {
    if (css[at] === '{' && depth++ === 0) open = at
    if (css[at] === ';' && depth === 0) start = at + 1
    if (css[at] !== '}' || --depth !== 0) continue
    found.push([css.slice(start, open).trim(), css.slice(open + 1, at)])
    start = at + 1
  }
  return found
}

function declarations(body: string) {
  return body.split(/;(?![^(]*\))/).flatMap((one) => {
    const [, name, value] = /^\s*([\w-]+)\s*:\s*(.*?)\s*$/s.exec(one) ?? []
    return name && value ? [{ name, value: value.replace(/\s*!important$/, ''), isImportant: value.endsWith('!important') }] : []
  })
}

function keep(read: Sheet, selector: string, says: Rule['says'], at: number) {
  const parts = selector.split(/\s+(?![^[]*\])/).map(partOf)
  if (parts.some((part) => part === null)) return
  const known = parts as Part[]
  const last = known.at(-1)!
  const weight = known.reduce((sum, { tag, classes, viewBox }) => sum + (tag ? 1 : 0) + 100 * (classes.length + (viewBox ? 1 : 0)), 0) * 10_000 + at
  const rule = { parts: known, says, weight }
  const [list, key] = last.classes[0] === undefined ? [read.byTag, last.tag ?? ''] as const : [read.byClass, last.classes[0]] as const
  list.set(key, [...(list.get(key) ?? []), rule])
}

/** `text`, `.k-us`, `.k-staff.us`, `[viewBox="0 0 330 130"]`; null for what no drawing of ours is chosen by. */
function partOf(text: string): Part | null {
  const [, tag, classes, viewBox, box] = /^([a-z]\w*)?((?:\.[\w-]+)*)(\[viewBox="?([^"\]]*)"?\])?$/i.exec(text) ?? []
  if (!tag && !classes && !viewBox) return null
  return { tag: tag || undefined, classes: (classes ?? '').split('.').filter(Boolean), viewBox: viewBox ? box : undefined }
}

function matches(parts: Part[], path: Drawn[]) {
  const fits = (part: Part, one: Drawn) => (!part.tag || part.tag === one.tag) && part.classes.every((name) => one.classes.includes(name)) && (!part.viewBox || part.viewBox === one.viewBox)
  if (!fits(parts.at(-1)!, path.at(-1)!)) return false
  let at = path.length - 2
  for (const part of parts.slice(0, -1).toReversed()) {
    while (at >= 0 && !fits(part, path[at]!)) at--
    if (at-- < 0) return false
  }
  return true
}

function resolved(value: string, tokens: Record<string, string>): string {
  return value.replace(/var\((--[\w-]+)(?:,[^)]*)?\)/g, (whole, name: string) => (tokens[name] === undefined ? whole : resolved(tokens[name], tokens)))
}
