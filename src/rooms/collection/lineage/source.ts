import { sql } from 'kysely'
import { type Reader, rows } from '#platform'

/** Where a fact is from. */
export interface Source {
  batch: number
  row: number | null
  /** The file's name, for those who may see the batch: it may be a child's name. */
  file: string | null
  kind: string
  series: string | null
  period: string | null
  asAt: string | null
  /** Who took it in, by slug, and when. */
  by: string
  at: Date | null
  /** When and by whom it was taken back; null where it stands. */
  undone: { by: string | null; at: Date } | null
  /** A later batch that took the place of some of it; the latest. */
  replacedBy: number | null
}

interface Asked {
  areaId: number
  batchId: number
  row?: number | null
  /** The setting the fact was reported by: a correction may have replaced another's part alone. */
  placeId?: number
}

/** From a fact to its batch, file, row and the person who committed it; null where there is none, or whoever asks has no part in the area. */
export async function sourceOf(db: Reader, { areaId, batchId, row = null, placeId }: Asked): Promise<Source | null> {
  const ofPlace = placeId === undefined ? sql`` : sql`and b.place_id = ${placeId}`
  const replaced = sql`(select max(b.replaced_by) from platform.extent_before b where b.area_id = ${areaId} and b.batch_id = ${batchId} ${ofPlace})`
  const columns = sql`kind, series, period, to_char(as_at, 'YYYY-MM-DD') as "asAt", given_by, given_at, committed_at, undone_by, undone_at, ${replaced} as "replacedBy"`
  const [own] = await rows(db, sql<Found>`select file, ${columns} from collection.batch where area_id = ${areaId} and batch_id = ${batchId}`)
  const [found] = own ? [own] : await rows(db, sql<Found>`select null as file, ${columns} from collection.batch_source where area_id = ${areaId} and batch_id = ${batchId}`)
  if (!found) return null
  const { file, kind, series, period, asAt, replacedBy } = found
  return {
    batch: batchId, row, file, kind, series, period, asAt, by: found.given_by, at: found.committed_at ?? found.given_at, replacedBy,
    undone: found.undone_at ? { by: found.undone_by, at: found.undone_at } : null,
  }
}

interface Found extends Pick<Source, 'file' | 'kind' | 'series' | 'period' | 'asAt' | 'replacedBy'> {
  given_by: string
  given_at: Date
  committed_at: Date | null
  undone_by: string | null
  undone_at: Date | null
}
