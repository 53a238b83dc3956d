import { dayAfter } from '#kernel'
import { type Fact, fact, STATEMENT } from './said.ts'
import type { Topic } from './topics.ts'

/** A stretch of time something held; without an end it still does. Both days count. */
export interface Spell {
  value: string
  starts: string
  ends: string | null
}

/**
 * Spells of a return that names everyone it holds of, as statements: those that follow on with the same value become one, and no two begin on one day with the same value. After a spell
 * that is over and that nothing follows at once, it is said that there is none: an earlier return that knew no end yet is answered by it.
 */
export function statementsOf(topic: Topic, list: string, spells: readonly Spell[]): Fact[] {
  const joined = join(spells)
  const said = new Map<string, Fact>()
  for (const { value, starts, ends } of joined) said.set(`${starts} ${value}`, fact(STATEMENT, { topic, value, starts, ends, list }))
  for (const { ends } of joined) {
    if (ends === null) continue
    const after = dayAfter(ends)
    const goesOn = joined.some((one) => one.starts <= after && (one.ends === null || one.ends >= after))
    if (!goesOn) said.set(`${after} `, fact(STATEMENT, { topic, value: '', starts: after, ends: null, list }))
  }
  return [...said.values()]
}

function join(spells: readonly Spell[]): Spell[] {
  const joined: Spell[] = []
  for (const spell of spells.toSorted((one, other) => (one.starts < other.starts ? -1 : one.starts > other.starts ? 1 : 0))) {
    const last = joined.findLast(({ value }) => value === spell.value)
    if (!last || (last.ends !== null && dayAfter(last.ends) < spell.starts)) joined.push({ ...spell })
    else if (last.ends !== null && (spell.ends === null || spell.ends > last.ends)) last.ends = spell.ends
  }
  return joined
}
