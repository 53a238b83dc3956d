import { fact, type Fact, ON_ROLL } from '../returns/said.ts'
import type { CensusPupil } from './pupil.ts'
import { dayOf, pupilAt, pupilCode, type Saying } from './saying.ts'

/** Since when, until when and how a pupil is on roll. */
export function enrolmentOf(saying: Saying, pupil: CensusPupil, born: string | null): Fact {
  const { asAt } = saying.span
  const starts = entryOf(saying, pupil, born)
  return fact(ON_ROLL, { placeId: pupil.placeId, starts, ends: pupil.isOnRoll ? null : leavingOf(saying, pupil, starts), status: statusOf(saying, pupil), asAt })
}

function entryOf(saying: Saying, pupil: CensusPupil, born: string | null): string {
  const { findings, span: { asAt } } = saying
  const at = (value: string | null) => pupilAt(saying, pupil, 'entered', value)
  const entered = dayOf(saying, pupil.cells.entered, () => at(pupil.cells.entered!))
  if (entered === null) findings.find('entry-missing', at(null))
  else if (born !== null && entered < born) findings.find('entry-before-birth', at(entered))
  else if (entered > asAt) findings.find('entry-after-census', at(entered))
  else return entered
  return asAt
}

function leavingOf(saying: Saying, pupil: CensusPupil, starts: string): string {
  const { findings, span: { asAt } } = saying
  const at = (value: string | null) => pupilAt(saying, pupil, 'left', value)
  const left = dayOf(saying, pupil.cells.left, () => at(pupil.cells.left!))
  if (left === null) {
    findings.find('leaving-missing', at(null))
    return starts < asAt ? dayBefore(asAt) : starts
  }
  if (left < starts) {
    findings.find('leaving-before-entry', at(left))
    return starts
  }
  if (left > asAt) findings.find('leaving-after-census', at(left))
  return left
}

function statusOf(saying: Saying, pupil: CensusPupil): string {
  const code = pupilCode(saying, pupil, 'status')
  if (code === '' && pupil.isOnRoll && saying.book.collects.has('status')) saying.findings.find('status-missing', pupilAt(saying, pupil, 'status'))
  return code || 'C'
}

const dayBefore = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
