import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { findEmbedded } from '../../src/platform/database-server/embedded.ts'
import { runningOn } from '../../src/platform/database-server/left-behind.ts'
import { installed } from '../../src/platform/installation.ts'

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

/** Writes one row after another until the database goes away, and again when it is back, and remembers those it was told are kept. */
function acknowledgedWrites(data: string) {
  const kept: string[] = []
  let going = true
  const write = async () => {
    for (let number = 0; going; ) {
      try {
        const client = await connected(data)
        try {
          for (; going; number++) {
            await client.query(`insert into platform.setting (area_id, name, value) values (0, $1, '1') on conflict do nothing`, [`torture ${number}`])
            kept.push(`torture ${number}`)
            await sleep(2)
          }
        } finally {
          await client.end().catch(() => {})
        }
      } catch {
        await sleep(20)
      }
    }
  }
  const writing = write()
  return {
    async stop() {
      going = false
      await writing
      return kept
    },
  }
}

async function connected(data: string) {
  const connection = findEmbedded(data)
  if (connection === null) throw new Error('no database runs')
  const client = new pg.Client(connection)
  client.on('error', () => {})
  await client.connect()
  return client
}

/** Looks into the data: through the server that runs on it, or by a command that starts the database, which is when it recovers. */
async function withDatabase<T>(data: string, look: (client: pg.Client) => Promise<T>): Promise<T> {
  const { openDatabase } = await import('../../src/platform/connect.ts')
  const { readSettings } = await import('../../src/platform/settings.ts')
  const open = await openDatabase(readSettings({ BELONG_DATA: data }), 'command', { say: () => {} })
  const client = new pg.Client(open.url)
  await client.connect()
  try {
    return await look(client)
  } finally {
    await client.end()
    await open.close()
  }
}

function kill(victim: Victim, { importer, server, data }: { importer: ChildProcess; server: ChildProcess | null; data: string }) {
  if (victim === 'importer') importer.kill('SIGKILL')
  else if (victim === 'server') server?.kill('SIGKILL')
  else killPostgres(data)
}

function killPostgres(data: string) {
  const running = runningOn(join(data, 'postgresql'))
  if (running !== null) process.kill(running.pid, 'SIGKILL')
}

function start(data: string, program: 'belong' | 'start', words: string[], port = '0'): ChildProcess {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('BELONG_') && name !== 'DATABASE_URL'))
  return spawn(installed('bin', program), words, { env: { ...env, BELONG_DATA: data, PORT: port, BELONG_LOG: 'silent' }, stdio: ['ignore', 'pipe', 'pipe'] })
}

async function startServer(data: string) {
  const child = start(data, 'start', [])
  child.stderr?.resume()
  let said = ''
  const port = await new Promise<number>((ready, failed) => {
    child.stdout?.on('data', (text: Buffer) => {
      said += text
      const found = /^Belong is ready on http:\/\/localhost:(\d+)$/m.exec(said)
      if (found) ready(Number(found[1]))
    })
    child.on('exit', code => failed(new Error(`The server ended with ${code} before it was ready.`)))
  })
  return { process: child, port }
}

async function stopServer(child: ChildProcess, isDead: boolean) {
  if (isDead) return
  child.kill('SIGTERM')
  if (!(await endsWithin(child, 30))) child.kill('SIGKILL')
}

async function becomesReady(port: number) {
  for (const until = Date.now() + 30_000; Date.now() < until; await sleep(100)) {
    const answer = await fetch(`http://localhost:${port}/health/ready`).catch(() => null)
    if (answer?.status === 200) return true
  }
  return false
}

async function commandOutcome(data: string, words: string[]) {
  const child = start(data, 'belong', words)
  let said = ''
  child.stdout?.resume()
  child.stderr?.on('data', (text: Buffer) => { said += text })
  const code = await new Promise<number | null>(done => child.on('close', done))
  return { code, said }
}

async function commandEnds(data: string, words: string[]) {
  const { code, said } = await commandOutcome(data, words)
  if (code !== 0) throw new Error(`bin/belong ${words.join(' ')} ended with ${code}: ${said.slice(-400)}`)
}

async function endsWithin(child: ChildProcess, seconds: number) {
  child.stdout?.resume()
  child.stderr?.resume()
  for (const until = Date.now() + seconds * 1000; Date.now() < until; await sleep(20)) if (child.exitCode !== null || child.signalCode !== null) return true
  return false
}

/** With owners and times kept, which a copy by Node does not do: the database belongs to who runs it. */
function copyOf(prepared: string, data: string) {
  const { status, stderr } = spawnSync('cp', ['-a', prepared, data], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return data
}

/** mulberry32: 32 bits of state are plenty to choose moments by. */
function seeded(seed: number) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
