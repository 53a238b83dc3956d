import { randomBytes, randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { PersonalTables } from '#platform'
import { fullName, inFillingOrder, type Table } from '../src/platform/schema/catalogue.ts'

/** Somebody whose rows are filled into every table that could hold any, each word of them one that stands nowhere else. */
export interface Canary {
  areaId: number
  childId?: string
  person?: string
  /** Each of its words begins with this. */
  tag: string
}

export interface Filled {
  table: string
  /** What must come out in a copy; of these, those erasure must leave no trace of. */
  canaries: string[]
  personal: string[]
}

/** Puts a row about somebody into every table of the catalogue, past all foreign keys. */
export async function fillCanaries(pool: pg.Pool, catalogue: Table[], specs: PersonalTables, canary: Canary): Promise<Filled[]> {
  const client = await pool.connect()
  try {
    await client.query('set session_replication_role = replica')
    const filled: Filled[] = []
    for (const table of inFillingOrder(catalogue)) {
      const name = fullName(table)
      const roles = specs[name]?.columns ?? {}
      const wanted = canary.childId ? ['child', 'mentions'] : ['staff', 'author']
      if (specs[name]?.holds === 'none' || !Object.values(roles).some((role) => wanted.includes(role))) continue
      const made = rowFor(table, roles, canary)
      const columns = Object.keys(made.values)
      await client.query(`insert into ${name} (${columns.map((column) => `"${column}"`).join(', ')}) values (${columns.map((_, at) => `$${at + 1}`).join(', ')})`, Object.values(made.values))
      filled.push({ table: name, canaries: made.canaries, personal: made.personal })
    }
    return filled
  } finally {
    await client.query('set session_replication_role = default')
    client.release()
  }
}

let numbered = 0
const PERSONAL_ROLES = new Set(['name', 'contact', 'third', 'words', 'mentions'])

function rowFor(table: Table, roles: Record<string, string>, canary: Canary) {
  const values: Record<string, unknown> = {}
  const canaries: string[] = []
  const personal: string[] = []
  const word = (column: string, role: string | undefined) => {
    const text = `${canary.tag}x${table.name}x${column}`.replaceAll('_', '')
    if (role !== 'secret') canaries.push(text)
    if (role && PERSONAL_ROLES.has(role)) personal.push(text)
    return text
  }
  for (const { name, type, required, identity } of table.columns) {
    const role = roles[name]
    const allowed = enumOf(table, name)
    if (identity) continue
    else if (name === 'area_id' || name === 'home_area_id') values[name] = canary.areaId
    else if (role === 'child') values[name] = canary.childId ?? (required ? randomUUID() : null)
    else if (role === 'staff') values[name] = canary.person ?? (required ? 'somebody' : null)
    else if (role === 'author') values[name] = canary.person ?? 'somebody'
    else if (role === 'mentions') values[name] = type === 'jsonb' ? { person: canary.person ?? 'nobody', child: canary.childId ?? null, words: word(name, role) } : `/somewhere/${canary.childId ?? ''} ${word(name, role)}`
    else if (role === 'born') values[name] = '1990-02-28'
    else if (allowed) values[name] = allowed
    else if (name === 'place_id') values[name] = canary.person && table.columns.some((column) => column.name === 'child_id') ? 1 : required ? 1 : null
    else if (type === 'text') values[name] = role === 'plain' && /^(kind|format|state)$/.test(name) ? name : word(name, role)
    else if (type === 'text[]') values[name] = [word(name, role)]
    else if (type.endsWith('[]')) values[name] = [1]
    else if (type === 'jsonb') values[name] = { words: word(name, role) }
    else if (!required) values[name] = null
    else if (type === 'uuid') values[name] = randomUUID()
    else if (type === 'bytea') values[name] = randomBytes(16)
    else if (type === 'boolean') values[name] = true
    else if (/^(date|timestamp)/.test(type)) values[name] = '2015-06-01'
    // Rows of a file and things counted within one: two children never have the same.
    else values[name] = /^(row|number)$/.test(name) ? ++numbered : 1
  }
  return { values, canaries, personal }
}

/** One of the words a check allows. */
function enumOf(table: Table, column: string): string | null {
  for (const { kind, definition } of table.constraints) {
    if (kind !== 'check') continue
    const found = new RegExp(`\\(?${column} = any \\(array\\['([^']+)'`, 'i').exec(definition)
    if (found) return found[1]!
  }
  return null
}

/** Every row of every table as text, to look for what should be nowhere. */
export async function everything(pool: pg.Pool, catalogue: Table[]): Promise<Map<string, string[]>> {
  const all = new Map<string, string[]>()
  for (const table of catalogue.filter(({ kind, schema }) => kind === 'table' && schema !== 'measures')) {
    const { rows } = await pool.query<{ row: string }>(`select t::text as row from ${fullName(table)} t`)
    all.set(fullName(table), rows.map(({ row }) => row).sort())
  }
  return all
}
