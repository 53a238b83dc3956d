import type { Issues } from '#kernel'
import type { Fact, Said } from '../returns/said.ts'
import { readUpn } from '../identity/identifiers.ts'
import type { WhoReader } from '../returns/who-said.ts'
import { writtenDay } from '../returns/written-day.ts'
import { childrenNamed, textIn, within, type XmlNode } from '../returns/xml-records.ts'
import { CIN } from './cin-codes.ts'
import { disabilities, inNeed, protectionPlans, youngCarer } from './cin-groups.ts'

/** What the records of one census are read beside. */
export interface CinReading {
  issues: Issues
  who: WhoReader
  home: number
  /** The day the census speaks of. */
  asAt: string
  /** Keys already given to a record of this file. */
  seen: Set<string>
  /** Referrals that led to no further action: of these no group is marked. */
  ledNowhere: number
}

/**
 * Reads a child of the children in need census: who, and the groups the child was in and when. Names are not in it, nor is anything here
 * kept that does not mark a group. Null where nothing says who it is about; findings say so.
 */
export function readChild(node: XmlNode, row: number, reading: CinReading): Said | null {
  const { issues, home, seen, who } = reading
  const identifiers = within(node, 'ChildIdentifiers') ?? node
  const id = textIn(identifiers, 'LAchildID')
  const upn = textIn(identifiers, 'UPN')
  if (id === '' && upn === '') {
    issues.error(
      'child-without-id', { row, column: 'LAchildID' }, 'The record has neither an id of its own nor a UPN, so nobody can tell whose it is. It was left out.',
      'Give the child its LAchildID, and give the file again.',
    )
    return null
  }
  if (id === '') issues.query('id-missing', { row, column: 'LAchildID' }, 'The child has no LAchildID and is known by the UPN alone.', 'Give the child its LAchildID.')
  checkUpnReason(issues, row, upn, textIn(identifiers, 'UPNunknown'))
  const born = birthOf(identifiers, row, reading)
  const life = { born, died: writtenDay(textIn(identifiers, 'PersonDeathDate')) }
  const details = childrenNamed(node, 'CINdetails')
  const facts: Fact[] = [...inNeed(details, life, reading), ...protectionPlans(details, life, reading), ...youngCarer(details, life, reading), ...disabilities(node, reading)]
  const written = { row, id, upn, born, sex: sexOf(identifiers, row, issues) }
  return { row, key: keyOf(id || upn, row, seen, issues), reportedBy: home, who: { ...who.read(written), formerUpn: formerOf(identifiers, row, issues) }, facts }
}

function keyOf(id: string, row: number, seen: Set<string>, issues: Issues): string {
  if (!seen.has(id)) {
    seen.add(id)
    return id
  }
  issues.query('child-twice', { row, column: 'LAchildID', value: id }, 'The same child has another record in this file. What both say was taken in.', 'See whether one of them should go.')
  return `${id} ${row}`
}

function formerOf(identifiers: XmlNode, row: number, issues: Issues): string | null {
  const { upn, state, why } = readUpn(textIn(identifiers, 'FormerUPN'))
  if (state === 'quarantined') issues.error('former-upn', { row, column: 'FormerUPN', value: upn }, `The former UPN cannot be right: ${why}. It was left out.`, 'Correct it where the file was made.')
  return state === 'held' || state === 'temporary' ? upn : null
}

function checkUpnReason(issues: Issues, row: number, upn: string, reason: string) {
  if (upn !== '' && reason !== '') issues.query('upn-and-reason', { row, column: 'UPNunknown', value: reason }, 'There is a UPN and a reason why there is none.', 'Take one of them away.')
  if (upn === '' && reason === '') issues.query('upn-missing', { row, column: 'UPN' }, 'There is no UPN, and no reason why.', 'Give the UPN, or the reason.')
}

function birthOf(identifiers: XmlNode, row: number, { issues, asAt }: CinReading): string | null {
  const text = textIn(identifiers, 'PersonBirthDate')
  const expected = textIn(identifiers, 'ExpectedPersonBirthDate')
  if (text === '' && expected !== '') {
    issues.query('unborn', { row, column: 'ExpectedPersonBirthDate', value: expected }, 'The child was not born yet when the census was made.', 'Nothing to do.')
    return null
  }
  const born = writtenDay(text)
  if (born !== null && born <= asAt) return born
  const why = text === '' ? 'There is no date of birth' : born === null ? 'The date of birth is no date' : 'The date of birth is after the census'
  issues.error('birth', { row, column: 'PersonBirthDate', value: text || null }, `${why}. The child was taken in without one.`, 'Correct it where the file was made.')
  return null
}

function sexOf(identifiers: XmlNode, row: number, issues: Issues): string | null {
  const text = textIn(identifiers, 'Sex', 'GenderCurrent')
  const known = CIN.sex[text]
  if (known === undefined) issues.error(
    'sex', { row, column: 'Sex', value: text || null }, text === '' ? 'Sex is not given.' : 'Sex is not one of M, F and U. It was left out.',
    'Correct it where the file was made.',
  )
  return known ?? null
}
