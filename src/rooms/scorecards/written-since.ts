import { sql } from 'kysely'
import { type Reader, rows } from '#platform'

/** Something a person wrote about a curve. */
export interface Written {
  kind: 'target' | 'story'
  placeId: number
  measureId: string
  groupId: string
  by: string
  at: Date
  /** For a target: by when, and how much. */
  period: string | null
  value: number | null
}

/** Targets set and stories written in an area since a moment, newest first: for home's "what changed". */
export function writtenSince(db: Reader, areaId: number, since: Date, most: number): Promise<Written[]> {
  return rows(db, sql<Written>`
    select kind, "placeId", "measureId", "groupId", by, at, period, value from (
      (select 'target' as kind, place_id as "placeId", measure_id as "measureId", group_id as "groupId", set_by as by, set_at as at, period_label as period, value
       from scorecards.target where area_id = ${areaId} and set_at > ${since} and withdrawn_at is null order by set_at desc limit ${most})
      union all
      (select 'story', place_id, measure_id, group_id, written_by, written_at, null, null
       from scorecards.story where area_id = ${areaId} and written_at > ${since} order by written_at desc limit ${most})
    ) written order by at desc limit ${most}`)
}
