import { Worker } from 'node:worker_threads'
import type { PoolConfig } from 'pg'
import { Refusal } from '#kernel'
import { Cancelled, type Elsewhere, type Settings } from '#platform'

/** What a thread is given to begin with: how to reach the data. The one piece of work it is for is its first message. */
export interface ThreadGiven {
  url: PoolConfig
  settings: Settings
}

/** How a thread says that its work came to an end. */
export type ThreadSaid =
  | { end: 'done'; outcome: unknown }
  | { end: 'cancelled' }
  | { end: 'refused'; kind: Refusal['kind']; message: string; fields: Record<string, string> }
  | { end: 'failed'; message: string; stack: string | undefined; code: string | undefined }

/** A thread that reads a file of any size must not take the memory of those who read pages. */
const MOST_MB = 1400

/** How long a thread that was made ready waits for its work: longer than a city's return takes to arrive. */
const SPARE_MS = 120_000

/**
 * Heavy work is done in a thread with connections of its own, one for each piece: reading a large file keeps a core busy, and pages need theirs.
 * A thread takes most of a second to begin, so one is begun while a file is still arriving.
 */
export function workThreads(url: PoolConfig, settings: Settings): Elsewhere {
  const going = new Set<Worker>()
  let spare: Worker | null = null
  return {
    async run(piece) {
      const thread = spare ?? begin()
      spare = null
      try {
        thread.postMessage(piece, [])
        return outcomeOf(await saidBy(thread))
      } finally {
        void thread.terminate()
      }
    },
    getReady() {
      if (spare) return
      const thread = (spare = begin())
      setTimeout(() => {
        if (spare !== thread) return
        // From here on nobody is given it, though it takes a moment to end.
        spare = null
        void thread.terminate()
      }, SPARE_MS).unref()
    },
    async close() {
      await Promise.all([...going].map((thread) => thread.terminate()))
    },
  }

  function begin() {
    const here = new URL(import.meta.url.endsWith('.ts') ? './work-thread.ts' : './work-thread.js', import.meta.url)
    const thread = new Worker(here, { workerData: { url: { ...url }, settings } satisfies ThreadGiven, resourceLimits: { maxOldGenerationSizeMb: MOST_MB } })
    going.add(thread)
    // Whoever awaits its word hears of a fault too; a spare one that ends is no longer spare.
    thread.on('error', () => {})
    thread.once('exit', () => {
      going.delete(thread)
      if (spare === thread) spare = null
    })
    return thread
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
