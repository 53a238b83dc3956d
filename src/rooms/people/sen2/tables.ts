import { type Issues, Refusal } from '#kernel'
import { type GivenFile, readCsv, readSheets, type SheetRows } from '#platform'
import { columnsOf, isTableOf, MODULE_NAMES, MODULES, type Module, moduleTitled } from './names.ts'
import type { Part } from './record.ts'

/** The tables of a return that is not XML: each module's rows with their fields by our names. */
export type Tables = Map<Module, Part[]>

/** More rows than any authority has plans and placements. */
const MOST_ROWS = 1_000_000

/** Which module a CSV of the COLLECT export is, by its columns; null where it is none. */
export async function moduleOfCsv(file: GivenFile): Promise<Module | null> {
  let names: string[] = []
  await readCsv(file.path, { header: (header) => ((names = header), 'stop'), row: () => {}, problem: () => {} })
  // Every table of the export is keyed so; another list with a birth date and an id is not meant.
  if (!names.some((name) => /tableid$/i.test(name.trim()))) return null
  return MODULE_NAMES.find((module) => isTableOf(module, columnsOf(module, names))) ?? null
}

/** Reads one table of the export; false where reading had to stop before its end. */
export async function readCsvTable(file: GivenFile, module: Module, tables: Tables, issues: Issues): Promise<boolean> {
  const parts: Part[] = []
  let at = new Map<string, number>()
  let isWhole = true
  await readCsv(file.path, {
    header: (names) => void (at = columnsOf(module, names)),
    row(cells, row) {
      if (parts.length >= MOST_ROWS) throw new Refusal('invalid', `${file.name} has more than ${MOST_ROWS.toLocaleString('en-GB')} rows, more than any authority has.`)
      parts.push({ row, cells: cellsOf(at, cells) })
    },
    problem({ rule, loses, message, fix, ...where }) {
      if (loses === 'rest') isWhole = false
      issues.add({ rule, severity: loses === 'nothing' ? 'query' : 'error', ...where, message: `${file.name}: ${message}`, fix })
    },
  })
  tables.set(module, parts)
  return isWhole
}

/**
 * The tables of a workbook. The template has them one below the other on a sheet, each under its title; others have a sheet for each. Where a
 * sheet's name is a module's and no title stands on it, its first row is the header.
 */
export async function readBookTables(file: GivenFile): Promise<Tables> {
  const tables: Tables = new Map()
  for (const sheet of await readSheets(file.path)) {
    const found = titledTables(sheet)
    const named = found.length ? undefined : moduleTitled(sheet.name)
    const first = sheet.rows.findIndex((row) => row.length)
    for (const { module, header, until } of named && first >= 0 ? [{ module: named, header: first, until: sheet.rows.length }] : found) tables.set(
      module, [...(tables.get(module) ?? []), ...rowsOf(module, sheet, header, until)],
    )
  }
  return tables
}

/** Whether a workbook is a SEN2: it has a table of persons and one of requests. */
export const isSen2Book = (tables: Tables) => tables.has('person') && tables.has('request')

interface TitledTable {
  module: Module
  header: number
  until: number
}

function titledTables({ rows }: SheetRows): TitledTable[] {
  const found: TitledTable[] = []
  for (const [at, row] of rows.entries()) {
    const module = moduleTitled(row[0] ?? '')
    // A title stands alone over its header: a cell of data that says the same has other rows below it.
    const header = [at + 1, at + 2].find((next) => module && columnsOf(module, rows[next] ?? []).size >= Math.min(3, Object.keys(MODULES[module].fields).length - 1))
    if (!module || header === undefined) continue
    const last = found.at(-1)
    if (last) last.until = at
    found.push({ module, header, until: rows.length })
  }
  return found
}

/** Rows that hold more than the ids and codes a template is filled with beforehand. */
function rowsOf(module: Module, { rows }: SheetRows, header: number, until: number): Part[] {
  const at = columnsOf(module, rows[header]!)
  return rows.slice(header + 1, until).flatMap((row, index) => {
    const cells = cellsOf(at, row)
    return Object.keys(cells).some((field) => !/(Id|Link)$/.test(field)) ? [{ row: header + index + 2, cells }] : []
  })
}

function cellsOf(at: ReadonlyMap<string, number>, row: readonly string[]): Record<string, string> {
  const cells: Record<string, string> = {}
  for (const [field, index] of at) {
    const text = (row[index] ?? '').trim()
    // COLLECT writes a missing value so.
    if (text !== '' && text !== 'NULL') cells[field] = text
  }
  return cells
}
