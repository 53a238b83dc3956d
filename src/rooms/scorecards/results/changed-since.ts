import { plannedRead, type Reader } from '#platform'

/** Something that was done to the results of an area, their indicators or its services. */
export interface ResultChange {
  kind: 'framework' | 'result' | 'indicator' | 'service'
  /** `role`: an indicator plays another part. `ended`: retired, or taken out of its result. */
  deed: 'added' | 'changed' | 'role' | 'ended'
  at: Date
  by: string
  /** Of the framework, the result the thing belongs to, or the service. */
  id: string
  /** The service's, for its address; null otherwise. */
  slug: string | null
  /** Its words; null for an indicator that has a measure. */
  title: string | null
  measureId: string | null
  groupId: string | null
  role: string | null
  why: string | null
}

/** What was done to the results, indicators and services of an area since a moment, newest first. What came with its set of results is not told apart from it. */
export function resultsSince(db: Reader, areaId: number, since: Date, most: number): Promise<ResultChange[]> {
  return newest(db, [areaId, since, most])
}

const newest = plannedRead<ResultChange, [areaId: number, since: Date, most: number]>('scorecards.results-since', `
  select kind, deed, at, by, id, slug, title, "measureId", "groupId", role, why
  from (
    (select 'framework' as kind, 'added' as deed, made_at as at, made_by as by, framework_id as id, null::text as slug, name as title, null::text as "measureId", null::text as "groupId", null::text as role, null::text as why
     from scorecards.framework where area_id = $1 and made_at > $2 order by made_at desc limit $3)
    union all
    (select 'result', case when last.why is null then 'added' else 'changed' end, r.changed_at, r.changed_by, r.result_id, null, r.body, null, null, null, last.why
     from scorecards.result r
     join scorecards.framework f on f.area_id = r.area_id and f.framework_id = r.framework_id
     left join lateral (select b.why from scorecards.result_before b where b.area_id = r.area_id and b.result_id = r.result_id order by b.version desc limit 1) last on true
     where r.area_id = $1 and r.changed_at > $2 and r.changed_at <> f.made_at
     order by r.changed_at desc limit $3)
    union all
    (select 'result', 'ended', ended_at, ended_by, result_id, null, body, null, null, null, ended_reason
     from scorecards.result where area_id = $1 and ended_at > $2 order by ended_at desc limit $3)
    union all
    (select 'indicator', 'added', i.made_at, i.made_by, i.result_id, null, i.wanted, i.measure_id, i.group_id, null, null
     from scorecards.indicator i
     join scorecards.result r on r.area_id = i.area_id and r.result_id = i.result_id
     join scorecards.framework f on f.area_id = r.area_id and f.framework_id = r.framework_id
     where i.area_id = $1 and i.made_at > $2 and i.made_at <> f.made_at
     order by i.made_at desc limit $3)
    union all
    (select 'indicator', 'role', p.starts, p.set_by, i.result_id, null, i.wanted, i.measure_id, i.group_id, p.role, p.reason
     from scorecards.indicator_role p join scorecards.indicator i on i.area_id = p.area_id and i.indicator_id = p.indicator_id
     where p.area_id = $1 and p.starts > $2 and p.starts <> i.made_at
     order by p.starts desc limit $3)
    union all
    (select 'indicator', 'ended', ended_at, ended_by, result_id, null, wanted, measure_id, group_id, null, ended_reason
     from scorecards.indicator where area_id = $1 and ended_at > $2 order by ended_at desc limit $3)
    union all
    (select 'service', case when version = 1 then 'added' else 'changed' end, changed_at, changed_by, service_id, slug, name, null, null, null, null
     from scorecards.service where area_id = $1 and changed_at > $2 and changed_by <> 'starter' order by changed_at desc limit $3)
    union all
    (select 'service', 'ended', ended_at, ended_by, service_id, slug, name, null, null, null, ended_reason
     from scorecards.service where area_id = $1 and ended_at > $2 order by ended_at desc limit $3)) changed
  order by at desc limit $3`)
