import { readFileSync } from 'node:fs'
import type { Issues } from '#kernel'
import { installed } from '#platform'
import type { WhoReader } from '../returns/who-said.ts'
import { writtenDay } from '../returns/written-day.ts'
import { IN_WORDS } from './join-tables.ts'
import { MODULES, type Module } from './names.ts'
import { cell, type Part } from './record.ts'

const RULES = (JSON.parse(readFileSync(installed('specs', 'sen2', 'rules.json'), 'utf8')) as { rules: Record<string, { severity: 'error' | 'query'; message: string; fix: string }> }).rules

/** Tells a finding at a field of a part: its words are in `specs/sen2/rules.json`, and the column is called as the XML calls it. */
export function find(issues: Issues, rule: string, module: Module, part: Part, field: string | null = null) {
  const { severity, message, fix } = RULES[rule]!
  const column = field === null ? null : (MODULES[module].fields[field]?.[0] ?? field)
  issues[severity](`sen2-${rule}`, { row: part.row, column, value: field === null ? null : cell(part, field) || null }, `${IN_WORDS[module]}: ${message}`, fix)
}

/** What the persons of one return are read beside. */
export interface Sen2Reading {
  issues: Issues
  who: WhoReader
  /** The authority, for which the return speaks. */
  home: number
  /** The census day. */
  asAt: string
  /** The place of a URN; undefined where we hold none. */
  placeOf: (urn: string) => number | undefined
  isOfArea: (placeId: number) => boolean
  /** What earlier records were known by. */
  keys: Set<string>
  names: Set<string>
  placements: { all: number; others: number }
}

/** Reads the fields of one part, each with its finding where it cannot be. */
export class Fields {
  private readonly issues: Issues
  private readonly asAt: string
  private readonly module: Module
  readonly part: Part

  constructor({ issues, asAt }: Pick<Sen2Reading, 'issues' | 'asAt'>, module: Module, part: Part) {
    this.issues = issues
    this.asAt = asAt
    this.module = module
    this.part = part
  }

  find(rule: string, field: string | null = null) {
    find(this.issues, rule, this.module, this.part, field)
  }

  text(field: string): string | null {
    return cell(this.part, field) || null
  }

  /** A day up to the census; one that says what is due may lie after it. */
  day(field: string, mayBeAfter = false): string | null {
    const text = cell(this.part, field)
    if (text === '') return null
    const day = writtenDay(text)
    if (day === null) this.find('day', field)
    else if (day > this.asAt && !mayBeAfter) this.find('future', field)
    else return day
    return null
  }

  code(field: string, book: readonly string[]): string | null {
    const code = cell(this.part, field).toUpperCase()
    if (code === '' || book.includes(code)) return code || null
    this.find('code', field)
    return null
  }

  flag(field: string): boolean | null {
    const text = cell(this.part, field)
    if (text === '') return null
    if (/^(1|true|y|yes)$/i.test(text)) return true
    if (/^(0|false|n|no)$/i.test(text)) return false
    this.find('flag', field)
    return null
  }
}
