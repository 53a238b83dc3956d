import { type GivenFile, readCsv } from '#platform'
import type { Findings } from './findings.ts'
import type { Layout } from './layout.ts'
import { Once } from './parts.ts'
import type { Cells } from './pupil.ts'

/** Where a column stands; -1 where the table has none of that name, or the layout of its year knows none. */
export type ColumnAt = (name: string) => number

/** Reads a table of a census by its layout: `begin` is told where columns stand and answers what is done with each row. */
export async function readTable(
  file: GivenFile, table: string, { layout, findings, within }: { layout: Layout; findings: Findings; within?: (share: number) => void },
  begin: (at: ColumnAt) => (cells: string[], row: number) => void, unfit: () => void = () => {},
) {
  let take: ((cells: string[], row: number) => void) | null = null
  let first = ''
  await readCsv(file.path, {
    header(names) {
      const plain = names.map((name) => name.toLowerCase())
      const known = new Set([...(layout.get(table)?.keys() ?? [])].map((name) => name.toLowerCase()))
      first = plain.join()
      for (const name of names) if (name !== '' && !known.has(name.toLowerCase())) findings.find('column-unknown', { table, column: name, row: 1, value: name })
      take = begin((name) => (known.has(name.toLowerCase()) ? plain.indexOf(name.toLowerCase()) : -1))
    },
    row(cells, row) {
      if (cells[0]!.length < 60 && first.startsWith(cells[0]!.toLowerCase()) && cells[0] !== '' && cells.join().toLowerCase() === first) findings.find('header-again', { table, row })
      else take!(cells, row)
    },
    unfit,
    problem: (problem) => findings.written(table, problem),
    ...(within ? { progress: within } : {}),
  })
}

/** Reads the fields there are columns for, each from the first of its names; a field without a column is left out. */
export function fieldsOf<Field extends string>(names: Record<Field, string[]>, at: ColumnAt): (cells: string[]) => Cells<Field> {
  const fields: Field[] = []
  const columns: number[] = []
  for (const field of Object.keys(names) as Field[]) {
    const column = names[field].map(at).find((one) => one >= 0)
    if (column === undefined) continue
    fields.push(field)
    columns.push(column)
  }
  // A copy of one that has all fields already: added one by one, they would be moved each time.
  const texts = new Once()
  const empty = Object.fromEntries(fields.map((field) => [field, ''])) as Cells<Field>
  return (cells) => {
    const taken = { ...empty }
    for (let one = 0; one < fields.length; one += 1) taken[fields[one]!] = texts.of(cells[columns[one]!]!.trim())
    return taken
  }
}

/** A cell without blanks around it; undefined where it is empty or there is no such column. */
export const cellAt = (cells: string[], at: number): string | undefined => (at < 0 ? undefined : cells[at]!.trim() || undefined)
