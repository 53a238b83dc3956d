import { dayInWords } from '#kernel'
import type { AreaRole } from './giving.ts'
import type { Agreement } from './sharing.ts'

const SHARED_WORDS: Record<string, string> = { 'child:read': 'names, days of birth, where children are on roll, and ordinary entries', 'sen:read': 'special educational needs' }

export type AgreementState = 'to come' | 'now' | 'over'

export function agreementState({ starts, ends }: Pick<Agreement, 'starts' | 'ends'>, today: string): AgreementState {
  if (ends !== null && ends < today) return 'over'
  return starts > today ? 'to come' : 'now'
}

/** Places bound on a day. */
export const boundOn = ({ parties }: Pick<Agreement, 'parties'>, day: string) => parties.filter(({ signedOn, ends }) => signedOn <= day && (ends === null || ends >= day))

/** What the agreement comes to, as whoever signs must understand it. */
export function effectInWords(agreement: Agreement, roles: AreaRole[], today: string): string {
  const state = agreementState(agreement, today)
  if (state === 'over') return `Over since ${dayInWords(agreement.ends!)}: nothing is shared by it.`
  const bound = boundOn(agreement, today < agreement.starts ? agreement.starts : today)
  const what = listed(agreement.verbs.map((verb) => SHARED_WORDS[verb] ?? verb))
  const when = `${state === 'to come' ? 'From' : 'Since'} ${dayInWords(agreement.starts)}${agreement.ends ? ` until ${dayInWords(agreement.ends)}` : ''}`
  if (bound.length < 2) return `${when}: nothing is shared yet, since ${bound.length === 0 ? 'no place has' : 'only one place has'} signed. It would share ${what}.`
  const who = roles.filter(({ givenFor, verbs }) => givenFor === 'place' && agreement.verbs.some((verb) => verbs.includes(verb))).map(({ label }) => label)
  return `${when}: whoever is ${listed(who, 'or')} at one of these ${bound.length} places sees of the children at the others what they may see of their own, no more than: ${what}.`
}

/** Days since a review was due; null where none is, or it is to come. */
export function reviewLate({ reviewOn }: Pick<Agreement, 'reviewOn'>, today: string) {
  return reviewOn !== null && reviewOn < today
}

function listed(words: string[], last = 'and') {
  return words.length < 2 ? (words[0] ?? 'nobody') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}
