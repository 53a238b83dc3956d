import { sql } from 'kysely'
import { type Reader, rows } from '#platform'
import type { Expected } from './standing.ts'

/** What came for an expected return at one place. */
export interface Came {
  id: string
  placeId: number
  batchId: number
  records: number
  firstOn: string
}

/** What came for each expected return: whatever speaks of its period, or of a day in it. */
export function receivedFor(db: Reader, areaId: number, expected: Expected[]): Promise<Came[]> {
  const column = <Value>(of: (one: Expected) => Value) => expected.map(of)
  return rows(db, sql<Came>`
    with asked as (
      select * from unnest(${column(({ id }) => id)}::uuid[], ${column(({ answeredBy }) => answeredBy.join(' '))}::text[], ${column(({ period }) => period)}::text[],
        ${column(({ coversFrom }) => coversFrom)}::date[], ${column(({ coversUntil }) => coversUntil)}::date[]) as one (id, series, period, covers_from, covers_until))
    select a.id, e.place_id as "placeId", max(e.batch_id) as "batchId", sum(e.rows)::int as records,
           to_char(min(least(e.given_at, coalesce(b.given_at, e.given_at))) at time zone 'Europe/London', 'YYYY-MM-DD') as "firstOn"
    from asked a join platform.extent e on e.area_id = ${areaId} and e.series = any (string_to_array(a.series, ' ')) and (e.period = a.period or e.as_at between a.covers_from and a.covers_until)
    left join lateral (
      select min(f.given_at) as given_at from platform.extent_before f where f.area_id = ${areaId} and f.series = e.series and f.period = e.period and f.place_id = e.place_id) b on true
    group by a.id, e.place_id`)
}

/** A word that stands: nobody took it back, and no answer settled it. */
export interface Said {
  series: string
  period: string
  placeId: number
  kind: 'nil' | 'sign-off' | 'contest'
  batchId: number | null
}

export function wordsFor(db: Reader, areaId: number, expected: Expected[]): Promise<Said[]> {
  return rows(db, sql<Said>`
    select series, period, place_id as "placeId", kind, batch_id as "batchId" from collection.return_word
    where area_id = ${areaId} and withdrawn_at is null and answered_at is null and kind <> 'note' and period = any (${[...new Set(expected.map(({ period }) => period))]}::text[])`)
}
