-- Made from the database by scripts/write-schema.ts; do not edit. What changes it is in migrations/.

-- ------------------------------------------------------------------ access

create schema access;

create table access.grant_held (
  area_id integer not null,
  person text not null,
  verb text not null,
  place_id integer not null,
  starts date not null,
  ends date,
  source text not null,
  primary key (area_id, person, verb, place_id, starts)
);
create index grant_by_person on access.grant_held (person);
comment on table access.grant_held is 'person × verb × place (and below) × dates. area_id 0 holds the installation''s own verbs.';

create table access.one_time_link (
  token_hash bytea not null,
  purpose text not null,
  person text,
  made_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  used_at timestamp with time zone,
  primary key (token_hash),
  constraint one_time_link_purpose_check check (purpose = any (array['setup'::text, 'sign-in'::text]))
);
comment on table access.one_time_link is 'reference. Links that work once: the first area''s setup, and sign-in of its administrator until accounts come.';

create table access.person (
  slug text not null,
  name text not null,
  role_title text not null,
  email text,
  home_area_id integer not null,
  demo boolean not null,
  made_at timestamp with time zone not null,
  left_at timestamp with time zone,
  primary key (slug)
);
comment on table access.person is 'reference. Who may sign in. The demo''s cast is invented.';

create table access.session (
  token_hash bytea not null,
  person text not null,
  area_id integer not null,
  made_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  primary key (token_hash),
  foreign key (person) references access.person(slug)
);
comment on table access.session is 'reference. Opaque sessions: the cookie holds a random token, this its SHA-256. Listable and revocable.';

create table access.token (
  token_hash bytea not null,
  person text not null,
  made_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  primary key (token_hash),
  foreign key (person) references access.person(slug)
);
comment on table access.token is 'reference. Keys for the API, by SHA-256.';

-- ------------------------------------------------------------------ collection

create schema collection;

create table collection.batch (
  area_id integer not null,
  batch_id integer not null,
  kind text not null,
  file text not null,
  content_hash text not null,
  parts jsonb not null,
  options jsonb not null,
  state text not null,
  blocks boolean not null default false,
  rows_read integer not null default 0,
  rows_new integer not null default 0,
  rows_changed integer not null default 0,
  rows_same integer not null default 0,
  rows_rejected integer not null default 0,
  errors integer not null default 0,
  queries integer not null default 0,
  publisher text,
  release text,
  work_id uuid,
  given_by text not null,
  given_at timestamp with time zone not null,
  committed_at timestamp with time zone,
  undone_at timestamp with time zone,
  undone_by text,
  acknowledged_by text,
  acknowledged_at timestamp with time zone,
  fault_reference text,
  primary key (area_id, batch_id),
  constraint batch_state_check check (state = any (array['received'::text, 'checking'::text, 'checked'::text, 'committing'::text, 'committed'::text, 'unchanged'::text, 'rejected'::text, 'undone'::text, 'discarded'::text, 'failed'::text]))
);
create index batch_by_content on collection.batch (area_id, kind, content_hash, state);
comment on table collection.batch is 'One unit given to us: what it was, what it would change, what became of it. Published figures belong to area 0.';
comment on column collection.batch.content_hash is 'SHA-256 of the parts'' bytes with the options that change how they are read; the same content under another name is the same.';

create table collection.batch_number (
  area_id integer not null,
  last integer not null,
  primary key (area_id)
);
comment on table collection.batch_number is 'The last batch number given in an area: identity columns would cross areas.';

create table collection.finding (
  area_id integer not null,
  batch_id integer not null,
  number integer not null,
  rule text not null,
  severity text not null,
  row integer,
  column_name text,
  value text,
  message text not null,
  fix text,
  primary key (area_id, batch_id, number),
  foreign key (area_id, batch_id) references collection.batch(area_id, batch_id) on delete cascade,
  constraint finding_severity_check check (severity = any (array['error'::text, 'query'::text]))
);
create index finding_by_rule on collection.finding (area_id, batch_id, rule, number);
comment on table collection.finding is 'An Issue found in a batch: at which cell, by which rule, and how to mend it.';

-- ------------------------------------------------------------------ desk

create schema desk;

create table desk.seen (
  area_id integer not null,
  person text not null,
  last_at timestamp with time zone not null,
  before_at timestamp with time zone,
  primary key (area_id, person)
);
comment on table desk.seen is 'When a person was last here, so that home can say what changed since.';

-- ------------------------------------------------------------------ measures

create schema measures;

create table measures.batch_rests_on (
  batch_id integer not null,
  rests_on integer not null,
  primary key (batch_id, rests_on)
);
comment on table measures.batch_rests_on is 'reference. A batch that speaks of a series or a school an earlier one brought rests on it: the earlier cannot be undone first.';

create table measures.grouping (
  group_id text not null,
  label text not null,
  topic text not null,
  position integer not null,
  primary key (group_id)
);
comment on table measures.grouping is 'reference. Groups of children that measures are published for; all is everyone.';

create table measures.measure (
  measure_id text not null,
  version integer not null,
  label text not null,
  definition text not null,
  method text not null,
  unit text not null,
  polarity text not null,
  decimals integer not null,
  period_type text not null,
  accountability text not null,
  topic text not null,
  publisher text not null,
  breaks jsonb not null,
  comparability text not null,
  valid_from date not null,
  primary key (measure_id),
  constraint measure_accountability_check check (accountability = any (array['population'::text, 'performance'::text])),
  constraint measure_decimals_check check (decimals >= 0 and decimals <= 9),
  constraint measure_polarity_check check (polarity = any (array['high'::text, 'low'::text, 'none'::text]))
);
comment on table measures.measure is 'reference. The measure book: each measure as it is defined now.';

create table measures.measure_version (
  measure_id text not null,
  version integer not null,
  valid_from date not null,
  stood jsonb not null,
  batch_id integer,
  primary key (measure_id, version),
  foreign key (measure_id) references measures.measure(measure_id)
);
comment on table measures.measure_version is 'reference. Every version a definition has had, whole.';

create table measures.observation (
  series_id integer not null,
  period_id integer not null,
  place_id integer not null,
  value double precision,
  missing text,
  numerator double precision,
  denominator double precision,
  status text,
  batch_id integer not null,
  row integer not null,
  found text,
  primary key (series_id, period_id, place_id)
);
create index observation_by_batch on measures.observation using brin (batch_id) with (pages_per_range='32');
comment on table measures.observation is 'reference. A published figure: a value, or why there is none. Without foreign keys, which a bulk load of 641,070 rows would pay for twice; the commit makes series, periods and places first in the same transaction.';
comment on column measures.observation.missing is 'x not available, c withheld, z not applicable, low rounds to 0 but is not, u unreliable, not-reported; null where there is a value.';
comment on column measures.observation.status is 'provisional, revised or final, as the source says of this figure; null where it does not say.';
comment on column measures.observation.found is 'The text as found, where it differs from how we print what we read.';

create table measures.period (
  period_id integer generated by default as identity,
  label text not null,
  type text not null,
  starts date not null,
  ends date not null,
  primary key (period_id),
  unique (type, label)
);
comment on table measures.period is 'reference. Periods in our one spelling.';

create table measures.replaced (
  series_id integer not null,
  period_id integer not null,
  place_id integer not null,
  replaced_by integer not null,
  value double precision,
  missing text,
  numerator double precision,
  denominator double precision,
  status text,
  batch_id integer not null,
  row integer not null,
  found text,
  primary key (series_id, period_id, place_id, replaced_by)
);
create index replaced_by_batch on measures.replaced (replaced_by);
comment on table measures.replaced is 'reference. What a newer release replaced, kept, so that it can be shown and put back.';

create table measures.series (
  series_id integer generated by default as identity,
  measure_id text not null,
  group_id text not null,
  source text not null,
  code text not null,
  label text not null,
  unit text not null,
  polarity text not null,
  decimals integer not null,
  quartiles boolean not null,
  preference integer not null,
  primary key (series_id),
  unique (source, code),
  foreign key (group_id) references measures."grouping"(group_id),
  foreign key (measure_id) references measures.measure(measure_id),
  constraint series_polarity_check check (polarity = any (array['high'::text, 'low'::text, 'none'::text]))
);
create index series_by_measure on measures.series (measure_id, group_id, preference);
comment on table measures.series is 'reference. One published column: a measure for a group as one source gives it, with the source''s own unit, polarity, decimals and quartile rule.';
comment on column measures.series.preference is 'Where several sources publish the same, the lowest is shown first: 1 the release itself, 2 a compilation.';

create table measures.series_before (
  series_id integer not null,
  changed_by integer not null,
  stood jsonb not null,
  primary key (series_id, changed_by)
);
comment on table measures.series_before is 'reference. What the source said of a series (unit, decimals, label and so on) before a batch said otherwise, to put back when it is undone.';

create table measures.series_period (
  series_id integer not null,
  period_id integer not null,
  spelling text not null,
  primary key (series_id, period_id),
  foreign key (period_id) references measures.period(period_id),
  foreign key (series_id) references measures.series(series_id)
);
comment on table measures.series_period is 'reference. The periods a series has, and how the source spells them.';

-- ------------------------------------------------------------------ places

create schema places;

create table places.area (
  area_id integer not null,
  place_id integer not null,
  name text not null,
  slug text not null,
  colour text not null,
  made_at timestamp with time zone not null,
  primary key (area_id),
  unique (slug),
  foreign key (place_id) references places.place(place_id)
);
comment on table places.area is 'reference. A local area: the tenant. Its place is the authority it is for; colour is the one it chose, 4.5:1 on paper.';

create view places.area_home as
select a.area_id,
    a.name,
    a.slug,
    a.colour,
    a.place_id,
    p.name as place_name,
    coalesce(( select c.code
           from places.place_code c
          where c.place_id = a.place_id and c.scheme = 'ons'::text
          order by c.ends desc
         limit 1), ''::text) as place_code
   from places.area a
     join places.place p on p.place_id = a.place_id;
comment on view places.area_home is 'Each area with the authority it is for, for rooms that greet people.';

create table places.comparator (
  area_id integer not null,
  set_id uuid not null,
  place_id integer not null,
  primary key (area_id, set_id, place_id),
  foreign key (area_id, set_id) references places.comparator_set(area_id, set_id) on delete cascade
);
comment on table places.comparator is 'A place of an area''s own comparator set.';

create table places.comparator_set (
  area_id integer not null,
  set_id uuid not null,
  name text not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  version integer not null default 1,
  primary key (area_id, set_id)
);
comment on table places.comparator_set is 'An area''s own set of places to compare with.';

create table places.hierarchy (
  hierarchy text not null,
  label text not null,
  primary key (hierarchy)
);
comment on table places.hierarchy is 'reference. Ways places are grouped: government regions, Inner and Outer London, and later an area''s own.';

create view places.member_today as
select place_id,
    parent_id
   from places.membership
  where (starts is null or starts <= CURRENT_DATE) and (ends is null or ends >= CURRENT_DATE);
comment on view places.member_today is 'Which place belongs to which today, in any hierarchy.';

create table places.membership (
  hierarchy text not null,
  place_id integer not null,
  parent_id integer not null,
  starts date,
  ends date,
  primary key (hierarchy, place_id, parent_id),
  foreign key (hierarchy) references places.hierarchy(hierarchy),
  foreign key (parent_id) references places.place(place_id),
  foreign key (place_id) references places.place(place_id)
);
create index membership_by_parent on places.membership (hierarchy, parent_id);
create index membership_by_place on places.membership (place_id);
comment on table places.membership is 'reference. Which place belongs to which, in one hierarchy, from when to when.';

create table places.neighbour (
  set_id text not null,
  place_id integer not null,
  rank integer not null,
  neighbour_id integer not null,
  closeness text,
  primary key (set_id, place_id, rank),
  foreign key (neighbour_id) references places.place(place_id),
  foreign key (place_id) references places.place(place_id),
  foreign key (set_id) references places.neighbour_set(set_id)
);
comment on table places.neighbour is 'reference. The ten nearest by the model, closest first. Not symmetric.';

create table places.neighbour_set (
  set_id text not null,
  label text not null,
  published date,
  source text not null,
  batch_id integer,
  primary key (set_id)
);
comment on table places.neighbour_set is 'reference. A generation of statistical neighbours, named by its year.';

create table places.place (
  place_id integer generated by default as identity,
  level text not null,
  name text not null,
  starts date,
  ends date,
  also_called text[] not null default '{}'::text[],
  batch_id integer,
  primary key (place_id),
  constraint place_level_check check (level = any (array['school'::text, 'cluster'::text, 'locality'::text, 'area'::text, 'city'::text, 'authority'::text, 'region'::text, 'country'::text]))
);
comment on table places.place is 'reference. A place keeps its identity when its code changes (Sheffield in 2025) and ends when another takes its place (Cumbria in 2023).';
comment on column places.place.ends is 'The last day it stood; null while it stands.';
comment on column places.place.also_called is 'Other names sources use for it.';

create table places.place_code (
  scheme text not null,
  code text not null,
  place_id integer not null,
  starts date,
  ends date,
  primary key (scheme, code, place_id),
  foreign key (place_id) references places.place(place_id),
  constraint place_code_scheme_check check (scheme = any (array['ons'::text, 'dfe'::text, 'lait'::text, 'urn'::text, 'laestab'::text, 'local'::text]))
);
create index place_code_by_place on places.place_code (place_id, scheme);
comment on table places.place_code is 'reference. Codes by which a place is known, and when: ons (E08000035), dfe (383), lait (970 for England), urn, laestab.';

create view places.reach as
select place.place_id,
    place.place_id as within_id
   from places.place
union
 select member_today.place_id,
    member_today.parent_id as within_id
   from places.member_today
union
 select one.place_id,
    two.parent_id as within_id
   from places.member_today one
     join places.member_today two on two.place_id = one.parent_id
union
 select one.place_id,
    three.parent_id as within_id
   from places.member_today one
     join places.member_today two on two.place_id = one.parent_id
     join places.member_today three on three.place_id = two.parent_id;
comment on view places.reach is 'Every place with each place it lies in today, itself included, from a school to the country and across hierarchies. All that access knows of the tree.';

create table places.succession (
  from_id integer not null,
  to_id integer not null,
  on_date date not null,
  primary key (from_id, to_id),
  foreign key (from_id) references places.place(place_id),
  foreign key (to_id) references places.place(place_id)
);
comment on table places.succession is 'reference. Which place took over from which, on its first day. A successor does not inherit figures.';

-- ------------------------------------------------------------------ platform

create schema platform;

create table platform.data_version (
  area_id integer not null,
  version bigint not null,
  primary key (area_id)
);
comment on table platform.data_version is 'Moves on with every write that a page may show; pages make their ETags of it. Row 0 counts published figures and places.';

create table platform.deed (
  area_id integer not null,
  deed_id uuid not null,
  at timestamp with time zone not null,
  action text not null,
  person text not null,
  door text not null,
  subject text,
  input jsonb not null,
  primary key (area_id, deed_id)
);
create index deed_by_time on platform.deed (area_id, at desc);
comment on table platform.deed is 'One line for each action done: who, when, through which door, with what input.';
comment on column platform.deed.person is 'Slug of the person who acted; operator for the command line of the machine.';
comment on column platform.deed.subject is 'What it was done to, as an address a person could open.';

create table platform.once (
  area_id integer not null,
  person text not null,
  key text not null,
  input_hash text not null,
  outcome jsonb,
  at timestamp with time zone not null,
  primary key (area_id, person, key)
);
create index once_by_time on platform.once (area_id, at);
comment on table platform.once is 'Writes that carried an idempotency key, with what they came to: the same key again gives the same answer and does nothing twice. Kept for seven days.';
comment on column platform.once.key is 'The action''s name and the SHA-256 of the key that was sent, which may be of any length.';
comment on column platform.once.input_hash is 'SHA-256 of the input: the same key with other input is refused, not answered.';

create table platform.setting (
  area_id integer not null,
  name text not null,
  value jsonb not null,
  primary key (area_id, name)
);
comment on table platform.setting is 'What an installation or area has decided about itself: whether reference figures are in, the demo, the setup link.';

create table platform.work (
  area_id integer not null,
  work_id uuid not null,
  kind text not null,
  title text not null,
  input jsonb not null,
  state text not null,
  stage text,
  share double precision not null default 0,
  done bigint,
  total bigint,
  outcome jsonb,
  fault_reference text,
  cancel_asked boolean not null default false,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  started_at timestamp with time zone,
  heard_at timestamp with time zone,
  ended_at timestamp with time zone,
  primary key (area_id, work_id),
  constraint work_share_check check (share >= 0::double precision and share <= 1::double precision),
  constraint work_state_check check (state = any (array['waiting'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text]))
);
create index work_by_state on platform.work (area_id, state, asked_at);
comment on table platform.work is 'Long work and how far it is. The queue itself is pg-boss; what people see, cancel and resume is here, so that the queue can be swapped.';
comment on column platform.work.heard_at is 'Last sign of life of whoever runs it; silent for a minute means it may be taken up again.';

-- ------------------------------------------------------------------ programme

create schema programme;

create table programme.action (
  area_id integer not null,
  action_id uuid not null,
  place_id integer not null,
  measure_id text not null,
  group_id text not null,
  title text not null,
  owner text not null,
  due date not null,
  expected_effect text,
  state text not null,
  state_reason text,
  made_by text not null,
  made_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  version integer not null default 1,
  primary key (area_id, action_id),
  constraint action_state_check check (state = any (array['not-started'::text, 'under-way'::text, 'done'::text, 'dropped'::text]))
);
create index action_by_curve on programme.action (area_id, place_id, measure_id, group_id);
comment on table programme.action is 'What will be done, by whom, by when, and which curve it is meant to turn.';

-- ------------------------------------------------------------------ scorecards

create schema scorecards;

create table scorecards.story (
  area_id integer not null,
  place_id integer not null,
  measure_id text not null,
  group_id text not null,
  version integer not null,
  body text not null,
  not_known text not null default ''::text,
  written_by text not null,
  written_at timestamp with time zone not null,
  primary key (area_id, place_id, measure_id, group_id, version)
);
comment on table scorecards.story is 'The story behind the curve: causes and forces, and what is not known yet. Every version is kept.';

create table scorecards.target (
  area_id integer not null,
  target_id uuid not null,
  place_id integer not null,
  measure_id text not null,
  group_id text not null,
  period_label text not null,
  period_ends date not null,
  value double precision not null,
  reason text not null,
  set_by text not null,
  set_at timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  withdrawn_by text,
  primary key (area_id, target_id)
);
create index target_by_curve on scorecards.target (area_id, place_id, measure_id, group_id, period_ends);
comment on table scorecards.target is 'Where a measure should be for a place, by when, and why. A changed target is a new row; the old one is withdrawn, not overwritten.';
