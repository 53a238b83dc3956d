import { showAmount, showDifference } from '#design'
import { MISSING_IN_WORDS, type Missing } from '#kernel'
import type { Polarity } from './published-set.ts'

/** One figure of a series as sentences need it. */
export interface SaidPoint {
  period: string
  value: number | null
  missing: string | null
}

export interface Trend {
  kind: 'better' | 'worse' | 'steady' | 'doubt'
  /** The word of judgement; Up or Down where the source gives no direction. */
  word: 'Better' | 'Worse' | 'Up' | 'Down' | 'No clear change' | 'Can’t be known'
  /** What it rests on: "down three years running", "the lowest of nine". */
  because: string
}

/**
 * Better, worse, or no clear change: two moves the same way up to the latest, or a record over the whole series of at least
 * five. Without polarity the word is Up or Down and judges nothing. A missing latest, or fewer than three figures in a row,
 * cannot be known.
 */
export function trend(points: SaidPoint[], polarity: Polarity): Trend {
  const last = points.at(-1)
  if (!last || last.value === null) return { kind: 'doubt', word: 'Can’t be known', because: last ? `no figure for ${last.period}: ${reason(last.missing)}` : 'no figures' }
  const { way, count } = movesInARow(points)
  if (count >= 2) return judged(way, polarity, `${way > 0 ? 'up' : 'down'} ${inWords(count)} ${stepWord(points)} running`)
  const record = recordOf(points)
  if (record) return judged(record.way, polarity, `the ${record.way > 0 ? 'highest' : 'lowest'} of ${inWords(record.of)}`)
  const before = points.at(-2)?.value ?? null
  if (before === null || points.filter(({ value }) => value !== null).length < 3) return { kind: 'doubt', word: 'Can’t be known', because: 'too few figures in a row' }
  const now = last.value === before ? 'the same as the time before' : `${way > 0 ? 'up' : 'down'} this time`
  return { kind: 'steady', word: 'No clear change', because: now }
}

export interface HeadlineOf {
  place: string
  /** What the measure is called; used where the sentence has no other subject. */
  label: string
  unit: string
  decimals: number
  polarity: Polarity
  points: SaidPoint[]
  /** England's value and the neighbours' mean in the place's latest period with a value. */
  england: number | null
  neighboursMean: number | null
  rank?: number | null
  of?: number | null
}

/** The sentence a measure's page opens with, from its figures alone: the latest, against England (else its neighbours), and its way. */
export function headline(about: HeadlineOf): string {
  const { place, points } = about
  const known = points.filter(isKnown)
  const last = known.at(-1)
  if (!last) return points.length ? `${place} has no figure: ${reason(points.at(-1)!.missing)}` : `${place} has no figure for this measure`
  const latest = points.at(-1)!
  const start = `${place} was at ${showAmount(last.value, about)} in ${last.period}`
  const against = comparison(last.value, about)
  if (latest.value === null) return `${start}${against ? `, ${against}` : ''}; ${latest.period} is ${reason(latest.missing)}`
  const way = wayInWords(points)
  if (against && way) return `${start}: ${against}${/ /.test(way) ? ` and ${way}` : ''}`
  return against || way ? `${start}: ${against || way}` : known.length === 1 ? `${start}, its only figure so far` : start
}

/** Under the headline: rank, neighbours, the period before. Whole sentences, each only where its figures are there. */
export function standing(about: HeadlineOf): string {
  const { place, points, england, neighboursMean, rank, of, polarity } = about
  const at = points.findLastIndex(isKnown)
  if (at < 0) return ''
  const value = points[at]!.value!
  const said: string[] = []
  const before = points[at - 1]
  if (before && isKnown(before)) said.push(change(value, before, about))
  if (england !== null && neighboursMean !== null) said.push(`Its statistical neighbours were at ${showAmount(neighboursMean, about)} on average.`)
  if (polarity !== 'none' && rank && of) said.push(`${place} ranks ${ordinal(rank)} of ${of} authorities, 1st being best.`)
  return said.join(' ')
}

export interface GapSentenceOf {
  place: string
  unit: string
  decimals: number
  polarity: Polarity
  group: { label: string; value: number | null; missing: string | null }
  against: { label: string; value: number | null; missing: string | null }
  period: string
  /** The same difference, signed, in the period directly before. */
  before?: number | null
}

/** How far a group is from those it is held against, and whether the gap has narrowed. A gap is a distance, judged only by polarity. */
export function gapSentence({ place, unit, decimals, polarity, group, against, period, before = null }: GapSentenceOf): string {
  const style = { unit, decimals }
  if (group.value === null) return `${place}: no figure for ${lowerFirst(group.label)} in ${period}, ${reason(group.missing)}`
  if (against.value === null) return `${place}: ${lowerFirst(group.label)} at ${showAmount(group.value, style)} in ${period}; nothing to hold it against, ${reason(against.missing)}`
  const gap = group.value - against.value
  const shown = showDifference(gap, style)
  const isLevel = isNothing(shown)
  const sides = isLevel ? `level with ${lowerFirst(against.label)}` : `${shown} ${gap > 0 ? 'above' : 'below'} ${lowerFirst(against.label)}`
  const judged = isLevel || polarity === 'none' ? '' : (gap > 0) === (polarity === 'high') ? ', and better for it' : ''
  return `${group.label} in ${place}: ${sides} in ${period}${judged}${moved(gap, before, style)}`
}

type KnownPoint = SaidPoint & { value: number }
const isKnown = (point: SaidPoint): point is KnownPoint => point.value !== null

function judged(way: number, polarity: Polarity, because: string): Trend {
  if (polarity === 'none') return { kind: 'steady', word: way > 0 ? 'Up' : 'Down', because }
  const isBetter = way > 0 === (polarity === 'high')
  return { kind: isBetter ? 'better' : 'worse', word: isBetter ? 'Better' : 'Worse', because }
}

/** How many moves the same way end at the latest figure; a missing figure or a standstill ends the count. */
function movesInARow(points: SaidPoint[]) {
  let way = 0
  let count = 0
  for (let at = points.length - 1; at > 0; at--) {
    const [now, before] = [points[at]!.value, points[at - 1]!.value]
    if (now === null || before === null || now === before) break
    const move = Math.sign(now - before)
    if (way && move !== way) break
    way = move
    count += 1
  }
  return { way, count }
}

/** Whether the latest is the one highest or lowest of at least five figures. */
function recordOf(points: SaidPoint[]) {
  const known = points.filter(isKnown)
  if (known.length < 5) return null
  const last = known.at(-1)!.value
  const others = known.slice(0, -1).map(({ value }) => value)
  if (last > Math.max(...others)) return { way: 1, of: known.length }
  if (last < Math.min(...others)) return { way: -1, of: known.length }
  return null
}

function wayInWords(points: SaidPoint[]) {
  const { way, count } = movesInARow(points)
  if (count >= 2) return `${way > 0 ? 'rising' : 'falling'} ${inWords(count)} ${stepWord(points)} running`
  const record = recordOf(points)
  return record ? `the ${record.way > 0 ? 'highest' : 'lowest'} of its ${inWords(record.of)} figures` : ''
}

function comparison(value: number, { england, neighboursMean, ...style }: HeadlineOf) {
  const [whose, other] = england !== null ? ['England’s', england] : ['its neighbours’', neighboursMean]
  if (other === null) return ''
  const shown = showAmount(other, style)
  if (shown === showAmount(value, style)) return `level with ${whose} ${shown}`
  return `${value > other ? 'above' : 'below'} ${whose} ${shown}`
}

function change(value: number, before: KnownPoint, style: HeadlineOf) {
  const difference = value - before.value
  const shown = showDifference(difference, style)
  if (isNothing(shown)) return `The same as in ${before.period}.`
  return `${difference > 0 ? 'Up' : 'Down'} ${shown} from ${showAmount(before.value, style)} in ${before.period}.`
}

function moved(gap: number, before: number | null, style: { unit: string; decimals: number }) {
  if (before === null) return ''
  const was = showDifference(before, style)
  if (Math.sign(gap) * Math.sign(before) < 0 && !isNothing(was) && !isNothing(showDifference(gap, style))) return `; the other way round the time before (${was} ${before > 0 ? 'above' : 'below'})`
  if (was === showDifference(gap, style)) return '; the gap is as it was'
  return `; the gap ${Math.abs(gap) < Math.abs(before) ? 'narrowed' : 'widened'} from ${was}`
}

/** What a step of the series is called: years, unless it counts terms, quarters, months or weeks. */
function stepWord(points: SaidPoint[]) {
  const period = points.at(-1)!.period
  if (/term/i.test(period)) return 'terms'
  if (/Q[1-4]/.test(period)) return 'quarters'
  if (/Week/.test(period)) return 'weeks'
  return /^\d{4}([/-]\d{2})?( tax year)?$/.test(period) ? 'years' : 'times'
}

const SMALL = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const inWords = (count: number) => SMALL[count] ?? String(count)
const reason = (missing: string | null) => MISSING_IN_WORDS[(missing ?? 'not-reported') as Missing] ?? missing
const isNothing = (shown: string) => !/[1-9]/.test(shown.replace(/per [\d,]+.*/, ''))
const lowerFirst = (label: string) => (/^[A-Z][a-z]/.test(label) && !/^(English|Irish|Indian|Asian|Black|White|Chinese|Pakistani|Bangladeshi|Gypsy|Roma|African|Caribbean|Traveller|Arab|England|British)/.test(label) ? label[0]!.toLowerCase() + label.slice(1) : label)

function ordinal(number: number) {
  const ending = number % 100 > 10 && number % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')
  return `${number}${ending}`
}
