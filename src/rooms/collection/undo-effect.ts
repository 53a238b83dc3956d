import { sql } from 'kysely'
import { type Reader, rows } from '#platform'
import type { BatchKey } from './batches.ts'

/** What undoing a return takes back and puts back, or did. */
export interface UndoEffect {
  settings: number
  periods: number
  records: number
  /** Children it speaks of, and those nobody else speaks of, who go with it; null where that was not counted. */
  children: { all: number; fresh: number } | null
  /** The batches whose return stands again afterwards. */
  putBack: { batchId: number; settings: number; records: number }[]
  /** The batch that took the place of some of it and is to be undone first. */
  heldBy: number | null
}

/** What undoing a batch of a return would do, from what it speaks for today. */
export async function undoEffect(db: Reader, { areaId, batchId }: BatchKey, children: UndoEffect['children']): Promise<UndoEffect> {
  const [[own], putBack, [later]] = await Promise.all([
    rows(db, sql<{ settings: number; periods: number; records: number }>`
      select count(distinct place_id)::int as settings, count(distinct period)::int as periods, coalesce(sum(rows), 0)::int as records from platform.extent where area_id = ${areaId} and batch_id = ${batchId}`),
    rows(db, sql<{ batchId: number; settings: number; records: number }>`
      select batch_id as "batchId", count(distinct place_id)::int as settings, sum(rows)::int as records from platform.extent_before
      where area_id = ${areaId} and replaced_by = ${batchId} group by batch_id order by batch_id desc`),
    rows(db, sql<{ by: number }>`select max(replaced_by) as by from platform.extent_before where area_id = ${areaId} and batch_id = ${batchId}`),
  ])
  return { ...own!, children, putBack, heldBy: later?.by ?? null }
}
