import { plannedRead, type Reader } from '#platform'
import type { Power, Rating, Role } from './results-read.ts'

/** One result with all that was ever said of it. */
export interface WholeResult {
  id: string
  areaId: number
  framework: { id: string; slug: string; name: string }
  body: string
  looksLike: string
  placeId: number
  ages: string
  groupId: string
  agreedBy: string | null
  agreedOn: string | null
  version: number
  changedBy: string
  changedAt: Date
  /** Null while it is worked to. */
  ended: Ended | null
  indicators: WholeIndicator[]
  contributions: Contribution[]
  /** Earlier versions, newest first. */
  before: { version: number; stood: StoodResult; why: string; by: string; at: Date }[]
}

export interface Ended {
  by: string
  at: Date
  reason: string | null
}

export interface WholeIndicator {
  id: string
  measureId: string | null
  groupId: string | null
  wanted: string | null
  bringer: string | null
  madeBy: string
  madeAt: Date
  ended: Ended | null
  /** Newest first; the first counts. */
  roles: { role: Role; reason: string; by: string; at: Date }[]
  ratings: Rating[]
}

export interface StoodResult {
  body: string
  looksLike: string
  ages: string
  agreedBy: string | null
  agreedOn: string | null
}

/** What a service's measure contributes to an indicator. */
export interface Contribution {
  measureId: string
  measure: string
  service: { slug: string; name: string }
  indicatorId: string
  kind: 'contributes' | 'enables' | 'prevents'
  strength: Power
  rationale: string
  by: string
  at: Date
  endedAt: Date | null
  endedBy: string | null
}

/** Reads one result of an area, retired or not; undefined where the area has none of this id. */
export async function readResult(db: Reader, areaId: number, id: string): Promise<WholeResult | undefined> {
  const [[row], indicators, contributions, before] = await Promise.all([resultRow(db, [areaId, id]), indicatorRows(db, [areaId, id]), contributionRows(db, [areaId, id]), earlier(db, [areaId, id])])
  if (!row) return undefined
  const { frameworkId, frameworkSlug, frameworkName, endedAt, endedBy, endedReason, ...result } = row
  return {
    ...result, areaId, framework: { id: frameworkId, slug: frameworkSlug, name: frameworkName }, ended: ended(endedAt, endedBy, endedReason),
    indicators: indicators.map(({ endedAt, endedBy, endedReason, roles, ratings, ...indicator }) => ({ ...indicator, ended: ended(endedAt, endedBy, endedReason), roles: roles.map(dated), ratings: ratings.map(dated) })),
    contributions: contributions.map(({ serviceSlug, serviceName, ...one }) => ({ ...one, service: { slug: serviceSlug, name: serviceName } })),
    before,
  }
}

/** The retired results of a framework, the latest first. */
export const retiredResults = plannedRead<{ id: string; body: string; by: string; at: Date; reason: string }, [areaId: number, frameworkId: string]>('scorecards.retired-results', `
  select result_id as id, body, ended_by as by, ended_at as at, ended_reason as reason
  from scorecards.result
  where area_id = $1 and framework_id = $2 and ended_at is not null
  order by ended_at desc`)

/** Times in JSON come as text. */
const dated = <Row extends { at: Date }>(row: Row): Row => ({ ...row, at: new Date(row.at) })

const ended = (at: Date | null, by: string | null, reason: string | null): Ended | null => (at === null ? null : { at, by: by ?? '', reason })

interface EndedColumns {
  endedAt: Date | null
  endedBy: string | null
  endedReason: string | null
}

type ResultRow = Omit<WholeResult, 'areaId' | 'framework' | 'ended' | 'indicators' | 'contributions' | 'before'> & EndedColumns & { frameworkId: string; frameworkSlug: string; frameworkName: string }

const resultRow = plannedRead<ResultRow, [areaId: number, id: string]>('scorecards.result', `
  select r.result_id as id, r.body, r.looks_like as "looksLike", r.place_id as "placeId", r.ages, r.group_id as "groupId", r.agreed_by as "agreedBy", r.agreed_on as "agreedOn", r.version,
    r.changed_by as "changedBy", r.changed_at as "changedAt", r.ended_at as "endedAt", r.ended_by as "endedBy", r.ended_reason as "endedReason",
    f.framework_id as "frameworkId", f.slug as "frameworkSlug", f.name as "frameworkName"
  from scorecards.result r join scorecards.framework f on f.area_id = r.area_id and f.framework_id = r.framework_id
  where r.area_id = $1 and r.result_id = $2`)

const indicatorRows = plannedRead<Omit<WholeIndicator, 'ended'> & EndedColumns, [areaId: number, id: string]>('scorecards.indicators-of-result', `
  select i.indicator_id as id, i.measure_id as "measureId", i.group_id as "groupId", i.wanted, i.bringer, i.made_by as "madeBy", i.made_at as "madeAt",
    i.ended_at as "endedAt", i.ended_by as "endedBy", i.ended_reason as "endedReason",
    coalesce((select json_agg(json_build_object('role', role, 'reason', reason, 'by', set_by, 'at', starts) order by starts desc)
      from scorecards.indicator_role where area_id = i.area_id and indicator_id = i.indicator_id), '[]') as roles,
    coalesce((select json_agg(json_build_object('communication', communication, 'proxy', proxy, 'data', data, 'reason', reason, 'by', rated_by, 'at', rated_at) order by rated_at desc)
      from scorecards.rating where area_id = i.area_id and indicator_id = i.indicator_id), '[]') as ratings
  from scorecards.indicator i
  where i.area_id = $1 and i.result_id = $2
  order by i.position, i.indicator_id`)

const contributionRows = plannedRead<Omit<Contribution, 'service'> & { serviceSlug: string; serviceName: string }, [areaId: number, id: string]>('scorecards.contributions-to-result', `
  select c.performance_measure_id as "measureId", p.body as measure, s.slug as "serviceSlug", s.name as "serviceName", c.indicator_id as "indicatorId", c.kind, c.strength, c.rationale,
    c.made_by as by, c.made_at as at, c.ended_at as "endedAt", c.ended_by as "endedBy"
  from scorecards.indicator i
  join scorecards.contribution c on c.area_id = i.area_id and c.indicator_id = i.indicator_id
  join scorecards.performance_measure p on p.area_id = c.area_id and p.performance_measure_id = c.performance_measure_id
  join scorecards.service s on s.area_id = p.area_id and s.service_id = p.service_id
  where i.area_id = $1 and i.result_id = $2
  order by s.name, p.position, c.made_at`)

const earlier = plannedRead<WholeResult['before'][number], [areaId: number, id: string]>('scorecards.result-before', `
  select version, stood, why, changed_by as by, changed_at as at
  from scorecards.result_before
  where area_id = $1 and result_id = $2
  order by version desc`)
