import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { OperatorFault } from '../operator-fault.ts'
import { isAlive } from '../process.ts'

/** What a running server says of itself in the `postmaster.pid` of its folder. */
export interface Postmaster {
  pid: number
  port: number
  socketFolder: string
  isReady: boolean
  /** The command line it was started with. */
  startedWith: string
}

/** The server that runs on this folder, started by us or left behind by a Belong that was killed; null where none does. */
export function runningOn(cluster: string): Postmaster | null {
  const file = join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return null
  const lines = readText(file).split('\n')
  const pid = Number(lines[0])
  if (!(pid > 0) || !isAlive(pid) || !isPostgresOn(pid, cluster)) return null
  return {
    pid, port: Number(lines[3]), socketFolder: lines[4] ?? '', isReady: lines[7]?.trim() === 'ready',
    startedWith: readText(join(cluster, 'postmaster.opts')).trim(),
  }
}

/** A pid file whose process is dead, or is by now another program altogether (numbers start again in a new container), would stop PostgreSQL. */
export function clearStalePidFile(cluster: string) {
  const file = join(cluster, 'postmaster.pid')
  if (existsSync(file) && runningOn(cluster) === null) rmSync(file, { force: true })
}

/** Fast shutdown: sessions are ended, everything is written. Where that takes too long, an immediate one, which loses nothing either. */
export async function stopPostmaster(pid: number, patienceSeconds = 15) {
  signal(pid, 'SIGINT')
  if (await hasEnded(pid, patienceSeconds)) return
  signal(pid, 'SIGQUIT')
  if (!(await hasEnded(pid, patienceSeconds))) throw new OperatorFault(`The database server, process ${pid}, does not stop.`)
}

async function hasEnded(pid: number, patienceSeconds: number) {
  for (const until = Date.now() + patienceSeconds * 1000; Date.now() < until; await sleep(10)) if (!isAlive(pid)) return true
  return false
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT') {
  try {
    process.kill(pid, name)
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'ESRCH') throw fault
  }
}

/** Where the system tells (Linux): a live process of that number that is not PostgreSQL on this folder is somebody else. A zombie has an empty command line. */
function isPostgresOn(pid: number, cluster: string) {
  if (!existsSync('/proc/self/cmdline')) return true
  const words = readText(`/proc/${pid}/cmdline`).split('\0')
  return words.includes(cluster)
}

function readText(file: string) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
