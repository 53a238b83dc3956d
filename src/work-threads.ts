import { Worker } from 'node:worker_threads'
import type { PoolConfig } from 'pg'
import { Refusal } from '#kernel'
import { Cancelled, type Elsewhere, type Settings, type WorkPiece } from '#platform'

/** What a thread is given to begin with: how to reach the data, and the one piece of work it is for. */
export interface ThreadGiven {
  url: PoolConfig
  settings: Settings
  piece: WorkPiece
}

/** How a thread says that its work came to an end. */
export type ThreadSaid =
  | { end: 'done'; outcome: unknown }
  | { end: 'cancelled' }
  | { end: 'refused'; kind: Refusal['kind']; message: string; fields: Record<string, string> }
  | { end: 'failed'; message: string; stack: string | undefined; code: string | undefined }

/** A thread that reads a file of any size must not take the memory of those who read pages. */
const MOST_MB = 1400

/** Heavy work is done in a thread with connections of its own, one for each piece: reading a large file keeps a core busy, and pages need theirs. */
export function workThreads(url: PoolConfig, settings: Settings): Elsewhere {
  const going = new Set<Worker>()
  return {
    async run(piece) {
      const here = new URL(import.meta.url.endsWith('.ts') ? './work-thread.ts' : './work-thread.js', import.meta.url)
      const thread = new Worker(here, { workerData: { url: { ...url }, settings, piece } satisfies ThreadGiven, resourceLimits: { maxOldGenerationSizeMb: MOST_MB } })
      going.add(thread)
      try {
        return outcomeOf(await saidBy(thread))
      } finally {
        going.delete(thread)
        void thread.terminate()
      }
    },
    async close() {
      await Promise.all([...going].map((thread) => thread.terminate()))
    },
  }
}

function saidBy(thread: Worker) {
  return new Promise<ThreadSaid>((resolve, reject) => {
    thread.once('message', resolve)
    thread.once('error', (fault) => reject((fault as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge() : fault))
    thread.once('exit', () => reject(Object.assign(new Error('The thread ended before its work did'), { code: '57P01' })))
  })
}

function outcomeOf(said: ThreadSaid) {
  if (said.end === 'done') return said.outcome
  if (said.end === 'cancelled') throw new Cancelled()
  if (said.end === 'refused') throw new Refusal(said.kind, said.message, said.fields)
  throw Object.assign(new Error(said.message), { stack: said.stack, code: said.code })
}

const tooLarge = () => new Refusal('invalid', 'This file holds more than Belong can keep in memory at once. Give it in parts, a term or a group of schools in each')
