import type { WebContext } from '#platform'
import { bestFirst, type Comparison, type Standing } from './compare.ts'
import { QUARTERS } from './compare-words.ts'
import { answerCsv, figureCell } from './figures-out.ts'
import { labelOf } from './headlines.ts'

/** Every authority in order, then region, England and the mean: the chart and both tables of the page as one file. */
export function compareCsv(c: WebContext, compared: Comparison) {
  const { series, style, place, period, all, us, comparators, region, england, mean, chosen, source } = compared
  const beside = new Map(comparators.map((one) => [one.place, one]))
  const listed = [...new Map([...all, us, ...comparators].map((one) => [one.place, one])).values()].sort(bestFirst(style.polarity))
  const row = (one: Standing, role: string) =>
    [one.place.code, one.place.name, one.place.level, role, period.label, figureCell(one.figure), one.figure.numerator, one.figure.denominator, one.change, one.rank, one.quartile ? QUARTERS[one.quartile] : null]
  const roleOf = (one: Standing) => (one.place === place ? 'this place' : beside.has(one.place) ? beside.get(one.place)!.closeness ?? chosen.label : '')
  return answerCsv(c, `compare-${series.measure.id}-${series.group.id}-${place.code}-${period.label}`, [
    ['code', 'place', 'level', 'compared as', 'period', style.unit ? `value (${style.unit})` : 'value', 'numerator', 'denominator', 'change since the period before', `rank of ${compared.of}`, 'quarter'],
    ...listed.map((one) => row(one, roleOf(one))),
    ...(region ? [row(region, 'region')] : []), ...(england ? [row(england, 'country')] : []),
    ['', `Mean of ${chosen.label}`, '', `${mean.reporting} of ${comparators.length} reporting`, period.label, figureCell({ value: mean.value, missing: null })],
  ], [
    ['Measure', `${labelOf(series)} (${series.measure.id}, definition version ${series.measure.version})`],
    ['Definition', series.measure.definition],
    ['Source', [source?.publisher ?? series.measure.publisher, source?.release, source ? `file ${source.file}, batch ${source.batch}` : null].filter(Boolean).join(', ')],
    ['Licence', 'Open Government Licence v3.0'],
    ['Rank', 'Among authorities with a value, former ones included; those that tie share the better rank. The mean is plain, not weighted by population.'],
  ])
}
