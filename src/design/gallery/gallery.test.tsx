import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { renderToString } from 'preact-render-to-string'
import { contrast } from '../colour.ts'
import { galleryPages } from '../gallery.tsx'
import { colourOf, PAIRS, TOKENS } from './colour.tsx'

const page = renderToString(galleryPages('nonce')['design']!)

test('the colours shown are those of the style sheet', () => {
  const sheet = readFileSync('src/design/belong.css', 'utf8')
  for (const [token, colour] of TOKENS) {
    const written = new RegExp(`--${token}: (#[0-9a-f]+);`).exec(sheet)?.[1]
    assert.equal(written?.replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3'), colour, token)
  }
})

test('what stands on what can be read: 4.5 to 1 for words, 3 to 1 for edges', () => {
  for (const [over, ground, least] of PAIRS) assert.ok(contrast(colourOf(over), colourOf(ground)) >= least, `${over} on ${ground}`)
})

test('every specimen says when to use it', () => {
  const uses = [...page.matchAll(/<div class="specimen"><h3>(.*?)<\/h3><p class="specimen-use">(.*?)<\/p>/g)]
  assert.equal(uses.length, page.match(/<div class="specimen">/g)!.length)
  assert.ok(uses.length > 30, `${uses.length}`)
  for (const [, name, use] of uses) assert.ok(use!.length > 30, name)
})

test('every component that the system offers is on its page', () => {
  // A component is a name with small letters in it; types, which the door marks, are none.
  const door = readFileSync('src/design/index.ts', 'utf8')
  const offered = [...door.matchAll(/\b(?<!type )([A-Z][a-z]\w*)/g)].map(([, name]) => name!)
  const sources = [...readdirSync('src/design/gallery').map((file) => `src/design/gallery/${file}`), 'src/design/design-page.tsx'].map((file) => readFileSync(file, 'utf8')).join('\n')
  const missing = offered.filter((name) => !new RegExp(`<${name}[\\s/>]`).test(sources))
  assert.deepEqual(missing.filter((name) => !(name in ELSEWHERE)), [])
  assert.deepEqual(Object.keys(ELSEWHERE).filter((name) => !missing.includes(name)), [], 'is on the page after all')
})

test('no two things of the page have one id', () => {
  const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
  assert.deepEqual(ids.filter((id, at) => ids.indexOf(id) !== at), [])
})

/** Parts that the page shows through others, or cannot show by itself. */
const ELSEWHERE: Record<string, string> = {
  DesignPage: 'It is the page.',
  ErrorMessage: 'In every field that is refused.',
  Figure: 'Around every chart.',
  Foot: 'Lines at the end of a page, which has its own.',
  FormGroup: 'Around every field.',
  Glyph: 'In every verdict.',
  Hint: 'In every field that has one.',
  KeepView: 'It writes: on the pages whose view can be kept.',
  PromiseVerdict: 'In every promise.',
}
