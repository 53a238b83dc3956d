import { Issues, MISSING, type Missing, readFigure } from '#kernel'
import { laitPeriod } from './lait-period.ts'
import { measureBook } from './measure-book.ts'
import { Cells, type PlaceOfFile, type PublishedSet, type SpeltPeriod } from './published-set.ts'

/** What a row of the file says in its own words. */
interface Row {
  row: number
  short: string
  years: string
  place: string
  text: string
}

/** The rows of one column and period, which stand together in the file: where its cells are, by place. */
interface Block {
  series: number
  period: number
  cells: Int32Array
}

interface Value {
  value: number | null
  missing: Missing | null
  found: string | undefined
}

/** In `Block.cells`: rows of this place and period disagree, so none of them counts. */
const DISPUTED = -1

/**
 * Builds a published set from rows of the Local Authority Interactive Tool, whether they come from its file or from the figures
 * we carry: so both read the same. A row that cannot be taken is an issue and counts as rejected.
 */
export class LaitRows {
  readonly issues = new Issues()
  read = 0
  rejected = 0
  private readonly find: (laNumber: string) => number | undefined
  private readonly book = measureBook()
  private readonly seriesByCode = new Map(this.book.series.map((series, index) => [series.code, index]))
  private readonly cells: Cells
  private readonly periods: SpeltPeriod[] = []
  private readonly periodBySpelling = new Map<string, number | string>()
  private readonly places: PlaceOfFile[] = []
  private readonly placeByNumber = new Map<string, number | null>()
  private readonly indexById = new Map<number, number>()
  private readonly blocks = new Map<string, Block | string>()
  private readonly cellsByPeriod = new Map<string, Int32Array>()
  private readonly values = new Map<string, Value | null>()
  private readonly disputed = new Set<number>()
  private block: Block | string = ''
  private blockKey = ''

  constructor(find: (laNumber: string) => number | undefined, room?: number) {
    this.find = find
    this.cells = new Cells(room)
  }

  take(row: number, short: string, years: string, place: string, text: string) {
    this.read += 1
    const block = this.blockOf(short, years)
    if (typeof block === 'string') return this.cannotPlace(block, { row, short, years, place, text })
    const placeIndex = this.placeOf(place)
    if (placeIndex === null)
      return this.reject('lait-unknown-place', row, 'LA Number', place, `“${place}” is no place we know.`, 'Import the code list that has it first.')
    const value = this.valueOf(text)
    if (value === null)
      return this.reject(
        'lait-unreadable-value',
        row,
        'Values',
        text,
        `“${text.slice(0, 60)}” is neither a number nor a mark for a missing one.`,
        null,
      )
    const there = block.cells[placeIndex]
    if (there === undefined || there > 0 || there === DISPUTED) return this.again(block, placeIndex, value, { row, short, years, place, text })
    block.cells[placeIndex] = this.cells.length + 1
    this.cells.add({
      series: block.series,
      period: block.period,
      place: placeIndex,
      value: value.value,
      missing: value.missing,
      row,
      ...(value.found === undefined ? {} : { found: value.found }),
    })
  }

  set(): PublishedSet {
    return {
      source: 'lait',
      publisher: 'Department for Education',
      release: 'Local Authority Interactive Tool',
      measures: this.book.measures,
      groups: this.book.groups,
      series: this.book.series,
      periods: this.periods,
      places: this.places,
      cells: this.disputed.size ? without(this.cells, this.disputed) : this.cells,
    }
  }

  private blockOf(short: string, years: string) {
    const key = `${short}\n${years}`
    if (key === this.blockKey) return this.block
    let block = this.blocks.get(key)
    if (block === undefined) this.blocks.set(key, (block = this.newBlock(short, years)))
    this.blockKey = key
    this.block = block
    return block
  }

  private newBlock(short: string, years: string): Block | string {
    const series = this.seriesByCode.get(short)
    if (series === undefined) return 'lait-unknown-measure'
    const period = this.periodOf(years, this.book.yearTypes[series]!)
    if (period === null) return 'lait-unreadable-period'
    const { type, label } = this.periods[period]!.period
    const key = `${series}\n${type}\n${label}`
    let cells = this.cellsByPeriod.get(key)
    if (!cells) this.cellsByPeriod.set(key, (cells = new Int32Array(MOST_PLACES)))
    return { series, period, cells }
  }

  private periodOf(years: string, yearType: string): number | null {
    const key = `${years}\n${yearType}`
    let index = this.periodBySpelling.get(key)
    if (index === undefined) {
      try {
        index = this.periods.push(laitPeriod(years, yearType)) - 1
      } catch {
        index = 'unreadable'
      }
      this.periodBySpelling.set(key, index)
    }
    return typeof index === 'number' ? index : null
  }

  private placeOf(laNumber: string) {
    let index = this.placeByNumber.get(laNumber)
    if (index === undefined) {
      const placeId = this.find(laNumber)
      index = placeId === undefined ? null : this.indexOf(placeId)
      this.placeByNumber.set(laNumber, index)
    }
    return index
  }

  private indexOf(placeId: number) {
    let index = this.indexById.get(placeId)
    if (index === undefined) {
      if (this.places.length === MOST_PLACES) return null
      index = this.places.push({ placeId }) - 1
      this.indexById.set(placeId, index)
    }
    return index
  }

  private valueOf(text: string) {
    let value = this.values.get(text)
    if (value === undefined) {
      const reading = readFigure(text)
      value = reading && { ...reading, found: (reading.missing ?? String(reading.value)) === text ? undefined : text }
      if (this.values.size < MOST_TEXTS) this.values.set(text, value)
    }
    return value
  }

  /** A second row for the same column, period and place: no harm where it says the same, else none of them can be believed. */
  private again(block: Block, place: number, value: Value, at: Row) {
    const there = block.cells[place]!
    if (there > 0 && this.says(there - 1, value)) {
      this.rejected += 1
      this.issues.query(
        'lait-row-twice',
        { row: at.row, column: 'Values', value: at.text },
        `This row stands twice with the same value (first in row ${this.cells.row[there - 1]}); the second is set aside.`,
      )
      return
    }
    if (there > 0) this.dispute(block, place, at)
    this.rejected += 1
    this.issues.query('lait-rows-conflict', { row: at.row, column: 'Values', value: at.text }, CONFLICT(at), 'Ask the publisher which is right.')
  }

  private says(cell: number, { value, missing }: Value) {
    return missing === null ? this.cells.value[cell] === value : this.cells.missing[cell] === 1 + MISSING.indexOf(missing)
  }

  private dispute(block: Block, place: number, at: Row) {
    const cell = block.cells[place]! - 1
    block.cells[place] = DISPUTED
    this.disputed.add(cell)
    this.rejected += 1
    const first = this.cells.found.get(cell) ?? String(this.cells.value[cell])
    this.issues.query(
      'lait-rows-conflict',
      { row: this.cells.row[cell]!, column: 'Values', value: first },
      CONFLICT(at),
      'Ask the publisher which is right.',
    )
  }

  private cannotPlace(rule: string, { row, short, years }: Row) {
    if (rule === 'lait-unknown-measure')
      this.reject(
        rule,
        row,
        'Short Desc',
        short,
        short === '' ? 'The row names no measure.' : `“${short.slice(0, 60)}” is no measure of the measure book.`,
        'A new measure has to be added to the measure book first.',
      )
    else this.reject(rule, row, 'Years', years, `“${years.slice(0, 60)}” is not a period we can read.`, null)
  }

  private reject(rule: string, row: number, column: string, value: string, message: string, fix: string | null) {
    this.rejected += 1
    this.issues.error(rule, { row, column, value }, message, fix)
  }
}

/** Authorities, regions and England are 176 today. */
const MOST_PLACES = 512
/** The file has 120,000 different texts; a hostile one could have no end of them. */
const MOST_TEXTS = 500_000

const CONFLICT = ({ short, years, place }: Row) => `Rows for ${short}, ${years}, place ${place} say different things; all of them are set aside.`

function without(cells: Cells, dropped: Set<number>) {
  const kept = new Cells(Math.max(1, cells.length - dropped.size))
  for (let at = 0; at < cells.length; at += 1) {
    if (dropped.has(at)) continue
    const to = kept.length++
    for (const column of ['series', 'period', 'place', 'value', 'missing', 'numerator', 'denominator', 'row'] as const)
      kept[column][to] = cells[column][at]!
    const found = cells.found.get(at)
    if (found !== undefined) kept.found.set(to, found)
  }
  return kept
}
