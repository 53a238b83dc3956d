import { plannedRead, type Reader } from '#platform'

/** Something that was done to the programme of an area. */
export interface ProgrammeChange {
  kind: 'action' | 'strategy' | 'promise'
  /** `state`: somebody said how far an action is. `ended`: a strategy was retired, a promise withdrawn. */
  deed: 'added' | 'changed' | 'state' | 'ended'
  at: Date
  by: string
  /** Of an action; null otherwise. */
  actionId: string | null
  /** Of a promise; null otherwise. */
  number: number | null
  /** What the action, strategy or promise says. */
  title: string
  strategySlug: string | null
  /** Why it was changed, in the words of who did; null where nobody was asked. */
  why: string | null
  /** Of an action, after the change. */
  state: string | null
}

/** What was done to the strategies, promises and actions of an area since a moment, newest first. What came with its strategy is not told apart from it. */
export function programmeSince(db: Reader, areaId: number, since: Date, most: number): Promise<ProgrammeChange[]> {
  return newest(db, [areaId, since, most])
}

const newest = plannedRead<ProgrammeChange, [areaId: number, since: Date, most: number]>('programme.changed-since', `
  select kind, deed, at, by, "actionId", number, title, "strategySlug", why, state
  from (
    (select 'action' as kind, 'added' as deed, a.made_at as at, a.made_by as by, a.action_id as "actionId", null::int as number, a.title, s.slug as "strategySlug", null::text as why, null::text as state
     from programme.action a left join programme.strategy s on s.area_id = a.area_id and s.strategy_id = a.strategy_id
     where a.area_id = $1 and a.made_at > $2 and a.made_at is distinct from s.made_at
     order by a.made_at desc limit $3)
    union all
    (select 'action', case when b.stood ->> 'state' = after.state then 'changed' else 'state' end, b.changed_at, b.changed_by, a.action_id, null, a.title, s.slug, b.stood ->> 'why', after.state
     from programme.action_before b
     join programme.action a on a.area_id = b.area_id and a.action_id = b.action_id
     left join programme.strategy s on s.area_id = a.area_id and s.strategy_id = a.strategy_id
     cross join lateral (
       select coalesce((select n.stood ->> 'state' from programme.action_before n where n.area_id = b.area_id and n.action_id = b.action_id and n.version = b.version + 1), a.state) as state) after
     where b.area_id = $1 and b.changed_at > $2
     order by b.changed_at desc limit $3)
    union all
    (select 'strategy', 'added', s.made_at, s.made_by, null, null, s.title, s.slug, null, null
     from programme.strategy s where s.area_id = $1 and s.made_at > $2 order by s.made_at desc limit $3)
    union all
    (select 'strategy', case when b.why like 'Retired: %' then 'ended' else 'changed' end, b.changed_at, b.changed_by, null, null, s.title, s.slug, b.why, null
     from programme.strategy_before b join programme.strategy s on s.area_id = b.area_id and s.strategy_id = b.strategy_id
     where b.area_id = $1 and b.changed_at > $2
     order by b.changed_at desc limit $3)
    union all
    (select 'promise', 'added', p.changed_at, p.changed_by, null, p.number, p.body, s.slug, null, null
     from programme.promise p join programme.strategy s on s.area_id = p.area_id and s.strategy_id = p.strategy_id
     where p.area_id = $1 and p.version = 1 and p.changed_at > $2 and p.changed_at <> s.made_at
     order by p.changed_at desc limit $3)
    union all
    (select 'promise', case when p.withdrawn_at = b.changed_at then 'ended' else 'changed' end, b.changed_at, b.changed_by, null, p.number, p.body, s.slug, case when p.withdrawn_at = b.changed_at then p.withdrawn_reason end, null
     from programme.promise_before b
     join programme.promise p on p.area_id = b.area_id and p.promise_id = b.promise_id
     join programme.strategy s on s.area_id = p.area_id and s.strategy_id = p.strategy_id
     where b.area_id = $1 and b.changed_at > $2
     order by b.changed_at desc limit $3)) changed
  order by at desc limit $3`)
