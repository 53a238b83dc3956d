import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { form, testHouse } from '../../../test/house-kit.ts'

let house: Awaited<ReturnType<typeof testHouse>>
let director: Awaited<ReturnType<typeof house.signIn>>
before(async () => {
  house = await testHouse()
  director = await house.signIn('director')
})
after(() => house.close())

const DERBY = '/compare?measure=ehc-plans-within-20-weeks&place=E06000015&period=2024'
const text = async (path: string, status = 200) => {
  const answer = await director(path)
  const body = await answer.text()
  assert.equal(answer.status, status, `${path}: ${body.slice(0, 200)}`)
  return body
}
/** Without markup, as a person reads it. */
const read = async (path: string, status = 200) => (await text(path, status)).replace(/<style.*?<\/style>|<svg.*?<\/svg>|<span class="narrow small">.*?<\/span>/gs, ' ').replace(/<[^>]+>/g, ' ').replace(/&amp;/g, '&').replace(/\s+/g, ' ')

// The figures are those the Department for Education published for 2024, as the design worked them out by hand.
test('Derby is where it was published to be, with its neighbours, region and England', async () => {
  const page = await read(DERBY)
  for (const said of ['Derby is 137th of 153, and last among its neighbours', 'All ten statistical neighbours did better', '57.2%, Derby is 43.2 points below', 'East Midlands 38.0%, Derby is 24.0 points below', 'England 45.9%, Derby is 31.9 points below']) {
    assert.ok(page.includes(said), said)
  }
  assert.match(page, /Southampton very close 93\.5 \+3\.3 18 top quarter/)
  assert.match(page, /Tameside close 29\.9 −24\.1 113/)
  assert.match(await text(DERBY), /<span class="narrow small">Rank 18 of 153, top quarter<\/span>/)
  assert.match(page, /Derby this place 14\.0 −8\.6 137 bottom quarter/)
})

test('the chart has its table, with every authority', async () => {
  const page = await text(DERBY)
  assert.match(page, /<svg class="row-of-all wide"/)
  assert.match(page, /Table of all 153 authorities/)
  assert.match(await read(DERBY), /Wandsworth 100\.0 1 /)
})

test('an older model of neighbours is used where it is asked for', async () => {
  const page = await read(`${DERBY}&with=neighbours&neighbours=2021`)
  assert.match(page, /Telford and Wrekin very close/)
  assert.match(page, /2021 model/)
  assert.equal(await text(`${DERBY}&with=neighbours:2021`).then((one) => one.includes('Telford')), true)
})

test('without a direction there is no rank and no quarter, and still an order', async () => {
  const page = await read('/compare?measure=pupils-with-ehc-plans&place=E06000015')
  assert.match(page, /no rank and no quarter/)
  assert.doesNotMatch(page, /Rank of|top quarter|bottom quarter/)
  assert.match(page, /Tameside close 6\.6 .*Coventry very close 4\.3/)
})

test('a region has no neighbours and no rank, and the page says so', async () => {
  const page = await read('/compare?measure=persistent-absence&place=E12000004')
  assert.match(page, /Ranks and quarters are among authorities only/)
  assert.match(page, /is not an authority, so it has no statistical neighbours/)
})

test('a former authority is shown in the last period it has a figure for', async () => {
  const page = await read('/compare?measure=ehc-plans-within-20-weeks&place=909')
  assert.match(page, /Compare · 2022/)
  assert.match(page, /Cumbria this place 67\.2/)
})

test('places may be named by code or name, and what is not known is said', async () => {
  const page = await read('/compare?with=codes&codes=Leeds, 331;Atlantis')
  assert.match(page, /There is no place called “Atlantis”/)
  assert.match(page, /Mean of two places/)
})

test('what does not fit another measure falls back and says so; what does not exist is missing', async () => {
  assert.match(await read('/compare?measure=ehc-plans-within-20-weeks&group=ehc-plan&period=1066'), /has no figures for the group “EHC plan”.*has no period “1066”/)
  for (const path of ['/compare?measure=nothing', '/compare?place=nowhere', '/compare?measure=lait:Nothing', '/compare?with=set:0', '/measures/nothing/definition', '/places/nowhere']) await text(path, 404)
  for (const path of ['/compare?with=friends', '/compare?neighbours=1999']) await text(path, 422)
})

test('a measure by its LAIT name', async () => assert.match(await read('/compare?measure=lait:TotPerAbNew'), /Persistent absence · Compare/))

test('the whole comparison as a file, with source, definition and symbols, and no formula', async () => {
  const answer = await director(`${DERBY}&as=csv`)
  assert.match(answer.headers.get('content-type') ?? '', /text\/csv/)
  const file = await answer.text()
  assert.match(file, /E06000015,Derby,authority,this place,2024,14,,,-8\.6,137,bottom quarter/)
  assert.match(file, /Mean of .*2025 model.*10 of 10 reporting,2024,57\.2/)
  for (const word of ['Definition', 'Source', 'Symbol', 'c: withheld to protect people']) assert.ok(file.includes(word), word)
  assert.doesNotMatch(file, /^[=+@]|,[=+@]/m)
})

test('nothing of an address is taken as markup', async () => {
  const nasty = '"><script>alert(1)</script>'
  for (const [path, names] of [['/compare', ['measure', 'place', 'group', 'period', 'with', 'neighbours', 'codes']], ['/measures', ['q', 'topic', 'group', 'figures']], ['/places', ['q', 'on', 'hierarchy']], ['/search', ['q']]] as const) {
    for (const name of names) {
      const body = await (await director(`${path}?${new URLSearchParams({ ...(name === 'codes' ? { with: 'codes' } : {}), [name]: nasty })}`)).text()
      assert.ok(!body.includes('<script>alert'), `${path} ${name}`)
    }
  }
})

test('an unchanged page is not sent again', async () => {
  const tag = (await director(DERBY)).headers.get('etag')
  assert.equal((await director(DERBY, { headers: { 'if-none-match': tag! } })).status, 304)
})

test('the area keeps a set, everyone there uses it, and two who change it lose nothing', async () => {
  const kept = await director('/compare/sets', form({ name: 'Cities', places: 'Leeds\nSheffield\nE08000003', back: '/compare?measure=persistent-absence' }))
  assert.equal(kept.status, 303)
  const address = kept.headers.get('location')!
  assert.match(address, /^\/compare\?measure=persistent-absence&with=set%3A/)
  assert.match(await read(address), /Mean of three places/)

  const id = decodeURIComponent(/set%3A([0-9a-f-]+)/.exec(address)![1]!)
  assert.equal((await director('/compare/sets', form({ id, version: '1', name: 'Core cities', places: 'Leeds' }))).status, 303)
  const late = await director('/compare/sets', form({ id, version: '1', name: 'Mine', places: 'Derby, Nottingham' }))
  assert.equal(late.status, 409)
  const both = await late.text()
  assert.ok(both.includes('Core cities') && both.includes('Derby, Nottingham'), 'both are shown')
  assert.match(both, /name="version" value="2"/)

  const same = await director('/compare/sets', form({ name: 'core cities', places: 'Leeds' }))
  assert.equal(same.status, 409)
  const unknown = await director('/compare/sets', form({ name: 'Lost', places: 'Atlantis' }))
  assert.equal(unknown.status, 422)
  assert.match(await unknown.text(), /There is a problem.*Atlantis/s)

  const head = await house.signIn('head')
  assert.equal((await head('/compare/sets', form({ name: 'Other', places: 'Leeds' }))).status, 403)
  assert.match(await (await head('/compare/sets')).text(), /Core cities/)
  assert.equal((await director(`/compare/sets/${id}/drop`, form({}))).status, 303)
  await text(`/compare?with=set:${id}`, 404)
})

test('a form sent twice keeps one set', async () => {
  const sent = form({ name: 'Once', places: 'Leeds', key: 'the-same-key' })
  const [one, two] = [await director('/compare/sets', sent), await director('/compare/sets', sent)]
  assert.deepEqual([one.status, two.status], [303, 303])
})

test('the book says what has figures and what has none, and narrows', async () => {
  assert.match(await read('/measures'), /47 measures with figures.*All 259 measures of the book/s)
  assert.match(await read('/measures?figures=all'), /259 measures, 47 of them with figures/)
  assert.match(await read('/measures?q=TotPerAbNew'), /One measure fits.*Persistent absence/)
  assert.match(await read('/measures?group=ehc-plan&figures=yes'), /Attainment 8/)
  assert.match(await read('/measures?figures=no'), /No figures yet/)
  assert.match(await read('/measures?q=zzz'), /No measure fits/)
  assert.match(await (await director('/measures?topic=Finance&as=csv')).text(), /^\uFEFF?id,measure,topic/)
})

test('a definition says what it is, which columns it has and every version', async () => {
  const page = await read('/measures/persistent-absence/definition')
  for (const said of ['10% or more', 'lait:TotPerAbNew', 'Lower is better', 'Version 1', '2019/20']) assert.ok(page.includes(said), said)
})
