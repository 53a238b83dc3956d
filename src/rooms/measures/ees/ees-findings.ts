import type { Issues } from '#kernel'

/** What is wrong with one or more rows in the same way. */
export interface Found {
  rule: string
  severity: 'error' | 'query'
  column?: string
  value?: string
  message: string
  fix: string
  /** Whether each row is to be listed, since it is not loaded, or only the first and how many there are. */
  eachRow?: boolean
}

/**
 * Gathers findings so that a fault of 165 rows is said once with its number: first one finding for each fault, then the
 * other rows of those that cost the row its place, so that a list cut short still names every fault.
 */
export class Findings {
  private readonly faults = new Map<string, { found: Found; rows: number[]; count: number }>()

  /** A fault of the whole file. */
  whole(found: Found) {
    this.at(null, found)
  }

  at(row: number | null, found: Found) {
    const key = `${found.rule}|${found.column ?? ''}|${found.value ?? ''}|${found.message}`
    let fault = this.faults.get(key)
    if (!fault) this.faults.set(key, (fault = { found, rows: [], count: 0 }))
    fault.count += 1
    if (row !== null && (fault.rows.length === 0 || (found.eachRow && fault.rows.length < MOST))) fault.rows.push(row)
  }

  tell(issues: Issues) {
    for (const { found, rows, count } of this.faults.values()) {
      issues.add(issue(found, rows[0] ?? null, count > 1 ? `${found.message} (${count.toLocaleString('en-GB')} rows)` : found.message))
    }
    for (const { found, rows } of this.faults.values()) {
      for (const row of rows.slice(1)) issues.add(issue(found, row, found.message))
    }
  }
}

const MOST = 50_000

function issue({ rule, severity, column, value, fix }: Found, row: number | null, message: string) {
  return { rule, severity, row, column: column ?? null, value: value ?? null, message, fix }
}
