import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderToString } from 'preact-render-to-string'
import { CurveChart, type CurveChartProps } from './curve-chart.tsx'

const BASE: CurveChartProps = {
  id: 'c', title: 'T', place: 'Here', unit: '%', decimals: 1, england: null, neighbours: null,
  points: [[2020, 50], [2021, 40], [2022, 30], [2023, null], [2024, 26]].map(([period, value]) => ({ period: String(period), value: value ?? null, missing: value === null ? 'x' : null })),
  forecast: [{ period: '2025', value: 24, low: null, high: null }, { period: '2026', value: 20, low: null, high: null }],
}
const BASELINE = { label: 'Baseline, frozen March 2022', start: { period: '2022', value: 32 }, points: [{ period: '2023', value: 20 }, { period: '2024', value: 10 }] }

/** The wide drawing's heights as values, by the labels of its own axis. */
function readOff(drawn: string) {
  const wide = drawn.slice(0, drawn.indexOf('</svg>'))
  const ticks = [...wide.matchAll(/<text class="ax" x="[\d.]+" y="([\d.]+)" text-anchor="end">(\d+)%?<\/text>/g)].map(([, y, value]) => ({ y: Number(y) - 5, value: Number(value) }))
  const [a, b] = [ticks[0]!, ticks.at(-1)!]
  const at = (y: number) => Math.round((a.value + ((y - a.y) / (b.y - a.y)) * (b.value - a.value)) * 10) / 10
  const path = (look: string) => new RegExp(`class="${look}" d="([^"]*)"`).exec(wide)?.[1] ?? ''
  return (look: string, off = 0) => [...path(look).matchAll(/[ML][\d.]+ ([\d.]+)/g)].map(([, y]) => at(Number(y) + off))
}

test('a baseline is drawn from its own last figure through what was to come, and scenarios from the latest figure; each stands in the table', () => {
  const scenarios = [{ name: 'More rooms', points: [{ period: '2025', value: 30 }, { period: '2026', value: 44 }] }, { name: 'Fewer', points: [{ period: '2026', value: 12 }] }, { name: 'A third', points: [{ period: '2026', value: 60 }] }]
  const drawn = renderToString(<CurveChart {...BASE} baseline={BASELINE} scenarios={scenarios} />)
  const read = readOff(drawn)
  assert.deepEqual(read('k-bl'), [32, 20, 10])
  assert.deepEqual(read('p-bl'), [20, 10])
  assert.deepEqual(read('k-sc'), [26, 30, 44])
  assert.deepEqual(read('k-sc other'), [26, 12])
  const cells = [...drawn.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row]) => [...row!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => cell!.replace(/<[^>]*>/g, '')))
  assert.deepEqual(cells[0], ['Period', 'Here', 'If nothing changes', 'Baseline, frozen March 2022', 'More rooms', 'Fewer'])
  assert.deepEqual(cells.slice(4), [['2023', 'not available', '', '20.0', '', ''], ['2024', '26.0', '', '10.0', '', ''], ['2025', '', '24.0', '', '30.0', ''], ['2026', '', '20.0', '', '44.0', '12.0']])
  assert.match(drawn, /Scenario More rooms: 44\.0% in 2026\./)
})

test('a baseline frozen on the figures that are shown is the forecast: it is named, not drawn again', () => {
  const drawn = renderToString(<CurveChart {...BASE} baseline={{ ...BASELINE, points: BASE.forecast! }} />)
  assert.doesNotMatch(drawn, /class="k-bl"/)
  assert.match(drawn, /<text class="ax halo"[^>]*>Baseline, frozen March 2022<\/text>/)
})

test('remarks stand by their numbers over their points, and at the foot where there is no figure', () => {
  const drawn = renderToString(<CurveChart {...BASE} remarks={[{ period: '2021', numbers: [1] }, { period: '2023', numbers: [2, 3] }, { period: '1999', numbers: [4] }]} />)
  const marks = [...drawn.slice(0, drawn.indexOf('</svg>')).matchAll(/<text class="t-remark" x="([\d.]+)" y="([\d.]+)"[^>]*>([\d, ]+)</g)].map(([, , y, text]) => [text, Number(y)] as const)
  assert.deepEqual(marks.map(([text]) => text), ['1', '2, 3'])
  assert.ok(marks[1]![1] > 340, 'at the foot')
  assert.match(drawn, />2, 3<\/td>/)
})
