// Makes build/assets: one style sheet (the parts of govuk-frontend that we use, then our own), the scripts, the font, the mark; each under
// a name that holds its hash, with manifest.json from plain name to that name; the sheet packed as well. Does nothing when nothing has changed. Files of
// before stay, since a Belong that runs meanwhile still names them.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { transformSync } from 'esbuild'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const FONT = 'atkinson-hyperlegible-next-latin-wght-normal.woff2'
const paths = {
  govuk: join(root, 'node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.css'),
  // The base first, then a sheet for each kind of page, by name.
  own: join(root, 'src/design/belong.css'),
  ...Object.fromEntries(readdirSync(join(root, 'src/design/sheets')).filter((name) => name.endsWith('.css')).sort().map((name) => [`sheet ${name}`, join(root, 'src/design/sheets', name)])),
  ...Object.fromEntries(readdirSync(join(root, 'src/design/scripts')).filter((name) => name.endsWith('.js')).sort().map((name) => [`script ${name}`, join(root, 'src/design/scripts', name)])),
  font: join(root, 'node_modules/@fontsource-variable/atkinson-hyperlegible-next/files', FONT),
  self: fileURLToPath(import.meta.url),
}
const out = join(root, 'build', 'assets')

/** The blocks of govuk-frontend that src/design draws. */
const USED = new Set(
  `back-link body breadcrumbs button button-group character-count checkboxes date-input details error-message error-summary fieldset file-upload form-group hint input inset-text label
  label-wrapper link list notification-banner pagination panel radios select skip-link summary-card summary-list table tabs tag task-list textarea visually-hidden warning-text`.split(/\s+/),
)

const MARK = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28"><path d="M4 1v16" stroke="#0b5566" stroke-width="4" fill="none"/><circle cx="14" cy="17" r="9" fill="none" stroke="#0b5566" stroke-width="4"/><circle cx="14" cy="17" r="3.6" fill="#0b5566"/></svg>`

const sources = Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, readFileSync(path)]))
const stamp = hash(Buffer.concat(Object.values(sources)))
if (!isFresh()) make()

function make() {
  const manifest = {}
  mkdirSync(join(out, 'fonts'), { recursive: true })
  const keep = (name, bytes) => {
    const extension = extname(name)
    manifest[name] = `${name.slice(0, -extension.length)}-${hash(bytes)}${extension}`
    writeFileSync(join(out, manifest[name]), bytes)
    // The font is packed in itself, the mark smaller than a packet.
    if (extension !== '.css' && extension !== '.js') return
    writeFileSync(join(out, `${manifest[name]}.br`), brotliCompressSync(bytes))
    writeFileSync(join(out, `${manifest[name]}.gz`), gzipSync(bytes, { level: 9 }))
  }
  keep(`fonts/${FONT}`, sources.font)
  keep('mark.svg', Buffer.from(MARK))
  const own = sources.own.toString().replace(`url("fonts/${FONT}")`, `url("${manifest[`fonts/${FONT}`]}")`)
  const sheets = Object.keys(paths).filter((name) => name.startsWith('sheet ')).map((name) => sources[name].toString())
  const css = transformSync([usedOnly(sources.govuk.toString()), own, ...sheets].join('\n'), { loader: 'css', minify: true }).code
  keep('belong.css', Buffer.from(css))
  // A script of one file, in a room of its own: two on a page share no names.
  for (const name of Object.keys(paths).filter((one) => one.startsWith('script '))) {
    keep(name.slice('script '.length), Buffer.from(transformSync(`{\n${sources[name]}\n}`, { loader: 'js', minify: true }).code))
  }
  writeFileSync(join(out, 'manifest.json'), JSON.stringify(manifest, null, 2))
  writeFileSync(join(out, 'stamp'), stamp)
}

function isFresh() {
  const at = join(out, 'stamp')
  return existsSync(at) && readFileSync(at, 'utf8') === stamp && existsSync(join(out, 'manifest.json'))
}

/**
 * govuk-frontend without what no page of ours holds, and without its typeface, which may only be used on GOV.UK. A rule stays
 * while one of its selectors names only blocks of ours; every rule about a typeface goes, so ours is inherited.
 */
function usedOnly(css) {
  return rules(css.replace(/\/\*[^]*?\*\//g, '').replace('@charset "UTF-8";', '')).map(keepUsed).join('')
}

/** Splits at the top level into [selector or at-rule, body]. */
function rules(css) {
  const found = []
  let depth = 0
  let start = 0
  let open = 0
  for (let at = 0; at < css.length; at++) {
    if (css[at] === '{' && depth++ === 0) open = at
    if (css[at] === '}' && --depth === 0) {
      found.push([css.slice(start, open).trim(), css.slice(open + 1, at)])
      start = at + 1
    }
  }
  return found
}

function keepUsed([head, body]) {
  if (head.startsWith('@font-face') || head.startsWith('@-moz-document') || head.includes('\\0') || head.includes('-ms-high-contrast:none')) return ''
  if (/^@(media|supports)/.test(head)) {
    const inside = rules(body).map(keepUsed).join('')
    return inside ? `${head}{${inside}}` : ''
  }
  if (head.startsWith('@')) return `${head}{${body}}`
  if (head === ':root') return `${head}{${body}}`
  const selectors = splitSelectors(head).filter(isUsed)
  const kept = body.split(/;(?![^(]*\))/).filter((declaration) => declaration && !declaration.startsWith('font-family:') && !/^-(webkit|moz)-/.test(declaration))
  return selectors.length && kept.length ? `${selectors.join(',')}{${kept.join(';')}}` : ''
}

function splitSelectors(head) {
  return head.split(/,(?![^(]*\))/)
}

function isUsed(selector) {
  const blocks = [...selector.matchAll(/\.govuk-([a-z-]+?)(?=__|--|[^a-z-]|$)/g)].map(([, block]) => block)
  return blocks.length > 0 && blocks.every((block) => USED.has(block)) && !/inverse|app-|js-enabled|file-upload-button|govuk-!/.test(selector)
}

function hash(bytes) {
  return createHash('sha256').update(bytes).digest('base64url').replace(/[-_]/g, '').slice(0, 10)
}
