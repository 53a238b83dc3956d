import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { backup } from './archive/backup.ts'
import { restore } from './archive/restore.ts'
import type { Database, Tables } from './database.ts'
import { migrate, pendingMigrations, schemaVersion } from './migrate.ts'
import { OperatorFault } from './operator-fault.ts'
import { fullName, readCatalogue } from './schema/catalogue.ts'
import type { Settings } from './settings.ts'

/** A database to bring up to date, and how to reach it. `migrations` is another folder only in tests. */
export interface Upgraded {
  pool: pg.Pool
  url: pg.PoolConfig
  migrations?: string
}

/**
 * Brings the schema up to this version. Where there is data, the whole of it is rehearsed first: a backup is taken, restored into a
 * scratch database beside, and the migrations run there; only when all is well are they run on the data itself. The backup stays.
 */
export async function upgrade(at: Upgraded, settings: Pick<Settings, 'dataFolder'>, say: (line: string) => void): Promise<string[]> {
  const db = kyselyOf(at.pool)
  if ((await pendingMigrations(db, at.migrations)).length === 0) return []
  return onItsOwn(at, async () => {
    const pending = await pendingMigrations(db, at.migrations)
    if (pending.length === 0) return []
    if (await holdsData(at.pool)) await rehearse(at, db, settings, pending, say)
    return migrate(db, undefined, at.migrations)
  })
}

async function holdsData(pool: pg.Pool) {
  for (const table of await readCatalogue(pool)) {
    if (table.kind === 'table' && (await pool.query(`select from ${fullName(table)} limit 1`)).rowCount !== 0) return true
  }
  return false
}

async function rehearse(at: Upgraded, db: Database, settings: Pick<Settings, 'dataFolder'>, pending: string[], say: (line: string) => void) {
  const archive = archivePath(settings, await schemaVersion(db, at.migrations))
  say(`This Belong changes the database (${pending.join(', ')}). It is backed up to ${archive} and the change is tried on a copy first.`)
  await backup(at.pool, settings, archive)
  try {
    await onScratchDatabase(at, scratch => tryOut(scratch, archive, at.migrations))
  } catch (fault) {
    throw new OperatorFault(`The change failed on the copy, so nothing was changed; a backup is in ${archive}. Go back to the Belong you had, and report this: ${messageOf(fault)}`, { cause: fault })
  }
  say('The copy is well. The database itself is changed now.')
}

function archivePath(settings: Pick<Settings, 'dataFolder'>, from: string | null) {
  const folder = join(settings.dataFolder, 'backups')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return join(folder, `before-upgrade-from-${from}-${new Date().toISOString().replaceAll(':', '').slice(0, 17)}.zip`)
}

/** Restoring ends with every migration run, and refuses where one row or hash differs; then each table is read through once. */
async function tryOut(scratch: pg.Pool, archive: string, migrations: string | undefined) {
  const noFiles = `${archive}.rehearsal`
  try {
    await restore({ db: kyselyOf(scratch), pool: scratch, ...(migrations === undefined ? {} : { migrations }) }, { dataFolder: noFiles }, archive)
  } finally {
    rmSync(noFiles, { recursive: true, force: true })
  }
  for (const table of await readCatalogue(scratch)) await scratch.query(`select count(*) from ${fullName(table)}`)
}

async function onScratchDatabase(at: Upgraded, use: (scratch: pg.Pool) => Promise<void>) {
  const name = `belong_rehearsal_${process.pid}`
  await at.pool.query(`drop database if exists ${name}`)
  await at.pool.query(`create database ${name} template template0`).catch(fault => {
    throw new OperatorFault(`no scratch database could be made (${messageOf(fault)}). The database's user needs the right to: alter role … createdb`)
  })
  const scratch = new pg.Pool({ ...onDatabase(at.url, name), max: 2 })
  scratch.on('error', () => {})
  try {
    await use(scratch)
  } finally {
    await scratch.end()
    await at.pool.query(`drop database if exists ${name}`)
  }
}

/** The same server, another database. */
export function onDatabase(url: pg.PoolConfig, database: string): pg.PoolConfig {
  if (url.connectionString === undefined) return { ...url, database }
  const other = new URL(url.connectionString)
  other.pathname = `/${database}`
  return { ...url, connectionString: other.href }
}

/** One process at a time upgrades a database; the others wait and find it done. */
async function onItsOwn<T>(at: Upgraded, act: () => Promise<T>): Promise<T> {
  const client = new pg.Client(at.url)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(hashtext($1))', ['belong upgrade'])
    return await act()
  } finally {
    await client.end()
  }
}

function kyselyOf(pool: pg.Pool): Database {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}

function messageOf(fault: unknown) {
  return fault instanceof Error ? fault.message : String(fault)
}
