import type { Sheet } from '#platform'
import type { Curves } from './compare-curves.ts'
import { bestFirst, type Comparison, type Standing } from './compare.ts'
import { headingOf, QUARTERS } from './compare-words.ts'
import { figureCell, figureSheet } from './figures-out.ts'
import { labelOf } from './headlines.ts'

/** Every authority in order, then region, England and the mean: the chart and both tables of the page as one file. `address` leads back to the page. */
export function compareSheet(compared: Comparison, address: string): Sheet {
  const { series, style, place, period, all, us, comparators, region, england, mean, chosen } = compared
  const beside = new Map(comparators.map((one) => [one.place, one]))
  const listed = [...new Map([...all, us, ...comparators].map((one) => [one.place, one])).values()].sort(bestFirst(style.polarity))
  const row = (one: Standing, role: string) =>
    [one.place.code, one.place.name, one.place.level, role, period.label, figureCell(one.figure), one.figure.numerator, one.figure.denominator, one.change, one.rank, one.quartile ? QUARTERS[one.quartile] : null]
  const roleOf = (one: Standing) => (one.place === place ? 'this place' : beside.has(one.place) ? beside.get(one.place)!.closeness ?? chosen.label : '')
  return figureSheet(`compare-${series.measure.id}-${series.group.id}-${place.code}-${period.label}`, headingOf(compared), [
    ['code', 'place', 'level', 'compared as', 'period', style.unit ? `value (${style.unit})` : 'value', 'numerator', 'denominator', 'change since the period before', `rank of ${compared.of}`, 'quarter'],
    ...listed.map((one) => row(one, roleOf(one))),
    ...(region ? [row(region, 'region')] : []), ...(england ? [row(england, 'country')] : []),
    ['', `Mean of ${chosen.label}`, '', `${mean.reporting} of ${comparators.length} reporting`, period.label, figureCell({ value: mean.value, missing: null })],
  ], [
    ['Measure', `${labelOf(series)} (${series.measure.id}, definition version ${series.measure.version})`],
    ['Definition', series.measure.definition],
    ['Source', sourceOf(compared)],
    ['Licence', 'Open Government Licence v3.0'],
    ['Rank', RANK_RULE],
    ['Address', address],
  ])
}

/** The curves of the page as one file: a row for each place or group, a column for each period. */
export function curvesSheet(compared: Comparison, { periods, places, groups }: Curves, address: string): Sheet {
  const { series, style, place } = compared
  const row = (kind: string, { id, name, values, missing }: Curves['places'][number]) => [kind, id, name, ...values.map((value, at) => figureCell({ value, missing: missing[at]! }))]
  return figureSheet(`curves-${series.measure.id}-${series.group.id}-${place.code}`, `${labelOf(series)}: ${place.name} and those beside it, period by period`, [
    [`of${style.unit ? ` (${style.unit})` : ''}`, 'code', 'name', ...periods.map(({ label }) => label)],
    ...places.map((one) => row('place', one)), ...groups.map((one) => row(`group in ${place.name}`, one)),
  ], [
    ['Measure', `${labelOf(series)} (${series.measure.id}, definition version ${series.measure.version})`], ['Definition', series.measure.definition],
    ...series.measure.breaks.map(({ period, note }): [string, string] => ['Break', `before ${period}: ${note}`]), ['Source', sourceOf(compared)], ['Licence', 'Open Government Licence v3.0'], ['Address', address],
  ])
}

/** Who published it, in which release, from which file. */
export function sourceOf({ series, source }: Comparison) {
  return [source?.publisher ?? series.measure.publisher, source?.release, source ? `file ${source.file}, batch ${source.batch}` : null].filter(Boolean).join(', ')
}

export const RANK_RULE = 'Among authorities with a value, former ones included; those that tie share the better rank. The mean is plain, not weighted by population.'
