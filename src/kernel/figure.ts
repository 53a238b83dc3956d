/** Why there is no value, in the statistical symbols of official statistics, or that nobody reported one. */
export const MISSING = ['x', 'c', 'z', 'low', 'u', 'not-reported'] as const
export type Missing = (typeof MISSING)[number]

export const MISSING_IN_WORDS: Record<Missing, string> = {
  x: 'not available',
  c: 'withheld to protect people',
  z: 'not applicable',
  low: 'rounds to 0 but is not 0',
  u: 'too unreliable to show',
  'not-reported': 'not reported',
}

/** The one shape of a value that may be absent: exactly one of `value` and `missing` is set. */
export type Reading = { value: number; missing: null } | { value: null; missing: Missing }

const MARKS: Record<string, Missing> = {
  x: 'x', c: 'c', z: 'z', low: 'low', u: 'u', k: 'low',
  '-': 'x', ':': 'x', '.': 'x', '..': 'x', '~': 'x', na: 'x', 'n/a': 'x', null: 'x',
  '': 'not-reported',
}

/** Marks that current official files no longer use; read, and worth a query in a new file. */
export const OLD_MARKS = new Set(['-', ':', '.', '..', '~', 'NA', 'N/A', 'n/a', 'NULL', 'null', 'k'])

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/

/**
 * Reads a cell of published figures. Answers null where it is neither a number nor a mark we know, so that the caller can
 * say so with its row and column. A value that is not whole is rounded to 10 significant digits: sources carry float noise
 * (2.3199999999999998), which splits ties. Thousands separators are not read: `1,234` is a finding, not a guess.
 */
export function readFigure(text: string): Reading | null {
  const cell = text.trim()
  if (NUMBER.test(cell)) {
    const value = Number(cell)
    return Number.isFinite(value) ? { value: tidy(value), missing: null } : null
  }
  const missing = MARKS[cell] ?? MARKS[cell.toLowerCase()]
  return missing ? { value: null, missing } : null
}

/** Takes float noise off: whole numbers as they are, others to 10 significant digits. */
export function tidy(value: number) {
  return Number.isInteger(value) ? value : Number(value.toPrecision(10))
}

/** The quantile of sorted values by linear interpolation (R type 7), as DfE cuts its quartile bands. `sorted` ascends and is not empty. */
export function quantile(sorted: ArrayLike<number>, p: number) {
  const at = (sorted.length - 1) * p
  const low = Math.floor(at)
  const below = sorted[low]!
  const above = sorted[Math.min(low + 1, sorted.length - 1)]!
  return tidy(below + (above - below) * (at - low))
}
