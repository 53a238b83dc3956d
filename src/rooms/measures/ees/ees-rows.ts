import { Refusal } from '#kernel'
import type { Cells } from '../published-set.ts'
import type { Findings, Found } from './ees-findings.ts'

/** The rows of a file: which cells each brought, and for which place, period and combination. Six numbers a row, no objects. */
export class Blocks {
  private length = 0
  private from = new Int32Array(1024)
  private to = new Int32Array(1024)
  private place = new Int32Array(1024)
  private period = new Int32Array(1024)
  private combination = new Int32Array(1024)
  private row = new Int32Array(1024)

  add(from: number, to: number, place: number, period: number, combination: number, row: number) {
    if (this.length === this.row.length) this.grow()
    const at = this.length++
    this.from[at] = from
    this.to[at] = to
    this.place[at] = place
    this.period[at] = period
    this.combination[at] = combination
    this.row[at] = row
  }

  /**
   * Sets aside rows that contradict another of the same place, period and group, and keeps one of those that say the same.
   * Takes the cells of what is set aside out. Answers how many rows brought nothing.
   */
  settle(cells: Cells, keyOf: Int32Array, findings: Findings): number {
    const dropped = new Uint8Array(this.length)
    const first = new Map<number, number>()
    const clashing = new Set<number>()
    for (let at = 0; at < this.length; at += 1) {
      const key = this.keyAt(at, keyOf)
      const before = first.get(key)
      if (before === undefined) first.set(key, at)
      else if (this.saysTheSame(cells, before, at)) this.drop(dropped, at, findings, said(this.row[before]!))
      else clashing.add(key)
    }
    if (clashing.size) this.dropClashing(dropped, clashing, first, keyOf, findings)
    const empty = this.take(cells, dropped)
    return empty
  }

  /** Gives each cell its series: those of a key stand together, in the indicators' order. Answers the keys and indicators in use. */
  number(cells: Cells, keyOf: Int32Array, indicators: number): { key: number; indicator: number }[] {
    const used: { key: number; indicator: number }[] = []
    const numberOf = new Map<number, number>()
    for (let at = 0; at < this.length; at += 1) {
      const key = keyOf[this.combination[at]!]!
      for (let cell = this.from[at]!; cell < this.to[at]!; cell += 1) {
        const indicator = cells.series[cell]!
        const wanted = key * indicators + indicator
        let series = numberOf.get(wanted)
        if (series === undefined) {
          series = used.push({ key, indicator }) - 1
          numberOf.set(wanted, series)
        }
        cells.series[cell] = series
      }
    }
    return used
  }

  private keyAt(at: number, keyOf: Int32Array) {
    const [key, period, place] = [keyOf[this.combination[at]!]!, this.period[at]!, this.place[at]!]
    if (key >= MOST_KEYS || period >= MOST_PERIODS || place >= MOST_PLACES)
      throw new Refusal('invalid', 'The file has more places, periods or groups than can be told apart. Split it.')
    return (key * MOST_PERIODS + period) * MOST_PLACES + place
  }

  private saysTheSame(cells: Cells, one: number, other: number) {
    const many = this.to[one]! - this.from[one]!
    if (many !== this.to[other]! - this.from[other]!) return false
    for (let at = 0; at < many; at += 1) {
      const a = this.from[one]! + at
      const b = this.from[other]! + at
      if (cells.series[a] !== cells.series[b] || cells.missing[a] !== cells.missing[b] || !Object.is(cells.value[a], cells.value[b])) return false
    }
    return true
  }

  private dropClashing(dropped: Uint8Array, clashing: Set<number>, first: Map<number, number>, keyOf: Int32Array, findings: Findings) {
    const rows = new Map<number, number[]>()
    for (let at = 0; at < this.length; at += 1) {
      const key = this.keyAt(at, keyOf)
      if (clashing.has(key)) rows.set(key, [...(rows.get(key) ?? []), at])
    }
    for (const all of rows.values()) {
      const found = contradicts(all.map((at) => this.row[at]!))
      for (const at of all) if (!dropped[at] || first.has(at)) this.drop(dropped, at, findings, found)
    }
  }

  private drop(dropped: Uint8Array, at: number, findings: Findings, found: Found) {
    dropped[at] = 1
    findings.at(this.row[at]!, found)
  }

  /** Moves what is kept together; answers how many rows have no cell. */
  private take(cells: Cells, dropped: Uint8Array) {
    let rows = 0
    let to = 0
    let empty = 0
    for (let at = 0; at < this.length; at += 1) {
      const [from, end] = [this.from[at]!, this.to[at]!]
      if (dropped[at] || from === end) {
        empty += 1
        for (let cell = from; cell < end; cell += 1) cells.found.delete(cell)
        continue
      }
      if (to !== from) moveCells(cells, from, end, to)
      this.from[rows] = to
      to += end - from
      this.to[rows] = to
      this.place[rows] = this.place[at]!
      this.period[rows] = this.period[at]!
      this.combination[rows] = this.combination[at]!
      this.row[rows] = this.row[at]!
      rows += 1
    }
    this.length = rows
    cells.length = to
    return empty
  }

  private grow() {
    const longer = (column: Int32Array) => {
      const next = new Int32Array(column.length * 2)
      next.set(column)
      return next
    }
    this.from = longer(this.from)
    this.to = longer(this.to)
    this.place = longer(this.place)
    this.period = longer(this.period)
    this.combination = longer(this.combination)
    this.row = longer(this.row)
  }
}

// Together below 2^53, so that a number can hold all three.
const MOST_KEYS = 2 ** 21
const MOST_PERIODS = 2 ** 12
const MOST_PLACES = 2 ** 19

function moveCells(cells: Cells, from: number, end: number, to: number) {
  for (const column of [cells.series, cells.period, cells.place, cells.value, cells.missing, cells.numerator, cells.denominator, cells.row]) {
    column.copyWithin(to, from, end)
  }
  if (!cells.found.size) return
  for (let cell = from; cell < end; cell += 1) {
    const found = cells.found.get(cell)
    if (found === undefined) continue
    cells.found.delete(cell)
    cells.found.set(cell - from + to, found)
  }
}

const said = (row: number): Found => ({
  rule: 'repeated',
  severity: 'query',
  eachRow: true,
  message: `The row repeats row ${row} (same place, period and filters, same figures); it was taken once.`,
  fix: 'Take one of them out.',
})

function contradicts(rows: number[]): Found {
  const shown = rows.slice(0, 5).join(', ')
  return {
    rule: 'contradicting',
    severity: 'query',
    eachRow: true,
    message: `Rows ${shown}${rows.length > 5 ? ` and ${rows.length - 5} more` : ''} give different figures for the same place, period and filters: all of them are set aside, not loaded.`,
    fix: 'Find what tells them apart and add it as a filter, or take the wrong ones out.',
  }
}
