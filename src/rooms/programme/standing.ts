/** How far somebody said an action is. */
export const STATES = { 'not-started': 'Not started', 'under-way': 'Under way', done: 'Done', dropped: 'Dropped' } as const
export type State = keyof typeof STATES

/** What the standing of an action rests on. Days are ISO dates. */
export interface Standable {
  state: string
  /** What was said when the state was last set; null where nobody ever set it. */
  reason: string | null
  due: string | null
  /** By when, in words, where there is no day. */
  dueWords: string | null
  /** When what it belongs to was over: its plan ended or was retired, or its priority was closed. Null while that goes on. */
  over: Over | null
}

export interface Over {
  what: 'ended' | 'retired' | 'closed'
  on: string
}

/** Where an action stands today: what was said of it, and what the calendar says. */
export type StandingKind = 'late' | 'soon' | 'open' | 'undated' | 'done' | 'dropped' | 'unreported' | 'left-open'

export interface Standing {
  kind: StandingKind
  /** Days until it is due, below nought when late; null where its day no longer counts or there is none. */
  days: number | null
}

export const STANDINGS: Record<StandingKind, string> = {
  late: 'Late', soon: 'Due within a month', open: 'Due later', undated: 'No day set', done: 'Done', dropped: 'Dropped',
  unreported: 'Not known whether it was done', 'left-open': 'Left open when its plan was over',
}

/** An action due in so many days or fewer is due soon. */
const SOON_DAYS = 31

/**
 * Where an action stands on a day. An action of a plan that is over is never late: nobody is to do it any more, and where nobody
 * ever said how far it was, whether it was done is not known.
 */
export function standingOf(action: Standable, today: string): Standing {
  if (action.state === 'done' || action.state === 'dropped') return { kind: action.state, days: null }
  if (action.over) return { kind: action.reason === null ? 'unreported' : 'left-open', days: null }
  if (action.due === null) return { kind: 'undated', days: null }
  const days = Math.round((Date.parse(`${action.due}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000)
  return { kind: days < 0 ? 'late' : days <= SOON_DAYS ? 'soon' : 'open', days }
}

/** What a plan was, on a day: over because it was retired, because its priority was closed, or because its life ended. */
export function overOn({ closedOn, retiredOn, ends }: { closedOn: string | null; retiredOn: string | null; ends: string | null }, today: string): Over | null {
  if (retiredOn !== null) return { what: 'retired', on: retiredOn }
  if (ends !== null && ends < today) return { what: 'ended', on: ends }
  return closedOn === null ? null : { what: 'closed', on: closedOn }
}

/** In a word or two: 12 days late, due today, ongoing. */
export function standingInWords({ kind, days }: Standing, { state, dueWords }: Pick<Standable, 'state' | 'dueWords'>) {
  if (kind === 'late') return days === -1 ? '1 day late' : `${-days!} days late`
  if (kind === 'soon') return days === 0 ? 'Due today' : days === 1 ? 'Due tomorrow' : `Due in ${days} days`
  if (kind === 'undated') return dueWords === null ? STATES[state as State] : `${STATES[state as State]}, ${dueWords.slice(0, 1).toLowerCase()}${dueWords.slice(1)}`
  if (kind === 'left-open') return `${STATES[state as State]} when its plan was over`
  return kind === 'open' ? STATES[state as State] : kind === 'unreported' ? 'Not known' : STANDINGS[kind]
}

/** Why nobody can say, or who left it: a sentence for an action of a plan that is over. */
export function overInWords(over: Over, kind: StandingKind, day: (iso: string) => string) {
  const when = { ended: `the plan ended on ${day(over.on)}`, retired: `the plan was retired on ${day(over.on)}`, closed: `its priority was closed on ${day(over.on)}` }[over.what]
  return kind === 'unreported' ? `Not known whether it was done: ${when} and nobody recorded it` : `Nobody said more before ${when}`
}
