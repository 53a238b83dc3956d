import { STAGES } from './stages.ts'

/** One result of a child, as it stands. */
export interface Attained {
  stage: string
  year: number
  subject: string
  component: string
  result: string
}

/** A number of a result; a code that says why there is none is no number. */
const numberOf = (result: string | undefined) => (result !== undefined && /^\d+$/.test(result) ? Number(result) : null)

const resultIn = (results: readonly Attained[], stage: string, subject: string,
  component: string) => results.find((one) => one.stage === stage && one.subject === subject && one.component === component)?.result

const GOOD_LEVEL = Object.entries(STAGES['EYFSP']!.subjects).filter(([, { isOfGoodLevel }]) => isOfGoodLevel).map(([subject]) => subject)

/**
 * Whether a child has a good level of development: at least expected in the twelve goals of communication and language, personal and social development,
 * physical development, literacy and mathematics. Worked out from the goals; as it was given only where a goal is missing; null where that is not known either.
 */
export function goodLevel(results: readonly Attained[]): boolean | null {
  const goals = GOOD_LEVEL.map((subject) => resultIn(results, 'EYFSP', subject, 'elg'))
  if (goals.every((goal) => numberOf(goal) !== null)) return goals.every((goal) => Number(goal) >= 2)
  // One goal that is emerging is enough to know.
  if (goals.some((goal) => goal === '1')) return false
  const given = resultIn(results, 'EYFSP', 'gld', 'gld')
  return given === '1' ? true : given === '0' ? false : null
}

/** Whether the phonics standard was met: by the mark and the year's threshold, else by the outcome; null where neither says. Who was absent has not met it. */
export function phonicsMet(results: readonly Attained[], year: number): boolean | null {
  const of = results.filter((one) => one.year === year)
  const mark = numberOf(resultIn(of, 'PHONICS', 'phonics', 'mark'))
  const threshold = STAGES['PHONICS']!.thresholds?.[year]
  if (mark !== null && threshold !== undefined) return mark >= threshold
  const said = resultIn(of, 'PHONICS', 'phonics', 'outcome') ?? resultIn(of, 'PHONICS', 'phonics', 'mark')
  if (said === 'WA') return true
  return said === 'WT' || said === 'A' || said === 'D' ? false : null
}

/** Whether a child reached the expected, or the higher, standard in reading, writing and mathematics together at the end of key stage 2. */
export function ks2Together(results: readonly Attained[], standard: 'expected' | 'higher'): boolean | null {
  const { expected, higher } = STAGES['KS2']!
  const least = standard === 'expected' ? expected! : higher!
  const tests = ['reading', 'maths'].map((subject) => resultIn(results, 'KS2', subject, 'scaled-score'))
  const writing = resultIn(results, 'KS2', 'writing', 'ta')
  if (tests.some((one) => one === undefined) || writing === undefined) return null
  const writes = standard === 'expected' ? ['EXS', 'GDS'] : ['GDS']
  return tests.every((one) => (numberOf(one) ?? 0) >= least) && writes.includes(writing)
}
