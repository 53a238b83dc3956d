import { showBare, showDifference, type GlyphName } from '#design'
import { capital, inWords, listed, ordinal, type Summary } from '#rooms/measures'
import type { Kept } from './kept.ts'
import type { Direction, Score } from './score.ts'
import { allScores, type Scorecard } from './scorecard.ts'

/** The opening sentence: how many move which way. It is counted from the figures, and could be wrong. */
export function openingOf(card: Scorecard): string {
  const scores = allScores(card)
  if (!card.area) return 'There is no scorecard of yours here'
  if (card.isUnknownFramework) return `${card.area.name} has no set of results called that`
  if (!card.framework) return `${card.area.name} has not said which results it wants yet`
  if (!scores.length) return `${card.framework.name}: no indicator has been chosen yet`
  const [better, worse, known] = [count(scores, 'better'), count(scores, 'worse'), scores.filter(({ summary }) => summary?.now).length]
  const all = indicatorsInWords(scores.length, card.role)
  if (!known) return `${capital(noneOf(all))} has a figure for ${card.place.name}`
  if (!better && !worse) return `${capital(noneOf(all))} of ${card.place.name} shows a clear change`
  const [first, second]: [[number, string], [number, string]] = worse >= better ? [[worse, 'worse'], [better, 'better']] : [[better, 'better'], [worse, 'worse']]
  const begin = first[0] === scores.length ? `All ${all}` : `${capital(inWords(first[0]))} of ${all}`
  const rest = second[0] ? `, ${inWords(second[0])} ${second[1]}` : first[0] === scores.length ? '' : `, none ${second[1]}`
  return `${begin} ${first[0] === 1 ? 'is' : 'are'} getting ${first[1]}${rest}`
}

/** Which they are, in the area's own order, and how many targets are reached. */
export function standfirstOf(card: Scorecard): string {
  const scores = allScores(card)
  const said = (direction: Direction, word: string) => {
    const moving = scores.filter((one) => one.direction === direction)
    if (!moving.length) return null
    const named = moving.slice(0, MOST_NAMED).map((one) => `${one.label} (${one.summary!.trend.because})`)
    const more = moving.length - named.length
    return `${word}: ${listed(more ? [...named, `${inWords(more)} more`] : named)}.`
  }
  return [said('worse', 'Getting worse'), said('better', 'Getting better'), targetsInWords(scores)].filter(Boolean).join(' ')
}

const MOST_NAMED = 3

function targetsInWords(scores: Score[]) {
  const judged = scores.filter(({ target }) => target && target.toGo !== null)
  if (!judged.length) return null
  const reached = judged.filter(({ target }) => target!.toGo! <= 0).length
  return judged.length === 1 ? `Its one target is ${reached ? '' : 'not yet '}reached.` : `Of ${inWords(judged.length)} targets ${reached === 0 ? 'none is' : reached === 1 ? 'one is' : `${inWords(reached)} are`} reached.`
}

/** "twelve headline indicators". */
export function indicatorsInWords(number: number, role: 'headline' | 'all') {
  return `${number === 1 ? 'one' : NUMBERS[number] ?? inWords(number)} ${role === 'headline' ? 'headline ' : ''}${number === 1 ? 'indicator' : 'indicators'}`
}

const NUMBERS: Record<number, string> = { 11: 'eleven', 12: 'twelve' }
const noneOf = (all: string) => (all.startsWith('one ') ? `not ${all}` : `none of the ${all}`)

const count = (scores: Score[], direction: Direction) => scores.filter((one) => one.direction === direction).length

export const DIRECTIONS: Record<Direction, { label: string; glyph: GlyphName }> = {
  better: { label: 'Better', glyph: 'better' }, worse: { label: 'Worse', glyph: 'worse' }, steady: { label: 'No clear change', glyph: 'steady' },
  neither: { label: 'No better end', glyph: 'steady' }, doubt: { label: 'Can’t be known', glyph: 'doubt' },
}

/** Counts the directions of all scores; those nobody has are left out. */
export function tallyOf(scores: Score[]) {
  return (Object.keys(DIRECTIONS) as Direction[]).map((direction) => ({ direction, count: count(scores, direction) })).filter((line) => line.count)
}

/** How far from its target: "36.0 points short", "reached". Judges only where one end is better. */
export function gapInWords({ target, series }: Score): string | null {
  if (!target || target.difference === null || !series) return null
  const { toGo, difference } = target
  if (toGo === null) return difference === 0 ? 'as the target' : `${far(difference, series)} ${difference > 0 ? 'above' : 'below'} it`
  if (toGo <= 0) return 'reached'
  return `${far(toGo, series)} ${series.polarity === 'high' ? 'short' : 'over'}`
}

function far(difference: number, style: { unit: string; decimals: number }) {
  const shown = showDifference(difference, style)
  return /[1-9]/.test(shown) ? shown : `less than ${showDifference(10 ** -style.decimals, style)}`
}

/** The word of the trend and what it rests on. */
export function trendInWords({ trend, values, series }: Summary): { kind: GlyphName | null; word: string; because: string } {
  if (trend.kind === null) return { kind: null, word: capital(trend.because), because: 'neither end is better' }
  if (trend.kind !== 'doubt') return { kind: trend.kind, word: DIRECTIONS[trend.kind].label, because: trend.because }
  if (values.filter((value) => value !== null).length === 1) return { kind: 'doubt', word: 'First figure', because: 'nothing to compare yet' }
  return { kind: 'doubt', word: DIRECTIONS.doubt.label, because: series.periods.length ? trend.because : 'no figures are in' }
}

/** What stands beside the figure, in the order it is said. */
export function othersInWords({ neighbours, englandNow, isTotal, rank, of, series }: Summary, level: string): { values: string[]; note: string | null } {
  const values = [
    neighbours.mean === null ? null : `${showBare(neighbours.mean, series)} neighbours`,
    englandNow === null || isTotal || level === 'country' ? null : `${showBare(englandNow, series)} England`,
  ].filter((one) => one !== null)
  if (level !== 'authority') return { values, note: null }
  return { values, note: rank === null ? (series.polarity === 'none' ? 'no rank: neither end is better' : null) : `${ordinal(rank)} of ${of}` }
}

/** "22 months old". */
export function ageInWords(months: number | null) {
  return months === null ? null : months === 0 ? 'this month' : months === 1 ? '1 month old' : `${months} months old`
}

/** "11.5 points below all children, wider than the period before". */
export function groupGapInWords(difference: number | null, trend: string | null, style: { unit: string; decimals: number }) {
  if (difference === null) return null
  const shown = showDifference(difference, style)
  const apart = /[1-9]/.test(shown) ? `${shown} ${difference > 0 ? 'above' : 'below'} all children` : 'level with all children'
  return trend ? `${apart}; ${trend === 'same' ? 'as far apart as' : `${trend} than`} the period before` : apart
}

/** "31 of 64 parts are there. What would raise it most: a story for the latest figure, 9 times". */
export function keptInWords({ have, of, lacking }: Kept): string {
  const most = lacking.slice(0, 3).map(({ part, count: times }) => `${part.thing} (${times === 1 ? '1 indicator lacks it' : `${times} lack it`})`)
  return `${have} of ${of}${most.length ? `. What would raise it most: ${listed(most)}` : ': nothing is lacking'}`
}
