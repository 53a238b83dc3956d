import assert from 'node:assert/strict'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type pg from 'pg'
import { Refusal } from '#kernel'
import { testDatabase } from '../test-database.ts'
import { backup } from './backup.ts'
import { restore } from './restore.ts'

const scratch = mkdtempSync(join(tmpdir(), 'belong-archive-'))
const source = await testDatabase()
const from = { dataFolder: join(scratch, 'from') }
after(async () => {
  await source.drop()
  rmSync(scratch, { recursive: true })
})

const AWKWARD = 'tab\tnew\nline \\ back\\N, "quotes", Ÿ, 🎈'
await source.pool.query(`
  insert into places.place (level, name, also_called, starts) select 'school', 'School ' || n, array['a,b', null], '2020-09-01' from generate_series(1, 1000) n`)
await source.pool.query(`delete from places.place where place_id > 990`)
await source.pool.query(`insert into places.place_code (scheme, code, place_id) select 'urn', place_id::text, place_id from places.place`)
await source.pool.query(`insert into platform.setting (area_id, name, value) values (0, $1, $2)`, [AWKWARD, JSON.stringify({ awkward: AWKWARD })])
await source.pool.query(`insert into measures.observation (series_id, period_id, place_id, value, batch_id, row)
  select s, 1, p, case when p = 1 then 'NaN' when p = 2 then 1e-300 else random() end, 1, p from generate_series(1, 5) s, generate_series(1, 2000) p`)
mkdirSync(join(from.dataFolder, 'files', 'ab'), { recursive: true })
writeFileSync(join(from.dataFolder, 'files', 'ab', 'given file.csv'), 'one,two\r\n1,2\r\n')
writeFileSync(join(from.dataFolder, 'files', 'empty'), '')

test('what is backed up comes back, every row and file of it', async () => {
  const manifest = await backup(source.pool, from, join(scratch, 'whole.zip'))
  assert.equal(manifest.tables.find(table => table.name === 'measures.observation')?.rows, 10_000)
  assert.equal(manifest.tables.find(table => table.name === 'platform.setting')?.rows, 1)
  const target = await testDatabase()
  const to = { dataFolder: join(scratch, 'to') }
  await restore(target, to, join(scratch, 'whole.zip'))
  assert.deepEqual(await everything(target.pool), await everything(source.pool))
  assert.equal(readFileSync(join(to.dataFolder, 'files', 'ab', 'given file.csv'), 'utf8'), 'one,two\r\n1,2\r\n')
  const again = await backup(target.pool, to, join(scratch, 'again.zip'))
  assert.deepEqual({ ...again, takenAt: '' }, { ...manifest, takenAt: '' })
  const { rows } = await target.pool.query(`insert into places.place (level, name) values ('school', 'New') returning place_id`)
  assert.equal(rows[0].place_id, 1001)
  await target.drop()
})

test('an archive goes into a database without any schema too', async () => {
  await backup(source.pool, from, join(scratch, 'bare.zip'))
  const target = await testDatabase('empty')
  await restore(target, { dataFolder: join(scratch, 'to-bare') }, join(scratch, 'bare.zip'))
  assert.deepEqual(await everything(target.pool), await everything(source.pool))
  await target.drop()
})

test('a database with data is not restored into', async () => {
  await backup(source.pool, from, join(scratch, 'full.zip'))
  await assert.rejects(restore(source, { dataFolder: join(scratch, 'to-full') }, join(scratch, 'full.zip')), fault => fault instanceof Refusal && /only into an empty database/.test(fault.message))
})

test('a second try takes the files that a restore cut off at its last step left there, and no others', async () => {
  await backup(source.pool, from, join(scratch, 'again-please.zip'))
  const target = await testDatabase()
  const to = { dataFolder: join(scratch, 'to-cut-off') }
  const files = join(to.dataFolder, 'files')
  cpSync(join(from.dataFolder, 'files'), files, { recursive: true })
  const refused = (fault: unknown) => fault instanceof Refusal && /holds files/.test(fault.message)
  writeFileSync(join(files, 'ab', 'given file.csv'), 'one,two\r\n1,3\r\n')
  await assert.rejects(restore(target, to, join(scratch, 'again-please.zip')), refused)
  assert.equal(readFileSync(join(files, 'ab', 'given file.csv'), 'utf8'), 'one,two\r\n1,3\r\n')
  cpSync(join(from.dataFolder, 'files'), files, { recursive: true })
  writeFileSync(join(files, 'another'), 'x')
  await assert.rejects(restore(target, to, join(scratch, 'again-please.zip')), refused)
  assert.equal(readFileSync(join(files, 'another'), 'utf8'), 'x')
  rmSync(join(files, 'another'))
  await restore(target, to, join(scratch, 'again-please.zip'))
  assert.deepEqual(await everything(target.pool), await everything(source.pool))
  assert.deepEqual(readdirSync(to.dataFolder), ['files'])
  await target.drop()
})

test('files put into place stay there when the answer to the commit is lost', async () => {
  await backup(source.pool, from, join(scratch, 'lost.zip'))
  const target = await testDatabase()
  const to = { dataFolder: join(scratch, 'to-lost') }
  // Fails when the transaction is about to end, after the files have taken their place.
  await target.pool.query(`create function platform.cut() returns trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
    create constraint trigger cut after insert on platform.setting deferrable initially deferred for each row execute function platform.cut()`)
  await assert.rejects(restore(target, to, join(scratch, 'lost.zip')))
  assert.equal(readFileSync(join(to.dataFolder, 'files', 'ab', 'given file.csv'), 'utf8'), 'one,two\r\n1,2\r\n')
  await target.pool.query('drop function platform.cut cascade')
  await restore(target, to, join(scratch, 'lost.zip'))
  assert.deepEqual(await everything(target.pool), await everything(source.pool))
  await target.drop()
})

test('an archive with any byte altered is refused, and nothing is restored', async () => {
  await backup(source.pool, from, join(scratch, 'good.zip'))
  const good = readFileSync(join(scratch, 'good.zip'))
  const target = await testDatabase()
  const before = await everything(target.pool)
  const to = { dataFolder: join(scratch, 'to-altered') }
  let refused = 0
  for (const share of [0, 0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99, 0.9999, 0.999999]) {
    const altered = Buffer.from(good)
    const at = Math.floor(altered.length * share)
    altered[at] = altered[at]! ^ 0x40
    writeFileSync(join(scratch, 'altered.zip'), altered)
    await assert.rejects(restore(target, to, join(scratch, 'altered.zip')), fault => fault instanceof Refusal, `byte ${at}`)
    refused++
    assert.deepEqual(await everything(target.pool), before)
    assert.equal(existsSync(join(to.dataFolder, 'files')), false)
  }
  assert.equal(refused, 11)
  await target.drop()
})

test('an archive cut short, and a file that is none, are refused', async () => {
  await backup(source.pool, from, join(scratch, 'long.zip'))
  writeFileSync(join(scratch, 'short.zip'), readFileSync(join(scratch, 'long.zip')).subarray(0, 5000))
  writeFileSync(join(scratch, 'none.zip'), 'not an archive')
  const target = await testDatabase()
  for (const name of ['short.zip', 'none.zip']) {
    await assert.rejects(restore(target, { dataFolder: join(scratch, 'x') }, join(scratch, name)), fault => fault instanceof Refusal && /is not an archive made by belong backup/.test(fault.message))
  }
  await assert.rejects(restore(target, { dataFolder: join(scratch, 'x') }, join(scratch, 'nowhere.zip')), /There is no file/)
  await target.drop()
})

test('a backup is not written over a file, nor where it cannot be, and leaves no half of itself', async () => {
  writeFileSync(join(scratch, 'taken.zip'), 'something')
  await assert.rejects(backup(source.pool, from, join(scratch, 'taken.zip')), fault => fault instanceof Refusal && /already there/.test(fault.message))
  await assert.rejects(backup(source.pool, from, join(scratch, 'no', 'such', 'b.zip')), fault => fault instanceof Refusal && /its folder does not exist/.test(fault.message))
  assert.deepEqual(readdirSync(scratch).filter(name => name.endsWith('.part')), [])
})

test('a backup is of one moment, whatever is written meanwhile', async () => {
  let writing = true
  const writer = (async () => {
    for (let n = 0; writing; n++) {
      const client = await source.pool.connect()
      await client.query('begin')
      await client.query(`insert into access.person (slug, name, role_title, home_area_id, demo, made_at) values ($1, 'A', 'B', 0, true, now())`, [`p${n}`])
      await client.query(`insert into platform.setting (area_id, name, value) values (0, $1, '1')`, [`p${n}`])
      await client.query('commit')
      client.release()
    }
  })()
  const manifest = await backup(source.pool, from, join(scratch, 'moment.zip'))
  writing = false
  await writer
  const rowsOf = (name: string) => manifest.tables.find(table => table.name === name)!.rows
  assert.equal(rowsOf('access.person'), rowsOf('platform.setting') - 1)
})

async function everything(pool: pg.Pool) {
  const tables = ['places.place', 'places.place_code', 'platform.setting', 'measures.observation', 'access.person']
  return Promise.all(tables.map(async table => (await pool.query(`select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as hash, count(*) from ${table} t`)).rows[0]))
}
