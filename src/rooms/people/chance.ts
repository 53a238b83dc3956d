import { createHash } from 'node:crypto'

export type Chance = ReturnType<typeof chanceOf>

/** Chance that is the same each time it begins with the same words. */
export const chanceFrom = (words: string) => chanceOf(createHash('sha256').update(words).digest().readUInt32LE(0))

/** Chance that is the same each time it begins with the same whole number. */
export function chanceOf(begin: number) {
  let state = begin >>> 0
  /** From 0 to less than 1, by mulberry32. */
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    of: <One>(many: readonly One[]): One => many[Math.floor(next() * many.length)]!,
    /** An ISO day among so many from a first one. */
    day: (first: string, days: number) => new Date(Date.parse(first) + Math.floor(next() * days) * 86_400_000).toISOString().slice(0, 10),
  }
}
