import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { assetPath, assetsFolder } from './assets.ts'

const FONT = 'fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2'

/** Our typeface within the style itself, so that a document fetches nothing. */
export function typeCss() {
  return (type ??= readType())
}

let type: string | undefined

function readType() {
  const file = join(assetsFolder(), 'fonts', basename(assetPath(FONT)))
  if (!existsSync(file)) return ''
  return `@font-face{font-family:"Atkinson Hyperlegible Next";src:url("data:font/woff2;base64,${readFileSync(file, 'base64')}") format("woff2");font-weight:200 800}`
}

/** How a paper looks as A4: `foot` stands at the bottom of every page, beside its number. */
export function paperCss({ area, foot, isLandscape }: { area: string; foot: string; isLandscape: boolean }) {
  return `${typeCss()}
@page { size: A4${isLandscape ? ' landscape' : ''}; margin: 18mm 18mm 20mm;
  @bottom-left { content: ${cssText(foot)}; width: 82%; text-align: left; white-space: pre-line; vertical-align: top; padding-top: 3mm; ${SMALL} }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); text-align: right; vertical-align: top; padding-top: 3mm; ${SMALL} } }
html { font: 400 10pt/1.45 "Atkinson Hyperlegible Next", Arial, sans-serif; color: #211d19; print-color-adjust: exact; }
body, h1, h2, h3, p, ul, ol, figure, table { margin: 0; }
h1, h2, h3 { font-weight: 650; line-height: 1.15; text-wrap: balance; break-after: avoid; }
header { border-top: 4pt solid ${area}; padding-top: 8pt; margin-bottom: 14pt; }
h1 { font-size: 23pt; letter-spacing: -.02em; }
h2 { font-size: 15pt; margin: 20pt 0 6pt; padding-top: 7pt; border-top: 1.5pt solid ${area}; }
h3 { font-size: 11.5pt; margin: 13pt 0 4pt; }
.kicker, .note, .small { font-size: 8.5pt; color: #595148; }
.kicker { margin-bottom: 4pt; }
.standfirst { font-size: 12.5pt; line-height: 1.38; color: #595148; margin-top: 7pt; }
p, li { white-space: pre-line; orphans: 3; widows: 3; }
p + p { margin-top: 6pt; }
ul, ol { padding-left: 14pt; margin: 5pt 0; }
li { margin-bottom: 2.5pt; }
a { color: ${area}; text-underline-offset: .15em; text-decoration-thickness: .5pt; overflow-wrap: anywhere; }
.quiet { color: #595148; }
b { font-weight: 650; }
nav p { font-weight: 650; }
nav ul { list-style: none; padding: 0; columns: 2; column-gap: 20pt; }
table { border-collapse: collapse; width: 100%; font-size: 9pt; line-height: 1.35; font-variant-numeric: tabular-nums; margin: 10pt 0 6pt; }
.many table, table.many { font-size: 7.8pt; }
.whole { break-inside: avoid; }
caption { text-align: left; font-size: 9.5pt; font-weight: 650; padding-bottom: 4pt; break-after: avoid; }
th, td { text-align: left; vertical-align: top; padding: 2.6pt 8pt 2.6pt 0; border-bottom: .5pt solid #d9cfbe; white-space: pre-line; overflow-wrap: break-word; font-weight: 400; }
thead th { font-weight: 650; vertical-align: bottom; border-bottom: 1.25pt solid #211d19; }
tr { break-inside: avoid; }
.n { text-align: right; }
th:last-child, td:last-child { padding-right: 0; }
.n + :not(.n) { padding-left: 10pt; }
figure { break-inside: avoid; margin: 10pt 0; }
figure p.title { font-weight: 650; margin-bottom: 4pt; }
figure svg { display: block; width: 100%; height: auto; max-height: ${isLandscape ? 115 : 125}mm; }
figcaption { margin-top: 4pt; }
.break { break-after: page; }`
}

const SMALL = 'font: 7.5pt "Atkinson Hyperlegible Next", Arial, sans-serif; color: #595148;'

/** A text as CSS holds it between quotes: nothing in it can end the text or the style. */
function cssText(text: string) {
  return `"${text.replace(/[^\p{L}\p{N} .,:;/?&=()%+_·-]/gu, (letter) => `\\${letter.codePointAt(0)!.toString(16)} `)}"`
}
