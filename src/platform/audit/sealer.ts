import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { type Database, rows, type Writer } from '../database.ts'
import { logFault } from '../log.ts'
import { BEFORE_FIRST, LINE_WORDS, lineHash, type SealedWords } from './chain.ts'

const PAUSE_MS = 250
const AFTER_FAULT_MS = 5000
/** Lines of one area sealed in one transaction. */
export const BATCH = 500

/**
 * Puts new lines of the audit into the chain of their area, again and again until stopped. Who writes a line never waits for this.
 * `db` is the keeper's. `sealed` is told after each round that sealed something.
 */
export function startSealer(db: Database, sealed: () => Promise<void> = async () => {}): { stop: () => Promise<void> } {
  const stopping = new AbortController()
  const done = run()
  return {
    async stop() {
      stopping.abort()
      await done
    },
  }

  async function run() {
    while (!stopping.signal.aborted) {
      const pause = await round()
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {})
    }
    await round()
  }

  async function round(): Promise<number> {
    try {
      if (await sealAll(db)) await sealed()
      return PAUSE_MS
    } catch (fault) {
      if (!stopping.signal.aborted) logFault(fault, 'sealing of the audit')
      return AFTER_FAULT_MS
    }
  }
}

/** Seals all that waits, in every area; answers how many lines. */
export async function sealAll(db: Database): Promise<number> {
  let count = 0
  for (const { areaId } of await rows(db, sql<{ areaId: number }>`select distinct area_id as "areaId" from platform.unsealed`)) {
    for (let lines = BATCH; lines === BATCH; count += lines) lines = await db.transaction().execute((tx) => sealBatch(tx, areaId))
  }
  return count
}

/** One at a time over all processes: who finds another at it leaves it to that one. */
async function sealBatch(tx: Writer, areaId: number): Promise<number> {
  const [lock] = await rows(tx, sql<{ isOurs: boolean }>`select pg_try_advisory_xact_lock(7241003, ${areaId}) as "isOurs"`)
  if (!lock!.isOurs) return 0
  const waiting = await waitingLines(tx, areaId)
  if (!waiting.length) return 0
  const [last] = await rows(tx, sql<{ number: number; hash: string; sealedAt: string }>`
    select coalesce(max(s.number), 0) as number, (array_agg(encode(s.hash, 'hex')))[1] as hash, to_json(clock_timestamp() at time zone 'UTC') #>> '{}' as "sealedAt"
    from (select number, hash from platform.seal where area_id = ${areaId} order by number desc limit 1) s`)
  const seals = chained(waiting, { number: last!.number, hash: last!.hash ?? BEFORE_FIRST }, last!.sealedAt)
  await keep(tx, areaId, last!.sealedAt, seals)
  return seals.length
}

type Waiting = Omit<SealedWords, 'number' | 'sealedAt'> & { order: number }

/** Ids sort by time, so the first of them are the oldest without sorting all that waits. */
async function waitingLines(tx: Writer, areaId: number): Promise<Waiting[]> {
  return rows(tx, sql<Waiting>`
    select w.*, row_number() over (order by w."realAt", w."deedId")::int as "order" from (
      select d.at as "realAt", ${LINE_WORDS}
      from platform.unsealed u, lateral (select * from platform.deed where area_id = u.area_id and deed_id = u.deed_id limit 1) d
      where u.area_id = ${areaId} order by u.deed_id limit ${BATCH}) w
    order by "order"`)
}

function chained(waiting: Waiting[], last: { number: number; hash: string }, sealedAt: string) {
  let { number, hash } = last
  return waiting.map((line) => {
    number += 1
    hash = lineHash(hash, { ...line, number: String(number), sealedAt })
    return { number, hash, deedId: line.deedId }
  })
}

async function keep(tx: Writer, areaId: number, sealedAt: string, seals: { number: number; hash: string; deedId: string }[]) {
  const ids = seals.map(({ deedId }) => deedId)
  await sql`
    insert into platform.seal (area_id, number, deed_id, hash, sealed_at)
    select ${areaId}::int, s.number, s.deed_id, decode(s.hash, 'hex'), (${sealedAt} || 'Z')::timestamptz
    from unnest(${seals.map(({ number }) => number)}::bigint[], ${ids}::uuid[], ${seals.map(({ hash }) => hash)}::text[]) as s (number, deed_id, hash)`.execute(tx)
  await sql`delete from platform.unsealed where area_id = ${areaId} and deed_id = any (${ids}::uuid[])`.execute(tx)
}
