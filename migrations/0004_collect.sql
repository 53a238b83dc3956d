-- Central data collection: what schools and services already hold, as dated facts that can say which file and row they are from.

-- ------------------------------------------------------------------ platform: what a batch speaks for

create table platform.extent (
  area_id int not null,
  series text not null,
  period text not null,
  place_id int not null,
  batch_id int not null,
  as_at date not null,
  rows int not null,
  content_hash text not null,
  given_at timestamptz not null,
  primary key (area_id, series, period, place_id)
);
create index extent_by_batch on platform.extent (area_id, batch_id);
create index extent_by_place on platform.extent (area_id, place_id, series, as_at);
comment on table platform.extent is 'What stands: for each kind of return, period and setting the batch whose rows count now. A corrected return takes the place of the one before.';
comment on column platform.extent.period is 'As people say it and in order of time: 2025-1-spring, 2024/25, 2025-01-16.';
comment on column platform.extent.as_at is 'The day the return speaks of: census day, the last day of a term.';
comment on column platform.extent.place_id is 'The setting whose return it is; the authority where one return speaks for all.';

create table platform.extent_before (
  area_id int not null,
  series text not null,
  period text not null,
  place_id int not null,
  batch_id int not null,
  as_at date not null,
  rows int not null,
  content_hash text not null,
  given_at timestamptz not null,
  replaced_by int not null,
  primary key (area_id, series, period, place_id, replaced_by)
);
create index extent_before_by_batch on platform.extent_before (area_id, batch_id);
comment on table platform.extent_before is 'What stood before a batch took its place, to show and to put back when that batch is undone.';

create table platform.set_aside (
  area_id int not null,
  replaced_by int not null,
  number bigint not null,
  of_table text not null,
  batch_id int not null,
  child_id uuid,
  stood jsonb not null,
  primary key (area_id, replaced_by, number)
);
create index set_aside_by_child on platform.set_aside (area_id, child_id);
comment on table platform.set_aside is 'Facts that a corrected return replaced, whole, to show and to put back when it is undone.';

-- ------------------------------------------------------------------ collection: batches of areas

alter table collection.batch drop constraint batch_state_check;
alter table collection.batch
  add constraint batch_state_check check (state in ('received', 'checking', 'checked', 'committing', 'committed', 'unchanged', 'rejected', 'undoing', 'undone', 'discarded', 'failed')),
  add column place_id int,
  add column series text,
  add column period text,
  add column as_at date;
comment on column collection.batch.place_id is 'For whom a return was given: the setting, or the authority for a file that speaks for many. Null for published figures.';
comment on column collection.batch.series is 'The kind of return by which it is expected: school-census, attendance-weekly. Null for published figures.';
create index batch_by_place on collection.batch (area_id, place_id);

-- ------------------------------------------------------------------ people: facts, each with its batch and row

alter table people.child add column sex text, add column batch_id int;
comment on column people.child.batch_id is 'The batch that first spoke of the child; null where no file did.';
alter table people.enrolment add column status text not null default 'C' check (status in ('C', 'M', 'S', 'F', 'O', 'G')), add column batch_id int, add column row int;
comment on column people.enrolment.status is 'C single registration, M main dual, S subsidiary dual, F college, O other provider, G guest. C and M count once; S is never counted in a headcount.';

create table people.record_row (
  area_id int not null,
  batch_id int not null,
  reported_by int not null,
  row int not null,
  key text not null,
  hash bigint not null,
  child_id uuid not null,
  matched_by text not null,
  upn text,
  upn_state text check (upn_state in ('held', 'temporary', 'quarantined', 'none')),
  uln text,
  local_scheme text,
  local_id text,
  given_name text,
  family_name text,
  known_as text,
  born date,
  sex text,
  as_at date not null,
  primary key (area_id, batch_id, row)
);
create index record_row_by_child on people.record_row (area_id, child_id, as_at desc);
create index record_row_by_upn on people.record_row (area_id, upn);
comment on table people.record_row is 'A record of a return: who it says it is about, and which child it was taken to be and why. Every other fact of the same row has the same batch and row.';
comment on column people.record_row.key is 'What the record is known by within its return, so that the next one can be compared with it.';
comment on column people.record_row.upn_state is 'held: right by its check letter; temporary; quarantined: kept apart because it cannot be right; none: a reason why there is none.';

create table people.identifier (
  area_id int not null,
  scheme text not null,
  value text not null,
  child_id uuid not null,
  since date not null,
  primary key (area_id, scheme, value, child_id),
  foreign key (area_id, child_id) references people.child
);
create index identifier_by_child on people.identifier (area_id, child_id);
comment on table people.identifier is 'Derived: every identifier that returns give for a child, and since when: upn, temporary-upn, uln, and local ones by their system. By these the next return finds the child.';

create table people.nhs_number (
  area_id int not null,
  child_id uuid not null,
  value text not null,
  batch_id int not null,
  reported_by int not null,
  row int not null,
  primary key (area_id, child_id, value, batch_id, row),
  foreign key (area_id, child_id) references people.child
);
comment on table people.nhs_number is 'The NHS number, held apart: seen by those who see health alone, and never used to find a child.';

create table people.on_roll_said (
  area_id int not null,
  child_id uuid not null,
  place_id int not null,
  starts date not null,
  ends date,
  status text not null,
  as_at date not null,
  batch_id int not null,
  reported_by int not null,
  row int not null,
  primary key (area_id, batch_id, row, place_id, starts)
);
create index on_roll_said_by_child on people.on_roll_said (area_id, child_id, place_id);
comment on table people.on_roll_said is 'What each return says of where a child is on roll. people.enrolment is derived from all of them.';

create table people.statement (
  area_id int not null,
  child_id uuid not null,
  topic text not null,
  value text not null,
  starts date not null,
  ends date,
  data_class text not null check (data_class in ('ordinary', 'sen', 'health', 'care', 'protected-address')),
  batch_id int not null,
  reported_by int not null,
  row int not null,
  primary key (area_id, child_id, topic, starts, batch_id, row, value)
);
create index statement_by_batch on people.statement (area_id, batch_id);
create index statement_by_topic on people.statement (area_id, topic, value);
comment on table people.statement is 'What a return says of a child from a day on: SEN provision, need, year group, ethnicity, free meals, young carer, looked after. Without end it holds until the next statement on the topic.';
comment on column people.statement.topic is 'One of specs/topics.json, which also gives the class, whether it holds until said otherwise, and the codes it may have.';

create view people.span with (security_invoker = true) as
  select area_id, child_id, topic, value, starts, coalesce(ends, (next_starts - 1)::date) as ends, data_class, batch_id, reported_by, row
  from (select s.*, min(starts) over (partition by area_id, child_id, topic order by starts range between '1 day' following and unbounded following) as next_starts from people.statement s) said
  where value <> '';
comment on view people.span is 'What holds of a child on a topic, from when to when: until the statement says, or until the day before the next one on the topic; ends is the last day.';

create table people.session_count (
  area_id int not null,
  child_id uuid not null,
  place_id int not null,
  starts date not null,
  ends date not null,
  possible int,
  counts int[] not null,
  batch_id int not null,
  reported_by int not null,
  row int not null,
  primary key (area_id, batch_id, row, place_id, starts)
);
create index session_count_by_child on people.session_count (area_id, child_id, starts);
create index session_count_by_place on people.session_count (area_id, place_id, starts);
comment on table people.session_count is 'Sessions of a child at a setting in a term or week, by register code.';
comment on column people.session_count.counts is 'How many sessions of each code, by its position in specs/attendance-codes.json; positions are never changed, only added.';

create table people.attendance (
  area_id int not null,
  child_id uuid not null,
  place_id int not null,
  year int not null,
  marks text not null,
  batch_id int not null,
  reported_by int not null,
  row int not null,
  primary key (area_id, place_id, year, child_id, batch_id)
);
create index attendance_by_child on people.attendance (area_id, child_id, year);
comment on table people.attendance is 'The register of a child at a setting through a school year: one character a session by our own table (specs/attendance-codes.json), a space where none was given.';
comment on column people.attendance.marks is 'Ten sessions a week, Monday morning to Friday afternoon, from the Monday on or before 1 September of the year; what is blank at the end is left out.';

create table people.suspension (
  area_id int not null,
  child_id uuid not null,
  place_id int not null,
  starts date not null,
  sessions double precision,
  category text not null check (category in ('SUSP', 'PERM', 'LNCH')),
  reasons text[] not null,
  sen_provision text,
  in_care boolean,
  batch_id int not null,
  reported_by int not null,
  row int not null,
  primary key (area_id, batch_id, row)
);
create index suspension_by_child on people.suspension (area_id, child_id, starts);
create index suspension_by_place on people.suspension (area_id, place_id, starts);
comment on table people.suspension is 'A suspension or permanent exclusion. Up to three reasons in no order, so reasons add to more than suspensions; a day is two sessions.';

create table people.attainment (
  area_id int not null,
  child_id uuid not null,
  place_id int,
  stage text not null,
  year int not null,
  subject text not null,
  component text not null default '',
  result text not null,
  batch_id int not null,
  reported_by int not null,
  row int not null,
  primary key (area_id, batch_id, row, stage, subject, component)
);
create index attainment_by_child on people.attainment (area_id, child_id, stage);
comment on table people.attainment is 'A result as it was given: a grade, a scaled score, a mark, or a code that says why there is none.';

create table people.pair (
  area_id int not null,
  pair_id uuid not null,
  one_id uuid not null,
  other_id uuid not null,
  evidence jsonb not null,
  found_at timestamptz not null,
  state text not null check (state in ('open', 'same', 'different', 'parted')),
  decided_by text,
  decided_at timestamptz,
  reason text,
  moved jsonb,
  version int not null default 1,
  primary key (area_id, pair_id),
  unique (area_id, one_id, other_id)
);
comment on table people.pair is 'Two records that may be one child, with what speaks for it and against it, and what somebody decided. A merge keeps what it moved, so that it can be parted again.';

-- ------------------------------------------------------------------ grants and the second wall

grant select on platform.extent, platform.extent_before to belong_app;
grant select on people.record_row, people.identifier, people.nhs_number, people.on_roll_said, people.statement, people.session_count, people.attendance, people.suspension, people.attainment to belong_app;
grant select on people.span to belong_app;
grant select, update on people.pair to belong_app;

do $$
declare t text;
begin
  foreach t in array array['platform.extent', 'platform.extent_before', 'platform.set_aside', 'people.record_row', 'people.identifier', 'people.nhs_number', 'people.on_roll_said',
    'people.statement', 'people.session_count', 'people.attendance', 'people.suspension', 'people.attainment', 'people.pair'] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy keeper on %s to current_user using (true) with check (true)', t);
  end loop;
end $$;

create policy of_area on platform.extent for select to belong_app using (area_id = any (access.areas_now()));
create policy of_area on platform.extent_before for select to belong_app using (area_id = any (access.areas_now()));

-- What is held of a child, class by class, as in 0003: the verb of the class, where the child is on roll today or by name.
do $$
declare c record;
begin
  for c in select * from (values
    ('people.record_row', null, 'child_read'), ('people.identifier', null, 'child_read'), ('people.nhs_number', null, 'health_read'), ('people.on_roll_said', null, 'child_read'),
    ('people.statement', 'ordinary', 'child_read'), ('people.statement', 'sen', 'sen_read'), ('people.statement', 'health', 'health_read'), ('people.statement', 'care', 'care_read'), ('people.statement', 'protected-address', 'address_read'),
    ('people.session_count', null, 'child_read'), ('people.attendance', null, 'child_read'), ('people.suspension', null, 'child_read'), ('people.attainment', null, 'child_read')) as c (of_table, data_class, verb)
  loop
    execute format('create policy on_roll_%2$s on %1$s to belong_app using (%3$s exists (select from people.enrolment e where e.area_id = %4$I.area_id and e.child_id = %4$I.child_id and e.area_id = any ((select access.areas_now())::int[]) and (e.place_id in (select unnest(access.places_for(%5$L)))) is true and daterange(e.starts, e.ends, ''[]'') @> current_date offset 0))',
      c.of_table, c.verb, case when c.data_class is null then '' else format('data_class = %L and', c.data_class) end, split_part(c.of_table, '.', 2), c.verb);
    execute format('create policy by_name_%2$s on %1$s to belong_app using (%3$s area_id = any ((select access.areas_now())::int[]) and child_id = any ((select access.children_for(%4$L))::uuid[]))',
      c.of_table, c.verb, case when c.data_class is null then '' else format('data_class = %L and', c.data_class) end, c.verb);
  end loop;
end $$;

-- Whether two records are one child is decided for the whole area, by those who hold the verb for it.
create policy for_area on people.pair to belong_app using (area_id = any (string_to_array(current_setting('belong.identity_areas', true), ',')::int[]));

-- Batches of published figures are for all; a return of an area, what was found in it and its rows are for those who give returns there.
drop policy of_area on collection.batch;
drop policy of_area on collection.finding;
create policy shared on collection.batch to belong_app using (area_id = 0 and 0 = any (access.areas_now())) with check (area_id = 0 and 0 = any (access.areas_now()));
create policy for_area on collection.batch to belong_app using (area_id = any (string_to_array(current_setting('belong.return_areas', true), ',')::int[]));
create policy at_places on collection.batch to belong_app using (area_id = any (access.areas_now()) and place_id = any (access.places_for('return_give')));
create policy shared on collection.finding to belong_app using (area_id = 0 and 0 = any (access.areas_now())) with check (area_id = 0 and 0 = any (access.areas_now()));
create policy of_batch on collection.finding for select to belong_app using (exists (select from collection.batch b where b.area_id = finding.area_id and b.batch_id = finding.batch_id));
