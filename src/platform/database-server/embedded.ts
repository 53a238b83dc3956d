import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { OperatorFault } from '../operator-fault.ts'
import { isAlive } from '../process.ts'
import { type Binaries, canReach, findBinaries, NOBODY, ownFolder, type RunAs } from './binaries.ts'
import { clearStalePidFile, type Postmaster, runningOn, stopPostmaster } from './left-behind.ts'

export interface EmbeddedServer {
  /** How to reach its database `belong`. */
  connection: pg.PoolConfig
  /** Whether it was already running, left behind by a Belong that was killed. */
  adopted: boolean
  stop(): Promise<void>
}

export interface HowToStart {
  /** Told what takes time or is out of the ordinary, in sentences. */
  say: (line: string) => void
  /** Sockets, unless the system has none. */
  over?: 'socket' | 'loopback'
}

/**
 * Starts PostgreSQL on its folder inside the data folder, made the first time, and keeps it running until stopped. The caller holds
 * the data folder's lock.
 */
export async function startEmbedded(dataFolder: string, { say, over = process.platform === 'win32' ? 'loopback' : 'socket' }: HowToStart): Promise<EmbeddedServer> {
  const as = whoRunsIt(dataFolder)
  const cluster = clusterFolder(dataFolder, as, say)
  const binaries = findBinaries(as, say)
  if (!existsSync(join(cluster, 'PG_VERSION'))) await makeCluster(cluster, binaries, as)
  refuseOtherMajor(cluster)
  const place: Place = { cluster, binaries, as, over, socketFolder: socketFolder(cluster, as), log: join(dataFolder, 'postgresql.log') }
  const left = await whatWasLeft(place)
  const postmaster = left ?? (await launch(place))
  const connection = connectionTo(place, runningOn(cluster)!)
  await makeDatabase(connection, left !== null)
  const stop = keepRunning(place, postmaster, say)
  return { connection, adopted: left !== null, stop }
}

/** How to reach the server that another process of ours runs on the data folder; null while there is none that answers. */
export function findEmbedded(dataFolder: string): pg.PoolConfig | null {
  for (const cluster of clustersOf(dataFolder)) {
    const running = runningOn(cluster)
    if (running?.isReady) return connectionTo({ cluster, over: running.socketFolder === '' ? 'loopback' : 'socket' }, running)
  }
  return null
}

interface Place {
  cluster: string
  binaries: Binaries
  as: RunAs | null
  over: 'socket' | 'loopback'
  socketFolder: string
  log: string
}

/** Root cannot run PostgreSQL: then it is whoever owns the cluster already, else nobody. */
function whoRunsIt(dataFolder: string): RunAs | null {
  if (process.getuid?.() !== 0) return null
  const cluster = clustersOf(dataFolder).find(folder => existsSync(folder))
  if (cluster === undefined) return NOBODY
  const { uid, gid } = statSync(cluster)
  return uid === 0 ? NOBODY : { uid, gid }
}

/** A cluster kept elsewhere is named in the data folder; so a data folder made anew never finds another's database. */
function clusterFolder(dataFolder: string, as: RunAs | null, say: (line: string) => void) {
  const inside = join(dataFolder, 'postgresql')
  if (existsSync(join(dataFolder, ELSEWHERE))) return clustersOf(dataFolder)[0]!
  if (as === null || canReach(dataFolder, as)) return readable(inside)
  const folder = ownFolder(randomBytes(16).toString('hex'))
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  const cluster = join(folder, 'postgresql')
  writeFileSync(join(dataFolder, ELSEWHERE), `${cluster}\n`)
  say(`PostgreSQL may not run as root and its user cannot reach ${dataFolder}: its database is kept in ${cluster}.`)
  return cluster
}

const ELSEWHERE = 'postgresql.elsewhere'

function clustersOf(dataFolder: string) {
  const note = join(dataFolder, ELSEWHERE)
  return [...(existsSync(note) ? [readFileSync(note, 'utf8').trim()] : []), join(dataFolder, 'postgresql')]
}

/** Started as root once, the cluster is another user's; only root can go on with it. */
function readable(cluster: string) {
  if (!existsSync(cluster) || process.getuid === undefined || process.getuid() === 0) return cluster
  const { uid } = statSync(cluster)
  if (uid === process.getuid()) return cluster
  throw new OperatorFault(`The database in ${cluster} belongs to user ${uid}, because Belong was first started as root. Start it as root, or give the folder to this user: chown -R ${process.getuid()} ${cluster}`)
}

/** Made beside and renamed, so that one interrupted is not taken for a database. Names and text compare by bytes; people see them sorted by Intl.Collator. */
async function makeCluster(cluster: string, { initdb }: Binaries, as: RunAs | null) {
  const half = `${cluster}.new`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half, { mode: 0o700 })
  if (as !== null) chownSync(half, as.uid, as.gid)
  const passwordFile = join(half, '..', 'postgresql.password')
  const password = randomBytes(24).toString('base64url')
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (as !== null) chownSync(passwordFile, as.uid, as.gid)
  await run(initdb, ['-D', half, '-U', 'belong', '--encoding=UTF8', '--locale=C', '--auth-local=trust', '--auth-host=scram-sha-256', `--pwfile=${passwordFile}`], as)
  renameSync(half, cluster)
}

function run(program: string, words: string[], as: RunAs | null) {
  return new Promise<void>((done, failed) => {
    const child = spawn(program, words, { ...as, cwd: '/', env: environment(), stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', (text: Buffer) => { said += text })
    child.on('error', failed)
    child.on('close', code => (code === 0 ? done() : failed(new OperatorFault(`${program} failed: ${said.trim()}`))))
  })
}

function environment() {
  return { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC', ...(process.env['SystemRoot'] ? { SystemRoot: process.env['SystemRoot'] } : {}) }
}

function refuseOtherMajor(cluster: string) {
  const major = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  if (major !== MAJOR) throw new OperatorFault(`The database in ${cluster} was made by PostgreSQL ${major} and this Belong brings ${MAJOR}. Make a backup with the Belong that made it (bin/belong backup FILE) and restore it into a new data folder.`)
}

const MAJOR = '18'

/** The path of a socket holds about 100 bytes; a longer one goes to a short folder that only its user may enter. */
function socketFolder(cluster: string, as: RunAs | null) {
  if (Buffer.byteLength(join(cluster, '.s.PGSQL.5432')) <= 100) return cluster
  const short = join(tmpdir().length < 40 ? tmpdir() : '/tmp', `belong-${createHash('sha256').update(cluster).digest('hex').slice(0, 16)}`)
  mkdirSync(short, { recursive: true, mode: 0o700 })
  const { uid } = statSync(short)
  if (uid !== process.getuid?.() && uid !== as?.uid) throw new OperatorFault(`${short} belongs to somebody else; remove it, or choose a shorter BELONG_DATA.`)
  if (as !== null) chownSync(short, as.uid, as.gid)
  chmodSync(short, 0o700)
  return short
}

/** A server left behind is adopted where we would start the very same, after its orphaned sessions are ended; another is stopped. */
async function whatWasLeft(place: Place): Promise<Postmaster | null> {
  const left = runningOn(place.cluster)
  if (left === null) return null
  if (left.isReady && place.over === 'socket' && left.startedWith === [place.binaries.postgres, ...wordsFor(place, 5432)].map(word => (word === place.binaries.postgres ? word : `"${word}"`)).join(' ')) {
    return left
  }
  await stopPostmaster(left.pid)
  return null
}

/** Postgres leads a session of its own (`detached`), so that Ctrl-C in the terminal reaches Belong alone, and Belong stops it. */
async function launch(place: Place): Promise<Postmaster> {
  for (const until = Date.now() + 30_000; ;) {
    clearStalePidFile(place.cluster)
    shortenLog(place.log)
    const before = existsSync(place.log) ? statSync(place.log).size : 0
    const log = openSync(place.log, 'a', 0o600)
    const port = place.over === 'socket' ? 5432 : await freePort()
    const child = spawn(place.binaries.postgres, wordsFor(place, port), { ...place.as, cwd: place.cluster, env: environment(), detached: true, stdio: ['ignore', log, log] })
    closeSync(log)
    child.unref()
    const started = await readiness(child, place.cluster)
    if (started) return started
    const said = readFileSync(place.log).subarray(before).toString()
    if (/No space left on device/.test(said)) throw new OperatorFault(`PostgreSQL cannot start because the disk that holds ${place.cluster} is full. Make room on it; a Belong that runs tries again by itself.`)
    if (Date.now() > until || !isWorthAnotherTry(said)) throw new OperatorFault(`PostgreSQL did not start; it says: ${said.trim().slice(-600) || 'nothing'}`)
    await sleep(100)
  }
}

/** Processes of a killed server may take a moment to notice and end; PostgreSQL waits for them by refusing. */
function isWorthAnotherTry(said: string) {
  return /shared memory block .* is still in use|lock file "[^"]*" already exists|Address already in use/.test(said)
}

/** null where it ends before it is ready. */
async function readiness(child: ChildProcess, cluster: string): Promise<Postmaster | null> {
  const state = { ended: false }
  for (const event of ['exit', 'error']) child.on(event, () => { state.ended = true })
  while (!state.ended) {
    const running = runningOn(cluster)
    if (running?.isReady && running.pid === child.pid) return running
    await sleep(5)
  }
  return null
}

/** Modest in memory, and never less than safe: what is acknowledged is on the disk. Errors are logged without the values they were about. */
function wordsFor(place: Place, port: number) {
  const settings: Record<string, string | number> = {
    port,
    unix_socket_directories: place.over === 'socket' ? place.socketFolder : '',
    unix_socket_permissions: '0700',
    listen_addresses: place.over === 'socket' ? '' : '127.0.0.1',
    max_connections: 60,
    shared_buffers: '128MB',
    work_mem: '16MB',
    maintenance_work_mem: '64MB',
    effective_cache_size: '512MB',
    max_wal_size: '1GB',
    wal_level: 'minimal',
    max_wal_senders: 0,
    max_logical_replication_workers: 0,
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    random_page_cost: 1.1,
    jit: 'off',
    max_parallel_workers_per_gather: 0,
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
  }
  return ['-D', place.cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

function shortenLog(log: string) {
  if (existsSync(log) && statSync(log).size > 10_000_000) renameSync(log, `${log}.1`)
}

function freePort() {
  return new Promise<number>((found, failed) => {
    const probe = createServer().on('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => found(port))
    })
  })
}

function connectionTo({ cluster, over }: Pick<Place, 'cluster' | 'over'>, running: Postmaster): pg.PoolConfig {
  const who = { user: 'belong', database: 'belong', port: running.port }
  if (over === 'socket') return { ...who, host: running.socketFolder }
  return { ...who, host: '127.0.0.1', password: readFileSync(join(cluster, '..', 'postgresql.password'), 'utf8').trim() }
}

async function makeDatabase(connection: pg.PoolConfig, adopted: boolean) {
  const client = new pg.Client({ ...connection, database: 'postgres' })
  await client.connect()
  try {
    if (adopted) await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`)
    const { rowCount } = await client.query(`select from pg_database where datname = 'belong'`)
    if (rowCount === 0) await client.query('create database belong')
  } finally {
    await client.end()
  }
}

/** What keeps it from starting, a full disk most of all, seldom passes at once. */
const TRIES_AGAIN_MS = 2000

/** Starts the server again should it end without being asked to (killed, out of memory). Answers how to stop it. */
function keepRunning(place: Place, first: Postmaster, say: (line: string) => void) {
  let pid = first.pid
  let stopping = false
  let restarting: Promise<void> = Promise.resolve()
  let told = ''
  const tell = (sentence: string) => {
    if (sentence !== told) say(sentence)
    told = sentence
  }
  const restart = async () => {
    if (told === '') tell('The database server ended by itself; it is being started again.')
    try {
      pid = (await launch(place)).pid
      told = ''
      say('The database server runs again.')
    } catch (fault) {
      tell(fault instanceof Error ? fault.message : String(fault))
      for (const until = Date.now() + TRIES_AGAIN_MS; Date.now() < until && !stopping; await sleep(50));
    }
  }
  let busy = false
  const watch = setInterval(() => {
    if (stopping || busy || isAlive(pid)) return
    busy = true
    restarting = restart().finally(() => { busy = false })
  }, 200)
  watch.unref()
  return async () => {
    if (stopping) return
    stopping = true
    clearInterval(watch)
    await restarting
    await stopPostmaster(pid)
    if (place.socketFolder !== place.cluster) rmSync(place.socketFolder, { recursive: true, force: true })
  }
}
