import assert from 'node:assert/strict'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { installed } from './installation.ts'
import { migrate, migrationNames, pendingMigrations, schemaVersion } from './migrate.ts'
import { testDatabase } from './test-database.ts'
import { upgrade } from './upgrade.ts'

const scratch = mkdtempSync(join(tmpdir(), 'belong-upgrade-'))
after(() => rmSync(scratch, { recursive: true }))

/** Our migrations and one more. */
function laterVersion(name: string, sql: string) {
  const folder = mkdtempSync(join(scratch, 'migrations-'))
  for (const migration of migrationNames()) copyFileSync(installed('migrations', `${migration}.sql`), join(folder, `${migration}.sql`))
  writeFileSync(join(folder, `${name}.sql`), sql)
  return folder
}

async function databaseWithData() {
  const test = await testDatabase()
  await test.pool.query(`insert into places.hierarchy values ('regions', 'Regions'), ('london', 'Inner and Outer London')`)
  const settings = { dataFolder: mkdtempSync(join(scratch, 'data-')) }
  const said: string[] = []
  return { ...test, settings, said, say: (line: string) => void said.push(line), backups: () => (existsSync(join(settings.dataFolder, 'backups')) ? readdirSync(join(settings.dataFolder, 'backups')) : []) }
}

test('an empty database is made without ado', async () => {
  const { db, pool, url, drop } = await testDatabase('empty')
  const dataFolder = join(scratch, 'fresh')
  mkdirSync(dataFolder)
  assert.deepEqual(await upgrade({ pool, url }, { dataFolder }, () => assert.fail('nothing to say')), migrationNames())
  assert.deepEqual(await pendingMigrations(db), [])
  assert.deepEqual(await upgrade({ pool, url }, { dataFolder }, () => assert.fail('nothing to say')), [])
  assert.deepEqual(readdirSync(dataFolder), [])
  await drop()
})

test('data is backed up and the change tried on a copy before it is made', async () => {
  const { db, pool, url, drop, settings, say, said, backups } = await databaseWithData()
  const migrations = laterVersion('9999_later', `alter table places.hierarchy add column position int not null default 7`)
  assert.deepEqual(await upgrade({ pool, url, migrations }, settings, say), ['9999_later'])
  assert.deepEqual((await pool.query('select hierarchy, position from places.hierarchy order by 1')).rows, [{ hierarchy: 'london', position: 7 }, { hierarchy: 'regions', position: 7 }])
  assert.equal(await schemaVersion(db, migrations), '9999_later')
  assert.equal(backups().length, 1)
  assert.match(said[0]!, /tried on a copy first/)
  await drop()
})

test('a change that fails on the copy leaves the data as it was, and the backup', async () => {
  const { db, pool, url, drop, settings, say, backups } = await databaseWithData()
  const migrations = laterVersion('9999_broken', `alter table places.hierarchy add column position int; create unique index on places.hierarchy ((1))`)
  await assert.rejects(upgrade({ pool, url, migrations }, settings, say), /The change failed on the copy, so nothing was changed; a backup is in .*could not create unique index/)
  assert.equal((await pool.query('select * from places.hierarchy')).fields.length, 2)
  assert.deepEqual(await pendingMigrations(db, migrations), ['9999_broken'])
  assert.equal(backups().length, 1)
  const { rows } = await pool.query(`select from pg_database where datname like 'belong_rehearsal%'`)
  assert.equal(rows.length, 0)
  await drop()
})

test('of several processes that start at once one upgrades', async () => {
  const { pool, url, drop, settings, say, backups } = await databaseWithData()
  const migrations = laterVersion('9999_once', `create table places.once (one int primary key)`)
  const ran = await Promise.all([1, 2, 3].map(() => upgrade({ pool, url, migrations }, settings, say)))
  assert.deepEqual(ran.map(names => names.length).sort(), [0, 0, 1])
  assert.equal(backups().length, 1)
  await drop()
})

test('a migration that fails undoes those that ran before it', async () => {
  const { db, drop } = await testDatabase('empty')
  const migrations = laterVersion('9999_broken', 'select 1/0')
  await assert.rejects(migrate(db, undefined, migrations), /nothing was changed\. division by zero/)
  assert.equal(await schemaVersion(db, migrations), null)
  await drop()
})
