import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { type Database, type Reader, rows } from '../database.ts'
import { log, logFault } from '../log.ts'
import { headsOf } from './heads.ts'
import { type ChainState, verifyChain } from './verify.ts'

/** A chain as it was found, and when. */
export interface CheckedChain extends ChainState {
  checkedAt: string
}

const FIRST_MS = 20_000
const EVERY_MS = 300_000
/** Reading all chains may take this share of the time at most: one part in a hundred. */
const SHARE = 100

/** Reads every chain through, again and again until stopped, and keeps what was found for those who read the audit. `db` is the keeper's. */
export function startChecks(db: Database, dataFolder: string): { stop: () => Promise<void> } {
  const stopping = new AbortController()
  const done = run()
  return {
    async stop() {
      stopping.abort()
      await done
    },
  }

  async function run() {
    for (let pause = FIRST_MS; ; ) {
      await sleep(pause, undefined, { signal: stopping.signal, ref: false }).catch(() => {})
      if (stopping.signal.aborted) return
      const began = Date.now()
      await checkChains(db, dataFolder, () => stopping.signal.aborted).catch((fault: unknown) => logFault(fault, 'check of the audit'))
      pause = Math.max(EVERY_MS, (Date.now() - began) * SHARE)
    }
  }
}

/** Reads every chain through once and keeps what was found. */
export async function checkChains(db: Database, dataFolder: string, isOver: () => boolean = () => false) {
  for await (const checked of readChains(db, dataFolder)) {
    if (!checked.isWhole) log.error({ areaId: checked.areaId, line: checked.broken!.number }, 'the chain of the audit is broken')
    await keepChecked(db, checked)
    if (isOver()) return
  }
}

/** Reads every chain through once, one after another, against the heads written down outside the database. Changes nothing. */
export async function* readChains(db: Database, dataFolder: string): AsyncGenerator<CheckedChain> {
  for (const areaId of await auditedAreas(db)) {
    yield { ...(await verifyChain(db, areaId, await headsOf(dataFolder, areaId))), checkedAt: new Date().toISOString() }
  }
}

/** How the chain of an area was found last; null where nobody has looked yet. */
export async function checkedChain(db: Reader | Database, areaId: number): Promise<CheckedChain | null> {
  const [found] = await rows(db, sql<{ value: CheckedChain }>`select value from platform.setting where area_id = ${areaId} and name = 'audit-chain'`)
  return found?.value ?? null
}

async function auditedAreas(db: Database): Promise<number[]> {
  return (await rows(db, sql<{ areaId: number }>`select unnest(0 || array(select area_id from places.area order by area_id)) as "areaId"`)).map(({ areaId }) => areaId)
}

async function keepChecked(db: Database, checked: CheckedChain) {
  await sql`insert into platform.setting (area_id, name, value) values (${checked.areaId}, 'audit-chain', ${JSON.stringify(checked)}::jsonb)
    on conflict (area_id, name) do update set value = excluded.value`.execute(db)
}
