import { open, readFile, stat } from 'node:fs/promises'
import type { Issues } from '#kernel'
import { type GivenFile, readCsv } from '#platform'
import { type Given, GIAS, type ListSpec } from './register-fields.ts'
import { RowReader } from './register-row.ts'

/** A list of settings as it was read. */
export interface RegisterList {
  /** The day it speaks of, ISO. */
  asAt: string
  /** It says of each setting whether it is open, as the register does; else it only names them. */
  describes: boolean
  rows: { row: number; given: Given }[]
}

export type ListName = keyof typeof GIAS.lists

/** Whether a file is a list of this name, by its header or, for JSON, its first record. */
export async function isList(file: GivenFile, name: ListName): Promise<boolean> {
  const header = await headerOf(file)
  return header !== null && specOf(header, name) !== undefined
}

/** Reads a list; null where nothing of it can be trusted, which is found. */
export async function readList(
  { name: file, path }: GivenFile, name: ListName, issues: Issues, progress: (share: number) => void,
): Promise<(RegisterList & { read: number; rejected: number }) | null> {
  const reading = new ListReading(issues, name)
  const whole = /\.json$/i.test(file) ? await eachRecord(path, reading, issues) : await eachRow(path, reading, issues, progress)
  if (!whole || !reading.reader) {
    if (whole) issues.error('setting-header', { row: 1 }, 'The header is of no list of settings we know.',
      `It needs the columns ${GIAS.lists[name].map(({ needs }) => needs.join(', ')).join('; or ')}.`)
    return null
  }
  return { asAt: dayOfList(file, reading, issues), describes: reading.reader.describes, rows: reading.rows, read: reading.read, rejected: reading.read - reading.rows.length }
}

/** Rows as they come, held against the header. */
class ListReading {
  rows: RegisterList['rows'] = []
  read = 0
  reader: RowReader | null = null
  private readonly issues: Issues
  private readonly name: ListName

  constructor(issues: Issues, name: ListName) {
    this.issues = issues
    this.name = name
  }

  header(names: string[]) {
    const spec = specOf(names, this.name)
    if (!spec) return 'stop' as const
    const missing = (spec.misses ?? []).filter((name) => !names.includes(name))
    if (missing.length) this.issues.query('setting-columns', { row: 1 }, `The list has no column ${missing.join(', ')}; what they say stays as it is known.`, 'Nothing to do.')
    this.reader = new RowReader(names, this.issues)
  }

  row(cells: string[], row: number) {
    this.read += 1
    const given = this.reader!.read(cells, row)
    if (given) this.rows.push({ row, given })
  }

  /** A row that does not fit its header: its sure part, or nothing. */
  unfit(cells: string[], row: number): boolean {
    this.read += 1
    const given = this.reader!.readStart(cells, row)
    if (given) this.rows.push({ row, given })
    return given !== null
  }
}

async function eachRow(path: string, reading: ListReading, issues: Issues, progress: (share: number) => void) {
  let whole = true
  let ragged: Parameters<Issues['add']>[0] | null = null
  await readCsv(path, {
    progress,
    header: (names) => reading.header(names),
    row: (cells, row) => reading.row(cells, row),
    unfit(cells, row) {
      if (reading.unfit(cells, row)) {
        issues.query('setting-cells', { row }, `${ragged?.message ?? 'The row does not fit the header.'} What stands up to ${GIAS.sureUpTo} was taken, the rest left out.`,
          'Download the list again, whole and from one place.')
      } else if (ragged) issues.add(ragged)
    },
    problem({ rule, loses, message, fix, ...at }) {
      if (loses === 'rest') whole = false
      const found = { rule: `setting-${rule}`, severity: loses === 'nothing' ? 'query' as const : 'error' as const, ...at, message, fix }
      if (rule === 'ragged') ragged = found
      else issues.add(found)
    },
  })
  return whole
}

/** Records of a JSON list, as GIAS's own program and others hand them out. */
async function eachRecord(path: string, reading: ListReading, issues: Issues) {
  const records = await readRecords(path)
  if (typeof records === 'string') {
    issues.error('setting-json', {}, records, 'Save the list again from where it came.')
    return false
  }
  const names = [...new Set(records.slice(0, 100).flatMap((one) => Object.keys(one)))]
  if (reading.header(names) === 'stop') return true
  records.forEach((one, index) => reading.row(names.map((name) => textOf(one[name])), index + 1))
  return true
}

const textOf = (value: unknown) => (value === null || value === undefined ? '' : String(value))

/** All of GIAS's establishments are some 70 MB. */
const MOST_JSON = 200_000_000

/** The records of a JSON file, or a sentence where it is none. */
export async function readRecords(path: string): Promise<Record<string, unknown>[] | string> {
  try {
    if ((await stat(path)).size > MOST_JSON) return `The file is larger than ${MOST_JSON / 1e6} MB, the most that is read of a list in JSON.`
    const found: unknown = JSON.parse((await readFile(path, 'utf8')).replace(/^\uFEFF/, ''))
    if (Array.isArray(found) && found.every((one) => typeof one === 'object' && one !== null && !Array.isArray(one))) return found as Record<string, unknown>[]
    return 'The file is JSON, but no list of records.'
  } catch {
    return 'The file is cut short or damaged: it cannot be read as JSON.'
  }
}

/** The names of the columns, or of the first record's fields; null where the file is neither. */
export async function headerOf({ name, path }: GivenFile): Promise<string[] | null> {
  if (/\.json$/i.test(name)) return namesOfFirst(path)
  if (!/\.(csv|txt)$/i.test(name)) return null
  let header: string[] | null = null
  await readCsv(path, { header: (names) => ((header = names), 'stop'), row: () => {}, problem: () => {} })
  return header
}

/** The names in the first record of a JSON list, from the start of the file alone: it may be large, and of no kind we read. */
async function namesOfFirst(path: string): Promise<string[] | null> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0)
    const first = /^\uFEFF?\s*\[\s*(\{[^{}]*\})/.exec(buffer.toString('utf8', 0, bytesRead))?.[1]
    return first === undefined ? null : Object.keys(JSON.parse(first) as object)
  } catch {
    return null
  } finally {
    await file.close()
  }
}

function specOf(header: string[], name: ListName): ListSpec | undefined {
  return GIAS.lists[name].find(({ needs }) => needs.every((one) => header.includes(one)))
}

/** The day a list speaks of: as its name says, else its newest change, else the last day of the year in its name, else the newest day in it. */
function dayOfList(file: string, { reader, rows }: ListReading, issues: Issues): string {
  const today = new Date().toISOString().slice(0, 10)
  const [, year, month, day] = /(20\d\d)-?([01]\d)-?([0-3]\d)/.exec(file) ?? []
  const named = year ? `${year}-${month}-${day}` : null
  const yearAlone = /(?<!\d)(20\d\d)(?!\d)/.exec(file)?.[1]
  const days = rows.flatMap(({ given }) => [given.open_date, given.close_date, given.section41_from, given.section41_until]).filter((one): one is string => Boolean(one) && one! <= today)
  const said = [named, reader!.lastChanged, yearAlone ? `${yearAlone}-12-31` : null].find((one) => one !== null && one <= today)
  if (said) return said
  const found = days.reduce((last, one) => (one > last ? one : last), '') || today
  issues.query('setting-list-day', { value: file }, `The list does not say of which day it is; it counts as of ${found}.`,
    'Name the file with its day, like edubasealldata20250422.csv, if another day is right.')
  return found
}
