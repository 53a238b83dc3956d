import type { Day } from './calendar.ts'
import { along, between, branch, rankOf, weighed } from './draw.ts'
import type { Child, Told } from './families.ts'
import { PLANS, type Support } from './support.ts'

/** A request for an assessment of a child, and what came of it. */
export interface Request {
  received: Day
  decided: Day | null
  /** Y assess, N refuse, A undecided. */
  outcome: 'Y' | 'N' | 'A'
  /** Of the assessment: Y issue, N do not, A undecided. */
  assessed: { outcome: 'Y' | 'N' | 'A'; on: Day | null; hasException: boolean } | null
  /** The day the plan began. */
  plan: Day | null
}

/** How many of a hundred plans come within twenty weeks. */
const IN_TIME = 46

/** The request behind a plan; or, of some who need nearly as much, one that was refused or led to no plan. Null for most. */
export function requestOf(child: Child, { planFrom }: Support, told: Told): Request | null {
  const chance = branch(told.seed, 20, child.number)
  if (planFrom !== null) {
    const weeks = chance.next() * 100 < IN_TIME ? between(chance, 112, 140) : between(chance, 150, 420)
    const received = planFrom - weeks
    const decided = received + (chance.next() < 0.93 ? between(chance, 28, 42) : between(chance, 43, 60))
    return { received, decided, outcome: 'Y', assessed: { outcome: 'Y', on: planFrom, hasException: chance.next() < 0.03 }, plan: planFrom }
  }
  // Those next to who has a plan: for some a request was made.
  const group = between(chance, 0, 10)
  if (rankOf(child.need) < 1 - (along(PLANS, group) + 3.4) / 100) return null
  const received = child.born + between(chance, 4 * 365, 15 * 365)
  if (received > told.until) return null
  const decided = received + between(chance, 28, 42)
  if (decided > told.until) return { received, decided: null, outcome: 'A', assessed: null, plan: null }
  if (weighed(chance, { N: 86, Y: 14 }) === 'N') return { received, decided, outcome: 'N', assessed: null, plan: null }
  const on = received + between(chance, 90, 112)
  return { received, decided, outcome: 'Y', assessed: on > told.until ? { outcome: 'A', on: null, hasException: false } : { outcome: 'N', on, hasException: false }, plan: null }
}

/** The same as it was known on a day: what came later is not there yet. Null where nothing was. */
export function requestBy(request: Request, day: Day): Request | null {
  if (request.received > day) return null
  if (request.decided === null || request.decided > day) return { ...request, decided: null, outcome: 'A', assessed: null, plan: null }
  if (!request.assessed || (request.assessed.on !== null && request.assessed.on <= day)) return request
  return { ...request, assessed: { outcome: 'A', on: null, hasException: false }, plan: null }
}
