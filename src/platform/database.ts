import type { Kysely, RawBuilder, Transaction } from 'kysely'
import type { ReadonlyKysely } from 'kysely/readonly'
import type { Tables } from '../../database/types.ts'

export type { Tables } from '../../database/types.ts'

/** A connection that may do anything; only the platform hands it out. */
export type Database = Kysely<Tables>
/** What queries and pages get: they cannot write, by type. */
export type Reader = ReadonlyKysely<Tables>
/** What an action's `run` gets: a transaction. */
export type Writer = Transaction<Tables>

/** The only place a full connection becomes a reading one. */
export function reading(db: Database | Writer): Reader {
  return db as never
}

/** Runs a hand-written query on a reading or writing connection. */
export async function rows<Row>(db: Reader | Writer | Database, query: RawBuilder<Row>): Promise<Row[]> {
  return (await query.execute(db as never)).rows
}
