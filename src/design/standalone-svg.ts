import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { fileName, type WebContext } from '#platform'
import { areaColours } from './colour.ts'
import { type Drawn, drawnStyle } from './drawn-style.ts'

/** The drawing of a chart of ours as SVG text: of its two the wide one. It still needs its page's style; `standaloneSvg` takes that away. */
export function figureSvg(chart: VNode): string {
  const drawn = renderToString(chart).match(/<svg[^>]*>[^]*?<\/svg>/g) ?? []
  return drawn.find((one) => /^<svg[^>]*class="[^"]*\bwide\b/.test(one)) ?? drawn[0] ?? ''
}

export interface StandaloneOptions {
  /** The area's own, #rrggbb. */
  colour?: string | null
  /** Instead of the drawing's own title and description: what one who cannot see it is told. */
  alternative?: string
}

/**
 * A drawing that stands by itself: every colour, dash and size written into it, white behind it, and in a form that Word, Excel and
 * Inkscape draw alike. White text outlines become a text of their own, points become circles.
 */
export function standaloneSvg(svg: string, { colour, alternative }: StandaloneOptions = {}): string {
  const shades = Object.entries(areaColours(colour)).map(([name, shade]) => [name === 'area' ? '--area' : `--area-${name}`, shade])
  const tokens = { ...Object.fromEntries(shades), '--paper': '#fff' } as Record<string, string>
  const bare = alternative === undefined ? svg : svg.replace(/<(title|desc)\b[^>]*>[^]*?<\/\1>/g, '')
  const path: Drawn[] = []
  const written = bare.replace(TAG, (whole, close: string, tag: string, attributes: string, empty: string) => {
    if (close) {
      path.pop()
      return whole
    }
    const given = attributesOf(attributes)
    const look = { tag, classes: (given['class'] ?? '').split(/\s+/).filter(Boolean), viewBox: given['viewBox'] }
    const style = drawnStyle([...path, look], tokens)
    if (!empty) path.push(look)
    return tag === 'svg' && path.length === 1 ? outermost(given, alternative) : element(tag, { ...without(given, ['class']), ...style }, Boolean(empty))
  })
  return outlined(written.replaceAll('<path></path>', ''))
}

/** Answers a figure as a file of its own. */
export function answerSvg(c: WebContext, svg: string, name: string, colour?: string | null) {
  c.header('Content-Type', 'image/svg+xml; charset=utf-8')
  c.header('Content-Disposition', `attachment; filename="${fileName(name)}.svg"`)
  return c.body(standaloneSvg(svg, { colour: colour ?? c.get('viewer')?.areaColour ?? null }))
}

/** Width and height of a drawing, in its own units, with its margin. */
export function sizeOfSvg(svg: string) {
  const [, , width = 0, height = 0] = (/viewBox="([^"]*)"/.exec(svg)?.[1] ?? '0 0 860 400').split(/[\s,]+/).map(Number)
  return { width, height }
}

const TAG = /<(\/?)([a-zA-Z][\w:-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*(\/?)>/g
/** Labels at the edge may reach a little over it on a page. */
const MARGIN = 8
const TYPE = `'Atkinson Hyperlegible Next', 'Atkinson Hyperlegible', Arial, Helvetica, sans-serif`

type Attributes = Record<string, string>

function attributesOf(text: string): Attributes {
  return Object.fromEntries([...text.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, name, value]) => [name!, value ?? '']))
}

function without(attributes: Attributes, names: string[]) {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !names.includes(name)))
}

function outermost(given: Attributes, alternative: string | undefined) {
  const [x = 0, y = 0, width = 0, height = 0] = (given['viewBox'] ?? '0 0 860 400').split(/[\s,]+/).map(Number)
  const box = [x - MARGIN, y - MARGIN, width + 2 * MARGIN, height + 2 * MARGIN]
  const said = alternative === undefined ? without(given, ['class', 'viewBox', 'width', 'height', 'aria-hidden', 'xmlns']) : { role: 'img', 'aria-label': escaped(alternative) }
  return `${element('svg', { xmlns: 'http://www.w3.org/2000/svg', viewBox: box.join(' '), width: String(box[2]), height: String(box[3]), 'font-family': TYPE, ...said }, false)}${
    element('rect', { x: String(box[0]), y: String(box[1]), width: String(box[2]), height: String(box[3]), fill: '#fff' }, true)}`
}

function element(tag: string, attributes: Attributes, isEmpty: boolean): string {
  const points = tag === 'path' ? asPoints(attributes) : null
  if (points !== null) return isEmpty ? points : `${points}<path>`
  const written = { ...attributes }
  for (const name of ['font-size', 'stroke-width']) if (written[name]) written[name] = written[name].replace(/px$/, '')
  // Programs know regular and bold alone.
  if (Number(written['font-weight']) > 500) written['font-weight'] = 'bold'
  return `<${tag}${Object.entries(written).map(([name, value]) => ` ${name}="${value.replaceAll('"', '&quot;')}"`).join('')}${isEmpty ? '/' : ''}>`
}

/** Points are lines of no length with wide caps, which half the programs leave out: circles and squares they all draw. */
function asPoints({ d = '', stroke = '#000', 'stroke-width': wide = '1', 'stroke-linecap': cap }: Attributes) {
  if (!cap || cap === 'butt' || !/^(M-?[\d.]+[ ,]-?[\d.]+h0?\.?0*1?)+$/.test(d)) return null
  const half = Number.parseFloat(wide) / 2
  return [...d.matchAll(/M(-?[\d.]+)[ ,](-?[\d.]+)/g)].map(([, x, y]) => cap === 'round'
    ? `<circle cx="${x}" cy="${y}" r="${half}" fill="${stroke}"/>`
    : `<rect x="${Number(x) - half}" y="${Number(y) - half}" width="${2 * half}" height="${2 * half}" fill="${stroke}"/>`).join('')
}

/** A text that stands clear of lines has a white outline under its letters. Programs that know no `paint-order` would paint it over them. */
function outlined(svg: string) {
  return svg.replace(/<text\b([^>]*)>([^]*?)<\/text>/g, (whole, given: string, inner: string) => {
    if (!given.includes('paint-order')) return whole
    const bare = given.replace(/ (paint-order|stroke|stroke-width|stroke-linejoin)="[^"]*"/g, '')
    return `<text aria-hidden="true"${given.replace(/ (paint-order|fill)="[^"]*"/g, '')} fill="#fff">${inner}</text><text${bare}>${inner}</text>`
  })
}

function escaped(text: string) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
