import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forecast } from './forecast.ts'

const known = (values: (number | null)[], breakAt = -1) => values.map((value, at) => ({ year: 2019 + at, value, isBreak: at === breakAt }))
const ahead = (count = 3) => Array.from({ length: count }, (_, at) => ({ year: 2024 + at, period: String(2024 + at), isBreak: false }))
const SHARE = { least: 0, most: 100 }

test('a perfect line goes on, without a band', () => {
  const { points } = forecast(known([10, 20, 30, 40, 50]), ahead(), SHARE)
  assert.deepEqual(points, [{ period: '2024', value: 60, low: 60, high: 60 }, { period: '2025', value: 70, low: 70, high: 70 }, { period: '2026', value: 80, low: 80, high: 80 }])
})

test('the band is the 80% prediction interval, worked by hand', () => {
  // 1, 3, 2 at 2021–2023: mean 2, slope 0.5, residuals −0.5, 1, −0.5, s² = 1.5 / 1; for 2024: 2 + 0.5·2 = 3; reach 3.0777·√1.5·√(1 + 1/3 + 4/2).
  const { points } = forecast(known([null, null, 1, 3, 2]), ahead(1), { least: null, most: null })
  assert.equal(points[0]!.value, 3)
  assert.ok(Math.abs(points[0]!.high! - (3 + 3.0777 * Math.sqrt(1.5) * Math.sqrt(1 + 1 / 3 + 2))) < 1e-6)
})

test('what stands before a break is not used; with one or two figures since, the latest is held', () => {
  const { points, method } = forecast(known([75, 12, 25, 22.6, 14], 3), ahead(2), SHARE)
  assert.deepEqual(points, [{ period: '2024', value: 14, low: null, high: null }, { period: '2025', value: 14, low: null, high: null }])
  assert.match(method, /held/)
})

test('nothing is said where the line would leave what is possible, beyond a break to come, or without a latest figure', () => {
  const falling = forecast(known([40, 30, 20, 10, 2]), ahead(), SHARE)
  assert.deepEqual(falling.points, [])
  assert.match(falling.method, /would pass 0 by 2024/)
  assert.deepEqual(forecast(known([1, 2, 3, 4, 5]), [{ year: 2024, period: '2024', isBreak: false }, { year: 2025, period: '2025', isBreak: true }], SHARE).points.map(({ period }) => period), ['2024'])
  assert.deepEqual(forecast(known([1, 2, 3, 4, null]), ahead(), SHARE).points, [])
  assert.deepEqual(forecast([], ahead(), SHARE).points, [])
})
