import type { Database } from './database.ts'
import { inFillingOrder, type Table } from './schema/catalogue.ts'
import { aboutSubject, askBy, type ColumnRole, columnsOf, type Held, heldTables, type PersonalTables, quoted, type Subject } from './subject-data.ts'

/** Rows of one table about somebody, or that they did; values as JSON has them. */
export interface Gathered {
  table: string
  /** What a row is, as the table's comment says. */
  about: string
  /** `about` them, or `by` them: then only what they did and when, for the rest is about others. */
  part: 'about' | 'by'
  key: string[]
  columns: { name: string; label: string; role: ColumnRole | null }[]
  rows: Record<string, unknown>[]
}

/** All that is held about somebody, table by table, found by the catalogue alone. */
export async function gatherSubject(db: Database, specs: PersonalTables, subject: Subject): Promise<Gathered[]> {
  const tables = await heldTables(db, specs, inFillingOrder)
  const found: Gathered[] = []
  for (const held of tables) {
    found.push(...(await aboutThem(db, held, subject)))
    if ('person' in subject) found.push(...(await byThem(db, held, subject)))
  }
  return found
}

async function aboutThem(db: Database, held: Held, subject: Subject): Promise<Gathered[]> {
  const about = aboutSubject(held, subject)
  if (!about) return []
  const shown = held.table.columns.map(({ name }) => name).filter((name) => held.columns[name] !== 'secret')
  const { rows } = await askBy(db, `select ${shown.map(asJson).join(', ')} from ${held.name} t where ${about.where} order by ${held.key.map((column) => `t.${quoted(column)}`).join(', ')}`, about.given)
  return rows.length ? [gathered(held, 'about', shown, rows)] : []
}

/** What somebody did: the key, the days, and the act; never what it was about. */
async function byThem(db: Database, held: Held, { areaId, person }: Subject & { person: string }): Promise<Gathered[]> {
  const authors = columnsOf(held, 'author')
  if (!authors.length) return []
  const isTime = ({ type }: Table['columns'][number]) => /^(date|timestamp)/.test(type)
  const bare = new Set([...held.key.filter((column) => !['child', 'staff', 'secret'].includes(held.columns[column] ?? '')), ...authors, ...columnsOf(held, 'act'), ...held.table.columns.filter((column) => isTime(column) && held.columns[column.name] !== 'born').map(({ name }) => name)])
  const shown = held.table.columns.map(({ name }) => name).filter((name) => bare.has(name))
  const mine = authors.map((column) => `t.${quoted(column)} = $1`).join(' or ')
  // Of who else had a part in the row, nothing is told.
  const cells = shown.map((name) => (held.columns[name] === 'author' ? `case when t.${quoted(name)} = $1 then t.${quoted(name)} end as ${quoted(name)}` : asJson(name)))
  const { rows } = await askBy(db, `select ${cells.join(', ')} from ${held.name} t where ${held.hasArea ? 't.area_id = any ($2::int[]) and ' : ''}(${mine}) order by ${held.key.map((column) => `t.${quoted(column)}`).join(', ')}`,
    held.hasArea ? [person, [0, areaId]] : [person])
  return rows.length ? [gathered(held, 'by', shown, rows)] : []
}

function gathered(held: Held, part: Gathered['part'], shown: string[], rows: Record<string, unknown>[]): Gathered {
  const columns = held.table.columns.filter(({ name }) => shown.includes(name))
  return {
    table: held.name, about: held.table.comment?.replace(/^reference\. /, '') ?? held.name, part, key: held.key.filter((column) => shown.includes(column)), rows,
    columns: columns.map(({ name, comment }) => ({ name, label: comment ?? inWords(name), role: held.columns[name] ?? null })),
  }
}

/** "given_name" as "Given name". */
const inWords = (column: string) => `${column[0]!.toUpperCase()}${column.slice(1).replaceAll('_', ' ')}`

/** Days and numbers as JSON writes them, whatever the driver would make of them. */
const asJson = (column: string) => `to_jsonb(t.${quoted(column)}) as ${quoted(column)}`

/** The names of people other than the subject, to look for in what was written. */
export interface OtherName {
  name: string
  who: 'child' | 'person'
}

/**
 * Names of other people of an area: children by their full names, and by given name alone where they share a place with the subject;
 * everyone who signs in by their full name.
 */
export async function otherNames(db: Database, specs: PersonalTables, subject: Subject): Promise<OtherName[]> {
  const tables = await heldTables(db, specs, inFillingOrder)
  const names = new Map<string, OtherName['who']>()
  const add = (name: string | null | undefined, who: OtherName['who']) => void (name && name.trim().length > 2 && names.set(name.trim(), who))
  const near = 'childId' in subject ? await sharingAPlace(db, tables, subject) : new Set<string>()
  for (const held of tables) {
    const parts = columnsOf(held, 'name')
    const [id] = columnsOf(held, 'child', 'staff')
    if (!parts.length || !id) continue
    const who = held.columns[id] === 'child' ? 'child' : 'person'
    const self = 'childId' in subject ? subject.childId : subject.person
    const { rows } = await askBy<Record<string, string | null>>(db, `select ${[id, ...parts].map(quoted).join(', ')} from ${held.name} where ${held.hasArea ? 'area_id = $2 and ' : ''}${quoted(id)}::text <> $1`, held.hasArea ? [self, subject.areaId] : [self])
    for (const row of rows) {
      if (who === 'person') { add(row[parts[0]!], who); continue }
      const [given, family, known] = [row['given_name'], row['family_name'], row['known_as']]
      for (const first of [given, known]) {
        add(first && family ? `${first} ${family}` : null, who)
        if (near.has(String(row[id]))) add(first, who)
      }
    }
  }
  return [...names].map(([name, who]) => ({ name, who }))
}

async function sharingAPlace(db: Database, tables: Held[], { areaId, childId }: Subject & { childId: string }) {
  const near = new Set<string>()
  for (const held of tables) {
    const [child] = columnsOf(held, 'child')
    if (!child || held.columns[child] !== 'child' || held.spec.holds !== 'child' || !held.table.columns.some(({ name }) => name === 'place_id')) continue
    const { rows } = await askBy<{ id: string }>(db, `select distinct other.${quoted(child)}::text as id from ${held.name} mine join ${held.name} other on other.area_id = mine.area_id and other.place_id = mine.place_id
      where mine.area_id = $1 and mine.${quoted(child)} = $2::uuid and other.${quoted(child)} <> $2::uuid`, [areaId, childId])
    for (const { id } of rows) near.add(id)
  }
  return near
}
