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
  add constraint batch_state_check check (state in ('unmapped', 'received', 'checking', 'checked', 'committing', 'committed', 'unchanged', 'rejected', 'undoing', 'undone', 'discarded', 'failed')),
  add column place_id int,
  add column series text,
  add column period text,
  add column as_at date;
comment on column collection.batch.place_id is 'For whom a return was given: the setting, or the authority for a file that speaks for many. Null for published figures.';
comment on column collection.batch.series is 'The kind of return by which it is expected: school-census, attendance-weekly. Null for published figures.';
create index batch_by_place on collection.batch (area_id, place_id);

-- ------------------------------------------------------------------ places: until when a place stands

create or replace view places.place_named as
  select place_id, name, level, starts, ends from places.place;
comment on view places.place_named is 'What a place is called, of which level it is and from when to when it stands, for rooms that name places.';

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
  period text not null,
  as_at date not null,
  primary key (area_id, batch_id, row)
);
create index record_row_by_child on people.record_row (area_id, child_id, as_at desc);
create index record_row_by_upn on people.record_row (area_id, upn);
comment on table people.record_row is 'A record of a return: who it says it is about, and which child it was taken to be and why. Every other fact of the same row has the same batch and row.';
comment on column people.record_row.key is 'What the record is known by within its return, so that the next one can be compared with it.';
comment on column people.record_row.period is 'The period of platform.extent it belongs to: a file may speak of several, and each is replaced by itself.';
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
  list text,
  batch_id int not null,
  reported_by int not null,
  row int not null,
  primary key (area_id, child_id, topic, starts, batch_id, row, value)
);
create index statement_by_batch on people.statement (area_id, batch_id);
create index statement_by_topic on people.statement (area_id, topic, value);
comment on table people.statement is 'What a return says of a child from a day on: SEN provision, need, year group, ethnicity, free meals, young carer, looked after. Without end it holds until the next statement on the topic.';
comment on column people.statement.list is 'The return by which it is given, where that names everyone it holds of: whoever is not on the next one has come off it. school-census:spring is asked in spring alone. Null for all others.';
comment on column people.statement.topic is 'One of specs/topics.json, which also gives the class, whether it holds until said otherwise, and the codes it may have.';

create view people.span with (security_invoker = true) as
  select area_id, child_id, topic, value, starts, coalesce(ends, least((next_starts - 1)::date, case when list is not null then (
      select min(later.as_at) - 1 from platform.extent own join platform.extent later on later.area_id = own.area_id and later.series = own.series and later.place_id = own.place_id and later.as_at > own.as_at
      where own.area_id = said.area_id and own.batch_id = said.batch_id and own.place_id = said.reported_by and own.series = split_part(said.list, ':', 1) and later.period like '%' || split_part(said.list, ':', 2)) end,
      case when list is not null then (select p.ends from places.place_named p where p.place_id = said.reported_by and p.ends >= said.starts) end)) as ends, data_class, batch_id, reported_by, row, list
  from (select s.*, min(starts) over (partition by area_id, child_id, topic, list order by starts range between '1 day' following and unbounded following) as next_starts from people.statement s) said
  where value <> '';
comment on view people.span is 'What holds of a child on a topic, from when to when: until the statement says, or until the day before the next one on the topic or the next list that names everyone, or with the setting whose list it is; ends is the last day.';

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
  week int not null,
  marks text not null,
  batch_id int not null,
  reported_by int not null,
  row int not null,
  primary key (area_id, batch_id, row, place_id, year)
);
create index attendance_by_child on people.attendance (area_id, child_id, year);
create index attendance_by_place on people.attendance (area_id, place_id, year);
comment on table people.attendance is 'What one file says of the register of a child at a setting in a school year. The register is all of them laid over each other, later batches on top.';
comment on column people.attendance.week is 'The week its marks begin in: 0 is the week of the Monday on or before 1 September of the year.';
comment on column people.attendance.marks is 'One character a session by our own table (specs/attendance-codes.json), ten a week, Monday morning to Friday afternoon; a space where this file says nothing. Blanks at the end are left out.';

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
  number int not null default 1,
  batch_id int not null,
  reported_by int not null,
  row int not null,
  primary key (area_id, batch_id, row, number)
);
create index suspension_by_child on people.suspension (area_id, child_id, starts);
create index suspension_by_place on people.suspension (area_id, place_id, starts);
comment on table people.suspension is 'A suspension or permanent exclusion. Up to three reasons in no order, so reasons add to more than suspensions; a day is two sessions.';

create view people.suspension_once with (security_invoker = true) as
  select distinct on (area_id, child_id, place_id, starts, category) area_id, child_id, place_id, starts, category, sessions, reasons, sen_provision, in_care, batch_id, reported_by, row
  from people.suspension order by area_id, child_id, place_id, starts, category, batch_id desc, row;
comment on view people.suspension_once is 'Each suspension once, as the latest return has it: the census and a list of suspensions both tell of the same.';

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

-- ------------------------------------------------------------------ collection: the return calendar and data quality

create table collection.expected_return (
  area_id int not null,
  expected_id uuid not null,
  series text not null,
  answered_by text[] not null,
  period text not null,
  label text not null,
  covers_from date not null,
  covers_until date not null,
  due_on date not null,
  place_id int not null,
  by_whom text not null check (by_whom in ('settings', 'authority')),
  asks_sign_off boolean not null default false,
  made_by text not null,
  made_at timestamptz not null,
  ended_by text,
  ended_at timestamptz,
  end_reason text,
  version int not null default 1,
  primary key (area_id, expected_id),
  unique (area_id, series, period, place_id)
);
create index expected_return_by_due on collection.expected_return (area_id, due_on);
comment on table collection.expected_return is 'A return the area expects: of which series and period, from each setting of a place or from the authority itself, by which day. Received is what platform.extent holds.';
comment on column collection.expected_return.answered_by is 'The series of files that answer it: attendance comes as daily marks or as weekly counts.';
comment on column collection.expected_return.covers_from is 'A return that speaks of a day from here to covers_until answers it, however its period is written.';

create table collection.return_word (
  area_id int not null,
  word_id uuid not null,
  series text not null,
  period text not null,
  place_id int not null,
  kind text not null check (kind in ('nil', 'sign-off', 'contest', 'note')),
  figure text,
  body text not null default '',
  batch_id int,
  due_on date,
  said_by text not null,
  said_at timestamptz not null,
  answer text,
  answered_by text,
  answered_at timestamptz,
  withdrawn_by text,
  withdrawn_at timestamptz,
  primary key (area_id, word_id)
);
create index return_word_of on collection.return_word (area_id, series, period, place_id);
create index return_word_by_place on collection.return_word (area_id, place_id);
create unique index one_nil_return on collection.return_word (area_id, series, period, place_id) where kind = 'nil' and withdrawn_at is null;
comment on table collection.return_word is 'What somebody said of a return: that there is nothing to give, that it is right, that a figure made of it is not, or a note. Taken back, never taken away.';
comment on column collection.return_word.batch_id is 'Of a sign-off: the batch that was signed; when another takes its place it is to be signed again.';
comment on column collection.return_word.due_on is 'Of a contest: the day by which it is to be answered.';

create table collection.return_number (
  area_id int not null,
  batch_id int not null,
  place_id int not null,
  period text not null,
  name text not null,
  value double precision not null,
  primary key (area_id, batch_id, place_id, period, name)
);
create index return_number_by_place on collection.return_number (area_id, place_id, name);
comment on table collection.return_number is 'What the data of a return look like, setting by setting: on roll, SEN support, sessions missed (specs/return-numbers.json). Written when it is checked and taken in; platform.extent says which batch stands.';

create table collection.quality_finding (
  area_id int not null,
  finding_id uuid not null,
  check_name text not null,
  place_id int not null,
  key text not null,
  message text not null,
  fix text not null,
  children int,
  first_found_at timestamptz not null,
  last_found_at timestamptz not null,
  gone_at timestamptz,
  owner text,
  due_on date,
  owner_set_by text,
  version int not null default 1,
  primary key (area_id, finding_id),
  unique (area_id, check_name, place_id, key)
);
create index quality_finding_open on collection.quality_finding (area_id, gone_at, place_id);
comment on table collection.quality_finding is 'What a check across returns found at a setting, who sees to it and by when. Done by itself when the check finds it no more; names no child.';

create table collection.quality_share (
  area_id int not null,
  field text not null,
  place_id int not null,
  have int not null,
  of int not null,
  counted_at timestamptz not null,
  primary key (area_id, field, place_id)
);
comment on table collection.quality_share is 'Of how many records on roll at a setting a key field is filled in, when that was last counted.';

-- ------------------------------------------------------------------ people: identity and target groups

alter table people.record_row add column former_upn text;
comment on column people.record_row.former_upn is 'A UPN the child had before, by which older returns find them. Never that of a child who was adopted: that one is in people.former_identity alone.';

alter table people.former_identity alter column given_name drop not null, alter column family_name drop not null, add column batch_id int, add column reported_by int, add column row int;
create index former_identity_by_batch on people.former_identity (area_id, batch_id);
comment on column people.former_identity.given_name is 'Null where a return gives the former UPN alone.';

alter table people.pair add column batch_id int;
create index pair_by_state on people.pair (area_id, state, found_at);
create index pair_by_batch on people.pair (area_id, batch_id);
comment on column people.pair.batch_id is 'The batch whose records made it; an open pair goes with it when it is undone.';
comment on column people.pair.one_id is 'That of the two which sorts first. After a merge the one that stayed is named in moved.';

create table people.register_code (
  position int not null primary key,
  code text not null,
  mark text not null,
  class text not null
);
comment on table people.register_code is 'reference. The codes of attendance registers by their position in counts: specs/attendance-codes.json, for reads in SQL.';

create table people.target_group (
  group_id text not null,
  starts date not null,
  ends date,
  label text not null,
  about text not null,
  data_class text not null check (data_class in ('ordinary', 'sen', 'health', 'care')),
  position int not null,
  primary key (group_id, starts)
);
comment on table people.target_group is 'reference. A target group as it is defined from a day on: specs/target-groups.json. Its id is that of measures.grouping where figures are published for the same group.';

create table people.target_rule (
  group_id text not null,
  starts date not null,
  number int not null,
  kind text not null check (kind in ('said', 'neighbourhood', 'suspended', 'absent')),
  topic text,
  one_of text[],
  none_of text[],
  limit_at double precision,
  words text not null,
  source text not null,
  primary key (group_id, starts, number),
  foreign key (group_id, starts) references people.target_group
);
comment on table people.target_rule is 'reference. What makes a child one of a target group: any one rule is enough.';
comment on column people.target_rule.kind is 'said: a return says it of them; neighbourhood: decile of deprivation of where they live at most limit_at; suspended: within twelve months; absent: at least limit_at percent of possible sessions of a school year, twenty sessions or more.';

create table people.neighbourhood (
  lsoa21 text not null primary key,
  imd_decile int not null
);
comment on table people.neighbourhood is 'reference. Every neighbourhood of England (LSOA of 2021) with its decile of the Indices of Deprivation 2025: 1 is the most deprived tenth.';

create table people.postcode_area (
  area_id int not null,
  batch_id int not null,
  postcode text not null,
  lsoa21 text not null,
  row int not null,
  primary key (area_id, batch_id, postcode)
);
create index postcode_area_by_postcode on people.postcode_area (area_id, postcode);
comment on table people.postcode_area is 'Which neighbourhood (LSOA of 2021) a postcode lies in, by a list the area gave. The list that stands is the one of platform.extent.';
comment on column people.postcode_area.postcode is 'In capitals without a space.';

create view people.absent_year with (security_invoker = true) as
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
    select a.area_id, a.child_id, a.year, a.batch_id, length(a.marks) - length(translate(a.marks, c.absent, '')) as absent, length(a.marks) - length(translate(a.marks, c.counted, '')) as possible,
      make_date(a.year, 8, 31) + (a.sessions + 9) / 10 * 7 as until
    from marked a cross join codes c
    union all
    select s.area_id, s.child_id, extract(year from s.starts - interval '8 months')::int, s.batch_id, n.absent, coalesce(s.possible, n.possible), s.ends
    from people.session_count s
    cross join lateral (
      select coalesce(sum(u.sessions) filter (where r.class in ('authorised', 'unauthorised')), 0) as absent, coalesce(sum(u.sessions) filter (where r.class <> 'not-counted'), 0) as possible
      from unnest(s.counts) with ordinality as u (sessions, nth) join people.register_code r on r.position = u.nth - 1) n
    where not exists (select from people.attendance a where a.area_id = s.area_id and a.child_id = s.child_id and a.year = extract(year from s.starts - interval '8 months')::int))
  select area_id, child_id, year, sum(possible)::int as possible, sum(absent)::int as absent, max(until) as until, max(batch_id) as batch_id from parts group by area_id, child_id, year;
comment on view people.absent_year is 'Possible and absent sessions of a child in a school year, from registers where there are any, else from counts.';

create view people.group_member with (security_invoker = true) as
  select s.area_id, s.child_id, r.group_id, r.number, greatest(s.starts, r.starts) as starts, least(s.ends, g.ends) as ends, s.batch_id, s.row
  from people.target_rule r join people.target_group g on g.group_id = r.group_id and g.starts = r.starts join people.span s on s.topic = r.topic and (r.one_of is null or s.value = any (r.one_of)) and (r.none_of is null or s.value <> all (r.none_of))
  where r.kind = 'said' and s.starts <= coalesce(g.ends, 'infinity') and coalesce(s.ends, 'infinity') >= g.starts
  union all
  select s.area_id, s.child_id, r.group_id, r.number, greatest(s.starts, r.starts), least(s.ends, g.ends), s.batch_id, s.row
  from people.span s join people.postcode_area p on p.area_id = s.area_id and p.postcode = replace(upper(s.value), ' ', '')
  join platform.extent e on e.area_id = p.area_id and e.batch_id = p.batch_id and e.series = 'postcodes'
  join people.neighbourhood n on n.lsoa21 = p.lsoa21 join people.target_rule r on r.kind = 'neighbourhood' and n.imd_decile <= r.limit_at join people.target_group g on g.group_id = r.group_id and g.starts = r.starts
  where s.topic = 'postcode' and s.starts <= coalesce(g.ends, 'infinity') and coalesce(s.ends, 'infinity') >= g.starts
  union all
  select s.area_id, s.child_id, r.group_id, r.number, greatest(s.starts, r.starts), least(s.ends, g.ends), s.batch_id, s.row
  from people.span s join people.neighbourhood n on n.lsoa21 = s.value
  join people.target_rule r on r.kind = 'neighbourhood' and n.imd_decile <= r.limit_at join people.target_group g on g.group_id = r.group_id and g.starts = r.starts
  where s.topic = 'neighbourhood' and s.starts <= coalesce(g.ends, 'infinity') and coalesce(s.ends, 'infinity') >= g.starts
  union all
  select s.area_id, s.child_id, r.group_id, r.number, greatest(s.starts, r.starts), least((s.starts + interval '1 year' - interval '1 day')::date, g.ends), s.batch_id, s.row
  from people.suspension s join people.target_rule r on r.kind = 'suspended' join people.target_group g on g.group_id = r.group_id and g.starts = r.starts
  where s.starts <= coalesce(g.ends, 'infinity') and s.starts + interval '1 year' > g.starts
  union all
  select y.area_id, y.child_id, r.group_id, r.number, greatest(y.until, r.starts), least((y.until + interval '1 year' - interval '1 day')::date, g.ends), y.batch_id, null::int
  from people.absent_year y join people.target_rule r on r.kind = 'absent' and y.possible >= 20 and y.absent * 100.0 >= y.possible * r.limit_at join people.target_group g on g.group_id = r.group_id and g.starts = r.starts
  where y.until <= coalesce(g.ends, 'infinity') and y.until + interval '1 year' > g.starts;
comment on view people.group_member is 'Who is one of a target group, from when to when and by which rule, with the file and row that says so. Groups overlap as children do. Whoever asks sees what the classes of its sources open to them; ends is the last day.';

-- Counting a city's groups row by row through every policy takes longer than a page may: the counts, and they alone, are made here through the
-- same reach, class by class: children on roll today where one holds the verb of the class, or of whom one holds it by name.
create function people.groups_counted(area int, today date) returns table (group_id text, members int)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    with verbs as (select * from (values ('ordinary', 'child_read'), ('sen', 'sen_read'), ('health', 'health_read'), ('care', 'care_read')) as v (data_class, verb)),
    roll as materialized (
      select distinct e.child_id, e.place_id from people.enrolment e where e.area_id = area and area = any (access.areas_now()) and daterange(e.starts, e.ends, '[]') @> today and daterange(e.starts, e.ends, '[]') @> current_date),
    named as (select v.data_class, n.child_id from verbs v cross join unnest(access.children_for(v.verb)) as n (child_id) join people.child c on c.area_id = area and c.child_id = n.child_id where area = any (access.areas_now())),
    sees as materialized (
      select v.data_class, r.child_id from verbs v join roll r on r.place_id in (select unnest(access.places_for(v.verb)))
      union select data_class, child_id from named),
    here as materialized (select child_id from sees where data_class = 'ordinary'),
    -- By themselves, so that the planner makes each source once and not once for every child.
    every as materialized (select distinct m.child_id, m.group_id from people.group_member m where m.area_id = area and today between m.starts and coalesce(m.ends, 'infinity')),
    members as materialized (
      select m.child_id, m.group_id from every m join people.target_group g on g.group_id = m.group_id and today between g.starts and coalesce(g.ends, 'infinity')
      join sees s on s.child_id = m.child_id and s.data_class = g.data_class join here h on h.child_id = m.child_id)
    select group_id, count(*)::int from members group by group_id
    union all select '', count(*)::int from here
    union all select 'in-some', count(distinct child_id)::int from members
    union all select 'in-several', count(*)::int from (select child_id from members group by child_id having count(*) > 1) several $$;
comment on function people.groups_counted is 'How many children in reach are in each target group on a day; under no name how many are in reach, under in-some and in-several how many are in one or more, and in more than one. Nothing for an area one has no part in.';
revoke all on function people.groups_counted from public;
grant execute on function people.groups_counted to belong_app;

grant select on people.register_code, people.target_group, people.target_rule, people.neighbourhood, people.postcode_area, people.absent_year, people.group_member to belong_app;
alter table people.postcode_area enable row level security;
alter table people.postcode_area force row level security;
create policy keeper on people.postcode_area to current_user using (true) with check (true);
create policy of_area on people.postcode_area for select to belong_app using (area_id = any (access.areas_now()));

-- ------------------------------------------------------------------ places: settings

alter table places.place drop constraint place_level_check;
alter table places.place add constraint place_level_check
  check (level in ('school', 'cluster', 'ward', 'trust', 'partnership', 'health-place', 'locality', 'area', 'city', 'authority', 'region', 'country'));
alter table places.place_code drop constraint place_code_scheme_check, add column batch_id int;
alter table places.place_code add constraint place_code_scheme_check check (scheme in ('ons', 'dfe', 'lait', 'urn', 'laestab', 'ukprn', 'local'));
comment on table places.place_code is 'reference. Codes by which a place is known, and when: ons (E08000035), dfe (383), lait (970 for England), urn, laestab, ukprn. A LAESTAB may move to another setting, with a day.';
comment on column places.place_code.batch_id is 'The batch of the register it follows from, with which it is made anew; null where it came otherwise.';
alter table places.membership drop constraint membership_pkey, add column batch_id int;
alter table places.membership add constraint membership_once unique nulls not distinct (hierarchy, place_id, parent_id, starts);
comment on column places.membership.batch_id is 'The batch of the register it follows from, with which it is made anew; null where it came otherwise.';
alter table places.succession add column batch_id int;

create table places.establishment (
  urn int not null primary key,
  name text not null,
  type text,
  type_group text,
  status int,
  phase int,
  open_date date,
  close_date date,
  open_reason text,
  close_reason text,
  low_age int,
  high_age int,
  capacity int,
  pupils int,
  gender text,
  la_code text,
  laestab text,
  ukprn text,
  trust_code text,
  trust text,
  provision text,
  provision_on_roll int,
  provision_capacity int,
  unit_on_roll int,
  unit_capacity int,
  sen_types text[],
  section41 text,
  section41_from date,
  section41_until date,
  town text,
  postcode text,
  district text,
  ward text,
  lsoa text,
  msoa text,
  easting int,
  northing int,
  as_at date,
  batch_id int not null,
  row int not null
);
create index establishment_by_authority on places.establishment (la_code);
create index establishment_by_batch on places.establishment (batch_id);
comment on table places.establishment is 'reference. The register: every school and setting a list of them speaks of, as the newest list has it. Those of the areas this Belong is run for are places too.';
comment on column places.establishment.as_at is 'The day of the list that described it; null where only a list beside the register names it.';
comment on column places.establishment.row is 'Of the file of that batch, where it was last changed.';
comment on column places.establishment.provision is 'Resourced provision, SEN unit, or both.';

create table places.establishment_before (like places.establishment, replaced_by int not null, primary key (urn, replaced_by));
create index establishment_before_by_batch on places.establishment_before (batch_id);
create index establishment_before_by_replacer on places.establishment_before (replaced_by);
comment on table places.establishment_before is 'reference. What the register said of a setting before a newer list changed it: to show as it was, and to put back.';

create table places.establishment_link (
  urn int not null,
  link_urn int not null,
  link_type text not null,
  link_name text not null,
  on_date date,
  batch_id int not null,
  row int not null,
  primary key (urn, link_urn, link_type)
);
create index establishment_link_by_linked on places.establishment_link (link_urn);
comment on table places.establishment_link is 'reference. Which setting came before or after which, or is joined to it otherwise, as the register says.';

create table places.establishment_type (
  type text not null primary key,
  type_code text not null,
  type_group text not null,
  group_code text not null,
  batch_id int not null
);
comment on table places.establishment_type is 'reference. Types of setting and the group each belongs to, as DfE lists them.';

create table places.closure (
  area_id int not null,
  place_id int not null,
  ends date not null,
  reason text not null,
  said_by text not null,
  said_at timestamptz not null,
  primary key (area_id, place_id)
);
comment on table places.closure is 'A setting that its area says has closed, with its last day, until the register says so too.';

create table places.own_hierarchy (
  area_id int not null,
  hierarchy text not null,
  purpose text not null default 'tree' check (purpose in ('tree', 'same')),
  made_by text not null,
  made_at timestamptz not null,
  primary key (area_id, hierarchy)
);
comment on table places.own_hierarchy is 'Hierarchies that are an area''s own, changed by those who keep its settings. Under the purpose "same" a setting a return named lies in the one it was found to be.';

-- ------------------------------------------------------------------ collection: recipes of the mapping page

create table collection.recipe (
  area_id int not null,
  recipe text not null,
  version int not null,
  place_id int not null,
  name text not null,
  target text not null,
  body jsonb not null,
  is_kept boolean not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (area_id, recipe, version)
);
comment on table collection.recipe is 'What the columns of one sort of file are, so that the next such file is read without asking. A change is a new version; a batch names the version it was read by.';
comment on column collection.recipe.place_id is 'For whom it was made: the authority, or a setting, whose people alone change it. All of the area use it.';
comment on column collection.recipe.is_kept is 'False in the version that ends it.';
comment on column collection.recipe.body is 'Target, header, and for each field its column, order of dates and words for codes: no rows of a file.';

-- ------------------------------------------------------------------ people: school census

create table people.alternative_provision (
  area_id int not null,
  child_id uuid not null,
  place_id int not null,
  number int not null,
  provider_id int,
  provider text,
  setting_type text,
  starts date not null,
  ends date,
  sessions_per_week int,
  pattern text,
  reason text,
  sen_provision text,
  batch_id int not null,
  reported_by int not null,
  row int not null,
  primary key (area_id, batch_id, row, number)
);
create index alternative_provision_by_child on people.alternative_provision (area_id, child_id, starts);
create index alternative_provision_by_place on people.alternative_provision (area_id, place_id, starts);
comment on table people.alternative_provision is 'Alternative provision that a school arranges for a pupil on its roll: with whom, since when, how many sessions a week and why.';
comment on column people.alternative_provision.provider is 'As the return names it: urn 100000, ukprn 10000000, or a company number and postcode; provider_id is its place where we hold it.';
comment on column people.alternative_provision.setting_type is 'Of a provider with neither URN nor UKPRN: OOT one-to-one tuition, WBP work-based, NFE college that is not maintained, OTH other unregistered.';

-- ------------------------------------------------------------------ people: requests, assessments and plans (SEN2)

create table people.ehc_request (
  area_id int not null,
  child_id uuid not null,
  number int not null,
  received date,
  source text,
  in_youth_custody boolean,
  outcome text,
  decided date,
  mediation boolean,
  tribunal boolean,
  exported text,
  assessment_outcome text,
  assessed date,
  assessment_mediation boolean,
  assessment_tribunal boolean,
  other_mediation boolean,
  other_tribunal boolean,
  exception boolean,
  issued date,
  batch_id int not null,
  reported_by int not null,
  row int not null,
  primary key (area_id, batch_id, row, number)
);
create index ehc_request_by_child on people.ehc_request (area_id, child_id);
comment on table people.ehc_request is 'A request for an EHC needs assessment as SEN2 gives it: when it came, what was decided of it and of the assessment, and when the plan began. A later reversal never changes an outcome: it sets a flag.';
comment on column people.ehc_request.in_youth_custody is 'The request was made while the young person was in relevant youth accommodation (RYA).';
comment on column people.ehc_request.exception is 'An exception to the 20 weeks applied (Week20).';
comment on column people.ehc_request.issued is 'The day the plan began; null where there is none.';

create table people.ehc_plan (
  area_id int not null,
  child_id uuid not null,
  number int not null,
  starts date,
  ceased date,
  cease_reason text,
  is_active boolean not null,
  residential text,
  work_based text,
  personal_budget boolean,
  organised boolean,
  direct_payments text,
  transferred_from text,
  review_met date,
  review_outcome text,
  review_decided date,
  review_drafted date,
  transfer_due date,
  transfer_final date,
  batch_id int not null,
  reported_by int not null,
  row int not null,
  primary key (area_id, batch_id, row, number)
);
create index ehc_plan_by_child on people.ehc_plan (area_id, child_id);
comment on table people.ehc_plan is 'An EHC plan as SEN2 gives it on its census day: active or ceased, with its last review and the phase transfer. number is that of the request it came of.';
comment on column people.ehc_plan.transferred_from is 'The three-digit code of the authority it was moved in from during the year.';

create table people.ehc_placement (
  area_id int not null,
  child_id uuid not null,
  number int not null,
  placement int not null,
  is_named boolean not null,
  place_id int,
  urn text,
  ukprn text,
  setting text,
  setting_says text,
  rank int,
  sen_unit boolean,
  resourced boolean,
  starts date,
  ends date,
  residential text,
  work_based text,
  batch_id int not null,
  reported_by int not null,
  row int not null,
  primary key (area_id, batch_id, row, number, placement, is_named)
);
create index ehc_placement_by_child on people.ehc_placement (area_id, child_id);
create index ehc_placement_by_place on people.ehc_placement (area_id, place_id);
comment on table people.ehc_placement is 'Where a child with an EHC plan is or was placed (is_named false), or what the plan names (true). Where it is no school we hold, its number or kind stands alone.';

create view collection.batch_source as
  select area_id, batch_id, kind, series, period, as_at, given_by, given_at, committed_at, state, undone_by, undone_at
  from collection.batch where area_id = any (access.areas_now()) and state = any ('{committed,undoing,undone}');
comment on view collection.batch_source is 'Which batch a fact is from, for everyone who sees the fact: without the file''s name, which may be a child''s, and without what was found in it.';

create view places.setting_kind as
  select c.place_id, e.phase, e.type_group
  from places.place_code c join places.establishment e on c.scheme = 'urn' and c.code = e.urn::text
  where (c.starts is null or c.starts <= current_date) and (c.ends is null or c.ends >= current_date);
comment on view places.setting_kind is 'Of which phase and group of types a setting is by the register, for rooms that compare settings with their like.';

create view places.setting_in with (security_invoker = true) as
  select r.within_id, p.place_id, p.name, p.starts, p.ends, array(select s.to_id from places.succession s where s.from_id = p.place_id order by 1) as heirs from places.reach r join places.place p on p.place_id = r.place_id and p.level = 'school'
  union
  select m.parent_id, p.place_id, p.name, p.starts, p.ends, array(select s.to_id from places.succession s where s.from_id = p.place_id order by 1) from places.membership m join places.place p on p.place_id = m.place_id and p.level = 'school' where m.hierarchy = 'authorities';
comment on view places.setting_in is 'Settings of a place with the days they opened and closed and those that took their place, closed ones of an authority among them: for rooms that ask who was there at a time.';

-- ------------------------------------------------------------------ places: bridges between boundaries

create table places.bridge (
  batch_id int not null,
  from_code text not null,
  to_code text not null,
  weight double precision not null check (weight > 0 and weight <= 1),
  bridge text not null,
  method text not null,
  source text not null,
  vintage text not null,
  row int not null,
  primary key (batch_id, from_code, to_code)
);
create index bridge_by_name on places.bridge (bridge, batch_id);
comment on table places.bridge is 'reference. Which part of one area lies in another where boundaries differ (health and council), by a method and source that are named. Of a bridge of one name the newest batch holds.';
comment on column places.bridge.weight is 'The share of what is counted in from_code that is taken to belong to to_code: the weights of one from_code add up to 1 or less.';

-- ------------------------------------------------------------------ grants and the second wall

grant select on people.alternative_provision to belong_app;
alter table people.alternative_provision enable row level security;
alter table people.alternative_provision force row level security;
create policy keeper on people.alternative_provision to current_user using (true) with check (true);

grant select on platform.extent, platform.extent_before to belong_app;
grant select on people.record_row, people.identifier, people.nhs_number, people.on_roll_said, people.statement, people.session_count, people.attendance, people.suspension, people.attainment to belong_app;
grant select on people.ehc_request, people.ehc_plan, people.ehc_placement to belong_app;
grant select on people.span, people.suspension_once to belong_app;
grant select, update on people.pair to belong_app;

do $$
declare t text;
begin
  foreach t in array array['platform.extent', 'platform.extent_before', 'platform.set_aside', 'people.record_row', 'people.identifier', 'people.nhs_number', 'people.on_roll_said',
    'people.statement', 'people.session_count', 'people.attendance', 'people.suspension', 'people.attainment', 'people.ehc_request', 'people.ehc_plan', 'people.ehc_placement', 'people.pair'] loop
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
    ('people.session_count', null, 'child_read'), ('people.attendance', null, 'child_read'), ('people.suspension', null, 'child_read'), ('people.alternative_provision', null, 'child_read'), ('people.attainment', null, 'child_read'),
    ('people.ehc_request', null, 'sen_read'), ('people.ehc_plan', null, 'sen_read'), ('people.ehc_placement', null, 'sen_read')) as c (of_table, data_class, verb)
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

-- What is expected, that there was nothing to give and which figures are contested is seen by all who work in the area: it stands beside every
-- figure made of returns. The rest is for those who give, sign or keep them.
grant select, insert, update on collection.expected_return, collection.return_word, collection.quality_finding to belong_app;
grant select on collection.return_number, collection.quality_share, collection.batch_source, places.setting_kind, places.setting_in, places.bridge to belong_app;
do $$
declare t text;
begin
  foreach t in array array['collection.expected_return', 'collection.return_word', 'collection.return_number', 'collection.quality_finding', 'collection.quality_share'] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy keeper on %s to current_user using (true) with check (true)', t);
  end loop;
  foreach t in array array['collection.return_word', 'collection.return_number', 'collection.quality_finding', 'collection.quality_share'] loop
    execute format('create policy for_area on %s to belong_app using (area_id = any (string_to_array(current_setting(''belong.return_areas'', true), '','')::int[]))', t);
    execute format('create policy at_places on %s to belong_app using (area_id = any (access.areas_now()) and place_id = any (access.places_for(''return_give'')))', t);
    execute format('create policy to_sign on %s to belong_app using (area_id = any (access.areas_now()) and place_id = any (access.places_for(''return_sign'')))', t);
  end loop;
end $$;
create policy of_area on collection.expected_return for select to belong_app using (area_id = any (access.areas_now()));
create policy calendar on collection.expected_return to belong_app using (area_id = any (string_to_array(current_setting('belong.calendar_areas', true), ',')::int[]));
create policy of_area on collection.return_word for select to belong_app using (area_id = any (access.areas_now()) and kind = any ('{nil,contest}'));

-- places: settings. The register and what areas group are known to all; an area changes its own hierarchies, and says itself what has closed.
grant select on places.establishment, places.establishment_before, places.establishment_link, places.establishment_type to belong_app;
grant select, insert, update, delete on places.closure, places.own_hierarchy to belong_app;
do $$
declare t text;
begin
  foreach t in array array['places.closure', 'places.own_hierarchy'] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy keeper on %s to current_user using (true) with check (true)', t);
    execute format('create policy of_area on %s for select to belong_app using (area_id = any (access.areas_now()))', t);
    execute format('create policy for_area on %s to belong_app using (area_id = any (string_to_array(current_setting(''belong.setting_areas'', true), '','')::int[]))', t);
  end loop;
end $$;
create policy for_settings on places.membership to belong_app
  using (hierarchy in (select o.hierarchy from places.own_hierarchy o where o.area_id = any (string_to_array(current_setting('belong.setting_areas', true), ',')::int[])));

-- A recipe is used by all who work in the area, made by those who give returns, and changed by those who give them for the same place.
grant select, insert on collection.recipe to belong_app;
alter table collection.recipe enable row level security;
alter table collection.recipe force row level security;
create policy keeper on collection.recipe to current_user using (true) with check (true);
create policy of_area on collection.recipe for select to belong_app using (area_id = any (access.areas_now()));
create policy at_places on collection.recipe for insert to belong_app with check (area_id = any (access.areas_now()) and place_id = any (access.places_for('return_give')));
