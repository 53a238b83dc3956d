import { sql } from 'kysely'
import { type FileKind, giveWay, reading, type Writer } from '#platform'
import { type BatchKey, batchOf } from './batches.ts'
import { undoEffect } from './undo-effect.ts'

/** Takes back what a batch brought, with all that was derived from it, and keeps with the batch what that was. */
export async function takeBack(tx: Writer, kind: FileKind, { areaId, batchId }: BatchKey) {
  if (kind.series === undefined) return kind.undo(tx, { areaId, batchId })
  const { options } = await batchOf(tx, batchId, [areaId])
  const tookBack = await undoEffect(reading(tx as never), { areaId, batchId }, options.children ?? null)
  await kind.undo(tx, { areaId, batchId, ...(await giveWay(tx, kind, { areaId, batchId })) })
  await sql`update collection.batch set options = options || ${JSON.stringify({ tookBack })}::jsonb where area_id = ${areaId} and batch_id = ${batchId}`.execute(tx)
}
