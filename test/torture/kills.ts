import type { ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { installed } from '../../src/platform/installation.ts'
import { acknowledgedWrites, becomesReady, commandEnds, commandOutcome, copyOf, endsWithin, killPostgres, seeded, start, startServer, stopServer, withDatabase } from './victims.ts'

/** The whole LAIT file: 641,070 figures. Not part of the repository. */
export const LAIT = installed('..', 'shared', 'data', 'lait', 'bds_long_0.parquet')

/** How the import runs: a command that opens the data itself, or one beside a running server. */
export type Way = 'command' | 'beside a server'
/** Who is killed, without warning: whoever imports, the server it works beside, or PostgreSQL. */
export type Victim = 'importer' | 'server' | 'database'

export interface Moment {
  way: Way
  victim: Victim
  /** When, as a share of the time an undisturbed import takes. */
  share: number
}

export interface Outcome extends Moment {
  /** Where the batch stood after the kill. */
  batch: 'wholly there' | 'not at all'
  acknowledged: number
  /** What is wrong; empty where all is as it should be. */
  faults: string[]
}

/** Moments spread over an import, the same for the same seed: half of them kill Belong, half the database. */
export function moments(count: number, seed: number): Moment[] {
  const random = seeded(seed)
  return Array.from({ length: count }, (_, at) => {
    const way: Way = random() < 0.5 ? 'command' : 'beside a server'
    const belong: Victim = way === 'beside a server' && random() < 0.5 ? 'server' : 'importer'
    return { way, victim: at % 2 === 0 ? belong : 'database', share: random() * 1.05 }
  })
}

/** Kills at each moment of an import into a copy of the same prepared data, starts again, and looks whether anything was lost or half done. */
export async function torture(list: Moment[], tell: (outcome: Outcome, number: number) => void): Promise<Outcome[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'belong-kill-'))
  chmodSync(scratch, 0o711)
  try {
    const prepared = join(scratch, 'prepared')
    await commandEnds(prepared, ['measures', '--json'])
    const undisturbed = await measureUndisturbed(prepared, join(scratch, 'undisturbed'))
    const outcomes: Outcome[] = []
    for (const [at, moment] of list.entries()) {
      const outcome = await killAt(moment, copyOf(prepared, join(scratch, `m${at}`)), undisturbed)
      outcomes.push(outcome)
      tell(outcome, at + 1)
      if (outcome.faults.length === 0) rmSync(join(scratch, `m${at}`), { recursive: true, force: true })
    }
    return outcomes
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

interface Undisturbed {
  ms: number
  before: string
  after: string
}

async function measureUndisturbed(prepared: string, data: string): Promise<Undisturbed> {
  copyOf(prepared, data)
  const before = await withDatabase(data, figuresOf)
  const began = Date.now()
  await commandEnds(data, ['import', LAIT, '--json'])
  const ms = Date.now() - began
  const after = await withDatabase(data, figuresOf)
  if (before === after) throw new Error('The undisturbed import changed nothing, so there is nothing to disturb.')
  rmSync(data, { recursive: true, force: true })
  return { ms, before, after }
}

async function killAt(moment: Moment, data: string, undisturbed: Undisturbed): Promise<Outcome> {
  const faults: string[] = []
  const server = moment.way === 'beside a server' ? await startServer(data) : null
  const importer = start(data, 'belong', ['import', LAIT, '--json'])
  const writer = acknowledgedWrites(data)
  await sleep(undisturbed.ms * moment.share)
  kill(moment.victim, { importer, server: server?.process ?? null, data })
  const importEnded = await endsWithin(importer, 60)
  if (!importEnded) faults.push('the import neither ended nor failed within a minute of the kill')
  importer.kill('SIGKILL')
  if (server && moment.victim !== 'server' && !(await becomesReady(server.port))) faults.push('the server did not become ready again')
  const acknowledged = await writer.stop()

  const state = await lookedAt(data, undisturbed, acknowledged, faults)
  const { code } = await commandOutcome(data, ['import', LAIT, '--json'])
  if (code !== 0) faults.push(`the import does not go through afterwards: exit ${code}`)
  if ((await withDatabase(data, figuresOf)) !== undisturbed.after) faults.push('what the import came to afterwards is not what an undisturbed one comes to')
  if (server) await stopServer(server.process, moment.victim === 'server')
  return { ...moment, batch: state, acknowledged: acknowledged.length, faults }
}

/** After the kill, before anything is done again: the batch is there or it is not, and so is every write that was acknowledged. */
async function lookedAt(data: string, undisturbed: Undisturbed, acknowledged: string[], faults: string[]): Promise<Outcome['batch']> {
  return withDatabase(data, async client => {
    const figures = await figuresOf(client)
    const { rows } = await client.query(`select count(*)::int as committed from collection.batch where area_id = 0 and kind = 'lait' and kind = 'lait' and state = 'committed' and not options ? 'reference'`)
    const isThere = rows[0].committed > 0
    if (isThere && figures !== undisturbed.after) faults.push('the batch says committed, but its figures are not all there')
    if (!isThere && figures !== undisturbed.before) faults.push('the batch is not committed, but some of its figures are there')
    const held = new Set((await client.query(`select name from platform.setting where area_id = 0 and name like 'torture %'`)).rows.map(row => row.name as string))
    const lost = acknowledged.filter(name => !held.has(name))
    if (lost.length > 0) faults.push(`${lost.length} acknowledged writes are lost`)
    return isThere ? 'wholly there' : 'not at all'
  })
}

/** Every figure, without the numbers of batches: the same text for the same figures. */
async function figuresOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query(`
    select count(*) || ' figures, ' || coalesce(sum(hashtextextended(concat_ws('|', s.source, s.code, p.type, p.label, o.place_id, o.value, o.missing, o.numerator, o.denominator), 0)::numeric), 0) as figures
    from measures.observation o join measures.series s using (series_id) join measures.period p using (period_id)`)
  return rows[0].figures as string
}

function kill(victim: Victim, { importer, server, data }: { importer: ChildProcess; server: ChildProcess | null; data: string }) {
  if (victim === 'importer') importer.kill('SIGKILL')
  else if (victim === 'server') server?.kill('SIGKILL')
  else killPostgres(data)
}
