-- Who may see what: accounts, roles and what they open, children and who may reach them, the sealed audit, people's rights;
-- and the second wall: policies that hold whatever the code asks. Belong's pages work as belong_app, which owns nothing, and who
-- comes to the door is looked up as belong_door, which sees no child. The owner of the tables gets ready, imports and backs up.

create schema people;
comment on schema people is 'Children, carers, practitioners.';

do $$
declare one text;
begin
  foreach one in array array['belong_app', 'belong_door'] loop
    begin
      begin
        if not exists (select from pg_roles where rolname = one) then execute format('create role %I nologin', one); end if;
      exception when duplicate_object or unique_violation then null;
      end;
      if not pg_has_role(current_user, one, 'member') then execute format('grant %I to current_user', one); end if;
    exception when insufficient_privilege then
      raise exception 'Belong needs the roles belong_app and belong_door. As a superuser of this PostgreSQL run, once: create role belong_app nologin; create role belong_door nologin; grant belong_app, belong_door to %;', quote_ident(current_user);
    end;
  end loop;
end $$;

-- ------------------------------------------------------------------ what a transaction says of itself

create function access.person_now() returns text language sql stable parallel safe
  as $$ select current_setting('belong.person', true) $$;
comment on function access.person_now is 'Slug of the person this transaction works for; nothing where it says none, and then no policy lets anything through.';
create function access.areas_now() returns int[] language sql stable parallel safe
  as $$ select string_to_array(current_setting('belong.areas', true), ',')::int[] $$;
comment on function access.areas_now is 'The local areas this person has a part in today, and 0 for what all share.';
create function access.public_areas() returns int[] language sql stable parallel safe
  as $$ select string_to_array(current_setting('belong.public', true), ',')::int[] $$;
comment on function access.public_areas is 'The area whose public pages this transaction draws.';
create function access.places_for(verb text) returns int[] language sql stable parallel safe
  as $$ select string_to_array(current_setting('belong.at_' || verb, true), ',')::int[] $$;
comment on function access.places_for is 'Every place at which this person holds a verb today, those below included.';
create function access.children_for(verb text) returns uuid[] language sql stable parallel safe
  as $$ select string_to_array(current_setting('belong.of_' || verb, true), ',')::uuid[] $$;
comment on function access.children_for is 'Every child of whom this person holds a verb today by name: as case officer, panel member, parent, invited partner.';

-- ------------------------------------------------------------------ access

create table access.role (
  area_id int not null,
  role text not null,
  label text not null,
  about text not null default '',
  given_for text not null check (given_for in ('place', 'child')),
  given_by text not null default 'people:manage',
  given_locally boolean not null default false,
  version int not null default 1,
  primary key (area_id, role)
);
comment on table access.role is 'A role as an area knows it: a named bundle of verbs. Every area begins with the same ones and may change them.';
comment on column access.role.given_for is 'Whether it is held at a place and below, or for one child by name.';
comment on column access.role.given_by is 'The verb somebody must hold at the place, or of the child, to give it to another.';
comment on column access.role.given_locally is 'Whoever looks after the people of one place may give it there, even where it lets them see more than whoever gives it: a head and the SENCO.';

create table access.role_verb (
  area_id int not null,
  role text not null,
  verb text not null,
  starts date not null,
  ends date,
  set_by text not null,
  primary key (area_id, role, verb, starts),
  foreign key (area_id, role) references access.role,
  check (ends >= starts)
);
comment on table access.role_verb is 'One cell of the table of roles: what holders of a role may do, from when to when. ends is the last day.';

create table access.appointment (
  area_id int not null,
  appointment_id uuid not null,
  person text not null,
  role text not null,
  place_id int,
  child_id uuid,
  starts_at timestamptz not null,
  ends_at timestamptz,
  source text not null,
  reason text,
  given_by text not null,
  given_at timestamptz not null,
  ended_by text,
  end_reason text,
  version int not null default 1,
  primary key (area_id, appointment_id),
  foreign key (area_id, role) references access.role,
  check ((place_id is null) <> (child_id is null)),
  check (ends_at >= starts_at)
);
create index appointment_by_person on access.appointment (area_id, person);
create index appointment_by_place on access.appointment (area_id, place_id);
create index appointment_by_child on access.appointment (area_id, child_id);
comment on table access.appointment is 'A person in a role, at a place (and below) or for one child, from when until when, and on whose word. It is ended, never taken away.';
comment on column access.appointment.ends_at is 'From this moment it is over; null while nobody has said when; the moment it starts where it was taken back before.';
comment on column access.appointment.reason is 'Why, where the role asks for a reason: break-glass always does.';

create table access.agreement (
  area_id int not null,
  agreement_id uuid not null,
  title text not null,
  purpose text not null,
  lawful_basis text not null,
  verbs text[] not null,
  starts date not null,
  ends date,
  review_on date,
  made_by text not null,
  made_at timestamptz not null,
  ended_by text,
  end_reason text,
  version int not null default 1,
  primary key (area_id, agreement_id),
  check (ends >= starts)
);
comment on table access.agreement is 'A sharing agreement: what the places that signed it let each other see, why and under which law, from when to when.';
comment on column access.agreement.verbs is 'What is shared: whoever holds one of these at a place that signed holds it at the others that did.';

create table access.agreement_party (
  area_id int not null,
  agreement_id uuid not null,
  place_id int not null,
  signed_by text not null,
  signed_on date not null,
  ends date,
  primary key (area_id, agreement_id, place_id),
  foreign key (area_id, agreement_id) references access.agreement,
  check (ends >= signed_on)
);
create index agreement_by_place on access.agreement_party (area_id, place_id);
comment on table access.agreement_party is 'A place that signed a sharing agreement, who signed for it and when; ends is the last day it is bound.';

create view places.place_named as
  select place_id, name, level from places.place;
comment on view places.place_named is 'What a place is called and of which level it is, for rooms that name places.';

create view places.place_by_code as
  select scheme, code, place_id from places.place_code
  where (starts is null or starts <= current_date) and (ends is null or ends >= current_date);
comment on view places.place_by_code is 'Which place a code stands for today, for rooms that are told of places by others: urn of a school, dfe code of an authority.';

create view access.held_now with (security_invoker = true) as
  select a.area_id, a.person, a.appointment_id, a.role, v.verb, a.place_id, a.child_id, a.ends_at, null::uuid as agreement_id
  from access.appointment a
  join access.role_verb v on v.area_id = a.area_id and v.role = a.role and daterange(v.starts, v.ends, '[]') @> current_date
  where tstzrange(a.starts_at, a.ends_at) @> now()
  union all
  select a.area_id, a.person, a.appointment_id, a.role, v.verb, other.place_id, null, a.ends_at, g.agreement_id
  from access.appointment a
  join access.role_verb v on v.area_id = a.area_id and v.role = a.role and daterange(v.starts, v.ends, '[]') @> current_date
  join access.agreement_party mine on mine.area_id = a.area_id and mine.place_id = a.place_id and daterange(mine.signed_on, mine.ends, '[]') @> current_date
  join access.agreement g on g.area_id = a.area_id and g.agreement_id = mine.agreement_id and v.verb = any (g.verbs) and daterange(g.starts, g.ends, '[]') @> current_date
  join access.agreement_party other on other.area_id = a.area_id and other.agreement_id = g.agreement_id and other.place_id <> mine.place_id
    and daterange(other.signed_on, other.ends, '[]') @> current_date
  where tstzrange(a.starts_at, a.ends_at) @> now()
  union all
  select g.area_id, g.person, null, null, g.verb, g.place_id, null, null, null
  from access.grant_held g
  where daterange(g.starts, g.ends, '[]') @> current_date;
comment on view access.held_now is 'Who holds which verb at which place or of which child at this moment: by a role, by a sharing agreement, or granted by itself.';

alter table access.person
  add column email_key text,
  add column leaves_on date,
  add column seen_at timestamptz,
  add column made_by text not null default 'operator',
  add column version int not null default 1;
create unique index person_by_email on access.person (email_key);
update access.person set email_key = lower(email) where email is not null;
comment on column access.person.email_key is 'The e-mail address as it is compared: in small letters, and of plain letters only, so that two cannot look alike.';
comment on column access.person.seen_at is 'When they were last here, of the sessions that have been swept away.';
comment on column access.person.leaves_on is 'The last day; after it all they hold is over and nobody can sign in as them.';

create table access.credential (
  person text not null primary key references access.person,
  password_hash text,
  password_set_at timestamptz,
  totp_secret text,
  totp_from timestamptz,
  totp_last_step bigint,
  recovery_hashes text[] not null default '{}',
  version int not null default 1
);
comment on table access.credential is 'reference. How a person proves who they are: an argon2id hash, the secret of an authenticator app, hashes of recovery codes. Only the door reads it.';
comment on column access.credential.totp_last_step is 'The last step a code was taken for: no code is good twice.';

create table access.passkey (
  credential_id text not null primary key,
  person text not null references access.person,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  label text not null,
  made_at timestamptz not null,
  used_at timestamptz
);
create index passkey_by_person on access.passkey (person);
comment on table access.passkey is 'reference. Passkeys of a person. Only the door reads it.';

create table access.outside_identity (
  provider text not null,
  subject text not null,
  person text not null references access.person,
  linked_at timestamptz not null,
  used_at timestamptz,
  primary key (provider, subject)
);
create index outside_identity_by_person on access.outside_identity (person);
comment on table access.outside_identity is 'reference. Who somebody is at an identity provider (Entra ID, DfE Sign-in, GOV.UK One Login), by its lasting subject.';

create table access.sign_in_try (
  state_hash bytea not null primary key,
  provider text not null,
  nonce text not null,
  verifier text not null,
  browser_hash bytea not null,
  next text not null,
  invitation_hash bytea,
  again boolean not null default false,
  made_at timestamptz not null,
  ends_at timestamptz not null
);
comment on column access.sign_in_try.again is 'Somebody is to show once more who they are: an earlier sign-in there does not do.';
comment on table access.sign_in_try is 'reference. A sign-in that was sent to an identity provider and is awaited back, once, in the same browser.';

alter table access.session
  add column session_id uuid not null default gen_random_uuid(),
  add column appointment_id uuid,
  add column idle_minutes int not null default 30,
  add column method text not null default 'link',
  add column device text not null default '',
  add column stepped_up_at timestamptz,
  add column ended_at timestamptz,
  add column ended_by text,
  add column provider_session_hash bytea;
create index session_by_person on access.session (person);
comment on column access.session.appointment_id is 'The role they act in, of those they hold in the area; null where they act in all.';
comment on column access.session.provider_session_hash is 'Hash of the session at the identity provider it was begun by, so that leaving there ends it here.';
comment on column access.session.idle_minutes is 'After this long without a page it is over: 15 for those who reach children, 30 for others.';

alter table access.token
  add column token_id uuid not null default gen_random_uuid(),
  add column area_id int,
  add column label text not null default '',
  add column verbs text[],
  add column made_by text not null default 'operator',
  add column used_at timestamptz,
  add column ended_at timestamptz,
  add column ended_by text;
comment on column access.token.verbs is 'What may be done with it, of what its person may; null for all of that.';
comment on column access.token.area_id is 'The area it works in; null for the person''s own.';

alter table access.one_time_link
  drop constraint one_time_link_purpose_check,
  add constraint one_time_link_purpose_check check (purpose in ('setup', 'sign-in', 'reset', 'second-step', 'passkey'));
comment on table access.one_time_link is 'reference. What works once and not for long: the first area''s setup, a link to sign in or to set a new password, the second step of a sign-in, the challenge of a passkey.';

create table access.invitation (
  area_id int not null,
  invitation_id uuid not null,
  token_hash bytea not null,
  email text not null,
  email_key text not null,
  name text not null,
  role_title text not null,
  role text not null,
  place_id int,
  child_id uuid,
  starts_at timestamptz not null,
  ends_at timestamptz,
  invited_by text not null,
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  person text,
  withdrawn_at timestamptz,
  withdrawn_by text,
  reason text,
  sent_at timestamptz,
  primary key (area_id, invitation_id),
  foreign key (area_id, role) references access.role,
  check ((place_id is null) <> (child_id is null))
);
create index invitation_by_token on access.invitation (token_hash);
create index invitation_by_time on access.invitation (area_id, invited_at desc);
comment on table access.invitation is 'An invitation to take a role, sent to an e-mail address; its link works once.';
comment on column access.invitation.sent_at is 'When the mail with its link last left us; null where it did not.';

create table access.draft (
  area_id int not null,
  draft_id uuid not null,
  person text not null,
  path text not null,
  fields jsonb not null,
  made_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (area_id, draft_id)
);
create index draft_by_person on access.draft (area_id, person);
comment on table access.draft is 'What somebody sent after their time had run out, kept a day for them alone, so that nobody types it twice.';

create table access.attempt (
  key text not null primary key,
  points int not null default 0,
  expire bigint
);
comment on table access.attempt is 'reference. How often something was tried lately, by a hash of what it was tried on; kept by the rate limiter.';

create table access.notice (
  area_id int not null,
  notice text not null check (notice in ('privacy', 'privacy-children', 'accessibility')),
  version int not null,
  body text not null,
  written_by text not null,
  written_at timestamptz not null,
  primary key (area_id, notice, version)
);
comment on table access.notice is 'What an area tells people about their data and its pages: each version stays. The newest is what the public reads.';

create table access.retention_rule (
  area_id int not null,
  record text not null,
  keep_years int not null check (keep_years between 0 and 150),
  counted_from text not null check (counted_from in ('birth', 'left', 'made', 'ended')),
  basis text not null,
  set_by text not null,
  set_at timestamptz not null,
  version int not null default 1,
  primary key (area_id, record)
);
comment on table access.retention_rule is 'How long an area keeps a kind of record, counted from what, and by which rule.';

create table access.hold (
  area_id int not null,
  hold_id uuid not null,
  child_id uuid,
  record text,
  reason text not null,
  starts date not null,
  ends date,
  set_by text not null,
  set_at timestamptz not null,
  ended_by text,
  primary key (area_id, hold_id)
);
create index hold_by_child on access.hold (area_id, child_id);
comment on table access.hold is 'A legal hold: what it covers is not erased while it lasts, whatever the schedule says. Without a child it covers all of a kind of record.';

create table access.rights_request (
  area_id int not null,
  request_id uuid not null,
  right_asked text not null check (right_asked in ('access', 'erasure', 'rectification', 'restriction', 'objection')),
  child_id uuid,
  person text,
  asked_by_words text not null,
  asked_on date not null,
  due_on date not null,
  state text not null check (state in ('open', 'made', 'answered', 'refused')),
  note text not null default '',
  extended_reason text,
  file text,
  made_at timestamptz,
  work_id uuid,
  taken_by text not null,
  taken_at timestamptz not null,
  answered_at timestamptz,
  version int not null default 1,
  primary key (area_id, request_id),
  check ((child_id is null) <> (person is null))
);
comment on table access.rights_request is 'Somebody asks for what is held about them, or that it be mended or erased; with its clock.';

comment on column access.rights_request.due_on is 'One calendar month after asked_on, or three where it was extended.';
comment on column access.rights_request.file is 'What was gathered, in the data folder, until thirty days after made_at; null before and afterwards.';

create table access.passage (
  area_id int not null,
  request_id uuid not null,
  passage text not null,
  is_shown boolean not null,
  reason text not null,
  decided_by text not null,
  decided_at timestamptz not null,
  primary key (area_id, request_id, passage),
  foreign key (area_id, request_id) references access.rights_request
);
comment on table access.passage is 'Whether a passage that names somebody else is shown to who asked for their data, and why. What nobody decided on is withheld.';
comment on column access.passage.passage is 'A hash of where it stands: no words of it are kept here.';

create table access.tombstone (
  area_id int not null,
  tombstone_id uuid not null,
  subject_hash text not null,
  record text not null,
  rows_gone int not null,
  reason text not null,
  erased_by text not null,
  erased_at timestamptz not null,
  primary key (area_id, tombstone_id)
);
create index tombstone_by_subject on access.tombstone (area_id, subject_hash);
comment on table access.tombstone is 'That something was erased, when, why and how much of it; of whom, only a hash that a restored backup can be held against.';

create view access.colleague as
  select distinct p.slug, p.name, p.role_title, part.area_id
  from access.person p
  join (select a.area_id, a.person from access.appointment a union select g.area_id, g.person from access.grant_held g) part on part.person = p.slug
  where part.area_id = any (coalesce(access.areas_now(), array(select area_id from places.area)));
comment on view access.colleague is 'Who has or had a part in the areas this transaction works for (for the owner and the door, which name none: in any), by name: what somebody wrote stays theirs when they have left.';

alter view places.area_home set (security_invoker = true);

-- A school lies in a cluster, that in a locality, a wedge, an authority, a region, a country: six steps, where three were looked at before.
create or replace view places.reach as
  select place_id, place_id as within_id from places.place
  union
  select one.place_id, one.parent_id from places.member_today one
  union
  select one.place_id, two.parent_id from places.member_today one
  join places.member_today two on two.place_id = one.parent_id
  union
  select one.place_id, three.parent_id from places.member_today one
  join places.member_today two on two.place_id = one.parent_id
  join places.member_today three on three.place_id = two.parent_id
  union
  select one.place_id, four.parent_id from places.member_today one
  join places.member_today two on two.place_id = one.parent_id
  join places.member_today three on three.place_id = two.parent_id
  join places.member_today four on four.place_id = three.parent_id
  union
  select one.place_id, five.parent_id from places.member_today one
  join places.member_today two on two.place_id = one.parent_id
  join places.member_today three on three.place_id = two.parent_id
  join places.member_today four on four.place_id = three.parent_id
  join places.member_today five on five.place_id = four.parent_id
  union
  select one.place_id, six.parent_id from places.member_today one
  join places.member_today two on two.place_id = one.parent_id
  join places.member_today three on three.place_id = two.parent_id
  join places.member_today four on four.place_id = three.parent_id
  join places.member_today five on five.place_id = four.parent_id
  join places.member_today six on six.place_id = five.parent_id;

-- ------------------------------------------------------------------ people

create table people.child (
  area_id int not null,
  child_id uuid not null,
  given_name text not null,
  family_name text not null,
  known_as text,
  born date not null,
  source text not null,
  made_at timestamptz not null,
  version int not null default 1,
  by_family text not null default '',
  by_given text not null default '',
  primary key (area_id, child_id)
);
create index child_by_family on people.child (area_id, by_family, child_id);
create index child_by_given on people.child (area_id, by_given, child_id);
comment on column people.child.by_family is 'Family name and given name in plain small letters: what lists are put in order by, and looked in for names.';
comment on column people.child.by_given is 'The same, given name first.';
comment on table people.child is 'A child or young person as the area knows them. The class ordinary: their name and day of birth.';

create table people.enrolment (
  area_id int not null,
  child_id uuid not null,
  place_id int not null,
  starts date not null,
  ends date,
  source text not null,
  primary key (area_id, child_id, place_id, starts),
  foreign key (area_id, child_id) references people.child
);
create index enrolment_by_place on people.enrolment (area_id, place_id, child_id);
comment on table people.enrolment is 'A child on the roll of a setting, from when to when; ends is the last day.';

create view people.on_roll with (security_invoker = true) as
  select area_id, child_id, place_id from people.enrolment where daterange(starts, ends, '[]') @> current_date;
comment on view people.on_roll is 'Where a child is on roll today, as far as whoever asks reaches: for rooms that ask whether somebody may do something about a child.';

create table people.address (
  area_id int not null,
  child_id uuid not null,
  address_id uuid not null,
  lines text not null,
  postcode text not null,
  data_class text not null check (data_class in ('ordinary', 'protected-address')),
  starts date not null,
  ends date,
  source text not null,
  primary key (area_id, address_id),
  foreign key (area_id, child_id) references people.child
);
create index address_by_child on people.address (area_id, child_id);
comment on table people.address is 'Where a child lives, from when to when. A protected address is seen only by those who hold the verb for it.';

create table people.former_identity (
  area_id int not null,
  child_id uuid not null,
  identity_id uuid not null,
  given_name text not null,
  family_name text not null,
  upn text,
  until date,
  source text not null,
  primary key (area_id, identity_id),
  foreign key (area_id, child_id) references people.child
);
create index former_identity_by_child on people.former_identity (area_id, child_id);
comment on table people.former_identity is 'Who an adopted child was before. Never linked for those without the verb for it.';

create table people.entry (
  area_id int not null,
  child_id uuid not null,
  entry_id uuid not null,
  data_class text not null check (data_class in ('ordinary', 'sen', 'health', 'care', 'restricted')),
  body text not null,
  about_day date not null,
  for_family boolean not null default false,
  written_by text not null,
  written_at timestamptz not null,
  changed_by text,
  changed_at timestamptz,
  version int not null default 1,
  primary key (area_id, entry_id),
  foreign key (area_id, child_id) references people.child
);
create index entry_by_child on people.entry (area_id, child_id, about_day desc);
comment on table people.entry is 'Something written in a child''s record, of one class: ordinary, SEN, health, social care, or a restricted note.';
comment on column people.entry.for_family is 'Whether the child and those with parental responsibility read it.';

-- ------------------------------------------------------------------ platform: the sealed audit

alter table platform.deed
  add column acting_as text,
  add column child_id uuid,
  add column changes jsonb,
  add column reason text,
  add column is_look boolean not null default false,
  add column payload_salt uuid default gen_random_uuid(),
  add column payload_hash bytea;
update platform.deed set payload_hash = sha256(convert_to(concat_ws(chr(31), payload_salt::text, input::text, coalesce(changes::text, ''), coalesce('=' || reason, '')), 'UTF8'))
  where area_id = any (array(select area_id from places.area) || 0);
alter table platform.deed alter column payload_hash set not null;
create index deed_by_child on platform.deed (area_id, child_id, at desc);
create index deed_by_person on platform.deed (area_id, person, at desc);
comment on table platform.deed is 'One line for each action done and each look at a child''s record: who, in which role, when, through which door, with what input, what it changed and why.';
comment on column platform.deed.payload_hash is 'SHA-256 of payload_salt, input, changes (empty where none) and = with the reason (empty where none), U+001F between: what the seal covers, so that personal words can be erased (and the salt with them) and the chain still holds.';
comment on column platform.deed.changes is 'Field by field what stood there before and what stands there now: {"field": [old, new]}.';

create table platform.unsealed (
  area_id int not null,
  deed_id uuid not null,
  primary key (area_id, deed_id)
);
comment on table platform.unsealed is 'Lines of the audit that the sealer has not yet put into the chain: written with the line, gone within a second.';

create table platform.seal (
  area_id int not null,
  number bigint not null check (number > 0),
  deed_id uuid not null,
  hash bytea not null,
  sealed_at timestamptz not null,
  primary key (area_id, number),
  unique (area_id, deed_id)
);
comment on table platform.seal is 'The chain of the audit: each line''s SHA-256 with that of the line before it. An altered, missing or added line breaks it.';

create view platform.deed_words as
  select area_id, deed_id,
         case when child_id is null and action !~ '^(people|access)[.]' then input end as input,
         case when child_id is null and action not like 'people.%' then changes end as changes,
         case when child_id is null and action !~ '^(people|access)[.]' then payload_salt end as payload_salt,
         case when changes is not null then array(select jsonb_object_keys(changes)) end as changed
  from platform.deed
  where area_id = any (string_to_array(current_setting('belong.audit_areas', true), ',')::int[])
     or (person = access.person_now() and area_id = any (access.areas_now()))
     or current_user not in ('belong_app', 'belong_door');
comment on view platform.deed_words is 'What lines of the audit say was sent and changed, for who reads the audit and of one''s own lines; of a child''s record only which fields changed, since reading the audit opens no class of data; what was typed about people who work here stays out too.';

create function platform.looks_at_own(child uuid) returns table (at timestamptz, action text, acting_as text, door text, is_look boolean)
  language sql stable security definer set search_path = pg_catalog
  as $$ select d.at, d.action, d.acting_as, d.door, d.is_look from platform.deed d
        where d.area_id = any (access.areas_now()) and d.child_id = child and child = any (access.children_for('family_read'))
          and d.action <> 'people.break-glass'
          and not exists (select from access.appointment a where a.area_id = d.area_id and a.child_id = child and a.role = 'break-glass' and a.person = d.person and tstzrange(a.starts_at, a.ends_at) @> d.at)
        order by d.at desc limit 500 $$;
comment on function platform.looks_at_own is 'Who looked at a child''s record and who wrote in it, by role alone, for the child and those with parental responsibility. What was opened in an emergency is not told here: it may be about somebody at home, and the data protection officer says it when it is safe to.';

insert into platform.unsealed (area_id, deed_id) select area_id, deed_id from platform.deed where area_id = any (array(select area_id from places.area) || 0);

-- ------------------------------------------------------------------ the second wall

grant usage on schema platform, places, access, collection, measures, scorecards, programme, publishing, desk, people to belong_app, belong_door;
grant select, insert, update, delete on all tables in schema platform, places, access, collection, measures, scorecards, programme, publishing, desk, people to belong_app;
grant usage on all sequences in schema platform, places, access, collection, measures, scorecards, programme, publishing, desk, people to belong_app;
-- The audit is written and read, never altered; how people prove who they are is the door's alone.
-- What a line says beyond who, what, when and why may hold words of a child's record: pages have it through a view that leaves those out.
revoke select, update, delete on platform.deed from belong_app;
grant select (area_id, deed_id, at, action, person, door, subject, acting_as, child_id, reason, is_look, payload_hash) on platform.deed to belong_app;
revoke all on platform.unsealed, platform.seal from belong_app;
grant insert on platform.unsealed to belong_app;
grant select on platform.seal, platform.unsealed to belong_app;
revoke all on access.credential, access.passkey, access.outside_identity, access.sign_in_try, access.attempt, access.one_time_link from belong_app;
-- Of who people are, what they hold and where they are signed in pages change what the code changes and no more: a session is ended, never turned
-- into somebody's; a role is given and ended, never turned into another; an invitation is sent again or withdrawn, never to somebody else.
revoke insert, update, delete on access.session, access.token, access.person, access.appointment, access.invitation, access.grant_held from belong_app;
grant insert on access.token, access.appointment, access.invitation to belong_app;
grant update (ended_at, ended_by) on access.session, access.token to belong_app;
grant update (leaves_on, left_at, version) on access.person to belong_app;
grant update (ends_at, ended_by, end_reason, version) on access.appointment to belong_app;
grant update (token_hash, expires_at, sent_at, withdrawn_at, withdrawn_by) on access.invitation to belong_app;
revoke update, delete on access.notice, access.tombstone from belong_app;
revoke delete on access.role, access.agreement, access.hold, access.rights_request, access.passage, access.retention_rule from belong_app;

grant select on all tables in schema places, access to belong_door;
grant select on platform.data_version, platform.setting to belong_door;
grant insert, update, delete on access.session, access.token, access.one_time_link, access.credential, access.passkey, access.outside_identity, access.sign_in_try, access.attempt, access.draft to belong_door;
grant insert, update on access.person, access.appointment, access.invitation, platform.data_version to belong_door;
grant insert on platform.deed, platform.unsealed to belong_door;

-- Every table of an area: closed to all but its owner and those who say for which areas they work.
do $$
declare t record;
begin
  for t in
    select c.oid::regclass as name, n.nspname as schema, c.relname as plain,
           exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'area_id') as of_area
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('platform', 'places', 'access', 'collection', 'measures', 'scorecards', 'programme', 'publishing', 'desk', 'people')
      and (obj_description(c.oid) not like 'reference.%' or c.oid::regclass::text in ('access.person', 'access.session', 'access.token', 'access.credential', 'access.passkey', 'access.outside_identity', 'access.sign_in_try', 'access.one_time_link'))
  loop
    execute format('alter table %s enable row level security', t.name);
    execute format('alter table %s force row level security', t.name);
    execute format('create policy keeper on %s to current_user using (true) with check (true)', t.name);
    if t.schema = 'access' or t.name::text in ('platform.deed', 'platform.unsealed', 'platform.data_version', 'platform.setting', 'places.area_logo', 'places.comparator_set', 'places.comparator') then
      execute format('create policy door on %s to belong_door using (true) with check (true)', t.name);
    end if;
    if t.schema not in ('access', 'people') and t.name::text not in ('platform.deed', 'platform.once', 'platform.seal', 'platform.unsealed', 'desk.seen', 'platform.paper', 'places.area_logo', 'platform.setting') then
      execute format('create policy of_area on %s to belong_app using (area_id = any (access.areas_now())) with check (area_id = any (access.areas_now()))', t.name);
    end if;
  end loop;
end $$;

-- What is a person's own: nobody else's transaction sees it.
create policy own on platform.once to belong_app using (person = access.person_now() and area_id = any (access.areas_now())) with check (person = access.person_now() and area_id = any (access.areas_now()));
create policy own on platform.paper to belong_app using (asked_by = access.person_now() and area_id = any (access.areas_now())) with check (asked_by = access.person_now() and area_id = any (access.areas_now()));
create policy own on desk.seen to belong_app using (person = access.person_now() and area_id = any (access.areas_now())) with check (person = access.person_now() and area_id = any (access.areas_now()));
create policy own on access.draft to belong_app using (person = access.person_now() and area_id = any (access.areas_now())) with check (person = access.person_now() and area_id = any (access.areas_now()));
create policy own on access.session to belong_app using (person = access.person_now()) with check (person = access.person_now());
create policy own on access.token to belong_app using (person = access.person_now()) with check (person = access.person_now());

-- Lines of the audit are written by whoever acts, as themselves; read where one may read the audit, of one's own, and of children in reach.
create policy written on platform.deed for insert to belong_app with check (person = access.person_now() and area_id = any (access.areas_now()));
create policy own on platform.deed for select to belong_app using (person = access.person_now() and area_id = any (access.areas_now()));
create policy read_audit on platform.deed for select to belong_app using (area_id = any (string_to_array(current_setting('belong.audit_areas', true), ',')::int[]));
create policy written on platform.unsealed for insert to belong_app with check (area_id = any (access.areas_now()));
create policy read_audit on platform.seal for select to belong_app using (area_id = any (access.areas_now()));
create policy read_audit on platform.unsealed for select to belong_app using (area_id = any (string_to_array(current_setting('belong.audit_areas', true), ',')::int[]));

-- People who work in an area are known by name to those who work in it; their contact and what they hold to those who manage people.
-- What decides who may do what is read by all who work in the area, and changed by those alone who hold the verb for all of it.
create policy of_area on access.role for select to belong_app using (area_id = any (access.areas_now()));
create policy for_area on access.role to belong_app using (area_id = any (string_to_array(current_setting('belong.role_areas', true), ',')::int[]));
create policy of_area on access.role_verb for select to belong_app using (area_id = any (access.areas_now()));
create policy for_area on access.role_verb to belong_app using (area_id = any (string_to_array(current_setting('belong.role_areas', true), ',')::int[]));
create policy of_area on access.agreement for select to belong_app using (area_id = any (access.areas_now()));
create policy for_area on access.agreement to belong_app using (area_id = any (string_to_array(current_setting('belong.sharing_areas', true), ',')::int[]));
create policy of_area on access.agreement_party for select to belong_app using (area_id = any (access.areas_now()));
create policy for_area on access.agreement_party to belong_app using (area_id = any (string_to_array(current_setting('belong.sharing_areas', true), ',')::int[]));
create policy at_places on access.agreement_party to belong_app using (area_id = any (access.areas_now()) and place_id = any (access.places_for('people_manage')));
create policy of_area on access.grant_held for select to belong_app using (area_id = any (access.areas_now()));
create policy of_area on access.notice for select to belong_app using (area_id = any (access.areas_now()));
create policy for_area on access.notice to belong_app using (area_id = any (string_to_array(current_setting('belong.notice_areas', true), ',')::int[]));
create policy of_area on access.retention_rule for select to belong_app using (area_id = any (access.areas_now()));
create policy for_area on access.retention_rule to belong_app using (area_id = any (string_to_array(current_setting('belong.rights_areas', true), ',')::int[]));
create policy for_rights on access.hold to belong_app using (area_id = any (string_to_array(current_setting('belong.rights_areas', true), ',')::int[])) with check (area_id = any (string_to_array(current_setting('belong.rights_areas', true), ',')::int[]));
create policy for_rights on access.rights_request to belong_app using (area_id = any (string_to_array(current_setting('belong.rights_areas', true), ',')::int[])) with check (area_id = any (string_to_array(current_setting('belong.rights_areas', true), ',')::int[]));
create policy for_rights on access.passage to belong_app using (area_id = any (string_to_array(current_setting('belong.rights_areas', true), ',')::int[])) with check (area_id = any (string_to_array(current_setting('belong.rights_areas', true), ',')::int[]));
create policy for_rights on access.tombstone to belong_app using (area_id = any (string_to_array(current_setting('belong.rights_areas', true), ',')::int[])) with check (area_id = any (string_to_array(current_setting('belong.rights_areas', true), ',')::int[]));
create policy own on access.appointment for select to belong_app using (person = access.person_now() and area_id = any (access.areas_now()));
create policy at_places on access.appointment for select to belong_app using (area_id = any (access.areas_now()) and place_id = any (access.places_for('people_manage')));
create policy for_area on access.appointment for select to belong_app using (area_id = any (string_to_array(current_setting('belong.people_areas', true), ',')::int[]));
create policy of_children on access.appointment for select to belong_app using (area_id = any (access.areas_now()) and child_id = any (access.children_for('child_read')));
create policy on_roll on access.appointment for select to belong_app using (area_id = any (access.areas_now()) and exists (select from people.enrolment e where e.area_id = appointment.area_id and e.child_id = appointment.child_id and (e.place_id in (select unnest(access.places_for('child_read')))) is true and daterange(e.starts, e.ends, '[]') @> current_date offset 0));
-- Roles are given and ended, never taken away, and nobody gives or ends their own. One about a child is given by who may write in its record.
create policy give_at_places on access.appointment for insert to belong_app with check (area_id = any (access.areas_now()) and place_id = any (access.places_for('people_manage')) and person <> access.person_now());
create policy give_for_area on access.appointment for insert to belong_app with check (area_id = any (string_to_array(current_setting('belong.people_areas', true), ',')::int[]) and place_id is not null and person <> access.person_now());
create policy give_of_children on access.appointment for insert to belong_app with check (area_id = any (access.areas_now()) and child_id = any (access.children_for('child_write')) and person <> access.person_now());
create policy give_on_roll on access.appointment for insert to belong_app with check (area_id = any (access.areas_now()) and person <> access.person_now() and exists (select from people.enrolment e where e.area_id = appointment.area_id and e.child_id = appointment.child_id and (e.place_id in (select unnest(access.places_for('child_write')))) is true and daterange(e.starts, e.ends, '[]') @> current_date offset 0));
create policy end_at_places on access.appointment for update to belong_app using (area_id = any (access.areas_now()) and place_id = any (access.places_for('people_manage')) and person <> access.person_now());
create policy end_for_area on access.appointment for update to belong_app using (area_id = any (string_to_array(current_setting('belong.people_areas', true), ',')::int[]) and person <> access.person_now());
create policy end_of_children on access.appointment for update to belong_app using (area_id = any (access.areas_now()) and child_id = any (access.children_for('child_write')) and person <> access.person_now());
create policy end_on_roll on access.appointment for update to belong_app using (area_id = any (access.areas_now()) and person <> access.person_now() and exists (select from people.enrolment e where e.area_id = appointment.area_id and e.child_id = appointment.child_id and (e.place_id in (select unnest(access.places_for('child_write')))) is true and daterange(e.starts, e.ends, '[]') @> current_date offset 0));
-- Whatever is given is given on one's own word, and breaking the glass is nobody's to give to another.
create policy own_word on access.appointment as restrictive for insert to belong_app with check (given_by = access.person_now() and person = case role when 'break-glass' then access.person_now() else person end);
create policy own_word on access.invitation as restrictive for insert to belong_app with check (invited_by = access.person_now() and role <> 'break-glass');
create policy at_places on access.invitation to belong_app using (area_id = any (access.areas_now()) and place_id = any (access.places_for('people_manage')));
create policy for_area on access.invitation for select to belong_app using (area_id = any (string_to_array(current_setting('belong.people_areas', true), ',')::int[]));
create policy end_for_area on access.invitation for update to belong_app using (area_id = any (string_to_array(current_setting('belong.people_areas', true), ',')::int[]));
create policy give_for_area on access.invitation for insert to belong_app with check (area_id = any (string_to_array(current_setting('belong.people_areas', true), ',')::int[]) and place_id is not null);
create policy of_children on access.invitation to belong_app using (area_id = any (access.areas_now()) and child_id = any (access.children_for('child_write')));
create policy on_roll on access.invitation to belong_app using (area_id = any (access.areas_now()) and exists (select from people.enrolment e where e.area_id = invitation.area_id and e.child_id = invitation.child_id and (e.place_id in (select unnest(access.places_for('child_write')))) is true and daterange(e.starts, e.ends, '[]') @> current_date offset 0));
-- Whoever looks after people sees when and on what they are signed in, and ends that; and the keys of the area.
create policy for_area on access.session to belong_app using (area_id = any (string_to_array(current_setting('belong.people_areas', true), ',')::int[]));
create policy at_places on access.session to belong_app using (area_id = any (access.areas_now()) and exists (select from access.appointment a where a.area_id = session.area_id and a.person = session.person and a.place_id = any (access.places_for('people_manage'))));
create policy of_home on access.session to belong_app using (exists (select from access.person p where p.slug = session.person and p.home_area_id = any (string_to_array(current_setting('belong.people_areas', true), ',')::int[])));
create policy for_area on access.token for select to belong_app using (area_id = any (string_to_array(current_setting('belong.people_areas', true), ',')::int[]));
create policy end_for_area on access.token for update to belong_app using (area_id = any (string_to_array(current_setting('belong.people_areas', true), ',')::int[]));

-- A person: themselves, and those whose home is an area one works in.
create policy own on access.person to belong_app using (slug = access.person_now()) with check (slug = access.person_now());
create policy of_area on access.person for select to belong_app using (home_area_id = any (access.areas_now()));
create policy part_of_area on access.person for select to belong_app using (exists (select from access.appointment a where a.area_id = any (access.areas_now()) and a.person = person.slug));
create policy for_area on access.person for update to belong_app using (home_area_id = any (string_to_array(current_setting('belong.people_areas', true), ',')::int[]));

-- A child: on the roll today of a place where one holds the verb, or somebody one holds it for by name. So that each row costs a probe and no
-- more, what a setting says is read once, in a select of its own; many places are looked up as a hash (in, not any); and offset 0 keeps the
-- planner from turning a probe of one child into a walk through every enrolment of the city.
create policy at_place on people.enrolment for select to belong_app using (place_id in (select unnest(access.places_for('child_read'))) and area_id = any ((select access.areas_now())::int[]));
create policy by_name on people.enrolment for select to belong_app using (area_id = any ((select access.areas_now())::int[]) and child_id = any ((select access.children_for('child_read'))::uuid[]));
-- An enrolment is seen where its place is reached, so a child is where one of today is seen.
create policy on_roll on people.child for select to belong_app
  using (exists (select from people.enrolment e where e.area_id = child.area_id and e.child_id = child.child_id and daterange(e.starts, e.ends, '[]') @> current_date offset 0));
create policy by_name on people.child for select to belong_app using (child_id = any ((select access.children_for('child_read'))::uuid[]) and area_id = any ((select access.areas_now())::int[]));

-- The family reads what is shared with it, of its own child alone.
create policy by_family on people.child for select to belong_app using (area_id = any ((select access.areas_now())::int[]) and child_id = any ((select access.children_for('family_read'))::uuid[]));
create policy by_family on people.enrolment for select to belong_app using (area_id = any ((select access.areas_now())::int[]) and child_id = any ((select access.children_for('family_read'))::uuid[]));
create policy by_family on people.entry for select to belong_app using (for_family and area_id = any ((select access.areas_now())::int[]) and child_id = any ((select access.children_for('family_read'))::uuid[]));

-- What is held of a child, class by class: the verb of the class, where the child is on roll or by name.
do $$
declare c record;
begin
  for c in select * from (values
    ('people.address', 'ordinary', 'child_read'), ('people.address', 'protected-address', 'address_read'),
    ('people.entry', 'ordinary', 'child_read'), ('people.entry', 'sen', 'sen_read'), ('people.entry', 'health', 'health_read'),
    ('people.entry', 'care', 'care_read'), ('people.entry', 'restricted', 'note_read'),
    ('people.former_identity', null, 'adoption_read')) as c (of_table, data_class, verb)
  loop
    execute format('create policy on_roll_%2$s on %1$s to belong_app using (%3$s exists (select from people.enrolment e where e.area_id = %4$I.area_id and e.child_id = %4$I.child_id and e.area_id = any ((select access.areas_now())::int[]) and (e.place_id in (select unnest(access.places_for(%5$L)))) is true and daterange(e.starts, e.ends, ''[]'') @> current_date offset 0))',
      c.of_table, c.verb, case when c.data_class is null then '' else format('data_class = %L and', c.data_class) end, split_part(c.of_table, '.', 2), c.verb);
    execute format('create policy by_name_%2$s on %1$s to belong_app using (%3$s area_id = any ((select access.areas_now())::int[]) and child_id = any ((select access.children_for(%4$L))::uuid[]))',
      c.of_table, c.verb, case when c.data_class is null then '' else format('data_class = %L and', c.data_class) end, c.verb);
  end loop;
end $$;

-- Whoever may read a class of a record writes in it only where they may write in that record at all; nobody takes anything out of one, and who
-- a child is and where on roll comes from files alone.
revoke delete on people.entry from belong_app;
revoke insert, update, delete on people.child, people.enrolment, people.address, people.former_identity from belong_app;
create policy writes on people.entry as restrictive for insert to belong_app
  with check (true = any (array[child_id = any ((select access.children_for('child_write'))::uuid[]),
    exists (select from people.enrolment e where e.area_id = entry.area_id and e.child_id = entry.child_id and (e.place_id in (select unnest(access.places_for('child_write')))) is true and daterange(e.starts, e.ends, '[]') @> current_date offset 0)]));
create policy rewrites on people.entry as restrictive for update to belong_app
  using (true = any (array[child_id = any ((select access.children_for('child_write'))::uuid[]),
    exists (select from people.enrolment e where e.area_id = entry.area_id and e.child_id = entry.child_id and (e.place_id in (select unnest(access.places_for('child_write')))) is true and daterange(e.starts, e.ends, '[]') @> current_date offset 0)]));

-- Breaking the glass: who may asks for one child by all three of name, name and day, and hears of it alone; then opens it to themselves, for an hour.
create function people.child_known_as(area int, given text, family text, day date) returns uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select c.child_id from people.child c
        where c.area_id = area and area = any (access.areas_now())
          and area = any (string_to_array(concat_ws(',', nullif(current_setting('belong.glass_areas', true), ''), nullif(current_setting('belong.rights_areas', true), '')), ',')::int[])
          and c.by_family = family || ' ' || given and c.born = day
        order by c.child_id limit 1 $$;
comment on function people.child_known_as is 'The child of exactly these names, in plain small letters, and this day of birth, for whoever may break the glass in the area or answers people who ask for their data; else nothing.';
revoke all on function people.child_known_as from public;
grant execute on function people.child_known_as to belong_app;
create function access.told_of_glass(area int) returns setof text
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select distinct p.email from access.held_now h join access.person p on p.slug = h.person
        where h.area_id = area and h.verb = 'audit:read' and h.place_id is not null and p.email is not null and p.left_at is null
          and area = any (string_to_array(current_setting('belong.glass_areas', true), ',')::int[]) $$;
comment on function access.told_of_glass is 'Where to write to those who read the audit of an area, for whoever may break the glass in it: they are told when it is done.';
revoke all on function access.told_of_glass from public;
grant execute on function access.told_of_glass to belong_app;
create policy breaks_glass on access.appointment for insert to belong_app
  with check (role = 'break-glass' and child_id is not null and person = access.person_now() and given_by = access.person_now() and char_length(reason) >= 20
    and ends_at <= now() + interval '61 minutes' and area_id = any (string_to_array(current_setting('belong.glass_areas', true), ',')::int[]));

-- What lies in what decides how far a verb reaches: known to all, and changed by those alone who take files in. So is what is kept to undo a file.
alter table places.membership enable row level security;
alter table places.membership force row level security;
create policy keeper on places.membership to current_user using (true) with check (true);
create policy door on places.membership for select to belong_door using (true);
create policy shown on places.membership for select to belong_app using (true);
create policy for_imports on places.membership to belong_app using (0 = any (string_to_array(current_setting('belong.import_areas', true), ',')::int[]));
alter view places.member_today set (security_invoker = true);
create policy of_area on platform.setting for select to belong_app using (area_id = any (access.areas_now()));
create policy for_imports on platform.setting to belong_app using (area_id = 0 and 0 = any (string_to_array(current_setting('belong.import_areas', true), ',')::int[]));

-- The public: what an area shows everyone, and nothing else of it.
create policy shown on publishing.release for select to belong_app using (area_id = any (access.public_areas()));
create policy counted on platform.data_version for select to belong_app using (true);
create policy shown on places.area_logo for select to belong_app using (true);
-- Which areas there are is known to all; what one is called and how it looks is changed by those alone who hold the verb for all of it.
alter table places.area enable row level security;
alter table places.area force row level security;
create policy keeper on places.area to current_user using (true) with check (true);
create policy door on places.area to belong_door using (true) with check (true);
create policy shown on places.area for select to belong_app using (true);
create policy for_area on places.area for update to belong_app using (area_id = any (string_to_array(current_setting('belong.brand_areas', true), ',')::int[]));
create policy for_area on places.area_logo to belong_app using (area_id = any (string_to_array(current_setting('belong.brand_areas', true), ',')::int[]));
create policy shown on access.notice for select to belong_app using (area_id = any (access.public_areas()));
create policy shown on programme.strategy for select to belong_app using (area_id = any (access.public_areas()) and public_from <= current_date);
do $$
declare part text;
begin
  foreach part in array array['statement', 'priority', 'milestone', 'reporting', 'link', 'promise', 'action'] loop
    execute format('create policy shown on programme.%1$I for select to belong_app using (exists (select from programme.strategy s where s.area_id = %1$I.area_id and s.strategy_id = %1$I.strategy_id and s.area_id = any (access.public_areas()) and s.public_from <= current_date))', part);
  end loop;
end $$;
create policy shown on programme.lead for select to belong_app using (exists (select from programme.priority p where p.area_id = lead.area_id and p.priority_id = lead.priority_id and p.area_id = any (access.public_areas())));
create policy shown on programme.promise_test for select to belong_app using (exists (select from programme.promise p where p.area_id = promise_test.area_id and p.promise_id = promise_test.promise_id and p.area_id = any (access.public_areas())));
