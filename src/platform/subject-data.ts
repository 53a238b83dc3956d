import { CompiledQuery } from 'kysely'
import type { Database, Writer } from './database.ts'
import { fullName, readCatalogue, type Table } from './schema/catalogue.ts'

/** What a column says of people. specs/personal-data.json says what each word stands for. */
export type ColumnRole = 'child' | 'staff' | 'author' | 'act' | 'name' | 'contact' | 'third' | 'words' | 'mentions' | 'born' | 'left' | 'home' | 'secret' | 'plain'

export interface PersonalTable {
  holds: 'none' | 'staff' | 'child' | 'both'
  /** Why no person is in it, where none is. */
  why?: string
  activity?: string
  /** The class of what is held of a child, or the column that says it row by row. */
  class?: string | { by: string }
  /** The kind of record, for how long it is kept; or kinds by what a column says. */
  keeps?: string | { by: string; kinds: Record<string, string> }
  /** The columns that say when a row was made and when it was over. */
  dates?: { made?: string; ended?: string }
  /** What erasure does with a row: takes it away, empties what is personal in it, or leaves it. */
  erase?: 'delete' | 'clear' | 'keep'
  columns?: Record<string, ColumnRole>
}

export type PersonalTables = Readonly<Record<string, PersonalTable>>

/** Whose data it is: a child of an area, or somebody who signs in there. */
export type Subject = { areaId: number; childId: string } | { areaId: number; person: string }

/** A table of the database with what the catalogue says of it. */
export interface Held {
  name: string
  table: Table
  spec: PersonalTable
  columns: Record<string, ColumnRole>
  /** Without it the table is the installation's own, and a row is found by its person alone. */
  hasArea: boolean
  key: string[]
}

/** Where the catalogue and the database differ: a sentence for each table and column that is missing in one of them. */
export function gapsIn(tables: readonly Table[], specs: PersonalTables): string[] {
  const real = new Map(tables.filter(({ kind }) => kind === 'table').map((table) => [fullName(table), table]))
  return [
    ...Object.keys(specs).filter((name) => !real.has(name)).map((name) => `${name} is in specs/personal-data.json and is no table any more; take it out.`),
    ...[...real].flatMap(([name, table]) => {
      const spec = specs[name]
      return spec ? gapsOf(name, table, spec) : [`${name} is not in specs/personal-data.json; say whose data it holds.`]
    }),
  ]
}

const NAMES_SOMEBODY = /^(person|child_id|given_name|family_name|known_as|born|upn|email|email_key|postcode)$|_by$/

function gapsOf(name: string, table: Table, { holds, columns = {}, activity, keeps, why, dates = {} }: PersonalTable): string[] {
  const known = new Set(table.columns.map((column) => column.name))
  const points = new Set(table.constraints.filter(({ refersTo }) => refersTo === 'access.person' || refersTo === 'people.child').flatMap((key) => key.columns).filter((column) => column !== 'area_id'))
  const saysOfPeople = ({ name: column, type }: Table['columns'][number]) =>
    points.has(column) || (NAMES_SOMEBODY.test(column) && /^(text|uuid|date)/.test(type)) || (/^(child|both)$/.test(holds) && /^(text|jsonb|bytea)/.test(type))
  return [
    ...[...Object.keys(columns), ...Object.values(dates)].filter((column) => !known.has(column)).map((column) => `${name}.${column} is in specs/personal-data.json and is no column any more; take it out.`),
    ...table.columns.filter((column) => saysOfPeople(column) && !Object.hasOwn(columns, column.name)).map((column) => `${name}.${column.name} is not in specs/personal-data.json; say what it says of people.`),
    ...(holds === 'none' ? (why ? [] : [`${name} holds nobody's data by specs/personal-data.json; say why.`]) : activity && keeps ? [] : [`${name}: say in specs/personal-data.json what it is for and how long it is kept.`]),
    ...(holds !== 'none' || Object.values(columns).every((role) => role === 'plain') ? [] : [`${name} holds nobody's data by specs/personal-data.json and yet has a column about somebody.`]),
  ]
}

type Asking = Database | Writer

/** Runs a statement made from the catalogue. */
export async function askBy<Row = Record<string, unknown>>(db: Asking, text: string, given: readonly unknown[] = []): Promise<{ rows: Row[]; count: number }> {
  const done = await (db as Database).executeQuery<Row>(CompiledQuery.raw(text, [...given]))
  return { rows: done.rows, count: Number(done.numAffectedRows ?? done.rows.length) }
}

/** The catalogue's tables with people in them, as the database has them; each after those its foreign keys point at. */
export async function heldTables(db: Asking, specs: PersonalTables, order: (tables: Table[]) => Table[]): Promise<Held[]> {
  const catalogue = await readCatalogue({ query: (text: string, given: unknown[]) => askBy(db, text, given) } as never)
  return order(catalogue).flatMap((table) => {
    const name = fullName(table)
    const spec = specs[name]
    if (!spec || spec.holds === 'none') return []
    return [{
      name, table, spec, columns: spec.columns ?? {}, hasArea: table.columns.some((column) => column.name === 'area_id'),
      key: table.constraints.find(({ kind }) => kind === 'primary key')?.columns ?? [],
    }]
  })
}

export const columnsOf = ({ columns }: Held, ...roles: ColumnRole[]) => Object.entries(columns).filter(([, role]) => roles.includes(role)).map(([column]) => column)
export const quoted = (name: string) => `"${name}"`

/** Which rows are about somebody, as SQL over `t`; null where the table cannot hold any. */
export function aboutSubject(held: Held, subject: Subject): { where: string; given: unknown[] } | null {
  const typeOf = (column: string) => held.table.columns.find(({ name }) => name === column)!.type
  const [whose, mention] = 'childId' in subject
    ? [columnsOf(held, 'child').map((column) => `t.${quoted(column)} = $1::uuid`), columnsOf(held, 'mentions').map((column) => `strpos(t.${quoted(column)}::text, $1::text) > 0`)]
    : [columnsOf(held, 'staff').map((column) => `t.${quoted(column)} = $1`), columnsOf(held, 'mentions').filter((column) => typeOf(column) === 'jsonb').map((column) => `t.${quoted(column)} ->> 'person' = $1`)]
  const any = [...whose, ...mention]
  if (!any.length) return null
  const who = 'childId' in subject ? subject.childId : subject.person
  return held.hasArea ? { where: `t.area_id = any ($2::int[]) and (${any.join(' or ')})`, given: [who, [...('childId' in subject ? [] : [0]), subject.areaId]] } : 'childId' in subject ? null : { where: `(${any.join(' or ')})`, given: [who] }
}
