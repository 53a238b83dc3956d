import { SaxesParser } from 'saxes'
import { Refusal } from '#kernel'

/** Refuses an SVG that holds anything but shapes, with a sentence on what to do. `bytes` is the file as it was given. */
export function refuseUnsafeSvg(bytes: Uint8Array) {
  const parser = new SaxesParser({ xmlns: true, position: false })
  let depth = 0
  let elements = 0
  // Gathered whole: a comment or CDATA in the middle of a word parts it for the reader of XML and not for that of CSS.
  let style: string | null = null
  parser.on('error', () => refuse('This SVG could not be read as XML. Export it again from the program it was drawn in'))
  parser.on('xmldecl', ({ encoding }) => encoding && !/^utf-8$/i.test(encoding) && refuse(`This SVG says it is written in ${encoding.slice(0, 40)}. Save it as UTF-8`))
  parser.on('doctype', () => refuse('This SVG has a line that begins with <!DOCTYPE. Take that line out, or export it again as plain SVG'))
  parser.on('processinginstruction', ({ target }) => refuse(`This SVG has a line that begins with <?${target.slice(0, 40)}. Take that line out`))
  parser.on('opentag', ({ name, local, uri, attributes }) => {
    if (!depth++ && (local !== 'svg' || uri !== SVG)) refuse('This file is not an SVG: its first element is not <svg> of http://www.w3.org/2000/svg')
    if (uri !== SVG || !SHAPES.has(local)) refuse(`This SVG holds <${name.slice(0, 40)}>. A mark may hold shapes and colours only: ${WAY_OUT}`)
    if ((elements += 1) > 5000 || depth > 60) refuse('This SVG has too many parts for a mark: 5,000 elements, 60 deep, is the most. Simplify it, or give it as PNG')
    if (local === 'style') style = ''
    for (const { name: called, local: bare, uri: of, value } of Object.values(attributes)) refuseAttribute({ called, bare, of, value, isGradient: local.endsWith('Gradient') })
    if (depth === 1) refuseUnsized(attributes as Record<string, { value: string }>)
  })
  parser.on('closetag', ({ local }) => {
    depth -= 1
    if (local !== 'style') return
    refuseStyle(style ?? '')
    style = null
  })
  for (const kind of ['text', 'cdata'] as const) {
    parser.on(kind, (text) => {
      if (style !== null) style += text
    })
  }
  parser.write(textOf(bytes)).close()
}

const SVG = 'http://www.w3.org/2000/svg'
const SHAPES = new Set('svg g path rect circle ellipse line polyline polygon defs linearGradient radialGradient stop clipPath title desc style'.split(' '))
const WAY_OUT = 'in the drawing program turn text and effects into paths and save as plain SVG, or give the mark as PNG'

interface Attribute {
  called: string
  bare: string
  of: string
  value: string
  isGradient: boolean
}

function refuseAttribute({ called, bare, of, value, isGradient }: Attribute) {
  if (of === 'http://www.w3.org/2000/xmlns/' || of === 'http://www.w3.org/XML/1998/namespace') {
    if (bare === 'base') refuse(`This SVG has the attribute ${called}, which can fetch from elsewhere. Take it out`)
    return
  }
  if (/^on/i.test(bare)) refuse(`This SVG has the attribute ${called.slice(0, 40)}, which runs a script. Take it out: ${WAY_OUT}`)
  // A gradient may go on from another one of the same drawing; nothing else in a mark points anywhere.
  if (/^(href|src|from|to|values|begin)$/i.test(bare) && !(isGradient && /^#[\w.-]+$/.test(value))) {
    refuse(`This SVG points to ${value.trim().slice(0, 60) || 'something'} by ${called.slice(0, 40)}. A mark must hold all it needs: ${WAY_OUT}`)
  }
  refuseStyle(value)
}

/** Style, or a colour: it may name a gradient or outline of the same drawing and fetch nothing. A backslash could hide what it says. */
function refuseStyle(text: string) {
  const bare = text.replace(/url\(\s*(['"]?)#[\w.-]+\1\s*\)/gi, '')
  if (/url\s*\(|@|\\|expression\s*\(|(java|vb)script:|(image(-set)?|src|cross-fade)\s*\(|data:|\/\*/i.test(bare)) {
    refuse('The style in this SVG fetches something, imports, or hides what it says. Keep to plain colours and widths, or give the mark as PNG')
  }
}

function refuseUnsized({ viewBox, width, height }: Record<string, { value: string } | undefined>) {
  const box = viewBox?.value.trim().split(/[\s,]+/).map(Number)
  if (box ? box.length === 4 && box.every(Number.isFinite) && box[2]! > 0 && box[3]! > 0 : Number.parseFloat(width?.value ?? '') > 0 && Number.parseFloat(height?.value ?? '') > 0) return
  refuse('This SVG does not say how large it is. Export it again with a viewBox')
}

function textOf(bytes: Uint8Array) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return refuse('This SVG is not written in UTF-8. Save it as UTF-8')
  }
}

function refuse(sentence: string): never {
  throw new Refusal('invalid', sentence, { logo: sentence })
}
