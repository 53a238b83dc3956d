import { MISSING_IN_WORDS } from '#kernel'
import { showAmount } from './amount.ts'
import type { CurveChartProps, CurvePoint } from './curve-chart.tsx'

/** What the curve shows, in sentences, for those who do not see it. */
export function describeCurve(props: CurveChartProps) {
  const { place, points, england, neighbours, forecast = [], targets = [], baseline, scenarios = [], breaks = [] } = props
  const show = (value: number) => showAmount(value, props)
  const known = points.filter(isKnown)
  const last = known.at(-1)
  if (!last) return `${place}: no figures. ${gapsInWords(points)}`.trim()
  const said = [known.length === 1 ? `${place}: ${show(last.value)} in ${last.period}, the only figure.` : course(place, known, show)]
  const at = points.indexOf(last)
  const [inEngland, mean] = [england?.[at] ?? null, neighbours?.[at]?.mean ?? null]
  if (inEngland !== null) said.push(`England: ${show(inEngland)}.`)
  if (mean !== null) said.push(`Mean of the neighbours: ${show(mean)}.`)
  const end = forecast.at(-1)
  const goal = targets.at(-1)
  if (end) said.push(`If nothing changes: ${show(end.value)} in ${end.period}.`)
  if (goal) said.push(`Target: ${show(goal.value)} by ${goal.period}.`)
  const frozen = baseline?.points.at(-1)
  if (frozen) said.push(`${baseline!.label}: ${show(frozen.value)} in ${frozen.period} if nothing changed.`)
  for (const { name, points: drawn } of scenarios.slice(0, 2)) if (drawn.length) said.push(`Scenario ${name}: ${show(drawn.at(-1)!.value)} in ${drawn.at(-1)!.period}.`)
  const gaps = gapsInWords(points)
  if (gaps) said.push(gaps)
  for (const { period, note } of breaks) said.push(`Break in the series at ${period}: ${note.replace(/\.$/, '')}.`)
  return said.join(' ')
}

type Known = CurvePoint & { value: number }
const isKnown = (point: CurvePoint): point is Known => point.value !== null

function course(place: string, known: Known[], show: (value: number) => string) {
  const [first, last] = [known[0]!, known.at(-1)!]
  const high = known.reduce((best, point) => (point.value > best.value ? point : best))
  const low = known.reduce((best, point) => (point.value < best.value ? point : best))
  const way = last.value > first.value ? 'higher than' : last.value < first.value ? 'lower than' : 'the same as'
  const ends = `${place}: ${show(first.value)} in ${first.period} and ${show(last.value)} in ${last.period}, ${way} at the start.`
  if (high.value === low.value) return ends
  return `${ends} Highest ${show(high.value)} in ${high.period}, lowest ${show(low.value)} in ${low.period}.`
}

/** Periods without a figure by reason: "No figure for 2019/20 and 2020/21: not available." */
export function gapsInWords(points: CurvePoint[]) {
  const by = new Map<string, string[]>()
  for (const { period, value, missing } of points) {
    if (value === null) by.set(reason(missing), [...(by.get(reason(missing)) ?? []), period])
  }
  return [...by].map(([why, periods]) => `No figure for ${periods.length > 4 ? `${periods.length} periods from ${periods[0]} to ${periods.at(-1)}` : listed(periods)}: ${why}.`).join(' ')
}

export const reason = (missing: string | null) => (MISSING_IN_WORDS as Record<string, string>)[missing ?? 'not-reported'] ?? missing ?? 'not reported'
export const listed = (words: string[]) => (words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`)
