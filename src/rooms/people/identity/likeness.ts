import { plainName } from '#kernel'

/** Names as a record or a child has them, as far as they are compared. */
export interface Named {
  givenName: string
  familyName: string
  knownAs: string | null
  /** ISO day. */
  born: string
}

export type Likeness = 'same' | 'like' | 'other'

/** Whether two given names may be one: marks, capitals, a second name, a known-as name, a short form and one slip of the hand do not tell children apart. */
export function givenLikeness(a: Pick<Named, 'givenName' | 'knownAs'>, b: Pick<Named, 'givenName' | 'knownAs'>): Likeness {
  const [one, other] = [plainName(a.givenName), plainName(b.givenName)]
  if (one === '' || other === '') return 'other'
  if (one === other) return 'same'
  const known = [a.knownAs, b.knownAs].flatMap((name) => (name ? [plainName(name)] : []))
  if (known.includes(one) || known.includes(other)) return 'like'
  const [first, second] = [one.split(' ')[0]!, other.split(' ')[0]!]
  if (first === second) return 'like'
  const [short, long] = first.length < second.length ? [first, second] : [second, first]
  if (short.length >= 3 && long.startsWith(short)) return 'like'
  return short.length >= 5 && isOneSlip(short, long) ? 'like' : 'other'
}

/** Whether two family names may be one: of a double-barrelled name one part is enough. */
export function familyLikeness(a: string, b: string): Likeness {
  const [one, other] = [plainName(a), plainName(b)]
  if (one === '' || other === '') return 'other'
  if (one === other) return 'same'
  const parts = new Set(one.split(' ').filter(isPart))
  if (other.split(' ').some((part) => parts.has(part))) return 'like'
  return one.length >= 5 && other.length >= 5 && isOneSlip(one, other) ? 'like' : 'other'
}

/** `swapped`: day and month changed places; `slip`: one of day, month and year is another. */
export function birthLikeness(a: string, b: string): 'same' | 'swapped' | 'slip' | 'other' {
  if (a === b) return 'same'
  const [one, other] = [a.split('-'), b.split('-')]
  if (one[0] === other[0] && one[1] === other[2] && one[2] === other[1]) return 'swapped'
  return one.filter((part, at) => part !== other[at]).length === 1 ? 'slip' : 'other'
}

/** A letter too much, too few, another, or two that changed places. */
function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let at = 0
  while (at < a.length && a[at] === b[at]) at += 1
  const rests = a.length === b.length
    ? [[a.slice(at + 1), b.slice(at + 1)], [a[at + 1]! + a[at]! + a.slice(at + 2), b.slice(at)]]
    : [[a.slice(at + (a.length > b.length ? 1 : 0)), b.slice(at + (b.length > a.length ? 1 : 0))]]
  return rests.some(([one, other]) => one === other)
}

/** "de" and "al" in two names say nothing. */
const isPart = (part: string) => part.length > 2
