import type { Missing, Period } from '#kernel'
import { showAmount } from '#design'
import { capital, inWords } from '#rooms/measures'
import { type Rule, ruleInWords } from './rules.ts'
import { stepsOf } from './steps.ts'

export type PromiseVerdict = 'kept' | 'not-kept' | 'cannot-be-known'

/** A published figure as it was used, with the batch and the row of its file. Exactly one of value and missing is set. */
export interface UsedFigure {
  place: string
  code: string
  period: string
  value: number | null
  missing: Missing | null
  batch: number | null
  row: number | null
}

/** A period of a test: the place's own figure, and what it is held against. */
export interface TestPeriod {
  period: Period
  own: UsedFigure
  /** England's figure. */
  england: UsedFigure | null
  /** The place's statistical neighbours, each with its figure. */
  neighbours: UsedFigure[]
}

export interface PromiseTest {
  rule: Rule
  /** The value to reach, or the share to fall by in per cent. */
  value: number | null
  from: string | null
  to: string
  place: { code: string; name: string; isCountry: boolean }
  measure: { id: string; label: string; unit: string; decimals: number; polarity: 'high' | 'low' | 'none'; breaks: { period: string; note: string }[] }
  group: { id: string; label: string }
  /** England's figure is the sum of all (a count, a spend): one place cannot be held against it. */
  isTotal: boolean
  /** All periods that are held, oldest first. */
  periods: TestPeriod[]
}

/** One step of a test: a period on its own, or a period and the one before. */
export interface Step {
  period: string
  verdict: PromiseVerdict
  /** "60.0% against 65.0% in England". */
  why: string
  used: UsedFigure[]
}

export interface JudgedTest {
  rule: string
  verdict: PromiseVerdict
  /** A sentence with its numbers. */
  why: string
  place: PromiseTest['place']
  measure: PromiseTest['measure']
  group: PromiseTest['group']
  steps: Step[]
}

export interface Judged {
  verdict: PromiseVerdict
  why: string
  tests: JudgedTest[]
}

/**
 * Judges a promise on published figures. One failed test is enough for not kept; else one that cannot be known leaves the whole
 * unknown; kept is what passed them all. A promise nobody gave a test cannot be known, and says why.
 */
export function judge({ whyNotKnown }: { whyNotKnown: string | null }, tests: PromiseTest[]): Judged {
  const judged = tests.map(judgeTest)
  if (!judged.length) return { verdict: 'cannot-be-known', why: whyNotKnown ?? 'Nobody has said on which figure it is to be judged.', tests: [] }
  const verdict = together(judged.map((one) => one.verdict))
  const telling = judged.filter((one) => one.verdict === verdict)
  return { verdict, why: inFew(telling), tests: judged }
}

function judgeTest(test: PromiseTest): JudgedTest {
  const { place, measure, group } = test
  const words = ruleInWords(test, (value) => showAmount(value, measure))
  const steps = stepsOf(test)
  const verdict = typeof steps === 'string' ? 'cannot-be-known' : together(steps.map((step) => step.verdict))
  const why = typeof steps === 'string' ? `${labelOf(test)}: ${steps}` : whyOf(test, steps, verdict)
  return { rule: words, verdict, why, place, measure, group, steps: typeof steps === 'string' ? [] : steps }
}

/** "Attainment 8: Derby 46.2, England 50.1 in 2015/16; …", of the steps that decided it. */
function whyOf(test: PromiseTest, steps: Step[], verdict: PromiseVerdict) {
  const telling = steps.filter((step) => step.verdict === verdict)
  const held = steps.filter((step) => step.verdict === 'kept').length
  const told = telling.slice(0, MOST_TOLD).map(({ period, why }) => (why.includes(period) ? why : `${why} in ${period}`))
  const more = telling.length > MOST_TOLD ? `; and ${telling.length - MOST_TOLD} more` : ''
  const some = verdict !== 'kept' && held > 0 ? ` ${capital(inWords(held))} of ${inWords(steps.length)} steps held.` : ''
  return `${labelOf(test)}: ${verdict === 'cannot-be-known' ? '' : `${test.place.name} `}${told.join('; ')}${more}`.replace(/\.$/, '') + `.${some}`
}

const MOST_TOLD = 4

/** Two tests are told whole; of more the first is, and the others are named. */
function inFew(tests: JudgedTest[]) {
  if (tests.length < 3) return tests.map(({ why }) => why).join(' ')
  const others = tests.slice(1).map((one) => one.measure.label)
  return `${tests[0]!.why} It was the same for ${others.length} more: ${others.join('; ')}.`
}

function together(verdicts: PromiseVerdict[]): PromiseVerdict {
  if (verdicts.includes('not-kept')) return 'not-kept'
  return verdicts.includes('cannot-be-known') || !verdicts.length ? 'cannot-be-known' : 'kept'
}

const labelOf = ({ measure, group }: PromiseTest) => (group.id === 'all' ? measure.label : `${measure.label}, ${group.label}`)
