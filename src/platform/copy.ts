import { sql } from 'kysely'
import type { Client, Pool } from 'pg'
import { from } from 'pg-copy-streams'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Writer } from './database.ts'

const open = new Map<number, Client>()

/** Keeps track of a pool's connections by server process, so that a COPY can join a transaction that Kysely began. */
export function watchConnections(pool: Pool) {
  pool.on('connect', (client) => open.set(processOf(client), client as unknown as Client))
  pool.on('remove', (client) => open.delete(processOf(client)))
}

/** Bulk load in binary COPY, inside the given transaction: a row of the table for each of `many`, whose columns `write` fills in their order. */
export async function copyIn<One>(db: Writer, table: string, columns: readonly string[], many: Iterable<One>, write: (row: BinaryRows, one: One) => void) {
  const found = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
  const client = open.get(found.rows[0]!.pid)
  if (!client) throw new Error('copyIn: the transaction runs on a connection that is not watched')
  await pipeline(Readable.from(encoded(columns.length, many, write), { objectMode: true }), client.query(from(`copy ${table} (${columns.join(', ')}) from stdin (format binary)`)))
}

function* encoded<One>(fields: number, many: Iterable<One>, write: (row: BinaryRows, one: One) => void) {
  const rows = new BinaryRows()
  for (const one of many) {
    const full = rows.row(fields)
    if (full) yield full
    write(rows, one)
  }
  yield rows.end()
}

/** Encodes rows for COPY … (FORMAT BINARY) into a buffer that is handed on when it is full. */
export class BinaryRows {
  private buffer = Buffer.allocUnsafe(1 << 18)
  private at = 0
  private begun = false

  /** Begins a row of so many fields. Answers a full buffer to hand on, or null. */
  row(fields: number): Buffer | null {
    const full = this.at > this.buffer.length - LONGEST_ROW ? this.take() : null
    if (!this.begun) {
      this.begun = true
      this.at += HEADER.copy(this.buffer, this.at)
    }
    this.at = this.buffer.writeInt16BE(fields, this.at)
    return full
  }

  int4(value: number) {
    this.at = this.buffer.writeInt32BE(4, this.at)
    this.at = this.buffer.writeInt32BE(value, this.at)
  }

  int8(value: bigint) {
    this.at = this.buffer.writeInt32BE(8, this.at)
    this.at = this.buffer.writeBigInt64BE(value, this.at)
  }

  /** An id as 32 hexadecimal digits, with or without hyphens. */
  uuid(value: string | null) {
    if (value === null) return this.nothing()
    this.at = this.buffer.writeInt32BE(16, this.at)
    this.at += this.buffer.write(value.replaceAll('-', ''), this.at, 'hex')
  }

  /** An ISO day. */
  date(value: string | null) {
    if (value === null) return this.nothing()
    this.at = this.buffer.writeInt32BE(4, this.at)
    this.at = this.buffer.writeInt32BE(daysSince2000(value), this.at)
  }

  moment(value: Date) {
    this.at = this.buffer.writeInt32BE(8, this.at)
    this.at = this.buffer.writeBigInt64BE(BigInt(value.getTime() - Date.UTC(2000, 0, 1)) * 1000n, this.at)
  }

  bool(value: boolean | null) {
    if (value === null) return this.nothing()
    this.at = this.buffer.writeInt32BE(1, this.at)
    this.at = this.buffer.writeInt8(value ? 1 : 0, this.at)
  }

  intOrNothing(value: number | null) {
    if (value === null) this.nothing()
    else this.int4(value)
  }

  ints(values: readonly number[]) {
    this.array(23, values.length, values.length * 8)
    for (const value of values) this.int4(value)
  }

  texts(values: readonly string[]) {
    const start = this.at
    this.array(25, values.length, 0)
    for (const value of values) this.text(value)
    this.buffer.writeInt32BE(this.at - start - 4, start)
  }

  /** NaN is null. */
  float8(value: number) {
    if (Number.isNaN(value)) return this.nothing()
    this.at = this.buffer.writeInt32BE(8, this.at)
    this.at = this.buffer.writeDoubleBE(value, this.at)
  }

  /** At most 1,000 characters. */
  text(value: string | null | undefined) {
    if (value === null || value === undefined) return this.nothing()
    const written = this.buffer.write(value.slice(0, 1000), this.at + 4)
    this.buffer.writeInt32BE(written, this.at)
    this.at += 4 + written
  }

  private array(type: number, length: number, bytes: number) {
    this.at = this.buffer.writeInt32BE((length ? 20 : 12) + bytes, this.at)
    for (const word of length ? [1, 0, type, length, 1] : [0, 0, type]) this.at = this.buffer.writeInt32BE(word, this.at)
  }

  /** What is left, with the end mark. */
  end(): Buffer {
    if (!this.begun) this.at += HEADER.copy(this.buffer, this.at)
    this.at = this.buffer.writeInt16BE(-1, this.at)
    return this.take()
  }

  private nothing() {
    this.at = this.buffer.writeInt32BE(-1, this.at)
  }

  private take() {
    const full = this.buffer.subarray(0, this.at)
    this.buffer = Buffer.allocUnsafe(1 << 18)
    this.at = 0
    return full
  }
}

/** PostgreSQL counts days from 1 January 2000. Told from the same text again and again, a day is worked out once. */
function daysSince2000(day: string) {
  const known = DAYS.get(day)
  if (known !== undefined) return known
  const days = Math.round((Date.parse(`${day}T00:00:00Z`) - Date.UTC(2000, 0, 1)) / 86_400_000)
  if (DAYS.size > 50_000) DAYS.clear()
  DAYS.set(day, days)
  return days
}

const DAYS = new Map<string, number>()

/** Longer than any row we write. */
const LONGEST_ROW = 32_768

const HEADER = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)])

function processOf(client: unknown) {
  return (client as { processID: number }).processID
}
