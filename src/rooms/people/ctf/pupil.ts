import { type Issues, plainName } from '#kernel'
import { readUpn } from '../identity/identifiers.ts'
import { fact, type Fact, ON_ROLL, type Said, STATEMENT } from '../returns/said.ts'
import type { WhoReader } from '../returns/who-said.ts'
import { writtenDay } from '../returns/written-day.ts'
import { childrenNamed, textIn, within, type XmlNode } from '../returns/xml-records.ts'
import { resultsOf } from './results.ts'

/** What the pupils of one file are read beside. */
export interface CtfReading {
  issues: Issues
  who: WhoReader
  reportedBy: number
  /** The seven digits of the school the file is from. */
  source: string
  asAt: string
  placeOf: (code: string) => number | null
  keys: Set<string>
}

/** Reads a pupil: who, where at school until when, SEN, attendance and results. Null, with a finding, where nothing says who it is. */
export function readPupil(node: XmlNode, row: number, reading: CtfReading): Said | null {
  const { issues } = reading
  // Some write names within BasicDetails, some straight under the pupil.
  const basics = within(node, 'BasicDetails')
  const text = (...names: string[]) => textIn(node, ...names) || (basics ? textIn(basics, ...names) : '')
  const [upn, surname, forename] = [text('UPN'), text('Surname', 'FamilyName'), text('Forename', 'GivenName')]
  const born = birthOf(text('DOB', 'PersonBirthDate'), row, reading)
  if (upn === '' && (surname === '' || forename === '' || born === null)) {
    issues.error('nobody', { row }, 'Nothing says who the pupil is: no UPN, no name with a date of birth. The record was left out.', 'Export the file again.')
    return null
  }
  const who = {
    ...reading.who.read({ row, id: '', upn, uln: text('UniqueLearnerNumber', 'ULN'), givenName: forename, familyName: surname, born, sex: sexOf(text('Sex', 'Gender', 'GenderCurrent'), row, issues) }),
    knownAs: text('PreferredForename') || null, formerUpn: formerOf(text('FormerUPN'), row, issues),
  }
  const facts = [...historyOf(node, reading), ...senOf(node, reading), ...attendanceOf(node, reading), ...resultsOf(node, reading)]
  return { row, key: keyOf(upn || `${plainName(surname, forename)} ${born ?? ''}`, row, reading), reportedBy: reading.reportedBy, who, facts }
}

function birthOf(text: string, row: number, { issues, asAt }: CtfReading): string | null {
  const born = writtenDay(text)
  if (born !== null && born <= asAt) return born
  issues.error(
    'birth', { row, column: 'DOB', value: text || null },
    `${text === '' ? 'There is no date of birth' : 'The date of birth cannot be'}. The pupil was taken in without one.`, 'Correct it where the file was made.',
  )
  return null
}

function sexOf(text: string, row: number, issues: Issues): string | null {
  if (['M', 'F'].includes(text)) return text
  if (text !== '') issues.error('sex', { row, column: 'Sex', value: text }, 'Sex is neither M nor F. It was left out.', 'Correct it where the file was made.')
  return null
}

function formerOf(text: string, row: number, issues: Issues): string | null {
  const { upn, state, why } = readUpn(text)
  if (state === 'quarantined') issues.error('former-upn', { row, column: 'FormerUPN', value: upn }, `The former UPN cannot be right: ${why}. It was left out.`, 'Correct it where the file was made.')
  return state === 'held' || state === 'temporary' ? upn : null
}

/** Schools we hold are said with their dates; of others nothing could follow. */
function historyOf(node: XmlNode, { issues, asAt, placeOf, source }: CtfReading): Fact[] {
  const schools = [within(node, 'SchoolHistory')].flatMap((list) => (list ? childrenNamed(list, 'School') : []))
  const seen = new Set<string>()
  return schools.flatMap((school) => {
    const code = `${textIn(school, 'LEA')}${textIn(school, 'Estab')}`
    const [starts, ends] = [writtenDay(textIn(school, 'EntryDate')), writtenDay(textIn(school, 'LeavingDate'))]
    const at = { row: school.line, column: 'EntryDate', value: textIn(school, 'EntryDate') || null }
    const placeId = placeOf(code)
    if (placeId === null) return []
    if (starts === null || starts > asAt || (ends !== null && ends < starts)) {
      issues.error('history', at, 'The days at the school are missing or cannot be. They were left out.', 'Correct them where the file was made.')
      return []
    }
    if (seen.has(`${placeId} ${starts}`)) return []
    seen.add(`${placeId} ${starts}`)
    const left = ends ?? (code === source ? writtenDay(textIn(node, 'DateOfLeaving')) : null)
    return [fact(ON_ROLL, { placeId, starts, ends: left, status: 'C', asAt })]
  })
}

const PROVISIONS = ['N', 'E', 'K']
const NEEDS = ['SPLD', 'MLD', 'SLD', 'PMLD', 'SEMH', 'SLCN', 'HI', 'VI', 'MSI', 'PD', 'ASD', 'DS', 'OTH', 'NSA']

/** SEN as the school that hands over had it on the day of the file. */
function senOf(node: XmlNode, { issues, asAt }: CtfReading): Fact[] {
  const sen = within(node, 'SEN')
  if (!sen) return []
  const facts: Fact[] = []
  const provision = within(sen, 'SENprovision') ?? within(sen, 'SENstatus')
  const code = provision?.text.toUpperCase() ?? ''
  if (PROVISIONS.includes(code)) facts.push(fact(STATEMENT, { topic: 'sen', value: code, starts: asAt, ends: null }))
  else if (code !== '') issues.error(
    'sen', { row: provision!.line, column: 'SENprovision', value: code }, 'SEN provision is none of N, K and E. It was left out.', 'Correct it where the file was made.',
  )
  const needs = new Set<string>()
  for (const need of [within(sen, 'SENneeds')].flatMap((list) => (list ? childrenNamed(list, 'SENneed') : []))) {
    const [type, rank] = [textIn(need, 'SENtype').toUpperCase(), textIn(need, 'SENtypeRank', 'SENneedRank')]
    if (!NEEDS.includes(type)) issues.error(
      'need', { row: need.line, column: 'SENtype', value: type || null }, 'The type of need is not in the code book. It was left out.',
      'Correct it where the file was made.',
    )
    else if (['1', '2'].includes(rank)) needs.add(`${type}:${rank}`)
  }
  return [...facts, ...[...needs].map((value) => fact(STATEMENT, { topic: 'need', value, starts: asAt, ends: null }))]
}

/** Sums of a school year without the codes they came of: told of the child, and in no measure, which counts by code. */
function attendanceOf(node: XmlNode, { issues }: CtfReading): Fact[] {
  const attendance = within(node, 'Attendance')
  const years = attendance ? childrenNamed(attendance, 'YearData') : []
  return years.flatMap((year) => {
    const began = Number(textIn(year, 'Year'))
    const sums = ['SessionsPossible', 'SessionsAttended', 'SessionsAuthorised', 'SessionsUnauthorised'].map((name) => within(year, name)?.text ?? '')
    const isRead = Number.isInteger(began) && began > 1990 && began < 2200 && sums.every((sum) => /^\d{0,4}$/.test(sum)) && sums[0] !== ''
    if (!isRead) {
      issues.error('attendance', { row: year.line, column: 'YearData' }, 'The attendance of a year has no year or no number of sessions. It was left out.', 'Correct it where the file was made.')
      return []
    }
    const [possible, attended, authorised, unauthorised] = sums.map(Number) as [number, number, number, number]
    if (attended + authorised + unauthorised > possible) issues.query(
      'attendance', { row: year.line, column: 'SessionsPossible', value: sums[0]! }, 'More sessions were attended and missed than were possible.',
      'See which of the sums is wrong.',
    )
    const value = `${possible} possible, ${attended} attended, ${authorised} authorised, ${unauthorised} unauthorised`
    return [fact(STATEMENT, { topic: 'attendance-before', value, starts: `${began}-09-01`, ends: `${began + 1}-08-31` })]
  })
}

function keyOf(key: string, row: number, { keys, issues }: CtfReading): string {
  if (!keys.has(key)) {
    keys.add(key)
    return key
  }
  issues.query('pupil-twice', { row }, 'The same pupil has another record in this file. What both say was taken in.', 'See whether one of them should go.')
  return `${key} ${row}`
}
