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
select action_id as id, title, owner, due, expected_effect as effect, state, state_reason as reason, version, made_by as "madeBy", changed_at as "changedAt"
  from programme.action
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4
  order by due, action_id;
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;

-- scorecards.story: The story behind a curve as it stands
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;
select version, body, not_known as "notKnown", written_by as "writtenBy", written_at as "writtenAt"
  from scorecards.story
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4
  order by version desc
  limit 1;

-- scorecards.targets: The targets of a curve that stand, soonest first
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;
select target_id as id, period_label as period, period_ends as ends, value, reason, set_by as "setBy", set_at as "setAt"
  from scorecards.target
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4 and withdrawn_at is null
  order by period_ends;
