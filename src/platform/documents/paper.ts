import type { Actor } from '../action.ts'
import type { Reader } from '../database.ts'

/** A piece of text in a paragraph; with `href` it is a link. */
export interface Run {
  text: string
  isBold?: boolean
  isQuiet?: boolean
  href?: string
}

export type Words = string | (string | Run)[]

/** What a cell of a paper's table holds, as it is shown: "14.0", "Worse, down 3 years running". */
export type PaperCell = Words

export type Block =
  | { kind: 'heading'; level: 2 | 3; text: string }
  | { kind: 'paragraph'; words: Words }
  | { kind: 'list'; items: Words[]; isNumbered?: boolean }
  | { kind: 'table'; caption: string; columns: { label: string; isNumber?: boolean; share?: number }[]; rows: PaperCell[][]; note?: Words }
  /** A chart as our own SVG text, with the alternative text a person who cannot see it is told. Its numbers follow as a table block. */
  | { kind: 'figure'; svg: string; title: string; alternative: string; note?: Words }
  | { kind: 'page-break' }

/** A document as its parts, in whatever format it is asked for. */
export interface Paper {
  /** The sentence it opens with. */
  title: string
  /** What it is about, where the sentence alone does not tell two papers apart: put in front of its name in lists and of its file. */
  about?: string
  kicker: string
  standfirst: string
  isLandscape?: boolean
  blocks: Block[]
  /** Sources, method and licence, a line each. */
  sources: string[]
  /** What each statistical symbol in its tables means; empty where it shows none. */
  symbols: { symbol: string; words: string }[]
  /** The permanent address of the page it was made from, as a path: /scorecard?place=E06000015. */
  address: string
  areaName: string
  areaColour: string
}

/**
 * A kind of page that can be carried away as a document, declared by the room that draws the page. `compose` reads what the page
 * reads, with the same leave, and refuses what the page refuses.
 */
export interface PaperKind {
  name: string
  /** Whether this kind makes the paper of a page at this path. */
  knows: (path: string) => boolean
  compose: (ask: { db: Reader; actor: Actor; now: Date; areaName: string; areaColour: string; placeCode: string; progress: (share: number) => Promise<void> }, subject: URL) => Promise<Paper>
}

export function paperKind(kind: PaperKind) {
  return kind
}

/** A table as a file: CSV, XLSX or ODS carry the same lines and then the same key. Numbers stay numbers. */
export interface Sheet {
  /** Of the file, without its ending: scorecard-E06000015. */
  file: string
  title: string
  head: string[]
  lines: (string | number | null)[][]
  /** Source, definition, place, licence, symbols, address: a line each. */
  key: (string | number | null)[][]
}
