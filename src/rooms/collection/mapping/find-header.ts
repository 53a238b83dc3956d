import { plainName } from '#kernel'
import type { GivenRow } from './given-table.ts'

/** A name as names are compared: without case, signs and spaces, so that "D.O.B." is "dob". */
export const nameKey = (name: string) => plainName(name.replaceAll(/[_/]/g, ' ')).replaceAll(/[\s-]/g, '')

const WITHIN = 30

/**
 * The row that names the columns: among the first thirty the earliest that has as many words in different cells as any, since titles, dates of
 * printing and merged group headings stand above it and fill fewer. Answers its place in `rows`; null where no row names two columns.
 */
export function headerAt(rows: readonly GivenRow[]): number | null {
  const counts = rows.slice(0, WITHIN).map(({ cells }) => namesIn(cells))
  const most = Math.max(0, ...counts)
  return most < 2 ? null : counts.findIndex((count) => count >= most * 0.8 && count > 1)
}

function namesIn(cells: readonly string[]) {
  const words = cells.map((cell) => cell.trim()).filter((cell) => cell !== '' && !/^[\d\s.,:/£%+-]+$/.test(cell) && !/^\d{4}-\d{2}-\d{2}/.test(cell) && cell.length < 120)
  return new Set(words.map(nameKey)).size
}

export interface GivenColumn {
  /** Where it stands in a row, from 0. */
  at: number
  name: string
  key: string
}

/** The columns a header names, each by a name of its own: of two alike the second is "Date (2)", a blank one that holds something "Column F". */
export function columnsOf(header: GivenRow, rows: readonly GivenRow[]): GivenColumn[] {
  const wide = Math.max(header.cells.length, ...rows.slice(0, 200).map(({ cells }) => cells.length))
  const seen = new Map<string, number>()
  const columns: GivenColumn[] = []
  for (let at = 0; at < wide; at += 1) {
    const given = (header.cells[at] ?? '').replaceAll(/\s+/g, ' ').trim()
    if (given === '' && isMostlyBlank(rows, at)) continue
    const name = given || `Column ${letters(at)}`
    const times = (seen.get(nameKey(name)) ?? 0) + 1
    seen.set(nameKey(name), times)
    const own = times === 1 ? name : `${name} (${times})`
    columns.push({ at, name: own, key: nameKey(own) || `sign${name.codePointAt(0)}` })
  }
  return columns
}

/** What stands in a column without a name now and then is a remark beside the table. */
function isMostlyBlank(rows: readonly GivenRow[], at: number) {
  const some = rows.slice(0, 500)
  return some.filter(({ cells }) => (cells[at] ?? '').trim() !== '').length < Math.max(1, some.length * 0.2)
}

/** A column as spreadsheets call it: A, Z, AA. */
function letters(at: number): string {
  return at < 26 ? String.fromCharCode(65 + at) : letters(Math.floor(at / 26) - 1) + letters(at % 26)
}
