import { dayAfter, dayBefore } from '#kernel'

/** What a place lies in, from when to when. ISO days; null where it always has, or still does. */
export interface Span {
  parentId: number
  starts: string | null
  ends: string | null
}

/**
 * What a place lies in once it is moved to another from a day on, or out of all with null; with a last day, what stood after it stands again.
 * Nothing before the day is touched, and on no day does it lie in two.
 */
export function moved(spans: readonly Span[], to: number | null, from: string | null, until: string | null = null): Span[] {
  const before = spans.flatMap((one) => (from !== null && (one.starts === null || one.starts < from) ? [{ ...one, ends: earlier(one.ends, dayBefore(from)) }] : []))
  const after = spans.flatMap((one) => (until !== null && (one.ends === null || one.ends > until) ? [{ ...one, starts: later(one.starts, dayAfter(until)) }] : []))
  const all = [...before, ...(to === null ? [] : [{ parentId: to, starts: from, ends: until }]), ...after]
  return joined(all.sort((a, b) => (a.starts ?? '').localeCompare(b.starts ?? '')))
}

/** Two that follow one another in the same place are one. */
function joined(spans: Span[]): Span[] {
  return spans.reduce<Span[]>((kept, one) => {
    const last = kept.at(-1)
    const follows = last && last.parentId === one.parentId && last.ends !== null && one.starts !== null && dayAfter(last.ends) >= one.starts
    return follows ? [...kept.slice(0, -1), { ...last, ends: one.ends }] : [...kept, one]
  }, [])
}

const earlier = (a: string | null, b: string) => (a !== null && a < b ? a : b)
const later = (a: string | null, b: string) => (a !== null && a > b ? a : b)
