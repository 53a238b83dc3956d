import type { Issues } from '#kernel'
import { type CsvProblem, readCsv, type Unit } from '#platform'
import type { Grouped, GroupedRule } from '../returns/grouped.ts'
import { writtenDay } from '../returns/written-day.ts'
import { LAYOUT, partOf, type Table } from './layout.ts'

/** A row of one of the files. */
export interface Line {
  row: number
  /** Without blanks around it; '' where the file has no such column. */
  cell: (name: string) => string
  /** It is to be deleted, and was so on this day (null where the row does not say when). */
  isGone: boolean
  changed: string | null
  /** The same as it is written, with its time: `2023-05-01T18:25:43.511Z`. */
  moment: string
}

export interface TableReading {
  issues: Issues
  grouped: Grouped
  isDelta: boolean
  progress?: ((share: number) => void) | undefined
}

/** Reads one file of a set; what is wrong with how it is written becomes findings that name it. Answers how many rows could not be told apart. */
export async function readTable(unit: Unit, table: Table, reading: TableReading, take: (line: Line) => void): Promise<number> {
  const { issues, grouped, isDelta, progress } = reading
  const rules = rulesOf(table)
  let at = new Map<string, number>()
  let lost = 0
  const cellsAt = (cells: string[]) => (name: string) => cells[at.get(name) ?? -1]?.trim() ?? ''
  await readCsv(unit.parts[partOf(table)]!.path, {
    header(names) {
      at = new Map(names.map((name, column) => [name, column] as const).toReversed())
      return tellHeader(table, names, issues)
    },
    row(cells, row) {
      const cell = cellsAt(cells)
      const status = cell('status').toLowerCase()
      if (!LAYOUT.statuses.includes(status)) grouped.note(rules.status, row, status)
      else if (status !== '' && !isDelta) grouped.note(rules.bulkStatus, row, '')
      if (cell('password') !== '') grouped.note(PASSWORDS, row, '')
      const moment = cell('dateLastModified')
      take({ row, cell, isGone: status === 'tobedeleted', changed: writtenDay(moment), moment })
    },
    problem(problem) {
      if (problem.loses === 'row') lost += 1
      issues.add(asFinding(table, problem))
    },
    ...(progress ? { progress } : {}),
  })
  return lost
}

/** Columns are known by name; that they stand in another order is told. Without one that is needed nothing of the file can be read. */
function tellHeader(table: Table, names: readonly string[], issues: Issues): 'stop' | void {
  const { needed, columns } = LAYOUT.files[table]
  const missing = needed.filter((name) => !names.includes(name))
  if (missing.length) {
    issues.error('columns', { row: 1, column: `${table}.csv ${missing[0]}` }, `${table}.csv has no column ${missing.join(', ')}. Nothing of it was read.`, 'Export the set again, with the columns as OneRoster has them.')
    return 'stop'
  }
  const known = names.filter((name) => columns.includes(name))
  const ordered = columns.filter((name) => known.includes(name))
  if (known.join() !== ordered.join()) issues.query('header-order', { row: 1, column: `${table}.csv` }, `The columns of ${table}.csv stand in another order than OneRoster gives. They were read by their names.`, 'Nothing to do.')
}

const RULES = new Map<Table, { status: GroupedRule; bulkStatus: GroupedRule }>()

function rulesOf(table: Table) {
  const held = RULES.get(table)
  if (held) return held
  const column = `${table}.csv status`
  const made: { status: GroupedRule; bulkStatus: GroupedRule } = {
    status: { rule: 'status', severity: 'query', column, message: (value, more) => `The status ${value}${more} is neither active nor tobedeleted. It was read as active.`, fix: 'Look what the system means by it.' },
    bulkStatus: { rule: 'status-in-bulk', severity: 'query', column, message: (_, __, times) => `The file is whole, and ${times === 1 ? 'a row has' : `${times.toLocaleString('en-GB')} rows have`} a status all the same. Those to be deleted were read so.`, fix: 'Nothing to do.' },
  }
  RULES.set(table, made)
  return made
}

const PASSWORDS: GroupedRule = {
  rule: 'passwords', severity: 'query', column: 'password', message: (_, more) => `The file holds passwords of people${more}. Belong does not read them, yet the kept file holds them.`, fix: 'Export the set without passwords, give it again and undo this one.',
}

function asFinding(table: Table, { rule, loses, row, column, value, message, fix }: CsvProblem) {
  return { rule, severity: loses === 'nothing' ? ('query' as const) : ('error' as const), row, column: `${table}.csv${column ? ` ${column}` : ''}`, value, message, fix }
}
