import { Refusal } from '#kernel'

/** What all sheets of one workbook may hold together, rows and blanks between cells counted. */
export class Room {
  private left = 5_000_000

  take(cells: number) {
    this.left -= cells
    if (this.left < 0) throw new Refusal('invalid', 'The workbook holds more than 5 million cells, more than a list of a return ever does. Save its sheet as CSV.')
  }
}

/** A sheet as it fills up, cell by cell. Blank cells and rows are made only where something stands after them. */
export class SheetGrid {
  readonly rows: string[][] = []
  private readonly room: Room

  constructor(room: Room) {
    this.room = room
  }

  /** Puts a text in a cell, both numbers from 0; an empty text leaves it blank. */
  put(row: number, column: number, text: string) {
    if (text === '') return
    if (!(row >= 0 && row < MOST_ROWS && column >= 0 && column < MOST_COLUMNS)) throw new Refusal('invalid', 'The workbook names a row or column that no sheet has.')
    const missing = row + 1 - this.rows.length
    if (missing > 0) this.room.take(missing)
    while (this.rows.length <= row) this.rows.push([])
    const cells = this.rows[row]!
    this.room.take(Math.max(1, column + 1 - cells.length))
    while (cells.length < column) cells.push('')
    cells[column] = text
  }
}

/** The size of the largest sheet Excel makes. */
const MOST_ROWS = 1_048_576
const MOST_COLUMNS = 16_384
