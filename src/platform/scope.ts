import { type CompiledQuery, type DatabaseConnection, type Driver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type QueryResult } from 'kysely'
import type pg from 'pg'
import type { Database, Tables } from './database.ts'

/**
 * What a transaction says of itself to the policies of the database: for whom it works and where. What it leaves out is closed:
 * a transaction without a scope sees reference tables alone.
 */
export interface Scope {
  /** Slug of the person; empty for the public. */
  person: string
  /** The local areas they have a part in today, and 0 for what all share. */
  areas: readonly number[]
  /** The area whose public pages are drawn. */
  shows?: readonly number[]
  /** Further settings by name, `belong.` left out, each a list: `people_areas`, `at_child_read`, `of_child_read`. */
  lists?: Readonly<Record<string, readonly (number | string)[]>>
}

/**
 * The data as one scope lets it be seen. Each read is a transaction of its own, sent in one breath: begin, what it says of itself,
 * the read, commit. `scope` is asked for at the first use, once. What reads for everyone (`gathered`, `snapshot`) goes to `common`.
 */
export function scoped(pool: pg.Pool, common: Database, scope: () => Scope | Promise<Scope>): Database {
  let opening: Promise<string> | null = null
  const open = () => (opening ??= Promise.resolve(scope()).then(openingOf))
  const db: Database = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new ScopedDriver(pool, open),
      createIntrospector: (one) => new PostgresIntrospector(one),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
  COMMON.set(db, common)
  return db
}

/** Where reads for everyone go, which must not depend on who happens to ask: the data without a scope; a transaction stays itself. */
export function commonOf<Db extends object>(db: Db): Db {
  return (COMMON.get(db) as Db | undefined) ?? db
}

const COMMON = new WeakMap<object, Database>()

/** `begin` with the scope's settings, which last as long as the transaction. */
export function openingOf({ person, areas, shows, lists = {} }: Scope) {
  const settings = Object.entries({ ...lists, areas, ...(shows ? { public: shows } : {}) }).filter(([, list]) => list.length)
  return ['begin', setLocal('person', person), ...settings.map(([name, list]) => setLocal(name, list.join(',')))].join(';')
}

function setLocal(name: string, value: string) {
  if (!/^[a-z_]+$/.test(name)) throw new Error(`${name} is no name of a setting`)
  return `set local belong.${name}='${value.replaceAll("'", "''")}'`
}

/** The pool belongs to whoever made it: this driver neither opens nor ends it. */
class ScopedDriver implements Driver {
  private readonly pool: pg.Pool
  private readonly open: () => Promise<string>

  constructor(pool: pg.Pool, open: () => Promise<string>) {
    this.pool = pool
    this.open = open
  }

  async init() {}
  async destroy() {}

  async acquireConnection() {
    const opening = await this.open()
    return new ScopedConnection(await this.pool.connect(), opening)
  }

  async beginTransaction(connection: DatabaseConnection) {
    await (connection as ScopedConnection).begin()
  }

  async commitTransaction(connection: DatabaseConnection) {
    await (connection as ScopedConnection).end('commit')
  }

  async rollbackTransaction(connection: DatabaseConnection) {
    await (connection as ScopedConnection).end('rollback')
  }

  async releaseConnection(connection: DatabaseConnection) {
    ;(connection as ScopedConnection).release()
  }
}

class ScopedConnection implements DatabaseConnection {
  private readonly client: pg.PoolClient
  private readonly opening: string
  private isOpen = false
  private isBroken = false

  constructor(client: pg.PoolClient, opening: string) {
    this.client = client
    this.opening = opening
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.isOpen) return resultOf(await this.client.query(query.sql, query.parameters as unknown[]))
    const [begun, read, ended] = await Promise.allSettled([
      this.client.query(this.opening), this.client.query(query.sql, query.parameters as unknown[]), this.client.query('commit'),
    ])
    this.isBroken ||= begun.status === 'rejected' || ended.status === 'rejected'
    if (begun.status === 'rejected') throw begun.reason
    if (read.status === 'rejected') throw read.reason
    if (ended.status === 'rejected') throw ended.reason
    return resultOf(read.value as pg.QueryResult)
  }

  streamQuery(): AsyncIterableIterator<never> {
    throw new Error('Nothing is streamed from a scope')
  }

  async begin() {
    await this.client.query(this.opening)
    this.isOpen = true
  }

  async end(how: 'commit' | 'rollback') {
    this.isOpen = false
    try {
      const { command } = await this.client.query(how)
      if (how === 'commit' && command === 'ROLLBACK') throw new Error('The transaction had failed before, so nothing of it was kept')
    } catch (fault) {
      this.isBroken = true
      throw fault
    }
  }

  release() {
    this.client.release(this.isBroken || this.isOpen)
  }
}

function resultOf<Row>({ command, rowCount, rows }: pg.QueryResult): QueryResult<Row> {
  const writes = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE' || command === 'MERGE'
  return { rows: (rows ?? []) as Row[], ...(writes ? { numAffectedRows: BigInt(rowCount ?? 0) } : {}) }
}
