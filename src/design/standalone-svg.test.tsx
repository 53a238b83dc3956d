import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SaxesParser } from 'saxes'
import { drawPage } from './page.tsx'
import { galleryPages } from './gallery.tsx'
import { standaloneSvg } from './standalone-svg.ts'

const drawn = (inside: string, options = {}) => standaloneSvg(`<svg class="wide" viewBox="0 0 330 200" role="img" aria-labelledby="t"><title id="t">A title</title>${inside}</svg>`, options)

test('what belong.css says of a line is written into it, with the area’s own colour', () => {
  // .k-fc: the area's colour, 2.5 wide, dashed 8 6; .k-grid: #d9cfbe, 1 wide; .ax: #595148 at 14px; text: 15px, #211d19.
  const svg = drawn('<path class="k-fc" d="M0 0L9 9"></path><path class="k-grid" d="M0 1H9"></path><text class="ax" x="1" y="2">20</text><text x="3" y="4">Derby</text>', { colour: '#234f94' })
  assert.match(svg, /<path d="M0 0L9 9" fill="none" stroke="#234f94" stroke-width="2.5" stroke-dasharray="8 6">/)
  assert.match(svg, /<path d="M0 1H9" stroke="#d9cfbe" stroke-width="1">/)
  assert.match(svg, /<text x="1" y="2"(?=[^>]* font-size="14")(?=[^>]* fill="#595148")[^>]*>20/)
  assert.match(svg, /<text x="3" y="4"(?=[^>]* font-size="15")(?=[^>]* fill="#211d19")[^>]*>Derby/)
  assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="-8 -8 346 216" width="346" height="216" font-family="[^"]*Arial/)
  // A colour nobody can read is not the area's.
  assert.match(drawn('<path class="f-us" d="M0 0H9"></path>', { colour: '#ffff00' }), /fill="#0b5566"/)
})

test('points are circles and squares, text outlines a text of their own behind the words', () => {
  // .p-us is 9 wide with round caps, .p-en 6 wide with square ones.
  const svg = drawn('<path class="p-us" d="M10 20h.01M30.5 40h.01"></path><path class="p-en" d="M50 60h.01"></path><text class="b halo" x="1" y="2">Derby</text>', { colour: '#0b5566' })
  assert.match(svg, /<circle cx="10" cy="20" r="4.5" fill="#0b5566"\/><circle cx="30.5" cy="40" r="4.5" fill="#0b5566"\/>/)
  assert.match(svg, /<rect x="47" y="57" width="6" height="6" fill="#595148"\/>/)
  assert.match(svg, /<text aria-hidden="true"[^>]*stroke="#fff"[^>]*>Derby<\/text><text x="1" y="2"(?![^>]*stroke)[^>]*font-weight="bold"[^>]*>Derby</)
})

test('who cannot see it is told what the page tells, or what a paper says', () => {
  assert.match(drawn(''), /role="img" aria-labelledby="t".*<title id="t">A title</)
  const svg = drawn('', { alternative: 'Fell from 9 to 7 & "stayed"' })
  assert.match(svg, /role="img" aria-label="Fell from 9 to 7 &amp; &quot;stayed&quot;"/)
  assert.ok(!svg.includes('<title'))
})

test('every drawing of the gallery stands by itself: whole XML, no class, no colour that a page would have to give', () => {
  const drawings = Object.values(galleryPages('n')).flatMap((page) => drawPage(page).match(/<svg[^>]*role="img"[^>]*>[^]*?<\/svg>/g) ?? [])
  assert.ok(drawings.length > 20)
  for (const svg of drawings) {
    const alone = standaloneSvg(svg)
    const parser = new SaxesParser({ xmlns: true })
    parser.on('error', (fault) => assert.fail(`${fault.message} in ${alone.slice(0, 200)}`))
    parser.write(alone).close()
    assert.doesNotMatch(alone, / class=|var\(|currentColor|paint-order/)
    for (const [path] of alone.matchAll(/<path[^>]*>/g)) assert.match(path, / (fill|stroke)="/, path)
  }
})
