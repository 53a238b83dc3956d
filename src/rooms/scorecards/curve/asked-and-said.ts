import { plannedRead, type Reader } from '#platform'

/** Which curve something was written about. */
interface OfCurve {
  placeId: number
  measureId: string
  groupId: string
}

/** A question of a research agenda that nobody has answered yet. */
export interface OpenQuestion extends OfCurve {
  body: string
  finder: string
  /** ISO date; null where none was set. */
  due: string | null
}

/** What an area still has to find out about its curves, soonest due first and those without a day last. */
export function openQuestions(db: Reader, areaId: number, most: number): Promise<OpenQuestion[]> {
  return open(db, [areaId, most])
}

const open = plannedRead<OpenQuestion, [areaId: number, most: number]>('scorecards.open-questions', `
  select place_id as "placeId", measure_id as "measureId", group_id as "groupId", body, finder, due::text as due
  from scorecards.question
  where area_id = $1 and answer is null and ended_at is null
  order by due nulls last, made_at limit $2`)

/** A remark on a point of a curve, with what it says. */
export interface LatestRemark extends OfCurve {
  period: string
  body: string
  by: string
  at: Date
}

/** The newest remarks of an area that stand. */
export function latestRemarks(db: Reader, areaId: number, most: number): Promise<LatestRemark[]> {
  return latest(db, [areaId, most])
}

const latest = plannedRead<LatestRemark, [areaId: number, most: number]>('scorecards.latest-remarks', `
  select place_id as "placeId", measure_id as "measureId", group_id as "groupId", period_label as period, body, made_by as by, made_at as at
  from scorecards.remark
  where area_id = $1 and taken_back_at is null
  order by made_at desc limit $2`)
