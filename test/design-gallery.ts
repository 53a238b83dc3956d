// Draws the gallery of src/design into build/gallery, photographs it at three widths and on paper, and runs axe over it.
// node --import tsx test/design-gallery.ts [page …]
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { assetsFolder, drawPage } from '#design'
import { galleryPages } from '../src/design/gallery.tsx'

const WIDTHS = [1280, 768, 375]
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const TYPES: Record<string, string> = { css: 'text/css', woff2: 'font/woff2', svg: 'image/svg+xml' }
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

for (const name of drawn.keys()) {
  for (const width of WIDTHS) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: false })
    const page = await context.newPage()
    page.on('console', (message) => message.type() === 'error' && fault(`${name} ${width}: ${message.text()}`))
    await page.goto(`${base}/${name}`)
    await page.evaluate('document.fonts.ready')
    await page.screenshot({ path: join(out, `${name}-${width}.png`), fullPage: true })
    const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    if (wide) fault(`${name} ${width}: scrolls sideways by ${wide} px`)
    const { violations } = (await page.evaluate(`${axe};axe.run({ runOnly: ${JSON.stringify(RULES)} })`)) as { violations: { id: string; help: string; nodes: { html: string; failureSummary: string }[] }[] }
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
