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

create table desk.view (
  area_id integer not null,
  view_id uuid not null,
  person text not null,
  name text not null,
  address text not null,
  is_shared boolean not null default false,
  made_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  primary key (area_id, view_id)
);
create index view_by_person on desk.view (area_id, person);
comment on table desk.view is 'A page as somebody set it up, by a name of theirs: an address with its choices. Shared ones are for everyone of the area.';

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
  version integer not null default 1,
  primary key (area_id),
  unique (slug),
  foreign key (place_id) references places.place(place_id)
);
comment on table places.area is 'reference. A local area: the tenant. Its place is the authority it is for; colour is the one it chose, 4.5:1 on paper.';
comment on column places.area.version is 'Goes up with every change of its name, colour or mark, so that two people never overwrite each other unseen.';

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
         limit 1), ''::text) as place_code,
    l.content_hash as logo_hash,
    l.type as logo_type,
    l.alternative as logo_text
   from places.area a
     join places.place p on p.place_id = a.place_id
     left join places.area_logo l on l.area_id = a.area_id;
comment on view places.area_home is 'Each area with the authority it is for, for rooms that greet people.';

create table places.area_logo (
  area_id integer not null,
  type text not null,
  bytes bytea not null,
  content_hash text not null,
  alternative text not null,
  set_by text not null,
  set_at timestamp with time zone not null,
  primary key (area_id),
  constraint area_logo_type_check check (type = any (array['image/png'::text, 'image/jpeg'::text, 'image/svg+xml'::text]))
);
comment on table places.area_logo is 'The mark an area shows beside its name. An SVG is kept only where it holds shapes and nothing that runs or fetches.';

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

create table platform.paper (
  area_id integer not null,
  paper_id uuid not null,
  work_id uuid not null,
  kind text not null,
  subject text not null,
  title text not null,
  format text not null,
  file text,
  bytes bigint,
  pages integer,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  made_at timestamp with time zone,
  gone_at timestamp with time zone,
  primary key (area_id, paper_id),
  constraint paper_format_check check (format = any (array['docx'::text, 'pdf'::text, 'html'::text]))
);
create index paper_by_person on platform.paper (area_id, asked_by, asked_at desc);
comment on table platform.paper is 'A paper somebody asked for: a scorecard, a strategy, a measure or a comparison as a document. Its file lies in the data folder for seven days.';
comment on column platform.paper.subject is 'The address of the page it was made from.';

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
  measure_id text,
  group_id text,
  title text not null,
  owner text not null,
  due date,
  expected_effect text,
  state text not null,
  state_reason text,
  made_by text not null,
  made_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  version integer not null default 1,
  strategy_id uuid,
  priority_id uuid,
  number text,
  outcome text,
  due_words text,
  no_curve_reason text,
  primary key (area_id, action_id),
  constraint action_has_a_time check (due is not null or due_words is not null),
  constraint action_names_its_curve check (measure_id is not null or no_curve_reason is not null),
  constraint action_state_check check (state = any (array['not-started'::text, 'under-way'::text, 'done'::text, 'dropped'::text]))
);
create index action_by_curve on programme.action (area_id, place_id, measure_id, group_id);
create index action_by_due on programme.action (area_id, state, due);
create index action_by_priority on programme.action (area_id, strategy_id, priority_id);
comment on table programme.action is 'What will be done, by whom, by when, and which curve it is meant to turn.';
comment on column programme.action.outcome is 'The outcome of the plan it serves; actions of one outcome stand together.';
comment on column programme.action.due_words is 'By when, as the plan says it, where that is no day: ongoing, at review.';
comment on column programme.action.no_curve_reason is 'Why it names no curve, where it does not: nobody has said which measure it is to move.';

create table programme.action_before (
  area_id integer not null,
  action_id uuid not null,
  version integer not null,
  stood jsonb not null,
  changed_by text not null,
  changed_at timestamp with time zone not null,
  primary key (area_id, action_id, version),
  foreign key (area_id, action_id) references programme.action(area_id, action_id)
);
comment on table programme.action_before is 'How an action stood before each change: what was promised to whom by when cannot quietly become something else.';

create table programme.lead (
  area_id integer not null,
  priority_id uuid not null,
  position integer not null,
  kind text not null,
  role_title text not null,
  people integer not null default 1,
  primary key (area_id, priority_id, "position"),
  foreign key (area_id, priority_id) references programme.priority(area_id, priority_id) on delete cascade,
  constraint lead_kind_check check (kind = any (array['headteacher'::text, 'officer'::text, 'health'::text, 'social-care'::text, 'other'::text])),
  constraint lead_people_check check (people > 0)
);
comment on table programme.lead is 'Who leads a priority, by role and never by name: people move.';

create table programme.link (
  area_id integer not null,
  link_id uuid not null,
  strategy_id uuid not null,
  action_id uuid,
  to_strategy_id uuid,
  to_words text,
  kind text not null,
  position integer not null,
  primary key (area_id, link_id),
  foreign key (area_id, strategy_id) references programme.strategy(area_id, strategy_id),
  constraint link_check check ((to_strategy_id is null) <> (to_words is null)),
  constraint link_check1 check (to_strategy_id <> strategy_id),
  constraint link_kind_check check (kind = any (array['builds-on'::text, 'delivers'::text, 'linked'::text, 'context'::text]))
);
create index link_by_strategy on programme.link (area_id, strategy_id);
create index link_to_strategy on programme.link (area_id, to_strategy_id);
comment on table programme.link is 'From a strategy, or one of its actions, to another strategy: one held here, or one only named.';

create table programme.milestone (
  area_id integer not null,
  milestone_id uuid not null,
  strategy_id uuid not null,
  position integer not null,
  stage text not null,
  body text not null,
  when_words text not null,
  starts date,
  ends date,
  primary key (area_id, milestone_id),
  foreign key (area_id, strategy_id) references programme.strategy(area_id, strategy_id),
  constraint milestone_stage_check check (stage = any (array['consult'::text, 'scrutiny'::text, 'finalise'::text, 'publish'::text, 'realign'::text, 'review'::text, 'other'::text]))
);
comment on table programme.milestone is 'The way of a strategy itself: consult, scrutiny, finalise, publish, re-align resources, review.';

create table programme.priority (
  area_id integer not null,
  priority_id uuid not null,
  strategy_id uuid not null,
  number integer not null,
  title text not null,
  outcome text not null default ''::text,
  closed_on date,
  closed_reason text,
  changed_at timestamp with time zone not null,
  version integer not null default 1,
  primary key (area_id, priority_id),
  foreign key (area_id, strategy_id) references programme.strategy(area_id, strategy_id)
);
create index priority_by_strategy on programme.priority (area_id, strategy_id, number);
comment on table programme.priority is 'A priority of a strategy, with the outcome it is to bring. Closed on a day with a reason, never deleted.';

create table programme.promise (
  area_id integer not null,
  promise_id uuid not null,
  strategy_id uuid not null,
  number integer not null,
  body text not null,
  why_not_known text,
  to_know text,
  nearest text,
  note text,
  changed_by text not null,
  changed_at timestamp with time zone not null,
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_by text,
  withdrawn_reason text,
  primary key (area_id, promise_id),
  foreign key (area_id, strategy_id) references programme.strategy(area_id, strategy_id)
);
create index promise_by_strategy on programme.promise (area_id, strategy_id, number);
comment on table programme.promise is 'A measure of success or an agreed target of a strategy: something it asked to be judged by.';
comment on column programme.promise.why_not_known is 'Why nobody can say whether it was kept, where it has no test: no value, no date, nothing published.';
comment on column programme.promise.to_know is 'What would have to be collected to know.';
comment on column programme.promise.nearest is 'Measures shown beside a promise that cannot be judged, parted by commas: each an id, or id and group parted by a blank.';
comment on column programme.promise.note is 'What to know of how it is judged: where a published figure only comes near to what was promised, and what speaks for and against it.';

create table programme.promise_before (
  area_id integer not null,
  promise_id uuid not null,
  version integer not null,
  stood jsonb not null,
  changed_by text not null,
  changed_at timestamp with time zone not null,
  primary key (area_id, promise_id, version),
  foreign key (area_id, promise_id) references programme.promise(area_id, promise_id)
);
comment on table programme.promise_before is 'How a promise and its tests stood before each change: what was promised cannot quietly become something easier.';

create table programme.promise_test (
  area_id integer not null,
  promise_id uuid not null,
  position integer not null,
  measure_id text not null,
  group_id text not null,
  place_id integer not null,
  rule text not null,
  value double precision,
  from_period text,
  to_period text not null,
  primary key (area_id, promise_id, "position"),
  foreign key (area_id, promise_id) references programme.promise(area_id, promise_id) on delete cascade,
  constraint promise_test_rule_check check (rule = any (array['better-than-england'::text, 'not-above-lower-of'::text, 'falls-each-year'::text, 'rises-each-year'::text, 'at-least'::text, 'at-most'::text, 'falls-by-share'::text]))
);
comment on table programme.promise_test is 'How a promise is judged on published figures. All tests of a promise hold, or it was not kept.';
comment on column programme.promise_test.value is 'The value to reach (at-least, at-most) or the share to fall by, in per cent (falls-by-share).';

create table programme.reporting (
  area_id integer not null,
  strategy_id uuid not null,
  position integer not null,
  body text not null,
  part text not null,
  reports_to text,
  primary key (area_id, strategy_id, "position"),
  foreign key (area_id, strategy_id) references programme.strategy(area_id, strategy_id)
);
comment on table programme.reporting is 'The boards a strategy reports to: what each does for it, and to which board that one reports.';

create table programme.statement (
  area_id integer not null,
  statement_id uuid not null,
  strategy_id uuid not null,
  kind text not null,
  position integer not null,
  audience text,
  body text not null,
  group_id text,
  primary key (area_id, statement_id),
  foreign key (area_id, strategy_id) references programme.strategy(area_id, strategy_id),
  constraint statement_kind_check check (kind = any (array['aim'::text, 'purpose'::text, 'principle'::text, 'value'::text, 'outcome'::text, 'driver'::text, 'target-group'::text, 'feature'::text, 'implication'::text, 'approach'::text]))
);
create index statement_by_strategy on programme.statement (area_id, strategy_id, kind, "position");
comment on table programme.statement is 'What a strategy says, one sentence a row: its aims, principles, outcomes, drivers in law and policy, target groups.';
comment on column programme.statement.audience is 'Whom it speaks of, where the strategy divides its values so: children and young people; parents and carers; the council.';
comment on column programme.statement.group_id is 'For a target group, the group of the measure book that comes nearest, where there is one.';

create table programme.strategy (
  area_id integer not null,
  strategy_id uuid not null,
  slug text not null,
  title text not null,
  vision text not null default ''::text,
  starts date,
  ends date,
  source text not null default ''::text,
  agreed_by text,
  agreed_on date,
  public_from date,
  retired_on date,
  retired_by text,
  retired_reason text,
  made_by text not null,
  made_at timestamp with time zone not null,
  changed_by text not null,
  changed_at timestamp with time zone not null,
  version integer not null default 1,
  primary key (area_id, strategy_id),
  unique (area_id, slug)
);
comment on table programme.strategy is 'A strategy: a coherent set of actions with a reasoned chance. Its life is starts to ends; it is never deleted, only retired, with a reason.';
comment on column programme.strategy.source is 'The document it was written down from, in words.';
comment on column programme.strategy.public_from is 'From when the public may read it; null where they may not.';

create table programme.strategy_before (
  area_id integer not null,
  strategy_id uuid not null,
  version integer not null,
  stood jsonb not null,
  why text not null,
  changed_by text not null,
  changed_at timestamp with time zone not null,
  primary key (area_id, strategy_id, version)
);
comment on table programme.strategy_before is 'Each earlier version of a strategy, whole: what it said, with its statements, priorities, milestones and links, and why it was changed.';

-- ------------------------------------------------------------------ publishing

create schema publishing;

create table publishing.release (
  area_id integer not null,
  release_id uuid not null,
  place_id integer not null,
  framework_id uuid not null,
  content jsonb not null,
  published_by text not null,
  published_at timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  withdrawn_by text,
  withdrawn_reason text,
  primary key (area_id, release_id)
);
create index release_by_time on publishing.release (area_id, published_at desc);
comment on table publishing.release is 'A scorecard as an area showed it to the public: published figures with the words and stories of that day. Never altered; a newer one takes its place.';

-- ------------------------------------------------------------------ scorecards

create schema scorecards;

create table scorecards.baseline (
  area_id integer not null,
  baseline_id uuid not null,
  place_id integer not null,
  measure_id text not null,
  group_id text not null,
  decision text not null,
  reason text not null,
  definition_version integer not null,
  history jsonb not null,
  forecast jsonb not null,
  method text not null,
  frozen_by text not null,
  frozen_at timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  withdrawn_by text,
  primary key (area_id, baseline_id)
);
create index baseline_by_curve on scorecards.baseline (area_id, place_id, measure_id, group_id, frozen_at desc);
comment on table scorecards.baseline is 'A curve as it stood at a decision: its figures and where it would go if nothing changed. Never altered; what is better than this has turned.';
comment on column scorecards.baseline.history is 'Array of {period, value, missing, batch, row}, oldest first.';
comment on column scorecards.baseline.forecast is 'Array of {period, value, low, high}.';

create table scorecards.cause (
  area_id integer not null,
  cause_id uuid not null,
  place_id integer not null,
  measure_id text not null,
  group_id text not null,
  effect text not null,
  body text not null,
  evidence text not null default ''::text,
  evidence_address text,
  made_by text not null,
  made_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by text,
  primary key (area_id, cause_id),
  constraint cause_effect_check check (effect = any (array['better'::text, 'worse'::text]))
);
create index cause_by_curve on scorecards.cause (area_id, place_id, measure_id, group_id);
comment on table scorecards.cause is 'A cause or force behind a curve: makes it better or worse, and how we know.';

create table scorecards.contribution (
  area_id integer not null,
  performance_measure_id uuid not null,
  indicator_id uuid not null,
  kind text not null,
  strength text not null,
  rationale text not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by text,
  primary key (area_id, performance_measure_id, indicator_id, made_at),
  foreign key (area_id, indicator_id) references scorecards.indicator(area_id, indicator_id),
  foreign key (area_id, performance_measure_id) references scorecards.performance_measure(area_id, performance_measure_id),
  constraint contribution_kind_check check (kind = any (array['contributes'::text, 'enables'::text, 'prevents'::text])),
  constraint contribution_strength_check check (strength = any (array['high'::text, 'medium'::text, 'low'::text]))
);
create index contribution_by_indicator on scorecards.contribution (area_id, indicator_id);
comment on table scorecards.contribution is 'A service''s measure contributes to an indicator of a result. Contribution, never attribution.';

create table scorecards.framework (
  area_id integer not null,
  framework_id uuid not null,
  slug text not null,
  name text not null,
  source text not null,
  starts date,
  ends date,
  position integer not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  primary key (area_id, framework_id),
  unique (area_id, slug)
);
comment on table scorecards.framework is 'A set of results an area works to, with its life: the five outcomes of 2007, those of 2019, the area''s own.';

create table scorecards.idea (
  area_id integer not null,
  idea_id uuid not null,
  place_id integer not null,
  measure_id text not null,
  group_id text not null,
  body text not null,
  evidence text not null,
  cost text not null,
  source text not null default ''::text,
  source_address text,
  leverage text,
  feasibility text,
  action_id uuid,
  made_by text not null,
  made_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by text,
  primary key (area_id, idea_id),
  constraint idea_cost_check check (cost = any (array['no-cost'::text, 'low-cost'::text, 'costed'::text])),
  constraint idea_evidence_check check (evidence = any (array['strong'::text, 'promising'::text, 'local'::text, 'untested'::text])),
  constraint idea_feasibility_check check (feasibility = any (array['high'::text, 'medium'::text, 'low'::text])),
  constraint idea_leverage_check check (leverage = any (array['high'::text, 'medium'::text, 'low'::text]))
);
create index idea_by_curve on scorecards.idea (area_id, place_id, measure_id, group_id);
comment on table scorecards.idea is 'What works, or might: with its evidence and what it costs. Those that cost nothing are shown first.';
comment on column scorecards.idea.action_id is 'The action it became, where it was chosen.';

create table scorecards.indicator (
  area_id integer not null,
  indicator_id uuid not null,
  result_id uuid not null,
  position integer not null,
  measure_id text,
  group_id text,
  wanted text,
  bringer text,
  made_by text not null,
  made_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by text,
  ended_reason text,
  primary key (area_id, indicator_id),
  foreign key (area_id, result_id) references scorecards.result(area_id, result_id),
  constraint indicator_check check (measure_id is not null or wanted is not null)
);
create index indicator_by_result on scorecards.indicator (area_id, result_id, "position");
comment on table scorecards.indicator is 'What quantifies a result for the whole population. On the data development agenda it may have no measure yet: then wanted says what is missing and bringer who will bring it.';

create table scorecards.indicator_role (
  area_id integer not null,
  indicator_id uuid not null,
  starts timestamp with time zone not null,
  role text not null,
  reason text not null,
  set_by text not null,
  primary key (area_id, indicator_id, starts),
  foreign key (area_id, indicator_id) references scorecards.indicator(area_id, indicator_id),
  constraint indicator_role_role_check check (role = any (array['headline'::text, 'secondary'::text, 'data-development'::text]))
);
comment on table scorecards.indicator_role is 'The part an indicator plays, from when: the newest row counts. At most five headlines a result.';

create table scorecards.partner (
  area_id integer not null,
  partner_id uuid not null,
  place_id integer not null,
  measure_id text not null,
  group_id text not null,
  name text not null,
  part text not null,
  agreed_on date,
  agreed_by text,
  made_by text not null,
  made_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by text,
  primary key (area_id, partner_id)
);
create index partner_by_curve on scorecards.partner (area_id, place_id, measure_id, group_id);
comment on table scorecards.partner is 'Who has a part in turning a curve, what part, and whether they agreed to it, when.';

create table scorecards.performance_measure (
  area_id integer not null,
  performance_measure_id uuid not null,
  service_id uuid not null,
  position integer not null,
  body text not null,
  measure_id text,
  group_id text,
  quadrant text not null,
  better_off text,
  role text not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by text,
  ended_reason text,
  primary key (area_id, performance_measure_id),
  foreign key (area_id, service_id) references scorecards.service(area_id, service_id),
  constraint performance_measure_better_off_check check (better_off = any (array['skill'::text, 'attitude'::text, 'behaviour'::text, 'circumstance'::text])),
  constraint performance_measure_quadrant_check check (quadrant = any (array['how-much'::text, 'how-well'::text, 'better-off-number'::text, 'better-off-percent'::text])),
  constraint performance_measure_role_check check (role = any (array['headline'::text, 'secondary'::text, 'data-development'::text]))
);
create index performance_measure_by_service on scorecards.performance_measure (area_id, service_id, "position");
comment on table scorecards.performance_measure is 'How well a service works for its customers: how much did we do, how well, is anyone better off (number, per cent).';

create table scorecards.question (
  area_id integer not null,
  question_id uuid not null,
  place_id integer not null,
  measure_id text not null,
  group_id text not null,
  body text not null,
  finder text not null,
  due date,
  answer text,
  answered_by text,
  answered_at timestamp with time zone,
  made_by text not null,
  made_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by text,
  primary key (area_id, question_id)
);
create index question_by_curve on scorecards.question (area_id, place_id, measure_id, group_id);
comment on table scorecards.question is 'The research agenda of a curve: what we must find out, who will, by when, and what they found.';

create table scorecards.rating (
  area_id integer not null,
  indicator_id uuid not null,
  rated_at timestamp with time zone not null,
  communication text not null,
  proxy text not null,
  data text not null,
  reason text not null,
  rated_by text not null,
  primary key (area_id, indicator_id, rated_at),
  foreign key (area_id, indicator_id) references scorecards.indicator(area_id, indicator_id),
  constraint rating_communication_check check (communication = any (array['high'::text, 'medium'::text, 'low'::text])),
  constraint rating_data_check check (data = any (array['high'::text, 'medium'::text, 'low'::text])),
  constraint rating_proxy_check check (proxy = any (array['high'::text, 'medium'::text, 'low'::text]))
);
comment on table scorecards.rating is 'How good an indicator is: do people understand it (communication), does it stand for the result (proxy), is there good data in time (data). The newest counts.';

create table scorecards.remark (
  area_id integer not null,
  remark_id uuid not null,
  place_id integer not null,
  measure_id text not null,
  group_id text not null,
  period_label text not null,
  body text not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  taken_back_at timestamp with time zone,
  primary key (area_id, remark_id)
);
create index remark_by_curve on scorecards.remark (area_id, place_id, measure_id, group_id);
create index remark_by_time on scorecards.remark (area_id, made_at desc);
comment on table scorecards.remark is 'A comment on one point of a curve.';

create table scorecards.result (
  area_id integer not null,
  result_id uuid not null,
  framework_id uuid not null,
  position integer not null,
  body text not null,
  looks_like text not null default ''::text,
  place_id integer not null,
  ages text not null default '0 to 25'::text,
  group_id text not null default 'all'::text,
  agreed_by text,
  agreed_on date,
  ended_at timestamp with time zone,
  ended_by text,
  ended_reason text,
  changed_by text not null,
  changed_at timestamp with time zone not null,
  version integer not null default 1,
  primary key (area_id, result_id),
  foreign key (area_id, framework_id) references scorecards.framework(area_id, framework_id)
);
create index result_by_framework on scorecards.result (area_id, framework_id, "position");
comment on table scorecards.result is 'A condition of well-being in plain words, for a population: what we want for children here. Held by partners together, owned by no service.';
comment on column scorecards.result.looks_like is 'What it would look like if we could see it.';

create table scorecards.result_before (
  area_id integer not null,
  result_id uuid not null,
  version integer not null,
  stood jsonb not null,
  why text not null,
  changed_by text not null,
  changed_at timestamp with time zone not null,
  primary key (area_id, result_id, version),
  foreign key (area_id, result_id) references scorecards.result(area_id, result_id)
);
comment on table scorecards.result_before is 'Each earlier version of a result: what it said, for whom, who had agreed it, and why it was reworded.';

create table scorecards.scenario (
  area_id integer not null,
  scenario_id uuid not null,
  place_id integer not null,
  measure_id text not null,
  group_id text not null,
  name text not null,
  assumptions text not null,
  points jsonb not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  withdrawn_by text,
  primary key (area_id, scenario_id)
);
create index scenario_by_curve on scorecards.scenario (area_id, place_id, measure_id, group_id);
comment on table scorecards.scenario is 'Another way the curve may go, with what is assumed. points is an array of {period, value}.';

create table scorecards.service (
  area_id integer not null,
  service_id uuid not null,
  slug text not null,
  name text not null,
  customers text not null,
  manager text not null,
  host text not null default ''::text,
  ended_at timestamp with time zone,
  ended_by text,
  ended_reason text,
  changed_by text not null,
  changed_at timestamp with time zone not null,
  version integer not null default 1,
  primary key (area_id, service_id),
  unique (area_id, slug)
);
comment on table scorecards.service is 'A service or programme, whose manager answers for its customers: performance accountability.';

create table scorecards.service_before (
  area_id integer not null,
  service_id uuid not null,
  version integer not null,
  stood jsonb not null,
  changed_by text not null,
  changed_at timestamp with time zone not null,
  primary key (area_id, service_id, version),
  foreign key (area_id, service_id) references scorecards.service(area_id, service_id)
);
comment on table scorecards.service_before is 'Each earlier version of a service: its name, whom it serves and who answered for it.';

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
  period_label text,
  primary key (area_id, place_id, measure_id, group_id, version)
);
comment on table scorecards.story is 'The story behind the curve: causes and forces, and what is not known yet. Every version is kept.';
comment on column scorecards.story.period_label is 'The latest period with a figure when the story was written: the period it answers for.';

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
  agreed_by text,
  primary key (area_id, target_id)
);
create index target_by_curve on scorecards.target (area_id, place_id, measure_id, group_id, period_ends);
comment on table scorecards.target is 'Where a measure should be for a place, by when, and why. A changed target is a new row; the old one is withdrawn, not overwritten.';
