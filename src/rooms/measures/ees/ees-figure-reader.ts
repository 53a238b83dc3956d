import { OLD_MARKS, type Reading, readFigure } from '#kernel'
import type { Cells } from '../published-set.ts'
import type { CuratedMeasure } from './ees-book.ts'
import type { Columns } from './ees-columns.ts'
import type { Findings, Found } from './ees-findings.ts'

interface Read {
  value: number
  reading: Reading | null
  decimals: number
  /** The text, where it differs from how we print what we read. */
  found: string | undefined
}

/** Reads the figures of a row into the set's cells, under the indicator's number until the groups are known. */
export class FigureReader {
  private readonly columns: Columns
  private readonly cells: Cells
  private readonly findings: Findings
  private readonly values: Float64Array
  private readonly known = new Map<string, Read>()
  private readonly rates: (Rate | null)[]
  /** Rates that are not their parts, by indicator. */
  private readonly apart: ({ rows: number; first: number; found: (rows: number) => Found } | undefined)[] = []
  /** Most decimals seen of each indicator. */
  readonly decimals: number[]
  private readonly blanks: { rows: number; first: number }[]
  private readonly marks: { rows: number; first: number; marks: Set<string> }[]

  constructor(columns: Columns, cells: Cells, findings: Findings, curated: Record<string, CuratedMeasure>) {
    this.columns = columns
    this.cells = cells
    this.findings = findings
    this.values = new Float64Array(columns.indicators.length)
    this.rates = columns.indicators.map(({ name }) => rateOf(curated[name], columns))
    this.decimals = columns.indicators.map(() => 0)
    this.blanks = columns.indicators.map(() => ({ rows: 0, first: 0 }))
    this.marks = columns.indicators.map(() => ({ rows: 0, first: 0, marks: new Set() }))
  }

  read(cells: string[], row: number, period: number, place: number) {
    const { indicators } = this.columns
    const reads: (Read | null)[] = []
    for (let at = 0; at < indicators.length; at += 1) {
      const read = this.readCell(cells[indicators[at]!.at]!, at, row)
      reads.push(read)
      this.values[at] = read?.value ?? Number.NaN
      if (read && read.decimals > this.decimals[at]!) this.decimals[at] = read.decimals
    }
    for (let series = 0; series < indicators.length; series += 1) {
      const read = reads[series]
      if (!read) continue
      const cell = { series, period, place, value: read.reading!.value, missing: read.reading!.missing, row, ...this.partsOf(series, row) }
      this.cells.add(read.found === undefined ? cell : { ...cell, found: read.found })
    }
  }

  tell() {
    for (const [at, { name }] of this.columns.indicators.entries()) {
      const blank = this.blanks[at]!
      const old = this.marks[at]!
      if (blank.rows) this.findings.at(blank.first, blankCells(name, blank.rows))
      const apart = this.apart[at]
      if (apart) this.findings.at(apart.first, apart.found(apart.rows))
      if (old.rows) this.findings.at(old.first, oldMarks(name, [...old.marks], old.rows))
    }
  }

  private readCell(text: string, at: number, row: number): Read | null {
    let read = this.known.get(text)
    if (!read) {
      read = readNew(text)
      if (this.known.size < 100_000) this.known.set(text, read)
    }
    if (!read.reading) {
      this.findings.at(row, unreadable(this.columns.indicators[at]!.name, text))
      return null
    }
    if (read.reading.missing !== null) this.noteMissing(text.trim(), at, row)
    return read
  }

  private noteMissing(text: string, at: number, row: number) {
    const note = text === '' ? this.blanks[at]! : OLD_MARKS.has(text) ? this.marks[at]! : null
    if (!note) return
    note.rows += 1
    note.first ||= row
    if ('marks' in note) (note as { marks: Set<string> }).marks.add(text)
  }

  /** Numerator and denominator of a rate whose parts stand in the same row, held against the rate. */
  private partsOf(series: number, row: number) {
    const rate = this.rates[series]
    if (!rate) return NO_PARTS
    const numerator = sum(this.values, rate.numerator)
    const denominator = sum(this.values, rate.denominator)
    if (Number.isNaN(numerator) || Number.isNaN(denominator)) return NO_PARTS
    const value = this.values[series]!
    if (rate.isPercent && denominator !== 0 && Math.abs(value - (100 * numerator) / denominator) > 0.5 * 10 ** -rate.decimals + 1e-9) {
      this.apart[series] ??= {
        rows: 0,
        first: row,
        found: (rows) => notItsParts(this.columns.indicators[series]!.name, value, numerator, denominator, rows),
      }
      this.apart[series].rows += 1
      return NO_PARTS
    }
    return { numerator, denominator }
  }
}

const NO_PARTS = { numerator: null, denominator: null }

interface Rate {
  /** Indicators, by number, that add up to each. */
  numerator: number[]
  denominator: number[]
  isPercent: boolean
  decimals: number
}

function rateOf(curated: CuratedMeasure | undefined, { indicators }: Columns): Rate | null {
  if (!curated?.numerator || !curated.denominator) return null
  const numbers = (names: string[]) => names.map((name) => indicators.findIndex((one) => one.name === name))
  const rate = {
    numerator: numbers(curated.numerator),
    denominator: numbers(curated.denominator),
    isPercent: curated.unit === '%',
    decimals: curated.decimals,
  }
  return [...rate.numerator, ...rate.denominator].includes(-1) ? null : rate
}

function sum(values: Float64Array, at: number[]) {
  let total = 0
  for (const one of at) total += values[one]!
  return total
}

function readNew(text: string): Read {
  const reading = readFigure(text)
  if (!reading) return { value: Number.NaN, reading, decimals: 0, found: undefined }
  const trimmed = text.trim()
  const asPrinted = reading.value === null ? (reading.missing === 'not-reported' ? '' : reading.missing) : String(reading.value)
  const decimals = reading.value === null ? 0 : (/\.(\d+)/.exec(trimmed)?.[1]?.length ?? 0)
  return { value: reading.value ?? Number.NaN, reading, decimals, found: trimmed === asPrinted ? undefined : trimmed }
}

const unreadable = (column: string, text: string): Found => ({
  rule: 'figure',
  severity: 'error',
  column,
  value: text,
  eachRow: true,
  message: `${column} holds "${text.slice(0, 60)}", which is neither a figure nor a mark for a missing one; the cell is not loaded.`,
  fix: 'Write a number without separators, or one of x, c, z, low, u.',
})
const blankCells = (column: string, rows: number): Found => ({
  rule: 'blank',
  severity: 'query',
  column,
  value: '',
  message: `${column} is blank in ${rows.toLocaleString('en-GB')} ${rows === 1 ? 'row' : 'rows'}, from this one on: read as not reported, never as 0.`,
  fix: 'Say why a figure is missing: x, c, z, low or u.',
})
const oldMarks = (column: string, marks: string[], rows: number): Found => ({
  rule: 'old-mark',
  severity: 'query',
  column,
  value: marks[0]!,
  message: `${column} marks missing figures in ${rows.toLocaleString('en-GB')} ${rows === 1 ? 'row' : 'rows'}, from this one on, as official statistics no longer do: ${marks.map((mark) => `"${mark}"`).join(', ')}. They were read as missing.`,
  fix: 'Use x, c, z, low or u.',
})
const notItsParts = (column: string, value: number, numerator: number, denominator: number, rows: number): Found => ({
  rule: 'rate',
  severity: 'query',
  column,
  value: String(value),
  message: `${column} says ${value} here, but ${numerator} of ${denominator} is ${((100 * numerator) / denominator).toFixed(2)}${rows > 1 ? `; the like in ${rows.toLocaleString('en-GB')} rows` : ''}. Loaded as published, without its parts.`,
  fix: 'Ask the publisher which is right.',
})
