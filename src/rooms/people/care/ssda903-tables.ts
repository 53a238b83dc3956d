import { readFileSync } from 'node:fs'
import { type Issues, Refusal } from '#kernel'
import { type GivenFile, installed, readCsv } from '#platform'

interface ColumnSpec {
  /** The number by which the published rules know what is wrong with it. */
  rule: string
  codes?: string[]
  day?: boolean
  blank?: boolean
}

export interface TableSpec {
  /** The columns by which the table is known. */
  marks: string[]
  notInHeader?: string
  birthDiffers?: string
  twice?: string
  columns: Record<string, ColumnSpec>
}

interface Spec {
  shortBreaks: string[]
  years: Record<string, Record<string, Record<string, { add?: string[]; remove?: string[] }>>>
  /** What the rules over a child's episodes say, by their published numbers. */
  episodeRules: Record<string, { message: string; fix: string }>
  tables: Record<string, TableSpec>
}

/** The tables of the return and their code books, from `specs/ssda903.json`. */
export const SSDA903 = JSON.parse(readFileSync(installed('specs', 'ssda903.json'), 'utf8')) as Spec

/** A row as it stands; every column of the table has a cell, empty where the file has none. */
export interface Row {
  row: number
  cell: (column: string) => string
}

/** The codes of a column in the return of a year: those of 2017 with what every year up to it changed. */
export function codesIn(table: string, column: string, yearEnds: number): ReadonlySet<string> {
  const codes = new Set(SSDA903.tables[table]!.columns[column]!.codes)
  for (const [year, changes] of Object.entries(SSDA903.years).toSorted()) {
    if (Number(year) > yearEnds) break
    for (const code of changes[table]?.[column]?.add ?? []) codes.add(code)
    for (const code of changes[table]?.[column]?.remove ?? []) codes.delete(code)
  }
  return codes
}

/** Which table of the return a file is, by its header; null where it is none. */
export async function tableOf(file: GivenFile): Promise<string | null> {
  let names: string[] = []
  await readCsv(file.path, { header: (header) => ((names = header.map(plain)), 'stop'), row: () => {}, problem: () => {} })
  const fits = Object.entries(SSDA903.tables).filter(([, { marks }]) => marks.every((mark) => names.includes(mark)))
  // The header of children has no mark the other tables lack, so the one with most marks is meant.
  return fits.toSorted(([, one], [, other]) => other.marks.length - one.marks.length)[0]?.[0] ?? null
}

/** More rows than any authority has in a year. */
const MOST_ROWS = 500_000

/** Reads a table whole; what cannot be read of it is found. `isWhole` is false where reading had to stop before its end. */
export async function readTable(file: GivenFile, issues: Issues): Promise<{ rows: Row[]; isWhole: boolean }> {
  const rows: Row[] = []
  let at = new Map<string, number>()
  let isWhole = true
  await readCsv(file.path, {
    header: (names) => void (at = new Map(names.map((name, index) => [plain(name), index]))),
    row(cells, row) {
      if (rows.length >= MOST_ROWS) throw new Refusal('invalid', `${file.name} has more than ${MOST_ROWS.toLocaleString('en-GB')} rows, more than any authority has in a year.`)
      rows.push({ row, cell: (column) => whole(cells[at.get(column) ?? -1] ?? '') })
    },
    problem({ rule, loses, message, fix, ...where }) {
      if (loses === 'rest') isWhole = false
      issues.add({ rule, severity: loses === 'nothing' ? 'query' : 'error', ...where, message: `${file.name}: ${message}`, fix })
    },
  })
  return { rows, isWhole }
}

const plain = (name: string) => name.trim().toUpperCase()

/** Spreadsheets and data tools write the code 1 as 1.0. */
const whole = (cell: string) => cell.trim().replace(/^(\d+)\.0$/, '$1')
