import { dayAfter } from '#kernel'
import { REGISTER_CODES, type RegisterCode } from './codes.ts'
import { MOST_SESSIONS, placeInYear } from './school-week.ts'

/** What no code is: nothing said of a session, in bytes. */
export const BLANK = 32

/** What a mark counts as, by its byte: an index of CLASSES, 0 where there is no mark. */
export const CLASSES = ['none', 'present', 'educated-elsewhere', 'authorised', 'unauthorised', 'not-counted'] as const satisfies readonly ('none' | RegisterCode['class'])[]
export const CLASS_OF_MARK = new Uint8Array(256)

const BY_MARK = new Map<number, RegisterCode>()
/** The mark of a code of one sign by that sign, and of two signs by both; 0 where there is no such code. */
const OF_ONE = new Uint8Array(128)
const OF_TWO = new Uint8Array(128 * 128)

for (const one of REGISTER_CODES) {
  const mark = one.mark.charCodeAt(0)
  BY_MARK.set(mark, one)
  CLASS_OF_MARK[mark] = CLASSES.indexOf(one.class)
  if (one.code.length === 1) OF_ONE[one.code.charCodeAt(0)] = mark
  else OF_TWO[one.code.charCodeAt(0) * 128 + one.code.charCodeAt(1)] = mark
}

/** The mark a code of a file stands for, case and sign as they are; 0 where there is no such code. */
export function markOf(code: string, from = 0, to = code.length): number {
  const first = code.charCodeAt(from)
  if (to - from === 1) return first < 128 ? OF_ONE[first]! : 0
  const second = code.charCodeAt(from + 1)
  return to - from === 2 && first < 128 && second < 128 ? OF_TWO[first * 128 + second]! : 0
}

/** The register code of a mark, as a byte or a character. */
export const codeOfMark = (mark: number | string) => BY_MARK.get(typeof mark === 'string' ? mark.charCodeAt(0) : mark)

/** From which session of a school year to which each mark may stand: the code book changed on 19 August 2024. */
export function bookOf(year: number): { from: Int16Array; until: Int16Array } {
  const known = BOOKS.get(year)
  if (known) return known
  const book = { from: new Int16Array(256), until: new Int16Array(256).fill(MOST_SESSIONS) }
  for (const [mark, { from, until }] of BY_MARK) {
    if (from) book.from[mark] = clamped(placeInYear(year, from))
    if (until) book.until[mark] = clamped(placeInYear(year, dayAfter(until))) - 1
  }
  BOOKS.set(year, book)
  return book
}

/** What the sessions of a register come to. A session missed is authorised or unauthorised; with those attended they are the possible ones. */
export interface Absence {
  possible: number
  /** Of them, sessions of approved educational activity elsewhere are attended too. */
  attended: number
  educatedElsewhere: number
  authorised: number
  unauthorised: number
  /** Missed a tenth or more of the possible sessions, nothing rounded; null where none was possible. */
  isPersistent: boolean | null
  /** Missed half or more. */
  isSevere: boolean | null
}

/** Counts the sessions of a register, or of several laid end to end, between two places in it. */
export function absenceOf(marks: string, from = 0, to = marks.length): Absence {
  const counts = [0, 0, 0, 0, 0, 0]
  for (let at = from; at < to; at += 1) counts[CLASS_OF_MARK[marks.charCodeAt(at)]!]! += 1
  const [, present, elsewhere, authorised, unauthorised] = counts as [number, number, number, number, number, number]
  return absenceFrom({ present, elsewhere, authorised, unauthorised })
}

/** The same from counts: of a census's or week's sessions by class. */
export function absenceFrom({ present, elsewhere, authorised, unauthorised }: { present: number; elsewhere: number; authorised: number; unauthorised: number }): Absence {
  const attended = present + elsewhere
  const missed = authorised + unauthorised
  const possible = attended + missed
  return {
    possible, attended, educatedElsewhere: elsewhere, authorised, unauthorised,
    // Whole numbers: 10 of 100 is a tenth, whatever a division would make of it.
    isPersistent: possible ? missed * 10 >= possible : null, isSevere: possible ? missed * 2 >= possible : null,
  }
}

const BOOKS = new Map<number, { from: Int16Array; until: Int16Array }>()
const clamped = (at: number) => Math.max(-1, Math.min(MOST_SESSIONS + 1, at))
