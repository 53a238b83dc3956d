import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { areaColours, assetPath, assetsFolder, drawPage, standaloneSvg } from '#design'
import { galleryPages } from '../../src/design/gallery.tsx'
import { startBrowser } from './browser.ts'

let browser: Browser
before(async () => {
  browser = await startBrowser()
})
after(() => browser.close())

/** What a browser makes of each line and word of a drawing; points and the outlines of words, which are drawn otherwise alone, left out. */
const LOOK = `[...document.querySelectorAll('svg text:not([aria-hidden]), svg path, svg rect')]
  .filter((one) => !/h\\.01/.test(one.getAttribute('d') ?? '') && !(one.tagName === 'rect' && one.previousElementSibling === null && one.parentElement.hasAttribute('xmlns')))
  .map((one) => { const s = getComputedStyle(one); const lined = s.stroke !== 'none' && !s.paintOrder.startsWith('stroke')
    return [one.tagName, one.textContent, s.fill, s.fillOpacity, lined ? [s.stroke, s.strokeWidth, s.strokeDasharray, s.strokeLinecap] : null, one.tagName === 'text' ? [s.fontSize, Number(s.fontWeight) > 500, s.textAnchor] : null] })`

test('a chart taken away is drawn as it is on its page', async () => {
  const css = readFileSync(join(assetsFolder(), basename(assetPath('belong.css'))), 'utf8')
  const { area, wash, dark, deep } = areaColours('#234f94')
  const page = await browser.newPage()
  const looks = async (svg: string, style: string) => {
    await page.setContent(`<!doctype html><style>${style}</style><body>${svg}</body>`)
    return (await page.evaluate(LOOK)) as unknown[]
  }
  const drawings = Object.values(galleryPages('n')).flatMap((one) => drawPage(one).match(/<svg[^>]*role="img"[^>]*>[^]*?<\/svg>/g) ?? []).filter((svg) => !/class="[^"]*\bnarrow\b/.test(svg))
  assert.ok(drawings.length > 10)
  for (const svg of drawings) {
    // On paper the ground is white; points that alone are squares are left out by their own rule.
    const onPage = await looks(svg, `${css}:root{--paper:#fff;--area:${area};--area-wash:${wash};--area-dark:${dark};--area-deep:${deep}}`)
    const alone = await looks(standaloneSvg(svg, { colour: '#234f94' }).replace(/<rect (?=[^>]*fill="#(?:595148|211d19)")(?![^>]*class)[^>]*\/>/g, ''), '')
    assert.deepEqual(alone, onPage)
  }
})
