import { daysBetween, type Issues } from '#kernel'
import type { Grouped, GroupedRule } from '../returns/grouped.ts'
import type { Found } from '../returns/list-file.ts'
import { listKind, type ListReader, type ListRow } from '../returns/list-kind.ts'
import { fact, type Said, SESSION_COUNT, type SessionCount } from '../returns/said.ts'
import { writtenDay } from '../returns/written-day.ts'
import { codePosition, REGISTER_CODES } from './codes.ts'

const COLUMNS = {
  starts: ['start', 'start date', 'from', 'week_beginning', 'week commencing', 'term start', 'period start'],
  ends: ['end', 'end date', 'to', 'week_ending', 'term end', 'period end'],
  possible: ['possible sessions', 'sessions possible', 'total possible'],
  code: ['attendance code', 'register code', 'attendancereason', 'mark'],
  sessions: ['count', 'sessions count', 'number of sessions'],
} as const
type Column = keyof typeof COLUMNS

/** Sessions of a child by register code in a week or a term, in a layout of ours (docs/returns.md): a column for each code, or a row for each. */
export const attendanceWeekly = listKind<Column>({
  name: 'attendance-weekly',
  calledAs: 'attendance',
  label: 'Attendance by code, weekly or termly',
  columns: COLUMNS,
  knows: (at, names) => at.starts >= 0 && at.ends >= 0 && ((at.code >= 0 && at.sessions >= 0) || codeColumns(names).length >= 3),
  columnsNeeded: 'Give it laestab, upn, starts and ends, with code and sessions or a column for each register code.',
  day: 'starts',
  reader: (grouped) => new CountReader(grouped),
})

class CountReader implements ListReader<Column> {
  private readonly records = new Map<string, Said>()
  private columns: { at: number; position: number }[] = []
  private isLong = false
  private readonly grouped: Grouped

  constructor(grouped: Grouped) {
    this.grouped = grouped
  }

  begin(at: Found<Column>, names: readonly string[]) {
    this.isLong = at.code >= 0 && at.sessions >= 0
    this.columns = codeColumns(names)
  }

  row(one: ListRow<Column>): boolean {
    const [starts, ends] = [writtenDay(one.cell('starts')), writtenDay(one.cell('ends'))]
    if (!starts || !ends || ends < starts) {
      this.grouped.note(NO_SPAN, one.row, `${one.cell('starts')} to ${one.cell('ends')}`)
      return false
    }
    if (daysBetween(starts, ends) > 366) {
      this.grouped.note(TOO_LONG, one.row, `${starts} to ${ends}`)
      return false
    }
    const count = this.countOf(one, starts, ends)
    if (!count) return false
    const possible = this.numberIn(one, one.cell('possible'), 'possible')
    if (possible !== null) count.possible = possible
    if (this.isLong) return this.add(one, count, one.cell('code'), one.cell('sessions'))
    for (const { at, position } of this.columns) this.put(one, count, position, one.cells[at]!)
    return true
  }

  end(_db: unknown, _areaId: number, issues: Issues): Said[] {
    const said = [...this.records.values()]
    for (const { row, facts } of said) lookAt(facts[0]!.one as SessionCount, row, issues)
    return said
  }

  /** The count of a child in a span: rows of the long form add to one, a second row of the wide form does not. */
  private countOf(one: ListRow<Column>, starts: string, ends: string): SessionCount | null {
    const key = `${one.key} ${starts} ${ends}`
    const held = this.records.get(`${one.reportedBy} ${key}`)
    if (held && this.isLong) return held.facts[0]!.one as SessionCount
    if (held) {
      this.grouped.note(TWICE, one.row, `${starts} to ${ends}`)
      return null
    }
    const count: SessionCount = { placeId: one.reportedBy, starts, ends, possible: null, counts: Array<number>(REGISTER_CODES.length).fill(0) }
    this.records.set(`${one.reportedBy} ${key}`, { row: one.row, key, reportedBy: one.reportedBy, who: one.who, facts: [fact(SESSION_COUNT, count)], period: starts, asAt: ends })
    return count
  }

  private add(one: ListRow<Column>, count: SessionCount, code: string, sessions: string): boolean {
    const position = codePosition(code)
    if (position === undefined) this.grouped.note(NO_CODE, one.row, code)
    return position !== undefined && this.put(one, count, position, sessions)
  }

  private put(one: ListRow<Column>, count: SessionCount, position: number, written: string): boolean {
    const sessions = this.numberIn(one, written, REGISTER_CODES[position]!.code)
    if (sessions === null) return written.trim() === ''
    const { code, from, until } = REGISTER_CODES[position]!
    if (sessions > 0 && ((from !== undefined && count.ends < from) || (until !== undefined && count.starts > until))) {
      this.grouped.note(OUT_OF_BOOK, one.row, code)
      return false
    }
    count.counts[position]! += sessions
    return true
  }

  private numberIn(one: ListRow<Column>, written: string, column: string): number | null {
    const text = written.trim()
    if (text === '') return null
    if (/^\d{1,4}(\.0+)?$/.test(text)) return Number(text)
    this.grouped.note(NO_NUMBER, one.row, `${column}: ${text}`)
    return null
  }
}

/** The columns that are called by a register code, with nothing or a word before it: `C1`, `code_C1`, `sessions \`. */
function codeColumns(names: readonly string[]): { at: number; position: number }[] {
  return names.flatMap((name, at) => {
    const position = codePosition(name.trim().replace(/^(?:code|sessions?|mark)[\s_:]+/i, ''))
    return position === undefined ? [] : [{ at, position }]
  })
}

/** Counted are more sessions than there can be, or than the file itself says were possible. */
function lookAt({ starts, ends, possible, counts }: SessionCount, row: number, issues: Issues) {
  const counted = counts.reduce((sum, one, at) => (REGISTER_CODES[at]!.class === 'not-counted' ? sum : sum + one), 0)
  const most = weekdaysBetween(starts, ends) * 2
  if (possible !== null && counted > possible) {
    issues.query('more-than-possible', { row, column: 'possible', value: String(possible) },
      `The codes come to ${counted} possible sessions, and the row says ${possible} were. Both were taken as they are.`, 'Find out which is right.')
  } else if (Math.max(counted, possible ?? 0) > most) {
    issues.query('more-than-days', { row, column: possible !== null && possible > most ? 'possible' : null, value: String(Math.max(counted, possible ?? 0)) },
      `From ${starts} to ${ends} there are ${most} sessions on weekdays, and the row has ${Math.max(counted, possible ?? 0)}.`, 'See whether the days or the counts are wrong.')
  }
}

function weekdaysBetween(starts: string, ends: string) {
  let days = 0
  const last = Date.parse(`${ends}T00:00:00Z`)
  for (let day = Date.parse(`${starts}T00:00:00Z`); day <= last; day += 86_400_000) if (new Date(day).getUTCDay() % 6) days += 1
  return days
}

const AGAIN = 'Correct it where the file was made, and give the file again.'
const NO_SPAN: GroupedRule = {
  rule: 'span', severity: 'error', column: 'starts',
  message: (value, more) => `"${value}" is not from one day to a later one${more}. The row was left out.`,
  fix: 'Write the first and last day as 2025-01-13 or 13/01/2025.',
}
const TOO_LONG: GroupedRule = { rule: 'long-span', severity: 'error', column: 'ends', message: (value, more) => `${value} is longer than a year${more}. The row was left out.`, fix: AGAIN }
const TWICE: GroupedRule = {
  rule: 'row-twice', severity: 'error',
  message: (value, more) => `The same child has a second row for ${value}${more}. The first was kept.`,
  fix: 'Find out which is right, and give the file again with that one alone.',
}
const NO_CODE: GroupedRule = {
  rule: 'code', severity: 'error', column: 'code',
  message: (value, more) => `"${value}" is no register code; capital and small letters are not the same${more}. Its sessions were left out.`,
  fix: AGAIN,
}
const NO_NUMBER: GroupedRule = { rule: 'number', severity: 'error', message: (value, more) => `"${value}" is no number of sessions${more}. It was left out.`, fix: AGAIN }
const OUT_OF_BOOK: GroupedRule = {
  rule: 'code-out-of-book', severity: 'error', column: 'code',
  message: (value, more) => `${value} was not in the code book on any day of the row: it changed on 19 August 2024${more}. Its sessions were left out.`,
  fix: AGAIN,
}
