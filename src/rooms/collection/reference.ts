import { sql } from 'kysely'
import { type Difference, type Reader, rows, type Writer } from '#platform'
import { enterBatch, INSTALLATION } from './batches.ts'

/** Enters the figures that come with Belong as a batch of their own, so that each of them can say where it is from. */
export async function enterReference(tx: Writer, said: { release: string; publisher: string; cells: { length: number } }, now: Date) {
  const batchId = await enterBatch(tx, {
    areaId: INSTALLATION, kind: 'lait', file: 'bds_long_0.parquet', hash: `reference ${now.toISOString()}`, parts: {}, options: { reference: true }, state: 'committed', givenBy: 'operator', now,
  })
  return {
    areaId: INSTALLATION,
    batchId,
    async tell(difference: Difference) {
      const read = difference.new + difference.changed + difference.same
      await tx
        .updateTable('collection.batch')
        .set({ rows_read: read, rows_new: difference.new, rows_changed: difference.changed, rows_same: difference.same, release: said.release, publisher: said.publisher, committed_at: now })
        .where('area_id', '=', INSTALLATION).where('batch_id', '=', batchId)
        .execute()
    },
  }
}

/** Whether somebody has taken in a LAIT file of their own: from then on it is theirs to bring up to date. */
export async function hasFiguresOfOwn(db: Reader) {
  const found = await rows(db, sql`
    select 1 from collection.batch where area_id = ${INSTALLATION} and kind = 'lait' and state = 'committed' and not options ? 'reference' limit 1`)
  return found.length > 0
}
