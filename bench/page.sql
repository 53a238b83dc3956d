-- All a measure's page says, for somebody signed in, by hand in one statement: who they are and what they may, the measure and the
-- place, its figures with their lineage, those beside it, its groups, where it stands, and what people wrote about it.
-- $1 the session's hash, $2 the measure, $3 the place's code.
with viewer as (
  select p.slug, p.name, p.role_title, s.area_id
  from access.session s join access.person p on p.slug = s.person
  where s.token_hash = $1 and s.ends_at > now() and p.left_at is null
), place as (
  select p.place_id, p.name, p.level from places.place_code c join places.place p using (place_id) where c.code = $3 limit 1
), within as (
  select place_id as within_id from place
  union select m.parent_id from place join places.membership m using (place_id)
  union select up.parent_id from place join places.membership m using (place_id) join places.membership up on up.hierarchy = m.hierarchy and up.place_id = m.parent_id
), series as (
  select s.series_id, s.group_id, s.label, s.unit, s.polarity, s.decimals from measures.series s where s.measure_id = $2
), curve as (
  select s.* from series s where s.group_id = 'all' and exists (select from measures.series_period sp where sp.series_id = s.series_id) limit 1
), beside as (
  select n.neighbour_id as place_id, 'neighbour' as role from place join places.neighbour n using (place_id)
  where n.set_id = (select max(set_id) from places.neighbour_set)
  union all select within_id, 'above' from within join places.place p on p.place_id = within_id where p.level in ('region', 'country')
  union all select place_id, 'self' from place
), figure as (
  select b.role, o.* from curve
  join measures.series_period sp using (series_id)
  join beside b on true
  join measures.observation o on o.series_id = sp.series_id and o.period_id = sp.period_id and o.place_id = b.place_id
), now as (
  select f.period_id, f.value from figure f join measures.period p using (period_id) where f.role = 'self' and f.value is not null order by p.ends desc limit 1
)
select (select row_to_json(viewer) from viewer) as viewer, (select row_to_json(place) from place) as place, (select row_to_json(m) from measures.measure m where m.measure_id = $2) as measure,
       (select json_agg(distinct g.verb) from viewer join access.held_now g on g.person = viewer.slug join within on within.within_id = g.place_id
        where g.area_id = any (array[0, 1, 2])) as verbs,
       (select json_agg(json_build_array(p.label, f.value, f.missing, f.numerator, f.denominator, f.batch_id, f.row, f.found, sp.spelling, f.status, b.file, b.release) order by p.starts)
        from figure f join measures.period p using (period_id) join measures.series_period sp using (series_id, period_id)
        left join collection.batch b on b.area_id = 0 and b.batch_id = f.batch_id where f.role = 'self') as points,
       (select json_agg(json_build_array(f.role, f.place_id, f.period_id, f.value, f.missing)) from figure f where f.role <> 'self') as others,
       (select json_agg(json_build_array(s.group_id, o.period_id, o.place_id, o.value, o.missing, o.numerator, o.denominator))
        from series s join measures.series_period sp using (series_id)
        join measures.observation o on o.series_id = sp.series_id and o.period_id = sp.period_id
          and o.place_id in (select place_id from place union all select within_id from within join places.place c on c.place_id = within_id and c.level = 'country')
        where s.group_id <> 'all') as groups,
       (select json_agg(o.value) from now join curve on true join measures.observation o on o.series_id = curve.series_id and o.period_id = now.period_id
        join places.place p on p.place_id = o.place_id and p.level = 'authority' where o.value is not null) as authorities,
       (select json_agg(r) from now join curve on true join place on true join measures.replaced r on r.series_id = curve.series_id and r.period_id = now.period_id and r.place_id = place.place_id) as replaced,
       (select json_agg(t order by t.period_ends) from place join scorecards.target t on t.area_id >= 0 and t.place_id = place.place_id and t.measure_id = $2 and t.group_id = 'all' and t.withdrawn_at is null) as targets,
       (select row_to_json(s) from place join scorecards.story s on s.area_id >= 0 and s.place_id = place.place_id and s.measure_id = $2 and s.group_id = 'all' order by s.version desc limit 1) as story,
       (select json_agg(a order by a.due) from place join programme.action a on a.area_id >= 0 and a.place_id = place.place_id and a.measure_id = $2 and a.group_id = 'all') as actions
