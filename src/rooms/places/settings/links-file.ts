import { sql } from 'kysely'
import { Issues } from '#kernel'
import { type Checked, type Difference, fileKind, type GivenFile, type Reader, readCsv, rows, type Unit, type Writer } from '#platform'
import { readDay } from '../code-rows.ts'
import { forgetUndo, keepForUndo, keptForUndo } from '../kept-for-undo.ts'
import { GIAS } from './register-fields.ts'
import { headerOf, readRecords } from './register-file.ts'
import { settle } from './settle.ts'

interface Link {
  urn: number
  linkUrn: number
  type: string
  name: string
  /** ISO day; null where the list gives none. */
  on: string | null
  row: number
}

/** Which setting came before or after which: the links file of Get Information about Schools, as CSV or JSON. */
export const establishmentLinks = fileKind<Link[]>({
  name: 'establishment-links', calledAs: 'gias', label: 'Links between schools (Get Information about Schools)', undoneInBackground: true,
  async recognise(files: GivenFile[], as: boolean): Promise<Unit[]> {
    const known = await Promise.all(files.map(async (file) => as || columnsOf((await headerOf(file)) ?? []) !== null))
    return files.filter((_, at) => known[at]).map((file) => ({ kind: 'establishment-links', file: file.name, parts: { data: file } }))
  },
  async check(_, unit): Promise<Checked<Link[]>> {
    const issues = new Issues()
    const table = await readTable(unit.parts['data']!, issues)
    if (!table) return { content: [], issues, blocks: true, rows: { read: 0, rejected: 0 } }
    const columns = columnsOf(table.header)
    if (!columns) {
      issues.error('link-header', { row: 1 }, 'The header is of no list of links.', `The columns are ${COLUMNS.join(', ')}.`)
      return { content: [], issues, blocks: true, rows: { read: 0, rejected: 0 } }
    }
    const links = table.rows.flatMap(({ cells, row }) => readLink(columns.map((at) => cells[at]?.trim() ?? ''), row, issues) ?? [])
    const once = [...new Map(links.toReversed().map((one) => [keyOf(one), one])).values()].toReversed()
    if (once.length < links.length) issues.query('link-twice', {}, `${links.length - once.length} links stand twice; the first of each counts.`, 'Nothing to do.')
    return { content: once, issues, blocks: false, rows: { read: table.rows.length, rejected: table.rows.length - once.length } }
  },
  async compare(db, links) {
    const { fresh, changed, same } = await sorted(db, links)
    return { new: fresh.length, changed: changed.length, same }
  },
  commit,
  undo,
})

const COLUMNS = ['URN', 'LinkURN', 'LinkName', 'LinkType', 'LinkEstablishedDate']

function columnsOf(header: string[]): number[] | null {
  const names = header.map((name) => name.toLowerCase())
  const at = COLUMNS.map((name) => names.indexOf(name.toLowerCase()))
  return at.includes(-1) ? null : at
}

async function readTable({ name, path }: GivenFile, issues: Issues) {
  const table: { header: string[]; rows: { row: number; cells: string[] }[] } = { header: [], rows: [] }
  if (/\.json$/i.test(name)) {
    const records = await readRecords(path)
    if (typeof records === 'string') return void issues.error('link-json', {}, records, 'Save the list again from where it came.')
    table.header = Object.keys(records[0] ?? {})
    table.rows = records.map((one, index) => ({ row: index + 1, cells: table.header.map((key) => (one[key] === null || one[key] === undefined ? '' : String(one[key]))) }))
    return table
  }
  let whole = true
  await readCsv(path, {
    header: (names) => void (table.header = names),
    row: (cells, row) => table.rows.push({ row, cells }),
    problem({ rule, loses, message, fix, ...at }) {
      if (loses === 'rest') whole = false
      issues.add({ rule: `link-${rule}`, severity: loses === 'nothing' ? 'query' : 'error', ...at, message, fix })
    },
  })
  return whole ? table : undefined
}

function readLink([urn, linkUrn, name, type, typedDay]: string[], row: number, issues: Issues): Link | null {
  if (!/^\d{5,7}$/.test(urn!) || !/^\d{5,7}$/.test(linkUrn!)) {
    issues.error('link-urn', { row, value: `${urn} ${linkUrn}` }, 'A link joins two settings by their URNs; here is none.', 'Give both URNs, or leave the row out.')
    return null
  }
  const on = readDay(typedDay!.replace(/^(\d\d)-(\d\d)-(\d{4})$/, '$1/$2/$3'))
  if (on === undefined) issues.query('link-day', { row, value: typedDay! }, `“${typedDay}” is no day; it was left out.`, 'Write days like 31-08-2019.')
  if (!Object.hasOwn(GIAS.links.types, type!)) {
    issues.query('link-type', { row, value: type! }, `“${type}” says neither before nor after; the link is kept and nobody follows by it.`, 'Nothing to do.')
  }
  return { urn: Number(urn), linkUrn: Number(linkUrn), type: type!, name: name!, on: on ?? null, row }
}

const keyOf = ({ urn, linkUrn, type }: Pick<Link, 'urn' | 'linkUrn' | 'type'>) => `${urn} ${linkUrn} ${type}`

/** A link as it is held, with where it is from. */
type Held = Link & { batchId: number }

async function sorted(db: Reader | Writer, links: Link[]) {
  const held = await rows(db, sql<Held>`
    select urn, link_urn as "linkUrn", link_type as type, link_name as name, on_date::text as on, batch_id as "batchId", row
    from places.establishment_link where urn = any (${links.map(({ urn }) => urn)}::int[])`)
  const standing = new Map(held.map((one) => [keyOf(one), one]))
  const fresh = links.filter((one) => !standing.has(keyOf(one)))
  const changed = links.filter((one) => {
    const stands = standing.get(keyOf(one))
    return stands && one.on !== null && stands.on !== one.on
  })
  return { fresh, changed, before: changed.map((one) => standing.get(keyOf(one))!), same: links.length - fresh.length - changed.length }
}

async function commit(tx: Writer, links: Link[], { batchId }: { batchId: number }): Promise<Difference> {
  const { fresh, changed, before, same } = await sorted(tx, links)
  await write(tx, [...fresh, ...changed].map((one) => ({ ...one, batchId })))
  if (before.length) await keepForUndo(tx, batchId, before)
  await settle(tx)
  return { new: fresh.length, changed: changed.length, same }
}

async function undo(tx: Writer, { batchId }: { batchId: number }) {
  await sql`delete from places.establishment_link where batch_id = ${batchId}`.execute(tx)
  await write(tx, (await keptForUndo<Held[]>(tx, batchId)) ?? [])
  await forgetUndo(tx, batchId)
  await settle(tx)
}

async function write(tx: Writer, links: Held[]) {
  await sql`
    insert into places.establishment_link (urn, link_urn, link_type, link_name, on_date, batch_id, row)
    select * from unnest(${links.map(({ urn }) => urn)}::int[], ${links.map(({ linkUrn }) => linkUrn)}::int[], ${links.map(({ type }) => type)}::text[], ${links.map(({ name }) => name)}::text[],
      ${links.map(({ on }) => on)}::date[], ${links.map(({ batchId }) => batchId)}::int[], ${links.map(({ row }) => row)}::int[])
    on conflict (urn, link_urn, link_type) do update set on_date = excluded.on_date, batch_id = excluded.batch_id, row = excluded.row`.execute(tx)
}
