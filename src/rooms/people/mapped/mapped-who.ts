import type { Issues } from '#kernel'
import type { MapField, MapOptions } from '#platform'
import { isUln, readUpn } from '../identity/identifiers.ts'
import type { Who } from '../returns/said.ts'

/** What a column of any list of children may say of who a row is about. */
export const WHO_FIELDS: readonly MapField[] = [
  { name: 'upn', label: 'UPN', kind: 'upn', hint: 'The surest way to find a child.', spellings: ['unique pupil number', 'pupil upn', 'child upn', 'current upn', 'upn number'] },
  { name: 'given', label: 'Forename', kind: 'text', spellings: ['given name', 'first name', 'forename(s)', 'forenames', 'legal forename', 'child first name', 'pupil forename', 'child forename'] },
  { name: 'family', label: 'Surname', kind: 'text', spellings: ['family name', 'last name', 'legal surname', 'child surname', 'pupil surname', 'child last name'] },
  { name: 'whole', label: 'Name in one column', kind: 'text', hint: '“Quill, Ivy” or “Ivy Quill”.', spellings: ['name', 'full name', 'child name', 'pupil name', 'name of child', 'pupil', 'child',
    'student', 'student name', 'name of young person', 'young person'] },
  { name: 'born', label: 'Date of birth', kind: 'date', spellings: ['dob', 'd.o.b.', 'birth date', 'birthdate', 'born', 'date of birth (dd/mm/yyyy)', 'child dob', 'pupil dob'] },
  { name: 'sex', label: 'Sex', kind: 'code', spellings: ['gender', 'm/f', 'sex at birth'], codes: [{ code: 'F', label: 'Female', spellings: ['girl', 'f'] }, { code: 'M', label: 'Male',
    spellings: ['boy', 'm'] }] },
  { name: 'localId', label: 'Id of a system', kind: 'text', hint: 'Such as the number in the case system; say below which system it is.', spellings: ['id', 'person id', 'child id', 'mosaic id',
    'lcs id', 'synergy id', 'client id', 'system id', 'case id', 'unique id', 'admission number', 'adno', 'pupil id', 'student id'] },
  { name: 'uln', label: 'ULN', kind: 'text', digits: 10, spellings: ['unique learner number', 'learner number'] },
]

export const SYSTEM_FIELD: MapField = { name: 'system', label: 'System the ids are of', kind: 'text', isOnce: true,
  hint: 'Only if there is a column with such ids. Ids of one system are never matched with another’s.', spellings: [] }

/** Why what is matched does not say who a row is about; null where it does. */
export function mayNotTell(matched: ReadonlySet<string>): string | null {
  const isNamed = matched.has('whole') || (matched.has('given') && matched.has('family'))
  if (matched.has('upn') || matched.has('localId') || matched.has('uln') || (isNamed && matched.has('born'))) return null
  return 'Choose the column of the UPN, of an id, or of the name and the date of birth: without one of them nobody can tell which child a row is about'
}

/** Reads who the rows of a mapped file are about: what cannot be right is kept apart with a finding, and the row stays wherever it still says who. */
export class MappedWho {
  private readonly options: MapOptions
  private readonly issues: Issues
  private readonly scheme: string
  private readonly born = new Map<string, string>()

  constructor(options: MapOptions, series: string) {
    this.options = options
    this.issues = options.issues
    const system = options.once['system']?.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    this.scheme = system ? `system:${system}` : `list:${series}`
  }

  /** Null, with a finding, where a row says nobody. */
  read(row: number, values: Readonly<Record<string, string>>): { key: string; who: Who } | null {
    const { given = null, family = null } = values['whole'] ? nameOf(values['whole']) : {}
    const givenName = values['given'] ?? given
    const familyName = values['family'] ?? family
    const born = this.birth(row, values['born'] ?? null)
    const { upn, upnState, wrong } = this.upn(row, values['upn'] ?? '', born)
    const localId = values['localId'] ?? (wrong && !(givenName && familyName && born) ? upn : null)
    const who: Who = {
      upn, upnState, uln: this.uln(row, values['uln'] ?? ''), localScheme: localId === null ? null : this.scheme, localId,
      givenName, familyName, knownAs: null, born, sex: values['sex'] ?? null,
    }
    const key = (wrong ? null : upn) ?? localId ?? (givenName && familyName && born ? `${familyName} ${givenName} ${born}` : who.uln)
    if (key !== null) return { key, who }
    this.issues.error('nobody', { row }, 'The row does not say which child it is about: no UPN, no id, no name with day of birth that can be read.',
      'Fill in the UPN, or forename, surname and date of birth.')
    return null
  }

  private birth(row: number, born: string | null) {
    if (born === null || (born <= this.options.asAt && born >= '1930-01-01')) return born
    this.issues.error('birth', { row, column: this.options.columnOf('born'), value: born }, born > this.options.asAt
      ? `A birth on ${born} is after the day the file speaks of. It was left out.` : `A birth on ${born} is too long ago. It was left out.`,
        'Correct the date of birth, or the order of day and month in the recipe.')
    return null
  }

  private upn(row: number, written: string, born: string | null): Pick<Who, 'upn' | 'upnState'> & { wrong: boolean } {
    const { upn, state, why } = readUpn(written)
    const at = { row, column: this.options.columnOf('upn'), value: written }
    if (state === 'quarantined') this.issues.error('upn', at, `The UPN cannot be right: ${why}. It was kept apart, and the row is known by what else it says.`, 'Correct it where the list is kept.')
    if (upn === null || state === 'quarantined') return { upn, upnState: state, wrong: upn !== null }
    const before = this.born.get(upn)
    if (before !== undefined && born !== null && before !== born) {
      this.issues.error('upn-twice', at, 'The same UPN stands with two dates of birth. From the second on it was kept apart.', 'Find out whose it is, and correct the other.')
      return { upn, upnState: 'quarantined', wrong: true }
    }
    if (born !== null) this.born.set(upn, born)
    return { upn, upnState: state, wrong: false }
  }

  private uln(row: number, written: string): string | null {
    if (written === '' || isUln(written)) return written || null
    this.issues.error('uln', { row, column: this.options.columnOf('uln'), value: written }, 'The ULN is not ten digits whose last agrees with the others. It was left out.',
      'Correct it where the list is kept.')
    return null
  }
}

/** Surname first where a comma says so, else last. */
function nameOf(whole: string): { given: string | null; family: string | null } {
  const [family, given] = whole.split(',').map((part) => part.trim())
  if (given) return { given, family: family || null }
  const words = whole.trim().split(/\s+/)
  return words.length < 2 ? { given: null, family: words[0] || null } : { given: words.slice(0, -1).join(' '), family: words.at(-1)! }
}
