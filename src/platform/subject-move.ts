import type { Writer } from './database.ts'
import { inFillingOrder } from './schema/catalogue.ts'
import { askBy, columnsOf, type Held, heldTables, type PersonalTables, quoted } from './subject-data.ts'

/** What a merge moved from one child to another, enough to put each row back where it was. */
export interface Moved {
  kept: string
  gone: string
  /** The child's own row, whole. */
  root: Record<string, unknown>
  /** By table, the keys of the rows that were moved, without area and child. */
  rows: Record<string, Record<string, unknown>[]>
  /** Rows that would have stood twice, whole, by table. */
  held: Record<string, Record<string, unknown>[]>
}

/** Facts that a corrected return replaced are kept whole, with the child in them: they move like those that stand. */
const SET_ASIDE = 'platform.set_aside'

/**
 * Moves every row about one child to another, in all tables the catalogue of personal data says are about a child; the child's own row goes last.
 * The audit stays as it was written. `except` are tables the caller sees to.
 */
export async function moveSubject(tx: Writer, specs: PersonalTables, { areaId, kept, gone }: { areaId: number; kept: string; gone: string }, except: readonly string[]): Promise<Moved> {
  const tables = await tablesOfChildren(tx, specs, except)
  const root = tables.find(isRoot)!
  const moved: Moved = { kept, gone, root: {}, rows: {}, held: {} }
  for (const table of tables) {
    if (table === root || table.name === SET_ASIDE) continue
    const twice = await takeTwice(tx, table, areaId, kept, gone)
    if (twice.length) moved.held[table.name] = twice
    const keys = await moveRows(tx, table, areaId, kept, gone)
    if (keys.length) moved.rows[table.name] = keys
  }
  for (const { name, key } of await moveSetAside(tx, tables, areaId, kept, gone)) (moved.rows[name] ??= []).push(key)
  const child = quoted(childOf(root))
  const { rows } = await askBy<{ stood: Record<string, unknown> }>(tx, `delete from ${root.name} t where t.area_id = $1 and t.${child} = $2::uuid returning to_jsonb(t) as stood`, [areaId, gone])
  return { ...moved, root: rows[0]!.stood }
}

/** Puts back all that a merge moved, wherever it stands by now. What has been taken back or erased since is not made again; `stands` says so of what was held. */
export async function moveBack(tx: Writer, specs: PersonalTables, areaId: number, { kept, gone, root, rows, held }: Moved, except: readonly string[], stands: (row: Record<string, unknown>) => boolean) {
  const tables = await tablesOfChildren(tx, specs, except)
  const own = tables.find(isRoot)!
  await askBy(tx, `insert into ${own.name} select (jsonb_populate_record(null::${own.name}, $1::jsonb)).*`, [JSON.stringify(root)])
  for (const table of tables) {
    const child = quoted(childOf(table))
    const keys = (rows[table.name] ?? []).map((key) => JSON.stringify(key))
    if (keys.length) {
      await askBy(tx, `update ${table.name} t set ${child} = $3::uuid where t.area_id = $1 and t.${child} = $2::uuid and to_jsonb(t) @> any ($4::jsonb[])`, [areaId, kept, gone, keys])
      await askBy(tx, `update ${SET_ASIDE} t set child_id = $3::uuid, stood = t.stood || jsonb_build_object('${childOf(table)}', $3::text)
        where t.area_id = $1 and t.child_id = $2::uuid and t.of_table = $4 and t.stood @> any ($5::jsonb[])`, [areaId, kept, gone, table.name, keys])
    }
    const back = (held[table.name] ?? []).filter(stands)
    if (back.length) await askBy(tx, `insert into ${table.name} select (jsonb_populate_record(null::${table.name}, one)).* from jsonb_array_elements($1::jsonb) as one on conflict do nothing`, [JSON.stringify(back)])
  }
}

async function tablesOfChildren(tx: Writer, specs: PersonalTables, except: readonly string[]) {
  const held = await heldTables(tx, specs, inFillingOrder)
  return held.filter((table) => table.hasArea && table.spec.activity !== 'audit' && columnsOf(table, 'child').length === 1 && !except.includes(table.name))
}

const childOf = (table: Held) => columnsOf(table, 'child')[0]!

/** The table whose row is the child: its key is the area and the child. */
const isRoot = (table: Held) => table.key.length === 2 && table.key.includes(childOf(table)) && columnsOf(table, 'born').length > 0

const keyWithoutChild = (table: Held) => table.key.filter((column) => column !== 'area_id' && column !== childOf(table))

async function takeTwice(tx: Writer, table: Held, areaId: number, kept: string, gone: string) {
  if (!table.key.includes(childOf(table))) return []
  const child = quoted(childOf(table))
  const same = keyWithoutChild(table).map((column) => ` and k.${quoted(column)} = t.${quoted(column)}`).join('')
  const { rows } = await askBy<{ stood: Record<string, unknown> }>(tx, `
    delete from ${table.name} t where t.area_id = $1 and t.${child} = $3::uuid and exists (select from ${table.name} k where k.area_id = $1 and k.${child} = $2::uuid${same}) returning to_jsonb(t) as stood`, [areaId, kept, gone])
  return rows.map(({ stood }) => stood)
}

async function moveRows(tx: Writer, table: Held, areaId: number, kept: string, gone: string) {
  const child = quoted(childOf(table))
  const key = keyWithoutChild(table).map((column) => `'${column}', t.${quoted(column)}`).join(', ')
  const { rows } = await askBy<{ key: Record<string, unknown> }>(tx, `update ${table.name} t set ${child} = $2::uuid where t.area_id = $1 and t.${child} = $3::uuid returning jsonb_build_object(${key}) as key`, [areaId, kept, gone])
  return rows.map((row) => row.key)
}

async function moveSetAside(tx: Writer, tables: Held[], areaId: number, kept: string, gone: string) {
  const byName = new Map(tables.map((table) => [table.name, table]))
  const { rows } = await askBy<{ name: string; stood: Record<string, unknown> }>(tx, `
    update ${SET_ASIDE} t set child_id = $2::uuid, stood = t.stood || jsonb_build_object('child_id', $2::text) where t.area_id = $1 and t.child_id = $3::uuid returning of_table as name, stood`, [areaId, kept, gone])
  return rows.flatMap(({ name, stood }) => {
    const table = byName.get(name)
    return table ? [{ name, key: Object.fromEntries(keyWithoutChild(table).map((column) => [column, stood[column]])) }] : []
  })
}
