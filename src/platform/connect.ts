import { mkdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { watchConnections } from './copy.ts'
import type { Database, Tables } from './database.ts'
import { findEmbedded, startEmbedded } from './database-server/embedded.ts'
import { type Purpose, takeLock } from './lock.ts'
import { pendingMigrations } from './migrate.ts'
import { OperatorFault } from './operator-fault.ts'
import type { Settings } from './settings.ts'
import { PlanningClient } from './planned.ts'
import { upgrade } from './upgrade.ts'

export interface OpenDatabase extends Walls {
  /** As the owner of the tables, whom no policy stops: for getting ready, jobs, the command line. May take its time. */
  db: Database
  pool: pg.Pool
  /** How to reach it, for those who need connections of their own (pg-boss, a bulk load). */
  url: pg.PoolConfig
  embedded: boolean
  /** A server of ours runs on the same data: migrations, jobs and housekeeping are its, not ours. */
  sharedWithServer: boolean
  close(): Promise<void>
}

/** The connections that work behind the second wall. */
export interface Walls {
  /** As belong_app, which sees what its transaction's scope lets it, and reference tables without one. Reads are cut off after READ_SECONDS; writes lift that. */
  app: pg.Pool
  /** As belong_door, which looks up who somebody is and what they hold, and sees nothing else. */
  door: pg.Pool
}

export interface HowToOpen {
  say?: (line: string) => void
  /** How many connections at most. */
  connections?: number
}

/** Longer than any page of ours takes by far. */
const READ_SECONDS = 15
/** How long closing waits for transactions to end; one that goes on after that is cut off, and so rolled back. */
const LEAVE_SECONDS = 5

/** Opens the data as the settings say, brought up to this version's schema, and holds it until closed. */
export async function openDatabase(settings: Settings, purpose: Purpose, { say = toStandardError, connections = 20 }: HowToOpen = {}): Promise<OpenDatabase> {
  const reached = settings.databaseUrl === null ? await reachEmbedded(settings, purpose, say) : { url: { connectionString: settings.databaseUrl }, embedded: false, sharedWithServer: false, leave: async () => {} }
  const { url, embedded, sharedWithServer, leave } = reached
  const asked = { ...url, application_name: `belong ${purpose}`, connectionTimeoutMillis: 30_000 }
  const pool = makePool({ ...asked, max: purpose === 'server' ? 4 : connections })
  const db = kyselyOf(pool)
  const walls = makeWalls(asked, connections)
  const close = once(async () => {
    await Promise.race([Promise.all([db.destroy(), walls.app.end(), walls.door.end()]), sleep(LEAVE_SECONDS * 1000, undefined, { ref: false })])
    await leave()
  })
  try {
    if (!embedded) await refuseOldOrUnreachable(pool)
    await (sharedWithServer ? untilServerIsReady(db) : upgrade({ pool, url }, settings, say))
    await refuseOpenWall(walls)
  } catch (fault) {
    await close()
    throw fault
  }
  return { db, pool, ...walls, url, embedded, sharedWithServer, close }
}

/** Without a scope a connection works for nobody, in area 0: what all share. Its reads, and what surrounds them, are sent in one breath. */
export function makeWalls(url: pg.PoolConfig, connections: number): Walls {
  // Days are those of the embedded server everywhere: what is kept in memory until the day is over counts by the same.
  // Compiling a query takes longer than any read of a page, and policies make large ones.
  const hurried = `-c statement_timeout=${READ_SECONDS}s -c timezone=UTC -c jit=off`
  const app = makePool({ ...url, max: connections, pipeline: true, options: `-c role=belong_app -c belong.areas=0 ${hurried}` } as pg.PoolConfig)
  const door = makePool({ ...url, max: Math.ceil(connections / 3), options: `-c role=belong_door ${hurried}` })
  return { app, door }
}

export function kyselyOf(pool: pg.Pool): Database {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}

/** A pool whose rows hold what our types say, and which outlives a database that goes away and comes back. */
export function makePool(url: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ ...url, types: TYPES, Client: PlanningClient })
  pool.on('error', ignore)
  watchConnections(pool)
  pool.on('connect', client => client.on('error', ignore))
  return pool
}

/** `bigint` and `count(*)` as numbers (none of ours passes 2^53, and one that did would be refused here), dates as ISO text, arrays of numbers quickly. */
export const TYPES: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => (format === 'binary' ? undefined : PARSERS[oid]) ?? pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
}

const PARSERS: Record<number, (text: string) => unknown> = {
  20: wholeNumber,
  1082: text => text,
  1005: numbers,
  1007: numbers,
  1016: numbers,
  1021: numbers,
  1022: numbers,
  1182: text => (text === '{}' ? [] : text.slice(1, -1).split(',').map(day => (day === 'NULL' ? null : day))),
}

function wholeNumber(text: string) {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`${text} is too large a number to be held exactly.`)
  return value
}

type Numbers = (number | null | Numbers)[]

function numbers(text: string): Numbers {
  if (text === '{}') return []
  if (text.startsWith('[')) return numbers(text.slice(text.indexOf('=') + 1))
  if (text.startsWith('{{')) return text.slice(2, -2).split('},{').map(inner => numbers(`{${inner}}`))
  // JSON's own reader takes a list of numbers four times as fast as we would; it knows no NaN and no Infinity.
  if (!text.includes('N') && !text.includes('I')) return JSON.parse(`[${text.slice(1, -1)}]`)
  return text.slice(1, -1).split(',').map((word) => (word === 'NULL' ? null : Number(word)))
}

/** A connection that breaks makes its query fail, which is where it is dealt with; the event would end the process. */
function ignore() {}

async function reachEmbedded(settings: Settings, purpose: Purpose, say: (line: string) => void) {
  makeDataFolder(settings.dataFolder)
  const lock = await takeLock(settings.dataFolder, purpose, purpose === 'server' ? settings.port : null)
  if ('heldBy' in lock) return { url: await serversDatabase(settings.dataFolder), embedded: true, sharedWithServer: true, leave: async () => {} }
  try {
    const server = await startEmbedded(settings.dataFolder, { say })
    const leave = async () => {
      await server.stop()
      lock.release()
    }
    return { url: server.connection, embedded: true, sharedWithServer: false, leave }
  } catch (fault) {
    lock.release()
    throw fault
  }
}

/** Closed to others; as root it may be passed through, so that the database's own user reaches its folder inside. */
function makeDataFolder(folder: string) {
  try {
    mkdirSync(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
  } catch (fault) {
    throw new OperatorFault(`The data folder ${folder} cannot be made (${(fault as NodeJS.ErrnoException).code}). Set BELONG_DATA to a folder this user may write.`)
  }
}

async function refuseOldOrUnreachable(pool: pg.Pool) {
  const { rows } = await pool.query<{ number: number; version: string }>(`select current_setting('server_version_num')::int as number, current_setting('server_version') as version`).catch(fault => {
    throw new OperatorFault(`The PostgreSQL of DATABASE_URL cannot be reached: ${fault instanceof Error && fault.message ? fault.message : (fault as NodeJS.ErrnoException).code}`, { cause: fault })
  })
  if (rows[0]!.number < 150_000) throw new OperatorFault(`The PostgreSQL of DATABASE_URL is ${rows[0]!.version}; Belong needs 15 or newer.`)
}

const PATIENCE_MS = 60_000

/** The server holds the lock before its database answers. */
async function serversDatabase(dataFolder: string) {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(50)) {
    const found = findEmbedded(dataFolder)
    if (found !== null) return found
  }
  throw new OperatorFault(`Belong runs on ${dataFolder}, but its database does not answer. Look into ${dataFolder}/postgresql.log.`)
}

/** A pooler that drops start options would let pages work as the owner of the tables, whom no policy stops. */
async function refuseOpenWall({ app, door }: Walls) {
  const [as, at] = await Promise.all([app, door].map(async (pool) => (await pool.query<{ role: string; areas: string | null }>(`select current_user as role, current_setting('belong.areas', true) as areas`)).rows[0]!))
  if (as!.role === 'belong_app' && as!.areas === '0' && at!.role === 'belong_door') return
  throw new OperatorFault(`Pages would work in the database as ${as!.role}, not as belong_app: something between Belong and PostgreSQL drops the start options of a connection (PgBouncer does). Name PostgreSQL itself in DATABASE_URL.`)
}

async function untilServerIsReady(db: Database) {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(100)) {
    if ((await pendingMigrations(db).catch(() => [''])).length === 0) return
  }
  throw new OperatorFault('Belong runs on this data, but is of another version or does not get ready. Stop it and start it again.')
}

function toStandardError(line: string) {
  process.stderr.write(`${line}\n`)
}

function once(act: () => Promise<void>) {
  let done: Promise<void> | null = null
  return () => (done ??= act())
}
