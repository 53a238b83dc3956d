/** A result as CONTRACT.md fixes it. The ratio is ours ÷ theirs for times and memory, theirs ÷ ours for rates: smaller is better. */
export interface Result {
  case: string
  unit: 's' | 'ms' | 'µs' | 'MB' | '/s'
  ours: number | null
  yardstick: 'copy' | 'sql' | 'itself' | 'none'
  theirs: number | null
  /** Why there is no ratio. */
  why?: string
  /** What it must reach, in words, for the table. */
  goal?: string
  /** Whether it did; left out where nothing is asked. */
  reached?: boolean
}

/** Prints one JSON line a result on standard output, and the same as a table on standard error. */
export function report(bench: string, results: Result[]) {
  for (const { goal: _, reached: __, why, ...result } of results) {
    const ratio = ratioOf(result)
    console.log(JSON.stringify({
      bench, ...result, ours: rounded(result.ours), theirs: rounded(result.theirs), ratio: rounded(ratio), ...(ratio === null ? { why: why ?? 'There is nothing to hold it against' } : {}),
    }))
  }
  const lines = results.map((one) => [one.case, shown(one.ours, one.unit), one.theirs === null ? '' : `${one.yardstick} ${shown(one.theirs, one.unit)}`, shown(ratioOf(one), ''), one.goal ?? '', verdict(one)])
  const table = [['case', 'ours', 'yardstick', 'ratio', 'goal', ''], ...lines]
  const widths = table[0]!.map((_, at) => Math.max(...table.map((row) => row[at]!.length)))
  for (const row of table) console.error(`  ${row.map((cell, at) => cell.padEnd(widths[at]!)).join('  ').trimEnd()}`)
}

/** The value below which so many in a hundred lie, of numbers in any order. */
export function percentile(values: number[], percent: number) {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN
}

export const median = (values: number[]) => percentile(values, 50)

function ratioOf({ ours, theirs, unit }: Pick<Result, 'ours' | 'theirs' | 'unit'>) {
  if (ours === null || theirs === null) return null
  return unit === '/s' ? theirs / ours : ours / theirs
}

function rounded(value: number | null) {
  return value === null ? null : Number(value.toPrecision(4))
}

function shown(value: number | null, unit: string) {
  return value === null ? '–' : `${rounded(value)!.toLocaleString('en-GB')}${unit && unit !== '/s' ? ' ' : ''}${unit}`
}

function verdict({ reached, why }: Result) {
  return reached === undefined ? (why ?? '') : reached ? 'reached' : `NOT REACHED${why ? `: ${why}` : ''}`
}
