import { byName } from '#rooms/measures'
import type { Sort } from './asked.ts'
import type { Direction, Score } from './score.ts'

/** Puts scores in another order than their results'; those that have nothing to be ordered by come last, as they stood. */
export function sorted(scores: Score[], sort: Sort): Score[] {
  if (sort === 'name') return scores.toSorted((a, b) => byName(a.label, b.label))
  const by = ORDER[sort]
  return scores.toSorted((a, b) => (by(b) ?? -Infinity) - (by(a) ?? -Infinity) || 0)
}

const WORST: Record<Direction, number> = { worse: 4, doubt: 3, steady: 2, neither: 1, better: 0 }

/** Greatest first. */
const ORDER: Record<Exclude<Sort, 'name'>, (score: Score) => number | null> = {
  results: () => null,
  trend: ({ direction }) => WORST[direction],
  // Points and pounds are told apart by their share of the target.
  gap: ({ target }) => (target?.toGo == null || target.value === 0 ? null : target.toGo / Math.abs(target.value)),
  others: ({ summary }) => (summary?.rank == null ? null : summary.rank / summary.of),
  age: ({ monthsOld }) => monthsOld,
}
