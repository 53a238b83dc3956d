import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { form, testHouse } from './house-kit.ts'

let house: Awaited<ReturnType<typeof testHouse>>
let director: Awaited<ReturnType<typeof house.signIn>>
before(async () => {
  house = await testHouse()
  director = await house.signIn('director')
})
after(() => house.close())

const CREST = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><circle cx="10" cy="10" r="9" fill="#7a1f5c"/></svg>'
const GOOD = { name: 'Derby', colour: '#7a1f5c', alternative: '', version: '1', press: 'save' }

/** A form with a file in it, as a browser sends it. */
function withFile(fields: Record<string, string>, content: string | Uint8Array<ArrayBuffer>, name: string): RequestInit {
  const body = new FormData()
  for (const [field, value] of Object.entries(fields)) body.append(field, value)
  body.append('logo', new File([content], name))
  return { method: 'POST', body }
}
const held = () => house.db.selectFrom('places.area').select(['name', 'colour', 'version']).where('area_id', '=', 1).executeTakeFirstOrThrow()

test('who may not choose how the area looks is told so', async () => {
  const head = await house.signIn('head')
  assert.equal((await head('/area/looks')).status, 403)
  assert.equal((await head('/area/looks', form(GOOD))).status, 403)
})

test('a colour that cannot be read is refused with the nearest that can, drawn; what was typed stays', async () => {
  for (const [colour, said] of [['#ffcc00', /#ffcc00 is too light to be read: its contrast is 1\.4 to 1 on paper and 1\.5 to 1 under white words, and both need 4\.5\. The nearest shade that can be read is #8c6f03/], ['red', /Give the colour as # and six digits/], ['', /Give the colour as #/], ['#0b5566;}', /Give the colour as #/]] as const) {
    const answer = await director('/area/looks', form({ ...GOOD, name: 'Derby & “friends”', colour }))
    const body = await answer.text()
    assert.equal(answer.status, 422)
    assert.match(body, said)
    assert.match(body, /value="Derby &amp; “friends”"/)
  }
  assert.match(await (await director('/area/looks', form({ ...GOOD, colour: '#fc0' }))).text(), /aria-label="#8c6f03: the edge of a page/)
  assert.deepEqual(await held(), { name: 'Derby', colour: '#0b5566', version: 1 })
})

test('a file that is no mark is refused with what to do, and the rest of the form stays', async () => {
  const bad: [string | Uint8Array<ArrayBuffer>, string, RegExp][] = [
    [CREST.replace('<circle', '<script>alert(1)</script><circle'), 'crest.svg', /holds &lt;script/], [CREST.replace('<circle', '<circle onload="x()"'), 'crest.svg', /runs a script/],
    ['GIF89a', 'crest.png', /not a PNG, JPEG or SVG picture, whatever its name says/], [new Uint8Array(1_500_000), 'crest.png', /1,500 kB; 200 kB is the most/],
  ]
  for (const [content, name, said] of bad) {
    const answer = await director('/area/looks', withFile({ ...GOOD, name: 'Derby too' }, content, name))
    const body = await answer.text()
    assert.equal(answer.status, 422, name)
    assert.match(body, said)
    assert.match(body, /href="#logo"/)
    assert.match(body, /value="Derby too"/)
    assert.match(body, /value="#7a1f5c"/)
  }
  const silent = await director('/area/looks', withFile(GOOD, CREST, 'crest.svg'))
  assert.match(await silent.text(), /Say what the mark shows, for those who do not see it.*name="keptMark"|name="keptMark".*Say what the mark shows/s)
  assert.equal((await held()).version, 1)
})

test('a preview is the page as it would look, saves nothing, and takes the mark along', async () => {
  const body = await (await director('/area/looks', withFile({ ...GOOD, alternative: 'A disc', press: 'preview' }, CREST, 'crest.svg'))).text()
  assert.match(body, /Nothing is saved yet/)
  assert.match(body, /--area:#7a1f5c/)
  assert.match(body, /class="area"><img class="logo" src="data:image\/svg\+xml;base64,/)
  assert.equal((await held()).version, 1)
  const kept = /name="keptMark" value="([^"]+)"/.exec(body)![1]!
  assert.equal((await director('/area/looks', form({ ...GOOD, name: 'Derby for all', alternative: 'A disc', keptMark: kept }))).status, 303)
  assert.deepEqual(await held(), { name: 'Derby for all', colour: '#7a1f5c', version: 2 })
})

test('everybody sees it at once, the public too; the mark is a picture that can do nothing', async () => {
  const officer = await (await house.signIn('officer'))('/measures')
  const page = await officer.text()
  assert.match(page, /--area:#7a1f5c/)
  const src = /<p class="area"><img class="logo" src="(\/areas\/derby\/logo-[0-9a-f]{16}\.svg)" alt="A disc"\/>Derby for all<\/p>/.exec(page)![1]!
  assert.ok((await (await house.request('/public/derby')).text()).includes(src))
  const mark = await house.request(src)
  assert.equal(mark.status, 200)
  assert.equal(await mark.text(), CREST)
  assert.deepEqual(['content-type', 'content-security-policy', 'x-content-type-options', 'cache-control', 'set-cookie'].map((name) => mark.headers.get(name)), [
    'image/svg+xml; charset=utf-8', `default-src 'none'; style-src 'unsafe-inline'; sandbox`, 'nosniff', 'public, max-age=31536000, immutable', null,
  ])
  for (const other of [src.replace('derby', 'leeds'), '/areas/derby/logo-0123456789abcdef.svg']) assert.equal((await house.request(other)).status, 404, other)
  const { input } = await house.db.selectFrom('platform.deed').select('input').where('action', '=', 'publishing.change-look').executeTakeFirstOrThrow()
  assert.deepEqual(Object.keys((input as { logo: object }).logo), ['bytes', 'sha256'])
})

test('of two people who change it at once, the second sees both and loses nothing', async () => {
  const late = await director('/area/looks', form({ ...GOOD, name: 'Derby, late', alternative: 'A disc', version: '1' }))
  const body = await late.text()
  assert.equal(late.status, 409)
  assert.match(body, /As it stands now/)
  assert.match(body, /Derby for all/)
  assert.match(body, /value="Derby, late"/)
  assert.match(body, /name="version" value="2"/)
})

test('the mark can be taken away again, and a page kept by a browser is not taken for what stands', async () => {
  const before = await director('/measures')
  assert.equal((await director('/area/looks', form({ ...GOOD, alternative: '', removeLogo: 'yes', version: '2' }))).status, 303)
  const after = await director('/measures', { headers: { 'if-none-match': before.headers.get('etag')! } })
  assert.equal(after.status, 200)
  assert.doesNotMatch(await after.text(), /class="logo"/)
})
