import { sql } from 'kysely'
import type { Writer } from '#platform'

/** What a contribution hangs on. It ends with either side; where several are given, only those that hang on all of them end. */
interface Ending {
  areaId: number
  resultId?: string
  indicatorId?: string
  serviceId?: string
  performanceMeasureId?: string
  by: string
  now: Date
}

/** Ends the standing contributions to a result or an indicator, or from a service or one of its measures. */
export async function endContributions(db: Writer, { areaId, resultId, indicatorId, serviceId, performanceMeasureId, by, now }: Ending) {
  const sides = [
    resultId && sql`i.result_id = ${resultId}`, indicatorId && sql`i.indicator_id = ${indicatorId}`,
    serviceId && sql`p.service_id = ${serviceId}`, performanceMeasureId && sql`p.performance_measure_id = ${performanceMeasureId}`,
  ].filter((side) => typeof side === 'object')
  await sql`
    update scorecards.contribution c set ended_at = ${now}, ended_by = ${by}
    from scorecards.indicator i, scorecards.performance_measure p
    where c.area_id = ${areaId} and c.ended_at is null
      and i.area_id = c.area_id and i.indicator_id = c.indicator_id and p.area_id = c.area_id and p.performance_measure_id = c.performance_measure_id
      and ${sql.join(sides, sql` and `)}`.execute(db)
}
