import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'

/** What each table of facts holds, as a text that is the same for the same facts: numbers of batches, ids made up on the way and times left out. */
export type Facts = Record<string, string>

/** All facts as they stand at one moment, whoever writes meanwhile. */
export async function factsOf(client: pg.Client): Promise<Facts> {
  await client.query('begin isolation level repeatable read read only')
  try {
    await client.query('set local work_mem = \'64MB\'')
    const { rows: tables } = await client.query<{ name: string; columns: string[] }>(TABLES)
    const facts: Facts = {}
    for (const { name, columns } of tables) facts[name] = await tableAs(client, name, columns)
    return facts
  } finally {
    await client.query('rollback')
  }
}

/** Tables in which two states differ, with what each holds of them. */
export const differing = (one: Facts, other: Facts) => Object.keys({ ...one, ...other }).filter(name => one[name] !== other[name]).map(name => `${name} holds ${one[name]}, not ${other[name]}`)

const TABLES = `
  select c.oid::regclass::text as name, array_agg(a.attname::text order by a.attnum) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relkind = 'r' and (c.relnamespace in ('people'::regnamespace, 'places'::regnamespace) or c.oid in ('platform.extent'::regclass, 'platform.extent_before'::regclass, 'platform.set_aside'::regclass))
    and not a.atttypid in ('uuid'::regtype, 'timestamptz'::regtype) or c.relkind = 'r' and c.relnamespace = 'people'::regnamespace and a.attname = 'child_id' and a.attnum > 0
  group by 1 order by 1`

const LEFT_OUT = ['batch_id', 'child_id', 'replaced_by', 'number', 'stood', 'given_at', 'made_at', 'source_batch']

async function tableAs(client: pg.Client, name: string, columns: string[]) {
  const kept = columns.filter(column => !LEFT_OUT.includes(column)).map(column => `t."${column}"::text`)
  const stood = columns.includes('stood') ? [`(t.stood - '{batch_id,child_id,replaced_by,made_at}'::text[])::text`] : []
  const isOfChild = columns.includes('child_id') && name !== 'people.child'
  const who = isOfChild ? `left join people.child who on who.area_id = t.area_id and who.child_id = t.child_id` : ''
  const whose = isOfChild ? [`concat_ws('|', who.given_name, who.family_name, who.born, who.sex)`] : []
  const said = [...kept, ...stood, ...whose].map(one => `coalesce(${one}, '~')`).join(` || '|' || `) || `''`
  const { rows } = await client.query(`select count(*) || ' rows, ' || coalesce(sum(hashtextextended(${said}, 0)::numeric), 0) as facts from ${name} t ${who}`)
  return rows[0].facts as string
}

/** What does not agree with what else the database says, and with the kept files: nothing, if all is as it should be. */
export async function disagreements(client: pg.Client, data: string, { isAtRest }: { isAtRest: boolean }): Promise<string[]> {
  const faults: string[] = []
  for (const [sentence, text] of Object.entries(LAWS)) {
    const { rows } = await client.query(text)
    if (rows.length) faults.push(`${sentence}: ${JSON.stringify(rows[0])}${rows.length > 1 ? ` and ${rows.length - 1} more` : ''}`)
  }
  return [...faults, ...(await filesAstray(client, data)), ...(isAtRest ? leftIn(data) : [])]
}

/** Registers are laid over one another, so their records stay with the batch that said them and stand for no one period. */
const LAWS: Record<string, string> = {
  'facts are there of a batch that is not committed': `
    select distinct r.batch_id from people.record_row r where not exists (select from collection.batch b where b.area_id = r.area_id and b.batch_id = r.batch_id and b.state = 'committed')`,
  'what stands does not agree with its records': `
    select e.batch_id, e.series, e.period, e.place_id, e.rows, r.rows as found
    from platform.extent e full join (select area_id, batch_id, reported_by, record_row.period, count(*)::int as rows from people.record_row join collection.batch b using (area_id, batch_id) where b.series not like 'attendance%' group by 1, 2, 3, 4) r
      on r.area_id = e.area_id and r.batch_id = e.batch_id and r.reported_by = e.place_id and r.period = e.period
    where e.rows is distinct from r.rows and coalesce(e.series, '') not like 'attendance%'`,
  'a batch says it is committed, and speaks for nothing': `
    select b.batch_id from collection.batch b where b.area_id = 3 and b.state = 'committed' and b.series is not null
      and not exists (select from platform.extent e where e.area_id = b.area_id and e.batch_id = b.batch_id) and not exists (select from platform.extent_before e where e.area_id = b.area_id and e.batch_id = b.batch_id)`,
  'the same content stands twice': `select kind, content_hash from collection.batch where state = 'committed' group by area_id, kind, content_hash having count(*) > 1`,
  'a taking in is not once in the audit': `
    select b.batch_id from collection.batch b where b.area_id = 3 and b.state = 'committed' and (select count(*) from platform.deed a where a.area_id = b.area_id and a.action = 'collection.commit' and a.subject = '/data/' || b.batch_id) <> 1`,
  'a child is on the roll of a setting twice on a day': `
    select one.place_id, one.starts from people.enrolment one join people.enrolment other on other.area_id = one.area_id and other.child_id = one.child_id and other.place_id = one.place_id and other.starts > one.starts
    where one.ends is null or one.ends >= other.starts`,
}

/** Kept files that are missing or not what they are called; the content of a kept file is its name. */
async function filesAstray(client: pg.Client, data: string) {
  const { rows } = await client.query<{ sha256: string }>(`select distinct part.value ->> 'sha256' as sha256 from collection.batch b, jsonb_each(b.parts) part where b.state not in ('discarded') and not b.options ? 'reference' and part.value ? 'sha256'`)
  const faults: string[] = []
  for (const { sha256 } of rows) {
    const path = join(data, 'files', sha256)
    if (!existsSync(path)) faults.push(`the kept file ${sha256.slice(0, 8)} is gone`)
    else if ((await hashOf(path)) !== sha256) faults.push(`the kept file ${sha256.slice(0, 8)} is not what it was`)
  }
  return faults
}

async function hashOf(path: string) {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer)
  return hash.digest('hex')
}

/** What half copies and uploads left, when nothing goes on any more. */
function leftIn(data: string) {
  const inFolder = (name: string) => (existsSync(join(data, name)) ? readdirSync(join(data, name)) : [])
  return [...inFolder('files').filter(name => name.endsWith('.part')), ...inFolder('incoming')].map(name => `${name} was left behind`)
}
