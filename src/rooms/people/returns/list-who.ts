import { isUln, readUpn } from '../identity/identifiers.ts'
import type { Grouped, GroupedRule } from './grouped.ts'
import type { Who } from './said.ts'
import { writtenDay } from './written-day.ts'

/** The columns by which a list says who a row is about. */
export const WHO_COLUMNS = {
  upn: ['pupil upn', 'unique pupil number', 'child upn'],
  uln: ['unique learner number'],
  localId: ['local_id', 'admission number', 'adno', 'admno', 'mis id', 'misid', 'pupil id', 'child id', 'unique id', 'person id'],
  forename: ['given name', 'first name', 'firstname', 'legal forename'],
  surname: ['family name', 'last name', 'lastname', 'legal surname'],
  dob: ['date of birth', 'birth date', 'born', 'birthdate'],
} as const

type Cells = Readonly<Record<keyof typeof WHO_COLUMNS, string>>

/**
 * Reads who the rows of a list are about. The same words are the same child throughout the file, under the same key. A UPN that cannot be right, or
 * that rows give with two days of birth, is kept apart, and its rows stay under what else they give: an id of their own system, or the UPN as written.
 */
export class ListWho {
  private readonly born = new Map<string, string>()
  private readonly grouped: Grouped

  constructor(grouped: Grouped) {
    this.grouped = grouped
  }

  /** Null (with a finding) where a row says nobody. `system` keeps apart the ids of one school's system from another's. */
  read(cells: Cells, system: string, row: number): { key: string; who: Who } | null {
    const written = cells.upn.trim()
    const { upn, state, why } = readUpn(written)
    if (state === 'quarantined') this.grouped.note(wrongUpn(why!), row, written)
    const born = cells.dob.trim() === '' ? null : writtenDay(cells.dob)
    if (born === null && cells.dob.trim() !== '') this.grouped.note(NO_DAY, row, cells.dob.trim())
    const isOfTwo = upn !== null && state !== 'quarantined' && born !== null && this.isOfTwo(upn, born, row)
    const upnState = isOfTwo ? 'quarantined' : state
    const [givenName, familyName] = [copied(cells.forename), copied(cells.surname)]
    const own = copied(cells.localId) ?? (upnState === 'quarantined' && !isOfTwo ? copied(written) : null)
    const key = upn !== null && !isOfTwo ? upn : (own ?? (givenName && familyName && born ? `${familyName} ${givenName} ${born}` : null))
    if (key === null) {
      this.grouped.note(NOBODY, row, '')
      return null
    }
    const uln = cells.uln.trim()
    const who: Who = {
      upn: upn === null ? null : copied(upn), upnState, uln: isUln(uln) ? copied(uln) : null,
      localScheme: own === null ? null : `mis:${system}`, localId: own, givenName, familyName, knownAs: null, born, sex: null,
    }
    return { key: String(Buffer.from(key)), who }
  }

  private isOfTwo(upn: string, born: string, row: number) {
    const held = this.born.get(upn)
    if (held === undefined) this.born.set(copied(upn)!, born)
    if (held === undefined || held === born) return false
    this.grouped.note(UPN_OF_TWO, row, upn)
    return true
  }
}

/** A cell is a window on the piece of the file it was read from, and would keep all of that: what is held on to is copied out. */
const copied = (text: string) => {
  const plain = text.trim()
  return plain === '' ? null : String(Buffer.from(plain))
}

const RULES = new Map<string, GroupedRule>()

/** One rule for each reason, so that equal values under it are one finding. */
function wrongUpn(why: string): GroupedRule {
  let rule = RULES.get(why)
  if (!rule) {
    const made: GroupedRule = {
      rule: 'upn', severity: 'error', column: 'upn', message: (_, more) => `The UPN cannot be right: ${why}${more}. It was kept apart, and the rows are held under it as it is written.`,
        fix: 'Correct it where the file was made, and give the file again.',
    }
    // Bounded: a reason names a length or one of 23 letters.
    if (RULES.size < 500) RULES.set(why, made)
    rule = made
  }
  return rule
}

const UPN_OF_TWO: GroupedRule = {
  rule: 'upn-twice', severity: 'error', column: 'upn', message: (_, more) => `The same UPN stands with two days of birth${more}. From the second on it was kept apart.`,
    fix: 'Find out whose it is, and correct the other.',
}
const NO_DAY: GroupedRule = {
  rule: 'birth', severity: 'error', column: 'dob', message: (value, more) => `"${value}" is no day of birth${more}. It was left out.`, fix: 'Write days as 2014-05-03 or 03/05/2014.',
}
const NOBODY: GroupedRule = {
  rule: 'nobody', severity: 'error', message: (_, more) => `The row says nobody it could be about: no UPN, no id, no name with day of birth${more}. It was left out.`,
    fix: 'Give the UPN, or forename, surname and day of birth.',
}
