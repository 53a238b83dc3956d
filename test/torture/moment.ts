import { setTimeout as sleep } from 'node:timers/promises'
import { connected, seeded } from './victims.ts'

/**
 * When it happens: at a share of the time the giving takes undisturbed; while a file is read in the background; or when the taking in
 * comes to write in a table, which is held so long.
 */
export type When = { share: number } | { at: 'read' } | { at: 'write'; table: string }

/** How returns are given: by a command that opens the data itself, by one beside a running server, or by a person at the web. */
export type Way = 'command' | 'beside a server' | 'web'
/** What is disturbed: whoever imports, the server, PostgreSQL (each killed without warning); the disk, which is filled; or PostgreSQL's journal, for which a full disk has no room. */
export type Victim = 'importer' | 'server' | 'database' | 'disk' | 'journal'

export interface Moment {
  way: Way
  victim: Victim
  when: When
}

/** Moments spread over the giving, the same for the same seed. */
export function moments(count: number, seed: number, isDisk: boolean): Moment[] {
  const random = seeded(seed)
  return Array.from({ length: count }, (_, at) => {
    const way = WAYS[Math.floor(random() * 3)]!
    const belong: Victim = way === 'command' || (way === 'beside a server' && random() < 0.5) ? 'importer' : 'server'
    return { way, victim: isDisk ? (at % 4 === 3 ? 'journal' : 'disk') : at % 2 === 0 ? belong : 'database', when: { share: random() } }
  })
}

const WAYS: Way[] = ['command', 'beside a server', 'web']

/** Waits for the moment. Answers what is to be let go once it has been made use of. */
export async function atMoment(when: When, data: string, undisturbedMs: number): Promise<() => Promise<void>> {
  if ('share' in when) await sleep(undisturbedMs * when.share)
  else if (when.at === 'read') await whileReading(data)
  else return whileHeld(data, when.table)
  return async () => {}
}

async function whileReading(data: string) {
  const client = await connected(data)
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(5)) {
    const { rows } = await client.query(`select 1 from platform.work where area_id = 3 and state = 'running' and stage = 'Reading the file again' and share > 0.05`)
    if (rows.length) return client.end()
  }
  throw new Error('No file was ever read in the background')
}

async function whileHeld(data: string, table: string) {
  const client = await connectedSoon(data)
  await client.query('begin')
  await client.query(`lock table ${table} in share row exclusive mode`)
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(5)) {
    const { rows } = await client.query(`select 1 from pg_locks where not granted and relation = $1::regclass`, [table])
    if (rows.length) return async () => void (await client.end().catch(() => {}))
  }
  throw new Error(`Nothing was ever written in ${table}`)
}

/** A command that opens the data itself starts the database first. */
async function connectedSoon(data: string) {
  for (const until = Date.now() + PATIENCE_MS; ; await sleep(10)) {
    const client = await connected(data).catch(() => null)
    if (client) return client
    if (Date.now() > until) throw new Error('No database ever ran')
  }
}

const PATIENCE_MS = 60_000
