import { readFileSync } from 'node:fs'
import type { Issues } from '#kernel'
import { type CsvProblem, installed } from '#platform'

interface Rule {
  severity: 'error' | 'query'
  message: string
  fix: string
}

const RULES = (JSON.parse(readFileSync(installed('specs', 'school-census', 'rules.json'), 'utf8')) as { rules: Record<string, Rule> }).rules

/** Where something was found: the table or element, its column and row. */
export interface FoundAt {
  table?: string | null
  column?: string | null
  row?: number | null
  value?: string | null
}

/** Findings of one census, in the words of specs/school-census/rules.json. */
export class Findings {
  readonly issues: Issues
  private readonly census: string
  private readonly once = new Set<string>()

  constructor(issues: Issues, census: string) {
    this.issues = issues
    this.census = census
  }

  find(rule: string, { table = null, column = null, row = null, value = null }: FoundAt, words: Record<string, string | number> = {}) {
    const { severity, message, fix } = RULES[rule]!
    const filled = { census: this.census, value: value ?? '', table: table ?? '', column: column ?? '', ...words } as Record<string, string | number>
    const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => String(filled[name] ?? '').slice(0, 100))
    this.issues.add({ rule, severity, row, column: addressed(table, column), value, message: fill(message), fix: fill(fix) })
  }

  /** What would be said of each row, said once: the first row stands for it. */
  findOnce(key: string, rule: string, at: FoundAt, words: Record<string, string | number> = {}) {
    if (this.once.has(key)) return
    this.once.add(key)
    this.find(rule, at, words)
  }

  /** What is wrong with how a table is written. */
  written(table: string, { rule, loses, row, column, value, message, fix }: CsvProblem) {
    this.issues.add({ rule, severity: loses === 'nothing' ? 'query' : 'error', row, column: addressed(table, column), value, message, fix })
  }
}

/** A return is several tables, so that a column is named with its table: `senneeds.sentype`. */
function addressed(table: string | null, column: string | null) {
  return table && column ? `${table}.${column}` : (column ?? table)
}
