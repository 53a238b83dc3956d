import type { VNode } from 'preact'

/**
 * A tree of pure components as text, exactly as preact-render-to-string would write it (the tests hold the two together), in half
 * its time: our pages have no state, effects or contexts, so nothing is kept for them.
 */
export function markup(page: VNode): string {
  const out = { text: '' }
  write(out, page, false, undefined)
  return out.text
}

interface Out {
  text: string
}

/** What stands in a tree: nothing, words, numbers, elements, lists of these. */
type Node = unknown

interface Element {
  type: string | ((props: object) => Node)
  props: Record<string, unknown>
}

function write(out: Out, node: Node, isSvg: boolean, chosen: unknown): void {
  if (node === null || node === undefined || typeof node === 'boolean') return
  if (typeof node === 'string') out.text += escaped(node)
  else if (Array.isArray(node)) for (const one of node) write(out, one, isSvg, chosen)
  else if (typeof node !== 'object') out.text += String(node)
  else {
    const { type, props } = node as Element
    if (typeof type === 'string') writeElement(out, type, props, isSvg, chosen)
    else write(out, type(props), isSvg, chosen)
  }
}

/** `chosen` is the value of the select an option stands in. */
function writeElement(out: Out, type: string, props: Record<string, unknown>, isSvgAbove: boolean, chosenAbove: unknown) {
  const isSvg = isSvgAbove || type === 'svg'
  let chosen = chosenAbove
  let inner: Node
  let raw = ''
  let tag = `<${type}`
  for (const name in props) {
    const value = props[name]
    if (name === 'children') inner = value
    else if (name === 'class') tag += value === undefined || value === null || value === false ? '' : value === '' || value === true ? ' class' : ` class="${escaped(String(value))}"`
    else if (name === 'dangerouslySetInnerHTML') raw = (value as { __html: string } | undefined)?.__html ?? ''
    else if (name === 'value' && type === 'textarea') inner = value
    else if (name === 'value' && type === 'select') chosen = value
    else {
      if (name === 'value' && type === 'option' && isSame(chosen, value) && !('selected' in props)) tag += ' selected'
      tag += attribute(name, value, isSvg)
    }
  }
  if (VOID.has(type)) out.text += `${tag}/>`
  else {
    out.text += `${tag}>`
    if (raw) out.text += raw
    else write(out, inner, type === 'foreignObject' ? false : isSvg, chosen)
    out.text += `</${type}>`
  }
}

/** As `==` has it: 2024 is "2024", and nothing is only nothing. */
function isSame(a: unknown, b: unknown) {
  const [one, other] = [a ?? null, b ?? null]
  return one === null || other === null ? one === other : String(one) === String(other)
}

function attribute(name: string, given: unknown, isSvg: boolean) {
  if (given === undefined || given === null) return ''
  // A false aria-expanded says something; a false disabled does not.
  const value = typeof given === 'boolean' && (name[4] === '-' || name === 'draggable' || name === 'spellcheck') ? String(given) : given
  if (value === false || typeof value === 'function') return ''
  const names = isSvg ? SVG_NAMES : HTML_NAMES
  let written = names.get(name)
  if (written === undefined) names.set(name, (written = nameOf(name, isSvg)))
  if (written === '') return ''
  return value === true || value === '' ? ` ${written}` : ` ${written}="${escaped(String(value))}"`
}

const HTML_NAMES = new Map<string, string>()
const SVG_NAMES = new Map<string, string>()

/** As it stands in markup; '' for what is no attribute. Ours are written as in HTML already, but for the few that Preact's types know otherwise. */
function nameOf(name: string, isSvg: boolean) {
  if (name === 'key' || name === 'ref' || /[\s\n\\/='"\0<>]/.test(name)) return ''
  if (name === 'className') return 'class'
  if (name === 'htmlFor') return 'for'
  return isSvg ? name : name.toLowerCase()
}

const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr'])

const MARKS = /["&<]/

function escaped(text: string) {
  if (!MARKS.test(text)) return text
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
