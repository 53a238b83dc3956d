/**
 * Photographs every page in every state at three widths and on paper, to be looked at:
 * node --import tsx test/screens.ts OUT_DIR [PART OF A NAME]
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { startBrowser } from './journeys/browser.ts'
import { liveIn } from './journeys/pages.ts'
import type { Looker } from './journeys/ways.ts'

const WIDTHS = [1280, 768, 375]
const [out, part = ''] = process.argv.slice(2)
if (out === undefined) {
  console.error('Say where to: node --import tsx test/screens.ts OUT_DIR [PART OF A NAME]')
  process.exit(2)
}
mkdirSync(out, { recursive: true })
const browser = await startBrowser()
const lived = await liveIn(browser)
try {
  const people = new Map<Looker, Page>()
  for (const { name, person, show } of lived.states) {
    const page = people.get(person) ?? (await lived.open(person))
    people.set(person, page)
    // All are gone through, since some show what came of those before them.
    await page.setViewportSize({ width: WIDTHS[0]!, height: 900 })
    await show(page)
    if (!name.includes(part)) continue
    await page.evaluate('document.fonts.ready')
    const path = (kind: string) => join(out, `${name.replace(/[^a-z0-9]+/gi, '-')}-${kind}`)
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 })
      await page.screenshot({ path: path(`${width}.png`), fullPage: true })
    }
    await page.pdf({ path: path('print.pdf'), format: 'A4', preferCSSPageSize: true })
    console.log(name)
  }
} finally {
  await browser.close()
  await lived.close()
}
