import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { makePool, makeWalls, type Walls } from './connect.ts'
import type { Database, Tables } from './database.ts'
import { startEmbedded } from './database-server/embedded.ts'
import { runningOn } from './database-server/left-behind.ts'
import { migrate } from './migrate.ts'
import { isAlive } from './process.ts'
import { onDatabase } from './upgrade.ts'

export interface TestDatabase extends Walls {
  /** As the superuser, whom no policy stops. */
  db: Database
  pool: pg.Pool
  url: pg.PoolConfig
  drop(): Promise<void>
}

/** A template with more in it than the schema: what is filled in once a server, and how. */
export interface FilledTemplate {
  name: string
  fill: (db: Database) => Promise<void>
}

/**
 * A database of its own for one test file, with the whole schema and no rows: a copy of a template that the first caller makes.
 * On the server bin/test started (BELONG_TEST_DATABASE), else on one of its own, stopped by `drop`. `empty` is without the schema;
 * a filled template is copied with its rows.
 */
export async function testDatabase(kind: 'migrated' | 'empty' | FilledTemplate = 'migrated'): Promise<TestDatabase> {
  const server = await testServer()
  const name = `test_${randomBytes(6).toString('hex')}`
  const template = kind === 'empty' ? 'template0' : await migratedTemplate(server.url, kind === 'migrated' ? SCHEMA_ALONE : kind)
  await onServer(server.url, `create database ${name} template ${template}`)
  const url = onDatabase(server.url, name)
  const pool = makePool({ ...url, max: 10 })
  const db: Database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  const walls = makeWalls(url, 10)
  const drop = async () => {
    await Promise.all([db.destroy(), walls.app.end(), walls.door.end()])
    await onServer(server.url, `drop database ${name} with (force)`)
    await server.leave()
  }
  return { db, pool, ...walls, url, drop }
}

interface TestServer {
  /** As its superuser. */
  url: pg.PoolConfig
  leave(): Promise<void>
}

async function testServer(): Promise<TestServer> {
  const given = process.env['BELONG_TEST_DATABASE']
  if (given !== undefined) return { url: JSON.parse(given) as pg.PoolConfig, leave: async () => {} }
  usersOfOwn++
  own ??= startOwn()
  const { url, stop } = await own
  const leave = async () => {
    if (--usersOfOwn > 0) return
    own = null
    await stop()
  }
  return { url, leave }
}

let own: Promise<{ url: pg.PoolConfig; stop(): Promise<void> }> | null = null
let usersOfOwn = 0

async function startOwn() {
  const folder = mkdtempSync(join(tmpdir(), 'belong-test-'))
  chmodSync(folder, 0o711)
  const server = await startEmbedded(folder, { say: () => {} })
  process.once('exit', () => endAtOnce(folder))
  const stop = async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { url: server.connection, stop }
}

/** For a test that ends without dropping its database: the server would outlive it. */
function endAtOnce(folder: string) {
  const running = runningOn(join(folder, 'postgresql'))
  if (running === null) return
  process.kill(running.pid, 'SIGQUIT')
  for (let tries = 0; tries < 200 && isAlive(running.pid); tries++) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
  rmSync(folder, { recursive: true, force: true })
}

/** Made once a server; test files run side by side, so they take turns at it. */
const SCHEMA_ALONE: FilledTemplate = { name: 'template', fill: async () => {} }

async function migratedTemplate(url: pg.PoolConfig, { name, fill }: FilledTemplate) {
  const client = new pg.Client(onDatabase(url, 'postgres'))
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('belong test template'))`)
    const { rowCount } = await client.query(`select from pg_database where datname = $1`, [`belong_${name}`])
    if (rowCount === 0) await makeTemplate(client, url, `belong_${name}`, fill)
    return `belong_${name}`
  } finally {
    await client.end()
  }
}

async function makeTemplate(client: pg.Client, url: pg.PoolConfig, name: string, fill: FilledTemplate['fill']) {
  await client.query('drop database if exists belong_template_new')
  await client.query('create database belong_template_new template template0')
  const db: Database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: makePool(onDatabase(url, 'belong_template_new')) }) })
  await migrate(db)
  await fill(db)
  await db.destroy()
  await client.query(`alter database belong_template_new rename to ${name}`)
}

async function onServer(url: pg.PoolConfig, statement: string) {
  const client = new pg.Client(onDatabase(url, 'postgres'))
  await client.connect()
  try {
    await retried(() => client.query(statement))
  } finally {
    await client.end()
  }
}

/** Copying a template fails while another copy of it is being looked at; it is over in a moment. */
async function retried(act: () => Promise<unknown>) {
  for (let tries = 0; ; tries++) {
    try {
      return await act()
    } catch (fault) {
      if ((fault as { code?: string }).code !== '55006' || tries > 100) throw fault
      await new Promise(done => setTimeout(done, 50))
    }
  }
}
