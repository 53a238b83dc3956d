import { SETTING_COLUMNS } from '../returns/list-settings.ts'
import { WHO_COLUMNS } from '../returns/list-who.ts'
import type { Found } from '../returns/list-file.ts'

/** Every column of the three layouts of daily marks (docs/returns.md). */
export const DAILY_COLUMNS = {
  ...SETTING_COLUMNS,
  ...WHO_COLUMNS,
  date: ['mark date', 'attendance date', 'session date', 'day'],
  session: ['am pm', 'ampm', 'session name', 'half day', 'am or pm'],
  code: ['mark', 'attendance code', 'register code', 'attendance mark', 'session code'],
  week: ['week_beginning', 'week commencing', 'week starting', 'w/c', 'wc', 'week start'],
  marks: ['attendance marks', 'register', 'mark string', 'session marks', 'codes'],
  year: ['academic year', 'school year', 'acad year'],
  starts: ['first monday', 'start date', 'startdate', 'marks start'],
} as const

export type DailyColumn = keyof typeof DAILY_COLUMNS

/** A row per mark, per child and week, or per child and year. */
export type Grain = 'mark' | 'week' | 'year'

/** Which layout a file has, by its columns; null where it is none of daily marks. */
export function grainOf(at: Found<DailyColumn>): Grain | null {
  if ((at.laestab < 0 && at.urn < 0) || (at.upn < 0 && at.localId < 0 && (at.forename < 0 || at.surname < 0 || at.dob < 0))) return null
  if (at.date >= 0 && at.session >= 0 && at.code >= 0) return 'mark'
  if (at.marks < 0) return null
  return at.week >= 0 ? 'week' : at.year >= 0 || at.starts >= 0 ? 'year' : null
}
