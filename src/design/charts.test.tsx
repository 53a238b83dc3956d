import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderToString } from 'preact-render-to-string'
import { showAmount, showDifference } from './amount.ts'
import { axisFor, timeline } from './axis.ts'
import { areaColours, contrast, isLegible } from './colour.ts'
import { CurveChart, type CurveChartProps } from './curve-chart.tsx'
import { describeCurve } from './curve-description.ts'
import { galleryPages } from './gallery.tsx'
import { GapChart } from './gap-chart.tsx'
import { pushApart } from './label.ts'
import { drawPage } from './page.tsx'
import { RankChart } from './rank-chart.tsx'

test('amounts carry their unit where people write it', () => {
  const shown: [number, string, number, string][] = [
    [14, '%', 1, '14.0%'], [1234, '£', 0, '£1,234'], [-5.5, '£', 2, '−£5.50'], [12.5, 'days', 1, '12.5 days'], [-0.04, '', 1, '0.0'], [-1.25, '', 2, '−1.25'], [52.3, '£m', 1, '£52.3m'],
  ]
  for (const [value, unit, decimals, expected] of shown) assert.equal(showAmount(value, { unit, decimals }), expected)
  assert.equal(showDifference(-31.9, { unit: '%', decimals: 1 }), '31.9 points')
  assert.equal(showDifference(-1, { unit: '%', decimals: 0 }), '1 point')
  assert.equal(showDifference(-300, { unit: '£', decimals: 0 }), '£300')
})

test('an axis holds its values, begins at 0 where that costs little, and shows no percentage beyond 100', () => {
  const cases: [number[], string, boolean, number, number][] = [
    [[14, 75.3], '%', false, 0, 80], [[93.1, 96.4], '%', false, 93, 96.5], [[96, 99.9], '%', false, 96, 100], [[-1.3, -1], '', false, -1.3, -1], [[-1.3, 0.4], '', false, -1.5, 0.5],
    [[4.5, 7.6], '%', false, 0, 8], [[90, 96], '%', true, 0, 100], [[], '%', false, 0, 100], [[0, 0], '', false, 0, 1],
  ]
  for (const [values, unit, fromZero, from, to] of cases) {
    const axis = axisFor(values, unit, 5, fromZero)
    assert.deepEqual([axis.from, axis.to], [from, to], `${values} ${unit}`)
  }
  assert.deepEqual(axisFor([0, 52_345_678], '£', 4).ticks.map(({ label }) => label), ['£0', '£20m', '£40m', '£60m'])
})

test('time leaves room for a year that nobody published', () => {
  assert.deepEqual(timeline(['2018/19', '2021/22', '2022/23']), { at: [0, 0.75, 1], follows: [false, false, true], step: 0.25 })
  assert.deepEqual(timeline(['2024-25 Q1', '2024-25 Q2', '2024-25 Q3']).at, [0, 0.5, 1])
  assert.deepEqual(timeline(['2014', '2016', '2018']).follows, [false, true, true])
})

test('labels are pushed apart in their order and stay inside', () => {
  assert.deepEqual(pushApart([50, 50, 52], [17, 17, 17], 0, 100), [41.5, 58.5, 75.5])
  assert.deepEqual(pushApart([95, 99], [20, 20], 0, 100), [60, 80])
})

test('an area’s colour is taken only where it can be read', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21)
  assert.ok(isLegible('#0b5566') && isLegible('#234f94') && isLegible('#6b2b5c'))
  assert.ok(!isLegible('#ffcb3d') && !isLegible('red') && !isLegible('#0b5566;}'))
  assert.equal(areaColours('</style>').area, '#0b5566')
  // As Chromium paints oklch(from #0b5566 .94 .015 h), and the same from #234f94.
  assert.equal(areaColours('#0b5566').wash, '#e1eef2')
  assert.equal(areaColours('#234F94').wash, '#e5ecf6')
})

const CURVE: CurveChartProps = {
  id: 'c', title: 'Finding', place: 'Derby', unit: '%', decimals: 1,
  points: [16.9, 75.3, null, 24.7].map((value, at) => ({ period: `${2016 + at}`, value, missing: value === null ? 'c' : null })),
  england: [55.7, 61.3, 58, 58.7], neighbours: null,
}

test('a curve is told in sentences: ends, extremes, England, gaps', () => {
  assert.equal(
    describeCurve(CURVE),
    'Derby: 16.9% in 2016 and 24.7% in 2019, higher than at the start. Highest 75.3% in 2017, lowest 16.9% in 2016. England: 58.7%. No figure for 2018: withheld to protect people.',
  )
  assert.equal(describeCurve({ ...CURVE, points: [] }), 'Derby: no figures.')
})

test('a curve is drawn twice, named, described, and repeated as a table', () => {
  const drawn = renderToString(<CurveChart {...CURVE} />)
  assert.equal(drawn.match(/<svg/g)?.length, 2)
  assert.equal(drawn.match(/role="img" aria-labelledby="c-[wn]t" aria-describedby="c-[wn]d"/g)?.length, 2)
  assert.match(drawn, /<th scope="row" class="govuk-table__header">2018<\/th><td class="govuk-table__cell govuk-table__cell--numeric"><span class="quiet">withheld to protect people/)
  const line = /<path class="k-us" d="([^"]*)"/.exec(drawn)![1]!
  assert.equal(line.match(/M/g)!.length, 1, 'the line stops at the missing year, and its last figure stands alone as a point')
})

const HARD: [string, Partial<CurveChartProps>][] = [
  ['nothing', { points: [], england: null }],
  ['one figure', { points: CURVE.points.slice(0, 1), england: [1] }],
  ['all missing', { points: CURVE.points.map((point) => ({ ...point, value: null, missing: 'x' })) }],
  ['all the same', { points: CURVE.points.map((point) => ({ ...point, value: 5, missing: null })), england: [5, 5, 5, 5] }],
  ['all nought', { points: CURVE.points.map((point) => ({ ...point, value: 0, missing: null })), england: null }],
  ['below nought', { points: CURVE.points.map((point, at) => ({ ...point, value: -1 - at, missing: null })), unit: '' }],
  ['billions', { points: CURVE.points.map((point, at) => ({ ...point, value: 4e9 + at * 1e8, missing: null })), unit: '£', england: null }],
  ['shorter comparators than the series', { england: [1], neighbours: [{ low: 1, high: 2, mean: 1.5, reporting: 10 }] }],
  ['a target in the past and a break at the first period', { targets: [{ period: '2017', value: 50 }], breaks: [{ period: '2016', note: 'new' }, { period: '1999', note: 'old' }] }],
  ['only a target', { points: [], england: null, targets: [{ period: '2027', value: 50 }] }],
  ['eighty periods with the same year', { points: Array.from({ length: 80 }, (_, at) => ({ period: `2025 Week ${at + 1}`, value: at, missing: null })), england: null }],
]
for (const [name, more] of HARD) {
  test(`a curve of ${name} is drawn without a broken number`, () => {
    const drawn = renderToString(<CurveChart {...CURVE} {...more} />)
    assert.doesNotMatch(drawn, /NaN|Infinity|undefined/)
  })
}

test('ranks go best first; ties share the better rank; without polarity there is none', () => {
  const places = [['A', 10], ['B', 30], ['Derby', 20], ['C', 30]].map(([name, value]) => ({ code: String(name), name: String(name), value: Number(value), kind: name === 'Derby' ? 'us' as const : 'other' as const }))
  const ranks = { id: 'r', title: 'T', place: 'Derby', period: '2024', unit: '%', decimals: 0, places, england: 25 }
  const ofDrawing = (html: string) => /<desc id="r-wd">([^<]*)/.exec(html)![1]
  assert.equal(ofDrawing(renderToString(<RankChart {...ranks} polarity="high" />)), '4 authorities in order, 2024, from 30% (B) to 10% (A). Derby is 3rd: 20%. England: 25%.')
  assert.equal(ofDrawing(renderToString(<RankChart {...ranks} polarity="low" />)), '4 authorities in order, 2024, from 10% (A) to 30% (C). Derby is 2nd: 20%. England: 25%.')
  assert.equal(ofDrawing(renderToString(<RankChart {...ranks} polarity="none" />)), '4 authorities in order, 2024, from 30% (B) to 10% (A). Derby: 20%. England: 25%.')
  assert.doesNotMatch(renderToString(<RankChart {...ranks} places={[]} polarity="high" england={null} />), /NaN|Infinity|undefined/)
})

test('a group without a figure keeps its row, with the reason', () => {
  const drawn = renderToString(<GapChart id="g" title="T" place="Derby" period="2024" unit="%" decimals={1} all={{ label: 'All', value: 14 }} groups={[{ label: 'Girls', value: null, missing: 'c' }]} />)
  assert.match(drawn, /withheld to protect people/)
  assert.doesNotMatch(drawn, /NaN|Infinity/)
})

test('pages hold one h1, no style attribute, no event attribute, and open everything for print', () => {
  for (const [name, page] of Object.entries(galleryPages('nonce-of-the-page'))) {
    const html = drawPage(page)
    assert.equal(html.match(/<h1/g)?.length, 1, name)
    assert.doesNotMatch(html, /\s(style|on[a-z]+)="/, name)
    assert.doesNotMatch(drawPage(page, { isPrint: true }), /<details(?![^>]* open)/, name)
  }
})
