import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '#kernel'
import { isAlive, startOf } from './process.ts'

export type Purpose = 'server' | 'command'

/** Who works on the data folder. */
export interface Holder {
  pid: number
  /** When the process started as the system counts it, so that another process with the same number is not taken for it; null where the system does not say. */
  startedAt: string | null
  port: number | null
  purpose: Purpose
}

export interface Lock {
  /** Gives the data folder free; doing it twice does nothing. */
  release(): void
}

/** A live server has the folder; a command works through its database instead. */
export interface HeldByServer {
  heldBy: Holder
}

/**
 * Takes the data folder for this process. A second server is refused at once, naming the first; what a killed process left is taken
 * over. A command is told of a live server, and waits for another command.
 */
export async function takeLock(dataFolder: string, purpose: Purpose, port: number | null, patienceSeconds = 60): Promise<Lock | HeldByServer> {
  const path = join(dataFolder, 'belong.lock')
  const me: Holder = { pid: process.pid, startedAt: startOf(process.pid), port, purpose }
  const until = Date.now() + patienceSeconds * 1000
  for (;;) {
    if (tryToTake(path, me)) return { release: () => release(path, me) }
    const holder = readHolder(path)
    if (holder === null) continue
    if (!isStillThere(holder)) clearAway(path, holder)
    else if (purpose === 'server') throw refusal(dataFolder, holder)
    else if (holder.purpose === 'server') return { heldBy: holder }
    else if (Date.now() > until) throw refusal(dataFolder, holder)
    else await sleep(100)
  }
}

/** Who holds the folder now; null where nobody alive does. */
export function holderOf(dataFolder: string): Holder | null {
  const holder = readHolder(join(dataFolder, 'belong.lock'))
  return holder !== null && isStillThere(holder) ? holder : null
}

/** The lock appears whole or not at all: it is written beside and linked into place, which fails where one is already there. */
function tryToTake(path: string, me: Holder): boolean {
  const beside = `${path}.${process.pid}`
  writeFileSync(beside, JSON.stringify(me), { mode: 0o644 })
  try {
    linkSync(beside, path)
    return true
  } catch (fault) {
    if (codeOf(fault) === 'EEXIST') return false
    if (codeOf(fault) === 'EPERM' || codeOf(fault) === 'ENOTSUP' || codeOf(fault) === 'ENOSYS') return takeWithoutLinks(path, me)
    throw fault
  } finally {
    rmSync(beside, { force: true })
  }
}

/** For file systems without hard links: made exclusively, then filled. */
function takeWithoutLinks(path: string, me: Holder): boolean {
  try {
    writeFileSync(path, JSON.stringify(me), { flag: 'wx' })
    return true
  } catch (fault) {
    if (codeOf(fault) === 'EEXIST') return false
    throw fault
  }
}

/** null where there is no lock any more. One that cannot be read is as good as left by a process that was killed. */
function readHolder(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder
  } catch (fault) {
    if (codeOf(fault) === 'ENOENT') return null
    return { pid: 0, startedAt: null, port: null, purpose: 'command' }
  }
}

/**
 * Takes a dead holder's lock away. Two may try at once, and by then the lock may already be the other's: so one at a time does it,
 * and only where the lock still says what was read.
 */
function clearAway(path: string, holder: Holder) {
  const turn = `${path}.clearing`
  try {
    mkdirSync(turn)
  } catch (fault) {
    if (codeOf(fault) !== 'EEXIST') throw fault
    return clearTurnOfTheDead(turn)
  }
  try {
    if (JSON.stringify(readHolder(path)) === JSON.stringify(holder)) unlinkSync(path)
  } finally {
    rmSync(turn, { recursive: true, force: true })
  }
}

/** Clearing takes less than a millisecond; a turn that has stood for seconds belongs to a process killed in it. */
function clearTurnOfTheDead(turn: string) {
  waitBriefly()
  turnsSeen.set(turn, turnsSeen.get(turn) ?? Date.now())
  if (Date.now() - turnsSeen.get(turn)! < 3000) return
  turnsSeen.delete(turn)
  const aside = `${turn}.${process.pid}`
  try {
    renameSync(turn, aside)
    rmSync(aside, { recursive: true, force: true })
  } catch (fault) {
    if (codeOf(fault) !== 'ENOENT') throw fault
  }
}

const turnsSeen = new Map<string, number>()

function waitBriefly() {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
}

function release(path: string, me: Holder) {
  const holder = readHolder(path)
  if (holder?.pid === me.pid && holder.startedAt === me.startedAt) rmSync(path, { force: true })
}

function isStillThere(holder: Holder) {
  if (!(holder.pid > 0) || !isAlive(holder.pid)) return false
  const start = startOf(holder.pid)
  return start === null || holder.startedAt === null || start === holder.startedAt
}

function refusal(dataFolder: string, holder: Holder) {
  return new Refusal('conflict', holder.purpose === 'server'
    ? `Belong already runs on ${dataFolder}: process ${holder.pid} on port ${holder.port}. Stop it first, or give this one another BELONG_DATA and PORT.`
    : `A belong command, process ${holder.pid}, is at work on ${dataFolder}. Try again when it has ended.`)
}

function codeOf(fault: unknown) {
  return (fault as NodeJS.ErrnoException).code
}
