import { type CurveChartProps, Note, showAmount, Verdict } from '#design'
import { dayInWords } from '#kernel'
import { TREND_RULE } from '#rooms/measures'
import type { Curve } from './curve.ts'
import { pageAddress } from './curve-forms.tsx'
import { numberedRemarks, RemarkNotes, remarkMarks } from './curve-remarks.tsx'
import { baselineName, chartTitle, labelOf, trendOfCurve } from './curve-words.tsx'
import { monthsOld } from '../scorecard/score.ts'
import { latestOf } from './outlook.ts'
import type { Scenario } from './scenarios.ts'

/** What the chart of a curve is drawn from: on its page, as a picture by itself, in a paper. */
export function chartOf(curve: Curve, scenarios: Scenario[]): CurveChartProps {
  const { measure, place, series, points, written: { baselines: [baseline], targets } } = curve
  const last = baseline && latestOf(baseline.history)
  return {
    id: 'curve', title: chartTitle(curve), level: 2,
    subtitle: `${labelOf(curve)}${series.unit ? `, ${series.unit === '%' ? 'per cent' : series.unit}` : ''}. ${place.name}${points.length ? `, ${points[0]!.period.label} to ${points.at(-1)!.period.label}` : ''}.`,
    source: sourceLine(curve), links: { why: '#why', csv: `${pageAddress(curve)}&as=csv`, svg: `${pageAddress(curve)}&as=svg` },
    place: place.name, unit: series.unit, decimals: series.decimals,
    points: points.map(({ period, figure }) => ({ period: period.label, value: figure.value, missing: figure.missing, status: figure.status })),
    england: curve.isTotal || place.level === 'country' ? null : curve.england,
    neighbours: curve.beside.count ? curve.neighbours : null,
    forecast: curve.now && curve.now.period === points.at(-1)?.period ? curve.forecast.points : [],
    targets: targets.map(({ period, value }) => ({ period, value })),
    baseline: baseline ? { label: baselineName(baseline), start: last ? { period: last.period, value: last.value } : null, points: baseline.forecast } : null,
    scenarios, remarks: remarkMarks(numberedRemarks(curve)),
    breaks: measure.breaks,
  }
}

/** What stands beside the chart: trend, forecast, target, remarks, age. */
export function Notes({ curve }: { curve: Curve }) {
  const { measure, now, forecast, series, written: { targets }, source } = curve
  const trend = trendOfCurve(curve)
  const end = forecast.points.at(-1)
  return (
    <Note>
      <p><b>Trend.</b> {trend.kind ? <Verdict kind={trend.kind} /> : null} {trend.because}. <span class="quiet">{TREND_RULE}</span></p>
      <p>
        <b>If nothing changes{end ? ',' : '.'}</b>{' '}
        {end ? <>{showAmount(end.value, series)} by {end.period}{end.low === null || end.high === null ? '' : `, between ${showAmount(end.low, series)} and ${showAmount(end.high, series)}`}. </> : null}
        <span class="quiet">{forecast.method}</span>
      </p>
      <p><b>Target.</b> {targets.length ? targets.map(({ period, value }) => `${showAmount(value, series)} by ${period}`).join(', ') : 'None set yet.'}</p>
      {now ? <p><b>Age of the data.</b> {ageOf(now.period.ends)}{source?.committedAt ? ` Taken in on ${dayInWords(source.committedAt)}.` : ''}</p> : null}
      <RemarkNotes curve={curve} />
      {measure.comparability ? <p><b>Comparing.</b> {measure.comparability}</p> : null}
    </Note>
  )
}

/** Where the page's figures are from, for its foot. */
export function sources(curve: Curve) {
  return [`Source: ${sourceLine(curve)} Neighbours: Department for Education’s statistical neighbour model; their mean is plain, not weighted by population.`]
}

function sourceLine({ source, measure }: Curve) {
  return source ? `${source.publisher ?? measure.publisher}${source.release ? `, ${source.release}` : ''}. Taken in ${source.committedAt ? dayInWords(source.committedAt) : ''}.` : `${measure.publisher}.`
}

function ageOf(ends: string) {
  const now = new Date()
  const months = monthsOld(ends, now)
  return months === null ? '' : ends > now.toISOString() ? 'The period is not over yet.' : `The period ended ${months === 0 ? 'this month' : months === 1 ? 'a month ago' : `${months} months ago`}.`
}
