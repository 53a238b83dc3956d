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

/** The sentence under it: how many could be judged at all, and why the others could not. Those that await a figure have a test already. */
export function judgedInWords(counts: Counts, awaiting = 0) {
  const judged = counts.kept + counts['not-kept']
  const unknown = counts['cannot-be-known'] - awaiting
  if (allOf(counts) === 0) return 'Nobody can say whether a strategy worked that named nothing to be judged by.'
  const first = judged === 0 ? 'None of them can be judged on published figures.' : `${capital(inWords(judged))} can be judged on published figures${counts.kept === 0 ? `, and ${judged === 1 ? 'that one was' : 'those were'} missed` : counts['not-kept'] === 0 ? `, and ${judged === 1 ? 'that one was' : 'all of those were'} kept` : `: ${inWords(counts.kept)} kept, ${inWords(counts['not-kept'])} not`}.`
  const others = awaiting ? `${capital(inWords(unknown))} ${unknown === 1 ? 'lacks' : 'lack'}` : unknown === 1 && judged ? 'The other lacks' : judged ? `The other ${inWords(unknown)} lack` : 'Each lacks'
  const lacking = unknown === 0 ? [] : [`${others} a value, a date or a published measure, so that nobody can say.`]
  const waiting = awaiting === 0 ? [] : [`${awaiting === allOf(counts) ? 'Each has its test' : `${capital(inWords(awaiting))} ${awaiting === 1 ? 'has its test' : 'have their tests'}`}, but no figure is held yet that would pass or fail it.`]
  return [first, ...lacking, ...waiting].join(' ')
}

const allOf = (counts: Counts) => counts.kept + counts['not-kept'] + counts['cannot-be-known']
