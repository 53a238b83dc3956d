import { plannedRead, type Reader } from '#platform'

/** Something of an area's programme that has words to be found by. */
export interface NamedInProgramme {
  kind: 'strategy' | 'priority' | 'promise' | 'action'
  title: string
  /** Of a strategy its life, of a priority its outcome, of a promise and an action the strategy it belongs to; of an action its owner too. */
  about: string
  /** Of the strategy; null for an action that stands by itself. */
  slug: string | null
  number: number | null
  actionId: string | null
}

/** Every strategy, priority, promise and action of an area, for search: those that are over too, but for what was withdrawn. */
export function namedInProgramme(db: Reader, areaId: number): Promise<NamedInProgramme[]> {
  return all(db, [areaId])
}

const all = plannedRead<NamedInProgramme, [areaId: number]>('programme.named', `
  select 'strategy' as kind, s.title, concat_ws(' ', 'Strategy', 'from ' || to_char(s.starts, 'YYYY'), 'to ' || to_char(s.ends, 'YYYY'), case when s.retired_on is not null then ', retired' end) as about, s.slug, null::int as number, null::uuid as "actionId"
  from programme.strategy s where s.area_id = $1
  union all
  select 'priority', p.title, concat_ws('. ', 'Priority ' || p.number || ' of ' || s.title, nullif(p.outcome, '')), s.slug, p.number, null
  from programme.priority p join programme.strategy s on s.area_id = p.area_id and s.strategy_id = p.strategy_id
  where p.area_id = $1
  union all
  select 'promise', p.body, 'Promise ' || p.number || ' of ' || s.title, s.slug, p.number, null
  from programme.promise p join programme.strategy s on s.area_id = p.area_id and s.strategy_id = p.strategy_id
  where p.area_id = $1 and p.withdrawn_at is null
  union all
  select 'action', a.title, concat_ws(', ', a.owner, 'due ' || coalesce(to_char(a.due, 'FMDD FMMonth YYYY'), a.due_words), s.title), s.slug, null, a.action_id
  from programme.action a left join programme.strategy s on s.area_id = a.area_id and s.strategy_id = a.strategy_id
  where a.area_id = $1`)
