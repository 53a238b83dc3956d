import { readFileSync } from 'node:fs'
import { installed } from '#platform'

export interface Component {
  label: string
  spellings: string[]
  least?: number
  most?: number
  codes?: Record<string, string>
  /** Words of files for its codes. */
  spelt?: Record<string, string>
  /** Codes that say why there is no result. */
  noResult?: Record<string, string>
}

interface Stage {
  label: string
  spellings: string[]
  subjects: Record<string, { label: string; spellings: string[]; isOfGoodLevel?: true }>
  components: Record<string, Component>
  /** What a result is where a file does not say its component, and for which subjects it is another. */
  component: string
  subjectComponent?: Record<string, string>
  /** Subjects are open here: one we have no code for stands as it is written. */
  anySubject?: true
  anyComponent?: true
  /** Columns of the wide form besides `subject` and `subject component`. */
  wide: Record<string, [subject: string, component: string]>
  thresholds?: Record<string, number>
  expected?: number
  higher?: number
}

/** Stages with their subjects, components and results: `specs/attainment.json`. */
export const STAGES = (JSON.parse(readFileSync(installed('specs', 'attainment.json'), 'utf8')) as { stages: Record<string, Stage> }).stages

const plain = (word: string) => word.toLowerCase().replace(/[^a-z0-9*]/g, '')

/** A word's key among things with a code, a label and spellings. */
function wordsOf(things: Readonly<Record<string, { label: string; spellings: string[] }>>): Map<string, string> {
  return new Map(Object.entries(things).flatMap(([code, { label, spellings }]) => [code, label, ...spellings].map((word) => [plain(word), code] as const)).toReversed())
}

const STAGE_WORDS = wordsOf(STAGES)
const SUBJECT_WORDS = new Map(Object.entries(STAGES).map(([code, { subjects }]) => [code, wordsOf(subjects)]))
const COMPONENT_WORDS = new Map(Object.entries(STAGES).map(([code, { components }]) => [code, wordsOf(components)]))

/** The code of a stage however it is written; undefined where there is none. */
export const stageOf = (written: string) => STAGE_WORDS.get(plain(written))

/** The code of a subject of a stage; where its subjects are open, the words themselves. */
export function subjectOf(stage: string, written: string): string | undefined {
  const known = SUBJECT_WORDS.get(stage)?.get(plain(written))
  return known ?? (STAGES[stage]!.anySubject && plain(written) !== '' ? asCode(written) : undefined)
}

/** The code of a component of a subject; without a word, the one its results mostly are. */
export function componentOf(stage: string, subject: string, written: string): string | undefined {
  const { component, subjectComponent, anyComponent } = STAGES[stage]!
  if (plain(written) === '') return subjectComponent?.[subject] ?? component
  return COMPONENT_WORDS.get(stage)?.get(plain(written)) ?? (anyComponent ? asCode(written) : undefined)
}

/** A result in the words of its component; undefined where it can be none. A component of no list takes what is written. */
export function resultOf(stage: string, component: string, written: string): string | undefined {
  const known = STAGES[stage]!.components[component]
  const text = written.trim()
  if (!known) return text.length <= 20 ? text.toUpperCase() : undefined
  const upper = text.toUpperCase()
  const { least, most, codes = {}, noResult = {}, spelt = {} } = known
  if (least !== undefined && /^\d{1,3}(\.0+)?$/.test(text)) return Number(text) >= least && Number(text) <= most! ? String(Number(text)) : undefined
  if (Object.hasOwn(codes, upper) || Object.hasOwn(noResult, upper)) return upper
  return spelt[text.toLowerCase()] ?? (/^\d(\.0+)$/.test(text) && Object.hasOwn(codes, text[0]!) ? text[0] : undefined)
}

/** What a result means in words: a grade, a mark, or why there is none. */
export function resultInWords(stage: string, component: string, result: string): string {
  const known = STAGES[stage]?.components[component]
  return known?.codes?.[result] ?? known?.noResult?.[result] ?? result
}

/** The subject and component a column of a wide form is called by; undefined where it is none of the stage. */
export function wideColumn(stage: string, name: string): [subject: string, component: string] | undefined {
  const { wide, subjects, components } = STAGES[stage]!
  const known = Object.entries(wide).find(([words]) => plain(words) === plain(name))?.[1]
  if (known) return known
  const alone = SUBJECT_WORDS.get(stage)!.get(plain(name))
  if (alone) return [alone, componentOf(stage, alone, '')!]
  for (const subject of Object.keys(subjects)) {
    for (const component of Object.keys(components)) if (plain(`${subject}${component}`) === plain(name)) return [subject, component]
  }
  return undefined
}

const asCode = (written: string) => written.trim().toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 60)
