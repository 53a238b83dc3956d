import { type Issues, Refusal } from '#kernel'
import type { CsvProblem, MapField, MappedRow, MapTarget } from '#platform'
import { columnsOf, type GivenColumn, headerAt, nameKey } from './find-header.ts'
import type { GivenRow, GivenSheets } from './given-table.ts'
import { readCode, readDate, readNumber } from './read-cell.ts'
import { isMadeFor, type Matched, type Recipe } from './recipe.ts'

/** The part of a file that is a table: its header, its columns and the rows under it. */
export interface FoundTable {
  sheet: string | null
  header: GivenRow
  columns: GivenColumn[]
  rows: GivenRow[]
}

/** The table of a sheet, where one of its rows names columns: the one that is asked for by its number, else the one that looks like it. */
export function tableOf({ name, rows }: GivenSheets['sheets'][number], headerRow?: number): FoundTable | null {
  const at = headerRow === undefined ? headerAt(rows) : rows.findIndex(({ row }) => row === headerRow)
  if (at === null || at < 0) return null
  const header = rows[at]!
  const below = rows.slice(at + 1)
  return { sheet: name, header, columns: columnsOf(header, below), rows: below }
}

/** The table a recipe was made for, whichever sheet and row its header stands in; null where the file has none. */
export function tableFor(recipe: Recipe, { sheets }: GivenSheets): FoundTable | null {
  for (const sheet of sheets) {
    for (const { row } of sheet.rows.slice(0, 30)) {
      const table = tableOf(sheet, row)
      if (table && isMadeFor(recipe, table.columns)) return table
    }
  }
  return null
}

/** A table's rows in the words of a target; what is no row of a child is left out and told, what a cell holds that cannot be understood is told and left blank. */
export function mapRows(table: FoundTable, recipe: Pick<Recipe, 'fields'>, target: MapTarget, issues: Issues): { rows: MappedRow[]; read: number; rejected: number } {
  const fields = target.fields.flatMap((field) => {
    const match = recipe.fields[field.name]
    const column = match?.column === undefined ? undefined : table.columns.find(({ key }) => key === nameKey(match.column!))
    return match && (column || match.fixed !== undefined) ? [{ field, match, column }] : []
  })
  const above = new Map<string, string>()
  const out: MappedRow[] = []
  const seen = { read: 0, rejected: 0 }
  for (const given of table.rows) {
    if (isBeside(given, table, fields.length, issues)) continue
    seen.read += 1
    if (isTooWide(given, table, issues)) {
      seen.rejected += 1
      continue
    }
    const values: Record<string, string> = {}
    for (const { field, match, column } of fields) {
      const cell = column ? filledDown(column, match, (given.cells[column.at] ?? '').trim(), above) : match.fixed!
      const value = cell === '' ? '' : valueOf(cell, field, match, { row: given.row, column: column?.name ?? null }, issues)
      if (value !== '') values[field.name] = value
    }
    out.push({ row: given.row, values })
  }
  return { rows: out, ...seen }
}

function filledDown({ name }: GivenColumn, { fillsDown }: Matched, cell: string, above: Map<string, string>) {
  if (!fillsDown) return cell
  if (cell !== '') above.set(name, cell)
  return above.get(name) ?? ''
}

function valueOf(cell: string, field: MapField, match: Matched, at: { row: number; column: string | null }, issues: Issues): string {
  if (/^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!)$/.test(cell)) return untold(issues, 'formula-error', { ...at, value: cell }, 'The formula in this cell came to no value.',
    'Mend it in the workbook and send it again.')
  if (field.kind === 'date') return readDate(cell, match.dates) ?? untold(issues, 'date-not-read', { ...at, value: cell },
    `This is no day Belong can read, so “${field.label}” is left out.`, 'Write it as 31/12/2025.')
  if (field.kind === 'number') return readNumber(cell) ?? untold(issues, 'number-not-read', { ...at, value: cell }, 'This is no number.', 'Write it in digits.')
  if (field.kind === 'code') {
    return readCode(cell, field, match.codes) ?? untold(issues, 'word-not-matched', { ...at, value: cell }, `Nobody has said what this stands for in “${field.label}”.`,
      'Change the recipe: say what this word stands for, or that it means nothing.')
  }
  if (/^\d(\.\d+)?E\+\d+$/i.test(cell)) return untold(issues, 'number-shortened', { ...at, value: cell }, 'A spreadsheet has shortened this number, so that its last digits are lost.',
    'Make the column text in the workbook, fill it again and send it.')
  if (field.digits && /^\d+$/.test(cell) && cell.length < field.digits) {
    issues.query('zeros-lost', { ...at, value: cell },
      `This has ${cell.length} digits where there should be ${field.digits}: a spreadsheet takes zeros at the start of a number away. They were put back.`, 'Nothing to do.')
    return cell.padStart(field.digits, '0')
  }
  return cell
}

function untold(issues: Issues, rule: string, at: { row: number; column: string | null; value: string }, message: string, fix: string) {
  issues.error(rule, at, message, fix)
  return ''
}

/** Totals, notes at the foot and a header that was pasted once more stand beside the rows. */
function isBeside({ row, cells }: GivenRow, { header, columns }: FoundTable, wanted: number, issues: Issues) {
  const filled = cells.filter((cell) => cell.trim() !== '')
  const first = filled[0]!.trim()
  if (first === headerStart(header) && filled.join('\0') === header.cells.filter((cell) => cell.trim() !== '').join('\0')) {
    issues.query('header-again', { row }, 'The header stands here once more; the row was left out.', 'Nothing to do.')
    return true
  }
  if (filled.length < Math.max(2, wanted) && /^(grand |sub-?\s?)?totals?\b|^count\b|^number of\b/i.test(first)) {
    issues.query('total-row', { row, value: first }, 'This is a row of totals, not of a child; it was left out.', 'Nothing to do.')
    return true
  }
  if (filled.length === 1 && columns.length > 2 && (first.length > 25 || /^(source|note|produced|printed|run|\*|†|end of)/i.test(first))) {
    issues.query('note-row', { row, value: first }, 'This is a note beside the table, not a row of it; it was left out.', 'Nothing to do.')
    return true
  }
  return false
}

const headerStart = ({ cells }: GivenRow) => cells.find((cell) => cell.trim() !== '')?.trim()

/** A row that runs past the last column cannot be told apart; one that ends early is blank at its end. */
function isTooWide({ row, cells }: GivenRow, { columns }: FoundTable, issues: Issues) {
  const last = columns.at(-1)!.at
  if (!cells.slice(last + 1).some((cell) => cell.trim() !== '')) return false
  issues.error('ragged', { row, value: cells.join(',').slice(0, 60) }, 'The row has more cells than there are columns, so it cannot be told which is which.',
    'Look for a comma that should stand in quotes.')
  return true
}

/** What is wrong with how the file is written, as findings; a file that breaks off stops there. */
export function tellProblems(problems: readonly CsvProblem[], issues: Issues): boolean {
  for (const { rule, loses, row, column, value, message, fix } of problems) issues.add({ rule, severity: loses === 'nothing' ? 'query' : 'error', row, column, value, message, fix })
  return problems.some(({ loses }) => loses === 'rest')
}

export const noSuchTable = (recipe: Recipe) => new Refusal('invalid',
  `None of the rows of this file is the header that “${recipe.name}” was made for: ${recipe.header.slice(0, 8).join(', ')}${recipe.header.length > 8 ? ' …' : ''}`)
