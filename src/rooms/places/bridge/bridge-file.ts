import { sql } from 'kysely'
import { Issues } from '#kernel'
import { type Checked, type CheckOptions, type Difference, fileKind, type GivenFile, type Reader, readCsv, rows, type Unit, type Writer } from '#platform'
import { placeFinder } from '../place-finder.ts'

interface Line {
  row: number
  bridge: string
  from: string
  to: string
  weight: number
  method: string
  source: string
  vintage: string
}

const COLUMNS = ['bridge', 'from_code', 'to_code', 'weight', 'method', 'source', 'vintage'] as const

/**
 * A bridge between boundaries as a CSV of ours: `bridge,from_code,to_code,weight,method,source,vintage`, a line for each pair of areas. A
 * file of the same bridge later takes the place of the one before, which stands again when it is undone.
 */
export const bridgeFile = fileKind<Line[]>({
  name: 'bridge',
  label: 'Bridge between boundaries (from and to codes with weights)',
  recognise,
  check,
  compare,
  commit,
  undo: async (tx, { batchId }) => void (await sql`delete from places.bridge where batch_id = ${batchId}`.execute(tx)),
})

async function recognise(files: GivenFile[], as: boolean): Promise<Unit[]> {
  const units: Unit[] = []
  for (const file of files) if (as || (await namesOf(file)).slice(0, 20).filter((name) => COLUMNS.some((one) => one === name)).length === COLUMNS.length) units.push({ kind: 'bridge', file: file.name, parts: { data: file } })
  return units
}

async function namesOf({ name, path }: GivenFile): Promise<string[]> {
  let names: string[] = []
  if (!/\.(csv|txt)$/i.test(name)) return names
  await readCsv(path, {
    header(found) {
      names = found.map(plain)
      return 'stop'
    },
    row: () => {}, problem: () => {},
  }).catch(() => {})
  return names
}

const plain = (name: string) => name.trim().toLowerCase().replaceAll(/[\s-]+/g, '_')

async function check(db: Reader, unit: Unit, options: CheckOptions): Promise<Checked<Line[]>> {
  const issues = options.issues ?? new Issues()
  const { lines, read, lacks } = await readLines(unit.parts['data']!.path, issues)
  for (const column of lacks) issues.error('column-missing', { row: 1, column }, `The file has no column ${column}.`, `Give it ${COLUMNS.join(', ')}.`)
  await findUnknown(db, lines, issues)
  const kept = withoutTooMuch(lines, issues)
  return { content: kept, issues, blocks: lacks.length > 0 || !kept.length, rows: { read, rejected: read - kept.length } }
}

async function readLines(path: string, issues: Issues) {
  const lines: Line[] = []
  const seen = new Set<string>()
  let [names, read]: [string[], number] = [[], 0]
  await readCsv(path, {
    header: (found) => void (names = found.map(plain)),
    row(cells, row) {
      read += 1
      const cell = (name: (typeof COLUMNS)[number]) => cells[names.indexOf(name)]?.trim() ?? ''
      const weight = /^(\d+\.?\d*|\.\d+)([eE]-\d+)?$/.test(cell('weight')) ? Number(cell('weight')) : Number.NaN
      const blank = COLUMNS.find((name) => names.includes(name) && cell(name) === '')
      const key = `${cell('bridge')} ${cell('from_code')} ${cell('to_code')}`
      if (blank) issues.error('empty-cell', { row, column: blank }, `${blank} is empty.`, 'Fill it in, or leave the row out.')
      else if (!(weight > 0 && weight <= 1)) issues.error('weight', { row, column: 'weight', value: cell('weight') }, 'A weight is a number above 0 and up to 1.', 'Write the share as a fraction: 0.25 for a quarter.')
      else if (seen.has(key)) issues.error('pair-twice', { row, value: key }, 'This pair of areas stands in the file twice; the first holds.', 'Leave one of them out.')
      else {
        seen.add(key)
        lines.push({ row, bridge: cell('bridge'), from: cell('from_code').toUpperCase(), to: cell('to_code').toUpperCase(), weight, method: cell('method'), source: cell('source'), vintage: cell('vintage') })
      }
    },
    problem: ({ rule, row, column, value, message, fix, loses }) => issues.add({ rule, severity: loses === 'nothing' ? 'query' : 'error', row, column, value, message, fix }),
  })
  return { lines, read, lacks: COLUMNS.filter((name) => !names.includes(name)) }
}

/** Health's own codes are known to no register of ours; a side of which no area is known is most likely a slip. */
async function findUnknown(db: Reader, lines: Line[], issues: Issues) {
  if (!lines.length) return
  const places = await placeFinder(db)
  const unknown = [...new Set(lines.map(({ to }) => to))].filter((code) => places.findAny(code) === undefined)
  if (unknown.length) issues.query('to-unknown', { column: 'to_code', value: unknown[0]! }, `${unknown.length} of the areas it leads to are no places we know, ${unknown[0]} among them. Values carried there show under their code.`, 'See whether the codes are of the right vintage.')
}

/** More than the whole of an area cannot lie elsewhere: nothing of such an area is taken. */
function withoutTooMuch(lines: Line[], issues: Issues): Line[] {
  const sums = new Map<string, number>()
  for (const { bridge, from, weight } of lines) sums.set(`${bridge} ${from}`, (sums.get(`${bridge} ${from}`) ?? 0) + weight)
  const told = new Set<string>()
  return lines.filter(({ bridge, from, row }) => {
    const sum = sums.get(`${bridge} ${from}`)!
    if (sum <= 1.0005) return true
    if (!told.has(`${bridge} ${from}`)) issues.error('more-than-all', { row, column: 'weight', value: from }, `The weights of ${from} add up to ${sum.toFixed(3)}, which is more than all of it.`, 'Mend its weights; none of its lines is taken.')
    told.add(`${bridge} ${from}`)
    return false
  })
}

async function compare(db: Reader | Writer, lines: Line[]): Promise<Difference> {
  const held = await rows(db, sql<{ key: string; weight: number }>`
    select concat_ws(' ', b.bridge, b.from_code, b.to_code) as key, b.weight from places.bridge b
    where b.bridge = any (${[...new Set(lines.map(({ bridge }) => bridge))]}::text[]) and b.batch_id = (select max(n.batch_id) from places.bridge n where n.bridge = b.bridge)`)
  const weights = new Map(held.map(({ key, weight }) => [key, weight]))
  const difference: Difference = { new: 0, changed: 0, same: 0 }
  for (const { bridge, from, to, weight } of lines) {
    const before = weights.get(`${bridge} ${from} ${to}`)
    difference[before === undefined ? 'new' : before === weight ? 'same' : 'changed'] += 1
  }
  return difference
}

async function commit(tx: Writer, lines: Line[], { batchId }: { batchId: number }): Promise<Difference> {
  const difference = await compare(tx, lines)
  const column = <Value>(of: (one: Line) => Value) => lines.map(of)
  await sql`
    insert into places.bridge (batch_id, from_code, to_code, weight, bridge, method, source, vintage, row)
    select ${batchId}::int, * from unnest(${column((l) => l.from)}::text[], ${column((l) => l.to)}::text[], ${column((l) => l.weight)}::float8[], ${column((l) => l.bridge)}::text[], ${column((l) => l.method)}::text[],
      ${column((l) => l.source)}::text[], ${column((l) => l.vintage)}::text[], ${column((l) => l.row)}::int[])`.execute(tx)
  return difference
}
