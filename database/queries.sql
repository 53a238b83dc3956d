-- The reads of every query, made by asking each once (scripts/write-reads.ts). Generated: do not edit.

-- access.deeds: Who did what, and when: the audit of the area, newest first, 100 a page
select area_id
  from places.area_home;
select area_id as "areaId", at, action, person, door, subject, input ->> 'batch' as batch, input ->> 'measure' as measure, input ->> 'place' as place, input ->> 'group' as "group"
  from platform.deed
  where area_id = any ($1)
  order by at desc, deed_id desc
  limit $2 offset $3;

-- collection.batch: A file that was given to Belong, with what its check found
select *
  from "collection"."batch"
  where "area_id" = $1 and "batch_id" = $2;
select *
  from "collection"."finding"
  where "area_id" = $1 and "batch_id" = $2
  order by "number"
  limit $3;

-- collection.batches: The files that were given to Belong, newest first
select *
  from "collection"."batch"
  where "area_id" = $1 and "state" in ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  order by "batch_id" desc
  limit $12;

-- desk.papers: The papers you asked for, newest first
select area_id
  from places.area_home;
select p.area_id as "areaId", p.paper_id as "paperId", p.kind, p.subject, p.title, p.format, p.file, p.bytes::float8 as bytes, p.pages, p.asked_by as "askedBy", p.asked_at as "askedAt", p.made_at as "madeAt", p.gone_at as "goneAt", w.state, w.stage, coalesce(w.share, 0)::float8 as share, w.outcome, w.fault_reference as reference
  from platform.paper p
  left join platform.work w on w.area_id = p.area_id and w.work_id = p.work_id
  where p.area_id = any ($1) and p.asked_by = $2 and true
  order by p.asked_at desc
  limit $3;

-- desk.views: The pages you keep under a name, and those others share with everyone of the area
select view_id as id, name, address, person, is_shared as "isShared", person = $2 as "isOwn", changed_at as "changedAt"
  from desk.view
  where area_id = $1 and (person = $2 or is_shared)
  order by person = $2 desc, lower(name), view_id;

-- measures.list: The measure book: every measure with its unit, direction, groups and source
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;

-- measures.read: A measure for a place: the whole series, and how it stands beside neighbours, region and England
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;
select series_id, period_id, place_id, value, missing, numerator, denominator, status, batch_id as batch, row, found
  from measures.observation
  where series_id = any($1) and place_id = any($2);
select string_agg(value::text, ' ') as all
  from measures.observation
  where series_id = $1 and period_id = $2 and value is not null and place_id = any($3);

-- places.comparators: The area’s own sets of places to compare with
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;
select s.set_id as id, s.name, s.version, s.made_by as "madeBy", coalesce((select array_agg(c.place_id
  order by c.place_id)
  from places.comparator c
  where c.area_id = s.area_id and c.set_id = s.set_id), '{}') as "placeIds"
  from places.comparator_set s
  where s.area_id = $1
  order by s.name, s.set_id;

-- places.list: The places we hold, with their parents in one hierarchy, as they stood on a day
select "hierarchy", "label"
  from "places"."hierarchy"
  order by "hierarchy";
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;

-- programme.actions: The actions meant to turn a curve, soonest due first
select a.action_id as id, a.title, a.owner, a.due::text as due, a.due_words as "dueWords", a.expected_effect as effect, a.state, a.state_reason as reason, a.version, a.made_by as "madeBy", a.changed_at as "changedAt", case when s.slug is not null then jsonb_build_object('slug', s.slug, 'title', s.title) end as strategy, s.ends::text as ends, s.retired_on::text as "retiredOn", p.closed_on::text as "closedOn"
  from programme.action a
  left join programme.strategy s on s.area_id = a.area_id and s.strategy_id = a.strategy_id
  left join programme.priority p on p.area_id = a.area_id and p.priority_id = a.priority_id
  where a.area_id = $1 and a.place_id = $2 and a.measure_id = $3 and a.group_id = $4
  order by a.due nulls last, a.action_id;
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;

-- programme.promises: Was it kept? The promises of a strategy with their verdicts, their tests, and the file and row of every figure used
select area_id
  from places.area_home;
select area_id as "areaId", strategy_id as "strategyId"
  from programme.strategy
  where area_id = any ($1::int[]) and slug = $2;
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;
select jsonb_build_object( 'id', p.promise_id, 'number', p.number, 'body', p.body, 'whyNotKnown', p.why_not_known, 'toKnow', p.to_know, 'nearest', p.nearest, 'note', p.note, 'version', p.version, 'changedBy', p.changed_by, 'changedAt', p.changed_at, 'withdrawn', case when p.withdrawn_at is null then null else jsonb_build_object('at', p.withdrawn_at, 'by', p.withdrawn_by, 'reason', p.withdrawn_reason) end, 'tests', coalesce(( select jsonb_agg(jsonb_build_object('position', t.position, 'measureId', t.measure_id, 'groupId', t.group_id, 'placeId', t.place_id, 'rule', t.rule, 'value', t.value, 'from', t.from_period, 'to', t.to_period)
  order by t.position)
  from programme.promise_test t
  where t.area_id = p.area_id and t.promise_id = p.promise_id), '[]')) as held
  from programme.promise p
  where p.area_id = $1 and p.strategy_id = $2
  order by p.number, p.promise_id;
select series_id, period_id, place_id, value, missing, numerator, denominator, status, batch_id as batch, row, found
  from measures.observation
  where series_id = any($1) and place_id = any($2);
select series_id, period_id, place_id, value, missing, numerator, denominator, status, batch_id as batch, row, found
  from measures.observation
  where series_id = any($1) and place_id = any($2) and period_id = any($3);
select string_agg(value::text, ' ') as all
  from measures.observation
  where series_id = $1 and period_id = $2 and value is not null and place_id = any($3);

-- programme.strategies: The strategies of an area, with how many priorities, promises and actions each has and where the actions stand
select a.action_id as id, a.title, a.owner, a.due::text as due, a.due_words as "dueWords", a.expected_effect as effect, a.state, a.state_reason as reason, a.version, a.number, a.outcome, a.place_id as "placeId", a.measure_id as "measureId", a.group_id as "groupId", a.no_curve_reason as "noCurveReason", a.made_by as "madeBy", a.made_at as "madeAt", a.changed_at as "changedAt", case when s.slug is not null then jsonb_build_object('slug', s.slug, 'title', s.title) end as strategy, case when p.number is not null then jsonb_build_object('id', p.priority_id, 'number', p.number, 'title', p.title) end as priority, s.ends::text as ends, s.retired_on::text as "retiredOn", p.closed_on::text as "closedOn", coalesce(( select jsonb_agg(jsonb_build_object('kind', k.kind, 'slug', o.slug, 'to', coalesce(o.title, k.to_words))
  order by k.position)
  from programme.link k
  left join programme.strategy o on o.area_id = k.area_id and o.strategy_id = k.to_strategy_id
  where k.area_id = a.area_id and k.action_id = a.action_id), '[]') as links
  from programme.action a
  left join programme.strategy s on s.area_id = a.area_id and s.strategy_id = a.strategy_id
  left join programme.priority p on p.area_id = a.area_id and p.priority_id = a.priority_id
  where a.area_id = $1 and ($2::uuid is null or a.strategy_id = $2) and ($3::uuid is null or a.action_id = $3)
  order by a.due nulls last, p.number, a.made_at, a.action_id;
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;
select s.slug, s.title, s.starts::text as starts, s.ends::text as ends, s.agreed_by as "agreedBy", s.agreed_on::text as "agreedOn", s.public_from::text as "publicFrom", s.retired_on::text as "retiredOn", s.version, (select count(*)::int
  from programme.statement t
  where t.area_id = s.area_id and t.strategy_id = s.strategy_id) as statements, (select count(*)::int
  from programme.priority p
  where p.area_id = s.area_id and p.strategy_id = s.strategy_id and p.closed_on is null) as priorities, (select count(*)::int
  from programme.promise p
  where p.area_id = s.area_id and p.strategy_id = s.strategy_id and p.withdrawn_at is null) as promises
  from programme.strategy s
  where s.area_id = $1
  order by s.starts desc nulls first, s.ends desc nulls first, s.title;

-- programme.strategy: A strategy whole: vision, statements, priorities with their leads, actions, timeline, boards and links both ways
select a.action_id as id, a.title, a.owner, a.due::text as due, a.due_words as "dueWords", a.expected_effect as effect, a.state, a.state_reason as reason, a.version, a.number, a.outcome, a.place_id as "placeId", a.measure_id as "measureId", a.group_id as "groupId", a.no_curve_reason as "noCurveReason", a.made_by as "madeBy", a.made_at as "madeAt", a.changed_at as "changedAt", case when s.slug is not null then jsonb_build_object('slug', s.slug, 'title', s.title) end as strategy, case when p.number is not null then jsonb_build_object('id', p.priority_id, 'number', p.number, 'title', p.title) end as priority, s.ends::text as ends, s.retired_on::text as "retiredOn", p.closed_on::text as "closedOn", coalesce(( select jsonb_agg(jsonb_build_object('kind', k.kind, 'slug', o.slug, 'to', coalesce(o.title, k.to_words))
  order by k.position)
  from programme.link k
  left join programme.strategy o on o.area_id = k.area_id and o.strategy_id = k.to_strategy_id
  where k.area_id = a.area_id and k.action_id = a.action_id), '[]') as links
  from programme.action a
  left join programme.strategy s on s.area_id = a.area_id and s.strategy_id = a.strategy_id
  left join programme.priority p on p.area_id = a.area_id and p.priority_id = a.priority_id
  where a.area_id = $1 and ($2::uuid is null or a.strategy_id = $2) and ($3::uuid is null or a.action_id = $3)
  order by a.due nulls last, p.number, a.made_at, a.action_id;
select area_id
  from places.area_home;
select area_id as "areaId", strategy_id as "strategyId"
  from programme.strategy
  where area_id = any ($1::int[]) and slug = $2;
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;
select jsonb_build_object( 'id', s.strategy_id, 'areaId', s.area_id, 'slug', s.slug, 'title', s.title, 'vision', s.vision, 'starts', s.starts, 'ends', s.ends, 'source', s.source, 'agreedBy', s.agreed_by, 'agreedOn', s.agreed_on, 'publicFrom', s.public_from, 'retiredOn', s.retired_on, 'retiredBy', s.retired_by, 'retiredReason', s.retired_reason, 'version', s.version, 'madeBy', s.made_by, 'madeAt', s.made_at, 'changedBy', s.changed_by, 'changedAt', s.changed_at, 'statements', coalesce(( select jsonb_agg(jsonb_build_object('kind', t.kind, 'audience', t.audience, 'body', t.body, 'groupId', t.group_id)
  order by t.position)
  from programme.statement t
  where t.area_id = s.area_id and t.strategy_id = s.strategy_id), '[]'), 'priorities', coalesce(( select jsonb_agg(jsonb_build_object('id', p.priority_id, 'number', p.number, 'title', p.title, 'outcome', p.outcome, 'closedOn', p.closed_on, 'closedReason', p.closed_reason, 'leads', coalesce(( select jsonb_agg(jsonb_build_object('kind', l.kind, 'roleTitle', l.role_title, 'people', l.people)
  order by l.position)
  from programme.lead l
  where l.area_id = p.area_id and l.priority_id = p.priority_id), '[]'))
  order by p.number, p.priority_id)
  from programme.priority p
  where p.area_id = s.area_id and p.strategy_id = s.strategy_id), '[]'), 'milestones', coalesce(( select jsonb_agg(jsonb_build_object('stage', m.stage, 'body', m.body, 'when', m.when_words, 'starts', m.starts, 'ends', m.ends)
  order by m.position)
  from programme.milestone m
  where m.area_id = s.area_id and m.strategy_id = s.strategy_id), '[]'), 'boards', coalesce(( select jsonb_agg(jsonb_build_object('body', r.body, 'part', r.part, 'reportsTo', r.reports_to)
  order by r.position)
  from programme.reporting r
  where r.area_id = s.area_id and r.strategy_id = s.strategy_id), '[]'), 'links', coalesce(( select jsonb_agg(jsonb_build_object('kind', k.kind, 'slug', o.slug, 'to', coalesce(o.title, k.to_words))
  order by k.position)
  from programme.link k
  left join programme.strategy o on o.area_id = k.area_id and o.strategy_id = k.to_strategy_id
  where k.area_id = s.area_id and k.strategy_id = s.strategy_id and k.action_id is null), '[]')) as whole
  from programme.strategy s
  where s.area_id = $1 and s.slug = $2;
select k.kind, s.slug, s.title, count(k.action_id)::int as actions
  from programme.link k
  join programme.strategy s on s.area_id = k.area_id and s.strategy_id = k.strategy_id
  where k.area_id = $1 and k.to_strategy_id = $2
  group by k.kind, s.slug, s.title, (k.action_id is null)
  order by min(s.starts), s.title, actions;

-- publishing.releases: The scorecards the area has shown to the public, newest first, and which were withdrawn
select area_id
  from places.area_home;
select h.area_id as "areaId", h.place_id as "placeId", h.place_code as "placeCode", h.place_name as "placeName", h.slug, h.name, h.colour, a.version, h.logo_hash as hash, h.logo_type as type, h.logo_text as text
  from places.area_home h
  join places.area a on a.area_id = h.area_id
  where $1::text is null or h.slug = $1
  order by h.area_id;
select release_id as id, published_at as "publishedAt", published_by as "publishedBy", withdrawn_at as "withdrawnAt", withdrawn_by as "withdrawnBy", withdrawn_reason as "withdrawnReason", content -> 'framework' ->> 'name' as framework
  from publishing.release
  where area_id = $1
  order by published_at desc, release_id;

-- scorecards.baselines: The baselines of a curve that stand, newest first, with the figures as they were when each was frozen
select baseline_id as id, decision, reason, definition_version as "definitionVersion", history, forecast, method, frozen_by as "frozenBy", frozen_at as "frozenAt"
  from scorecards.baseline
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4 and withdrawn_at is null
  order by frozen_at desc;
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;

-- scorecards.result: One result: its population, its indicators with their ratings, what contributes to it, and how it stood before
select area_id
  from places.area_home;
select area_id as "areaId", place_id as "placeId"
  from scorecards.result
  where area_id = any ($1) and result_id = $2;
select c.performance_measure_id as "measureId", p.body as measure, s.slug as "serviceSlug", s.name as "serviceName", c.indicator_id as "indicatorId", c.kind, c.strength, c.rationale, c.made_by as by, c.made_at as at, c.ended_at as "endedAt", c.ended_by as "endedBy"
  from scorecards.indicator i
  join scorecards.contribution c on c.area_id = i.area_id and c.indicator_id = i.indicator_id
  join scorecards.performance_measure p on p.area_id = c.area_id and p.performance_measure_id = c.performance_measure_id
  join scorecards.service s on s.area_id = p.area_id and s.service_id = p.service_id
  where i.area_id = $1 and i.result_id = $2
  order by s.name, p.position, c.made_at;
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;
select i.indicator_id as id, i.measure_id as "measureId", i.group_id as "groupId", i.wanted, i.bringer, i.made_by as "madeBy", i.made_at as "madeAt", i.ended_at as "endedAt", i.ended_by as "endedBy", i.ended_reason as "endedReason", coalesce((select json_agg(json_build_object('role', role, 'reason', reason, 'by', set_by, 'at', starts)
  order by starts desc)
  from scorecards.indicator_role
  where area_id = i.area_id and indicator_id = i.indicator_id), '[]') as roles, coalesce((select json_agg(json_build_object('communication', communication, 'proxy', proxy, 'data', data, 'reason', reason, 'by', rated_by, 'at', rated_at)
  order by rated_at desc)
  from scorecards.rating
  where area_id = i.area_id and indicator_id = i.indicator_id), '[]') as ratings
  from scorecards.indicator i
  where i.area_id = $1 and i.result_id = $2
  order by i.position, i.indicator_id;
select r.result_id as id, r.body, r.looks_like as "looksLike", r.place_id as "placeId", r.ages, r.group_id as "groupId", r.agreed_by as "agreedBy", r.agreed_on as "agreedOn", r.version, r.changed_by as "changedBy", r.changed_at as "changedAt", r.ended_at as "endedAt", r.ended_by as "endedBy", r.ended_reason as "endedReason", f.framework_id as "frameworkId", f.slug as "frameworkSlug", f.name as "frameworkName"
  from scorecards.result r
  join scorecards.framework f on f.area_id = r.area_id and f.framework_id = r.framework_id
  where r.area_id = $1 and r.result_id = $2;
select version, stood, why, changed_by as by, changed_at as at
  from scorecards.result_before
  where area_id = $1 and result_id = $2
  order by version desc;

-- scorecards.results: The results an area works to, with their indicators and what they are rated
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;
select framework_id as id, slug, name, source, starts, ends, (starts is null or starts <= current_date) and (ends is null or ends >= current_date) as "isInForce"
  from scorecards.framework
  where area_id = $1
  order by starts desc nulls last, position desc;
select r.result_id as id, r.position, r.body, r.looks_like as "looksLike", r.place_id as "placeId", r.ages, r.group_id as "groupId", r.agreed_by as "agreedBy", r.agreed_on as "agreedOn", r.version, i.indicator_id as "indicatorId", i.position as "indicatorPosition", i.measure_id as "measureId", i.group_id as "indicatorGroup", i.wanted, i.bringer, part.role, rated.communication, rated.proxy, rated.data, rated.reason, rated.rated_by as "ratedBy", rated.rated_at as "ratedAt"
  from scorecards.result r
  left join scorecards.indicator i on i.area_id = r.area_id and i.result_id = r.result_id and i.ended_at is null
  left join lateral ( select role
  from scorecards.indicator_role
  where area_id = i.area_id and indicator_id = i.indicator_id
  order by starts desc
  limit 1 ) part on true
  left join lateral ( select communication, proxy, data, reason, rated_by, rated_at
  from scorecards.rating
  where area_id = i.area_id and indicator_id = i.indicator_id
  order by rated_at desc
  limit 1 ) rated on true
  where r.area_id = $1 and r.framework_id = $2 and r.ended_at is null
  order by r.position, r.result_id, i.position, i.indicator_id;

-- scorecards.scorecard: The area scorecard: results, their indicators with target, gap, trend and standing, and what is not reported
select a.measure_id as "measureId", a.group_id as "groupId", count(*)::int as open, (count(*) filter (where a.due < $3::date))::int as late
  from programme.action a
  left join programme.strategy s on s.area_id = a.area_id and s.strategy_id = a.strategy_id
  left join programme.priority p on p.area_id = a.area_id and p.priority_id = a.priority_id
  where a.area_id = $1 and a.place_id = $2 and a.measure_id is not null and a.state in ('not-started', 'under-way') and s.retired_on is null and coalesce(s.ends, $3::date) >= $3::date and p.closed_on is null
  group by a.measure_id, a.group_id;
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;
with held as materialized ( select framework_id, slug, name, (starts is null or starts <= current_date) and (ends is null or ends >= current_date) as in_force, row_number() over (order by starts desc nulls last, position desc) as place
  from scorecards.framework
  where area_id = $1 ), chosen as materialized ( select framework_id
  from held
  where $2::text is null or slug = $2
  order by (in_force or $2::text is not null) desc, place
  limit 1 ), result as materialized ( select result_id, position, body, looks_like, ages, group_id
  from scorecards.result
  where area_id = $1 and framework_id = (select framework_id
  from chosen) and ended_at is null ) select (select json_agg(json_build_array(framework_id, slug, name)
  order by place)
  from held) as frameworks, (select framework_id
  from chosen) as chosen, (select json_agg(json_build_array(result_id, body, looks_like, ages, group_id)
  order by position, result_id)
  from result) as results, (select json_agg(json_build_array(i.result_id, i.indicator_id, coalesce(part.role, 'data-development'), i.measure_id, i.group_id, i.wanted, i.bringer, rated.rated_by, rated.rated_at)
  order by i.position, i.indicator_id)
  from scorecards.indicator i
  left join lateral (select role
  from scorecards.indicator_role o
  where o.area_id = i.area_id and o.indicator_id = i.indicator_id
  order by o.starts desc
  limit 1) part on true
  left join lateral (select rated_by, rated_at
  from scorecards.rating o
  where o.area_id = i.area_id and o.indicator_id = i.indicator_id
  order by o.rated_at desc
  limit 1) rated on true
  where i.area_id = $1 and i.result_id in (select result_id
  from result) and i.ended_at is null) as indicators, (select json_agg(json_build_array(s.service_id, s.slug, s.name, s.manager, m.performance_measure_id, m.body, m.measure_id, m.group_id, m.quadrant, m.role)
  order by s.name, s.service_id, array_position(array['how-much', 'how-well', 'better-off-number', 'better-off-percent'], m.quadrant), m.position, m.performance_measure_id)
  from scorecards.service s
  join scorecards.performance_measure m on m.area_id = s.area_id and m.service_id = s.service_id and m.ended_at is null
  where s.area_id = $1 and s.ended_at is null) as services, (select json_agg(json_build_array(measure_id, group_id, period_label, period_ends, value)
  order by period_ends)
  from scorecards.target
  where area_id = $3 and place_id = $4 and withdrawn_at is null) as targets, (select json_agg(json_build_array(measure_id, group_id, forecast, definition_version, decision, frozen_at))
  from (select distinct on (measure_id, group_id) *
  from scorecards.baseline
  where area_id = $3 and place_id = $4 and withdrawn_at is null
  order by measure_id, group_id, frozen_at desc) newest) as baselines, (select json_agg(json_build_array(measure_id, group_id, period_label))
  from (select distinct on (measure_id, group_id) measure_id, group_id, period_label
  from scorecards.story
  where area_id = $3 and place_id = $4
  order by measure_id, group_id, version desc) newest) as stories, (select json_agg(json_build_array(measure_id, group_id, named, agreed))
  from (select measure_id, group_id, count(*) as named, count(agreed_on) as agreed
  from scorecards.partner
  where area_id = $3 and place_id = $4 and ended_at is null
  group by measure_id, group_id) counted) as partners, (select json_agg(json_build_array(measure_id, group_id, ideas))
  from (select measure_id, group_id, count(*) as ideas
  from scorecards.idea
  where area_id = $3 and place_id = $4 and ended_at is null
  group by measure_id, group_id) counted) as ideas;

-- scorecards.services: The services of an area with their performance measures and what they contribute to
select c.performance_measure_id as "measureId", c.indicator_id as "indicatorId", c.kind, c.strength, c.rationale, c.made_by as by, c.made_at as at, c.ended_at as "endedAt", c.ended_by as "endedBy", i.measure_id as "indicatorMeasureId", i.group_id as "indicatorGroupId", i.wanted, r.result_id as "resultId", r.body as "resultBody"
  from scorecards.contribution c
  join scorecards.indicator i on i.area_id = c.area_id and i.indicator_id = c.indicator_id
  join scorecards.result r on r.area_id = i.area_id and r.result_id = i.result_id
  where c.area_id = $1
  order by c.made_at;
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;
select performance_measure_id as id, service_id as "serviceId", body, measure_id as "measureId", group_id as "groupId", quadrant, better_off as "betterOff", role, made_by as "madeBy", made_at as "madeAt", ended_at as "endedAt", ended_by as "endedBy", ended_reason as "endedReason"
  from scorecards.performance_measure
  where area_id = $1
  order by service_id, position;
select s.service_id as id, s.slug, s.name, s.customers, s.manager, s.host, s.version, s.changed_by as "changedBy", s.changed_at as "changedAt", s.ended_at as "endedAt", s.ended_by as "endedBy", s.ended_reason as "endedReason", coalesce((select json_agg(b.stood || jsonb_build_object('version', b.version, 'by', b.changed_by, 'at', b.changed_at)
  order by b.version desc)
  from scorecards.service_before b
  where b.area_id = s.area_id and b.service_id = s.service_id), '[]') as before
  from scorecards.service s
  where s.area_id = $1
  order by s.ended_at nulls first, lower(s.name);

-- scorecards.story: The story behind a curve as it stands
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;
select version, body, not_known as "notKnown", period_label as period, written_by as "writtenBy", written_at as "writtenAt"
  from scorecards.story
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4
  order by version desc
  limit 1;

-- scorecards.targets: The targets of a curve that stand, soonest first
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;
select target_id as id, period_label as period, period_ends as ends, value, reason, agreed_by as "agreedBy", set_by as "setBy", set_at as "setAt"
  from scorecards.target
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4 and withdrawn_at is null
  order by period_ends;

-- scorecards.written: All that stands written about a curve: story, causes, questions, partners, what works, targets, baselines, scenarios and remarks
select (select row_to_json(one)
  from ( select version, body, not_known as "notKnown", period_label as period, written_by as "writtenBy", written_at as "writtenAt"
  from scorecards.story
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4
  order by version desc
  limit 1) one) as story, (select json_agg(one)
  from ( select target_id as id, period_label as period, period_ends as ends, value, reason, agreed_by as "agreedBy", set_by as "setBy", set_at as "setAt"
  from scorecards.target
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4 and withdrawn_at is null
  order by period_ends) one) as targets, (select json_agg(one)
  from ( select baseline_id as id, decision, reason, definition_version as "definitionVersion", history, forecast, method, frozen_by as "frozenBy", frozen_at as "frozenAt"
  from scorecards.baseline
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4 and withdrawn_at is null
  order by frozen_at desc) one) as baselines, (select json_agg(one)
  from ( select scenario_id as id, name, assumptions, points, made_by as by, made_at as at
  from scorecards.scenario
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4 and withdrawn_at is null
  order by made_at desc) one) as scenarios, (select json_agg(one)
  from ( select cause_id as id, effect, body, evidence, evidence_address as "evidenceAddress", made_by as by, made_at as at
  from scorecards.cause
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4 and ended_at is null
  order by effect desc, made_at) one) as causes, (select json_agg(one)
  from ( select question_id as id, body, finder, due, answer, answered_by as "answeredBy", answered_at as "answeredAt", made_by as by, made_at as at
  from scorecards.question
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4 and ended_at is null
  order by answer is not null, due nulls last, made_at) one) as questions, (select json_agg(one)
  from ( select partner_id as id, name, part, agreed_on as "agreedOn", agreed_by as "agreedBy", made_by as by, made_at as at
  from scorecards.partner
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4 and ended_at is null
  order by made_at) one) as partners, (select json_agg(one)
  from ( select idea_id as id, body, evidence, cost, source, source_address as "sourceAddress", leverage, feasibility, action_id as "actionId", made_by as by, made_at as at
  from scorecards.idea
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4 and ended_at is null
  order by array_position(array['no-cost', 'low-cost', 'costed'], cost), array_position(array['high', 'medium', 'low'], leverage) nulls last, made_at) one) as ideas, (select json_agg(one)
  from ( select remark_id as id, period_label as period, body, made_by as by, made_at as at
  from scorecards.remark
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4 and taken_back_at is null
  order by made_at) one) as remarks;
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;
