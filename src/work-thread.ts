import { readlinkSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { basename } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '#kernel'
import { Cancelled, kyselyOf, makePool, tellerOf, type WorkPiece } from '#platform'
import { heavyWork } from './app.ts'
import type { ThreadGiven, ThreadSaid } from './work-threads.ts'

/** The one piece of work a thread is for. */
async function work({ url, settings }: ThreadGiven, piece: WorkPiece): Promise<ThreadSaid> {
  const pool = makePool({ ...url, max: 4, application_name: 'belong work' })
  if (settings.databaseUrl === null) pool.on('connect', (client) => void client.query('select pg_backend_pid() as pid').then(({ rows: [{ pid }] }) => stepBack(() => pid), () => {}))
  const db = kyselyOf(pool)
  try {
    const kind = heavyWork(settings).find(({ name }) => name === piece.kind)
    if (!kind) throw new Error(`No thread does work of the kind ${piece.kind}`)
    return { end: 'done', outcome: await kind.run({ db, ...piece, progress: tellerOf(db, piece.areaId, piece.workId) }) }
  } catch (fault) {
    return endedBy(fault)
  } finally {
    await db.destroy()
  }
}

function endedBy(fault: unknown): ThreadSaid {
  if (fault instanceof Cancelled) return { end: 'cancelled' }
  if (fault instanceof Refusal) return { end: 'refused', kind: fault.kind, message: fault.message, fields: fault.fields }
  const { message, stack, code } = fault as NodeJS.ErrnoException
  return { end: 'failed', message, stack, code }
}

/**
 * Those who read pages come first: where the system gives a thread a priority of its own, this one's is lower, and so is that of the processes
 * the embedded database works for it with.
 */
function stepBack(task: () => number) {
  try {
    setPriority(task(), constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // Not Linux, or not allowed: it works as before.
  }
}

stepBack(() => Number(basename(readlinkSync('/proc/thread-self'))))
parentPort!.once('message', async (piece: WorkPiece) => parentPort!.postMessage(await work(workerData as ThreadGiven, piece), []))
