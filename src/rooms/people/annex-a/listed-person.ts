import type { Issues } from '#kernel'
import { type Fact, fact, type Said, STATEMENT } from '../returns/said.ts'
import type { WhoReader } from '../returns/who-said.ts'
import { ageOn, writtenDay } from '../returns/written-day.ts'
import { ANNEX_A, find, type List, type ListRow } from './lists.ts'

/** What the rows of one workbook are read beside. */
export interface ListReading {
  issues: Issues
  who: WhoReader
  home: number
  asAt: string
}

/** Rows of the second list are told from those of the first by this much, since both begin at 2. */
export const NEXT_LIST = 100_000

/** Reads a row by the rules of its list: who, and what being on the list says. Null, with a finding, where nothing says who it is. */
export function readListed(one: ListRow, { value }: List, reading: ListReading): Said | null {
  const { issues, asAt, home, who } = reading
  const [id, upn] = [one.cell('id'), one.cell('upn')]
  if (id === '' && upn === '') {
    find(issues, 'nobody', one, 'id')
    return null
  }
  const born = birthOf(one, reading)
  checkIdentity(one, born, reading)
  checkSchool(one, born, reading)
  const isReason = new RegExp(ANNEX_A.codes.upnUnknown).test(one.cell('upn'))
  const written = { row: one.row, id, upn: isReason ? '' : upn, uln: one.cell('uln'), born, sex: genderOf(one, issues) }
  const facts: Fact[] = [fact(STATEMENT, { topic: 'sen', value, starts: planStart(one, reading) ?? asAt, ends: null, list: 'annex-a' })]
  const need = needOf(one, issues)
  if (need) facts.push(fact(STATEMENT, { topic: 'need', value: `${need}:1`, starts: asAt, ends: null, list: 'annex-a' }))
  return { row: one.row + (one.list - 1) * NEXT_LIST, key: `${one.list} ${id || upn}`, reportedBy: home, who: who.read(written), facts }
}

/** Only the row with the latest first issue stands where rows of a list share a UPN, or an id. Answers the rows to leave out. */
export function shared(list: List, issues: Issues): Set<ListRow> {
  const out = new Set<ListRow>()
  for (const column of ['upn', 'id']) {
    const reason = new RegExp(ANNEX_A.codes.upnUnknown)
    const groups = Map.groupBy(list.rows.filter((row) => !out.has(row) && row.cell(column) !== '' && !reason.test(row.cell(column))), (row) => row.cell(column))
    for (const some of groups.values()) {
      if (some.length < 2) continue
      const stands = some.toSorted((one, other) => ((writtenDay(one.cell('issued')) ?? '') < (writtenDay(other.cell('issued')) ?? '') ? 1 : -1))[0]
      for (const row of some) if (row !== stands) out.add(row)
      for (const row of some) if (row !== stands) find(issues, '09', row, column)
    }
  }
  return out
}

function birthOf(one: ListRow, { issues, asAt }: ListReading): string | null {
  if (one.cell('birth') === '') find(issues, '01a', one, 'birth')
  const born = dayOf(one, 'birth', issues)
  if (born === null) return null
  const age = ageOn(born, asAt)
  if (born > asAt) find(issues, '05a', one, 'birth')
  else if (age === 25) find(issues, '02a', one, 'birth')
  else if (age > 25) find(issues, '02b', one, 'birth')
  return born <= asAt && age <= 25 ? born : null
}

function checkIdentity(one: ListRow, born: string | null, { issues, asAt }: ListReading) {
  const isOld = born !== null && ageOn(born, asAt) >= 6
  if (isOld && one.cell('upn') === '' && one.cell('uln') === '') find(issues, '07', one, 'upn')
  if (one.cell('ethnicity') === '') find(issues, '01c', one, 'ethnicity')
  if (one.cell('disability') === '') find(issues, '03', one, 'disability')
  if (one.cell('death') !== '') find(issues, '12', one, 'death')
}

function checkSchool(one: ListRow, born: string | null, { issues, asAt }: ListReading) {
  const age = born === null ? null : ageOn(born, asAt)
  if (age === null || age < 5 || age > 16 || one.cell('main') !== '') return
  find(issues, one.cell('subsidiary') === '' ? '08a' : '08b', one, 'main')
}

/** The day the plan was first issued, beside its update and review. */
function planStart(one: ListRow, { issues, asAt }: ListReading): string | null {
  const [issued, updated, reviewed] = ['issued', 'updated', 'reviewed'].map((column) => dayOf(one, column, issues)) as [string | null, string | null, string | null]
  if (updated !== null && updated > asAt) find(issues, '05c', one, 'updated')
  if (reviewed !== null && reviewed > asAt) find(issues, '05d', one, 'reviewed')
  if (issued !== null && updated !== null && updated < issued) find(issues, '06a', one, 'updated')
  if (issued !== null && reviewed !== null && reviewed < issued) find(issues, '06b', one, 'reviewed')
  if (issued === null || issued <= asAt) return issued
  find(issues, '05b', one, 'issued')
  return null
}

function dayOf(one: ListRow, column: string, issues: Issues): string | null {
  if (one.cell(column) === '') return null
  const day = writtenDay(one.cell(column))
  if (day === null) find(issues, 'day', one, column)
  return day
}

function genderOf(one: ListRow, issues: Issues): string | null {
  const gender = ANNEX_A.codes.gender[one.cell('gender').toUpperCase()]
  if (gender === undefined) find(issues, one.cell('gender') === '' ? '01b' : 'code', one, 'gender')
  return gender ?? null
}

function needOf(one: ListRow, issues: Issues): string | null {
  const need = one.cell('need').toUpperCase()
  if (ANNEX_A.codes.need.includes(need)) return need
  find(issues, need === '' ? '01d' : 'code', one, 'need')
  return null
}
