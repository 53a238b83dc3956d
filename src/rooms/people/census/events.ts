import { codePosition, isInBook, REGISTER_CODES } from '../attendance/codes.ts'
import { fact, type Fact, SESSION_COUNT, SUSPENSION } from '../returns/said.ts'
import { readCount, readSessions } from './cells.ts'
import type { Part } from './parts.ts'
import type { CensusPupil, ExclusionField, SessionField } from './pupil.ts'
import { dayOf, partAt, partCode, pupilAt, type Saying } from './saying.ts'
import type { Days } from './which-census.ts'

/** Sessions of the term before, by register code, as one count for each stretch of it. */
export function sessionsOf(saying: Saying, pupil: CensusPupil): Fact[] {
  const { span } = saying
  const counts = [countOf(saying, pupil, 'sessions', span.sessions, pupil.cells.possible)]
  if (span.laterSessions) counts.push(countOf(saying, pupil, 'laterSessions', span.laterSessions, pupil.cells.possibleLater))
  return counts.filter((one) => one !== null)
}

function countOf(saying: Saying, pupil: CensusPupil, group: 'sessions' | 'laterSessions', { from, until }: Days, written: string | undefined): Fact | null {
  const counts: number[] = []
  let sum = 0
  for (const part of saying.parts.of(pupil, group)) {
    const position = positionOf(saying, pupil, group, part, from, until)
    const sessions = readCount(part.cells.sessions ?? '')
    if (sessions === null) saying.findings.find('number-not-read', partAt(saying, pupil, group, part, 'sessions', part.cells.sessions ?? ''), { what: 'sessions' })
    if (position === undefined || sessions === null) continue
    while (counts.length <= position) counts.push(0)
    counts[position]! += sessions
    if (REGISTER_CODES[position]!.class !== 'not-counted') sum += sessions
  }
  const possible = written ? readCount(written) : null
  const field = group === 'sessions' ? 'possible' : 'possibleLater'
  if (written && possible === null) saying.findings.find('number-not-read', pupilAt(saying, pupil, field, written), { what: 'sessions' })
  if (possible !== null && sum > possible) saying.findings.find('sessions-over-possible', pupilAt(saying, pupil, field, written!), { sessions: sum, possible })
  return counts.length || possible !== null ? fact(SESSION_COUNT, { placeId: pupil.placeId, starts: from, ends: until, possible, counts }) : null
}

function positionOf(saying: Saying, pupil: CensusPupil, group: 'sessions' | 'laterSessions', part: Part<SessionField>, from: string, until: string): number | undefined {
  const code = partCode(saying, pupil, group, part, 'code')
  const position = code ? codePosition(code) : undefined
  if (position === undefined) return undefined
  const book = REGISTER_CODES[position]!
  if (!isInBook(book, from) && !isInBook(book, until)) saying.findings.find('sessions-old-code', partAt(saying, pupil, group, part, 'code', code))
  return position
}

/** Suspensions, lunchtimes and permanent exclusions, each with up to three reasons in no order. */
export function suspensionsOf(saying: Saying, pupil: CensusPupil): Fact[] {
  return saying.parts.of(pupil, 'exclusions').flatMap((part, before) => {
    const at = (field: ExclusionField, value: string | null = part.cells[field] ?? null) => partAt(saying, pupil, 'exclusions', part, field, value)
    const starts = dayOf(saying, part.cells.starts, () => at('starts'))
    const category = categoryOf(partCode(saying, pupil, 'exclusions', part, 'category'))
    if (starts === null || category === null) {
      saying.findings.find(starts === null ? 'exclusion-no-start' : 'exclusion-no-category', at(starts === null ? 'starts' : 'category'))
      return []
    }
    if (starts > saying.span.asAt) saying.findings.find('exclusion-after', at('starts', starts))
    const reasons = [...new Set((['reason1', 'reason2', 'reason3'] as const).map((field) => partCode(saying, pupil, 'exclusions', part, field)).filter((code) => code))] as string[]
    if (!reasons.length) saying.findings.find('exclusion-no-reason', at('reason1', null))
    const sessions = suspendedFor(saying, part.cells.sessions, category, () => at('sessions'))
    const inCare = part.cells.inCare ? partCode(saying, pupil, 'exclusions', part, 'inCare') === '1' : null
    return [fact(SUSPENSION, { placeId: pupil.placeId, starts, sessions, category, reasons, senProvision: partCode(saying, pupil, 'exclusions', part, 'sen') || null, inCare, number: before + 1 })]
  })
}

/** A permanent exclusion has no number of sessions. */
function suspendedFor({ findings }: Saying, written: string | undefined, category: string, at: () => ReturnType<typeof partAt>): number | null {
  const sessions = written ? readSessions(written) : null
  if (written && sessions === null) findings.find('number-not-read', at(), { what: 'sessions' })
  if (category === 'PERM') return null
  if (!written) findings.find('exclusion-no-sessions', at())
  return sessions
}

/** Suspensions were called fixed-period exclusions until 2020. */
function categoryOf(code: string | null): 'SUSP' | 'PERM' | 'LNCH' | null {
  if (code === 'FIXD' || code === 'SUSP') return 'SUSP'
  return code === 'PERM' || code === 'LNCH' ? code : null
}
