import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderToString } from 'preact-render-to-string'
import { DistributionChart } from './distribution-chart.tsx'
import { MapChart, type MapChartProps, type MapPlace } from './map-chart.tsx'
import { mapClasses } from './map-classes.ts'
import type { RankChartProps } from './rank-chart.tsx'
import { SmallMultiples, type SmallMultiplesProps } from './small-multiples.tsx'

const FIVE: RankChartProps = {
  id: 's', title: 'Finding', place: 'Derby', period: '2024', unit: '%', decimals: 0, polarity: 'high', england: 25,
  places: ([['A', 50, 'other'], ['B', 10, 'neighbour'], ['Derby', 20, 'us'], ['C', 40, 'neighbour'], ['D', 30, 'other']] as const).map(([name, value, kind]) => ({ code: name, name, value, kind })),
}
const drawings = (html: string) => html.match(/<svg[^>]*role="img"[^>]*>[^]*?<\/svg>/g) ?? []
const rows = (html: string) => [...html.matchAll(/<tr class="govuk-table__row[^"]*"><th scope="row"[^>]*>(.*?)<\/th>(.*?)<\/tr>/g)].map(([, name, rest]) => [name!, ...rest!.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map((cell) => (typeof cell === 'string' ? cell : cell[1]!).replace(/<[^>]+>/g, '').trim()))

/** Every drawing is a picture with a title and a description of its own. */
function saysWhatItIs(html: string, count: number) {
  assert.equal(drawings(html).length, count)
  for (const svg of drawings(html)) {
    const [, title, description] = /role="img" aria-labelledby="([^"]+)" aria-describedby="([^"]+)"/.exec(svg)!
    assert.match(svg, new RegExp(`<title id="${title}">[^<]+</title>`))
    assert.match(svg, new RegExp(`<desc id="${description}">[^<]+</desc>`))
  }
}

test('a distribution has a dot for every row of its table, tells its quarters, and picks out who it should', () => {
  const html = renderToString(<DistributionChart {...FIVE} />)
  saysWhatItIs(html, 2)
  assert.deepEqual(rows(html), [['A', '50', '1'], ['C neighbour', '40', '2'], ['D', '30', '3'], ['Derby', '20', '4'], ['B neighbour', '10', '5']])
  for (const svg of drawings(html)) {
    assert.equal(svg.match(/<circle/g)!.length, 5)
    assert.deepEqual(['d-us', 'd-nb', 'd-dot'].map((look) => svg.split(`class="${look}"`).length - 1), [1, 2, 2])
    assert.match(svg, /Derby 20%</)
    assert.match(svg, /England 25%</)
  }
  // Of 10, 20, 30, 40, 50 the quarters end at 20, 30 and 40.
  assert.match(html, /A quarter of authorities are at 20% or less, half at 30% or less, three quarters at 40% or less\./)
  assert.match(html, /5 authorities, 2024, from 10% to 50%\. Half lie between 20% and 40%; the middle one is 30%\. Derby: 20%; 1 lower, 3 higher\. 2 neighbours: 10% to 40%\. England: 25%\./)
})

test('dots stand at their values on the scale, to half a dot', () => {
  // The wide drawing runs from 12 to 968 and the axis from 0 to 50: 20 stands at 12 + 956 × 0.4 = 394.4.
  const [wide] = drawings(renderToString(<DistributionChart {...FIVE} />))
  const at = Number(/class="d-us" cx="([\d.]+)"/.exec(wide!)![1])
  assert.ok(Math.abs(at - 394.4) <= 6.5, `${at}`)
})

const HARD: [string, Partial<RankChartProps>][] = [
  ['nothing', { places: [], england: null }], ['one value', { places: FIVE.places.slice(2, 3), england: null }], ['all nought', { places: FIVE.places.map((one) => ({ ...one, value: 0 })), england: 0 }],
  ['all equal', { places: Array.from({ length: 153 }, (_, at) => ({ ...FIVE.places[at % 2]!, name: `P${at}`, value: 7 })) }], ['below nought', { places: FIVE.places.map((one) => ({ ...one, value: -one.value })), england: -25, unit: '' }],
  ['this place missing', { places: FIVE.places.filter(({ kind }) => kind !== 'us') }], ['no neighbours', { places: FIVE.places.map((one) => ({ ...one, kind: one.kind === 'us' ? 'us' : 'other' })) }], ['no direction', { polarity: 'none' }],
]
for (const [name, more] of HARD) {
  test(`a distribution of ${name} is drawn whole, without a broken number`, () => {
    const props = { ...FIVE, ...more }
    const html = renderToString(<DistributionChart {...props} />)
    assert.doesNotMatch(html, /NaN|Infinity|undefined/)
    for (const svg of drawings(html)) {
      const spots = [...svg.matchAll(/<circle[^>]*cx="([^"]+)" cy="([^"]+)"/g)].map(([, x, y]) => `${x} ${y}`)
      assert.equal(spots.length, props.places.length)
      assert.equal(new Set(spots).size, spots.length, 'no dot hides another')
      const [, , , height] = /viewBox="([^"]+)"/.exec(svg)![1]!.split(' ').map(Number)
      for (const spot of spots) assert.ok(Number(spot.split(' ')[1]) > 0 && Number(spot.split(' ')[1]) < height!, spot)
    }
  })
}

test('fifths: of ten values two in each; those that tie are not parted; one value is one class', () => {
  // By R type 7 the cuts of 10, 20 … 100 are 28, 46, 64 and 82.
  const ten = mapClasses([100, 20, 30, 40, 50, 60, 70, 80, 90, 10])
  assert.deepEqual(ten.classes.map(({ low, high, count }) => [low, high, count]), [[10, 20, 2], [30, 40, 2], [50, 60, 2], [70, 80, 2], [90, 100, 2]])
  assert.deepEqual([28, 28.1, 46, 82, 82.1].map((value) => ten.classOf(value)), [0, 1, 1, 3, 4])
  // Of 0, 0, 0, 0, 5 the first three cuts are 0 and the fourth is 0 + 0.2 × 5 = 1.
  assert.deepEqual(mapClasses([0, 0, 5, 0, 0]).classes.map(({ name, count }) => [name, count]), [['Lowest fifth', 4], ['Highest fifth', 1]])
  assert.deepEqual(mapClasses([7, 7]).classes.map(({ name, count }) => [name, count]), [['Lowest fifth', 2]])
  assert.deepEqual(mapClasses([]).classes, [])
})

const place = (at: number, more: Partial<MapPlace> = {}): MapPlace => ({ code: `X${at}`, name: `P${at}`, value: at * 10, missing: null, kind: 'other', rank: 11 - at, outline: `M${at * 40} 0l40 0 0 40-40 0z`, inset: null, mark: null, ...more })
const MAP: MapChartProps = {
  id: 'm', title: 'Finding', place: 'Derby', period: '2024', unit: '%', decimals: 0, polarity: 'high', pickedWord: 'statistical neighbours', notes: [], sheet: { width: 580, height: 658, unit: 0.25, inset: null },
  places: [...Array.from({ length: 8 }, (_, at) => place(at + 1)), place(9, { name: 'Derby', kind: 'us' }), place(10, { outline: null, mark: [300, 300] }), place(11, { value: null, rank: null, missing: 'withheld to protect people' })],
}

test('a map fills each place by its fifth, hatches what is missing, and has every place in the table beside it', () => {
  const html = renderToString(<MapChart {...MAP} />)
  saysWhatItIs(html, 1)
  const fills = [...drawings(html)[0]!.matchAll(/<path class="m( m-\d)?"(?: fill="url\(#m-1-(\w+)\)")? d=/g)].map(([, plain, pattern]) => plain?.slice(3) ?? pattern)
  assert.deepEqual(fills, ['0', '0', '1', '1', '2', '2', '3', '3', '4', 'none'])
  assert.match(html, /<circle class="m m-4" cx="300" cy="300"/)
  assert.equal(html.match(/<path class="m-us"/g)!.length, 1)
  assert.match(html, />Derby 90%</)
  assert.deepEqual(rows(html).map((cells) => cells.join(' ')), [
    'P10 100 1 Highest fifth, a circle', 'Derby 90 2 Highest fifth', 'P8 80 3 Fourth fifth', 'P7 70 4 Fourth fifth', 'P6 60 5 Middle fifth', 'P5 50 6 Middle fifth', 'P4 40 7 Second fifth', 'P3 30 8 Second fifth', 'P2 20 9 Lowest fifth', 'P1 10 10 Lowest fifth', 'P11 withheld to protect people  Hatched',
  ])
  assert.match(html, /<b>Lowest fifth<\/b> 10% to 20% <span class="quiet">\(2\)/)
})

const CURVES: SmallMultiplesProps = {
  id: 'c', title: 'Finding', periods: ['2022', '2023', '2024'], unit: '%', decimals: 1, of: 'Place', caption: 'On time', breaks: [{ period: '2023', note: 'counted child by child' }],
  items: [{ id: 'us', name: 'Derby', isUs: true, values: [25.3, 22.6, 14] }, { id: 'a', name: 'Leeds', values: [14, null, 25.3], reasons: [null, 'withheld to protect people', null] }, { id: 'b', name: 'York', values: [null, null, null], reasons: [null, null, 'not reported'] }],
}

test('small multiples are on one scale, with the same numbers in one table', () => {
  const html = renderToString(<SmallMultiples {...CURVES} />)
  saysWhatItIs(html, 2)
  assert.deepEqual(rows(html), [['Derby', '25.3', '22.6', '14.0'], ['Leeds', '14.0', 'withheld to protect people', '25.3'], ['York', 'no figure', 'no figure', 'not reported']])
  const [ours, theirs] = drawings(html).map((svg) => [...(/class="k-(?:us|each)" d="([^"]*)"/.exec(svg)![1]!.matchAll(/([ML])[\d.]+ ([\d.]+)/g))])
  assert.equal(ours![0]![2], theirs![1]![2], '25.3 is as high in one as in the other')
  assert.deepEqual(ours!.map(([, step]) => step), ['M', 'M', 'L'], 'the line does not cross the break')
  assert.deepEqual(theirs!.map(([, step]) => step), ['M', 'M'], 'nor a year without a figure')
  assert.match(html, /No figure: not reported/)
})

test('of more than twelve, twelve are drawn and tabled', () => {
  const html = renderToString(<SmallMultiples {...CURVES} items={Array.from({ length: 15 }, (_, at) => ({ id: `${at}`, name: `P${at}`, values: [1, 2, 3] }))} />)
  assert.deepEqual([drawings(html).length, rows(html).length], [12, 12])
})
