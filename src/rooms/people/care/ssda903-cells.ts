import type { Issues } from '#kernel'
import { writtenDay } from '../returns/written-day.ts'
import { codesIn, type Row, SSDA903 } from './ssda903-tables.ts'

/** Columns whose cell is held; what is wrong with any other is for somebody to look at, and loses nothing. */
const HELD = new Set(['DOB', 'DECOM', 'DEC', 'LS', 'SEX'])

/**
 * Checks the codes and days of a table's cells against the code books of its year, whether each child is in the header with the same day of
 * birth, and whether a child that may stand once stands twice. Answers the rows of children in the header, each child's first alone where it
 * may stand once.
 */
export function checkCells(table: string, rows: readonly Row[], header: ReadonlyMap<string, string> | null, yearEnds: number, issues: Issues): Row[] {
  const spec = SSDA903.tables[table]!
  const books = new Map(Object.entries(spec.columns).filter(([, { codes }]) => codes).map(([column]) => [column, codesIn(table, column, yearEnds)]))
  const seen = new Set<string>()
  return rows.filter((row) => {
    for (const [column, { rule, blank, day }] of Object.entries(spec.columns)) {
      const value = row.cell(column)
      if (value === '' ? blank : day ? writtenDay(value) !== null : books.get(column)?.has(value) !== false) continue
      const what = value === '' ? 'is not given' : day ? 'is no date (they are written 31/03/2025)' : 'is not in the code book of that year'
      issues[HELD.has(column) ? 'error' : 'query'](
        `ssda903-${rule.toLowerCase()}`, { row: row.row, column, value: value || null }, `${inFile(table)}: ${column} ${what}.`, 'Correct it where the file was made.',
      )
    }
    return isPlaced(table, row, header, seen, issues)
  })
}

function isPlaced(table: string, row: Row, header: ReadonlyMap<string, string> | null, seen: Set<string>, issues: Issues): boolean {
  const { birthDiffers, notInHeader, twice } = SSDA903.tables[table]!
  const child = row.cell('CHILD')
  const at = { row: row.row, column: 'CHILD', value: child || null }
  if (child === '') {
    issues.error('ssda903-child', at, `${inFile(table)}: the row names no child. It was left out.`, 'Give the child its id.')
    return false
  }
  if (twice && seen.has(child)) {
    issues.error(`ssda903-${twice.toLowerCase()}`, at, `${inFile(table)}: the child stands here twice. The first row was taken.`, 'Take the wrong row away.')
    return false
  }
  seen.add(child)
  const born = header?.get(child)
  if (header && born === undefined) {
    issues.error(`ssda903-${notInHeader!.toLowerCase()}`, at, `${inFile(table)}: the child is not in the header table. The row was left out.`, 'Add the child to the header, or take the row away.')
    return false
  }
  const birth = row.cell('DOB')
  if (header && birthDiffers && birth !== '' && writtenDay(birth) !== writtenDay(born!)) {
    issues.query(`ssda903-${birthDiffers.toLowerCase()}`, { ...at, column: 'DOB', value: birth }, `${inFile(table)}: the day of birth is another than in the header.`, 'Correct the one that is wrong.')
  }
  return true
}

export const inFile = (table: string) => `Table ${table.replace('_', ' ')}`
