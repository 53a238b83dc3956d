-- Strategies with their priorities, promises and links; results with their indicators; what is known and agreed of a curve;
-- what an area shows the public; papers; saved views. What people write belongs to their area: area_id leads every key.

create schema publishing;

-- ------------------------------------------------------------------ access

-- Who could decide before can decide what is new: nobody has to be given a role again.
insert into access.grant_held (area_id, person, verb, place_id, starts, ends, source)
select g.area_id, g.person, n.verb, g.place_id, g.starts, g.ends, g.source
from access.grant_held g
join (values ('target:set', 'scorecard:write'), ('target:set', 'strategy:write'), ('target:set', 'scorecard:publish'), ('target:set', 'area:brand'),
             ('story:write', 'remark:write'), ('action:write', 'remark:write')) n (held, verb) on n.held = g.verb
where g.area_id = any (array(select area_id from places.area))
on conflict do nothing;

-- ------------------------------------------------------------------ places

create table places.area_logo (
  area_id int not null primary key,
  type text not null check (type in ('image/png', 'image/jpeg', 'image/svg+xml')),
  bytes bytea not null,
  content_hash text not null,
  alternative text not null,
  set_by text not null,
  set_at timestamptz not null
);
comment on table places.area_logo is 'The mark an area shows beside its name. An SVG is kept only where it holds shapes and nothing that runs or fetches.';

alter table places.area add column version int not null default 1;
comment on column places.area.version is 'Goes up with every change of its name, colour or mark, so that two people never overwrite each other unseen.';

create or replace view places.area_home as
  select a.area_id, a.name, a.slug, a.colour, a.place_id, p.name as place_name,
         coalesce((select c.code from places.place_code c where c.place_id = a.place_id and c.scheme = 'ons' order by c.ends desc nulls first limit 1), '') as place_code,
         l.content_hash as logo_hash, l.type as logo_type, l.alternative as logo_text
  from places.area a join places.place p on p.place_id = a.place_id
  left join places.area_logo l on l.area_id = a.area_id;

-- ------------------------------------------------------------------ platform

create table platform.paper (
  area_id int not null,
  paper_id uuid not null,
  work_id uuid not null,
  kind text not null,
  subject text not null,
  title text not null,
  format text not null check (format in ('docx', 'pdf', 'html')),
  file text,
  bytes bigint,
  pages int,
  asked_by text not null,
  asked_at timestamptz not null,
  made_at timestamptz,
  gone_at timestamptz,
  primary key (area_id, paper_id)
);
create index paper_by_person on platform.paper (area_id, asked_by, asked_at desc);
comment on table platform.paper is 'A paper somebody asked for: a scorecard, a strategy, a measure or a comparison as a document. Its file lies in the data folder for seven days.';
comment on column platform.paper.subject is 'The address of the page it was made from.';

-- ------------------------------------------------------------------ programme

create table programme.strategy (
  area_id int not null,
  strategy_id uuid not null,
  slug text not null,
  title text not null,
  vision text not null default '',
  starts date,
  ends date,
  source text not null default '',
  agreed_by text,
  agreed_on date,
  public_from date,
  retired_on date,
  retired_by text,
  retired_reason text,
  made_by text not null,
  made_at timestamptz not null,
  changed_by text not null,
  changed_at timestamptz not null,
  version int not null default 1,
  primary key (area_id, strategy_id),
  unique (area_id, slug)
);
comment on table programme.strategy is 'A strategy: a coherent set of actions with a reasoned chance. Its life is starts to ends; it is never deleted, only retired, with a reason.';
comment on column programme.strategy.source is 'The document it was written down from, in words.';
comment on column programme.strategy.public_from is 'From when the public may read it; null where they may not.';

create table programme.strategy_before (
  area_id int not null,
  strategy_id uuid not null,
  version int not null,
  stood jsonb not null,
  why text not null,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (area_id, strategy_id, version)
);
comment on table programme.strategy_before is 'Each earlier version of a strategy, whole: what it said, with its statements, priorities, milestones and links, and why it was changed.';

create table programme.statement (
  area_id int not null,
  statement_id uuid not null,
  strategy_id uuid not null,
  kind text not null check (kind in ('aim', 'purpose', 'principle', 'value', 'outcome', 'driver', 'target-group', 'feature', 'implication', 'approach')),
  position int not null,
  audience text,
  body text not null,
  group_id text,
  primary key (area_id, statement_id),
  foreign key (area_id, strategy_id) references programme.strategy
);
create index statement_by_strategy on programme.statement (area_id, strategy_id, kind, position);
comment on table programme.statement is 'What a strategy says, one sentence a row: its aims, principles, outcomes, drivers in law and policy, target groups.';
comment on column programme.statement.audience is 'Whom it speaks of, where the strategy divides its values so: children and young people; parents and carers; the council.';
comment on column programme.statement.group_id is 'For a target group, the group of the measure book that comes nearest, where there is one.';

create table programme.priority (
  area_id int not null,
  priority_id uuid not null,
  strategy_id uuid not null,
  number int not null,
  title text not null,
  outcome text not null default '',
  closed_on date,
  closed_reason text,
  changed_at timestamptz not null,
  version int not null default 1,
  primary key (area_id, priority_id),
  foreign key (area_id, strategy_id) references programme.strategy
);
create index priority_by_strategy on programme.priority (area_id, strategy_id, number);
comment on table programme.priority is 'A priority of a strategy, with the outcome it is to bring. Closed on a day with a reason, never deleted.';

create table programme.lead (
  area_id int not null,
  priority_id uuid not null,
  position int not null,
  kind text not null check (kind in ('headteacher', 'officer', 'health', 'social-care', 'other')),
  role_title text not null,
  people int not null default 1 check (people > 0),
  primary key (area_id, priority_id, position),
  foreign key (area_id, priority_id) references programme.priority on delete cascade
);
comment on table programme.lead is 'Who leads a priority, by role and never by name: people move.';

create table programme.milestone (
  area_id int not null,
  milestone_id uuid not null,
  strategy_id uuid not null,
  position int not null,
  stage text not null check (stage in ('consult', 'scrutiny', 'finalise', 'publish', 'realign', 'review', 'other')),
  body text not null,
  when_words text not null,
  starts date,
  ends date,
  primary key (area_id, milestone_id),
  foreign key (area_id, strategy_id) references programme.strategy
);
comment on table programme.milestone is 'The way of a strategy itself: consult, scrutiny, finalise, publish, re-align resources, review.';

create table programme.reporting (
  area_id int not null,
  strategy_id uuid not null,
  position int not null,
  body text not null,
  part text not null,
  reports_to text,
  primary key (area_id, strategy_id, position),
  foreign key (area_id, strategy_id) references programme.strategy
);
comment on table programme.reporting is 'The boards a strategy reports to: what each does for it, and to which board that one reports.';

create table programme.link (
  area_id int not null,
  link_id uuid not null,
  strategy_id uuid not null,
  action_id uuid,
  to_strategy_id uuid,
  to_words text,
  kind text not null check (kind in ('builds-on', 'delivers', 'linked', 'context')),
  position int not null,
  primary key (area_id, link_id),
  foreign key (area_id, strategy_id) references programme.strategy,
  check ((to_strategy_id is null) <> (to_words is null)),
  check (to_strategy_id <> strategy_id)
);
create index link_by_strategy on programme.link (area_id, strategy_id);
create index link_to_strategy on programme.link (area_id, to_strategy_id);
comment on table programme.link is 'From a strategy, or one of its actions, to another strategy: one held here, or one only named.';

alter table programme.action alter column measure_id drop not null;
alter table programme.action alter column group_id drop not null;
alter table programme.action alter column due drop not null;
alter table programme.action
  add column strategy_id uuid,
  add column priority_id uuid,
  add column number text,
  add column outcome text,
  add column due_words text,
  add column no_curve_reason text,
  add constraint action_names_its_curve check (measure_id is not null or no_curve_reason is not null),
  add constraint action_has_a_time check (due is not null or due_words is not null);
create index action_by_priority on programme.action (area_id, strategy_id, priority_id);
create index action_by_due on programme.action (area_id, state, due);
comment on column programme.action.no_curve_reason is 'Why it names no curve, where it does not: nobody has said which measure it is to move.';
comment on column programme.action.due_words is 'By when, as the plan says it, where that is no day: ongoing, at review.';
comment on column programme.action.outcome is 'The outcome of the plan it serves; actions of one outcome stand together.';

create table programme.action_before (
  area_id int not null,
  action_id uuid not null,
  version int not null,
  stood jsonb not null,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (area_id, action_id, version),
  foreign key (area_id, action_id) references programme.action
);
comment on table programme.action_before is 'How an action stood before each change: what was promised to whom by when cannot quietly become something else.';

create table programme.promise (
  area_id int not null,
  promise_id uuid not null,
  strategy_id uuid not null,
  number int not null,
  body text not null,
  why_not_known text,
  to_know text,
  nearest text,
  note text,
  changed_by text not null,
  changed_at timestamptz not null,
  version int not null default 1,
  withdrawn_at timestamptz,
  withdrawn_by text,
  withdrawn_reason text,
  primary key (area_id, promise_id),
  foreign key (area_id, strategy_id) references programme.strategy
);
create index promise_by_strategy on programme.promise (area_id, strategy_id, number);
comment on table programme.promise is 'A measure of success or an agreed target of a strategy: something it asked to be judged by.';
comment on column programme.promise.why_not_known is 'Why nobody can say whether it was kept, where it has no test: no value, no date, nothing published.';
comment on column programme.promise.to_know is 'What would have to be collected to know.';
comment on column programme.promise.nearest is 'Measures shown beside a promise that cannot be judged, parted by commas: each an id, or id and group parted by a blank.';
comment on column programme.promise.note is 'What to know of how it is judged: where a published figure only comes near to what was promised, and what speaks for and against it.';

create table programme.promise_before (
  area_id int not null,
  promise_id uuid not null,
  version int not null,
  stood jsonb not null,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (area_id, promise_id, version),
  foreign key (area_id, promise_id) references programme.promise
);
comment on table programme.promise_before is 'How a promise and its tests stood before each change: what was promised cannot quietly become something easier.';

create table programme.promise_test (
  area_id int not null,
  promise_id uuid not null,
  position int not null,
  measure_id text not null,
  group_id text not null,
  place_id int not null,
  rule text not null check (rule in ('better-than-england', 'not-above-lower-of', 'falls-each-year', 'rises-each-year', 'at-least', 'at-most', 'falls-by-share')),
  value double precision,
  from_period text,
  to_period text not null,
  primary key (area_id, promise_id, position),
  foreign key (area_id, promise_id) references programme.promise on delete cascade
);
comment on table programme.promise_test is 'How a promise is judged on published figures. All tests of a promise hold, or it was not kept.';
comment on column programme.promise_test.value is 'The value to reach (at-least, at-most) or the share to fall by, in per cent (falls-by-share).';

-- ------------------------------------------------------------------ scorecards

create table scorecards.framework (
  area_id int not null,
  framework_id uuid not null,
  slug text not null,
  name text not null,
  source text not null,
  starts date,
  ends date,
  position int not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (area_id, framework_id),
  unique (area_id, slug)
);
comment on table scorecards.framework is 'A set of results an area works to, with its life: the five outcomes of 2007, those of 2019, the area''s own.';

create table scorecards.result (
  area_id int not null,
  result_id uuid not null,
  framework_id uuid not null,
  position int not null,
  body text not null,
  looks_like text not null default '',
  place_id int not null,
  ages text not null default '0 to 25',
  group_id text not null default 'all',
  agreed_by text,
  agreed_on date,
  ended_at timestamptz,
  ended_by text,
  ended_reason text,
  changed_by text not null,
  changed_at timestamptz not null,
  version int not null default 1,
  primary key (area_id, result_id),
  foreign key (area_id, framework_id) references scorecards.framework
);
create index result_by_framework on scorecards.result (area_id, framework_id, position);
comment on table scorecards.result is 'A condition of well-being in plain words, for a population: what we want for children here. Held by partners together, owned by no service.';
comment on column scorecards.result.looks_like is 'What it would look like if we could see it.';

create table scorecards.result_before (
  area_id int not null,
  result_id uuid not null,
  version int not null,
  stood jsonb not null,
  why text not null,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (area_id, result_id, version),
  foreign key (area_id, result_id) references scorecards.result
);
comment on table scorecards.result_before is 'Each earlier version of a result: what it said, for whom, who had agreed it, and why it was reworded.';

create table scorecards.indicator (
  area_id int not null,
  indicator_id uuid not null,
  result_id uuid not null,
  position int not null,
  measure_id text,
  group_id text,
  wanted text,
  bringer text,
  made_by text not null,
  made_at timestamptz not null,
  ended_at timestamptz,
  ended_by text,
  ended_reason text,
  primary key (area_id, indicator_id),
  foreign key (area_id, result_id) references scorecards.result,
  check (measure_id is not null or wanted is not null)
);
create index indicator_by_result on scorecards.indicator (area_id, result_id, position);
comment on table scorecards.indicator is 'What quantifies a result for the whole population. On the data development agenda it may have no measure yet: then wanted says what is missing and bringer who will bring it.';

create table scorecards.indicator_role (
  area_id int not null,
  indicator_id uuid not null,
  starts timestamptz not null,
  role text not null check (role in ('headline', 'secondary', 'data-development')),
  reason text not null,
  set_by text not null,
  primary key (area_id, indicator_id, starts),
  foreign key (area_id, indicator_id) references scorecards.indicator
);
comment on table scorecards.indicator_role is 'The part an indicator plays, from when: the newest row counts. At most five headlines a result.';

create table scorecards.rating (
  area_id int not null,
  indicator_id uuid not null,
  rated_at timestamptz not null,
  communication text not null check (communication in ('high', 'medium', 'low')),
  proxy text not null check (proxy in ('high', 'medium', 'low')),
  data text not null check (data in ('high', 'medium', 'low')),
  reason text not null,
  rated_by text not null,
  primary key (area_id, indicator_id, rated_at),
  foreign key (area_id, indicator_id) references scorecards.indicator
);
comment on table scorecards.rating is 'How good an indicator is: do people understand it (communication), does it stand for the result (proxy), is there good data in time (data). The newest counts.';

create table scorecards.service (
  area_id int not null,
  service_id uuid not null,
  slug text not null,
  name text not null,
  customers text not null,
  manager text not null,
  host text not null default '',
  ended_at timestamptz,
  ended_by text,
  ended_reason text,
  changed_by text not null,
  changed_at timestamptz not null,
  version int not null default 1,
  primary key (area_id, service_id),
  unique (area_id, slug)
);
comment on table scorecards.service is 'A service or programme, whose manager answers for its customers: performance accountability.';

create table scorecards.service_before (
  area_id int not null,
  service_id uuid not null,
  version int not null,
  stood jsonb not null,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (area_id, service_id, version),
  foreign key (area_id, service_id) references scorecards.service
);
comment on table scorecards.service_before is 'Each earlier version of a service: its name, whom it serves and who answered for it.';

create table scorecards.performance_measure (
  area_id int not null,
  performance_measure_id uuid not null,
  service_id uuid not null,
  position int not null,
  body text not null,
  measure_id text,
  group_id text,
  quadrant text not null check (quadrant in ('how-much', 'how-well', 'better-off-number', 'better-off-percent')),
  better_off text check (better_off in ('skill', 'attitude', 'behaviour', 'circumstance')),
  role text not null check (role in ('headline', 'secondary', 'data-development')),
  made_by text not null,
  made_at timestamptz not null,
  ended_at timestamptz,
  ended_by text,
  ended_reason text,
  primary key (area_id, performance_measure_id),
  foreign key (area_id, service_id) references scorecards.service
);
create index performance_measure_by_service on scorecards.performance_measure (area_id, service_id, position);
comment on table scorecards.performance_measure is 'How well a service works for its customers: how much did we do, how well, is anyone better off (number, per cent).';

create table scorecards.contribution (
  area_id int not null,
  performance_measure_id uuid not null,
  indicator_id uuid not null,
  kind text not null check (kind in ('contributes', 'enables', 'prevents')),
  strength text not null check (strength in ('high', 'medium', 'low')),
  rationale text not null,
  made_by text not null,
  made_at timestamptz not null,
  ended_at timestamptz,
  ended_by text,
  primary key (area_id, performance_measure_id, indicator_id, made_at),
  foreign key (area_id, performance_measure_id) references scorecards.performance_measure,
  foreign key (area_id, indicator_id) references scorecards.indicator
);
create index contribution_by_indicator on scorecards.contribution (area_id, indicator_id);
comment on table scorecards.contribution is 'A service''s measure contributes to an indicator of a result. Contribution, never attribution.';

alter table scorecards.target add column agreed_by text;
alter table scorecards.story add column period_label text;
comment on column scorecards.story.period_label is 'The latest period with a figure when the story was written: the period it answers for.';

create table scorecards.baseline (
  area_id int not null,
  baseline_id uuid not null,
  place_id int not null,
  measure_id text not null,
  group_id text not null,
  decision text not null,
  reason text not null,
  definition_version int not null,
  history jsonb not null,
  forecast jsonb not null,
  method text not null,
  frozen_by text not null,
  frozen_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  primary key (area_id, baseline_id)
);
create index baseline_by_curve on scorecards.baseline (area_id, place_id, measure_id, group_id, frozen_at desc);
comment on table scorecards.baseline is 'A curve as it stood at a decision: its figures and where it would go if nothing changed. Never altered; what is better than this has turned.';
comment on column scorecards.baseline.history is 'Array of {period, value, missing, batch, row}, oldest first.';
comment on column scorecards.baseline.forecast is 'Array of {period, value, low, high}.';

create table scorecards.scenario (
  area_id int not null,
  scenario_id uuid not null,
  place_id int not null,
  measure_id text not null,
  group_id text not null,
  name text not null,
  assumptions text not null,
  points jsonb not null,
  made_by text not null,
  made_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  primary key (area_id, scenario_id)
);
create index scenario_by_curve on scorecards.scenario (area_id, place_id, measure_id, group_id);
comment on table scorecards.scenario is 'Another way the curve may go, with what is assumed. points is an array of {period, value}.';

create table scorecards.cause (
  area_id int not null,
  cause_id uuid not null,
  place_id int not null,
  measure_id text not null,
  group_id text not null,
  effect text not null check (effect in ('better', 'worse')),
  body text not null,
  evidence text not null default '',
  evidence_address text,
  made_by text not null,
  made_at timestamptz not null,
  ended_at timestamptz,
  ended_by text,
  primary key (area_id, cause_id)
);
create index cause_by_curve on scorecards.cause (area_id, place_id, measure_id, group_id);
comment on table scorecards.cause is 'A cause or force behind a curve: makes it better or worse, and how we know.';

create table scorecards.question (
  area_id int not null,
  question_id uuid not null,
  place_id int not null,
  measure_id text not null,
  group_id text not null,
  body text not null,
  finder text not null,
  due date,
  answer text,
  answered_by text,
  answered_at timestamptz,
  made_by text not null,
  made_at timestamptz not null,
  ended_at timestamptz,
  ended_by text,
  primary key (area_id, question_id)
);
create index question_by_curve on scorecards.question (area_id, place_id, measure_id, group_id);
comment on table scorecards.question is 'The research agenda of a curve: what we must find out, who will, by when, and what they found.';

create table scorecards.partner (
  area_id int not null,
  partner_id uuid not null,
  place_id int not null,
  measure_id text not null,
  group_id text not null,
  name text not null,
  part text not null,
  agreed_on date,
  agreed_by text,
  made_by text not null,
  made_at timestamptz not null,
  ended_at timestamptz,
  ended_by text,
  primary key (area_id, partner_id)
);
create index partner_by_curve on scorecards.partner (area_id, place_id, measure_id, group_id);
comment on table scorecards.partner is 'Who has a part in turning a curve, what part, and whether they agreed to it, when.';

create table scorecards.idea (
  area_id int not null,
  idea_id uuid not null,
  place_id int not null,
  measure_id text not null,
  group_id text not null,
  body text not null,
  evidence text not null check (evidence in ('strong', 'promising', 'local', 'untested')),
  cost text not null check (cost in ('no-cost', 'low-cost', 'costed')),
  source text not null default '',
  source_address text,
  leverage text check (leverage in ('high', 'medium', 'low')),
  feasibility text check (feasibility in ('high', 'medium', 'low')),
  action_id uuid,
  made_by text not null,
  made_at timestamptz not null,
  ended_at timestamptz,
  ended_by text,
  primary key (area_id, idea_id)
);
create index idea_by_curve on scorecards.idea (area_id, place_id, measure_id, group_id);
comment on table scorecards.idea is 'What works, or might: with its evidence and what it costs. Those that cost nothing are shown first.';
comment on column scorecards.idea.action_id is 'The action it became, where it was chosen.';

create table scorecards.remark (
  area_id int not null,
  remark_id uuid not null,
  place_id int not null,
  measure_id text not null,
  group_id text not null,
  period_label text not null,
  body text not null,
  made_by text not null,
  made_at timestamptz not null,
  taken_back_at timestamptz,
  primary key (area_id, remark_id)
);
create index remark_by_curve on scorecards.remark (area_id, place_id, measure_id, group_id);
create index remark_by_time on scorecards.remark (area_id, made_at desc);
comment on table scorecards.remark is 'A comment on one point of a curve.';

-- ------------------------------------------------------------------ publishing

create table publishing.release (
  area_id int not null,
  release_id uuid not null,
  place_id int not null,
  framework_id uuid not null,
  content jsonb not null,
  published_by text not null,
  published_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  withdrawn_reason text,
  primary key (area_id, release_id)
);
create index release_by_time on publishing.release (area_id, published_at desc);
comment on table publishing.release is 'A scorecard as an area showed it to the public: published figures with the words and stories of that day. Never altered; a newer one takes its place.';

-- ------------------------------------------------------------------ desk

create table desk.view (
  area_id int not null,
  view_id uuid not null,
  person text not null,
  name text not null,
  address text not null,
  is_shared boolean not null default false,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (area_id, view_id)
);
create index view_by_person on desk.view (area_id, person);
comment on table desk.view is 'A page as somebody set it up, by a name of theirs: an address with its choices. Shared ones are for everyone of the area.';
