import { plannedRead, type Reader } from '#platform'

export type Role = 'headline' | 'secondary' | 'data-development'
export type Power = 'high' | 'medium' | 'low'

export interface Framework {
  id: string
  slug: string
  name: string
  /** Where it is from, in words. */
  source: string
  /** ISO dates; null where none was said. */
  starts: string | null
  ends: string | null
  /** Whether today lies within its life. */
  isInForce: boolean
}

export interface Rating {
  communication: Power
  proxy: Power
  data: Power
  reason: string
  by: string
  at: Date
}

export interface HeldIndicator {
  id: string
  position: number
  /** Null where nothing measures it yet: then `wanted` says what is missing and `bringer` who will bring it. */
  measureId: string | null
  groupId: string | null
  wanted: string | null
  bringer: string | null
  role: Role
  rating: Rating | null
}

export interface HeldResult {
  id: string
  position: number
  /** The result itself: a condition of well-being in plain words. */
  body: string
  looksLike: string
  placeId: number
  ages: string
  groupId: string
  agreedBy: string | null
  agreedOn: string | null
  version: number
  indicators: HeldIndicator[]
}

/**
 * The frameworks of an area and, of one, its standing results with their standing indicators. Which one: that of the slug, null where
 * there is none; without a slug the newest in force today, or else the newest there is.
 */
export async function resultsOf(db: Reader, areaId: number, slug?: string): Promise<{ frameworks: Framework[]; framework: Framework | null; results: HeldResult[] }> {
  const frameworks = await frameworksOf(db, [areaId])
  const framework = slug === undefined ? (frameworks.find(({ isInForce }) => isInForce) ?? frameworks[0]) : frameworks.find((one) => one.slug === slug)
  if (!framework) return { frameworks, framework: null, results: [] }
  return { frameworks, framework, results: grouped(await standingResults(db, [areaId, framework.id])) }
}

const frameworksOf = plannedRead<Framework, [areaId: number]>('scorecards.frameworks', `
  select framework_id as id, slug, name, source, starts, ends, (starts is null or starts <= current_date) and (ends is null or ends >= current_date) as "isInForce"
  from scorecards.framework
  where area_id = $1
  order by starts desc nulls last, position desc`)

type Row = Omit<HeldResult, 'indicators'> & {
  indicatorId: string | null
  indicatorPosition: number
  measureId: string | null
  indicatorGroup: string | null
  wanted: string | null
  bringer: string | null
  role: Role | null
  communication: Power | null
  proxy: Power
  data: Power
  reason: string
  ratedBy: string
  ratedAt: Date
}

const standingResults = plannedRead<Row, [areaId: number, frameworkId: string]>('scorecards.standing-results', `
  select r.result_id as id, r.position, r.body, r.looks_like as "looksLike", r.place_id as "placeId", r.ages, r.group_id as "groupId",
    r.agreed_by as "agreedBy", r.agreed_on as "agreedOn", r.version,
    i.indicator_id as "indicatorId", i.position as "indicatorPosition", i.measure_id as "measureId", i.group_id as "indicatorGroup", i.wanted, i.bringer,
    part.role, rated.communication, rated.proxy, rated.data, rated.reason, rated.rated_by as "ratedBy", rated.rated_at as "ratedAt"
  from scorecards.result r
  left join scorecards.indicator i on i.area_id = r.area_id and i.result_id = r.result_id and i.ended_at is null
  left join lateral (
    select role from scorecards.indicator_role where area_id = i.area_id and indicator_id = i.indicator_id order by starts desc limit 1
  ) part on true
  left join lateral (
    select communication, proxy, data, reason, rated_by, rated_at from scorecards.rating
    where area_id = i.area_id and indicator_id = i.indicator_id order by rated_at desc limit 1
  ) rated on true
  where r.area_id = $1 and r.framework_id = $2 and r.ended_at is null
  order by r.position, r.result_id, i.position, i.indicator_id`)

function grouped(rows: Row[]): HeldResult[] {
  return [...Map.groupBy(rows, ({ id }) => id).values()].map((ofOne) => {
    const { id, position, body, looksLike, placeId, ages, groupId, agreedBy, agreedOn, version } = ofOne[0]!
    return { id, position, body, looksLike, placeId, ages, groupId, agreedBy, agreedOn, version, indicators: ofOne.flatMap(asIndicator) }
  })
}

function asIndicator(row: Row): HeldIndicator[] {
  if (row.indicatorId === null) return []
  const { indicatorId: id, indicatorPosition: position, measureId, indicatorGroup: groupId, wanted, bringer, role, communication, proxy, data, reason, ratedBy, ratedAt } = row
  const rating = communication === null ? null : { communication, proxy, data, reason, by: ratedBy, at: ratedAt }
  // One that was never given a part is not shown as if somebody had chosen it.
  return [{ id, position, measureId, groupId, wanted, bringer, role: role ?? 'data-development', rating }]
}
