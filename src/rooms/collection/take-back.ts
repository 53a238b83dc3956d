import { type FileKind, giveWay, type Writer } from '#platform'
import type { BatchKey } from './batches.ts'

/** Takes back what a batch brought, with all that was derived from it. */
export async function takeBack(tx: Writer, kind: FileKind, { areaId, batchId }: BatchKey) {
  if (kind.series === undefined) return kind.undo(tx, { areaId, batchId })
  await kind.undo(tx, { areaId, batchId, ...(await giveWay(tx, kind, { areaId, batchId })) })
}
