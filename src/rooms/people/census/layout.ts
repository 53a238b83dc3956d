import { readFileSync } from 'node:fs'
import type { CensusTerm } from '#kernel'
import { installed } from '#platform'

/** What a column may hold: `text`, `date`, `integer`, `number`, `postcode`, `flag`, or one of a list of codes. */
export interface Column {
  type: string
  /** Each way a code may be written, with the code it stands for. */
  codes: ReadonlyMap<string, string> | null
}

export type Table = ReadonlyMap<string, Column>

/** The tables of the school census of one term, as COLLECT exports them, by their names. */
export type Layout = ReadonlyMap<string, Table>

interface Difference {
  '+'?: Record<string, string>
  '-'?: string[]
}

interface LayoutYear extends Record<CensusTerm, Record<string, Difference>> {
  lists: Record<string, string>
}

export const FIRST_YEAR = 2015
export const LAST_YEAR = 2026

/** The layout of a term; before the first and after the last year we know, theirs. Years are those a census was taken in. */
export function layoutOf(term: CensusTerm, year: number): Layout {
  const known = Math.min(Math.max(year, FIRST_YEAR), LAST_YEAR)
  const key = `${known} ${term}`
  const held = LAYOUTS.get(key)
  if (held) return held
  const made = withLists(tablesOf(term, known), known)
  LAYOUTS.set(key, made)
  return made
}

/** Every table's name that any year has. */
export function everyTable(): ReadonlySet<string> {
  const names = new Set<string>()
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year += 1) for (const term of ['autumn', 'spring', 'summer'] as const) for (const name of Object.keys(yearOf(year)[term])) names.add(name)
  return names
}

const LAYOUTS = new Map<string, Layout>()
const YEARS = new Map<number, LayoutYear>()

function yearOf(year: number): LayoutYear {
  const held = YEARS.get(year)
  if (held) return held
  const read = JSON.parse(readFileSync(installed('specs', 'school-census', `layout-${year}.json`), 'utf8')) as LayoutYear
  YEARS.set(year, read)
  return read
}

/** The first year is whole for autumn, and for the other terms as its difference to autumn; each later year is a difference to the one before. */
function tablesOf(term: CensusTerm, upTo: number): Map<string, Map<string, string>> {
  const tables = new Map<string, Map<string, string>>()
  apply(tables, yearOf(FIRST_YEAR).autumn)
  if (term !== 'autumn') apply(tables, yearOf(FIRST_YEAR)[term])
  for (let year = FIRST_YEAR + 1; year <= upTo; year += 1) apply(tables, yearOf(year)[term])
  return tables
}

function apply(tables: Map<string, Map<string, string>>, changes: Record<string, Difference>) {
  for (const [name, { '+': more = {}, '-': less = [] }] of Object.entries(changes)) {
    if (less.includes('*')) tables.delete(name)
    else {
      const table = tables.get(name) ?? new Map<string, string>()
      for (const column of less) table.delete(column)
      for (const [column, type] of Object.entries(more)) table.set(column, type)
      tables.set(name, table)
    }
  }
}

function withLists(tables: Map<string, Map<string, string>>, upTo: number): Layout {
  const lists = new Map<string, ReadonlyMap<string, string>>()
  for (let year = FIRST_YEAR; year <= upTo; year += 1) for (const [name, codes] of Object.entries(yearOf(year).lists)) lists.set(`@${name}`, writtenAs(codes))
  // A list of another term's earlier year may be named here too, so all are at hand.
  for (let year = upTo + 1; year <= LAST_YEAR; year += 1) for (const [name, codes] of Object.entries(yearOf(year).lists)) if (!lists.has(`@${name}`)) lists.set(`@${name}`, writtenAs(codes))
  return new Map([...tables].map(([name, columns]) => [
    name, new Map([...columns].map(([column, type]) => [column, type.startsWith('@') ? { type: 'code', codes: lists.get(type)! } : { type, codes: type === 'flag' ? FLAG : null }])),
  ]))
}

/** `PERM;SUSP|FIXD`: codes, each with what else it may be written as. Their letters may be small or large. */
function writtenAs(codes: string): ReadonlyMap<string, string> {
  const map = new Map<string, string>()
  for (const one of codes.split(';')) {
    const [code, name] = one.split('|') as [string, string | undefined]
    map.set(code, code)
    if (name !== undefined) map.set(name, code)
  }
  return map
}

const FLAG = writtenAs('1|True;0|False')
for (const [written, code] of [['true', '1'], ['false', '0'], ['TRUE', '1'], ['FALSE', '0'], ['Y', '1'], ['N', '0'], ['1.0', '1'], ['0.0', '0']] as const) (FLAG as Map<string,
  string>).set(written, code)
