import { readFileSync } from 'node:fs'
import type { Issues } from '#kernel'
import { type GivenFile, installed, readSheets } from '#platform'

interface AnnexA {
  codes: { gender: Record<string, string | null>; need: string[]; upnUnknown: string }
  lists: { number: number; sheet: string; value: string; lacks: string[] }[]
  columns: Record<string, string[]>
  rules: Record<string, { severity: 'error' | 'query'; message: string; fix: string }>
}

/** The lists with their columns, codes and rules, from `specs/annex-a.json`. */
export const ANNEX_A = JSON.parse(readFileSync(installed('specs', 'annex-a.json'), 'utf8')) as AnnexA

/** A list as it stands on its sheet. */
export interface List {
  number: number
  /** What being on it says of SEN. */
  value: string
  rows: ListRow[]
}

export interface ListRow {
  list: number
  /** Of its sheet. */
  row: number
  cell: (column: string) => string
}

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '')

/** The lists of a workbook, by the names of its sheets and their columns; [] where it is none. Lists of other years may have more columns. */
export async function listsOf(file: GivenFile): Promise<List[]> {
  const sheets = await readSheets(file.path)
  return ANNEX_A.lists.flatMap(({ number, sheet: name, value, lacks }) => {
    const sheet = sheets.find((one) => plain(one.name) === plain(name))
    const header = sheet?.rows.findIndex((row) => row.length) ?? -1
    if (!sheet || header < 0) return []
    const at = new Map(Object.entries(ANNEX_A.columns).map(([column, names]) => [column, sheet.rows[header]!.findIndex((written) => names.some((one) => plain(one) === plain(written)))]))
    if (!['id', 'birth', 'need', ...(lacks.length ? [] : ['issued'])].every((column) => at.get(column)! >= 0)) return []
    const rows = sheet.rows.flatMap((cells, index): ListRow[] => (index <= header || !cells.length ? [] : [{
      list: number, row: index + 1, cell: (column) => (cells[at.get(column) ?? -1] ?? '').trim(),
    }]))
    return [{ number, value, rows }]
  })
}

/** Tells a finding by its number in its list: 01a of list 1 is 101a. */
export function find(issues: Issues, rule: string, { list, row, cell }: ListRow, column: string) {
  const { severity, message, fix } = ANNEX_A.rules[rule]!
  issues[severity](`annex-a-${/^\d/.test(rule) ? list : ''}${rule}`, { row, column: ANNEX_A.columns[column]![0]!, value: cell(column) || null }, `List ${list}: ${message}`, fix)
}
