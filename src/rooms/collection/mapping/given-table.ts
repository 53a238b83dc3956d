import { type CsvProblem, type GivenFile, isWorkbook, isZip, readCsv, readSheets } from '#platform'

/** A row as it stands in a file, its number that of the file: the first line, header or not, is 1. */
export interface GivenRow {
  row: number
  cells: string[]
}

/** The rows of a file by sheet; a CSV is one sheet without a name. */
export interface GivenSheets {
  sheets: { name: string | null; rows: GivenRow[] }[]
  problems: CsvProblem[]
}

/** Reads the rows of a CSV or of every sheet of a workbook, wherever its header stands; of a CSV the first so many. */
export async function readGivenSheets(file: GivenFile, { most = Infinity, progress }: { most?: number; progress?: (share: number) => void } = {}): Promise<GivenSheets> {
  if (await isWorkbook(file.path)) {
    const sheets = await readSheets(file.path)
    return { sheets: sheets.map(({ name, rows }) => ({ name, rows: filled(rows.map((cells, at) => ({ row: at + 1, cells }))) })), problems: [] }
  }
  return readCsvRows(file, most, progress)
}

/** Whether a file looks like a table: a workbook, or text with two columns or more in several of its first rows. */
export async function looksLikeTable(file: GivenFile): Promise<boolean> {
  if (await isWorkbook(file.path)) return true
  if (await isZip(file.path)) return false
  const { sheets, problems } = await readCsvRows(file, 40)
  if (problems.some(({ rule }) => rule === 'nul')) return false
  return sheets[0]!.rows.filter(({ cells }) => cells.filter((cell) => cell.trim() !== '').length > 1).length > 1
}

async function readCsvRows(file: GivenFile, most: number, progress?: (share: number) => void): Promise<GivenSheets> {
  const rows: GivenRow[] = []
  const problems: CsvProblem[] = []
  const take = (cells: string[], row: number) => {
    rows.push({ row, cells })
    if (rows.length >= most) throw new Enough()
  }
  try {
    await readCsv(file.path, {
      header: (names) => take(names, 1),
      row: take,
      unfit: take,
      // How wide a row should be is not known before the header is found, which may be the seventh line.
      problem: (problem) => void (problem.rule === 'ragged' ? 0 : problems.push(problem)),
      ...(progress ? { progress } : {}),
    })
  } catch (fault) {
    if (!(fault instanceof Enough)) throw fault
  }
  return { sheets: [{ name: null, rows: filled(rows) }], problems }
}

/** A reader of CSV cannot be told to stop in the middle of a file, only be left. */
class Enough extends Error {}

const filled = (rows: GivenRow[]) => rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
