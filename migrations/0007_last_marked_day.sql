-- The day of a register’s last mark was told by weeks from 31 August, up to a week late.

create or replace view people.absent_year with (security_invoker = true) as
  with codes as (
    select string_agg(mark, '') filter (where class in ('authorised', 'unauthorised')) as absent, string_agg(mark, '') filter (where class <> 'not-counted') as counted from people.register_code),
  registers as (
    select a.*, count(*) over (partition by area_id, child_id, place_id, year) as files from people.attendance a),
  marked as (
    select area_id, child_id, place_id, year, marks, week * 10 + length(marks) as sessions, batch_id from registers where files = 1
    union all
    -- What several files say of one register lies in the order of their batches: a mark replaces one, a blank replaces none.
    select area_id, child_id, place_id, year, string_agg(mark, ''), max(nth)::int, max(batch_id)
    from (
      select distinct on (r.area_id, r.child_id, r.place_id, r.year, r.week * 10 + m.nth) r.area_id, r.child_id, r.place_id, r.year, r.week * 10 + m.nth as nth, m.mark, r.batch_id
      from registers r cross join lateral regexp_split_to_table(r.marks, '') with ordinality as m (mark, nth) where r.files > 1 and m.mark <> ' '
      order by r.area_id, r.child_id, r.place_id, r.year, r.week * 10 + m.nth, r.batch_id desc, r.row desc) said
    group by area_id, child_id, place_id, year),
  parts as (
    -- The first of ten sessions a week is on the Monday on or before 1 September.
    select a.area_id, a.child_id, a.year, a.batch_id, length(a.marks) - length(translate(a.marks, c.absent, '')) as absent, length(a.marks) - length(translate(a.marks, c.counted, '')) as possible,
      make_date(a.year, 9, 1) - extract(isodow from make_date(a.year, 9, 1))::int + 1 + (a.sessions - 1) / 10 * 7 + (a.sessions - 1) % 10 / 2 as until
    from marked a cross join codes c
    union all
    select s.area_id, s.child_id, extract(year from s.starts - interval '8 months')::int, s.batch_id, n.absent, coalesce(s.possible, n.possible), s.ends
    from people.session_count s
    cross join lateral (
      select coalesce(sum(u.sessions) filter (where r.class in ('authorised', 'unauthorised')), 0) as absent, coalesce(sum(u.sessions) filter (where r.class <> 'not-counted'), 0) as possible
      from unnest(s.counts) with ordinality as u (sessions, nth) join people.register_code r on r.position = u.nth - 1) n
    where not exists (select from people.attendance a where a.area_id = s.area_id and a.child_id = s.child_id and a.year = extract(year from s.starts - interval '8 months')::int))
  select area_id, child_id, year, sum(possible)::int as possible, sum(absent)::int as absent, max(until) as until, max(batch_id) as batch_id from parts group by area_id, child_id, year;
