import { type GlyphName, Verdict } from '#design'
import { type Standable, standingInWords, type StandingKind, standingOf } from './standing.ts'

const MARKS: Record<StandingKind, GlyphName> = { late: 'worse', soon: 'steady', open: 'steady', undated: 'steady', done: 'better', dropped: 'steady', unreported: 'doubt', 'left-open': 'doubt' }

/** Where an action stands today, in a word with its shape. */
export function ActionStanding({ action, today = new Date().toISOString().slice(0, 10) }: { action: Standable; today?: string }) {
  const standing = standingOf(action, today)
  return <Verdict kind={MARKS[standing.kind]}>{standingInWords(standing, action)}</Verdict>
}
