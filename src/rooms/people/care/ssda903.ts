import { Issues } from '#kernel'
import { type Checked, type CheckOptions, fileKind, type GivenFile, type Reader, type Unit } from '#platform'
import { nothingSaid, wholeArea, yearTo31March } from '../returns/area-return.ts'
import type { ReturnContent, Said } from '../returns/said.ts'
import { returnOf } from '../returns/take-return.ts'
import { WhoReader } from '../returns/who-said.ts'
import { writtenDay } from '../returns/written-day.ts'
import { checkCells } from './ssda903-cells.ts'
import { checkMissing, readChild } from './ssda903-child.ts'
import { inOrder } from './ssda903-episodes.ts'
import { readTable, type Row, tableOf } from './ssda903-tables.ts'

/** The looked-after children return: its tables given together, keyed by the child's id in the system of social care. */
export const ssda903 = fileKind<ReturnContent>({
  name: 'ssda903',
  label: 'Children looked after (SSDA903, its CSV tables together)',
  ...returnOf('ssda903'),
  saysAuthority: async () => null,
  rowIn: (unit, row) => ({ file: unit.parts['header'], row }),
  recognise,
  check,
})

/** The tables given together are one return; of a table given twice the second stands beside the first, for the check to find. */
async function recognise(files: GivenFile[]): Promise<Unit[]> {
  const parts: Record<string, GivenFile> = {}
  for (const file of files.toSorted((one, other) => one.name.localeCompare(other.name, 'en'))) {
    if (!/\.(csv|txt)$/i.test(file.name)) continue
    const table = await tableOf(file)
    if (table) parts[parts[table] ? `${table} again` : table] = file
  }
  const names = Object.values(parts).map(({ name }) => name)
  return names.length ? [{ kind: 'ssda903', file: names.length === 1 ? names[0]! : `SSDA903: ${names.join(', ')}`, parts }] : []
}

async function check(db: Reader, unit: Unit, options: CheckOptions): Promise<Checked<ReturnContent>> {
  const issues = options.issues ?? new Issues()
  const home = await wholeArea(db, options, issues, 'A looked-after children return')
  const tables = await readTables(unit, issues)
  if (home === null || !tables) return { content: nothingSaid(), issues, blocks: true, rows: { read: 0, rejected: 0 } }
  options.progress?.(0.5)
  const { period, starts, ends } = yearOf(tables, options.asAt, issues)
  const yearEnds = Number(ends.slice(0, 4))
  const header = checkCells('header', tables.get('header')!, null, yearEnds, issues)
  const births = new Map(header.map((row) => [row.cell('CHILD'), row.cell('DOB')]))
  const byChild = new Map<string, Map<string, Row[]>>()
  for (const [table, rows] of tables) {
    if (table !== 'header') byChild.set(table, Map.groupBy(checkCells(table, rows, births, yearEnds, issues), (row) => row.cell('CHILD')))
  }
  const who = new WhoReader(issues, 'ssda903', { upn: 'UPN', uln: 'ULN' })
  const said: Said[] = header.map((row) => {
    const id = row.cell('CHILD')
    const child = { header: row, born: writtenDay(row.cell('DOB')), episodes: inOrder(byChild.get('episodes')?.get(id) ?? []), yearStarts: starts, yearEnds: ends }
    checkMissing(byChild.get('missing')?.get(id) ?? [], child, issues)
    return readChild(child, home, who, issues)
  })
  const read = tables.get('header')!.length
  return { content: { period, asAt: ends, said, unknownSettings: new Map() }, issues, blocks: false, rows: { read, rejected: read - said.length } }
}

/** Every table that was given; null where the return cannot be told from them. */
async function readTables(unit: Unit, issues: Issues): Promise<Map<string, Row[]> | null> {
  const tables = new Map<string, Row[]>()
  let isUsable = true
  const block = (rule: string, message: string, fix: string) => {
    issues.error(rule, {}, message, fix)
    isUsable = false
  }
  for (const [table, file] of Object.entries(unit.parts)) {
    if (table.endsWith(' again')) {
      block('table-twice', `Two files hold the same table of the return: ${file.name} and ${unit.parts[table.slice(0, -6)]!.name}.`, 'Give the tables of one return together, each once.')
      continue
    }
    const { rows, isWhole } = await readTable(file, issues)
    if (!isWhole) block('table-cut', `${file.name} could not be read to its end, so the return would be half.`, 'Mend the file, and give the tables again.')
    tables.set(table, rows)
  }
  if (!tables.get('header')?.length) block('header-missing', 'The header table, which says who the children are, is not there or empty.', 'Give header.csv together with the other tables.')
  if (!tables.get('episodes')?.length) block(
    'episodes-missing', 'The episodes table, which says who was looked after and when, is not there or empty.', 'Give episodes.csv together with the other tables.',
  )
  return isUsable ? tables : null
}

/** No table says its year: whoever gives it may, else it is the one most of the days lie in on which something ended, or the last on which something began. */
function yearOf(tables: ReadonlyMap<string, Row[]>, said: string | undefined, issues: Issues): { period: string; starts: string; ends: string } {
  if (said !== undefined) return yearTo31March(said)
  const today = new Date().toISOString().slice(0, 10)
  const days = (table: string, column: string) => (tables.get(table) ?? []).flatMap((row) => writtenDay(row.cell(column)) ?? []).filter((day) => day <= today)
  const ended = [...days('episodes', 'DEC'), ...days('missing', 'MIS_START')]
  const years = Map.groupBy(ended.length ? ended : [days('episodes', 'DECOM').toSorted().at(-1) ?? today], (day) => yearTo31March(day).period)
  const [period, within] = [...years].toSorted(([one, some], [other, more]) => more.length - some.length || (one < other ? 1 : -1))[0]!
  issues.query('year-read', {}, `No table says its year. By its days the return is of ${period}${ended.length ? ` (${within.length} of ${ended.length})` : ''}.`, 'Nothing to do.')
  return yearTo31March(within[0]!)
}
