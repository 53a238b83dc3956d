import { dayInWords } from '#kernel'
import { capital, inWords } from '#rooms/measures'
import { overInWords, type StandingKind } from './standing.ts'
import { isDraft } from './strategy-change.ts'
import { stillOpen } from './strategies.ts'
import { lifeInWords } from './strategy-words.ts'
import type { StrategyView } from './strategy-view.ts'

/** What a strategy is and how far it is, counted, in a sentence or two. */
export function planInWords({ strategy, life, counts, actions }: StrategyView): string {
  const open = strategy.priorities.filter(({ closedOn }) => closedOn === null).length
  const parts = [open ? `${capital(inWords(open))} ${open === 1 ? 'priority' : 'priorities'}` : null, actions.length ? `${open ? inWords(actions.length) : capital(inWords(actions.length))} ${actions.length === 1 ? 'action' : 'actions'}` : null].filter((one) => one !== null)
  const what = parts.length ? `${parts.join(' and ')}.` : ''
  if (life === 'retired') return `It was retired on ${dayInWords(strategy.retiredOn!)}. ${what} ${endedInWords(counts, actions.length)}`.trim()
  if (life === 'ended') return `Its life ended on ${dayInWords(strategy.ends!)}. ${what} ${endedInWords(counts, actions.length)}`.trim()
  return `${what} ${openInWords(counts)}`.trim()
}

/** Kicker of a strategy: its life in words. */
export function lifeLine({ strategy, life }: StrategyView) {
  const span = lifeInWords(strategy)
  const word = { 'in-force': 'In force', 'to-come': 'Not begun', ended: 'Ended', retired: 'Retired' }[life]
  const said = life === 'ended' || life === 'retired' || !isDraft(strategy) ? word : `Draft. ${word}`
  return span ? `${said}, ${span}` : said
}

/** How many actions name no curve; empty where all do. */
export function curvelessInWords(actions: { measureId: string | null }[]) {
  const without = actions.filter(({ measureId }) => measureId === null).length
  if (!without) return ''
  if (without === actions.length) return actions.length === 1 ? 'Its one action names no curve it is to turn.' : `None of its ${inWords(actions.length)} actions names the curve it is to turn.`
  return `${capital(inWords(without))} of its ${inWords(actions.length)} actions ${without === 1 ? 'names' : 'name'} no curve to turn.`
}

/** Why whatever nobody reported is not known, once for all of a plan. */
export function unreportedInWords({ actions, counts }: Pick<StrategyView, 'actions' | 'counts'>) {
  const one = actions.find(({ standing }) => standing.kind === 'unreported')
  if (!one) return ''
  const sentence = overInWords(one.over!, 'unreported', dayInWords)
  return `${sentence.replace('whether it was done', counts.unreported === 1 ? 'whether one of them was done' : `whether ${counts.unreported === actions.length ? 'any' : inWords(counts.unreported)} of them was done`)}.`
}

function endedInWords(counts: Record<StandingKind, number>, all: number) {
  if (!all) return ''
  if (counts.unreported === all) return all === 1 ? 'Nobody recorded whether it was done.' : 'Nobody recorded whether any of them was done.'
  return `${capital(inWords(counts.done))} ${counts.done === 1 ? 'was' : 'were'} done${counts.unreported ? `; of ${inWords(counts.unreported)} nobody recorded it` : ''}.`
}

function openInWords(counts: Record<StandingKind, number>) {
  if (!stillOpen(counts)) return counts.done ? 'Nothing is left to do.' : ''
  const late = counts.late === 0 ? 'None is late' : `${capital(inWords(counts.late))} ${counts.late === 1 ? 'is' : 'are'} late`
  return `${late}${counts.soon ? `, ${inWords(counts.soon)} ${counts.soon === 1 ? 'is' : 'are'} due within a month` : ''}.`
}
