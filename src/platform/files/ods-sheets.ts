import type { SheetRows } from './workbook.ts'
import { Room, SheetGrid } from './sheet-grid.ts'
import { readXml } from './xml.ts'

type Attributes = Readonly<Record<string, string>>

/** The sheets of an OpenDocument spreadsheet's content.xml (OpenDocument 1.3, part 3, 9). */
export async function readOdsSheets(path: string): Promise<SheetRows[]> {
  const sheets: SheetRows[] = []
  const room = new Room()
  let at: Place | null = null
  await readXml(path, {
    open(name, _, __, attributes) {
      if (name === 'table' && !at) sheets.push((at = new Place(room)).begin(attributes))
      else at?.open(name, attributes)
    },
    text: (piece) => at?.take(piece),
    close(name, _, path) {
      if (name === 'table' && !path.slice(0, -1).includes('table')) at = null
      else at?.close(name)
    },
  })
  return sheets
}

/** Where in a sheet the reading is, and the cell that is open. */
class Place {
  private readonly grid: SheetGrid
  private row = 0
  private rowsAlike = 1
  private column = 0
  private cell: { attributes: Attributes; text: string; paragraphs: number } | null = null
  private inRow: { column: number; times: number; text: string }[] = []
  /** Notes on a cell are texts within it that are not its own. */
  private aside = 0

  constructor(room: Room) {
    this.grid = new SheetGrid(room)
  }

  begin(attributes: Attributes): SheetRows {
    return { name: attributes['table:name'] ?? '', rows: this.grid.rows }
  }

  open(name: string, attributes: Attributes) {
    if (name === 'annotation' || name === 'shapes') this.aside += 1
    if (this.aside) return
    if (name === 'table-row') {
      this.rowsAlike = timesOf(attributes['table:number-rows-repeated'])
      this.column = 0
      this.inRow = []
    } else if (name === 'table-cell' || name === 'covered-table-cell') this.cell = { attributes, text: '', paragraphs: 0 }
    else if (this.cell) this.openInCell(this.cell, name, attributes)
  }

  take(piece: string) {
    // OpenDocument takes line breaks and rows of blanks for one blank: those that count are elements.
    if (this.cell?.paragraphs && !this.aside) this.cell.text += piece.replace(/\s+/g, ' ')
  }

  close(name: string) {
    if (name === 'annotation' || name === 'shapes') this.aside -= 1
    else if (this.aside) return
    else if ((name === 'table-cell' || name === 'covered-table-cell') && this.cell) this.closeCell(this.cell)
    else if (name === 'table-row') this.closeRow()
  }

  private openInCell(cell: { text: string; paragraphs: number }, name: string, attributes: Attributes) {
    if (name === 'p' && (cell.paragraphs += 1) > 1) cell.text += '\n'
    else if (name === 's') cell.text += ' '.repeat(Math.min(100, timesOf(attributes['text:c'])))
    else if (name === 'tab') cell.text += '\t'
    else if (name === 'line-break') cell.text += '\n'
  }

  private closeCell({ attributes, text }: { attributes: Attributes; text: string }) {
    const times = timesOf(attributes['table:number-columns-repeated'])
    const value = valueOf(attributes, text.trim())
    if (value !== '') this.inRow.push({ column: this.column, times, text: value })
    this.column += times
    this.cell = null
  }

  private closeRow() {
    if (this.inRow.length) {
      for (let row = this.row; row < this.row + this.rowsAlike; row += 1) {
        for (const { column, times, text } of this.inRow) for (let at = column; at < column + times; at += 1) this.grid.put(row, at, text)
      }
    }
    this.row += this.rowsAlike
  }
}

const timesOf = (given: string | undefined) => Math.max(1, Math.trunc(Number(given ?? 1)) || 1)

function valueOf(attributes: Attributes, text: string) {
  const kind = attributes['office:value-type']
  if (kind === 'float' || kind === 'percentage' || kind === 'currency') {
    const number = Number(attributes['office:value'] ?? Number.NaN)
    return Number.isFinite(number) ? String(number) : text
  }
  if (kind === 'date') return (attributes['office:date-value'] ?? text).replace(/T00:00:00(\.0+)?$/, '')
  if (kind === 'boolean') return (attributes['office:boolean-value'] ?? text).toUpperCase()
  if (kind === 'string') return attributes['office:string-value'] ?? text
  return text
}
