import { CompiledQuery } from 'kysely'
import pg from 'pg'
import type { Database, Reader, Writer } from './database.ts'

/**
 * A hand-written read that is asked with every page. Each connection understands and plans it once, under its name: for reads of
 * a few rows that is most of what they cost. (A pooler between Belong and PostgreSQL must know named statements, as PgBouncer
 * does since 1.21.)
 */
export function statement<Row>(name: string, text: string) {
  const held = NAMES.get(text)
  if (held !== undefined && held !== name) throw new Error(`The statement ${name} reads as ${held} does`)
  NAMES.set(text, name)
  return async (db: Reader | Writer | Database, values: unknown[]): Promise<Row[]> => (await (db as Database).executeQuery<Row>(CompiledQuery.raw(text, values))).rows
}

/** A connection that sends the text of a statement under its name, and everything else as it is. */
export class PlanningClient extends pg.Client {
  override query(text: any, ...more: any[]): any {
    const name = typeof text === 'string' ? NAMES.get(text) : undefined
    return name === undefined ? super.query(text, ...(more as [any])) : super.query({ name, text, values: more[0] })
  }
}

const NAMES = new Map<string, string>()
