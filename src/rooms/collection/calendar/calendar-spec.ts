import { readFileSync } from 'node:fs'
import { installed } from '#platform'

type Rule =
  | { kind: 'census'; dueWeeks: number }
  | { kind: 'weekly'; dueDays: number }
  | { kind: 'termly'; dueWeeks: number }
  | { kind: 'yearly'; from: string; until: string; dueOn: string }

/** A kind of return an area may expect. */
export interface ReturnSpec {
  series: string
  label: string
  about: string
  answeredBy: string[]
  byWhom: 'settings' | 'authority'
  asksSignOff: boolean
  /** Its periods name a part too, each a return of its own. */
  hasParts?: boolean
  rule: Rule
}

const SPEC = JSON.parse(readFileSync(installed('specs', 'return-calendar.json'), 'utf8')) as { contestSchoolDays: number; remindDaysBefore: number; returns: ReturnSpec[]; others: Record<string, string> }

/** What a return calendar begins with: `specs/return-calendar.json`. */
export const RETURNS: readonly ReturnSpec[] = SPEC.returns

/** How series of files are called that no calendar expects. */
export const OTHER_SERIES: Readonly<Record<string, string>> = SPEC.others

/** Series of files whose periods name a part. */
export const PARTED: readonly string[] = SPEC.returns.filter(({ hasParts }) => hasParts).flatMap(({ answeredBy }) => answeredBy)

/** A contested figure is to be answered within so many school days. */
export const CONTEST_SCHOOL_DAYS = SPEC.contestSchoolDays

/** Who has not given a return is reminded from so many days before it is due. */
export const REMIND_DAYS_BEFORE = SPEC.remindDaysBefore
