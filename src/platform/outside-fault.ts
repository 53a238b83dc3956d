import { existsSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { Refusal } from '#kernel'
import { MailFault } from './mail.ts'

/** What goes wrong outside Belong and passes: the disk is full, or the database has gone away and comes back. */
export type OutsideFault = 'no room' | 'database away'

/** Which of them a fault is, by what the system or PostgreSQL says; null where it is neither. */
export function outsideFault(fault: unknown): OutsideFault | null {
  // Work that mails would otherwise be begun again every few seconds, and write to the first of its people each time.
  if (fault instanceof MailFault) return null
  const { code = '', message = '', syscall } = (fault ?? {}) as { code?: string; message?: string; syscall?: string }
  if (/^(ENOSPC|EDQUOT|53100)$/.test(code)) return 'no room'
  if (/^(57P0[123]|08\w{3}|ECONN\w+|EPIPE)$/.test(code) || (code === 'ENOENT' && syscall === 'connect')) return 'database away'
  return /Connection terminated|connection .*closed|not queryable|timeout exceeded when trying to connect/i.test(message) ? 'database away' : null
}

export const NO_ROOM = 'The disk Belong keeps its data on is full, so nothing of this was kept. Make room on it, or tell whoever looks after Belong; then do it again'
export const DATABASE_AWAY = 'The database went away while this was going on, so nothing of it was kept. It comes back by itself: do it again in a minute. If that does not help, tell whoever looks after Belong'

/** The sentence for somebody at a terminal; null where the fault is ours. PostgreSQL goes away when it has no room for its journal, and does not say so to whom it leaves. */
export function outsideWords(fault: unknown, dataFolder: string): string | null {
  const outside = outsideFault(fault)
  if (outside === null) return null
  return outside === 'no room' || freeBytes(dataFolder) < JOURNAL_BYTES ? NO_ROOM : DATABASE_AWAY
}

/** A few pieces of PostgreSQL's journal. */
const JOURNAL_BYTES = 64 << 20

/**
 * Refuses files for which there would be no room: PostgreSQL stops when its journal finds none, and then nothing works for anybody. What is
 * taken in is there as it came, as facts with their keys, and for a while in the journal.
 */
export function refuseWithoutRoom(folder: string, bytes: number, what = 'this') {
  const free = freeBytes(folder)
  const wanted = LEAST_FREE + TIMES * bytes
  if (free >= wanted) return
  throw new Refusal('conflict', `There is too little room for ${what}: the disk Belong keeps its data on has ${inMb(free)} MB left, and it may take ${inMb(wanted)} MB. Make room on it, or tell whoever looks after Belong; then give it again`)
}

const LEAST_FREE = 200_000_000
const TIMES = 6
const inMb = (bytes: number) => Math.round(bytes / 1e6).toLocaleString('en-GB')

/** Bytes free for whoever asks, where a folder is or will be. */
export function freeBytes(folder: string): number {
  if (!existsSync(folder) && dirname(folder) !== folder) return freeBytes(dirname(folder))
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}
