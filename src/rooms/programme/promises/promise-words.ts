import { capital, inWords, listed } from '#rooms/measures'
import type { countVerdicts } from './judged.ts'

type Counts = ReturnType<typeof countVerdicts>

/** "Of ten promises, four were not kept and six can’t be known": counted from the verdicts, never written by hand. */
export function promisesInWords(counts: Counts) {
  const all = allOf(counts)
  if (all === 0) return 'It asks to be judged by nothing that is written down here'
  if (all === 1) return `Its one promise ${counts.kept ? 'was kept' : counts['not-kept'] ? 'was not kept' : 'can’t be known to have been kept'}`
  if (counts.kept === all) return `All of its ${inWords(all)} promises were kept`
  if (counts['not-kept'] === all) return `None of its ${inWords(all)} promises was kept`
  if (counts['cannot-be-known'] === all) return `Whether any of its ${inWords(all)} promises was kept can’t be known`
  const parts = [[counts.kept, 'kept'], [counts['not-kept'], 'not kept']] as const
  const said = parts.flatMap(([count, word]) => (count === 0 ? [] : [`${inWords(count)} ${count === 1 ? 'was' : 'were'} ${word}`]))
  return `Of ${inWords(all)} promises, ${listed([...said, ...(counts['cannot-be-known'] ? [`${inWords(counts['cannot-be-known'])} can’t be known`] : [])])}`
}

/** The sentence under it: how many could be judged at all, and why the others could not. */
export function judgedInWords(counts: Counts) {
  const judged = counts.kept + counts['not-kept']
  const unknown = counts['cannot-be-known']
  if (allOf(counts) === 0) return 'Nobody can say whether a strategy worked that named nothing to be judged by.'
  const first = judged === 0 ? 'None of them can be judged on published figures.' : `${capital(inWords(judged))} can be judged on published figures${counts.kept === 0 ? `, and ${judged === 1 ? 'that one was' : 'those were'} missed` : counts['not-kept'] === 0 ? `, and ${judged === 1 ? 'that one was' : 'all of those were'} kept` : `: ${inWords(counts.kept)} kept, ${inWords(counts['not-kept'])} not`}.`
  return unknown === 0 ? first : `${first} ${unknown === 1 && judged ? 'The other lacks' : judged ? `The other ${inWords(unknown)} lack` : 'Each lacks'} a value, a date or a published measure, so that nobody can say.`
}

const allOf = (counts: Counts) => counts.kept + counts['not-kept'] + counts['cannot-be-known']
