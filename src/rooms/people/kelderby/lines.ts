import { appendFileSync, writeFileSync } from 'node:fs'

/** A text file that is written as it comes, a good piece at a time; it is open only meanwhile, for a city writes a thousand at once. */
export class Lines {
  private readonly path: string
  private waiting = ''

  constructor(path: string) {
    this.path = path
    writeFileSync(path, '')
  }

  write(text: string) {
    this.waiting += text
    if (this.waiting.length > PIECE) this.flush()
  }

  /** A line of comma-separated cells. */
  row(cells: readonly (string | number | null)[]) {
    let line = ''
    for (let at = 0; at < cells.length; at += 1) {
      const cell = cells[at]
      const text = cell === null || cell === undefined ? '' : String(cell)
      if (at) line += ','
      line += text.includes(',') || text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text
    }
    this.write(`${line}\r\n`)
  }

  close() {
    this.flush()
  }

  private flush() {
    appendFileSync(this.path, this.waiting)
    this.waiting = ''
  }
}

const PIECE = 1 << 16
