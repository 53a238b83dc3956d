import type { FilterGroup } from '#design'
import type { Sheet } from '#platform'
import { dayOf, lastDayOf } from './days.ts'
import { seenInWords, STANDING_WORDS } from './part-words.tsx'
import type { ListedPerson } from './people-read.ts'

/** What the list can be narrowed by: only what somebody has. */
export function peopleFilters(people: ListedPerson[]): FilterGroup[] {
  const parts = people.flatMap((one) => one.parts)
  const options = (pairs: (readonly [string, string])[]) => [...new Map(pairs)].map(([value, text]) => ({ value, text })).sort((a, b) => a.text.localeCompare(b.text, 'en-GB'))
  return [
    { kind: 'words', name: 'find', legend: 'Name, e-mail or title' },
    { kind: 'many', name: 'state', legend: 'Standing', options: Object.entries(STANDING_WORDS).filter(([value]) => people.some(({ standing }) => standing === value)).map(([value, text]) => ({ value, text })) },
    { kind: 'many', name: 'role', legend: 'Role', options: options(parts.map(({ role, label }) => [role, label])) },
    { kind: 'many', name: 'place', legend: 'Place', options: options(parts.flatMap(({ placeId, where }) => (placeId === null ? [] : [[String(placeId), where] as const]))) },
  ]
}

/** Those that fit all that was chosen. A role and a place must be those of one part that is not over. */
export function chosenPeople(people: ListedPerson[], chosen: Record<string, string[]>): ListedPerson[] {
  const [words, states, roles, places] = [chosen['find']?.[0]?.toLowerCase(), chosen['state'] ?? [], chosen['role'] ?? [], chosen['place'] ?? []]
  return people.filter((one) =>
    (!words || `${one.name} ${one.email ?? ''} ${one.roleTitle}`.toLowerCase().includes(words)) && (!states.length || states.includes(one.standing)) &&
    ((!roles.length && !places.length) || one.parts.some(({ role, placeId, state }) => (state !== 'over' || one.standing === 'over' || one.standing === 'left') && (!roles.length || roles.includes(role)) && (!places.length || places.includes(String(placeId))))))
}

/** A line for each role somebody has in reach, theirs repeated. Days are the first and the last. */
export function peopleSheet(people: ListedPerson[], area: string, now: Date, address: string): Sheet {
  return {
    file: `people-${area}-${dayOf(now)}`, title: `People of ${area}`,
    head: ['name', 'title', 'email', 'standing', 'role', 'place', 'from', 'until', 'role stands', 'how', 'why', 'given by', 'last seen'],
    lines: people.flatMap((one) => one.parts.map((part) => [
      one.name, one.roleTitle, one.email, STANDING_WORDS[one.standing], part.label, part.where, dayOf(part.startsAt), part.endsAt ? lastDayOf(part.endsAt) : null, part.state, part.source, part.reason, part.givenBy, one.seenAt ? dayOf(one.seenAt) : seenInWords(null),
    ])),
    key: [['Area', area], ['As of', dayOf(now)], ['What it holds', 'People with a role at places whose people you look after; a line for each role'], ['Address', address]],
  }
}
