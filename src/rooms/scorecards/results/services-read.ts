import { plannedRead, type Reader } from '#platform'
import type { BetterOff, Quadrant } from './quadrants.ts'
import type { Contribution, Ended } from './result-read.ts'
import type { Role } from './results-read.ts'

export interface Service {
  id: string
  slug: string
  name: string
  customers: string
  /** The role that answers for it. */
  manager: string
  host: string
  version: number
  changedBy: string
  changedAt: Date
  /** Null while it works. */
  ended: Ended | null
  measures: PerformanceMeasure[]
  /** Earlier versions, newest first. */
  before: { version: number; name: string; customers: string; manager: string; host: string; by: string; at: string }[]
}

export interface PerformanceMeasure {
  id: string
  serviceId: string
  body: string
  /** Null where no figures are held. */
  measureId: string | null
  groupId: string | null
  quadrant: Quadrant
  betterOff: BetterOff | null
  role: Role
  madeBy: string
  madeAt: Date
  ended: Ended | null
  contributions: ContributionTo[]
}

/** To which indicator of which result a measure contributes, or did. */
export interface ContributionTo extends Pick<Contribution, 'indicatorId' | 'kind' | 'strength' | 'rationale' | 'by' | 'at' | 'endedAt' | 'endedBy'> {
  /** Of the service. */
  measureId: string
  result: { id: string; body: string }
  indicatorMeasureId: string | null
  indicatorGroupId: string | null
  wanted: string | null
}

/** The services of an area by name, those that are over last, each with its measures and what they contribute to. */
export async function servicesOf(db: Reader, areaId: number): Promise<Service[]> {
  const [services, measures, contributions] = await Promise.all([serviceRows(db, [areaId]), measureRows(db, [areaId]), contributionRows(db, [areaId])])
  const byMeasure = Map.groupBy(contributions, ({ measureId }) => measureId)
  const byService = Map.groupBy(measures, ({ serviceId }) => serviceId)
  return services.map(({ endedAt, endedBy, endedReason, ...service }) => ({
    ...service, ended: ended(endedAt, endedBy, endedReason),
    measures: (byService.get(service.id) ?? []).map(({ endedAt, endedBy, endedReason, ...measure }) => ({
      ...measure, ended: ended(endedAt, endedBy, endedReason),
      contributions: (byMeasure.get(measure.id) ?? []).map(({ resultId, resultBody, ...one }) => ({ ...one, result: { id: resultId, body: resultBody } })),
    })),
  }))
}

interface EndedColumns {
  endedAt: Date | null
  endedBy: string | null
  endedReason: string | null
}

const ended = (at: Date | null, by: string | null, reason: string | null): Ended | null => (at === null ? null : { at, by: by ?? '', reason })

const serviceRows = plannedRead<Omit<Service, 'ended' | 'measures'> & EndedColumns, [areaId: number]>('scorecards.services', `
  select s.service_id as id, s.slug, s.name, s.customers, s.manager, s.host, s.version, s.changed_by as "changedBy", s.changed_at as "changedAt",
    s.ended_at as "endedAt", s.ended_by as "endedBy", s.ended_reason as "endedReason",
    coalesce((select json_agg(b.stood || jsonb_build_object('version', b.version, 'by', b.changed_by, 'at', b.changed_at) order by b.version desc)
      from scorecards.service_before b where b.area_id = s.area_id and b.service_id = s.service_id), '[]') as before
  from scorecards.service s
  where s.area_id = $1
  order by s.ended_at nulls first, lower(s.name)`)

const measureRows = plannedRead<Omit<PerformanceMeasure, 'ended' | 'contributions'> & EndedColumns, [areaId: number]>('scorecards.performance-measures', `
  select performance_measure_id as id, service_id as "serviceId", body, measure_id as "measureId", group_id as "groupId", quadrant, better_off as "betterOff", role,
    made_by as "madeBy", made_at as "madeAt", ended_at as "endedAt", ended_by as "endedBy", ended_reason as "endedReason"
  from scorecards.performance_measure
  where area_id = $1
  order by service_id, position`)

type ContributionRow = Omit<ContributionTo, 'result'> & { resultId: string; resultBody: string }

const contributionRows = plannedRead<ContributionRow, [areaId: number]>('scorecards.contributions', `
  select c.performance_measure_id as "measureId", c.indicator_id as "indicatorId", c.kind, c.strength, c.rationale, c.made_by as by, c.made_at as at, c.ended_at as "endedAt", c.ended_by as "endedBy",
    i.measure_id as "indicatorMeasureId", i.group_id as "indicatorGroupId", i.wanted, r.result_id as "resultId", r.body as "resultBody"
  from scorecards.contribution c
  join scorecards.indicator i on i.area_id = c.area_id and i.indicator_id = c.indicator_id
  join scorecards.result r on r.area_id = i.area_id and r.result_id = i.result_id
  where c.area_id = $1
  order by c.made_at`)
