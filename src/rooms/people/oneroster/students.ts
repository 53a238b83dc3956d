import type { Issues } from '#kernel'
import type { Grouped, GroupedRule } from '../returns/grouped.ts'
import type { Said, Who } from '../returns/said.ts'
import { WhoReader } from '../returns/who-said.ts'
import { writtenDay } from '../returns/written-day.ts'
import { LAYOUT } from './layout.ts'
import type { OrgSettings } from './org-settings.ts'
import type { Enrolled, Roster, RosterUser } from './roster.ts'
import { staysOf } from './stays.ts'

/** Rows from here on are of enrollments.csv: students whom users.csv does not name. */
export const NEXT_FILE = 100_000_000

export interface StudentReading {
  issues: Issues
  grouped: Grouped
  settings: OrgSettings
  asAt: string
  isDelta: boolean
  /** The scheme under which an id is held of a child, where it is. */
  schemeOf: (id: string) => string | undefined
  /** Since when the child of such an id stands as on roll at a setting; of a set of changes alone. */
  heldSince: (id: string, placeId: number) => string | null
}

/** Everybody in a set who is a student, each with where they are on roll. Who is not is counted, and left out. */
export function studentsOf(roster: Roster, reading: StudentReading): { said: Said[]; read: number } {
  const classesOf = Map.groupBy(roster.enrolled.values(), ({ user }) => user)
  const who = new WhoReader(reading.issues, 'oneroster', { upn: 'identifier', uln: 'userIds' })
  const said: Said[] = []
  let read = 0
  for (const [id, user] of roster.users) {
    read += 1
    const one = isStudent(user, classesOf.has(id) || reading.schemeOf(id) !== undefined) ? studentOf(id, user, classesOf.get(id) ?? [], roster, reading, who) : leftOut(user, classesOf.has(id), reading.grouped)
    if (one) said.push(one)
  }
  for (const [id, classes] of classesOf) {
    if (roster.users.has(id)) continue
    read += 1
    const one = unnamed(id, classes, reading)
    if (one) said.push(one)
  }
  return { said, read }
}

/** By a role; in a set of changes whose roles are not told, by being in a class as one or known to us as a child. */
const isStudent = ({ roles, role }: RosterUser, isElsewhere: boolean) => (roles.length || role ? roles.some((one) => LAYOUT.student.includes(one.role)) : isElsewhere)

function leftOut({ row }: RosterUser, isInClass: boolean, grouped: Grouped): null {
  grouped.note(isInClass ? IN_CLASS : NO_STUDENT, row, '')
  return null
}

function studentOf(id: string, user: RosterUser, classes: readonly Enrolled[], roster: Roster, reading: StudentReading, who: WhoReader): Said | null {
  if (id === '') {
    reading.grouped.note(NO_ID, user.row, '')
    return null
  }
  const own = { ...user, roles: user.roles.length ? user.roles.filter(({ role }) => LAYOUT.student.includes(role)) : atPrimary(user) }
  const { facts, first } = staysOf(own, classes, { ...reading, heldSince: (placeId) => reading.heldSince(id, placeId) })
  if (first === null) {
    reading.grouped.note(NO_SETTING, user.row, '')
    return null
  }
  const scheme = reading.schemeOf(id) ?? schemeAt((own.roles.find(({ isPrimary }) => isPrimary) ?? own.roles[0])?.org ?? classes[0]!.school)
  return { row: user.row, key: id, reportedBy: first, who: readWho(id, scheme, user, roster, reading, who), facts }
}

const atPrimary = ({ primaryOrg }: RosterUser): RosterUser['roles'] => (primaryOrg ? [{ org: primaryOrg, role: LAYOUT.student[0]!, isPrimary: true, begins: null, ends: null, gone: null }] : [])

/** A change of somebody the set does not name: of a child we know by that id. */
function unnamed(id: string, classes: readonly Enrolled[], reading: StudentReading): Said | null {
  const scheme = reading.schemeOf(id)
  if (scheme === undefined) {
    reading.grouped.note(NOBODY, classes[0]!.row, id)
    return null
  }
  const { facts, first } = staysOf(null, classes, { ...reading, heldSince: (placeId) => reading.heldSince(id, placeId) })
  if (first === null || !facts.length) return null
  const nobody: Who = { upn: null, upnState: 'none', uln: null, localScheme: scheme, localId: id, givenName: null, familyName: null, knownAs: null, born: null, sex: null }
  return { row: NEXT_FILE + classes[0]!.row, key: id, reportedBy: first, who: nobody, facts }
}

/** Ids of one system are told apart from another’s by the org they are given at. */
const schemeAt = (org: string) => `oneroster:${org}`

function readWho(id: string, scheme: string, user: RosterUser, roster: Roster, { grouped, asAt }: StudentReading, reader: WhoReader): Who {
  const ids = new Map([...user.userIds.matchAll(/\{\s*([^:{}]+?)\s*:\s*([^{}]*?)\s*\}/g)].map(([, type, value]) => [type!.toUpperCase(), value!]))
  // The identifier may be anything, as the name somebody signs in with: only what looks like a UPN is read as one.
  const upn = ids.get('UPN') ?? (/^[A-Z]\d{11}[A-Z\d]$/i.test(user.identifier) ? user.identifier.toUpperCase() : '')
  const { born: birth = '', sex = '' } = roster.born.get(id) ?? {}
  const day = writtenDay(birth)
  const born = day !== null && day <= asAt ? day : null
  if (birth !== '' && born === null) grouped.note(BIRTH, user.row, birth)
  const said = reader.read({ row: user.row, id, upn, uln: ids.get('ULN') ?? '', givenName: user.givenName, familyName: user.familyName, born, sex: { male: 'M', female: 'F' }[sex] ?? null })
  return { ...said, localScheme: scheme, knownAs: user.knownAs || null }
}

const NO_STUDENT: GroupedRule = {
  rule: 'not-a-student', severity: 'query', column: 'role', message: (_, more) => `A user is not a student${more}: staff, a parent or somebody else. Belong takes nothing of them from OneRoster.`, fix: 'Nothing to do.',
}
const IN_CLASS: GroupedRule = {
  rule: 'student-by-class-alone', severity: 'query', column: 'role', message: (_, more) => `A user stands as a student in enrollments.csv and by the role is none${more}. They were left out.`, fix: 'Look which of the two is right.',
}
const NO_ID: GroupedRule = { rule: 'no-id', severity: 'error', column: 'sourcedId', message: (_, more) => `The row has no sourcedId${more}. It was left out.`, fix: 'Export the set again.' }
const NO_SETTING: GroupedRule = {
  rule: 'no-setting', severity: 'error', column: 'orgSourcedIds', message: (_, more) => `The set does not say at which setting the student is${more}. The row was left out.`, fix: 'Export the set with orgs, roles and enrolments.',
}
const NOBODY: GroupedRule = {
  rule: 'nobody', severity: 'error', column: 'enrollments.csv userSourcedId', message: (value, more) => `Nobody in users.csv has the id ${value}${more}, and no child we hold is known by it.`, fix: 'Give the whole set first, or export the users with it.',
}
const BIRTH: GroupedRule = {
  rule: 'birth', severity: 'error', column: 'demographics.csv birthDate', message: (value, more) => `The date of birth ${value} cannot be${more}. It was left out.`, fix: 'Correct it in the system.',
}
