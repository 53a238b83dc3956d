import { appendFileSync, closeSync, createReadStream, openSync } from 'node:fs'
import { mkdir, mkdtemp, open, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import type { Issue } from '#kernel'
import { csvLine, type GivenFile, isZip, readCsv } from '#platform'
import type { CellsSeen } from './cells-seen.ts'

export const FINDING_COLUMNS = ['belong_finding', 'belong_how_to_fix'] as const

export interface FindingsFile {
  name: string
  bytes: number
  stream: ReadableStream<Uint8Array>
}

/**
 * A file as it came, every row of it, with what was found at each row in two more columns: as CSV in UTF-8. Of what is no CSV
 * (a parquet, a workbook), and where some cells are not for whoever asks, it is the cells with findings. Written to disk first, so that a file of any size stays out of memory;
 * nothing is left there once it is sent or given up.
 */
export async function withFindings(file: GivenFile, issues: Issue[], folder: string, sees: CellsSeen = () => true): Promise<FindingsFile> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const own = await mkdtemp(join(folder, 'findings-'))
  const leave = () => rm(own, { recursive: true, force: true })
  try {
    const path = join(own, 'findings.csv')
    await ((await isText(file.path)) && (await everyCellSeen(file.path, sees)) ? writeWhole(file.path, issues, path) : writeCells(issues, path))
    const stream = createReadStream(path)
    stream.once('close', () => void leave())
    return { name: `${basename(file.name).replace(/\.[^.]+$/, '')}.csv`, bytes: (await stat(path)).size, stream: Readable.toWeb(stream) as ReadableStream<Uint8Array> }
  } catch (fault) {
    await leave()
    throw fault
  }
}

/** An XML has no header: it may hold cells of every class. */
const ANY = ['SEN', 'PLAA', 'NHS', 'PostCode']
const isTagged = ([first]: string[]) => first?.startsWith('<') === true

/** Whether none of a file's columns is kept from whoever asks. */
async function everyCellSeen(path: string, sees: CellsSeen) {
  let isEvery = true
  await readCsv(path, { header: (names) => ((isEvery = (isTagged(names) ? ANY : names).every(sees)), 'stop'), row: () => {}, unfit: () => {}, problem: () => {} })
  return isEvery
}

/** A spreadsheet takes a file without this mark for Windows-1252. */
const BYTE_ORDER_MARK = '\ufeff'
const AT_ONCE = 200_000

async function writeWhole(from: string, issues: Issue[], to: string) {
  const said = new Said(issues)
  const out = new Lines(to)
  let wide = 0
  const pass = (cells: string[], number: number) => {
    while (cells.length < wide) cells.push('')
    out.line([...cells, ...said.at(number, out.rows === 1)])
  }
  try {
    await readCsv(from, {
      header(names) {
        wide = names.length
        out.line([...names, ...FINDING_COLUMNS])
      },
      row: pass,
      unfit: pass,
      problem: () => {},
    })
    // A file without rows, or that could not be read from its first, still has its findings told.
    if (out.rows <= 1) out.line(said.at(0, true))
  } finally {
    out.close()
  }
}

async function writeCells(issues: Issue[], to: string) {
  const out = new Lines(to)
  out.line(['row', 'column', 'value', ...FINDING_COLUMNS])
  for (const { row, column, value, message, fix } of issues) out.line([row, column, value, message, fix])
  out.close()
}

/** What is said of each row. Of the whole file and its header is said at the first row: a line of its own would be read as a fact. */
class Said {
  private readonly byRow = new Map<number, Issue[]>()
  private readonly ofAll: Issue[] = []

  constructor(issues: Issue[]) {
    for (const issue of issues) {
      if (issue.row === null || issue.row <= 1 || isOfMeta(issue)) this.ofAll.push(issue)
      else this.byRow.set(issue.row, [...(this.byRow.get(issue.row) ?? []), issue])
    }
  }

  at(row: number, isFirst: boolean): [string, string] {
    const here = this.byRow.get(row) ?? []
    const all = isFirst ? this.ofAll : []
    const messages = [...all.map((one) => `Whole file: ${ofColumn(one)}`), ...here.map(ofColumn)]
    return [messages.join(' | '), [...new Set([...all, ...here].flatMap(({ fix }) => fix ?? []))].join(' | ')]
  }
}

/** The rows of a meta table are not those of the data it describes. */
const isOfMeta = ({ rule }: Issue) => rule.startsWith('meta-')

const ofColumn = ({ column, message }: Issue) => (column === null ? message : `${column}: ${message}`)

/** Lines of CSV gathered into few writes. */
class Lines {
  rows = 0
  private readonly file: number
  private held = BYTE_ORDER_MARK

  constructor(path: string) {
    this.file = openSync(path, 'wx', 0o600)
  }

  line(cells: readonly (string | number | null)[]) {
    this.held += csvLine(cells)
    this.rows += 1
    if (this.held.length > AT_ONCE) this.write()
  }

  close() {
    this.write()
    closeSync(this.file)
  }

  private write() {
    appendFileSync(this.file, this.held)
    this.held = ''
  }
}

async function isText(path: string) {
  if (await isZip(path)) return false
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    return buffer.toString('latin1', 0, bytesRead) !== 'PAR1'
  } finally {
    await file.close()
  }
}
