import { CompiledQuery } from 'kysely'
import pg from 'pg'
import type { Database, Reader, Writer } from './database.ts'

/**
 * Names a text that is sent again and again: each connection understands and plans it once. For reads of a few rows that is most
 * of what they cost.
 */
export function planned(name: string, text: string) {
  NAMES.set(text, name)
  return text
}

/** A hand-written read under a name, for one asker: what it is given fills $1, $2 and so on, in order. */
export function plannedRead<Row, Given extends readonly unknown[]>(name: string, text: string) {
  const whole = planned(name, text)
  return async (db: Reader | Writer | Database, given: Given): Promise<Row[]> => (await (db as Database).executeQuery<Row>(CompiledQuery.raw(whole, [...given]))).rows
}

/** A connection that sends a planned text under its name, and everything else as it is. */
export class PlanningClient extends pg.Client {
  override query(text: any, ...more: any[]): any {
    const name = typeof text === 'string' ? NAMES.get(text) : undefined
    return name === undefined ? super.query(text, ...(more as [any])) : super.query({ name, text, values: more[0] })
  }
}

const NAMES = new Map<string, string>()
