import { monthInWords } from '#kernel'
import { STARTER } from '../results/starter.ts'
import type { Score } from './score.ts'

/** How well a scorecard is kept: for every headline indicator, the parts that make it more than a number. */
export interface Kept {
  have: number
  of: number
  rows: { score: Score; parts: KeptAnswer[] }[]
  /** What is lacking most, first; parts that nothing lacks are left out. */
  lacking: { part: KeptPart; count: number }[]
}

export interface KeptAnswer {
  part: KeptPart
  isThere: boolean
  /** "For 2024", "none yet". */
  words: string
}

export interface KeptPart {
  id: string
  /** Heads a column. */
  label: string
  /** "a story for the latest figure". */
  thing: string
  answer: (score: Score, now: Date) => [isThere: boolean, words: string]
}

/** Data may be this many months old, and a rating this many years, and still count. */
export const FRESH_MONTHS = 18
const RATED_YEARS = 2

export const KEPT_RULE = `One point each, for every headline indicator: a story that answers for its latest figure; a target for a time to come; a frozen baseline; a partner who agreed to a part; an idea of what works; an open action that is not late; a figure less than ${FRESH_MONTHS} months old; a rating by somebody of the area, at most two years ago. Indicators count alike. It says how well the scorecard is kept, not how well children do.`

/** In the order in which the work is done. */
const PARTS: KeptPart[] = [
  {
    id: 'story', label: 'Story', thing: 'a story for the latest figure',
    answer({ written: { story }, summary }) {
      const latest = summary?.now?.period.label ?? null
      if (!story) return [false, 'none yet']
      return story.period !== null && story.period === latest ? [true, `for ${latest}`] : [false, story.period === null ? 'written before periods were kept' : `for ${story.period}; a newer figure is out`]
    },
  },
  {
    id: 'target', label: 'Target', thing: 'a target',
    answer({ written: { targets } }, now) {
      const ahead = targets.find(({ ends }) => ends >= now.toISOString().slice(0, 10))
      return ahead ? [true, `for ${ahead.period}`] : [false, targets.length ? 'its time is over' : 'none yet']
    },
  },
  { id: 'baseline', label: 'Baseline', thing: 'a frozen baseline', answer: ({ written: { baseline } }) => (baseline ? [true, `frozen ${monthInWords(baseline.at)}`] : [false, 'none yet']) },
  {
    id: 'partner', label: 'Partners', thing: 'a partner who agreed',
    answer: ({ written: { partners: { named, agreed } } }) => (agreed ? [true, `${agreed} agreed`] : [false, named ? `${named} named, none agreed` : 'none yet']),
  },
  { id: 'idea', label: 'What works', thing: 'an idea of what works', answer: ({ written: { ideas } }) => (ideas ? [true, ideas === 1 ? '1 idea' : `${ideas} ideas`] : [false, 'none yet']) },
  {
    id: 'action', label: 'Action', thing: 'an open action in time',
    answer: ({ written: { actions: { inTime, late } } }) => (inTime ? [true, `${inTime} in time${late ? `, ${late} late` : ''}`] : [false, late ? `${late} late` : 'none open']),
  },
  {
    id: 'data', label: 'Fresh figure', thing: `a figure under ${FRESH_MONTHS} months old`,
    answer({ monthsOld, summary }) {
      if (!summary?.now) return [false, 'no figure']
      return monthsOld === null ? [false, 'age not stated'] : [monthsOld < FRESH_MONTHS, monthsOld === 1 ? '1 month old' : `${monthsOld} months old`]
    },
  },
  {
    id: 'rated', label: 'Rated', thing: 'a rating',
    answer({ rating }, now) {
      if (!rating) return [false, 'not rated']
      if (rating.by === STARTER) return [false, 'by the starter set, not checked yet']
      const still = new Date(rating.at)
      still.setUTCFullYear(still.getUTCFullYear() + RATED_YEARS)
      return [still >= now, monthInWords(rating.at)]
    },
  },
]

export const KEPT_PARTS: readonly KeptPart[] = PARTS

/** Counts the parts of the headline indicators; secondary ones are asked for nothing. */
export function keptOf(scores: Score[], now: Date): Kept {
  const rows = scores.filter(({ role }) => role === 'headline').map((score) => ({
    score, parts: PARTS.map((part) => {
      const [isThere, words] = part.answer(score, now)
      return { part, isThere, words }
    }),
  }))
  const lacking = PARTS.map((part, at) => ({ part, count: rows.filter(({ parts }) => !parts[at]!.isThere).length })).filter(({ count }) => count)
  return {
    rows, of: rows.length * PARTS.length, have: rows.reduce((sum, { parts }) => sum + parts.filter(({ isThere }) => isThere).length, 0),
    lacking: lacking.sort((a, b) => b.count - a.count),
  }
}
