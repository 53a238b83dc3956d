import { sql } from 'kysely'
import { Issues, Refusal } from '#kernel'
import { type Checked, type Difference, fileKind, type GivenFile, type Reader, readCsv, rows, type Unit, type Writer } from '#platform'
import { type CodeChange, changesOf, type HeldCode, type HeldPlace } from './code-changes.ts'
import { type CodeRow, type CodeShape, readCodeRow, shapeOf } from './code-rows.ts'
import { forgetUndo, keepForUndo, keptForUndo } from './kept-for-undo.ts'
import { firstSheet } from './workbook.ts'

interface CodeList {
  changes: CodeChange[]
  /** Rows that say what is held already. */
  same: number
}

/** A list of authorities and their codes. It adds what is missing and never takes away. */
export const codes = fileKind<CodeList>({
  name: 'codes',
  label: 'List of authorities and their codes',
  recognise,
  check,
  compare: async (_, list) => differenceOf(list),
  commit,
  undo,
})

async function recognise(files: GivenFile[], as: boolean): Promise<Unit[]> {
  const units = await Promise.all(
    files.map(async (file) => (as || (await isCodeList(file)) ? { kind: 'codes', file: file.name, parts: { data: file } } : null)),
  )
  return units.filter((unit) => unit !== null)
}

async function isCodeList({ name, path }: GivenFile) {
  if (/\.xlsx$/i.test(name)) {
    const sheet = await firstSheet(path)
    return typeof sheet !== 'string' && shapeOf(textRow(sheet[0])) !== null
  }
  if (!/\.csv$/i.test(name)) return false
  let shape: CodeShape | null = null
  await readCsv(path, { header: (names) => ((shape = shapeOf(names)), 'stop'), row: () => {}, problem: () => {} })
  return shape !== null
}

interface Table {
  header: string[]
  rows: { row: number; cells: string[] }[]
}

async function check(db: Reader, unit: Unit): Promise<Checked<CodeList>> {
  const { path, name } = unit.parts['data']!
  const issues = new Issues()
  const blocked = (): Checked<CodeList> => ({ content: { changes: [], same: 0 }, issues, blocks: true, rows: { read: 0, rejected: 0 } })
  const table = /\.csv$/i.test(name) ? await readTable(path, issues) : await readBook(path, issues)
  if (!table) return blocked()
  const shape = shapeOf(table.header)
  if (!shape) {
    issues.error(
      'codes-header',
      { row: 1 },
      'The header is of no code list we know.',
      'The columns are LA Number, LA Name, Region; or new_la_code, la_name, date_of_operation, date_of_termination, old_la_code.',
    )
    return blocked()
  }
  const read = table.rows.map(({ row, cells }) => readCodeRow(shape, table.header, cells, row))
  const good = read.filter((one): one is CodeRow => typeof one !== 'string')
  read.forEach((one, index) => {
    if (typeof one === 'string') issues.error('codes-day', { row: table.rows[index]!.row }, one)
  })
  const { changes, same, aside } = changesOf(good, await heldPlaces(db))
  for (const { rule, message, fix, ...at } of aside) issues.query(rule, at, message, fix)
  return { content: { changes, same }, issues, blocks: false, rows: { read: read.length, rejected: read.length - good.length + aside.length } }
}

async function readTable(path: string, issues: Issues): Promise<Table | null> {
  const table: Table = { header: [], rows: [] }
  let whole = true
  await readCsv(path, {
    header: (names) => void (table.header = names),
    row: (cells, row) => table.rows.push({ row, cells }),
    problem: ({ rule, loses, message, fix, ...at }) => {
      if (loses === 'rest') whole = false
      issues.add({ rule: `codes-${rule}`, severity: loses === 'nothing' ? 'query' : 'error', ...at, message, fix })
    },
  })
  return whole ? table : null
}

async function readBook(path: string, issues: Issues): Promise<Table | null> {
  const sheet = await firstSheet(path)
  if (typeof sheet !== 'string')
    return {
      header: textRow(sheet[0]),
      rows: sheet
        .slice(1)
        .map((cells, index) => ({ row: index + 2, cells: textRow(cells) }))
        .filter(({ cells }) => cells.some((cell) => cell !== '')),
    }
  issues.error('codes-unreadable', {}, sheet)
  return null
}

const textRow = (cells: unknown[] | undefined) => (cells ?? []).map((cell) => (cell === null || cell === undefined ? '' : String(cell).trim()))

/** By rows: one that brings a place or code is new, one that only dates or names it is a change. */
function differenceOf({ changes, same }: CodeList): Difference {
  const brings = new Set(changes.filter(({ kind }) => kind === 'place' || kind === 'code').map(({ row }) => row))
  const touched = new Set(changes.map(({ row }) => row))
  return { new: brings.size, changed: touched.size - brings.size, same }
}

async function commit(db: Writer, list: CodeList, { batchId }: { batchId: number }): Promise<Difference> {
  const made = new Map<string, number>()
  for (const change of list.changes) await apply(db, change, made, batchId)
  if (list.changes.length) await keepForUndo(db, batchId, { changes: list.changes, made: [...made] })
  return differenceOf(list)
}

async function apply(db: Writer, change: CodeChange, made: Map<string, number>, batchId: number) {
  if (change.kind === 'place') {
    const [place] = await rows(
      db,
      sql<{ place_id: number }>`
      insert into places.place (level, name, starts, ends, batch_id) values ('authority', ${change.name}, ${change.starts}, ${change.ends}, ${batchId}) returning place_id`,
    )
    made.set(change.place as string, place!.place_id)
    for (const { hierarchy, parentId } of change.within) {
      await sql`insert into places.membership (hierarchy, place_id, parent_id, starts, ends) values (${hierarchy}, ${place!.place_id}, ${parentId}, ${change.starts}, ${change.ends})`.execute(
        db,
      )
    }
    return
  }
  const id = typeof change.place === 'number' ? change.place : made.get(change.place)!
  if (change.kind === 'alias')
    await sql`update places.place set also_called = array_append(also_called, ${change.name}) where place_id = ${id}`.execute(db)
  else if (change.kind === 'code')
    await sql`insert into places.place_code (scheme, code, place_id, starts, ends) values (${change.scheme}, ${change.code}, ${id}, ${change.starts}, ${change.ends})`.execute(
      db,
    )
  else await date(db, id, change, change)
}

async function date(
  db: Writer,
  placeId: number,
  { scheme, code }: { scheme: string; code: string },
  { starts, ends }: { starts: string | null; ends: string | null },
) {
  await sql`update places.place_code set starts = ${starts}, ends = ${ends} where scheme = ${scheme} and code = ${code} and place_id = ${placeId}`.execute(
    db,
  )
}

/** Backwards, so that what was built on is taken away last. Refuses where something rests on a place it brought. */
async function undo(db: Writer, { batchId }: { batchId: number }) {
  const kept = await keptForUndo<{ changes: CodeChange[]; made: [string, number][] }>(db, batchId)
  if (!kept) return
  const made = new Map(kept.made)
  for (const change of kept.changes.toReversed())
    await takeBack(db, change, typeof change.place === 'number' ? change.place : made.get(change.place)!)
  await forgetUndo(db, batchId)
}

async function takeBack(db: Writer, change: CodeChange, id: number) {
  if (change.kind === 'alias')
    await sql`update places.place set also_called = array_remove(also_called, ${change.name}) where place_id = ${id}`.execute(db)
  else if (change.kind === 'dates') await date(db, id, change, change.before)
  else if (change.kind === 'code')
    await sql`delete from places.place_code where scheme = ${change.scheme} and code = ${change.code} and place_id = ${id}`.execute(db)
  else await takePlaceBack(db, id, change.name)
}

async function takePlaceBack(db: Writer, id: number, name: string) {
  const [used] = await rows(
    db,
    sql<{ used: boolean }>`
    select exists (select from places.place_code where place_id = ${id}) or exists (select from places.neighbour where place_id = ${id} or neighbour_id = ${id})
        or exists (select from places.area where place_id = ${id}) or exists (select from places.comparator where place_id = ${id})
        or exists (select from places.membership where parent_id = ${id}) as used`,
  )
  if (used!.used)
    throw new Refusal('conflict', `${name} is in use by now (neighbours, an area or codes given later), so this list cannot be taken back.`)
  await sql`delete from places.membership where place_id = ${id}`.execute(db)
  await sql`delete from places.place where place_id = ${id}`.execute(db)
}

async function heldPlaces(db: Reader): Promise<HeldPlace[]> {
  const places = await rows(
    db,
    sql<Omit<HeldPlace, 'codes' | 'within'>>`
    select place_id as "placeId", level, name, also_called as "alsoCalled" from places.place where level in ('authority', 'region', 'country') order by place_id`,
  )
  const held = await rows(
    db,
    sql<
      HeldCode & { placeId: number }
    >`select place_id as "placeId", scheme, code, starts, ends from places.place_code where scheme in ('ons', 'dfe', 'lait')`,
  )
  const parents = await rows(
    db,
    sql<{
      placeId: number
      parentId: number
      hierarchy: string
    }>`select place_id as "placeId", parent_id as "parentId", hierarchy from places.membership where hierarchy in ('regions', 'london')`,
  )
  const codesOf = Map.groupBy(held, ({ placeId }) => placeId)
  const parentsOf = Map.groupBy(parents, ({ placeId }) => placeId)
  return places.map((place) => ({ ...place, codes: codesOf.get(place.placeId) ?? [], within: parentsOf.get(place.placeId) ?? [] }))
}
