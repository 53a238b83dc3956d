import { readFileSync } from 'node:fs'
import { installed } from '#platform'

export type Category = 'SUSP' | 'PERM' | 'LNCH'

interface SuspensionCodes {
  categories: Record<Category, { label: string; spellings: string[] }>
  reasons: Record<string, { label: string; from?: number; until?: number }>
  senProvision: Record<string, string>
  /** School days [K: Education Act 2002 s. 51A and the regulations of 2012; DfE's guidance on suspension]. */
  limits: { daysInYear: number; daysForRepresentations: number; daysForMeeting: number }
}

/** Categories, reasons and limits of suspensions: `specs/suspension-codes.json`. */
export const SUSPENSION_CODES = JSON.parse(readFileSync(installed('specs', 'suspension-codes.json'), 'utf8')) as SuspensionCodes

const plain = (word: string) => word.toLowerCase().replace(/[^a-z]/g, '')

const CATEGORIES = new Map(Object.entries(SUSPENSION_CODES.categories).flatMap(([code, { label, spellings }]) => [code, label, ...spellings].map((word) => [plain(word), code as Category] as const)))

/** FIXD became SUSP in 2020/21: one thing under two names. */
export const categoryOf = (written: string): Category | undefined => CATEGORIES.get(plain(written))

/** Whether a reason is of the list of a school year, by the year it began in. */
export function isReasonOf(code: string, year: number): boolean {
  const reason = Object.hasOwn(SUSPENSION_CODES.reasons, code) ? SUSPENSION_CODES.reasons[code] : undefined
  return reason !== undefined && year >= (reason.from ?? 0) && year <= (reason.until ?? 9999)
}

/** The school year of a day, by the year it began in. */
export const schoolYearOf = (day: string) => Number(day.slice(0, 4)) - (day.slice(5) < '09-01' ? 1 : 0)
