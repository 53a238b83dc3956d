import { showAmount, showDifference } from '#design'
import { MISSING_IN_WORDS } from '#kernel'
import { trendOf } from '#rooms/measures'
import type { Curve, GroupFigure } from './curve.ts'

/** The opening sentence of a measure's page: it says what the data show, and could be wrong. */
export function headline(curve: Curve) {
  const { now, place } = curve
  if (!now) return curve.points.length ? `${place.name} has no figure for this measure` : 'No figures are in yet for this measure'
  if (now.figure.value === null) return `${place.name} has no figure for ${now.period.label}: ${MISSING_IN_WORDS[now.figure.missing!]}`
  const against = againstEngland(curve)
  const trend = trendOfCurve(curve)
  const going = /running|highest|lowest/.test(trend.because) ? (trend.because.startsWith('the ') ? `, ${trend.because} so far` : `, ${trend.because}`) : ''
  return `${place.name} is at ${showAmount(now.figure.value, curve.series)}${against ? `, ${against}` : ''}${going}`
}

export function trendOfCurve(curve: Curve) {
  const at = curve.now ? curve.points.findIndex(({ period }) => period === curve.now!.period) : -1
  return trendOf(curve.points.slice(0, at + 1).map(({ period, figure }) => ({ period, value: figure.value })), curve.series.polarity)
}

/** The title of the chart: where it stands among its neighbours, and where it is heading. */
export function chartTitle(curve: Curve) {
  const { now, place, beside, forecast, series } = curve
  if (!now || now.figure.value === null) return `${curve.measure.label}, ${place.name}`
  const mean = beside.neighbours.value
  const stands = mean === null ? `${place.name} was at ${showAmount(now.figure.value, series)} in ${now.period.label}` : `${place.name} is ${distance(now.figure.value, mean, curve)} the mean of its neighbours`
  const end = forecast.at(-1)
  return end && now.period === curve.points.at(-1)?.period ? `${stands}, and heading for ${showAmount(end.value, series)} by ${end.period} if nothing changes` : stands
}

/** "31.9 points below England". */
function againstEngland({ now, beside, series, ...curve }: Curve) {
  const england = beside.england?.value ?? null
  if (!now || now.figure.value === null || england === null || isCount(series.unit)) return ''
  return `${distance(now.figure.value, england, { series, ...curve })} England`
}

/** A plain count is not held against England's, which is the sum of all. */
export function isCount(unit: string) {
  return unit === '' || /^(number|children|plans|requests|reviews|places|people|pupils)\b/i.test(unit)
}

export function distance(value: number, other: number, { series }: Pick<Curve, 'series'>) {
  const shown = showDifference(value - other, series)
  return /[1-9]/.test(shown) ? `${shown} ${value > other ? 'above' : 'below'}` : 'level with'
}

/** What the groups show: the widest gap, in words. */
export function gapTitle({ groups, place, series, now }: Curve) {
  const known = groups.filter(({ gap }) => gap.difference !== null)
  const widest = known.toSorted((a, b) => Math.abs(b.gap.difference!) - Math.abs(a.gap.difference!))[0]
  if (!widest) return `${place.name} by group, ${now?.period.label ?? ''}`
  return `${widest.label}: ${gapInWords(widest, series)}`
}

/** "11.5 points below No SEN, wider than the period before". */
export function gapInWords({ gap, against }: GroupFigure, style: { unit: string; decimals: number }) {
  if (gap.difference === null) return 'can’t be known'
  const shown = showDifference(gap.difference, style)
  const apart = /[1-9]/.test(shown) ? `${shown} ${gap.difference > 0 ? 'above' : 'below'} ${against.toLowerCase() === 'all' ? 'everyone' : lowerFirst(against)}` : `level with ${lowerFirst(against)}`
  return gap.trend ? `${apart}, ${gap.trend === 'same' ? 'the same as' : `${gap.trend} than`} the period before` : apart
}

/** Keeps SEN, EHC and FSM as they are. */
const lowerFirst = (text: string) => (/^[A-Z]{2}/.test(text) ? text : text.slice(0, 1).toLowerCase() + text.slice(1))

export const QUARTILES: Record<string, string> = { A: 'best quarter', B: 'second quarter', C: 'third quarter', D: 'weakest quarter' }
