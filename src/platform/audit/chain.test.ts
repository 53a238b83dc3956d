import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { recordDeed } from './record-deed.ts'
import { backup } from '../archive/backup.ts'
import { restore } from '../archive/restore.ts'
import { migrate } from '../migrate.ts'
import { testDatabase } from '../test-database.ts'
import { headKeeper, headsOf } from './heads.ts'
import { sealAll, startSealer } from './sealer.ts'
import { verifyChain } from './verify.ts'

const { db, pool, drop } = await testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'belong-audit-'))
after(async () => {
  await drop()
  rmSync(folder, { recursive: true })
})

const AREA = 7
const CHILD = '00000000-0000-7000-8000-0000000000c1'
const actor = { slug: 'officer', name: 'Priya Marlowe', operator: false, areaId: AREA, actingAs: 'SEND officer, Kelderby' }

beforeEach(async () => {
  await pool.query('truncate platform.deed, platform.seal, platform.unsealed')
  await pool.query(`insert into places.place (place_id, level, name) overriding system value values (70, 'authority', 'Kelderby') on conflict do nothing`)
  await pool.query(`insert into places.area (area_id, place_id, slug, name, colour, made_at) values (${AREA}, 70, 'kelderby', 'Kelderby', '#0b5566', now()) on conflict do nothing`)
})

async function write(count: number, from = Date.now()) {
  for (let at = 0; at < count; at += 1) {
    await recordDeed(db, {
      areaId: AREA, action: at % 3 ? 'people.write-entry' : 'people.child', caller: { actor, door: 'page', now: new Date(from + at) }, input: { n: at, body: `Words ${at}, Ÿ 🎈` },
      ...(at % 2 ? { childId: CHILD, changes: { body: ['old', `new ${at}`] }, reason: `because ${at}` } : { subject: `/children/${at}` }), isLook: at % 3 === 0,
    })
  }
}

test('lines are sealed in the order of their time, each once, and the chain is whole', async () => {
  await write(7, Date.now() - 5000)
  assert.equal(await sealAll(db), 7)
  await write(3)
  assert.equal(await sealAll(db), 3)
  assert.equal(await sealAll(db), 0)
  const { rows } = await pool.query('select s.number, d.at from platform.seal s join platform.deed d using (area_id, deed_id) order by s.number')
  assert.deepEqual(rows.map(({ number }) => number), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  assert.deepEqual(rows.map(({ at }) => at.getTime()), rows.map(({ at }) => at.getTime()).toSorted((a, b) => a - b))
  assert.deepEqual(pick(await verifyChain(db, AREA)), { isWhole: true, lines: 10, erased: 0, waiting: 0, broken: null })
})

test('more lines than one batch, and two sealers at once: still one chain without a gap', async () => {
  await write(1203)
  await Promise.all([sealAll(db), sealAll(db)])
  await sealAll(db)
  assert.deepEqual(pick(await verifyChain(db, AREA)), { isWhole: true, lines: 1203, erased: 0, waiting: 0, broken: null })
})

/** What each column can be turned into, by its type. `c` is the column, `r` a number to choose by. */
const TURNED: Record<string, (c: string, r: number) => string> = {
  text: (c, r) => [`coalesce(${c}, '') || ' '`, `overlay(coalesce(${c}, 'a') placing '${'xyzé'[r % 4]}' from ${1 + (r % 3)})`, `case when ${c} is null then '' end`, `upper(coalesce(${c}, 'a')) || 'Q'`][r % 4]!,
  uuid: (c, r) => `case when ${c} is null then gen_random_uuid() else overlay(${c}::text placing to_hex((('x' || substr(${c}::text, ${15 + (r % 3)}, 1))::bit(4)::int + 1) % 16) from ${15 + (r % 3)})::uuid end`,
  'timestamp with time zone': (c, r) => [`${c} + interval '1 microsecond'`, `${c} - interval '1 day'`, `'infinity'::timestamptz`][r % 3]!,
  boolean: (c) => `not ${c}`,
  integer: (c) => `${c} + 1`,
  bigint: (c, r) => `${c} + ${1000 + r}`,
  bytea: (c, r) => `set_byte(${c}, ${r % 32}, (get_byte(${c}, ${r % 32}) + ${1 + (r % 255)}) % 256)`,
  jsonb: (c, r) => [`coalesce(${c}, '{}') || '{"n": "other"}'`, `'null'::jsonb`, `jsonb_build_array(${c})`][r % 3]!,
}

test('an altered value of any column of any line or seal, a line taken out, put in or exchanged: each is found', async () => {
  await write(9)
  await sealAll(db)
  const { rows: columns } = await pool.query<{ table: string; column: string; type: string }>(`
    select table_name as table, column_name as column, data_type as type from information_schema.columns where table_schema = 'platform' and table_name in ('deed', 'seal')`)
  assert.equal(columns.length, 15 + 5)
  let tries = 0
  for (let r = 0; r < 24; r += 1) {
    for (const { table, column, type } of columns) {
      const at = `(area_id, deed_id) = (select area_id, deed_id from platform.seal order by number offset ${(r * 7) % 9} limit 1)`
      tries += await found(`update platform.${table} set ${column} = ${TURNED[type]!(column, r)} where ${at}`, `${table}.${column} ${r}`)
    }
  }
  for (let r = 0; r < 9; r += 1) {
    const nth = `(select deed_id from platform.seal order by number offset ${r} limit 1)`
    tries += await found(`delete from platform.deed where deed_id = ${nth}`, `deed ${r} taken out`)
    tries += await found(`delete from platform.seal where deed_id = ${nth}`, `seal ${r} taken out`)
    tries += await found(`insert into platform.deed select area_id, gen_random_uuid(), at, action, person, door, subject, input, acting_as, child_id, changes, reason, is_look, payload_salt, payload_hash from platform.deed where deed_id = ${nth}`, `a copy of ${r} put in`)
    tries += await found(`insert into platform.seal select area_id, number + 20, gen_random_uuid(), hash, sealed_at from platform.seal where deed_id = ${nth}`, `a seal after ${r} put in`)
    for (let other = 0; other < r; other += 1) {
      const swap = (table: string, what: string) => `update platform.${table} t set ${what} = o.${what} from platform.${table} o
        where (t.deed_id, o.deed_id) in ((${nth}, (select deed_id from platform.seal order by number offset ${other} limit 1)), ((select deed_id from platform.seal order by number offset ${other} limit 1), ${nth}))`
      for (const what of ['input', 'reason', 'payload_hash', 'at', 'subject', 'changes'] as const) tries += await found(swap('deed', what), `${what} of ${r} and ${other} exchanged`)
      tries += await found(swap('seal', 'hash'), `hashes of ${r} and ${other} exchanged`)
      tries += await found(`update platform.seal s set deed_id = o.deed_id from (values (${nth}, (select deed_id from platform.seal order by number offset ${other} limit 1))) as o (a, deed_id) where s.deed_id = o.a`, `lines ${r} and ${other} exchanged`)
    }
  }
  tries += await found(`update platform.deed set changes = reason::jsonb, reason = null where reason like '{%'`, 'a reason moved into what changed')
  assert.ok(tries > 600, String(tries))
})

/** Tries a forgery in a transaction that is taken back; 1 where it changed anything, which must be found. */
async function found(forgery: string, what: string): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const client = { query: (text: string) => sql.raw<{ print: string }>(text).execute(tx) }
    const before = (await client.query(PRINT)).rows[0]!
    // What the schema itself refuses (two lines of one number) is no forgery that could be made.
    await client.query('savepoint before')
    const done = await client.query(forgery).catch(async () => (await client.query('rollback to before'), null))
    const changed = done !== null && JSON.stringify((await client.query(PRINT)).rows[0]) !== JSON.stringify(before)
    const state = changed ? await verifyChain(tx, AREA) : null
    throw new TakenBack(changed ? (state!.isWhole ? what : null) : undefined)
  }).catch((back: unknown) => {
    if (!(back instanceof TakenBack)) throw back
    assert.ok(back.missed === null || back.missed === undefined, `not found: ${back.missed}`)
    return back.missed === null ? 1 : 0
  })
}

class TakenBack extends Error {
  readonly missed: string | null | undefined
  constructor(missed: string | null | undefined) {
    super()
    this.missed = missed
  }
}

const PRINT = `select (select md5(string_agg(d::text, '|' order by d::text)) from platform.deed d) || (select md5(string_agg(s::text, '|' order by s::text)) from platform.seal s) as print`

test('a reason may not pass for what was changed', async () => {
  await recordDeed(db, { areaId: AREA, action: 'people.child', caller: { actor, door: 'page', now: new Date() }, input: {}, reason: '{"body": ["old", "new"]}' })
  await sealAll(db)
  await pool.query(`update platform.deed set changes = reason::jsonb, reason = null`)
  assert.equal((await verifyChain(db, AREA)).broken?.number, 1)
})

test('erased words leave the chain whole, where the erasure itself is in it', async () => {
  await write(5)
  await sealAll(db)
  const erase = `update platform.deed set input = '{"erased":true}', changes = null, reason = null, payload_salt = null where child_id is not null`
  await pool.query(erase)
  assert.match((await verifyChain(db, AREA)).broken!.says, /no erasure is in the audit/)
  await recordDeed(db, { areaId: AREA, action: 'access.erase', caller: { actor, door: 'page', now: new Date() }, input: {} })
  await sealAll(db)
  assert.deepEqual(pick(await verifyChain(db, AREA)), { isWhole: true, lines: 6, erased: 2, waiting: 0, broken: null })
  await pool.query(`update platform.deed set reason = 'other' where child_id is not null`)
  assert.equal((await verifyChain(db, AREA)).isWhole, false)
})

test('the last lines taken out with their seals, or the whole chain made anew, differ from what was written down outside the database', async () => {
  await write(6)
  await sealAll(db)
  await headKeeper(db, folder)({ isLast: true })
  const heads = await headsOf(folder, AREA)
  assert.deepEqual([...heads.keys()], [6])
  assert.equal((await verifyChain(db, AREA, heads)).isWhole, true)
  await pool.query(`delete from platform.deed where deed_id in (select deed_id from platform.seal where number > 4)`)
  await pool.query('delete from platform.seal where number > 4')
  assert.equal((await verifyChain(db, AREA)).isWhole, true)
  assert.deepEqual((await verifyChain(db, AREA, heads)).broken, { number: 5, says: 'The chain ends at line 4, but line 6 was written down outside the database: lines are missing, or an older backup was restored' })
  await write(4)
  await sealAll(db)
  assert.match((await verifyChain(db, AREA, heads)).broken!.says, /Line 6 is not what was written down outside/)
})

test('lines nobody seals are told after a minute', async () => {
  await write(2, Date.now() - 120_000)
  assert.deepEqual(pick(await verifyChain(db, AREA)), { isWhole: true, lines: 0, erased: 0, waiting: 2, broken: null })
})

test('a restored backup verifies, with the lines that still waited', async () => {
  await write(8)
  await sealAll(db)
  await write(2)
  await backup(pool, { dataFolder: folder }, join(folder, 'whole.zip'))
  const target = await testDatabase()
  await restore(target, { dataFolder: join(folder, 'to') }, join(folder, 'whole.zip'))
  assert.equal(await sealAll(target.db), 2)
  assert.deepEqual(pick(await verifyChain(target.db, AREA)), { isWhole: true, lines: 10, erased: 0, waiting: 0, broken: null })
  await target.drop()
})

test('lines of a Belong from before there was a chain are sealed after the upgrade, and verify', async () => {
  const old = await testDatabase('empty')
  await migrate(old.db, '0002_strategies_and_scorecards')
  await old.pool.query(`insert into places.place (level, name) values ('authority', 'Kelderby')`)
  await old.pool.query(`insert into places.area (area_id, place_id, slug, name, colour, made_at) select ${AREA}, place_id, 'kelderby', 'Kelderby', '#0b5566', now() from places.place`)
  await old.pool.query(`insert into platform.deed (area_id, deed_id, at, action, person, door, subject, input)
    select ${AREA}, gen_random_uuid(), now() - n * interval '1 hour', 'scorecards.write-story', 'officer', 'page', null, '{"body": "Ÿ"}' from generate_series(1, 20) n`)
  await migrate(old.db)
  assert.equal(await sealAll(old.db), 20)
  assert.deepEqual(pick(await verifyChain(old.db, AREA)), { isWhole: true, lines: 20, erased: 0, waiting: 0, broken: null })
  await old.drop()
})

test('a running sealer seals within a second of the line, while fifty a second are written', { timeout: 60_000 }, async () => {
  const sealer = startSealer(db)
  for (let at = 0; at < 100; at += 1) {
    await write(1)
    await new Promise((done) => setTimeout(done, 20))
  }
  await sealer.stop()
  const { rows: [delay] } = await pool.query(`select count(*)::int as lines, max(extract(epoch from s.sealed_at - d.at))::float as most from platform.seal s join platform.deed d using (area_id, deed_id)`)
  assert.equal(delay.lines, 100)
  assert.ok(delay.most < 1, `${delay.most} s`)
})

const pick = ({ isWhole, lines, erased, waiting, broken }: Awaited<ReturnType<typeof verifyChain>>) => ({ isWhole, lines, erased, waiting, broken })
