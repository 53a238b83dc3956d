/** A finding in data: where it is, which rule found it and how to mend it. An `error` is not loaded; a `query` stops nothing. */
export interface Issue {
  rule: string
  severity: 'error' | 'query'
  /** Row of the file: 1 is a CSV's or sheet's header, or a parquet's first row; null where it concerns the whole file. */
  row: number | null
  column: string | null
  value: string | null
  message: string
  fix: string | null
}

/** Collects findings of one file. Counts all; keeps whole at most `most` of them, so that a file of nothing but errors stays small. */
export class Issues {
  readonly list: Issue[] = []
  readonly counts = { error: 0, query: 0 }
  private readonly most: number

  constructor(most = 50_000) {
    this.most = most
  }

  error(rule: string, at: Partial<Pick<Issue, 'row' | 'column' | 'value'>>, message: string, fix: string | null = null) {
    this.add({ rule, severity: 'error', row: null, column: null, value: null, ...at, message, fix })
  }

  query(rule: string, at: Partial<Pick<Issue, 'row' | 'column' | 'value'>>, message: string, fix: string | null = null) {
    this.add({ rule, severity: 'query', row: null, column: null, value: null, ...at, message, fix })
  }

  /** A query to be read before every other finding, however many there are. */
  queryFirst(rule: string, message: string, fix: string) {
    this.counts.query += 1
    this.list.unshift({ rule, severity: 'query', row: null, column: null, value: null, message, fix })
    if (this.list.length > this.most) this.list.pop()
  }

  add(issue: Issue) {
    this.counts[issue.severity] += 1
    if (this.list.length < this.most) this.list.push({ ...issue, value: issue.value === null ? null : issue.value.slice(0, 200) })
  }
}
