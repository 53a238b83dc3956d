-- Who gives the returns of a setting, and children whom a return of the authority names: who is on no roll is found by those who may.

-- ------------------------------------------------------------------ access: who gives the returns of a place

create function access.givers_at(area int, asked int[]) returns table (place_id int, person text, name text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select distinct one.place_id, p.slug, p.name
        from unnest(asked) as one (place_id)
        join places.reach up on up.place_id = one.place_id
        join access.held_now h on h.area_id = area and h.verb = 'return:give' and h.place_id = up.within_id
        join access.person p on p.slug = h.person and p.left_at is null
        where area = any (access.areas_now()) and one.place_id = any (access.places_for('return_give')) $$;
comment on function access.givers_at is 'Who gives the returns of these places today, there or above them, by name: of the places for which whoever asks gives returns too, and of no other.';
revoke all on function access.givers_at from public;
grant execute on function access.givers_at to belong_app;

-- ------------------------------------------------------------------ people: children whom a return of the authority names

create table people.authority_word (
  area_id int not null,
  child_id uuid not null,
  batch_id int not null,
  series text not null,
  classes text[] not null,
  as_at date not null,
  primary key (area_id, child_id, batch_id),
  foreign key (area_id, child_id) references people.child
);
comment on table people.authority_word is 'Derived: that a return of the authority itself names a child, as SEN2 or a list does. Whoever sees children across the whole area, and every class that return speaks of, finds the child by it, on a roll or not.';
comment on column people.authority_word.classes is 'Every class the return speaks of, of this child or as a whole. That social care’s return names a child is of social care.';

create function access.whole_areas(verb text) returns int[] language sql stable parallel safe
  as $$ select array(select h.area_id from places.area_home h where h.place_id = any (access.places_for(verb)) and h.area_id = any (access.areas_now())) $$;
comment on function access.whole_areas is 'The areas in the whole of which this person holds a verb today.';

grant select on people.authority_word to belong_app;
alter table people.authority_word enable row level security;
alter table people.authority_word force row level security;
create policy keeper on people.authority_word to current_user using (true) with check (true);
create policy at_home on people.authority_word for select to belong_app
  using (area_id = any ((select access.whole_areas('child_read'))::int[]) and classes <@ array['ordinary',
    case when area_id = any ((select access.whole_areas('sen_read'))::int[]) then 'sen' end,
    case when area_id = any ((select access.whole_areas('health_read'))::int[]) then 'health' end,
    case when area_id = any ((select access.whole_areas('care_read'))::int[]) then 'care' end]);

-- What is held of such a child, class by class, as of one who is on roll: the verb of the class, held in the whole area.
do $$
declare c record;
begin
  for c in select * from (values
    ('people.child', null, 'child_read'), ('people.former_identity', null, 'adoption_read'),
    ('people.address', 'ordinary', 'child_read'), ('people.address', 'protected-address', 'address_read'),
    ('people.entry', 'ordinary', 'child_read'), ('people.entry', 'sen', 'sen_read'), ('people.entry', 'health', 'health_read'), ('people.entry', 'care', 'care_read'), ('people.entry', 'restricted', 'note_read'),
    ('people.record_row', null, 'child_read'), ('people.identifier', null, 'child_read'), ('people.nhs_number', null, 'health_read'), ('people.on_roll_said', null, 'child_read'),
    ('people.statement', 'ordinary', 'child_read'), ('people.statement', 'sen', 'sen_read'), ('people.statement', 'health', 'health_read'), ('people.statement', 'care', 'care_read'), ('people.statement', 'protected-address', 'address_read'),
    ('people.session_count', null, 'child_read'), ('people.attendance', null, 'child_read'), ('people.suspension', null, 'child_read'), ('people.alternative_provision', null, 'child_read'), ('people.attainment', null, 'child_read'),
    ('people.ehc_request', null, 'sen_read'), ('people.ehc_plan', null, 'sen_read'), ('people.ehc_placement', null, 'sen_read')) as c (of_table, data_class, verb)
  loop
    -- Each begins with what costs nothing: of most people the list of areas is empty.
    execute format('create policy told_%2$s on %1$s for select to belong_app using (area_id = any ((select access.whole_areas(%5$L))::int[]) and %3$s exists (select from people.authority_word w where w.area_id = %4$I.area_id and w.child_id = %4$I.child_id offset 0))',
      c.of_table, c.verb, case when c.data_class is null then '' else format('data_class = %L and', c.data_class) end, split_part(c.of_table, '.', 2), c.verb);
  end loop;
end $$;

-- What returns that stand already say, by the classes of specs/cell-classes.json as they are today; from here on it follows from each return as it comes.
insert into people.authority_word (area_id, child_id, batch_id, series, classes, as_at)
select r.area_id, r.child_id, r.batch_id, e.series,
  array(select distinct one from unnest(array_agg(s.data_class) || case when e.series = any ('{cin,ssda903,list-early-help,list-youth-justice,list-young-carers}') then 'care' when e.series = any ('{sen2,annex-a,sen-list}') then 'sen' end) as one
    where one = any ('{sen,health,care}') order by one), min(r.as_at)
from people.record_row r
join places.area h on h.area_id = r.area_id and h.place_id = r.reported_by
join lateral (select x.series from platform.extent x where x.area_id = r.area_id and x.batch_id = r.batch_id and x.place_id = r.reported_by limit 1) e on true
left join people.statement s on s.area_id = r.area_id and s.batch_id = r.batch_id and s.row = r.row
group by r.area_id, r.child_id, r.batch_id, e.series;
