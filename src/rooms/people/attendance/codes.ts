import { readFileSync } from 'node:fs'
import { installed } from '#platform'

export interface RegisterCode {
  code: string
  label: string
  /** not-counted: no possible session; the other four are. */
  class: 'present' | 'educated-elsewhere' | 'authorised' | 'unauthorised' | 'not-counted'
  /** ISO days between which it may be used; without them, always. */
  from?: string
  until?: string
  /** The one character that stands for it in a register. */
  mark: string
}

/** Every register code of both code books, each at the position it has in counts: `specs/attendance-codes.json`. */
export const REGISTER_CODES: readonly RegisterCode[] = (JSON.parse(readFileSync(installed('specs', 'attendance-codes.json'), 'utf8')) as { codes: RegisterCode[] }).codes

const POSITIONS = new Map(REGISTER_CODES.map(({ code }, at) => [code, at]))

/** A code's position; undefined where there is no such code. Codes are symbols: `\` and `#` are two of them, and case counts. */
export const codePosition = (code: string): number | undefined => POSITIONS.get(code)

/** Whether a code was in the code book on a day. */
export const isInBook = ({ from, until }: RegisterCode, day: string) => (from === undefined || day >= from) && (until === undefined || day <= until)
