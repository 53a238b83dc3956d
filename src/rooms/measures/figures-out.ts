import { MISSING_IN_WORDS, type Missing } from '#kernel'
import { csvOut, type WebContext } from '#platform'

type Cell = string | number | null

/** A table as a file: its rows, then after an empty line what a reader of the file alone must know. */
export function answerCsv(c: WebContext, name: string, table: Cell[][], notes: [string, string][]) {
  const wide = table[0]?.length ?? 0
  const filled = (cells: Cell[]) => [...cells, ...Array<Cell>(Math.max(0, wide - cells.length)).fill(null)]
  const symbols: Cell[][] = wide < 2 ? [] : Object.entries(MISSING_IN_WORDS).map(([symbol, words]) => filled(['Symbol', `${symbol}: ${words}`]))
  const said = notes.map(([what, text]) => filled([what, text]))
  c.header('Content-Type', 'text/csv; charset=utf-8')
  c.header('Content-Disposition', `attachment; filename="${name.replace(/[^a-z0-9.-]+/gi, '-').replace(/^-+|-+$/g, '') || 'belong'}.csv"`)
  // The mark at the front tells spreadsheets that this is UTF-8.
  return c.body(`\uFEFF${csvOut([...table, filled([]), ...said, ...symbols])}`)
}

/** A figure as a cell: its value, else the symbol of why there is none. */
export function figureCell({ value, missing }: { value: number | null; missing: Missing | null }): Cell {
  return value ?? missing ?? 'not-reported'
}
