/** What an import may leave and what not: the tables as they stand, and whether every child in them is in a file. */
import type { Pool } from 'pg'
import type { Bundle } from './returns-here.ts'
import { entriesOf } from './workbooks.ts'

/** Rows of a table and a number of all they hold. */
export type Standing = Map<string, { rows: number; all: string }>

/** Every table that holds facts, as it stands. What a batch keeps of itself stays with it (its findings and numbers), and so do settings no register knows: somebody may have matched them meanwhile. */
export async function whatStands(pool: Pool): Promise<Standing> {
  const { rows: tables } = await pool.query<{ name: string }>(`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and (n.nspname = 'people' or n.nspname || '.' || c.relname = any ($1)) order by 1`, [BESIDES])
  const each = tables.map(({ name }) => `select '${name}' as name, count(*)::int as rows, coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text as "all" from ${name} t${name === 'places.place' ? UNMATCHED : ''}`)
  const { rows } = await pool.query<{ name: string; rows: number; all: string }>(each.join(' union all '))
  return new Map(rows.map(({ name, ...one }) => [name, one]))
}

const BESIDES = ['platform.extent', 'platform.extent_before', 'platform.set_aside', 'places.establishment', 'places.establishment_link', 'places.establishment_type', 'places.place']
const UNMATCHED = ` where not exists (select from places.place_code l where l.place_id = t.place_id and l.scheme = 'local')`

/** Tables that are not as they were, in words; undefined where all are. */
export function otherThan(before: Standing, now: Standing) {
  const changed = [...now].filter(([name, { all }]) => before.get(name)?.all !== all).map(([name, { rows }]) => `${name} (${before.get(name)?.rows} rows, now ${rows})`)
  return changed.length ? changed.join(', ') : undefined
}

/** A child or record of a batch whose names or identifier stand in none of the files it came in; undefined where all do. */
export async function toldNowhere(pool: Pool, batches: number[], files: Bundle): Promise<string | undefined> {
  const { rows } = await pool.query<{ row: number; told: (string | null)[] }>(
    'select row, array[given_name, family_name, upn, uln, local_id] as told from people.record_row where area_id = 3 and batch_id = any ($1)', [batches])
  const text = (await Promise.all(Object.values(files).map(allTexts))).join(' ')
  for (const { row, told } of rows) for (const one of told) if (one && !text.includes(plain(one))) return `row ${row} holds “${one}”, which is in no file`
  const { rows: alone } = await pool.query<{ child_id: string }>(
    `select child_id from people.child c where area_id = 3 and batch_id is not null and not exists (select from people.record_row r where r.area_id = 3 and r.child_id = c.child_id)
      and not exists (select from platform.set_aside s where s.area_id = 3 and s.child_id = c.child_id)`)
  return alone.length ? `child ${alone[0]!.child_id} is of no record` : undefined
}

/** A file as any reader might read it, letters and digits alone. */
async function allTexts(bytes: Buffer): Promise<string> {
  const entries = bytes.subarray(0, 2).toString('latin1') === 'PK' ? await entriesOf(bytes).catch(() => []) : []
  const inside = await Promise.all(entries.map(([, held]) => allTexts(Buffer.from(held))))
  const decoded = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'].map((encoding) => plain(unescaped(new TextDecoder(encoding).decode(bytes).replaceAll('\0', ''))))
  return [...decoded, ...inside].join(' ')
}

const plain = (text: string) => text.normalize('NFKD').toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
const unescaped = (text: string) => text.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff))).replaceAll(/&(amp|lt|gt|quot|apos);/g, '')
