import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { installed } from '../../src/platform/installation.ts'

/** The whole LAIT file: 641,070 figures. Not part of the repository. */
export const LAIT = installed('..', 'shared', 'data', 'lait', 'bds_long_0.parquet')

/** Why a machine cannot put the server on one core and the driver on another; null where it can. */
export const cannotPin = process.platform !== 'linux' || spawnSync('taskset', ['--version']).status !== 0
  ? 'Needs taskset, to keep the server on one core'
  : availableParallelism() < 2 ? 'Needs two cores: one for the server, one for the driver' : null

/** Runs something with a folder of its own, which the database's own user may pass through, and takes it away again. */
export async function inOwnFolder<Outcome>(run: (folder: string) => Promise<Outcome>): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'belong-bench-'))
  chmodSync(folder, 0o711)
  try {
    return await run(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export interface Started {
  process: ChildProcess
  port: number
  /** From the command to `Belong is ready`. */
  seconds: number
  stop(): Promise<void>
}

/** `bin/start` on a data folder and a free port; with its database on one core where asked. */
export async function startBelong(data: string, { home = installed(), core }: { home?: string; core?: number } = {}): Promise<Started> {
  const command = [...(core === undefined ? [] : ['taskset', '-c', String(core)]), join(home, 'bin', 'start')]
  const began = performance.now()
  const child = spawn(command[0]!, command.slice(1), { env: { ...ownEnvironment(), BELONG_DATA: data, PORT: '0', BELONG_LOG: 'warn', BELONG_CITY: 'off' }, stdio: ['ignore', 'pipe', 'pipe'] })
  let told = ''
  child.stderr.on('data', (text: Buffer) => { told = (told + text).slice(-4000) })
  const port = await new Promise<number>((ready, fail) => {
    let said = ''
    child.stdout.on('data', (text: Buffer) => {
      const found = /^Belong is ready on http:\/\/localhost:(\d+)$/m.exec((said += text))
      if (found) ready(Number(found[1]))
    })
    child.on('exit', (code) => fail(new Error(`bin/start ended with ${code} before it was ready:\n${told}`)))
  })
  const seconds = (performance.now() - began) / 1000
  const stop = async () => {
    child.kill('SIGTERM')
    for (const until = Date.now() + 30_000; Date.now() < until && child.exitCode === null && child.signalCode === null; await sleep(20));
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  }
  return { process: child, port, seconds, stop }
}

/** Signs the demo's analyst in and answers the cookie to send. */
export async function signIn(port: number, person = 'analyst') {
  const answer = await fetch(`http://localhost:${port}/sign-in/demo`, { method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `person=${person}` })
  const cookie = answer.headers.getSetCookie()[0]?.split(';', 1)[0]
  if (answer.status !== 303 || !cookie) throw new Error(`Signing in as ${person} answered ${answer.status}`)
  return cookie
}

/** Memory a process holds now (VmRSS) or has held at most (VmHWM), in MB of 10⁶ bytes; null where the system does not say. */
export function memoryOf(pid: number | 'self', which: 'VmRSS' | 'VmHWM') {
  try {
    const found = new RegExp(`^${which}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return found ? (Number(found[1]) * 1024) / 1e6 : null
  } catch {
    return null
  }
}

/** A command of `bin/belong` in a data folder: how long it took, and the memory it held at most. */
export async function commanded(data: string, words: string[]) {
  const began = performance.now()
  const child = spawn(installed('bin', 'belong'), words, { env: { ...ownEnvironment(), BELONG_DATA: data }, stdio: 'ignore' })
  let peak: number | null = null
  const watch = setInterval(() => { peak = memoryOf(child.pid!, 'VmHWM') ?? peak }, 20)
  const code = await new Promise<number | null>((done) => child.on('exit', done))
  clearInterval(watch)
  if (code !== 0) throw new Error(`bin/belong ${words[0]} ended with ${code}`)
  return { seconds: (performance.now() - began) / 1000, peak }
}

/** The environment without settings of Belong: a bench measures what it says and nothing that happens to be set. */
export function ownEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('BELONG_') && name !== 'DATABASE_URL' && name !== 'PORT'))
}
