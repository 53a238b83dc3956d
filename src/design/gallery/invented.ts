import type { CurveChartProps, CurvePoint } from '../curve-chart.tsx'
import type { RankPlace } from '../rank-chart.tsx'

// Figures that were made up for the page of the system. No place is called so.

export const years = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => `${from + at}`)
export const series = (periods: string[], values: (number | null)[], missing = 'x'): CurvePoint[] =>
  periods.map((period, at) => ({ period, value: values[at] ?? null, missing: values[at] === null || values[at] === undefined ? missing : null }))
export const band = (low: number[], high: number[]) => low.map((value, at) => ({ low: value, high: high[at]!, mean: (value + high[at]!) / 2, reporting: 10 }))

export const LATE: CurveChartProps = {
  id: 'late', place: 'Exampleton', unit: '%', decimals: 1,
  title: 'Exampleton is 43 points below its neighbours and heading for 9% unless something changes',
  subtitle: 'New plans issued within 20 weeks, per cent. Calendar years 2016 to 2024, forecast and target to 2027.',
  source: 'Invented figures. Loaded 29 January 2026; next release due June 2026.', links: { why: '#charts', csv: '#charts' },
  points: series(years(2016, 2024), [16.9, 75.3, 11.7, 24.7, 23.1, 42.5, 25.3, 22.6, 14.0]),
  england: [55.7, 61.3, 58, 58.7, 55.6, 57.9, 47.7, 49.1, 45.9],
  neighbours: band([14.2, 30.3, 26.9, 40.7, 42.1, 37.2, 35.6, 44.1, 34.8], [57.8, 61.6, 48.4, 63.7, 79.9, 71.1, 78.9, 58.7, 81]),
  forecast: [{ period: '2025', value: 11.2, low: 4, high: 20 }, { period: '2026', value: 9.8, low: 1, high: 24 }, { period: '2027', value: 9.1, low: 0, high: 28 }],
  targets: [{ period: '2025', value: 22 }, { period: '2026', value: 38 }, { period: '2027', value: 50 }],
  breaks: [{ period: '2023', note: 'counted child by child' }], aheadNote: 'Baseline set March 2026',
}

export const GROUPS = {
  id: 'groups', place: 'Exampleton', period: '2024', unit: '%', decimals: 1, title: 'One in ten aged 11 to 15 was on time; among under fives, one in six',
  subtitle: 'New plans issued within 20 weeks, per cent, 2024', source: 'Invented figures.', links: { csv: '#charts' }, all: { label: 'All', value: 14.0 },
  groups: [
    { label: 'Under 5', value: 16.3, missing: null, numerator: 27, denominator: 166, england: 47.2 },
    { label: '5 to 10', value: 14.4, missing: null, numerator: 26, denominator: 181, england: 44 },
    { label: '16 and over', value: 0, missing: null, numerator: 0, denominator: 9 },
    { label: 'Any other White background, including Gypsy, Roma and Traveller of Irish heritage', value: 26.3, missing: null, numerator: 10, denominator: 38, england: 40 },
    { label: 'Not recorded', value: null, missing: 'c' },
  ],
}

const NEIGHBOURS = ['Northby', 'Peterstow', 'Wall End', 'Boltby', 'Coventon', 'Shefford', 'Rochby', 'Stoke-under-Hill', 'Tameston', 'Kirkby-le-Moor']

/** So many authorities, ten of them neighbours and the 121st this place, each with its value. */
export function authorities(count: number, value: (at: number) => number): RankPlace[] {
  return Array.from({ length: count }, (_, at) => {
    const neighbour = at % 11 === 4 ? NEIGHBOURS[Math.floor(at / 11)] : undefined
    const isUs = at === Math.min(120, count - 1)
    return { code: `X${at}`, name: isUs ? 'Exampleton' : neighbour ?? `Place ${at + 1}`, value: value(at), kind: isUs ? 'us' : neighbour ? 'neighbour' : 'other' }
  })
}
