/** How alike the model finds two places, closest first. */
export const CLOSENESS = ['extremely close', 'very close', 'close', 'somewhat close', 'not close'] as const
export type Closeness = (typeof CLOSENESS)[number]

export interface NeighboursOf {
  row: number
  /** Three-digit code. */
  authority: string
  neighbours: { code: string; closeness: Closeness | null; column: string }[]
}

export interface NeighbourProblem {
  rule: string
  row: number
  column: string
  value: string
  message: string
}

/** Where the header stands: the two rows above it number the columns. */
export function headerRow(sheet: unknown[][]) {
  return sheet.slice(0, 20).findIndex((row) => {
    const names = row.map((cell) => cellText(cell).toLowerCase())
    return names.includes('la number') && names.includes('sn1') && names.includes('snp')
  })
}

/**
 * Reads a sheet of DfE's statistical neighbours: an authority a row, then ten pairs of neighbour and closeness. Former
 * authorities follow below a line "Old SNs:". An authority newer than the model has only dashes, and no neighbours. A row with a
 * problem is left out.
 */
export function readNeighbours(sheet: unknown[][]): { sets: NeighboursOf[]; problems: NeighbourProblem[]; outside: { row: number; authority: string }[]; read: number } {
  const header = headerRow(sheet)
  if (header < 0) return { sets: [], problems: [], outside: [], read: 0 }
  const names = sheet[header]!.map((cell) => cellText(cell))
  const at = names.findIndex((name) => name.toLowerCase() === 'la number')
  const columns = names.flatMap((name, index) => (/^SN\d+$/i.test(name) ? [{ name: name.toUpperCase(), index }] : []))
  const sets: NeighboursOf[] = []
  const problems: NeighbourProblem[] = []
  const outside: { row: number; authority: string }[] = []
  let read = 0
  sheet.slice(header + 1).forEach((cells, index) => {
    const authority = cellText(cells[at])
    if (columns.every((column) => cellText(cells[column.index]) === '')) return
    read += 1
    const row = header + index + 2
    const own = readRow(row, authority, cells, columns)
    if (own.problems.length) problems.push(...own.problems)
    else if (own.set.neighbours.length) sets.push(own.set)
    else outside.push({ row, authority })
  })
  return { sets, problems, outside, read }
}

function readRow(row: number, authority: string, cells: unknown[], columns: { name: string; index: number }[]) {
  const problems: NeighbourProblem[] = []
  const neighbours: NeighboursOf['neighbours'] = []
  for (const { name, index } of columns) {
    const code = cellText(cells[index])
    if (code === '' || code === '-') continue
    const says = cellText(cells[index + 1])
    const closeness = closenessOf(says)
    const problem = (rule: string, value: string, message: string) => problems.push({ rule, row, column: name, value, message })
    if (code === authority) problem('neighbours-itself', code, `${authority} is named as a neighbour of itself.`)
    if (neighbours.some((other) => other.code === code)) problem('neighbours-twice', code, `${code} is named twice as a neighbour of ${authority}.`)
    if (closeness === undefined) problem('neighbours-closeness', says, `“${says}” is not a closeness we know: ${CLOSENESS.join(', ')}.`)
    else neighbours.push({ code, closeness, column: name })
  }
  const isOutsideTheModel = neighbours.length === 0 && columns.every(({ index }) => cellText(cells[index]) === '-')
  if (!problems.length && neighbours.length !== 10 && !isOutsideTheModel) {
    problems.push({
      rule: 'neighbours-number',
      row,
      column: 'SN1',
      value: String(neighbours.length),
      message: `${authority || 'The row'} has ${neighbours.length} neighbours; the model gives ten.`,
    })
  }
  return { set: { row, authority, neighbours }, problems }
}

/** '-' and an empty cell say that closeness is not given; undefined: it is not one we know. */
function closenessOf(text: string): Closeness | null | undefined {
  if (text === '-' || text === '') return null
  return CLOSENESS.find((closeness) => closeness === text.toLowerCase().replaceAll(/\s+/g, ' '))
}

export function cellText(cell: unknown) {
  return cell === null || cell === undefined ? '' : String(cell).trim()
}
