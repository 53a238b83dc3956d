import assert from 'node:assert/strict'
import { test } from 'node:test'
import { turnedOf } from './turned.ts'

/** Frozen after 2024: falling by five a year, give or take four. */
const FALLING = { forecast: [{ period: '2025', value: 35, low: 31, high: 39 }, { period: '2026', value: 30, low: 26, high: 34 }, { period: '2027', value: 25, low: 21, high: 29 }] }
const HELD = { forecast: [{ period: '2025', value: 40, low: null, high: null }, { period: '2026', value: 40, low: null, high: null }] }
const known = (...values: (number | null)[]) => [{ period: '2023', value: 45 }, { period: '2024', value: 40 }, ...values.map((value, at) => ({ period: String(2025 + at), value }))]

test('turned, by table', () => {
  const cases: [string, Parameters<typeof turnedOf>, string, RegExp][] = [
    ['nothing has come', [FALLING, known(), 'high'], 'too-early', /no figure/],
    ['one period within the band', [FALLING, known(36), 'high'], 'too-early', /2025, within its band/],
    ['one period beyond the band: still falling, and yet turned', [FALLING, known(39.5), 'high'], 'turned', /whole band.*2025/],
    ['exactly on the band’s edge is within', [FALLING, known(39), 'high'], 'too-early', /within/],
    ['two running, slowing the decline: 40, 37, 33 where 35, 30 were forecast', [FALLING, known(37, 33), 'high'], 'turned', /2025 and 2026/],
    ['as forecast is not better', [FALLING, known(37, 30), 'high'], 'not-turned', /no better.*2026/],
    ['better only now', [FALLING, known(34, 33), 'high'], 'not-turned', /2026, but not in 2025/],
    ['better before, worse now', [FALLING, known(39.5, 29), 'high'], 'not-turned', /no better.*2026/],
    ['two better that do not follow on each other', [FALLING, known(37, null, 27), 'high'], 'too-early', /2027/],
    ['two better with one between that was never published', [FALLING, known(37, null, 27).filter(({ period }) => period !== '2026'), 'high'], 'too-early', /2027/],
    ['the latest is missing: the one before speaks', [FALLING, known(37, 33, null), 'high'], 'turned', /2025 and 2026/],
    ['where low is better, falling less fast is worse', [FALLING, known(37, 33), 'low'], 'not-turned', /no better/],
    ['where low is better, under the band', [FALLING, known(30.9), 'low'], 'turned', /band/],
    ['without a band two are needed', [HELD, known(80), 'high'], 'too-early', /one more/],
    ['without a band two are enough', [HELD, known(41, 42), 'high'], 'turned', /2025 and 2026/],
    ['no direction', [FALLING, known(37, 33), 'none'], 'cannot-be-known', /neither/],
    ['no forecast', [{ forecast: [] }, known(37, 33), 'high'], 'cannot-be-known', /without a forecast/],
    ['a break since', [FALLING, known(37, 33), 'high', { breaks: [{ period: '2026' }] }], 'cannot-be-known', /2026/],
    ['a break before does not count', [FALLING, known(37, 33), 'high', { breaks: [{ period: '2024' }] }], 'turned', /2026/],
    ['a break to come does not count yet', [FALLING, known(37, 33), 'high', { breaks: [{ period: '2027' }] }], 'turned', /2026/],
    ['defined otherwise', [FALLING, known(37, 33), 'high', { definition: { frozen: 1, now: 2 } }], 'cannot-be-known', /defined/],
    ['beyond what was forecast', [HELD, known(41, 42, 43), 'high'], 'cannot-be-known', /ends with 2026/],
  ]
  for (const [name, given, word, because] of cases) {
    const said = turnedOf(...given)
    assert.equal(said.word, word, `${name}: ${said.because}`)
    assert.match(said.because, because, name)
  }
})
