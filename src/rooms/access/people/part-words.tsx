import { Verdict } from '#design'
import { dayInWords } from '#kernel'
import type { ListedPart, ListedPerson } from './people-read.ts'
import { lastDayOf } from './days.ts'

/** "from 1 September 2026 until 31 August 2027", as far as either is known. */
export function spanInWords({ startsAt, endsAt, state }: Pick<ListedPart, 'startsAt' | 'endsAt' | 'state'>) {
  if (endsAt !== null && endsAt <= startsAt) return `taken back before it began on ${dayInWords(startsAt)}`
  const from = `${state === 'to come' ? 'from' : 'since'} ${dayInWords(startsAt)}`
  if (endsAt === null) return from
  return state === 'over' ? `${dayInWords(startsAt)} to ${dayInWords(lastDayOf(endsAt))}` : `${from} until ${dayInWords(lastDayOf(endsAt))}`
}

export const STANDING_WORDS = { here: 'Here', 'to come': 'Still to come', over: 'Holds no role', left: 'Has left' } as const

/** Word and shape: whether somebody is here. */
export function PersonStanding({ person: { standing, leavesOn } }: { person: Pick<ListedPerson, 'standing' | 'leavesOn'> }) {
  const kind = standing === 'here' ? 'better' : standing === 'to come' ? 'doubt' : 'steady'
  return <Verdict kind={kind}>{standing !== 'left' && leavesOn ? `Leaves on ${dayInWords(leavesOn)}` : STANDING_WORDS[standing]}</Verdict>
}

export const seenInWords = (seenAt: Date | null) => (seenAt ? dayInWords(seenAt) : 'Never, or long ago')

/** Where a role came from, as its source is kept. */
export const SOURCES: Record<string, string> = { given: 'given', moved: 'moved', invited: 'invited', invitation: 'invited', demo: 'of the demo', 'came back': 'came back', 'made with the area': 'made with the area' }
