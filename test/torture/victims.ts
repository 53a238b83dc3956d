import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { findEmbedded } from '../../src/platform/database-server/embedded.ts'
import { runningOn } from '../../src/platform/database-server/left-behind.ts'
import { installed } from '../../src/platform/installation.ts'

/** Writes one row after another until the database goes away, and again when it is back, and remembers those it was told are kept. */
export function acknowledgedWrites(data: string) {
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

export async function connected(data: string) {
  const connection = findEmbedded(data)
  if (connection === null) throw new Error('no database runs')
  const client = new pg.Client(connection)
  client.on('error', () => {})
  await client.connect()
  return client
}

/** Looks into the data: through the server that runs on it, or by a command that starts the database, which is when it recovers. */
export async function withDatabase<T>(data: string, look: (client: pg.Client) => Promise<T>): Promise<T> {
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

export function killPostgres(data: string) {
  const running = runningOn(join(data, 'postgresql'))
  if (running !== null) process.kill(running.pid, 'SIGKILL')
}

/** Belong as people start it, with nothing of the settings of whoever runs the torture. */
export function start(data: string, program: 'belong' | 'start', words: string[], more: Record<string, string> = {}): ChildProcess {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('BELONG_') && name !== 'DATABASE_URL'))
  return spawn(installed('bin', program), words, { env: { ...env, BELONG_DATA: data, PORT: '0', BELONG_LOG: 'silent', BELONG_CITY: 'off', ...more }, stdio: ['ignore', 'pipe', 'pipe'] })
}

export interface Server {
  process: ChildProcess
  port: number
  /** What it said on standard error, the last of it. */
  heard: () => string
}

export async function startServer(data: string, more: Record<string, string> = {}): Promise<Server> {
  const child = start(data, 'start', [], more)
  let said = ''
  let heard = ''
  child.stderr?.on('data', (text: Buffer) => { heard = (heard + text).slice(-20_000) })
  const port = await new Promise<number>((ready, failed) => {
    child.stdout?.on('data', (text: Buffer) => {
      said += text
      const found = /^Belong is ready on http:\/\/localhost:(\d+)$/m.exec(said)
      if (found) ready(Number(found[1]))
    })
    child.on('exit', code => failed(new Error(`The server ended with ${code} before it was ready: ${heard.slice(-600)}`)))
  })
  return { process: child, port, heard: () => heard }
}

export async function stopServer(child: ChildProcess, isDead: boolean) {
  if (isDead) return
  child.kill('SIGTERM')
  if (!(await endsWithin(child, 30))) child.kill('SIGKILL')
}

export async function becomesReady(port: number) {
  for (const until = Date.now() + 30_000; Date.now() < until; await sleep(100)) {
    const answer = await fetch(`http://localhost:${port}/health/ready`).catch(() => null)
    if (answer?.status === 200) return true
  }
  return false
}

export async function commandOutcome(data: string, words: string[]) {
  const child = start(data, 'belong', words)
  let said = ''
  child.stdout?.resume()
  child.stderr?.on('data', (text: Buffer) => { said += text })
  const code = await new Promise<number | null>(done => child.on('close', done))
  return { code, said }
}

export async function commandEnds(data: string, words: string[]) {
  const { code, said } = await commandOutcome(data, words)
  if (code !== 0) throw new Error(`bin/belong ${words.join(' ')} ended with ${code}: ${said.slice(-400)}`)
}

export async function endsWithin(child: ChildProcess, seconds: number) {
  child.stdout?.resume()
  child.stderr?.resume()
  for (const until = Date.now() + seconds * 1000; Date.now() < until; await sleep(20)) if (child.exitCode !== null || child.signalCode !== null) return true
  return false
}

/** With owners and times kept, which a copy by Node does not do: the database belongs to who runs it. */
export function copyOf(prepared: string, data: string) {
  const { status, stderr } = spawnSync('cp', ['-a', prepared, data], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return data
}

/** mulberry32: 32 bits of state are plenty to choose moments by. */
export function seeded(seed: number) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
