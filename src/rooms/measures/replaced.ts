import { sql } from 'kysely'
import { type Reader, rows } from '#platform'

/** What a figure was before newer releases replaced it, newest first. */
export function replacedFigures(db: Reader, seriesId: number, periodId: number, placeId: number) {
  return rows(db, sql<{ value: number | null; missing: string | null; batch: number; row: number; replacedBy: number; status: string | null }>`
    select value, missing, batch_id as batch, row, replaced_by as "replacedBy", status
    from measures.replaced
    where series_id = ${seriesId} and period_id = ${periodId} and place_id = ${placeId}
    order by replaced_by desc`)
}
