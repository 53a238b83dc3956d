import type { Database } from '../database.ts'
import { startChecks } from './check-chains.ts'
import { headKeeper } from './heads.ts'
import { startSealer } from './sealer.ts'

/** What a running server does for the audit: seals new lines, writes heads down outside the database, reads the chains through. */
export function keepAudit(db: Database, dataFolder: string): { stop: () => Promise<void> } {
  const keepHeads = headKeeper(db, dataFolder)
  const sealer = startSealer(db, keepHeads)
  const checks = startChecks(db, dataFolder)
  return {
    async stop() {
      await Promise.all([sealer.stop(), checks.stop()])
      await keepHeads({ isLast: true }).catch(() => {})
    },
  }
}
