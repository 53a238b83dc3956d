import { dayInWords, MISSING_IN_WORDS } from '#kernel'
import type { Sheet } from '#platform'
import { labelOf } from '#rooms/measures'
import type { Look } from '#rooms/places'
import type { Curve } from '#rooms/scorecards'
import { publicAddress, publicMeasure } from './public-address.ts'
import type { PublishedIndicator } from './published-indicator.ts'
import type { PublicScorecard } from './scorecard-page.tsx'

type Line = (string | number | null)[]

const SYMBOLS = Object.entries(MISSING_IN_WORDS).map(([symbol, words]): Line => ['Symbol', `${symbol}: ${words}`])
const LICENCE: Line = ['Licence', 'Open Government Licence v3.0']

/** A measure's published figures as a file. */
export function measureSheet(look: Look, curve: Curve): Sheet {
  const { measure, series, place, points, england, neighbours, isTotal } = curve
  return {
    file: `${measure.id}-${series.group.id}-${place.code}`, title: `${labelOf(series)}, ${place.name}`,
    head: ['Period', place.name, 'Numerator', 'Denominator', 'Status', 'England', 'Neighbours’ mean', 'Batch', 'Row'],
    lines: points.map(({ period, figure }, at): Line => [
      period.label, figure.value ?? figure.missing, figure.numerator, figure.denominator, figure.status, isTotal ? null : england[at] ?? null, neighbours[at]?.mean ?? null, figure.batch, figure.row,
    ]),
    key: [
      ['Measure', labelOf(series)], ['Unit', series.unit], ['Place', `${place.name} (${place.code})`], ['Definition', measure.definition], ['Method', measure.method],
      ['Source', [curve.source?.publisher ?? measure.publisher, curve.source?.release].filter(Boolean).join(', ')], ...measure.breaks.map(({ period, note }): Line => ['Break', `${period}: ${note}`]),
      LICENCE, ['Address', publicMeasure(look.slug, measure.id, series.group.id)], ...SYMBOLS,
    ],
  }
}

/** The figures of a scorecard as a file: a line a period of each indicator; of a release with its results and trend words. */
export function scorecardSheet({ look, shown, figures }: PublicScorecard): Sheet {
  const of = (result: string | null, trend: string | null, one: PublishedIndicator): Line[] => one.periods.map((period, at) => [
    result, one.label, one.measureId, one.groupId, one.unit, period, one.values[at] ?? 'not-reported', one.england[at] ?? null, at === one.periods.indexOf(one.now?.period ?? '') ? trend : null,
  ])
  const indicators = shown ? shown.content.results.flatMap(({ indicators: own }) => own) : figures
  return {
    file: `scorecard-${look.slug}`, title: `Scorecard of ${look.name}`,
    head: ['Result', 'Indicator', 'Measure', 'Group', 'Unit', 'Period', look.placeName, 'England', 'Trend'],
    lines: shown
      ? shown.content.results.flatMap(({ body, indicators: own }) => own.flatMap((one) => of(body, [one.trend.kind && WORDS[one.trend.kind], one.trend.because].filter(Boolean).join(', '), one)))
      : figures.flatMap((one) => of(null, null, one)),
    key: [
      ['Scorecard', shown ? `${shown.content.framework.name}, published ${dayInWords(shown.release.publishedAt)}` : 'None is published: figures alone'],
      ...[...new Set(indicators.map(({ source }) => source))].map((source): Line => ['Source', source]), LICENCE,
      ['Address', `${publicAddress(look.slug, 'scorecard')}${shown ? `?release=${shown.release.id}` : ''}`], ...SYMBOLS,
    ],
  }
}

const WORDS = { better: 'Better', worse: 'Worse', steady: 'No clear change', doubt: 'Can’t be known' }
