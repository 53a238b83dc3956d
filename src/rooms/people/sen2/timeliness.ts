import { daysBetween } from '#kernel'
import type { EhcPlan, EhcRequest } from './facts.ts'

/** Part of a whole, and its percentage as it is published: one decimal, a trailing .0 dropped; null where the whole is nothing (printed x). */
export interface Share {
  numerator: number
  denominator: number
  percent: number | null
}

/** What the 20-week measure needs of a request. */
export type Timed = Pick<EhcRequest, 'received' | 'issued' | 'exception'>

export interface TwentyWeeks {
  /** Of all plans issued in the year. */
  including: Share
  /** Without those to which an exception applied, on both sides. */
  excluding: Share
  /** All plans, by how long they took. */
  bands: { within20: number; to52: number; beyond52: number }
}

const WEEK = 7

/** Within which a plan is to be issued, from the request on: regulation 13(2). */
export const TWENTY_WEEKS = 20 * WEEK

/**
 * Plans issued within 20 weeks (140 days) of the request, of those issued in a calendar year. Regulation 13(2) of the SEND Regulations 2014; the
 * two rates as DfE publishes them. A plan whose request has no day is in no count: no time can be told.
 */
export function twentyWeeks(requests: readonly Timed[], year: number): TwentyWeeks {
  const issued = requests.flatMap(({ received, issued: day, exception }) => (received !== null && isIn(day, year) ? [{ days: daysBetween(received, day), exception: exception === true }] : []))
  const within = (some: typeof issued, weeks: number) => some.filter(({ days }) => days <= weeks * WEEK).length
  const plain = issued.filter(({ exception }) => !exception)
  const within20 = within(issued, 20)
  const within52 = within(issued, 52)
  return { including: shareOf(within20, issued.length), excluding: shareOf(within(plain, 20), plain.length), bands: { within20, to52: within52 - within20, beyond52: issued.length - within52 } }
}

/** Requests decided within 6 weeks (42 days), of those decided in the year to assess or not to. */
export function sixWeeks(requests: readonly Pick<EhcRequest, 'received' | 'outcome' | 'decided'>[], year: number): Share {
  const decided = requests.filter(({ outcome, decided: day }) => (outcome === 'Y' || outcome === 'N') && isIn(day, year)).filter(({ received }) => received !== null)
  return shareOf(decided.filter(({ received, decided: day }) => daysBetween(received!, day!) <= 6 * WEEK).length, decided.length)
}

/** Decisions not to issue a plan told within 16 weeks (112 days) of the request: regulation 10. */
export function sixteenWeeks(requests: readonly Pick<EhcRequest, 'received' | 'assessmentOutcome' | 'assessed'>[], year: number): Share {
  const refused = requests.filter(({ received, assessmentOutcome, assessed }) => assessmentOutcome === 'N' && isIn(assessed, year) && received !== null)
  return shareOf(refused.filter(({ received, assessed }) => daysBetween(received!, assessed!) <= 16 * WEEK).length, refused.length)
}

/** What became of the requests received in a year. */
export function outcomesOf(requests: readonly Pick<EhcRequest, 'received' | 'outcome'>[], year: number): { received: number; assess: Share; refuse: Share; undecided: Share; withdrawn: Share } {
  const received = requests.filter((one) => isIn(one.received, year))
  const share = (outcome: string) => shareOf(received.filter((one) => one.outcome === outcome).length, received.length)
  return { received: received.length, assess: share('Y'), refuse: share('N'), undecided: share('A'), withdrawn: share('W') }
}

/** Assessments decided in a year that came to a plan. */
export function assessmentsIssued(requests: readonly Pick<EhcRequest, 'assessmentOutcome' | 'assessed'>[], year: number): Share {
  const decided = requests.filter(({ assessmentOutcome, assessed }) => (assessmentOutcome === 'Y' || assessmentOutcome === 'N') && isIn(assessed, year))
  return shareOf(decided.filter(({ assessmentOutcome }) => assessmentOutcome === 'Y').length, decided.length)
}

/** Annual reviews of plans held the whole year: how many had their meeting, and in how many the decision was told within 4 weeks (28 days) of it. */
export function annualReviews(plans: readonly Pick<EhcPlan, 'starts' | 'ceased' | 'reviewMet' | 'reviewDecided'>[], year: number): { expected: number; met: Share; decidedIn4Weeks: Share } {
  const held = plans.filter(({ starts, ceased }) => starts !== null && starts < `${year}-01-01` && (ceased === null || ceased > `${year}-12-31`))
  const met = held.filter(({ reviewMet }) => isIn(reviewMet, year))
  const told = met.filter(({ reviewMet, reviewDecided }) => reviewDecided !== null && reviewDecided >= reviewMet! && daysBetween(reviewMet!, reviewDecided) <= 4 * WEEK)
  return { expected: held.length, met: shareOf(met.length, held.length), decidedIn4Weeks: shareOf(told.length, met.length) }
}

/** Rounded half up as on paper: in floats 0.145 × 1000 falls below its half, so tenths are counted in whole numbers. */
export function shareOf(numerator: number, denominator: number): Share {
  return { numerator, denominator, percent: denominator === 0 ? null : Math.floor((numerator * 2000 + denominator) / (2 * denominator)) / 10 }
}

const isIn = (day: string | null, year: number): day is string => day !== null && day.startsWith(`${year}-`)
