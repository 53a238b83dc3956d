import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testHouse } from '../../../test/house-kit.ts'
import { reading } from '#platform'
import { alike, find, type Findable, findables, understood, wordsOf } from './search.ts'

let house: Awaited<ReturnType<typeof testHouse>>
let items: Findable[]
before(async () => {
  house = await testHouse()
  items = await findables(reading(house.db))
})
after(() => house.close())

const FINDS: [asked: string, first: string][] = [
  ['Derby', 'Derby'], ['derbyshire', 'Derbyshire'], ['Nottingam', 'Nottingham'], ['Stoke on Trent', 'Stoke-on-Trent'], ['E06000015', 'Derby'], ['831', 'Derby'],
  ['TotPerAbNew', 'Persistent absence'], ['lait:TotPerAbNew', 'Persistent absence'], ['persistant absense', 'Persistent absence'], ['persistent absence', 'Persistent absence'],
  ['ehc-plans-within-20-weeks', 'New EHC plans issued within 20 weeks'], ['EHCP 20 weeks', 'New EHC plans issued within 20 weeks'], ['attainment 8', 'Attainment 8'],
]
for (const [asked, first] of FINDS) test(`search: ${asked}`, () => assert.equal(find(items, asked)[0]?.item.title, first))

const HOLDS: [asked: string, among: string][] = [
  ['LAC persistent absence', 'Persistent absence'], ['exclusions', 'Permanent exclusions'], ['exclusion', 'Suspensions'], ['fixed term exclusions', 'Suspensions'], ['sen spend', 'Weekly cost of SEN'], ['GLD', 'Children with a good level of development at 5'], ['NEET', '16- and 17-year-olds not in education, employment or training'],
]
for (const [asked, among] of HOLDS) test(`search finds among others: ${asked}`, () => assert.ok(find(items, asked).slice(0, 10).some(({ item }) => item.title === among), find(items, asked).slice(0, 10).map(({ item }) => item.title).join(' | ')))

test('search: a place by its name is that place, not measures that sound like it', () => {
  assert.deepEqual(find(items, 'Leeds').map(({ item }) => item.title), ['Leeds'])
  assert.ok(find(items, 'Derby').every(({ item }) => item.kind === 'place'))
})

test('search: a place and a measure offer that measure there', () => {
  const [first] = find(items, 'leeds attendance')
  assert.match(first!.item.title, /absence/i)
  assert.deepEqual(first!.item.place, { code: 'E08000035', name: 'Leeds' })
  const [stoke] = find(items, 'persistent absence stoke on trent')
  assert.deepEqual([stoke!.item.title, stoke!.item.place?.name], ['Persistent absence', 'Stoke-on-Trent'])
  assert.ok(find(items, 'leeds attendance').some(({ item }) => item.title === 'Leeds'))
})

test('search: nothing, signs only and nonsense find nothing', () => {
  for (const asked of ['', '   ', '%%%', 'zzzzqqq xxxyyy', '\u0000']) assert.deepEqual(find(items, asked), [])
})

test('search: a long text is no trouble', () => {
  const started = performance.now()
  find(items, 'absence '.repeat(25) + 'abcdefghij'.repeat(15))
  assert.ok(performance.now() - started < 1000)
})

test('words: accents, signs and small words', () => {
  assert.deepEqual(wordsOf('The Élan & O’Brien, of  Leeds'), ['elan', 'obrien', 'leeds'])
  assert.equal(understood('ehcps'), 'ehc plan')
  assert.equal(alike('absence', 'absence'), 1)
  assert.equal(alike('abs', 'suspension'), 0)
})

test('the page: one thing is still a list, nothing says what to try, words stay words', async () => {
  const ask = await house.signIn('director')
  assert.match(await (await ask('/search?q=E06000015')).text(), /One thing fits.*Places.*Derby/s)
  assert.match(await (await ask('/search?q=zzzzqqq')).text(), /Nothing fits.*What to try/s)
  assert.match(await (await ask('/search')).text(), /What are you looking for/)
  assert.match(await (await ask(`/search?q=${encodeURIComponent('שלום <i>')}`)).text(), /<bdi>שלום &lt;i/)
})

/** One thing of each kind of what is written, as it is typed; Derby's strategy and results come with the demo. */
const KINDS: [asked: string, heading: string, title: RegExp][] = [
  ['inclusion strategy', 'Strategies', /Derby inclusion strategy, to 2018/], ['learn and do well', 'Results', /Children learn and do well/], ['waiting between asking for help', 'Indicators still wanted', /How long families wait/],
  ['statutory assesment', 'Services', /assessment/i], ['SEN support', 'Groups', /SEN support/],
]
for (const [asked, heading, title] of KINDS) {
  test(`search finds what is written: ${asked}`, async () => {
    const page = await (await (await house.signIn('head'))(`/search?q=${encodeURIComponent(asked)}`)).text()
    const section = new RegExp(`<h2>${heading}</h2>(.*?)</section>`, 's').exec(page)?.[1] ?? ''
    assert.match(section, title, asked)
  })
}

test('search: each kind has its count and can be shown alone; every link of it leads somewhere', async () => {
  const ask = await house.signIn('director')
  const all = await (await ask('/search?q=inclusion')).text()
  assert.match(all, /class="plain kinds".*Everything.*href="\/search\?q=inclusion&amp;kind=promise"/s)
  const alone = await (await ask('/search?q=inclusion&kind=strategy')).text()
  assert.match(alone, /<h2>Strategies<\/h2>/)
  assert.doesNotMatch(alone, /<h2>(Measures|Promises|Priorities)<\/h2>/)
  const links = [...all.matchAll(/<li><a href="(\/[^"]+)"><bdi>/g)].map(([, href]) => href!.replaceAll('&amp;', '&').split('#')[0]!)
  assert.ok(links.length > 3)
  for (const href of new Set(links)) assert.equal((await ask(href)).status, 200, href)
})

test('search never finds what is written in another area', async () => {
  const ask = await house.signIn('director')
  assert.doesNotMatch(await (await ask('/search?q=learning+improvement+leeds')).text(), /Leeds (inclusion|Learning|learning)|lils/)
  assert.doesNotMatch(await (await ask('/search?q=inclusion')).text(), /strategies\/leeds/)
  await ask('/area', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'area=leeds' })
  const leeds = await (await ask('/search?q=inclusion')).text()
  assert.match(leeds, /strategies\/leeds/)
  assert.doesNotMatch(leeds, /strategies\/derby/)
})
