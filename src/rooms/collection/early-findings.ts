import type { Issues } from '#kernel'
import { type Database, logFault } from '#platform'
import { type BatchKey, findingsSoFar } from './batches.ts'

const LOOKS_EVERY_MS = 250
const MOST_WRITES = 4

/** Writes the first findings of a check while it goes on, so that somebody who waits sees what is wrong early. `stop` waits for what is being written. */
export function tellEarly(db: Database, key: BatchKey, issues: Issues) {
  let told = 0
  let writes = 0
  let writing: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    if (issues.list.length === told || writes >= MOST_WRITES) return
    told = issues.list.length
    writes += 1
    const some = issues.list.slice(0, MOST_EARLY)
    writing = writing.then(() => db.transaction().execute((tx) => findingsSoFar(tx, key, some))).catch((fault: unknown) => void logFault(fault, 'early findings'))
  }, LOOKS_EVERY_MS)
  return {
    async stop() {
      clearInterval(timer)
      await writing
    },
  }
}

const MOST_EARLY = 100
