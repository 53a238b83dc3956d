import { directlyPrecedes, MISSING_IN_WORDS, tidy } from '#kernel'
import { showAmount } from '#design'
import type { PromiseTest, PromiseVerdict, Step, TestPeriod, UsedFigure } from './judge.ts'
import { RULES } from './rules.ts'

/** The steps of a test, each judged by itself; or the sentence that says why there are none. */
export function stepsOf(test: PromiseTest): Step[] | string {
  const { rule, from, to, periods, place, measure } = test
  const [first, last] = [periods.findIndex(({ period }) => period.label === (from ?? to)), periods.findIndex(({ period }) => period.label === to)]
  if (last < 0) return `no figure for ${to} is held.`
  if (first < 0) return `no figure for ${from} is held.`
  if (first > last) return `${from} comes after ${to}.`
  if (first === last && RULES[rule].needs.from === 'must') return 'it names no earlier period to compare with.'
  const span = periods.slice(first, last + 1)
  const hole = span.find(({ period }, at) => at > 0 && !directlyPrecedes(span[at - 1]!.period, period))
  if (hole) return `nothing is held for the time before ${hole.period.label}.`
  if (rule === 'better-than-england') {
    if (place.isCountry) return 'England cannot be held against itself.'
    if (measure.polarity === 'none') return 'the measure book does not say whether more or less of it is better.'
  }
  if ((rule === 'better-than-england' || rule === 'not-above-lower-of') && test.isTotal) return 'England’s figure is the sum of all places, so one place cannot be held against it.'
  switch (rule) {
    case 'better-than-england': return span.map((one) => againstEngland(one, test))
    case 'not-above-lower-of': return span.map((one) => againstLower(one, test))
    case 'at-least': case 'at-most': return (from === null ? span.slice(-1) : span).map((one) => againstValue(one, test))
    case 'falls-by-share': return [fallsByShare(span, test)]
    default: return span.slice(1).map((one, at) => moves(span[at]!, one, test))
  }
}

function againstEngland({ period, own, england }: TestPeriod, test: PromiseTest): Step {
  const used = england ? [own, england] : [own]
  const missing = lacks(used)
  if (missing || !england) return { period: period.label, verdict: 'cannot-be-known', why: missing ?? 'England has no figure', used }
  const holds = test.measure.polarity === 'high' ? own.value! > england.value! : own.value! < england.value!
  return { period: period.label, verdict: verdictOf(holds), why: `${shown(own.value!, test)}, England ${shown(england.value!, test)}`, used }
}

/** Above either is above the lower of the two: so one missing comparator does not save a place that is above the other. */
function againstLower({ period, own, england, neighbours }: TestPeriod, test: PromiseTest): Step {
  const reporting = neighbours.filter(({ value }) => value !== null)
  const mean = reporting.length ? tidy(reporting.reduce((sum, { value }) => sum + value!, 0) / reporting.length) : null
  const used = [own, ...(england ? [england] : []), ...neighbours]
  const step = (verdict: PromiseVerdict, why: string): Step => ({ period: period.label, verdict, why, used })
  if (own.value === null) return step('cannot-be-known', lacks([own])!)
  const national = england?.value ?? null
  const sides = [national === null ? null : `${shown(national, test)} in England`, mean === null ? null : `${shown(mean, test)}, the mean of ${reporting.length} neighbours`].filter((side) => side !== null)
  const why = `${shown(own.value, test)} against ${sides.join(' and ') || 'nothing'}`
  if ((national !== null && own.value > national) || (mean !== null && own.value > mean)) return step('not-kept', why)
  if (mean === null) return step('cannot-be-known', neighbours.length ? `${why}; none of its neighbours has a figure` : `${why}; the place has no statistical neighbours`)
  return national === null ? step('cannot-be-known', `${why}; England has no figure`) : step('kept', why)
}

function againstValue({ period, own }: TestPeriod, test: PromiseTest): Step {
  const missing = lacks([own]) ?? (test.value === null ? 'no value was promised' : null)
  if (missing) return { period: period.label, verdict: 'cannot-be-known', why: missing, used: [own] }
  const holds = test.rule === 'at-least' ? own.value! >= test.value! : own.value! <= test.value!
  return { period: period.label, verdict: verdictOf(holds), why: shown(own.value!, test), used: [own] }
}

function moves(before: TestPeriod, now: TestPeriod, test: PromiseTest): Step {
  const used = [before.own, now.own]
  const unknown = lacks(used) ?? broken([now], test)
  if (unknown) return { period: now.period.label, verdict: 'cannot-be-known', why: unknown, used }
  const holds = test.rule === 'falls-each-year' ? now.own.value! < before.own.value! : now.own.value! > before.own.value!
  return { period: now.period.label, verdict: verdictOf(holds), why: wayOf(before, now, test), used }
}

function fallsByShare(span: TestPeriod[], test: PromiseTest): Step {
  const [first, last] = [span[0]!, span.at(-1)!]
  const used = [first.own, last.own]
  const unknown = lacks(used) ?? broken(span.slice(1), test) ?? (test.value === null ? 'no share was promised' : first.own.value! <= 0 ? `${first.period.label} was not above 0, so nothing can fall by a share of it` : null)
  if (unknown) return { period: last.period.label, verdict: 'cannot-be-known', why: unknown, used }
  const share = tidy((100 * (first.own.value! - last.own.value!)) / first.own.value!)
  const went = share >= 0 ? `by ${share.toFixed(1)}% of what it was` : `by ${(-share).toFixed(1)}%`
  return { period: last.period.label, verdict: verdictOf(share >= test.value!), why: `${wayOf(first, last, test)}, ${went}`, used }
}

/** "up from 1.4% in 2016 to 3.5% in 2017". */
function wayOf(first: TestPeriod, last: TestPeriod, test: PromiseTest) {
  const [before, now] = [first.own.value!, last.own.value!]
  return `${now === before ? 'the same' : now > before ? 'up' : 'down'} from ${shown(before, test)} in ${first.period.label} to ${shown(now, test)} in ${last.period.label}`
}

/** Periods are held against one another only where they are counted alike: a break between two of them leaves nothing to say. */
function broken(later: TestPeriod[], { measure }: PromiseTest) {
  const found = later.flatMap(({ period }) => measure.breaks.filter((one) => one.period === period.label))[0]
  return found ? `${found.period} cannot be compared with the time before: ${lowerFirst(found.note)}` : null
}

function lacks(used: UsedFigure[]) {
  const without = used.find(({ value }) => value === null)
  return without ? `${without.place} has no figure: ${MISSING_IN_WORDS[without.missing ?? 'not-reported']}` : null
}

const verdictOf = (holds: boolean): PromiseVerdict => (holds ? 'kept' : 'not-kept')
const shown = (value: number, { measure }: PromiseTest) => showAmount(value, measure)
const lowerFirst = (text: string) => text.slice(0, 1).toLowerCase() + text.slice(1)
