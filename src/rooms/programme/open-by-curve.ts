import { plannedRead, type Reader } from '#platform'

/** How many actions of a curve are open, and how many of those are late. */
export interface OpenOfCurve {
  measureId: string
  groupId: string
  open: number
  late: number
}

/** The open actions of a place by the curve they are to turn; those of a plan that is over are nobody's to do any more. */
export function openByCurve(db: Reader, areaId: number, placeId: number, today: string): Promise<OpenOfCurve[]> {
  return counted(db, [areaId, placeId, today])
}

const counted = plannedRead<OpenOfCurve, [areaId: number, placeId: number, today: string]>('programme.open-by-curve', `
  select a.measure_id as "measureId", a.group_id as "groupId", count(*)::int as open, (count(*) filter (where a.due < $3::date))::int as late
  from programme.action a
  left join programme.strategy s on s.area_id = a.area_id and s.strategy_id = a.strategy_id
  left join programme.priority p on p.area_id = a.area_id and p.priority_id = a.priority_id
  where a.area_id = $1 and a.place_id = $2 and a.measure_id is not null and a.state in ('not-started', 'under-way')
    and s.retired_on is null and coalesce(s.ends, $3::date) >= $3::date and p.closed_on is null
  group by a.measure_id, a.group_id`)
