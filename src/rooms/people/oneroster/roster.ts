import type { Unit } from '#platform'
import { writtenDay } from '../returns/written-day.ts'
import { LAYOUT, type Table } from './layout.ts'
import type { Manifest } from './manifest.ts'
import { type Line, readTable, type TableReading } from './tables.ts'

export interface Org {
  name: string
  type: string
  identifier: string
  parent: string
}

/** Somebody as the set names them, with where they are by their roles (1.2) or by the orgs of their row (1.1). */
export interface RosterUser {
  row: number
  givenName: string
  familyName: string
  knownAs: string
  identifier: string
  userIds: string
  /** By 1.1's column; '' in 1.2. */
  role: string
  /** The org 1.2 names besides the roles; '' where it does not. */
  primaryOrg: string
  roles: { org: string; role: string; isPrimary: boolean; begins: string | null; ends: string | null; gone: string | null }[]
  isGone: boolean
  changed: string | null
}

/** All of somebody's classes at one school, in one. */
export interface Enrolled {
  row: number
  user: string
  school: string
  begins: string | null
  /** The latest end of its classes; null where one has none. */
  ends: string | null
  hasOpen: boolean
  classes: number
  /** Classes left: the latest day, and whether one of them was where the day begins. */
  left: { classes: number; day: string | null; hasHomeroom: boolean }
}

/** A whole set, as far as it tells of children and where they are. */
export interface Roster {
  orgs: Map<string, Org>
  users: Map<string, RosterUser>
  enrolled: Map<string, Enrolled>
  born: Map<string, { born: string; sex: string }>
  /** The latest day on which something was changed. */
  changed: string | null
  /** The same with its time, by which one set of changes is told from the next of the same day. */
  moment: string | null
  rows: Record<Table, number>
  lost: number
  unknownClasses: number
}

/** Reads the files of a set one after another; of classes and terms only what enrolments need of them is kept. */
export async function readRoster(unit: Unit, { present }: Manifest, reading: TableReading): Promise<Roster> {
  const rows = Object.fromEntries(present.map((table) => [table, 0])) as Record<Table, number>
  const roster: Roster = { orgs: new Map(), users: new Map(), enrolled: new Map(), born: new Map(), changed: null, moment: null, rows, lost: 0, unknownClasses: 0 }
  const sessions = new Map<string, string>()
  const classes = new Map<string, ClassOfSet>()
  const takers: Record<Table, (line: Line) => void> = {
    orgs: ({ cell }) => roster.orgs.set(cell('sourcedId'), { name: cell('name'), type: cell('type').toLowerCase(), identifier: cell('identifier'), parent: cell('parentSourcedId') }),
    academicSessions: ({ cell }) => void setDay(sessions, cell('sourcedId'), writtenDay(cell('startDate'))),
    classes: ({ cell }) => void classes.set(cell('sourcedId'), { isHomeroom: LAYOUT.homeroom.includes(cell('classType').toLowerCase()), begins: earliest(idsIn(cell('termSourcedIds')).map((id) => sessions.get(id) ?? null)) }),
    demographics: ({ cell }) => void roster.born.set(cell('sourcedId'), { born: cell('birthDate'), sex: cell('sex').toLowerCase() }),
    users: (line) => takeUser(roster, line),
    roles: (line) => takeRole(roster, line),
    enrollments: (line) => takeEnrolment(roster, line, classes, present.includes('classes')),
  }
  for (const table of present) {
    roster.lost += await readTable(unit, table, reading, (line) => {
      rows[table] += 1
      if (line.changed !== null) {
        roster.changed = latest(roster.changed, line.changed)
        roster.moment = latest(roster.moment, line.moment)
      }
      takers[table](line)
    })
  }
  return roster
}

interface ClassOfSet {
  isHomeroom: boolean
  /** The first day of its first term. */
  begins: string | null
}

function takeUser(roster: Roster, { row, cell, isGone, changed }: Line) {
  const role = cell('role').toLowerCase()
  const primary = cell('primaryOrgSourcedId')
  const orgs = idsIn(cell('orgSourcedIds'))
  roster.users.set(cell('sourcedId'), {
    row, givenName: cell('givenName'), familyName: cell('familyName'), knownAs: cell('preferredGivenName'), identifier: cell('identifier'), userIds: cell('userIds'), role, primaryOrg: primary,
    roles: role === '' ? [] : orgs.map((org) => ({ org, role, isPrimary: org === primary, begins: null, ends: null, gone: null })), isGone, changed,
  })
}

/** The roles of who is not among the users of a set of changes are of nobody we could name. */
function takeRole(roster: Roster, { cell, isGone, changed }: Line) {
  roster.users.get(cell('userSourcedId'))?.roles.push({
    org: cell('orgSourcedId'), role: cell('role').toLowerCase(), isPrimary: cell('roleType').toLowerCase() === 'primary',
    begins: writtenDay(cell('beginDate')), ends: writtenDay(cell('endDate')), gone: isGone ? changed : null,
  })
}

function takeEnrolment(roster: Roster, { row, cell, isGone, changed }: Line, classes: ReadonlyMap<string, ClassOfSet>, hasClasses: boolean) {
  if (!LAYOUT.student.includes(cell('role').toLowerCase())) return
  const of = classes.get(cell('classSourcedId'))
  if (!of && hasClasses) roster.unknownClasses += 1
  const [user, school] = [cell('userSourcedId'), cell('schoolSourcedId')]
  const key = `${user}\t${school}`
  let held = roster.enrolled.get(key)
  if (!held) roster.enrolled.set(key, (held = { row, user, school, begins: null, ends: null, hasOpen: false, classes: 0, left: { classes: 0, day: null, hasHomeroom: false } }))
  const ends = writtenDay(cell('endDate'))
  held.classes += 1
  held.begins = earliest([held.begins, writtenDay(cell('beginDate')) ?? of?.begins ?? null])
  if (isGone) {
    held.left.classes += 1
    held.left.day = latest(held.left.day, changed)
    held.left.hasHomeroom ||= of?.isHomeroom ?? false
  } else if (ends === null) held.hasOpen = true
  else held.ends = latest(held.ends, ends)
}

const idsIn = (list: string) => list.split(',').map((id) => id.trim()).filter(Boolean)

function setDay(days: Map<string, string>, id: string, day: string | null) {
  if (day !== null) days.set(id, day)
}

export const earliest = (days: readonly (string | null)[]) => days.reduce((first, day) => (day !== null && (first === null || day < first) ? day : first), null)
export const latest = (one: string | null, other: string | null) => (one === null || (other !== null && other > one) ? other : one)
