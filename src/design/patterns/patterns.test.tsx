import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderToString } from 'preact-render-to-string'
import { Input } from '../fields.tsx'
import { AddAnother } from './add-another.tsx'
import { addressWith } from './address.ts'
import { chosenFilters, type FilterGroup, Filters } from './filters.tsx'
import { readGroups, sentGroups } from './groups.ts'
import { inOrder, type SortableColumn, SortableTable, sortOf } from './sortable-table.tsx'

const query = (text: string) => new URLSearchParams(text)
const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const linksOf = (html: string) => [...html.matchAll(/<a href="([^"]*)"/g)].map(([, href]) => href!.replaceAll('&amp;', '&'))

test('groups are read back in the order of their numbers, holes closed; what is not of them is passed over', () => {
  const typed = {
    'partners[10][name]': 'Third', 'partners[0][name]': 'First', 'partners[2][name]': 'Second', 'partners[2][role]': 'Advice', 'others[0][name]': 'X', partners: 'no', 'partners[0]': 'no',
    'partners[1234][name]': 'no', 'partners[-1][name]': 'no', 'partners[0][__proto__]': 'no', 'partners[3][name][more]': 'no',
  }
  assert.deepEqual(readGroups(typed, 'partners'), [{ name: 'First' }, { name: 'Second', role: 'Advice' }, { name: 'Third' }])
  assert.deepEqual(readGroups({ 'partners[0][constructor]': 'word' }, 'partners'), [{ constructor: 'word' }])
  assert.deepEqual(readGroups({}, 'partners'), [])
})

test('add another gives one more, up to the most; remove takes the one that was meant; both keep what was typed', () => {
  const typed = { 'p[0][name]': 'A', 'p[1][name]': 'B', 'p[2][name]': 'C' }
  assert.deepEqual(sentGroups(typed, 'p'), { groups: [{ name: 'A' }, { name: 'B' }, { name: 'C' }], isChange: false })
  assert.deepEqual(sentGroups({ ...typed, another: 'p' }, 'p'), { groups: [{ name: 'A' }, { name: 'B' }, { name: 'C' }, {}], isChange: true })
  assert.deepEqual(sentGroups({ ...typed, another: 'p' }, 'p', 3).groups.length, 3)
  assert.deepEqual(sentGroups({ ...typed, remove: 'p[1]' }, 'p'), { groups: [{ name: 'A' }, { name: 'C' }], isChange: true })
  assert.deepEqual(sentGroups({ ...typed, remove: 'p[9]' }, 'p').groups.length, 3)
  // A button of another set of groups in the same form changes nothing here.
  assert.equal(sentGroups({ ...typed, another: 'q' }, 'p').isChange, false)
  assert.equal(sentGroups({ ...typed, remove: 'q[0]' }, 'p').isChange, false)
})

test('add another draws the fields it reads, escapes them, and offers no more than there may be', () => {
  const groups = [{ name: '"&<script' }, { name: 'ليلى' }]
  const draw = (most: number) => renderToString(<AddAnother name="p" thing="partner" most={most} groups={groups} errors={{ 'p[1][name]': 'Say who it is' }}>{({ field }) => <Input {...field('name')} label="Name" />}</AddAnother>)
  const html = draw(3)
  const fields = Object.fromEntries([...html.matchAll(/<input [^>]*name="([^"]*)"[^>]*value="([^"]*)"/g)].map(([, name, value]) => [name!, value!.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&')]))
  assert.deepEqual(readGroups(fields, 'p'), groups)
  assert.doesNotMatch(html, /<script/)
  assert.match(textOf(html), /Partner 1 Name Remove partner 1 Partner 2 Name Error: Say who it is Remove partner 2 Add another partner/)
  assert.doesNotMatch(draw(2), /Add another partner/)
  assert.match(textOf(draw(2)), /2 is the most there can be/)
  assert.ok(html.indexOf('class="first-press"') < html.indexOf('name="remove"'), 'Return in a field would press Remove')
})

test('one group alone cannot be removed', () => {
  const html = renderToString(<AddAnother name="p" thing="partner" groups={[]}>{({ field }) => <Input {...field('name')} label="Name" />}</AddAnother>)
  assert.match(textOf(html), /Partner 1 Name Add another partner/)
  assert.doesNotMatch(html, /name="remove"/)
})

const GROUPS: FilterGroup[] = [
  { kind: 'many', name: 'need', legend: 'Support', options: [{ value: 'sen', text: 'SEN support' }, { value: 'ehcp', text: 'EHC plan' }] },
  { kind: 'one', name: 'state', legend: 'State', options: [{ value: 'late', text: 'Late' }, { value: 'done', text: 'Done' }] },
  { kind: 'words', name: 'words', legend: 'Has the words' },
]

test('only filters that there are are in force, each once, and one where one can be chosen', () => {
  assert.deepEqual(chosenFilters(query('need=ehcp&need=ehcp&need=none&state=done&state=late&words=%20late%20advice%20'), GROUPS), { need: ['ehcp'], state: ['done'], words: ['late advice'] })
  assert.deepEqual(chosenFilters(query('need=&state=&words=%20'), GROUPS), { need: [], state: [], words: [] })
})

test('each filter in force is a link that takes it off and leaves the rest, but not the number of the page', () => {
  const html = renderToString(<Filters id="f" path="/actions" search={query('place=E06000015&need=sen&need=ehcp&state=late&page=3')} groups={GROUPS} />)
  assert.deepEqual(linksOf(html), ['/actions?place=E06000015&state=late&need=ehcp', '/actions?place=E06000015&state=late&need=sen', '/actions?place=E06000015&need=sen&need=ehcp', '/actions?place=E06000015'])
  assert.match(textOf(html), /Show filters \(3 chosen \)/)
  assert.deepEqual([...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]), [['place', 'E06000015']])
  assert.equal(html.match(/ checked/g)?.length, 3)
  const none = renderToString(<Filters id="f" path="/actions" search={query('')} groups={GROUPS} />)
  assert.doesNotMatch(none, /Only:|Clear all|\(\d/)
})

interface Place {
  name: string
  percent: number | null
}
const PLACES: Place[] = [{ name: 'Ward 10', percent: 5 }, { name: 'Éastby', percent: null }, { name: 'Ward 9', percent: -2 }, { name: 'Zennor', percent: 10 }]
const COLUMNS: SortableColumn<Place>[] = [
  { key: 'name', label: 'Place', cell: ({ name }) => name, orderBy: ({ name }) => name },
  { key: 'percent', label: 'Share', isNumber: true, cell: ({ percent }) => percent ?? 'withheld', orderBy: ({ percent }) => percent },
  { key: 'note', label: 'Note', cell: () => 'x' },
]

test('rows go by number or by word as English has them, and those without a figure come last either way', () => {
  const names = (rows: Place[]) => rows.map(({ name }) => name)
  assert.deepEqual(names(inOrder(PLACES, ({ percent }) => percent, 'ascending')), ['Ward 9', 'Ward 10', 'Zennor', 'Éastby'])
  assert.deepEqual(names(inOrder(PLACES, ({ percent }) => percent, 'descending')), ['Zennor', 'Ward 10', 'Ward 9', 'Éastby'])
  assert.deepEqual(names(inOrder(PLACES, ({ name }) => name, 'ascending')), ['Éastby', 'Ward 9', 'Ward 10', 'Zennor'])
  assert.deepEqual(names(inOrder(PLACES, () => 1, 'descending')), names(PLACES))
})

test('the address says the order; an order there is not is the usual one', () => {
  const usual = { by: 'percent', order: 'descending' } as const
  assert.deepEqual(sortOf(query('sort=name'), COLUMNS, usual), { by: 'name', order: 'ascending' })
  assert.deepEqual(sortOf(query('sort=-name'), COLUMNS, usual), { by: 'name', order: 'descending' })
  for (const asked of ['', 'sort=', 'sort=-', 'sort=note', 'sort=nothing', 'sort=%00']) assert.deepEqual(sortOf(query(asked), COLUMNS, usual), usual, asked)
})

test('a heading says how the table stands and leads to the other way round; the rest of the query goes along', () => {
  const html = renderToString(<SortableTable id="t" caption="Places" columns={COLUMNS} rows={PLACES} sort={{ by: 'name', order: 'ascending' }} path="/places" search={query('q=a&page=2&sort=name')} />)
  assert.deepEqual([...html.matchAll(/<th scope="col"([^>]*)/g)].map(([, attributes]) => /aria-sort="(\w+)"/.exec(attributes!)?.[1]), ['ascending', 'none', undefined])
  assert.deepEqual(linksOf(html), ['/places?q=a&sort=-name#t', '/places?q=a&sort=percent#t'])
  assert.deepEqual([...html.matchAll(/<th scope="row"[^>]*>([^<]*)/g)].map(([, name]) => name), ['Éastby', 'Ward 9', 'Ward 10', 'Zennor'])
})

test('an address keeps what is not changed', () => {
  assert.equal(addressWith('/a', query('x=1&x=2&y=3'), { x: ['4', '5'], z: '6', y: null }), '/a?x=4&x=5&z=6')
  assert.equal(addressWith('/a', query('y=3'), { y: [] }), '/a')
  assert.equal(addressWith('/a', query(''), { q: 'ا&b=1' }), '/a?q=%D8%A7%26b%3D1')
})
