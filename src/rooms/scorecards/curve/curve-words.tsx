import { showAmount, showDifference, Verdict } from '#design'
import { dayInWords, MISSING_IN_WORDS, monthInWords } from '#kernel'
import { trendOf } from '#rooms/measures'
import { type Turned, TURNED_WORDS } from '../turned.ts'
import type { Curve } from './curve.ts'
import type { Desk } from './curve-forms.tsx'
import type { GroupFigure } from './curve-groups.ts'

export const labelOf = ({ measure, series }: Curve) => (series.group.id === 'all' ? measure.label : `${measure.label}, ${series.group.label}`)

/** The opening sentence of a measure's page: it says what the data show, and could be wrong. */
export function headline(curve: Curve) {
  const { now, place } = curve
  if (!now) return curve.points.length ? `${place.name} has no figure for this measure` : 'No figures are in yet for this measure'
  if (now.figure.value === null) return `${place.name} has no figure for ${now.period.label}: ${MISSING_IN_WORDS[now.figure.missing!]}`
  const against = againstEngland(curve)
  const trend = trendOfCurve(curve)
  const going = /running|highest|lowest/.test(trend.because) ? (trend.because.startsWith('the ') ? `, ${trend.because} so far` : `, ${trend.because}`) : ''
  return `${place.name} ${place.ends === null ? 'is' : 'was last'} at ${showAmount(now.figure.value, curve.series)}${against ? `, ${against}` : ''}${going}`
}

/** The lines under the opening sentence: among whom it stands, and what a reader must know. */
export function standfirst(curve: Curve) {
  const { now, beside, standing, place } = curve
  if (!now && curve.points.length) return `${place.name} has never had a figure for this measure. Others have: compare places to see them.`
  if (!now) return 'This measure is in the measure book, but none of its figures are in. Take the file in on the Data page.'
  const said = [`${labelOf(curve)}, ${now.period.label}.`]
  if (now.figure.value !== null && beside.neighbours.value !== null) {
    said.push(`Its neighbours’ mean is ${showAmount(beside.neighbours.value, curve.series)} (${beside.neighbours.reporting} of ${beside.count} reporting).`)
  }
  if (standing.rank !== null) said.push(`${place.name} ranks ${standing.rank} of ${standing.of} authorities, where 1 is best.`)
  if (place.ends !== null) said.push(`${place.name} ended on ${dayInWords(place.ends)}.`)
  if (curve.series.polarity === 'none') said.push('Neither a high nor a low figure is better in itself, so it is not ranked.')
  return said.join(' ')
}

export function trendOfCurve(curve: Curve) {
  const at = curve.now ? curve.points.findIndex(({ period }) => period === curve.now!.period) : -1
  return trendOf(curve.points.slice(0, at + 1).map(({ period, figure }) => ({ period, value: figure.value })), curve.series.polarity, curve.measure.breaks)
}

/** The title of the chart: where it stands among its neighbours, and where it is heading. */
export function chartTitle(curve: Curve) {
  const { now, place, beside, forecast, series } = curve
  if (!now || now.figure.value === null) return `${curve.measure.label}, ${place.name}`
  const mean = beside.neighbours.value
  const verb = place.ends === null ? 'is' : 'was'
  const stands = mean === null ? `${place.name} was at ${showAmount(now.figure.value, series)} in ${now.period.label}` : `${place.name} ${verb} ${distance(now.figure.value, mean, curve)} the mean of its neighbours`
  const end = forecast.points.at(-1)
  // Worth a headline only where the band itself says that it will move.
  const moves = end && end.low !== null && end.high !== null && (now.figure.value < end.low || now.figure.value > end.high)
  return moves && now.period === curve.points.at(-1)?.period ? `${stands}, and heading for ${showAmount(end.value, series)} by ${end.period} if nothing changes` : stands
}

/** "31.9 points below England". */
function againstEngland(curve: Curve) {
  const { now, beside, place } = curve
  const england = beside.england?.value ?? null
  if (!now || now.figure.value === null || england === null || curve.isTotal || place.level === 'country') return ''
  return `${distance(now.figure.value, england, curve)} England`
}

export function distance(value: number, other: number, { series }: Pick<Curve, 'series'>) {
  const shown = showDifference(value - other, series)
  return /[1-9]/.test(shown) ? `${shown} ${value > other ? 'above' : 'below'}` : 'level with'
}

/** What the groups show: the widest gap, in words. */
export function gapTitle(groups: GroupFigure[], { place, series, now }: Curve) {
  const known = groups.filter((group) => group.gap.difference !== null && !isSmall(group))
  const widest = known.toSorted((a, b) => Math.abs(b.gap.difference!) - Math.abs(a.gap.difference!))[0]
  if (!widest) return `${place.name} by group, ${now?.period.label ?? ''}`
  return `${widest.label}: ${gapInWords(widest, series)}`
}

/** "11.5 points below No SEN, wider than the period before". */
export function gapInWords(group: GroupFigure, style: { unit: string; decimals: number }) {
  const { gap, against } = group
  if (gap.difference === null) return 'can’t be known'
  const shown = showDifference(gap.difference, style)
  const apart = /[1-9]/.test(shown) ? `${shown} ${gap.difference > 0 ? 'above' : 'below'} ${against.toLowerCase() === 'all' ? 'everyone' : lowerFirst(against)}` : `level with ${lowerFirst(against)}`
  if (isSmall(group)) return `${apart}, but it rests on ${group.figure.denominator} children`
  return gap.trend ? `${apart}, ${gap.trend === 'same' ? 'the same as' : `${gap.trend} than`} the period before` : apart
}

/** A share of fewer than twenty children moves with every child. */
const isSmall = ({ figure }: GroupFigure) => figure.denominator !== null && figure.denominator < 20

/** A ratio speaks only of shares and rates, and of groups that are not small. */
export function ratioInWords(group: GroupFigure, { unit }: { unit: string }) {
  const { ratio } = group.gap
  return ratio === null || ratio <= 0 || isSmall(group) || !/^(%|per )/.test(unit) ? '' : `; ${ratio.toFixed(2)} times`
}

/** Keeps SEN, EHC and FSM as they are. */
const lowerFirst = (text: string) => (/^[A-Z]{2}/.test(text) ? text : text.slice(0, 1).toLowerCase() + text.slice(1))

export const QUARTILES: Record<string, string> = { A: 'best quarter', B: 'second quarter', C: 'third quarter', D: 'weakest quarter' }

const TURNED_MARKS = { turned: 'better', 'not-turned': 'worse', 'too-early': 'steady', 'cannot-be-known': 'doubt' } as const

export function TurnedVerdict({ turned: { word } }: { turned: Turned }) {
  return <Verdict kind={TURNED_MARKS[word]}>{TURNED_WORDS[word]}</Verdict>
}

/** "Baseline, frozen March 2026". */
export function baselineName({ frozenAt }: { frozenAt: string }) {
  return `Baseline, frozen ${monthInWords(frozenAt)}`
}

/** The scenarios that are drawn: those asked for, else the newest two; never more, or the chart says nothing. */
export function shownScenarios({ curve, asked }: Pick<Desk, 'curve' | 'asked'>) {
  const { scenarios } = curve.written
  return (asked.scenarios?.length ? scenarios.filter(({ id }) => asked.scenarios!.includes(id)) : scenarios).slice(0, 2)
}
