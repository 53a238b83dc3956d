import { sql } from 'kysely'
import { type Reader, rows } from '#platform'
import type { Timed } from './timeliness.ts'

/** What every measure of requests needs of one. */
export type StandingRequest = Timed & { outcome: string | null; decided: string | null; assessmentOutcome: string | null; assessed: string | null }

/** The requests of an area as the SEN2 of a year gives them: that of 2026 speaks of the calendar year 2025. */
export async function standingRequests(db: Reader, areaId: number, period: string): Promise<StandingRequest[]> {
  return rows(db, sql<StandingRequest>`
    select q.received, q.issued, q.exception, q.outcome, q.decided, q.assessment_outcome as "assessmentOutcome", q.assessed
    from people.ehc_request q join people.record_row r on r.area_id = q.area_id and r.batch_id = q.batch_id and r.row = q.row
    where q.area_id = ${areaId} and r.period = ${period} order by q.batch_id, q.row, q.number`)
}
