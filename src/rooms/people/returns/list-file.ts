import type { Issues } from '#kernel'
import { csvHead, type CsvProblem, type GivenFile, isWorkbook, readCsv, readSheets } from '#platform'

/** A column of a list, by our name for it, with the ways files spell it; compared without case, blanks and signs. */
export type ListColumns<Name extends string> = Readonly<Record<Name, readonly string[]>>

/** Where a file has each column; -1 where it has none. */
export type Found<Name extends string> = Readonly<Record<Name, number>>

export interface ListReading<Name extends string> {
  columns: ListColumns<Name>
  issues: Issues
  /** The columns, before the first row. */
  head: (at: Found<Name>, names: readonly string[]) => void
  /** A row with as many cells as the header. */
  row: (cells: string[], row: number) => void
  progress?: ((share: number) => void) | undefined
}

/** What the columns of a list are called, of a CSV or of the first sheet of a workbook that holds anything; [] where it is neither. Reads the start of a CSV alone. */
export async function namesOf(file: GivenFile): Promise<readonly string[]> {
  const known = NAMES.get(file)
  if (known) return known
  const names = (await firstRows(file))[0] ?? []
  NAMES.set(file, names)
  return names
}

/** The header and first rows, as they are written. */
export async function firstRows(file: GivenFile): Promise<string[][]> {
  if (!(await isWorkbook(file.path))) return csvHead(file.path, 500)
  return ((await sheetOf(file))?.rows ?? []).filter((cells) => cells.length).slice(0, 500)
}

/** Where the columns stand among names as they are written. */
export function findColumns<Name extends string>(columns: ListColumns<Name>, names: readonly string[]): Found<Name> {
  const plain = names.map(plainColumn)
  const at = {} as Record<Name, number>
  for (const name of Object.keys(columns) as Name[]) at[name] = plain.findIndex((one) => [name, ...columns[name]].some((spelling) => plainColumn(spelling) === one))
  return at
}

/** Reads a list from beginning to end: what is wrong with how it is written becomes findings. Answers how many rows could not be told apart. */
export async function readList<Name extends string>(file: GivenFile, { columns, issues, head, row, progress }: ListReading<Name>): Promise<number> {
  if (await isWorkbook(file.path)) return readSheet(file, { columns, issues, head, row })
  let lost = 0
  await readCsv(file.path, {
    header: (names) => head(findColumns(columns, names), names),
    row: (cells, number) => {
      // An empty row of a spreadsheet, which says nothing.
      if (cells.some((cell) => cell.trim() !== '')) row(cells, number)
    },
    problem: (problem) => {
      if (problem.loses === 'row') lost += 1
      tell(problem, issues)
    },
    ...(progress ? { progress } : {}),
  })
  return lost
}

async function readSheet<Name extends string>(file: GivenFile, { columns, issues, head, row }: ListReading<Name>): Promise<number> {
  const sheet = await sheetOf(file)
  const top = sheet?.rows.findIndex((cells) => cells.length) ?? -1
  if (!sheet || top < 0) return 0
  const names = sheet.rows[top]!
  head(findColumns(columns, names), names)
  let lost = 0
  for (let at = top + 1; at < sheet.rows.length; at += 1) {
    const cells = sheet.rows[at]!
    if (!cells.length) continue
    if (cells.length > names.length) {
      lost += 1
      issues.error('ragged', { row: at + 1 }, `The row has ${cells.length} cells, the header ${names.length}. It was left out.`, 'Take what stands beside the table away, and give the file again.')
      continue
    }
    row(cells.length < names.length ? [...cells, ...Array<string>(names.length - cells.length).fill('')] : cells, at + 1)
  }
  return lost
}

/** The first sheet with anything on it. Held as long as the file is: who recognises a workbook most often reads it next. */
async function sheetOf(file: GivenFile) {
  const known = SHEETS.get(file) ?? readSheets(file.path).then((sheets) => sheets.find(({ rows }) => rows.length), () => undefined)
  SHEETS.set(file, known)
  return known
}

const NAMES = new WeakMap<GivenFile, readonly string[]>()
const SHEETS = new WeakMap<GivenFile, Promise<{ rows: string[][] } | undefined>>()

const plainColumn = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '')

function tell({ rule, loses, row, column, value, message, fix }: CsvProblem, issues: Issues) {
  issues.add({ rule, severity: loses === 'nothing' ? 'query' : 'error', row, column, value, message, fix })
}
