import type { Writer } from './database.ts'
import { inFillingOrder } from './schema/catalogue.ts'
import { aboutSubject, askBy, columnsOf, type Held, heldTables, type PersonalTables, quoted, type Subject } from './subject-data.ts'

/** How long a kind of record is kept, and counted from what. */
export interface Term {
  years: number
  from: 'birth' | 'left' | 'made' | 'ended'
}

/** What may not go now, by kind of record: all of it, or that of some children. */
export type Stays = (kind: string) => { all: boolean; children: readonly string[] }

/** Rows of one kind that went from a table. */
export interface Gone {
  table: string
  kind: string
  how: 'delete' | 'clear'
  count: number
  /** The first of them, at most a hundred: the child or person and the day it was counted from. */
  first: { subject: string | null; day: string | null }[]
  /** Ids of all whose rows went. */
  subjects: string[]
}

/** Takes away what is due on a day: rows that nothing else still rests on, those that point at others first. */
export async function eraseDue(tx: Writer, specs: PersonalTables, areaId: number, terms: ReadonlyMap<string, Term>, stays: Stays, today: string): Promise<Gone[]> {
  const tables = await ready(tx, specs)
  const gone: Gone[] = []
  for (const { held, kind, narrowed } of pairsOf(tables)) {
    const term = terms.get(kind)
    const day = term && dayOf(held, term.from, tables)
    if (!term || !day) continue
    const due = `${day} is not null and (${day} + make_interval(years => $2))::date <= $3::date`
    gone.push(await erase(tx, held, tables, kind, { where: [held.hasArea ? 't.area_id = $1' : atHome(held, tables), narrowed, due], given: [areaId, term.years, today], day }, stays(kind)))
  }
  return gone.filter(({ count }) => count)
}

/** Takes away what is held of one child or person, of the kinds named (all where none are), whenever it was made. */
export async function eraseSubject(tx: Writer, specs: PersonalTables, subject: Subject, kinds: ReadonlySet<string> | null, stays: Stays): Promise<Gone[]> {
  const tables = await ready(tx, specs)
  const gone: Gone[] = []
  for (const { held, kind, narrowed } of pairsOf(tables)) {
    const about = (kinds === null || kinds.has(kind)) && aboutSubject(held, subject)
    if (!about) continue
    const held_ = stays(kind)
    if (held_.all || ('childId' in subject && held_.children.includes(subject.childId))) continue
    gone.push(await erase(tx, held, tables, kind, { where: [about.where, narrowed], given: about.given, day: null }, { all: false, children: [] }))
  }
  return gone.filter(({ count }) => count)
}

/** Whether a child's own row is gone, and with it all that made the rest theirs. */
export async function isGone(tx: Writer, specs: PersonalTables, subject: Subject): Promise<boolean> {
  if (!('childId' in subject)) return false
  const root = rootOf(await heldTables(tx, specs, inFillingOrder), 'born')
  if (!root) return false
  const { rows } = await askBy(tx, `select 1 from ${root.name} where area_id = $1 and ${quoted(columnsOf(root, 'child')[0]!)} = $2::uuid`, [subject.areaId, subject.childId])
  return rows.length === 0
}

/** Everyone who is held: each child of each area, and each account. */
export async function everyoneHeld(tx: Writer, specs: PersonalTables): Promise<Subject[]> {
  const tables = await heldTables(tx, specs, inFillingOrder)
  const [child, person] = [rootOf(tables, 'born')!, rootOf(tables, 'left')!]
  const children = await askBy<Subject>(tx, `select area_id as "areaId", ${quoted(columnsOf(child, 'child')[0]!)}::text as "childId" from ${child.name}`)
  const people = await askBy<Subject>(tx, `select ${quoted(columnsOf(person, 'home')[0]!)} as "areaId", ${quoted(columnsOf(person, 'staff')[0]!)} as person from ${person.name}`)
  return [...children.rows, ...people.rows]
}

const ready = async (tx: Writer, specs: PersonalTables) => (await heldTables(tx, specs, inFillingOrder)).filter(({ spec }) => spec.erase !== 'keep').toReversed()

/** Of what is the installation's own, that of people whose account belongs to the area. */
function atHome(held: Held, tables: Held[]) {
  const person = rootOf(tables, 'left')!
  return `exists (select 1 from ${person.name} p where p.${quoted(columnsOf(person, 'staff')[0]!)} = t.${quoted(columnsOf(held, 'staff')[0]!)} and p.${quoted(columnsOf(person, 'home')[0]!)} = $1)`
}

/** The table a term is counted from: that of children where they were born, of people where they left. */
const rootOf = (tables: Held[], role: 'born' | 'left') => tables.find((held) => columnsOf(held, role).length)

/** Each table with each kind of record it holds. */
function pairsOf(tables: Held[]) {
  return tables.flatMap((held) => {
    const { keeps } = held.spec
    if (keeps === undefined) return []
    if (typeof keeps === 'string') return [{ held, kind: keeps, narrowed: 'true' }]
    const kinds = [...new Set(Object.values(keeps.kinds))]
    return kinds.map((kind) => ({
      held, kind, narrowed: `t.${quoted(keeps.by)} in (${Object.entries(keeps.kinds).filter(([, one]) => one === kind).map(([value]) => `'${value.replaceAll("'", "''")}'`).join(', ')})`,
    }))
  })
}

/** The day a term is counted from, as SQL over `t`; null where the table has no such day. */
function dayOf(held: Held, from: Term['from'], tables: Held[]): string | null {
  if (from === 'made' || from === 'ended') {
    const column = held.spec.dates?.[from]
    return column ? `t.${quoted(column)}::date` : null
  }
  const [role, whose] = from === 'birth' ? (['born', 'child'] as const) : (['left', 'staff'] as const)
  const root = rootOf(tables, role)
  const [mine] = columnsOf(held, whose)
  if (!root || !mine) return null
  if (root === held) return `t.${quoted(columnsOf(held, role)[0]!)}::date`
  const same = root.hasArea ? 'c.area_id = t.area_id and ' : ''
  return `(select c.${quoted(columnsOf(root, role)[0]!)}::date from ${root.name} c where ${same}c.${quoted(columnsOf(root, whose)[0]!)} = t.${quoted(mine)})`
}

interface Which {
  where: string[]
  given: unknown[]
  day: string | null
}

async function erase(tx: Writer, held: Held, tables: Held[], kind: string, { where, given, day }: Which, stays: ReturnType<Stays>): Promise<Gone> {
  const [child] = columnsOf(held, 'child')
  const how = held.spec.erase === 'clear' ? 'clear' : 'delete'
  const none: Gone = { table: held.name, kind, how, count: 0, first: [], subjects: [] }
  if (stays.all) return none
  const all = [...given, ...(child ? [[...stays.children]] : [])]
  const conditions = [...where, ...(child ? [`(t.${quoted(child)} is null or t.${quoted(child)} <> all ($${all.length}::uuid[]))`] : []), ...(how === 'delete' ? nothingRests(held, tables) : [notEmptyYet(held)])]
  const who = child ?? columnsOf(held, 'staff')[0]
  const answer = `returning ${who ? `t.${quoted(who)}::text` : 'null'} as subject, ${day ? `${day}::text` : 'null'} as day`
  const text = how === 'delete' ? `delete from ${held.name} t where ${conditions.join(' and ')} ${answer}` : `update ${held.name} t set ${emptied(held).join(', ')} where ${conditions.join(' and ')} ${answer}`
  const { rows } = await askBy<Gone['first'][number]>(tx, text, all)
  return { ...none, count: rows.length, first: rows.slice(0, 100), subjects: [...new Set(rows.flatMap(({ subject }) => subject ?? []))] }
}

/** A row stays while another still points at it. */
function nothingRests(held: Held, tables: Held[]) {
  return tables.flatMap(({ name, table }) => table.constraints.filter(({ kind, refersTo }) => kind === 'foreign key' && refersTo === held.name).map((key) => {
    const theirs = /REFERENCES [^(]+\(([^)]+)\)/i.exec(key.definition)![1]!.split(', ')
    return `not exists (select 1 from ${name} r where ${key.columns.map((column, at) => `r.${quoted(column)} = t.${theirs[at]!.startsWith('"') ? theirs[at] : quoted(theirs[at]!)}`).join(' and ')})`
  }))
}

const personalIn = (held: Held) => columnsOf(held, 'name', 'contact', 'third', 'words', 'mentions', 'secret').map((column) => held.table.columns.find(({ name }) => name === column)!)
const EMPTY: Record<string, string> = { text: `''`, jsonb: `'{"erased": true}'::jsonb` }

/** Nothing where nothing may stand, else an empty word. What only hashes stays: it says nothing without its salt. */
function emptied(held: Held) {
  return personalIn(held).filter(({ type, required }) => !required || EMPTY[type]).map(({ name, type, required }) => `${quoted(name)} = ${!required ? 'null' : held.columns[name] === 'name' ? `'Erased'` : EMPTY[type]}`)
}

function notEmptyYet(held: Held) {
  const differs = personalIn(held).filter(({ type, required }) => !required || EMPTY[type]).map(({ name, type, required }) => (!required ? `t.${quoted(name)} is not null` : `t.${quoted(name)} <> ${held.columns[name] === 'name' ? `'Erased'` : EMPTY[type]}`))
  return differs.length ? `(${differs.join(' or ')})` : 'true'
}
