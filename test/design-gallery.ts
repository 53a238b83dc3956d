// Draws the page of the design system and each of its chapters into build/gallery, photographs them at four widths and on paper, and
// runs axe and html-validate over them.
// node --import tsx test/design-gallery.ts [page …]
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { HtmlValidate } from 'html-validate'
import { chromium } from 'playwright-core'
import { assetsFolder, drawPage } from '#design'
import { galleryPages } from '../src/design/gallery.tsx'

const WIDTHS = [1280, 768, 375, 320]
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const TYPES: Record<string, string> = { css: 'text/css', woff2: 'font/woff2', svg: 'image/svg+xml' }
/** The stripe down the edge is drawn before the body's content; while it is there, axe can tell the contrast of nothing. */
const WITHOUT_SPINE = `(() => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('body::before { content: none }')
  document.adoptedStyleSheets = [sheet]
})()`
const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'void-style': 'off', 'attribute-boolean-style': 'off', 'attribute-empty-style': 'off', 'no-raw-characters': 'off', 'no-trailing-whitespace': 'off',
    'long-title': 'off', 'no-implicit-button-type': 'off', 'require-sri': 'off', 'doctype-style': 'off', 'no-redundant-role': 'off',
    'form-dup-name': ['error', { shared: ['radio', 'button', 'reset', 'submit', 'checkbox'] }], 'prefer-native-element': ['error', { exclude: ['region'] }],
  },
})
const NONCE = 'gallerygallerygallery'
const POLICY = `default-src 'none'; style-src 'self' 'nonce-${NONCE}'; font-src 'self'; img-src 'self' data:`

const out = join(assetsFolder(), '..', 'gallery')
mkdirSync(out, { recursive: true })
const asked = process.argv.slice(2)
const pages = Object.entries(galleryPages(NONCE)).filter(([name]) => !asked.length || asked.includes(name))
const drawn = new Map(pages.map(([name, page]) => [name, drawPage(page)]))
for (const [name, html] of drawn) writeFileSync(join(out, `${name}.html`), html)

const server = createServer((request, response) => {
  const path = request.url!.split('?')[0]!
  if (path.startsWith('/assets/')) {
    response.writeHead(200, { 'content-type': TYPES[path.split('.').at(-1)!] ?? 'application/octet-stream' })
    return response.end(readFileSync(join(assetsFolder(), path.slice('/assets/'.length))))
  }
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY })
  return response.end(drawn.get(path.slice(1)) ?? '')
}).listen(0)
const base = `http://localhost:${(server.address() as { port: number }).port}`
const browser = await chromium.launch({
  executablePath: process.env.BELONG_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
let faults = 0

for (const [name, markup] of drawn) {
  for (const { messages } of (await validator.validateString(markup)).results) for (const { ruleId, message, line, column } of messages) fault(`${name} ${line}:${column}: ${message} (${ruleId}) ${markup.slice(column - 80, column + 80)}`)
  for (const width of WIDTHS) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: false })
    const page = await context.newPage()
    page.on('console', (message) => message.type() === 'error' && fault(`${name} ${width}: ${message.text()}`))
    await page.goto(`${base}/${name}`)
    await page.evaluate('document.fonts.ready')
    await page.screenshot({ path: join(out, `${name}-${width}.png`), fullPage: true })
    const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    if (wide) fault(`${name} ${width}: scrolls sideways by ${wide} px`)
    const { violations } = (await page.evaluate(`${WITHOUT_SPINE};${axe};axe.run({ runOnly: ${JSON.stringify(RULES)} })`)) as { violations: { id: string; help: string; nodes: { html: string; failureSummary: string }[] }[] }
    for (const { id, help, nodes } of violations) fault(`${name} ${width}: ${id}: ${help}\n    ${nodes.slice(0, 3).map((node) => `${node.html.slice(0, 200)}\n      ${node.failureSummary.replaceAll('\n', ' ').slice(0, 240)}`).join('\n    ')}`)
    if (width === 1280) await page.pdf({ path: join(out, `${name}.pdf`), format: 'A4', preferCSSPageSize: true })
    await context.close()
  }
}
await browser.close()
server.close()
console.log(`${drawn.size} pages at ${WIDTHS.join(', ')} px in ${out}: ${faults ? `${faults} faults` : 'nothing found'}`)
process.exitCode = faults ? 1 : 0

function fault(text: string) {
  faults += 1
  console.log(text)
}
