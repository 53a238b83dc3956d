-- All an area scorecard says, for somebody signed in, by hand in one statement: who they are and what they may, the results with
-- their indicators, each with its curve, England's, its neighbours' mean and its rank, and what people wrote about it.
-- $1 the session's hash, $2 the place's code, $3 the framework's slug.
with viewer as materialized (
  select p.slug, p.name, p.role_title, s.area_id
  from access.session s join access.person p on p.slug = s.person
  where s.token_hash = $1 and s.ends_at > now() and p.left_at is null
), place as materialized (
  select p.place_id, p.name, p.level from places.place_code c join places.place p using (place_id) where c.code = $2 limit 1
), country as materialized (
  select place_id from places.place where level = 'country'
), beside as materialized (
  select n.neighbour_id as place_id from place join places.neighbour n using (place_id) where n.set_id = (select max(set_id) from places.neighbour_set)
), board as materialized (
  select f.area_id, f.framework_id from viewer join scorecards.framework f on f.area_id = viewer.area_id and f.slug = $3
), indicator as materialized (
  select r.position as in_framework, r.result_id, r.body, i.position as in_result, i.indicator_id, i.measure_id, i.group_id, part.role
  from board join scorecards.result r on r.area_id = board.area_id and r.framework_id = board.framework_id and r.ended_at is null
  join scorecards.indicator i on i.area_id = r.area_id and i.result_id = r.result_id and i.ended_at is null
  join lateral (select role from scorecards.indicator_role o where o.area_id = i.area_id and o.indicator_id = i.indicator_id order by starts desc limit 1) part on part.role <> 'data-development'
), line as materialized (
  select i.*, s.series_id, s.label, s.unit, s.decimals, s.polarity
  from indicator i
  cross join lateral (
    select * from measures.series s where s.measure_id = i.measure_id and s.group_id = i.group_id
      and exists (select from measures.series_period sp where sp.series_id = s.series_id) order by s.preference limit 1) s
), own as materialized (
  select l.series_id, json_agg(json_build_array(p.label, o.value, o.missing, o.status, o.batch_id, o.row) order by p.ends) as points,
         (array_agg(o.period_id order by p.ends desc) filter (where o.value is not null))[1] as latest,
         (array_agg(o.value order by p.ends desc) filter (where o.value is not null))[1] as value
  from line l join measures.series_period sp using (series_id) join measures.period p using (period_id)
  join place on true join measures.observation o on o.series_id = sp.series_id and o.period_id = sp.period_id and o.place_id = place.place_id
  group by l.series_id
)
select (select row_to_json(viewer) from viewer) as viewer, (select row_to_json(place) from place) as place,
       (select json_agg(distinct g.verb) from viewer join access.held_now g on g.person = viewer.slug join place on true join places.reach r on r.place_id = place.place_id and r.within_id = g.place_id
        where g.area_id = any (array[0, 1, 2])) as verbs,
       (select json_agg(json_build_array(l.body, l.indicator_id, l.role, m.label, l.unit, own.points, england.points, stands.rank, stands.among, stands.mean,
                target.ahead, story.period_label, baseline.frozen_at) order by l.in_framework, l.in_result)
        from line l join measures.measure m using (measure_id) join own using (series_id)
        left join lateral (
          select json_agg(json_build_array(p.label, o.value) order by p.ends) as points
          from measures.series_period sp join measures.period p using (period_id) join country on true
          join measures.observation o on o.series_id = sp.series_id and o.period_id = sp.period_id and o.place_id = country.place_id
          where sp.series_id = l.series_id) england on true
        left join lateral (
          select 1 + count(*) filter (where p.level = 'authority' and case l.polarity when 'high' then o.value > own.value else o.value < own.value end) as rank,
                 count(*) filter (where p.level = 'authority') as among, avg(o.value) filter (where o.place_id in (select place_id from beside)) as mean
          from measures.observation o join places.place p using (place_id)
          where o.series_id = l.series_id and o.period_id = own.latest and o.value is not null) stands on true
        left join lateral (
          select json_agg(json_build_array(t.period_label, t.value) order by t.period_ends) as ahead from place join scorecards.target t on t.place_id = place.place_id
          where t.area_id = (select area_id from viewer) and t.measure_id = l.measure_id and t.group_id = l.group_id and t.withdrawn_at is null) target on true
        left join lateral (
          select s.period_label from place join scorecards.story s on s.place_id = place.place_id
          where s.area_id = (select area_id from viewer) and s.measure_id = l.measure_id and s.group_id = l.group_id order by s.version desc limit 1) story on true
        left join lateral (
          select b.frozen_at from place join scorecards.baseline b on b.place_id = place.place_id
          where b.area_id = (select area_id from viewer) and b.measure_id = l.measure_id and b.group_id = l.group_id and b.withdrawn_at is null order by b.frozen_at desc limit 1) baseline on true
       ) as rows
