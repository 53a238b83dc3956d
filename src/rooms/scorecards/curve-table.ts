import { MISSING_IN_WORDS } from '#kernel'
import type { Curve } from './curve.ts'

type Cell = string | number | null

/** A curve as rows of a file: every point with its comparators and where it is from, then the key to what the symbols mean. */
export function curveTable(curve: Curve): Cell[][] {
  const { measure, series, place, points, england, neighbours, targets, forecast } = curve
  const head: Cell[] = ['period', 'kind', 'value', 'missing', 'status', 'numerator', 'denominator', 'england', 'neighbours_mean', 'neighbours_reporting', 'low', 'high', 'batch', 'row']
  return [
    head,
    ...points.map(({ period, figure }, at): Cell[] => [
      period.label, 'actual', figure.value, figure.missing, figure.status, figure.numerator, figure.denominator, england[at] ?? null,
      neighbours[at]?.mean ?? null, neighbours[at]?.reporting ?? null, null, null, figure.batch, figure.row,
    ]),
    ...forecast.points.map(({ period, value, low, high }): Cell[] => [period, 'if nothing changes', value, null, null, null, null, null, null, null, low, high, null, null]),
    ...targets.map(({ period, value }): Cell[] => [period, 'target', value, null, null, null, null, null, null, null, null, null, null, null]),
    [],
    ['measure', measure.label], ['id', measure.id], ['group', series.group.label], ['place', place.name, place.code], ['unit', series.unit],
    ['definition', measure.definition], ['definition version', measure.version], ['source', curve.source?.publisher ?? measure.publisher, curve.source?.release ?? null],
    ['licence', 'Open Government Licence v3.0'],
    ...Object.entries(MISSING_IN_WORDS).map(([symbol, words]): Cell[] => ['symbol', symbol, words]),
  ]
}
