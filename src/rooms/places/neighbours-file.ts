import { sql } from 'kysely'
import { Issues, Refusal } from '#kernel'
import { type Checked, type Difference, fileKind, type GivenFile, type Reader, rows, type Unit, type Writer } from '#platform'
import { forgetUndo, keepForUndo, keptForUndo } from './kept-for-undo.ts'
import { headerRow, type NeighboursOf, readNeighbours } from './neighbour-rows.ts'
import { type PlaceFinder, placeFinder } from './place-finder.ts'
import { firstSheet } from './workbook.ts'

/** A generation of statistical neighbours as a workbook gives it, by our places. */
interface NeighbourSet {
  setId: string
  label: string
  published: string | null
  source: string
  /** Authority → its neighbours, closest first. */
  neighbours: { placeId: number; closest: Neighbour[] }[]
}

interface Neighbour {
  placeId: number
  closeness: string | null
}

/** What stood before a batch, to put back. */
type Before = { label: string; published: string | null; source: string; batchId: number | null; neighbours: NeighbourSet['neighbours'] } | null

/** DfE's workbook of statistical neighbours. Its year is in its name: `sn_may_2025.xlsx`. */
export const neighbours = fileKind<NeighbourSet>({ name: 'neighbours', label: 'Statistical neighbours', recognise, check, compare, commit, undo })

async function recognise(files: GivenFile[], as: boolean): Promise<Unit[]> {
  const units = await Promise.all(
    files.map(async (file) => (as || (await isNeighbours(file)) ? { kind: 'neighbours', file: file.name, parts: { data: file } } : null)),
  )
  return units.filter((unit) => unit !== null)
}

async function isNeighbours({ name, path }: GivenFile) {
  if (!/\.xlsx$/i.test(name)) return false
  const sheet = await firstSheet(path)
  return typeof sheet !== 'string' && headerRow(sheet) >= 0
}

async function check(db: Reader, unit: Unit): Promise<Checked<NeighbourSet>> {
  const { name, path } = unit.parts['data']!
  const issues = new Issues()
  const sheet = await firstSheet(path)
  const year = yearOf(name)
  const blocks = (rule: string, message: string, fix: string | null): Checked<NeighbourSet> => {
    issues.error(rule, {}, message, fix)
    return { content: { setId: '', label: '', published: null, source: '', neighbours: [] }, issues, blocks: true, rows: { read: 0, rejected: 0 } }
  }
  if (typeof sheet === 'string') return blocks('neighbours-unreadable', sheet, null)
  if (headerRow(sheet) < 0)
    return blocks('neighbours-header', 'No row of the sheet has the columns LA number, SN1 and SNP, so it holds no statistical neighbours.', null)
  if (!year)
    return blocks(
      'neighbours-year',
      `The name “${name}” does not say which year's model this is.`,
      'Put the month and year in the name, like sn_may_2025.xlsx.',
    )
  const { sets, problems, outside, read } = readNeighbours(sheet)
  for (const { rule, message, ...at } of problems) issues.error(rule, at, message, 'Mend the row and import the file again.')
  for (const { row, authority } of outside) issues.query('neighbours-outside', { row, value: authority }, `${authority} has no neighbours in this model; the row is set aside.`)
  const known = withPlaces(sets, await placeFinder(db), issues)
  const content = {
    setId: year.year,
    label: `Statistical neighbours, ${year.year} model`,
    published: year.published,
    source: `Department for Education, Local Authority Interactive Tool, ${name}`,
    neighbours: known,
  }
  const rejected = new Set([...problems.map(({ row }) => row), ...issues.list.filter(({ severity }) => severity === 'error').map(({ row }) => row)])
    .size + outside.length
  return { content, issues, blocks: false, rows: { read, rejected } }
}

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']

/** `sn_may_2025.xlsx` is the model of 2025, published in May. */
function yearOf(name: string) {
  const year = /(?:^|\D)(20\d\d)(?:\D|$)/.exec(name)?.[1]
  if (!year) return null
  const month = MONTHS.findIndex((one) => new RegExp(`(^|[^a-z])(${one}|${one.slice(0, 3)})([^a-z]|$)`, 'i').test(name)) + 1
  return { year, published: month ? `${year}-${String(month).padStart(2, '0')}-01` : null }
}

function withPlaces(sets: NeighboursOf[], places: PlaceFinder, issues: Issues): NeighbourSet['neighbours'] {
  const known: NeighbourSet['neighbours'] = []
  for (const { row, authority, neighbours: closest } of sets) {
    const unknown = [{ code: authority, column: 'LA number' }, ...closest].find(({ code }) => places.byCode('dfe', code) === undefined)
    const placeId = places.byCode('dfe', authority)
    if (unknown)
      issues.error(
        'neighbours-unknown-place',
        { row, column: unknown.column, value: unknown.code },
        `“${unknown.code}” is no authority we know.`,
        'Import the code list that has it first.',
      )
    else if (known.some((other) => other.placeId === placeId))
      issues.error(
        'neighbours-row-twice',
        { row, column: 'LA number', value: authority },
        `${authority} stands in the sheet twice; the first row holds.`,
      )
    else known.push({ placeId: placeId!, closest: closest.map(({ code, closeness }) => ({ placeId: places.byCode('dfe', code)!, closeness })) })
  }
  return known
}

async function compare(db: Reader | Writer, { setId, neighbours: given }: NeighbourSet): Promise<Difference> {
  const held = new Map((await heldNeighbours(db, setId)).map(({ placeId, closest }) => [placeId, JSON.stringify(closest)]))
  const difference = { new: 0, changed: 0, same: 0 }
  for (const { placeId, closest } of given) {
    const before = held.get(placeId)
    difference[before === undefined ? 'new' : before === JSON.stringify(closest) ? 'same' : 'changed'] += 1
  }
  return difference
}

/** Authorities the file has are replaced; those it leaves out stay. */
async function commit(db: Writer, set: NeighbourSet, { batchId }: { batchId: number }): Promise<Difference> {
  const difference = await compare(db, set)
  if (difference.new + difference.changed === 0) return difference
  const before = await heldSet(db, set.setId)
  await keepForUndo(db, batchId, { setId: set.setId, before })
  const merged = new Map([...(before?.neighbours ?? []), ...set.neighbours].map((one) => [one.placeId, one]))
  await write(db, { ...set, batchId, neighbours: [...merged.values()] })
  return difference
}

async function undo(db: Writer, { batchId }: { batchId: number }) {
  const changed = await keptForUndo<{ setId: string; before: Before }>(db, batchId)
  if (!changed) return
  const { setId, before } = changed
  const [now] = await rows(db, sql<{ batch_id: number | null }>`select batch_id from places.neighbour_set where set_id = ${setId}`)
  if (now?.batch_id !== batchId)
    throw new Refusal('conflict', `Batch ${now?.batch_id} has changed the neighbours of ${setId} since. Undo batch ${now?.batch_id} first`)
  await forgetUndo(db, batchId)
  if (before) return write(db, { ...before, setId })
  await sql`delete from places.neighbour where set_id = ${setId}`.execute(db)
  await sql`delete from places.neighbour_set where set_id = ${setId}`.execute(db)
}

async function heldSet(db: Writer, setId: string): Promise<Before> {
  const [set] = await rows(
    db,
    sql<{ label: string; published: string | null; source: string; batchId: number | null }>`
    select label, published, source, batch_id as "batchId" from places.neighbour_set where set_id = ${setId}`,
  )
  return set ? { ...set, neighbours: await heldNeighbours(db, setId) } : null
}

async function heldNeighbours(db: Reader | Writer, setId: string): Promise<NeighbourSet['neighbours']> {
  const held = await rows(
    db,
    sql<{ place_id: number; neighbour_id: number; closeness: string | null }>`
    select place_id, neighbour_id, closeness from places.neighbour where set_id = ${setId} order by place_id, rank`,
  )
  const byPlace = Map.groupBy(held, ({ place_id }) => place_id)
  return [...byPlace].map(([placeId, closest]) => ({
    placeId,
    closest: closest.map(({ neighbour_id, closeness }) => ({ placeId: neighbour_id, closeness })),
  }))
}

async function write(db: Writer, { setId, label, published, source, batchId, neighbours: all }: NeighbourSet & { batchId: number | null }) {
  await sql`
    insert into places.neighbour_set (set_id, label, published, source, batch_id) values (${setId}, ${label}, ${published}, ${source}, ${batchId})
    on conflict (set_id) do update
    set label = excluded.label, published = excluded.published, source = excluded.source, batch_id = excluded.batch_id`.execute(db)
  await sql`delete from places.neighbour where set_id = ${setId}`.execute(db)
  const pairs = all.flatMap(({ placeId, closest }) =>
    closest.map((neighbour, index) => ({
      set_id: setId,
      place_id: placeId,
      rank: index + 1,
      neighbour_id: neighbour.placeId,
      closeness: neighbour.closeness,
    })),
  )
  await db.insertInto('places.neighbour').values(pairs).execute()
}
