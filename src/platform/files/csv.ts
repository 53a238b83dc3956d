import { stat } from 'node:fs/promises'
import Papa from 'papaparse'
import { ENCODING_IN_WORDS, type Encoding, encodingOf, textOf } from './text.ts'

export type Delimiter = ',' | '\t' | ';'

/** What is wrong with how a file is written. `loses` says what cannot be read because of it. */
export interface CsvProblem {
  rule: 'encoding' | 'delimiter' | 'nul' | 'quotes' | 'ragged' | 'long-cell' | 'unfinished'
  loses: 'nothing' | 'row' | 'rest'
  row: number | null
  column: string | null
  value: string | null
  message: string
  fix: string
}

export interface CsvReading {
  /** The header's names, spaces around them taken off. Answering `stop` ends the reading there. */
  header: (names: string[], written: { encoding: Encoding; delimiter: Delimiter }) => 'stop' | void
  /** A row with as many cells as the header. Its number counts records: the header is 1, a line break inside quotes counts nothing. */
  row: (cells: string[], number: number) => void
  /** A row whose cells cannot be told apart (a problem says so), for who only passes a file on. */
  unfit?: (cells: string[], number: number) => void
  problem: (problem: CsvProblem) => void
  progress?: (share: number) => void
}

/** Reads a CSV of any size in pieces: UTF-8, UTF-16 or Windows-1252; comma, tab or semicolon; any line ends. */
export async function readCsv(path: string, reading: CsvReading): Promise<void> {
  const encoding = await encodingOf(path)
  if (encoding !== 'utf-8') reading.problem(notUtf8(encoding))
  const { size } = await stat(path)
  const records = new Records(reading, encoding)
  for await (const text of textOf(path, encoding, (bytes) => reading.progress?.(size ? bytes / size : 1))) {
    if (!records.take(text)) return
  }
  records.finish()
}

/** One line of CSV, its line end included; no cell can start a formula when a spreadsheet opens it. */
export function csvLine(cells: readonly (string | number | null)[]) {
  return `${Papa.unparse([cells.map(safeCell)], { newline: '\r\n' })}\r\n`
}

/** Rows as CSV; no cell can start a formula when a spreadsheet opens it. */
export function csvOut(rows: readonly (readonly (string | number | null)[])[]) {
  return rows.map(csvLine).join('')
}

const FORMULA = /^[\s\u0000'"]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/
const PLAIN_NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/

function safeCell(cell: string | number | null) {
  const text = cell === null ? '' : String(cell)
  return FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text
}

/** Longest cell that is read. */
const LONG_CELL = 1_000_000
/** Where a record has not ended after this, a quote was most likely left open. */
const LONG_RECORD = 4_000_000

/** Cuts text into records as it comes, keeping what is not a whole record yet. */
class Records {
  private readonly reading: CsvReading
  private readonly encoding: Encoding
  private names: string[] | null = null
  private parser: Papa.Parser | null = null
  private rest = ''
  private number = 0
  private hasNul = false

  constructor(reading: CsvReading, encoding: Encoding) {
    this.reading = reading
    this.encoding = encoding
  }

  /** Takes the next piece of text; false where there is no use in going on. */
  take(piece: string) {
    // A piece may end between the two halves of a line end.
    const text = this.rest + this.withoutNul(piece)
    const held = text.endsWith('\r') ? '\r' : ''
    return this.parse(oneLineEnd(held ? text.slice(0, -1) : text), held, true)
  }

  finish() {
    const text = oneLineEnd(this.rest)
    this.rest = ''
    if (text !== '') this.parse(text, '', false)
  }

  private parse(text: string, held: string, more: boolean) {
    this.parser ??= this.startParser(text, more)
    if (!this.parser) {
      this.rest = text + held
      return true
    }
    const parsed = this.parser.parse(text, 0, more) as { data: string[][]; errors: Papa.ParseError[]; meta: { cursor: number } }
    if (!this.give(parsed.data, parsed.errors, text.length > LONG_CELL)) return false
    this.rest = more ? text.slice(parsed.meta.cursor) + held : ''
    if (this.rest.length <= LONG_RECORD) return true
    this.reading.problem(endless(this.number + 1, this.rest))
    return false
  }

  /** The delimiter is told from the first line, so it waits until that is whole. */
  private startParser(text: string, more: boolean) {
    if (more && !text.includes('\n') && text.length < LONG_CELL) return null
    this.delimiter = delimiterOf(text)
    if (this.delimiter !== ',') this.reading.problem(notComma(this.delimiter))
    return new Papa.Parser({ delimiter: this.delimiter, newline: '\n' })
  }

  private delimiter: Delimiter = ','

  private give(data: string[][], errors: Papa.ParseError[], mayBeLong: boolean) {
    const broken = new Map(errors.map((error) => [error.row ?? 0, error.code]))
    for (let at = 0; at < data.length; at += 1) {
      const cells = data[at]!
      this.number += 1
      const code = broken.size ? broken.get(at) : undefined
      if (code === 'MissingQuotes') {
        this.reading.problem(openQuote(this.number, cells.at(-1) ?? ''))
        return false
      }
      if (cells.length === 1 && cells[0] === '') continue
      if (code) this.reading.problem(loneQuote(this.number))
      if (!this.names) {
        if (this.startWith(cells) === 'stop') return false
        continue
      }
      if (mayBeLong && this.holdsLongCell(cells)) this.reading.unfit?.(cells, this.number)
      else this.giveRow(cells)
    }
    return true
  }

  private startWith(cells: string[]) {
    this.names = cells.map((name) => name.trim())
    return this.reading.header(this.names, { encoding: this.encoding, delimiter: this.delimiter })
  }

  private giveRow(cells: string[]) {
    const wide = this.names!.length
    while (cells.length > wide && cells.at(-1) === '') cells.pop()
    if (cells.length === wide) return this.reading.row(cells, this.number)
    // An empty row of a spreadsheet is written with as many signs as the sheet is wide, whatever the header is.
    if (cells.every((cell) => cell.trim() === '')) return
    this.reading.problem(ragged(this.number, cells, wide))
    this.reading.unfit?.(cells, this.number)
  }

  private holdsLongCell(cells: string[]) {
    const at = cells.findIndex((cell) => cell.length > LONG_CELL)
    if (at >= 0) this.reading.problem(longCell(this.number, this.names![at] ?? null, cells[at]!))
    return at >= 0
  }

  private withoutNul(piece: string) {
    if (!piece.includes('\0')) return piece
    if (!this.hasNul) this.reading.problem(nul())
    this.hasNul = true
    return piece.replaceAll('\0', '')
  }
}

export function oneLineEnd(text: string) {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
}

/** Counts outside quotes in the first line; a comma where they tie. */
export function delimiterOf(text: string): Delimiter {
  const count = { ',': 0, '\t': 0, ';': 0 }
  let quoted = false
  for (const letter of text.slice(0, LONG_CELL)) {
    if (letter === '"') quoted = !quoted
    else if (letter === '\n' && !quoted) break
    else if (!quoted && (letter === ',' || letter === '\t' || letter === ';')) count[letter] += 1
  }
  return count['\t'] > count[','] && count['\t'] >= count[';'] ? '\t' : count[';'] > count[','] ? ';' : ','
}

const start = (text: string) => text.slice(0, 60)
const whole = { row: null, column: null, value: null, loses: 'nothing' } as const

const notUtf8 = (encoding: Encoding): CsvProblem => ({
  ...whole,
  rule: 'encoding',
  message: `The file is ${ENCODING_IN_WORDS[encoding]}, not UTF-8; it was read as such.`,
  fix: 'Save it as "CSV UTF-8".',
})

const notComma = (delimiter: Delimiter): CsvProblem => ({
  ...whole,
  rule: 'delimiter',
  message: `Cells are separated by ${delimiter === '\t' ? 'tabs' : 'semicolons'}, not commas; it was read as such.`,
  fix: 'Save it with commas.',
})

const nul = (): CsvProblem => ({
  ...whole,
  rule: 'nul',
  message: 'The text holds zero bytes, which were left out.',
  fix: 'Save the file again from the program that made it.',
})

const ragged = (row: number, cells: string[], wide: number): CsvProblem => ({
  rule: 'ragged',
  loses: 'row',
  row,
  column: null,
  value: start(cells.join(',')),
  message: `The row has ${cells.length} cells where the header has ${wide}, so it cannot be told which is which.`,
  fix: 'Look for a comma that should stand in quotes, or a cell that is missing.',
})

const loneQuote = (row: number): CsvProblem => ({
  rule: 'quotes',
  loses: 'nothing',
  row,
  column: null,
  value: null,
  message: 'A quotation mark stands inside a quoted cell without being doubled; it was kept as text.',
  fix: 'Double it: "" stands for one quotation mark.',
})

const openQuote = (row: number, cell: string): CsvProblem => ({
  rule: 'quotes',
  loses: 'rest',
  row,
  column: null,
  value: start(cell),
  message: 'A quotation mark opens a cell here and is never closed, so everything after it is inside that cell.',
  fix: 'Close the quotation mark, or take it away.',
})

const longCell = (row: number, column: string | null, cell: string): CsvProblem => ({
  rule: 'long-cell',
  loses: 'row',
  row,
  column,
  value: start(cell),
  message: `A cell holds ${cell.length.toLocaleString('en-GB')} characters; at most ${LONG_CELL.toLocaleString('en-GB')} are read.`,
  fix: 'Look for a quotation mark that was left open.',
})

const endless = (row: number, text: string): CsvProblem => ({
  rule: 'unfinished',
  loses: 'rest',
  row,
  column: null,
  value: start(text),
  message: `The row does not end within ${LONG_RECORD.toLocaleString('en-GB')} characters; reading stopped there.`,
  fix: 'Look for a quotation mark that was left open, or a file that is no CSV.',
})
