import { plannedRead, type Reader } from '#platform'

/** Something of an area's scorecard that has words to be found by. */
export interface NamedInScorecards {
  kind: 'result' | 'wanted' | 'service'
  title: string
  /** Of a result the set it belongs to, of an indicator wanted its result and who brings it, of a service who answers for it. */
  about: string
  /** Of the result; of the service. */
  id: string
  /** Of a service; null otherwise. */
  slug: string | null
}

/** Every standing result, indicator still wanted, and service of an area, for search. */
export function namedInScorecards(db: Reader, areaId: number): Promise<NamedInScorecards[]> {
  return all(db, [areaId])
}

const all = plannedRead<NamedInScorecards, [areaId: number]>('scorecards.named', `
  select 'result' as kind, r.body as title, f.name as about, r.result_id as id, null::text as slug
  from scorecards.result r join scorecards.framework f on f.area_id = r.area_id and f.framework_id = r.framework_id
  where r.area_id = $1 and r.ended_at is null
  union all
  select 'wanted', i.wanted, concat_ws('. ', 'Not reported yet. For: ' || r.body, 'Brought by: ' || i.bringer), r.result_id, null
  from scorecards.indicator i join scorecards.result r on r.area_id = i.area_id and r.result_id = i.result_id
  where i.area_id = $1 and i.wanted is not null and i.ended_at is null and r.ended_at is null
  union all
  select 'service', name, concat_ws('. ', 'Service', nullif(manager, '')), service_id, slug
  from scorecards.service where area_id = $1 and ended_at is null`)
