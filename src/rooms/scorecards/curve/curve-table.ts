import { MISSING_IN_WORDS } from '#kernel'
import type { Sheet } from '#platform'
import type { Curve } from './curve.ts'
import { baselineName } from './curve-words.tsx'

type Cell = string | number | null

/** A curve as a table: every point with its comparators and where it is from, then the key to what the symbols mean. */
export function curveSheet(curve: Curve): Sheet {
  const { measure, series, place, written: { baselines, scenarios, targets }, forecast } = curve
  const other = (period: string, kind: string, value: number, low: number | null = null, high: number | null = null): Cell[] => [period, kind, value, null, null, null, null, null, null, null, low, high, null, null]
  return {
    file: `${measure.id}-${place.code}-${series.group.id}`,
    title: `${measure.label}, ${series.group.label}, ${place.name}`,
    head: ['period', 'kind', 'value', 'missing', 'status', 'numerator', 'denominator', 'england', 'neighbours_mean', 'neighbours_reporting', 'low', 'high', 'batch', 'row'],
    lines: [
      ...actual(curve),
      ...forecast.points.map(({ period, value, low, high }) => other(period, 'if nothing changes', value, low, high)),
      ...targets.map(({ period, value }) => other(period, 'target', value)),
      ...baselines.slice(0, 1).flatMap((baseline) => baseline.forecast.map(({ period, value, low, high }) => other(period, baselineName(baseline).replace('Baseline', 'baseline'), value, low, high))),
      ...scenarios.flatMap(({ name, points }) => points.map(({ period, value }) => other(period, `scenario: ${name}`, value))),
    ],
    key: [
      ['measure', measure.label], ['id', measure.id], ['group', series.group.label], ['place', place.name, place.code], ['unit', series.unit],
      ['definition', measure.definition], ['definition version', measure.version], ['source', curve.source?.publisher ?? measure.publisher, curve.source?.release ?? null],
      ['licence', 'Open Government Licence v3.0'],
      ...Object.entries(MISSING_IN_WORDS).map(([symbol, words]): Cell[] => ['symbol', symbol, words]),
    ],
  }
}

function actual({ points, england, neighbours }: Curve): Cell[][] {
  return points.map(({ period, figure }, at) => [
    period.label, 'actual', figure.value, figure.missing, figure.status, figure.numerator, figure.denominator, england[at] ?? null,
    neighbours[at]?.mean ?? null, neighbours[at]?.reporting ?? null, null, null, figure.batch, figure.row,
  ])
}
