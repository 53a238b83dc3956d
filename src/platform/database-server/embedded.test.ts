import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { openDatabase } from '../connect.ts'
import { doctor } from '../doctor.ts'
import { readSettings } from '../settings.ts'
import { findEmbedded, startEmbedded } from './embedded.ts'
import { runningOn } from './left-behind.ts'

const scratch = mkdtempSync(join(tmpdir(), 'belong-emb-'))
chmodSync(scratch, 0o711)
after(() => rmSync(scratch, { recursive: true }))

function dataFolder(name: string, mode = 0o711) {
  const folder = join(scratch, name)
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, mode)
  return folder
}

async function ask(connection: pg.PoolConfig, sql: string) {
  const client = new pg.Client(connection)
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const quietly = { say: () => {} }

test('the server keeps what it acknowledges, and its data from one start to the next', async () => {
  const folder = dataFolder('plain')
  const first = await startEmbedded(folder, quietly)
  const [settings] = await ask(first.connection, `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('lc_collate', true) as collate,
    current_setting('server_encoding') as encoding, current_setting('listen_addresses') as addresses, (select datcollate from pg_database where datname = 'belong') as collation`)
  assert.deepEqual(settings, { fsync: 'on', commit: 'on', collate: null, encoding: 'UTF8', addresses: '', collation: 'C' })
  await ask(first.connection, 'create table kept as select 7 as it')
  await first.stop()
  assert.equal(findEmbedded(folder), null)
  const second = await startEmbedded(folder, quietly)
  assert.deepEqual(await ask(second.connection, 'select it from kept'), [{ it: 7 }])
  await second.stop()
})

test('where sockets cannot be it listens on loopback and asks for a password', async () => {
  const folder = dataFolder('loopback')
  const server = await startEmbedded(folder, { ...quietly, over: 'loopback' })
  assert.equal(server.connection.host, '127.0.0.1')
  await assert.rejects(ask({ ...server.connection, password: 'guess' }, 'select 1'), /password authentication failed/)
  assert.deepEqual(await ask(findEmbedded(folder)!, 'select 1 as one'), [{ one: 1 }])
  await server.stop()
})

test('a socket path that would be too long goes to a short closed folder', async () => {
  const folder = dataFolder(`${'a-long-name-'.repeat(8)}x`)
  const server = await startEmbedded(folder, quietly)
  assert.ok(Buffer.byteLength(`${server.connection.host}/.s.PGSQL.5432`) <= 100)
  assert.deepEqual(await ask(findEmbedded(folder)!, 'select 1 as one'), [{ one: 1 }])
  await server.stop()
})

test('root keeps the database elsewhere when its user cannot reach the folder, and a folder made anew starts anew', { skip: process.getuid?.() !== 0 && 'not root' }, async () => {
  const folder = dataFolder('closed', 0o700)
  const said: string[] = []
  const server = await startEmbedded(folder, { say: line => void said.push(line) })
  await ask(server.connection, 'create table kept ()')
  await server.stop()
  assert.equal(said.length, 1)
  assert.match(said[0]!, /its database is kept in \/var\/lib\/belong\//)
  const elsewhere = readFileSync(join(folder, 'postgresql.elsewhere'), 'utf8').trim()
  rmSync(folder, { recursive: true })
  const anew = await startEmbedded(dataFolder('closed', 0o700), quietly)
  assert.deepEqual(await ask(anew.connection, `select from pg_tables where tablename = 'kept'`), [])
  await anew.stop()
  rmSync(join(elsewhere, '..'), { recursive: true })
  rmSync(join(readFileSync(join(folder, 'postgresql.elsewhere'), 'utf8').trim(), '..'), { recursive: true })
})

test('an interrupted first start is begun again', async () => {
  const folder = dataFolder('interrupted')
  mkdirSync(join(folder, 'postgresql.new', 'base'), { recursive: true })
  writeFileSync(join(folder, 'postgresql.new', 'PG_VERSION'), '18\n')
  const server = await startEmbedded(folder, quietly)
  await server.stop()
  assert.equal(existsSync(join(folder, 'postgresql.new')), false)
})

test('a server left behind by a killed Belong is adopted, its orphaned sessions ended', async () => {
  const folder = dataFolder('left')
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', `
    import pg from 'pg'
    import { startEmbedded } from ${JSON.stringify(join(import.meta.dirname, 'embedded.ts'))}
    const run = async () => {
      const { connection } = await startEmbedded(process.argv[1], { say: () => {} })
      const client = new pg.Client(connection)
      await client.connect()
      await client.query('create table kept (it int)')
      await client.query('begin')
      await client.query('lock table kept')
      console.log('started')
      await client.query('select pg_sleep(600)')
    }
    run()`, folder], { stdio: ['ignore', 'pipe', 'inherit'], cwd: process.cwd() })
  await new Promise(done => child.stdout.once('data', done))
  child.kill('SIGKILL')
  const server = await startEmbedded(folder, quietly)
  assert.equal(server.adopted, true)
  assert.deepEqual(await ask(server.connection, `set lock_timeout = '5s'; insert into kept values (1)`).then(() => 'free'), 'free')
  await server.stop()
  assert.equal(runningOn(join(folder, 'postgresql')), null)
})

test('a pid file whose number is another program by now is no hindrance', { skip: process.platform !== 'linux' && 'only Linux tells' }, async () => {
  const folder = dataFolder('reused')
  await (await startEmbedded(folder, quietly)).stop()
  writeFileSync(join(folder, 'postgresql', 'postmaster.pid'), `${process.ppid}\n${join(folder, 'postgresql')}\n1\n5432\n${folder}\n\n1 1\nready\n`)
  const server = await startEmbedded(folder, quietly)
  assert.equal(server.adopted, false)
  await server.stop()
})

test('a server that is killed is started again, and what it acknowledged is there', async () => {
  const folder = dataFolder('killed')
  const server = await startEmbedded(folder, quietly)
  await ask(server.connection, 'create table kept as select 7 as it')
  process.kill(runningOn(join(folder, 'postgresql'))!.pid, 'SIGKILL')
  assert.deepEqual(await untilAnswered(() => ask(server.connection, 'select it from kept')), [{ it: 7 }])
  await server.stop()
})

async function untilAnswered<T>(act: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await act()
    } catch (fault) {
      if (tries > 200) throw fault
      await sleep(50)
    }
  }
}

test('a server opens the data, a command works beside it, a second server is refused, and the doctor finds all well', async () => {
  const settings = readSettings({ BELONG_DATA: join(scratch, 'whole', 'data'), PORT: '3999' })
  mkdirSync(join(scratch, 'whole'), { mode: 0o711 })
  const server = await openDatabase(settings, 'server', quietly)
  const command = await openDatabase(settings, 'command', quietly)
  assert.deepEqual([server.sharedWithServer, command.sharedWithServer], [false, true])
  await assert.rejects(openDatabase(settings, 'server', quietly), /Belong already runs on .*port 3999/)
  const limit = async (pool: pg.Pool) => (await pool.query<{ statement_timeout: string }>('show statement_timeout')).rows[0]!.statement_timeout
  assert.deepEqual([await limit(server.app), await limit(server.door), await limit(server.pool), await limit(command.pool)], ['15s', '15s', '0', '0'])
  await server.pool.query(`insert into places.hierarchy values ('regions', 'Regions')`)
  assert.deepEqual(await command.db.selectFrom('places.hierarchy').selectAll().execute(), [{ hierarchy: 'regions', label: 'Regions' }])
  const found = await doctor(server, settings)
  assert.deepEqual(found.checks.filter(check => !check.ok && check.name !== 'disk'), [])
  assert.ok(found.checks.length >= 10)
  await command.close()
  await server.pool.query('create table places.stray (one int)')
  const ill = await doctor(server, settings)
  assert.equal(ill.ok, false)
  assert.match(ill.checks.find(check => check.name === 'schema')!.says, /places\.stray/)
  await server.close()
})
