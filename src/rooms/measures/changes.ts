import { sql } from 'kysely'
import { type Missing, MISSING_IN_WORDS } from '#kernel'
import { showAmount } from '#design'
import { type Change, type Reader, rows } from '#platform'
import { directory } from '#rooms/places'

/** What a batch replaced, in the order of its file: as it was, and as this batch has it, also where a later one has changed it since. */
export async function changesOf(db: Reader, batchId: number, most: number): Promise<Change[]> {
  const found = await rows(db, sql<Replaced>`
    select s.label, s.unit, s.decimals, r.place_id as place, p.label as "when", r.value as before, r.missing as "beforeMissing", r.status as "beforeStatus",
           coalesce(o.value, l.value) as after, coalesce(o.missing, l.missing) as "afterMissing", coalesce(o.status, l.status) as "afterStatus"
    from measures.replaced r
    join measures.series s using (series_id)
    join measures.period p using (period_id)
    left join measures.observation o on o.series_id = r.series_id and o.period_id = r.period_id and o.place_id = r.place_id and o.batch_id = r.replaced_by
    left join measures.replaced l on l.series_id = r.series_id and l.period_id = r.period_id and l.place_id = r.place_id and l.batch_id = r.replaced_by
    where r.replaced_by = ${batchId}
    order by coalesce(o.row, l.row), s.series_id
    limit ${most}`)
  const places = await directory(db)
  return found.map((one) => {
    const saysStatus = one.beforeStatus !== one.afterStatus
    return {
      what: one.label, where: places.byId(one.place)?.name ?? '', when: one.when,
      before: inWords(one, one.before, one.beforeMissing, saysStatus ? one.beforeStatus : null),
      after: inWords(one, one.after, one.afterMissing, saysStatus ? one.afterStatus : null),
    }
  })
}

interface Replaced {
  label: string
  unit: string
  decimals: number
  place: number
  when: string
  before: number | null
  beforeMissing: Missing | null
  beforeStatus: string | null
  after: number | null
  afterMissing: Missing | null
  afterStatus: string | null
}

function inWords(style: Replaced, value: number | null, missing: Missing | null, status: string | null) {
  const shown = value !== null ? showAmount(value, style) : missing === null ? '–' : MISSING_IN_WORDS[missing]
  return status === null ? shown : `${shown}, ${status}`
}
