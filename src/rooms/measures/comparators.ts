import { directlyPrecedes, type Period, quantile, tidy } from '#kernel'
import type { Polarity } from './published-set.ts'

export type Quartile = 'A' | 'B' | 'C' | 'D'

/** DfE's neighbour average: the plain mean of those that have a value, not weighted by population. None where none has. */
export function neighbourMean(values: (number | null)[]): { value: number | null; reporting: number } {
  const reported = values.filter((value) => value !== null)
  if (!reported.length) return { value: null, reporting: 0 }
  return { value: tidy(reported.reduce((total, value) => total + value, 0) / reported.length), reporting: reported.length }
}

/** DfE's rank: 1 is best; those that tie share the lowest number. None without a direction. */
export function rank(value: number, all: ArrayLike<number>, polarity: Polarity): number | null {
  if (polarity === 'none') return null
  let better = 0
  for (let i = 0; i < all.length; i += 1) if (polarity === 'high' ? all[i]! > value : all[i]! < value) better += 1
  return better + 1
}

/** DfE's quartile band: A is best, D worst; a value on a cut point belongs to the lower-number side of it. `sorted` ascends. */
export function quartile(value: number, sorted: ArrayLike<number>, polarity: Polarity): Quartile | null {
  if (polarity === 'none' || sorted.length === 0) return null
  const [q1, q2, q3] = [quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75)]
  const band = value <= q1 ? 0 : value <= q2 ? 1 : value <= q3 ? 2 : 3
  return (polarity === 'low' ? 'ABCD' : 'DCBA')[band] as Quartile
}

/** The change since the directly preceding period; none where either has no value or the period between is missing. */
export function change(points: { period: Period; value: number | null }[], at: number): number | null {
  const now = points[at]
  const before = now && points.find(({ period }) => directlyPrecedes(period, now.period))
  if (!now || now.value === null || !before || before.value === null) return null
  return tidy(now.value - before.value)
}

/** The middle half of some places' values: from the first to the third quartile. None below three values. */
export function middleHalf(values: (number | null)[]): { low: number; high: number } | null {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b)
  return sorted.length < 3 ? null : { low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) }
}

/**
 * Whether the country's figure is the sum of all (a count, a spend), told by its being more than any authority's: a rate never is. A sum
 * is nothing to hold one place against.
 */
export function isSumOfAll(country: number | null, largest: number | undefined) {
  return country !== null && largest !== undefined && country > largest
}

/** The gap as a thing of its own: a group beside its comparator at one period. */
export interface Gap {
  /** Group minus comparator. */
  difference: number | null
  /** Group divided by comparator; none where the comparator is not above 0. */
  ratio: number | null
  /** How the difference moved since the period before: wider, narrower, the same; none where it can't be known. */
  trend: 'wider' | 'narrower' | 'same' | null
}

/** Works out the gap between a group and its comparator now, and against the period before. */
export function gap(group: number | null, comparator: number | null, groupBefore: number | null, comparatorBefore: number | null): Gap {
  const difference = minus(group, comparator)
  const before = minus(groupBefore, comparatorBefore)
  const ratio = group === null || comparator === null || comparator <= 0 ? null : tidy(group / comparator)
  if (difference === null || before === null) return { difference, ratio, trend: null }
  const moved = tidy(Math.abs(difference) - Math.abs(before))
  return { difference, ratio, trend: moved > 0 ? 'wider' : moved < 0 ? 'narrower' : 'same' }
}

const minus = (a: number | null, b: number | null) => (a === null || b === null ? null : tidy(a - b))
