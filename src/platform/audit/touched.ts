import { sql } from 'kysely'
import { rows, type Writer } from '../database.ts'

/** Rows an action may change, by the fields of its input that name them: the audit says of each what became of what. */
export interface Touch {
  table: string
  /** Column by column the field of the input that it equals, besides the area. */
  where: Record<string, string>
  /** Of a history that only grows, the newest by this column counts alone. */
  newest?: string
}

type Row = Record<string, unknown>

/** The rows as they stand now, by touch. A field that was not sent names none. */
export function touchedRows(db: Writer, areaId: number, touches: readonly Touch[], input: object): Promise<Row[][]> {
  return Promise.all(touches.map(({ table, where, newest }) => {
    const named = Object.entries(where).map(([column, field]) => [column, (input as Row)[field]] as const)
    if (named.some(([, value]) => value === undefined || value === null)) return []
    const conditions = [sql`t.area_id = ${areaId}`, ...named.map(([column, value]) => sql`${sql.ref(`t.${column}`)} = ${value}`)]
    return rows(db, sql<{ row: Row }>`select to_jsonb(t) as row from ${sql.table(table)} t where ${sql.join(conditions, sql` and `)} order by ${newest ? sql`${sql.ref(`t.${newest}`)} desc limit 1` : sql`1`}`)
      .then((found) => found.map(({ row }) => row))
  }))
}

/** Field by field what stood and what stands; of several rows of a table, those that differ as a whole. */
export function changesOfRows(touches: readonly Touch[], before: Row[][], after: Row[][]): Record<string, readonly [unknown, unknown]> {
  return Object.fromEntries(touches.flatMap(({ table }, at) => {
    const [old, now] = [before[at]!, after[at]!]
    if (old.length <= 1 && now.length <= 1) return changesOfRow(table, old[0], now[0])
    const [gone, come] = [missingFrom(now, old), missingFrom(old, now)]
    return gone.length || come.length ? [[plain(table), [gone.map(shown), come.map(shown)] as const]] : []
  }))
}

function changesOfRow(table: string, old: Row | undefined, now: Row | undefined): [string, readonly [unknown, unknown]][] {
  if (!old && !now) return []
  if (!old || !now) return [[plain(table), [old ? shown(old) : null, now ? shown(now) : null]]]
  return Object.keys(old).filter((column) => !KEEPS_COUNT.has(column) && JSON.stringify(old[column]) !== JSON.stringify(now[column])).map((column) => [camel(column), [short(old[column]), short(now[column])]])
}

/** What moves with every change and tells nothing of it, and what secrets are known by. */
const KEEPS_COUNT = new Set(['version', 'changed_at', 'changed_by', 'token_hash', 'email', 'email_key'])

const missingFrom = (there: Row[], here: Row[]) => here.filter((row) => !there.some((other) => JSON.stringify(shown(other)) === JSON.stringify(shown(row))))

const shown = (row: Row) => Object.fromEntries(Object.entries(row).filter(([column]) => column !== 'area_id' && !KEEPS_COUNT.has(column)).map(([column, value]) => [camel(column), short(value)]))

/** A mark or a whole page is told by its length. */
const MOST = 20_000
const short = (value: unknown) => {
  const length = typeof value === 'string' ? value.length : (JSON.stringify(value) ?? '').length
  return length > MOST ? `${length} characters` : value
}

const plain = (table: string) => camel(table.split('.').at(-1)!)
const camel = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
