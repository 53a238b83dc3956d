import type pg from 'pg'
import { Kysely, PostgresDialect } from 'kysely'
import { openSite } from '../../src/app.ts'
import { scoped } from '../../src/platform/scope.ts'
import type { Database, House } from '#platform'

/** A row that a deed left behind in its transaction, before that was taken back. */
export interface LeftBehind { table: string; row: Record<string, unknown> }

/**
 * The whole web over a house where nothing is kept: each transaction goes through as it would, policies and all, then what it wrote is
 * read with the eyes of the superuser and the whole is rolled back. So every role can try every door on the same world.
 */
export function drySite(house: { house: House; app: pg.Pool; door: pg.Pool }) {
  const left: LeftBehind[] = []
  const app = dryPool(house.app, (rows) => void left.push(...rows))
  const door = dryPool(house.door, (rows) => void left.push(...rows))
  const common = kyselyOn(house.app)
  const dry: House = { ...house.house, door: kyselyOn(door), common, openFor: (scope) => scoped(app, common, scope) }
  return { house: dry, site: openSite(dry, { isReady: () => true }), left }
}

const kyselyOn = (pool: pg.Pool): Database => new Kysely({ dialect: new PostgresDialect({ pool }) }) as Database

/** Connections whose `commit` tells what was written and takes it back. */
function dryPool(pool: pg.Pool, tell: (rows: LeftBehind[]) => void): pg.Pool {
  return new Proxy(pool, {
    get(target, name) {
      if (name !== 'connect') return Reflect.get(target, name)
      return async () => dryClient(await target.connect(), tell)
    },
  })
}

function dryClient(client: pg.PoolClient, tell: (rows: LeftBehind[]) => void): pg.PoolClient {
  let isLong = false
  const send = client.query.bind(client) as (...asked: unknown[]) => Promise<object>
  const query = async (...asked: unknown[]): Promise<object> => {
    const [text] = asked
    if (typeof text === 'string' && text.startsWith('begin')) isLong = false
    if (text !== 'commit') {
      if (typeof text === 'string' && text.startsWith('set local statement_timeout')) isLong = true
      return send(...asked)
    }
    if (isLong) tell(await writtenHere(client))
    const done = await send('rollback')
    return { ...done, command: 'COMMIT' }
  }
  return new Proxy(client, { get: (target, name) => (name === 'query' ? query : typeof Reflect.get(target, name) === 'function' ? Reflect.get(target, name).bind(target) : Reflect.get(target, name)) })
}

/** Every row of this transaction's own making; what was deleted is told as a count. */
async function writtenHere(client: pg.PoolClient): Promise<LeftBehind[]> {
  try {
    await client.query('set local role none')
  } catch {
    return []
  }
  const { rows } = await client.query(`select schemaname || '.' || quote_ident(relname) as name, n_tup_del::int as gone from pg_stat_xact_user_tables where n_tup_ins + n_tup_upd + n_tup_del > 0`)
  const left: LeftBehind[] = []
  for (const { name, gone } of rows) {
    const found = await client.query(`select to_jsonb(t) as row from ${name} t where xmin::text = pg_current_xact_id()::xid::text`)
    left.push(...found.rows.map(({ row }) => ({ table: name, row })))
    if (gone) left.push({ table: name, row: { gone, kept: (await client.query(`select count(*)::int as kept from ${name}`)).rows[0].kept } })
  }
  return left
}
