import { type Chance, chanceOf } from '../chance.ts'

/**
 * Draws for the generator, made of sums, products and quotients alone: those are the same to the last bit on every machine, which powers and
 * logarithms need not be.
 */

/** A chance of its own for one of many: the same numbers in the same order give the same one. */
export function branch(...numbers: number[]): Chance {
  let mixed = 0x9e3779b9
  for (const number of numbers) {
    mixed = Math.imul(mixed ^ (number | 0), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    mixed ^= mixed >>> 16
  }
  return chanceOf(mixed)
}

/** Nearly normal, mean 0 and deviation 1: twelve even draws less six. */
export function normal({ next }: Chance) {
  let sum = -6
  for (let at = 0; at < 12; at += 1) sum += next()
  return sum
}

/** Several influences with a deviation of 1 each, weighed so that what they come to has one of about 1 too; the last takes the rest. */
export function blend(...parts: [weight: number, value: number][]) {
  let sum = 0
  let squares = 0
  for (const [weight, value] of parts) {
    sum += weight * value
    squares += weight * weight
  }
  return sum / Math.sqrt(squares)
}

/** Share of a normal population below each quarter of a deviation from -3 to 3. */
const BELOW = [
  0.0013, 0.003, 0.0062, 0.0122, 0.0228, 0.0401, 0.0668, 0.1056, 0.1587, 0.2266, 0.3085, 0.4013, 0.5, 0.5987, 0.6915, 0.7734, 0.8413, 0.8944, 0.9332, 0.9599, 0.9772, 0.9878, 0.9938, 0.997, 0.9987,
]

/** The share of a population that is below a value with mean 0 and deviation 1. */
export function rankOf(value: number) {
  const at = (value + 3) * 4
  if (at <= 0) return 0
  if (at >= BELOW.length - 1) return 1
  const low = Math.floor(at)
  return BELOW[low]! + (at - low) * (BELOW[low + 1]! - BELOW[low]!)
}

/** Reads a line given by points (x rising) at any x; beyond its ends it stays level. */
export function along(points: readonly (readonly [number, number])[], x: number) {
  const after = points.findIndex(([px]) => px >= x)
  if (after === -1) return points.at(-1)![1]
  if (after === 0) return points[0]![1]
  const [x0, y0] = points[after - 1]!
  const [x1, y1] = points[after]!
  return y0 + ((x - x0) / (x1 - x0)) * (y1 - y0)
}

/** One of many by weight. */
export function weighed<One extends string>({ next }: Chance, weights: Readonly<Record<One, number>>): One {
  const all = Object.entries(weights) as [One, number][]
  let left = next() * all.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [one, weight] of all) {
    left -= weight
    if (left < 0) return one
  }
  return all.at(-1)![0]
}

/** A whole number from a first to a last. */
export const between = ({ next }: Chance, first: number, last: number) => first + Math.floor(next() * (last - first + 1))
