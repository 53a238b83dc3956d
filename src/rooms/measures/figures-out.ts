import { MISSING_IN_WORDS, type Missing } from '#kernel'
import { answerSheet, type Sheet, type WebContext } from '#platform'

type Cell = string | number | null

/** A table of figures as a file's lines, and what a reader of the file alone must know: notes as name and text, then every symbol. */
export function figureSheet(file: string, title: string, [head = [], ...lines]: Cell[][], notes: [string, string][]): Sheet {
  const symbols = head.length < 2 ? [] : Object.entries(MISSING_IN_WORDS).map(([symbol, words]) => ['Symbol', `${symbol}: ${words}`])
  return { file, title, head: head.map(String), lines, key: [...notes, ...symbols] }
}

/** A table of figures as CSV. */
export function answerCsv(c: WebContext, name: string, table: Cell[][], notes: [string, string][]) {
  return answerSheet(c, figureSheet(name, name, table, notes), 'csv')
}

/** A figure as a cell: its value, else the symbol of why there is none. */
export function figureCell({ value, missing }: { value: number | null; missing: Missing | null }): Cell {
  return value ?? missing ?? 'not-reported'
}
