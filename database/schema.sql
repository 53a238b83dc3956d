-- Made from the database by scripts/write-schema.ts; do not edit. What changes it is in migrations/.

-- ------------------------------------------------------------------ access

create schema access;

create table access.agreement (
  area_id integer not null,
  agreement_id uuid not null,
  title text not null,
  purpose text not null,
  lawful_basis text not null,
  verbs text[] not null,
  starts date not null,
  ends date,
  review_on date,
  made_by text not null,
  made_at timestamp with time zone not null,
  ended_by text,
  end_reason text,
  version integer not null default 1,
  primary key (area_id, agreement_id),
  constraint agreement_check check (ends >= starts)
);
comment on table access.agreement is 'A sharing agreement: what the places that signed it let each other see, why and under which law, from when to when.';
comment on column access.agreement.verbs is 'What is shared: whoever holds one of these at a place that signed holds it at the others that did.';
alter table access.agreement force row level security;
create policy door on access.agreement for all to belong_door using (true);
create policy for_area on access.agreement for all to belong_app using (area_id = any ((string_to_array(current_setting('belong.sharing_areas'::text, true), ','::text))::integer[]));
create policy keeper on access.agreement for all to owner using (true);
create policy of_area on access.agreement for select to belong_app using (area_id = any (access.areas_now()));

create table access.agreement_party (
  area_id integer not null,
  agreement_id uuid not null,
  place_id integer not null,
  signed_by text not null,
  signed_on date not null,
  ends date,
  primary key (area_id, agreement_id, place_id),
  foreign key (area_id, agreement_id) references access.agreement(area_id, agreement_id),
  constraint agreement_party_check check (ends >= signed_on)
);
create index agreement_by_place on access.agreement_party (area_id, place_id);
comment on table access.agreement_party is 'A place that signed a sharing agreement, who signed for it and when; ends is the last day it is bound.';
alter table access.agreement_party force row level security;
create policy at_places on access.agreement_party for all to belong_app using ((area_id = any (access.areas_now())) and (place_id = any (access.places_for('people_manage'::text))));
create policy door on access.agreement_party for all to belong_door using (true);
create policy for_area on access.agreement_party for all to belong_app using (area_id = any ((string_to_array(current_setting('belong.sharing_areas'::text, true), ','::text))::integer[]));
create policy keeper on access.agreement_party for all to owner using (true);
create policy of_area on access.agreement_party for select to belong_app using (area_id = any (access.areas_now()));

create table access.appointment (
  area_id integer not null,
  appointment_id uuid not null,
  person text not null,
  role text not null,
  place_id integer,
  child_id uuid,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone,
  source text not null,
  reason text,
  given_by text not null,
  given_at timestamp with time zone not null,
  ended_by text,
  end_reason text,
  version integer not null default 1,
  primary key (area_id, appointment_id),
  foreign key (area_id, role) references access.role(area_id, role),
  constraint appointment_check check ((place_id is null) <> (child_id is null)),
  constraint appointment_check1 check (ends_at >= starts_at)
);
create index appointment_by_child on access.appointment (area_id, child_id);
create index appointment_by_person on access.appointment (area_id, person);
create index appointment_by_place on access.appointment (area_id, place_id);
comment on table access.appointment is 'A person in a role, at a place (and below) or for one child, from when until when, and on whose word. It is ended, never taken away.';
comment on column access.appointment.ends_at is 'From this moment it is over; null while nobody has said when; the moment it starts where it was taken back before.';
comment on column access.appointment.reason is 'Why, where the role asks for a reason: break-glass always does.';
alter table access.appointment force row level security;
create policy at_places on access.appointment for select to belong_app using ((area_id = any (access.areas_now())) and (place_id = any (access.places_for('people_manage'::text))));
create policy breaks_glass on access.appointment for insert to belong_app with check ((role = 'break-glass'::text) and (child_id is not null) and (person = access.person_now()) and (given_by = access.person_now()) and (char_length(reason) >= 20) and (ends_at <= (now() + '01:01:00'::interval)) and (area_id = any ((string_to_array(current_setting('belong.glass_areas'::text, true), ','::text))::integer[])));
create policy door on access.appointment for all to belong_door using (true);
create policy end_at_places on access.appointment for update to belong_app using ((area_id = any (access.areas_now())) and (place_id = any (access.places_for('people_manage'::text))) and (person <> access.person_now()));
create policy end_for_area on access.appointment for update to belong_app using ((area_id = any ((string_to_array(current_setting('belong.people_areas'::text, true), ','::text))::integer[])) and (person <> access.person_now()));
create policy end_of_children on access.appointment for update to belong_app using ((area_id = any (access.areas_now())) and (child_id = any (access.children_for('child_write'::text))) and (person <> access.person_now()));
create policy end_on_roll on access.appointment for update to belong_app using ((area_id = any (access.areas_now())) and (person <> access.person_now()) and (exists ( select from people.enrolment e where ((e.area_id = appointment.area_id) and (e.child_id = appointment.child_id) and ((e.place_id in ( select unnest(access.places_for('child_write'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0)));
create policy for_area on access.appointment for select to belong_app using (area_id = any ((string_to_array(current_setting('belong.people_areas'::text, true), ','::text))::integer[]));
create policy give_at_places on access.appointment for insert to belong_app with check ((area_id = any (access.areas_now())) and (place_id = any (access.places_for('people_manage'::text))) and (person <> access.person_now()));
create policy give_for_area on access.appointment for insert to belong_app with check ((area_id = any ((string_to_array(current_setting('belong.people_areas'::text, true), ','::text))::integer[])) and (place_id is not null) and (person <> access.person_now()));
create policy give_of_children on access.appointment for insert to belong_app with check ((area_id = any (access.areas_now())) and (child_id = any (access.children_for('child_write'::text))) and (person <> access.person_now()));
create policy give_on_roll on access.appointment for insert to belong_app with check ((area_id = any (access.areas_now())) and (person <> access.person_now()) and (exists ( select from people.enrolment e where ((e.area_id = appointment.area_id) and (e.child_id = appointment.child_id) and ((e.place_id in ( select unnest(access.places_for('child_write'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0)));
create policy keeper on access.appointment for all to owner using (true);
create policy of_children on access.appointment for select to belong_app using ((area_id = any (access.areas_now())) and (child_id = any (access.children_for('child_read'::text))));
create policy on_roll on access.appointment for select to belong_app using ((area_id = any (access.areas_now())) and (exists ( select from people.enrolment e where ((e.area_id = appointment.area_id) and (e.child_id = appointment.child_id) and ((e.place_id in ( select unnest(access.places_for('child_read'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0)));
create policy own on access.appointment for select to belong_app using ((person = access.person_now()) and (area_id = any (access.areas_now())));
create policy own_word on access.appointment as restrictive for insert to belong_app with check ((given_by = access.person_now()) and (person = case role when 'break-glass'::text then access.person_now() else person end));

create table access.attempt (
  key text not null,
  points integer not null default 0,
  expire bigint,
  primary key (key)
);
comment on table access.attempt is 'reference. How often something was tried lately, by a hash of what it was tried on; kept by the rate limiter.';

create view access.colleague as
select distinct p.slug,
    p.name,
    p.role_title,
    part.area_id
   from access.person p
     join ( select a.area_id,
            a.person
           from access.appointment a
        union
         select g.area_id,
            g.person
           from access.grant_held g) part on part.person = p.slug
  where part.area_id = any (coalesce(access.areas_now(), array( select area.area_id
           from places.area)));
comment on view access.colleague is 'Who has or had a part in the areas this transaction works for (for the owner and the door, which name none: in any), by name: what somebody wrote stays theirs when they have left.';

create table access.credential (
  person text not null,
  password_hash text,
  password_set_at timestamp with time zone,
  totp_secret text,
  totp_from timestamp with time zone,
  totp_last_step bigint,
  recovery_hashes text[] not null default '{}'::text[],
  version integer not null default 1,
  primary key (person),
  foreign key (person) references access.person(slug)
);
comment on table access.credential is 'reference. How a person proves who they are: an argon2id hash, the secret of an authenticator app, hashes of recovery codes. Only the door reads it.';
comment on column access.credential.totp_last_step is 'The last step a code was taken for: no code is good twice.';
alter table access.credential force row level security;
create policy door on access.credential for all to belong_door using (true);
create policy keeper on access.credential for all to owner using (true);

create table access.draft (
  area_id integer not null,
  draft_id uuid not null,
  person text not null,
  path text not null,
  fields jsonb not null,
  made_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  primary key (area_id, draft_id)
);
create index draft_by_person on access.draft (area_id, person);
comment on table access.draft is 'What somebody sent after their time had run out, kept a day for them alone, so that nobody types it twice.';
alter table access.draft force row level security;
create policy door on access.draft for all to belong_door using (true);
create policy keeper on access.draft for all to owner using (true);
create policy own on access.draft for all to belong_app using ((person = access.person_now()) and (area_id = any (access.areas_now())));

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
alter table access.grant_held force row level security;
create policy door on access.grant_held for all to belong_door using (true);
create policy keeper on access.grant_held for all to owner using (true);
create policy of_area on access.grant_held for select to belong_app using (area_id = any (access.areas_now()));

create view access.held_now with (security_invoker = true) as
select a.area_id,
    a.person,
    a.appointment_id,
    a.role,
    v.verb,
    a.place_id,
    a.child_id,
    a.ends_at,
    null::uuid as agreement_id
   from access.appointment a
     join access.role_verb v on v.area_id = a.area_id and v.role = a.role and daterange(v.starts, v.ends, '[]'::text) @> CURRENT_DATE
  where tstzrange(a.starts_at, a.ends_at) @> now()
union all
 select a.area_id,
    a.person,
    a.appointment_id,
    a.role,
    v.verb,
    other.place_id,
    null::uuid as child_id,
    a.ends_at,
    g.agreement_id
   from access.appointment a
     join access.role_verb v on v.area_id = a.area_id and v.role = a.role and daterange(v.starts, v.ends, '[]'::text) @> CURRENT_DATE
     join access.agreement_party mine on mine.area_id = a.area_id and mine.place_id = a.place_id and daterange(mine.signed_on, mine.ends, '[]'::text) @> CURRENT_DATE
     join access.agreement g on g.area_id = a.area_id and g.agreement_id = mine.agreement_id and (v.verb = any (g.verbs)) and daterange(g.starts, g.ends, '[]'::text) @> CURRENT_DATE
     join access.agreement_party other on other.area_id = a.area_id and other.agreement_id = g.agreement_id and other.place_id <> mine.place_id and daterange(other.signed_on, other.ends, '[]'::text) @> CURRENT_DATE
  where tstzrange(a.starts_at, a.ends_at) @> now()
union all
 select g.area_id,
    g.person,
    null::uuid as appointment_id,
    null::text as role,
    g.verb,
    g.place_id,
    null::uuid as child_id,
    null::timestamp with time zone as ends_at,
    null::uuid as agreement_id
   from access.grant_held g
  where daterange(g.starts, g.ends, '[]'::text) @> CURRENT_DATE;
comment on view access.held_now is 'Who holds which verb at which place or of which child at this moment: by a role, by a sharing agreement, or granted by itself.';

create table access.hold (
  area_id integer not null,
  hold_id uuid not null,
  child_id uuid,
  record text,
  reason text not null,
  starts date not null,
  ends date,
  set_by text not null,
  set_at timestamp with time zone not null,
  ended_by text,
  primary key (area_id, hold_id)
);
create index hold_by_child on access.hold (area_id, child_id);
comment on table access.hold is 'A legal hold: what it covers is not erased while it lasts, whatever the schedule says. Without a child it covers all of a kind of record.';
alter table access.hold force row level security;
create policy door on access.hold for all to belong_door using (true);
create policy for_rights on access.hold for all to belong_app using (area_id = any ((string_to_array(current_setting('belong.rights_areas'::text, true), ','::text))::integer[]));
create policy keeper on access.hold for all to owner using (true);

create table access.invitation (
  area_id integer not null,
  invitation_id uuid not null,
  token_hash bytea not null,
  email text not null,
  email_key text not null,
  name text not null,
  role_title text not null,
  role text not null,
  place_id integer,
  child_id uuid,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone,
  invited_by text not null,
  invited_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  person text,
  withdrawn_at timestamp with time zone,
  withdrawn_by text,
  reason text,
  sent_at timestamp with time zone,
  primary key (area_id, invitation_id),
  foreign key (area_id, role) references access.role(area_id, role),
  constraint invitation_check check ((place_id is null) <> (child_id is null))
);
create index invitation_by_time on access.invitation (area_id, invited_at desc);
create index invitation_by_token on access.invitation (token_hash);
comment on table access.invitation is 'An invitation to take a role, sent to an e-mail address; its link works once.';
comment on column access.invitation.sent_at is 'When the mail with its link last left us; null where it did not.';
alter table access.invitation force row level security;
create policy at_places on access.invitation for all to belong_app using ((area_id = any (access.areas_now())) and (place_id = any (access.places_for('people_manage'::text))));
create policy door on access.invitation for all to belong_door using (true);
create policy end_for_area on access.invitation for update to belong_app using (area_id = any ((string_to_array(current_setting('belong.people_areas'::text, true), ','::text))::integer[]));
create policy for_area on access.invitation for select to belong_app using (area_id = any ((string_to_array(current_setting('belong.people_areas'::text, true), ','::text))::integer[]));
create policy give_for_area on access.invitation for insert to belong_app with check ((area_id = any ((string_to_array(current_setting('belong.people_areas'::text, true), ','::text))::integer[])) and (place_id is not null));
create policy keeper on access.invitation for all to owner using (true);
create policy of_children on access.invitation for all to belong_app using ((area_id = any (access.areas_now())) and (child_id = any (access.children_for('child_write'::text))));
create policy on_roll on access.invitation for all to belong_app using ((area_id = any (access.areas_now())) and (exists ( select from people.enrolment e where ((e.area_id = invitation.area_id) and (e.child_id = invitation.child_id) and ((e.place_id in ( select unnest(access.places_for('child_write'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0)));
create policy own_word on access.invitation as restrictive for insert to belong_app with check ((invited_by = access.person_now()) and (role <> 'break-glass'::text));

create table access.notice (
  area_id integer not null,
  notice text not null,
  version integer not null,
  body text not null,
  written_by text not null,
  written_at timestamp with time zone not null,
  primary key (area_id, notice, version),
  constraint notice_notice_check check (notice = any (array['privacy'::text, 'privacy-children'::text, 'accessibility'::text]))
);
comment on table access.notice is 'What an area tells people about their data and its pages: each version stays. The newest is what the public reads.';
alter table access.notice force row level security;
create policy door on access.notice for all to belong_door using (true);
create policy for_area on access.notice for all to belong_app using (area_id = any ((string_to_array(current_setting('belong.notice_areas'::text, true), ','::text))::integer[]));
create policy keeper on access.notice for all to owner using (true);
create policy of_area on access.notice for select to belong_app using (area_id = any (access.areas_now()));
create policy shown on access.notice for select to belong_app using (area_id = any (access.public_areas()));

create table access.one_time_link (
  token_hash bytea not null,
  purpose text not null,
  person text,
  made_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  used_at timestamp with time zone,
  primary key (token_hash),
  constraint one_time_link_purpose_check check (purpose = any (array['setup'::text, 'sign-in'::text, 'reset'::text, 'second-step'::text, 'passkey'::text]))
);
comment on table access.one_time_link is 'reference. What works once and not for long: the first area''s setup, a link to sign in or to set a new password, the second step of a sign-in, the challenge of a passkey.';
alter table access.one_time_link force row level security;
create policy door on access.one_time_link for all to belong_door using (true);
create policy keeper on access.one_time_link for all to owner using (true);

create table access.outside_identity (
  provider text not null,
  subject text not null,
  person text not null,
  linked_at timestamp with time zone not null,
  used_at timestamp with time zone,
  primary key (provider, subject),
  foreign key (person) references access.person(slug)
);
create index outside_identity_by_person on access.outside_identity (person);
comment on table access.outside_identity is 'reference. Who somebody is at an identity provider (Entra ID, DfE Sign-in, GOV.UK One Login), by its lasting subject.';
alter table access.outside_identity force row level security;
create policy door on access.outside_identity for all to belong_door using (true);
create policy keeper on access.outside_identity for all to owner using (true);

create table access.passage (
  area_id integer not null,
  request_id uuid not null,
  passage text not null,
  is_shown boolean not null,
  reason text not null,
  decided_by text not null,
  decided_at timestamp with time zone not null,
  primary key (area_id, request_id, passage),
  foreign key (area_id, request_id) references access.rights_request(area_id, request_id)
);
comment on table access.passage is 'Whether a passage that names somebody else is shown to who asked for their data, and why. What nobody decided on is withheld.';
comment on column access.passage.passage is 'A hash of where it stands: no words of it are kept here.';
alter table access.passage force row level security;
create policy door on access.passage for all to belong_door using (true);
create policy for_rights on access.passage for all to belong_app using (area_id = any ((string_to_array(current_setting('belong.rights_areas'::text, true), ','::text))::integer[]));
create policy keeper on access.passage for all to owner using (true);

create table access.passkey (
  credential_id text not null,
  person text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}'::text[],
  label text not null,
  made_at timestamp with time zone not null,
  used_at timestamp with time zone,
  primary key (credential_id),
  foreign key (person) references access.person(slug)
);
create index passkey_by_person on access.passkey (person);
comment on table access.passkey is 'reference. Passkeys of a person. Only the door reads it.';
alter table access.passkey force row level security;
create policy door on access.passkey for all to belong_door using (true);
create policy keeper on access.passkey for all to owner using (true);

create table access.person (
  slug text not null,
  name text not null,
  role_title text not null,
  email text,
  home_area_id integer not null,
  demo boolean not null,
  made_at timestamp with time zone not null,
  left_at timestamp with time zone,
  email_key text,
  leaves_on date,
  seen_at timestamp with time zone,
  made_by text not null default 'operator'::text,
  version integer not null default 1,
  primary key (slug)
);
create unique index person_by_email on access.person (email_key);
comment on table access.person is 'reference. Who may sign in. The demo''s cast is invented.';
comment on column access.person.email_key is 'The e-mail address as it is compared: in small letters, and of plain letters only, so that two cannot look alike.';
comment on column access.person.leaves_on is 'The last day; after it all they hold is over and nobody can sign in as them.';
comment on column access.person.seen_at is 'When they were last here, of the sessions that have been swept away.';
alter table access.person force row level security;
create policy door on access.person for all to belong_door using (true);
create policy for_area on access.person for update to belong_app using (home_area_id = any ((string_to_array(current_setting('belong.people_areas'::text, true), ','::text))::integer[]));
create policy keeper on access.person for all to owner using (true);
create policy of_area on access.person for select to belong_app using (home_area_id = any (access.areas_now()));
create policy own on access.person for all to belong_app using (slug = access.person_now());
create policy part_of_area on access.person for select to belong_app using (exists ( select from access.appointment a where ((a.area_id = any (access.areas_now())) and (a.person = person.slug))));

create table access.retention_rule (
  area_id integer not null,
  record text not null,
  keep_years integer not null,
  counted_from text not null,
  basis text not null,
  set_by text not null,
  set_at timestamp with time zone not null,
  version integer not null default 1,
  primary key (area_id, record),
  constraint retention_rule_counted_from_check check (counted_from = any (array['birth'::text, 'left'::text, 'made'::text, 'ended'::text])),
  constraint retention_rule_keep_years_check check (keep_years >= 0 and keep_years <= 150)
);
comment on table access.retention_rule is 'How long an area keeps a kind of record, counted from what, and by which rule.';
alter table access.retention_rule force row level security;
create policy door on access.retention_rule for all to belong_door using (true);
create policy for_area on access.retention_rule for all to belong_app using (area_id = any ((string_to_array(current_setting('belong.rights_areas'::text, true), ','::text))::integer[]));
create policy keeper on access.retention_rule for all to owner using (true);
create policy of_area on access.retention_rule for select to belong_app using (area_id = any (access.areas_now()));

create table access.rights_request (
  area_id integer not null,
  request_id uuid not null,
  right_asked text not null,
  child_id uuid,
  person text,
  asked_by_words text not null,
  asked_on date not null,
  due_on date not null,
  state text not null,
  note text not null default ''::text,
  extended_reason text,
  file text,
  made_at timestamp with time zone,
  work_id uuid,
  taken_by text not null,
  taken_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  version integer not null default 1,
  primary key (area_id, request_id),
  constraint rights_request_check check ((child_id is null) <> (person is null)),
  constraint rights_request_right_asked_check check (right_asked = any (array['access'::text, 'erasure'::text, 'rectification'::text, 'restriction'::text, 'objection'::text])),
  constraint rights_request_state_check check (state = any (array['open'::text, 'made'::text, 'answered'::text, 'refused'::text]))
);
comment on table access.rights_request is 'Somebody asks for what is held about them, or that it be mended or erased; with its clock.';
comment on column access.rights_request.due_on is 'One calendar month after asked_on, or three where it was extended.';
comment on column access.rights_request.file is 'What was gathered, in the data folder, until thirty days after made_at; null before and afterwards.';
alter table access.rights_request force row level security;
create policy door on access.rights_request for all to belong_door using (true);
create policy for_rights on access.rights_request for all to belong_app using (area_id = any ((string_to_array(current_setting('belong.rights_areas'::text, true), ','::text))::integer[]));
create policy keeper on access.rights_request for all to owner using (true);

create table access.role (
  area_id integer not null,
  role text not null,
  label text not null,
  about text not null default ''::text,
  given_for text not null,
  given_by text not null default 'people:manage'::text,
  given_locally boolean not null default false,
  version integer not null default 1,
  primary key (area_id, role),
  constraint role_given_for_check check (given_for = any (array['place'::text, 'child'::text]))
);
comment on table access.role is 'A role as an area knows it: a named bundle of verbs. Every area begins with the same ones and may change them.';
comment on column access.role.given_for is 'Whether it is held at a place and below, or for one child by name.';
comment on column access.role.given_by is 'The verb somebody must hold at the place, or of the child, to give it to another.';
comment on column access.role.given_locally is 'Whoever looks after the people of one place may give it there, even where it lets them see more than whoever gives it: a head and the SENCO.';
alter table access.role force row level security;
create policy door on access.role for all to belong_door using (true);
create policy for_area on access.role for all to belong_app using (area_id = any ((string_to_array(current_setting('belong.role_areas'::text, true), ','::text))::integer[]));
create policy keeper on access.role for all to owner using (true);
create policy of_area on access.role for select to belong_app using (area_id = any (access.areas_now()));

create table access.role_verb (
  area_id integer not null,
  role text not null,
  verb text not null,
  starts date not null,
  ends date,
  set_by text not null,
  primary key (area_id, role, verb, starts),
  foreign key (area_id, role) references access.role(area_id, role),
  constraint role_verb_check check (ends >= starts)
);
comment on table access.role_verb is 'One cell of the table of roles: what holders of a role may do, from when to when. ends is the last day.';
alter table access.role_verb force row level security;
create policy door on access.role_verb for all to belong_door using (true);
create policy for_area on access.role_verb for all to belong_app using (area_id = any ((string_to_array(current_setting('belong.role_areas'::text, true), ','::text))::integer[]));
create policy keeper on access.role_verb for all to owner using (true);
create policy of_area on access.role_verb for select to belong_app using (area_id = any (access.areas_now()));

create table access.session (
  token_hash bytea not null,
  person text not null,
  area_id integer not null,
  made_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  session_id uuid not null default gen_random_uuid(),
  appointment_id uuid,
  idle_minutes integer not null default 30,
  method text not null default 'link'::text,
  device text not null default ''::text,
  stepped_up_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_by text,
  provider_session_hash bytea,
  primary key (token_hash),
  foreign key (person) references access.person(slug)
);
create index session_by_person on access.session (person);
comment on table access.session is 'reference. Opaque sessions: the cookie holds a random token, this its SHA-256. Listable and revocable.';
comment on column access.session.appointment_id is 'The role they act in, of those they hold in the area; null where they act in all.';
comment on column access.session.idle_minutes is 'After this long without a page it is over: 15 for those who reach children, 30 for others.';
comment on column access.session.provider_session_hash is 'Hash of the session at the identity provider it was begun by, so that leaving there ends it here.';
alter table access.session force row level security;
create policy at_places on access.session for all to belong_app using ((area_id = any (access.areas_now())) and (exists ( select from access.appointment a where ((a.area_id = session.area_id) and (a.person = session.person) and (a.place_id = any (access.places_for('people_manage'::text)))))));
create policy door on access.session for all to belong_door using (true);
create policy for_area on access.session for all to belong_app using (area_id = any ((string_to_array(current_setting('belong.people_areas'::text, true), ','::text))::integer[]));
create policy keeper on access.session for all to owner using (true);
create policy of_home on access.session for all to belong_app using (exists ( select from access.person p where ((p.slug = session.person) and (p.home_area_id = any ((string_to_array(current_setting('belong.people_areas'::text, true), ','::text))::integer[])))));
create policy own on access.session for all to belong_app using (person = access.person_now());

create table access.sign_in_try (
  state_hash bytea not null,
  provider text not null,
  nonce text not null,
  verifier text not null,
  browser_hash bytea not null,
  next text not null,
  invitation_hash bytea,
  again boolean not null default false,
  made_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  primary key (state_hash)
);
comment on table access.sign_in_try is 'reference. A sign-in that was sent to an identity provider and is awaited back, once, in the same browser.';
comment on column access.sign_in_try.again is 'Somebody is to show once more who they are: an earlier sign-in there does not do.';
alter table access.sign_in_try force row level security;
create policy door on access.sign_in_try for all to belong_door using (true);
create policy keeper on access.sign_in_try for all to owner using (true);

create table access.token (
  token_hash bytea not null,
  person text not null,
  made_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  token_id uuid not null default gen_random_uuid(),
  area_id integer,
  label text not null default ''::text,
  verbs text[],
  made_by text not null default 'operator'::text,
  used_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_by text,
  primary key (token_hash),
  foreign key (person) references access.person(slug)
);
comment on table access.token is 'reference. Keys for the API, by SHA-256.';
comment on column access.token.area_id is 'The area it works in; null for the person''s own.';
comment on column access.token.verbs is 'What may be done with it, of what its person may; null for all of that.';
alter table access.token force row level security;
create policy door on access.token for all to belong_door using (true);
create policy end_for_area on access.token for update to belong_app using (area_id = any ((string_to_array(current_setting('belong.people_areas'::text, true), ','::text))::integer[]));
create policy for_area on access.token for select to belong_app using (area_id = any ((string_to_array(current_setting('belong.people_areas'::text, true), ','::text))::integer[]));
create policy keeper on access.token for all to owner using (true);
create policy own on access.token for all to belong_app using (person = access.person_now());

create table access.tombstone (
  area_id integer not null,
  tombstone_id uuid not null,
  subject_hash text not null,
  record text not null,
  rows_gone integer not null,
  reason text not null,
  erased_by text not null,
  erased_at timestamp with time zone not null,
  primary key (area_id, tombstone_id)
);
create index tombstone_by_subject on access.tombstone (area_id, subject_hash);
comment on table access.tombstone is 'That something was erased, when, why and how much of it; of whom, only a hash that a restored backup can be held against.';
alter table access.tombstone force row level security;
create policy door on access.tombstone for all to belong_door using (true);
create policy for_rights on access.tombstone for all to belong_app using (area_id = any ((string_to_array(current_setting('belong.rights_areas'::text, true), ','::text))::integer[]));
create policy keeper on access.tombstone for all to owner using (true);

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
  place_id integer,
  series text,
  period text,
  as_at date,
  primary key (area_id, batch_id),
  constraint batch_state_check check (state = any (array['unmapped'::text, 'received'::text, 'checking'::text, 'checked'::text, 'committing'::text, 'committed'::text, 'unchanged'::text, 'rejected'::text, 'undoing'::text, 'undone'::text, 'discarded'::text, 'failed'::text]))
);
create index batch_by_content on collection.batch (area_id, kind, content_hash, state);
create index batch_by_place on collection.batch (area_id, place_id);
comment on table collection.batch is 'One unit given to us: what it was, what it would change, what became of it. Published figures belong to area 0.';
comment on column collection.batch.content_hash is 'SHA-256 of the parts'' bytes with the options that change how they are read; the same content under another name is the same.';
comment on column collection.batch.place_id is 'For whom a return was given: the setting, or the authority for a file that speaks for many. Null for published figures.';
comment on column collection.batch.series is 'The kind of return by which it is expected: school-census, attendance-weekly. Null for published figures.';
alter table collection.batch force row level security;
create policy at_places on collection.batch for all to belong_app using ((area_id = any (access.areas_now())) and (place_id = any (access.places_for('return_give'::text))));
create policy for_area on collection.batch for all to belong_app using (area_id = any ((string_to_array(current_setting('belong.return_areas'::text, true), ','::text))::integer[]));
create policy keeper on collection.batch for all to owner using (true);
create policy shared on collection.batch for all to belong_app using ((area_id = 0) and (0 = any (access.areas_now())));

create table collection.batch_number (
  area_id integer not null,
  last integer not null,
  primary key (area_id)
);
comment on table collection.batch_number is 'The last batch number given in an area: identity columns would cross areas.';
alter table collection.batch_number force row level security;
create policy keeper on collection.batch_number for all to owner using (true);
create policy of_area on collection.batch_number for all to belong_app using (area_id = any (access.areas_now()));

create view collection.batch_source as
select area_id,
    batch_id,
    kind,
    series,
    period,
    as_at,
    given_by,
    given_at,
    committed_at,
    state,
    undone_by,
    undone_at
   from collection.batch
  where (area_id = any (access.areas_now())) and (state = any ('{committed,undoing,undone}'::text[]));
comment on view collection.batch_source is 'Which batch a fact is from, for everyone who sees the fact: without the file''s name, which may be a child''s, and without what was found in it.';

create table collection.expected_return (
  area_id integer not null,
  expected_id uuid not null,
  series text not null,
  answered_by text[] not null,
  period text not null,
  label text not null,
  covers_from date not null,
  covers_until date not null,
  due_on date not null,
  place_id integer not null,
  by_whom text not null,
  asks_sign_off boolean not null default false,
  made_by text not null,
  made_at timestamp with time zone not null,
  ended_by text,
  ended_at timestamp with time zone,
  end_reason text,
  version integer not null default 1,
  primary key (area_id, expected_id),
  unique (area_id, series, period, place_id),
  constraint expected_return_by_whom_check check (by_whom = any (array['settings'::text, 'authority'::text]))
);
create index expected_return_by_due on collection.expected_return (area_id, due_on);
comment on table collection.expected_return is 'A return the area expects: of which series and period, from each setting of a place or from the authority itself, by which day. Received is what platform.extent holds.';
comment on column collection.expected_return.answered_by is 'The series of files that answer it: attendance comes as daily marks or as weekly counts.';
comment on column collection.expected_return.covers_from is 'A return that speaks of a day from here to covers_until answers it, however its period is written.';
alter table collection.expected_return force row level security;
create policy calendar on collection.expected_return for all to belong_app using (area_id = any ((string_to_array(current_setting('belong.calendar_areas'::text, true), ','::text))::integer[]));
create policy keeper on collection.expected_return for all to owner using (true);
create policy of_area on collection.expected_return for select to belong_app using (area_id = any (access.areas_now()));

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
alter table collection.finding force row level security;
create policy keeper on collection.finding for all to owner using (true);
create policy of_batch on collection.finding for select to belong_app using (exists ( select from collection.batch b where ((b.area_id = finding.area_id) and (b.batch_id = finding.batch_id))));
create policy shared on collection.finding for all to belong_app using ((area_id = 0) and (0 = any (access.areas_now())));

create table collection.quality_finding (
  area_id integer not null,
  finding_id uuid not null,
  check_name text not null,
  place_id integer not null,
  key text not null,
  message text not null,
  fix text not null,
  children integer,
  first_found_at timestamp with time zone not null,
  last_found_at timestamp with time zone not null,
  gone_at timestamp with time zone,
  owner text,
  due_on date,
  owner_set_by text,
  version integer not null default 1,
  primary key (area_id, finding_id),
  unique (area_id, check_name, place_id, key)
);
create index quality_finding_open on collection.quality_finding (area_id, gone_at, place_id);
comment on table collection.quality_finding is 'What a check across returns found at a setting, who sees to it and by when. Done by itself when the check finds it no more; names no child.';
alter table collection.quality_finding force row level security;
create policy at_places on collection.quality_finding for all to belong_app using ((area_id = any (access.areas_now())) and (place_id = any (access.places_for('return_give'::text))));
create policy for_area on collection.quality_finding for all to belong_app using (area_id = any ((string_to_array(current_setting('belong.return_areas'::text, true), ','::text))::integer[]));
create policy keeper on collection.quality_finding for all to owner using (true);
create policy to_sign on collection.quality_finding for all to belong_app using ((area_id = any (access.areas_now())) and (place_id = any (access.places_for('return_sign'::text))));

create table collection.quality_share (
  area_id integer not null,
  field text not null,
  place_id integer not null,
  have integer not null,
  of integer not null,
  counted_at timestamp with time zone not null,
  primary key (area_id, field, place_id)
);
comment on table collection.quality_share is 'Of how many records on roll at a setting a key field is filled in, when that was last counted.';
alter table collection.quality_share force row level security;
create policy at_places on collection.quality_share for all to belong_app using ((area_id = any (access.areas_now())) and (place_id = any (access.places_for('return_give'::text))));
create policy for_area on collection.quality_share for all to belong_app using (area_id = any ((string_to_array(current_setting('belong.return_areas'::text, true), ','::text))::integer[]));
create policy keeper on collection.quality_share for all to owner using (true);
create policy to_sign on collection.quality_share for all to belong_app using ((area_id = any (access.areas_now())) and (place_id = any (access.places_for('return_sign'::text))));

create table collection.recipe (
  area_id integer not null,
  recipe text not null,
  version integer not null,
  place_id integer not null,
  name text not null,
  target text not null,
  body jsonb not null,
  is_kept boolean not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  primary key (area_id, recipe, version)
);
comment on table collection.recipe is 'What the columns of one sort of file are, so that the next such file is read without asking. A change is a new version; a batch names the version it was read by.';
comment on column collection.recipe.place_id is 'For whom it was made: the authority, or a setting, whose people alone change it. All of the area use it.';
comment on column collection.recipe.body is 'Target, header, and for each field its column, order of dates and words for codes: no rows of a file.';
comment on column collection.recipe.is_kept is 'False in the version that ends it.';
alter table collection.recipe force row level security;
create policy at_places on collection.recipe for insert to belong_app with check ((area_id = any (access.areas_now())) and (place_id = any (access.places_for('return_give'::text))));
create policy keeper on collection.recipe for all to owner using (true);
create policy of_area on collection.recipe for select to belong_app using (area_id = any (access.areas_now()));

create table collection.return_number (
  area_id integer not null,
  batch_id integer not null,
  place_id integer not null,
  period text not null,
  name text not null,
  value double precision not null,
  primary key (area_id, batch_id, place_id, period, name)
);
create index return_number_by_place on collection.return_number (area_id, place_id, name);
comment on table collection.return_number is 'What the data of a return look like, setting by setting: on roll, SEN support, sessions missed (specs/return-numbers.json). Written when it is checked and taken in; platform.extent says which batch stands.';
alter table collection.return_number force row level security;
create policy at_places on collection.return_number for all to belong_app using ((area_id = any (access.areas_now())) and (place_id = any (access.places_for('return_give'::text))));
create policy for_area on collection.return_number for all to belong_app using (area_id = any ((string_to_array(current_setting('belong.return_areas'::text, true), ','::text))::integer[]));
create policy keeper on collection.return_number for all to owner using (true);
create policy to_sign on collection.return_number for all to belong_app using ((area_id = any (access.areas_now())) and (place_id = any (access.places_for('return_sign'::text))));

create table collection.return_word (
  area_id integer not null,
  word_id uuid not null,
  series text not null,
  period text not null,
  place_id integer not null,
  kind text not null,
  figure text,
  body text not null default ''::text,
  batch_id integer,
  due_on date,
  said_by text not null,
  said_at timestamp with time zone not null,
  answer text,
  answered_by text,
  answered_at timestamp with time zone,
  withdrawn_by text,
  withdrawn_at timestamp with time zone,
  primary key (area_id, word_id),
  constraint return_word_kind_check check (kind = any (array['nil'::text, 'sign-off'::text, 'contest'::text, 'note'::text]))
);
create unique index one_nil_return on collection.return_word (area_id, series, period, place_id) where ((kind = 'nil'::text) and (withdrawn_at is null));
create index return_word_by_place on collection.return_word (area_id, place_id);
create index return_word_of on collection.return_word (area_id, series, period, place_id);
comment on table collection.return_word is 'What somebody said of a return: that there is nothing to give, that it is right, that a figure made of it is not, or a note. Taken back, never taken away.';
comment on column collection.return_word.batch_id is 'Of a sign-off: the batch that was signed; when another takes its place it is to be signed again.';
comment on column collection.return_word.due_on is 'Of a contest: the day by which it is to be answered.';
alter table collection.return_word force row level security;
create policy at_places on collection.return_word for all to belong_app using ((area_id = any (access.areas_now())) and (place_id = any (access.places_for('return_give'::text))));
create policy for_area on collection.return_word for all to belong_app using (area_id = any ((string_to_array(current_setting('belong.return_areas'::text, true), ','::text))::integer[]));
create policy keeper on collection.return_word for all to owner using (true);
create policy of_area on collection.return_word for select to belong_app using ((area_id = any (access.areas_now())) and (kind = any ('{nil,contest}'::text[])));
create policy to_sign on collection.return_word for all to belong_app using ((area_id = any (access.areas_now())) and (place_id = any (access.places_for('return_sign'::text))));

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
alter table desk.seen force row level security;
create policy keeper on desk.seen for all to owner using (true);
create policy own on desk.seen for all to belong_app using ((person = access.person_now()) and (area_id = any (access.areas_now())));

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
alter table desk.view force row level security;
create policy keeper on desk.view for all to owner using (true);
create policy of_area on desk.view for all to belong_app using (area_id = any (access.areas_now()));

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

-- ------------------------------------------------------------------ people

create schema people;

create view people.absent_year with (security_invoker = true) as
with codes as (
         select string_agg(register_code.mark, ''::text) filter (where register_code.class = any (array['authorised'::text, 'unauthorised'::text])) as absent,
            string_agg(register_code.mark, ''::text) filter (where register_code.class <> 'not-counted'::text) as counted
           from people.register_code
        ), registers as (
         select a.area_id,
            a.child_id,
            a.place_id,
            a.year,
            a.week,
            a.marks,
            a.batch_id,
            a.reported_by,
            a."row",
            count(*) over (partition by a.area_id, a.child_id, a.place_id, a.year) as files
           from people.attendance a
        ), marked as (
         select registers.area_id,
            registers.child_id,
            registers.place_id,
            registers.year,
            registers.marks,
            registers.week * 10 + length(registers.marks) as sessions,
            registers.batch_id
           from registers
          where registers.files = 1
        union all
         select said.area_id,
            said.child_id,
            said.place_id,
            said.year,
            string_agg(said.mark, ''::text) as string_agg,
            max(said.nth)::integer as max,
            max(said.batch_id) as max
           from ( select distinct on (r.area_id, r.child_id, r.place_id, r.year, (r.week * 10 + m.nth)) r.area_id,
                    r.child_id,
                    r.place_id,
                    r.year,
                    r.week * 10 + m.nth as nth,
                    m.mark,
                    r.batch_id
                   from registers r
                     cross join lateral regexp_split_to_table(r.marks, ''::text) with ordinality m(mark, nth)
                  where r.files > 1 and m.mark <> ' '::text
                  order by r.area_id, r.child_id, r.place_id, r.year, (r.week * 10 + m.nth), r.batch_id desc, r."row" desc) said
          group by said.area_id, said.child_id, said.place_id, said.year
        ), parts as (
         select a.area_id,
            a.child_id,
            a.year,
            a.batch_id,
            length(a.marks) - length(translate(a.marks, c.absent, ''::text)) as absent,
            length(a.marks) - length(translate(a.marks, c.counted, ''::text)) as possible,
            make_date(a.year, 9, 1) - extract(isodow from make_date(a.year, 9, 1))::integer + 1 + (a.sessions - 1) / 10 * 7 + (a.sessions - 1) % 10 / 2 as until
           from marked a
             cross join codes c
        union all
         select s.area_id,
            s.child_id,
            extract(year from s.starts - '8 mons'::interval)::integer as "extract",
            s.batch_id,
            n.absent,
            coalesce(s.possible::bigint, n.possible) as "coalesce",
            s.ends
           from people.session_count s
             cross join lateral ( select coalesce(sum(u.sessions) filter (where r.class = any (array['authorised'::text, 'unauthorised'::text])), 0::bigint) as absent,
                    coalesce(sum(u.sessions) filter (where r.class <> 'not-counted'::text), 0::bigint) as possible
                   from unnest(s.counts) with ordinality u(sessions, nth)
                     join people.register_code r on r."position" = (u.nth - 1)) n
          where not (exists ( select
                   from people.attendance a
                  where a.area_id = s.area_id and a.child_id = s.child_id and a.year = extract(year from s.starts - '8 mons'::interval)::integer))
        )
 select area_id,
    child_id,
    year,
    sum(possible)::integer as possible,
    sum(absent)::integer as absent,
    max(until) as until,
    max(batch_id) as batch_id
   from parts
  group by area_id, child_id, year;
comment on view people.absent_year is 'Possible and absent sessions of a child in a school year, from registers where there are any, else from counts.';

create table people.address (
  area_id integer not null,
  child_id uuid not null,
  address_id uuid not null,
  lines text not null,
  postcode text not null,
  data_class text not null,
  starts date not null,
  ends date,
  source text not null,
  primary key (area_id, address_id),
  foreign key (area_id, child_id) references people.child(area_id, child_id),
  constraint address_data_class_check check (data_class = any (array['ordinary'::text, 'protected-address'::text]))
);
create index address_by_child on people.address (area_id, child_id);
comment on table people.address is 'Where a child lives, from when to when. A protected address is seen only by those who hold the verb for it.';
alter table people.address force row level security;
create policy by_name_address_read on people.address for all to belong_app using ((data_class = 'protected-address'::text) and (area_id = any (( select access.areas_now() as areas_now)::integer[])) and (child_id = any (( select access.children_for('address_read'::text) as children_for)::uuid[])));
create policy by_name_child_read on people.address for all to belong_app using ((data_class = 'ordinary'::text) and (area_id = any (( select access.areas_now() as areas_now)::integer[])) and (child_id = any (( select access.children_for('child_read'::text) as children_for)::uuid[])));
create policy keeper on people.address for all to owner using (true);
create policy on_roll_address_read on people.address for all to belong_app using ((data_class = 'protected-address'::text) and (exists ( select from people.enrolment e where ((e.area_id = address.area_id) and (e.child_id = address.child_id) and (e.area_id = any (( select access.areas_now() as areas_now)::integer[])) and ((e.place_id in ( select unnest(access.places_for('address_read'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0)));
create policy on_roll_child_read on people.address for all to belong_app using ((data_class = 'ordinary'::text) and (exists ( select from people.enrolment e where ((e.area_id = address.area_id) and (e.child_id = address.child_id) and (e.area_id = any (( select access.areas_now() as areas_now)::integer[])) and ((e.place_id in ( select unnest(access.places_for('child_read'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0)));
create policy told_address_read on people.address for select to belong_app using ((area_id = any (( select access.whole_areas('address_read'::text) as whole_areas)::integer[])) and (data_class = 'protected-address'::text) and (exists ( select from people.authority_word w where ((w.area_id = address.area_id) and (w.child_id = address.child_id)) offset 0)));
create policy told_child_read on people.address for select to belong_app using ((area_id = any (( select access.whole_areas('child_read'::text) as whole_areas)::integer[])) and (data_class = 'ordinary'::text) and (exists ( select from people.authority_word w where ((w.area_id = address.area_id) and (w.child_id = address.child_id)) offset 0)));

create table people.alternative_provision (
  area_id integer not null,
  child_id uuid not null,
  place_id integer not null,
  number integer not null,
  provider_id integer,
  provider text,
  setting_type text,
  starts date not null,
  ends date,
  sessions_per_week integer,
  pattern text,
  reason text,
  sen_provision text,
  batch_id integer not null,
  reported_by integer not null,
  row integer not null,
  hours_per_week double precision,
  primary key (area_id, batch_id, "row", number)
);
create index alternative_provision_by_child on people.alternative_provision (area_id, child_id, starts);
create index alternative_provision_by_place on people.alternative_provision (area_id, place_id, starts);
comment on table people.alternative_provision is 'Alternative provision of a child, arranged by the school (school census) or paid for by the authority (its list): with whom, since when, how much of the week and why.';
comment on column people.alternative_provision.place_id is 'Where the child is on roll; the authority where its list does not say.';
comment on column people.alternative_provision.provider is 'As the return names it: urn 100000, ukprn 10000000, or a company number and postcode; provider_id is its place where we hold it.';
comment on column people.alternative_provision.setting_type is 'A code of specs/placement-types.json.';
alter table people.alternative_provision force row level security;
create policy by_name_child_read on people.alternative_provision for all to belong_app using ((area_id = any (( select access.areas_now() as areas_now)::integer[])) and (child_id = any (( select access.children_for('child_read'::text) as children_for)::uuid[])));
create policy keeper on people.alternative_provision for all to owner using (true);
create policy on_roll_child_read on people.alternative_provision for all to belong_app using (exists ( select from people.enrolment e where ((e.area_id = alternative_provision.area_id) and (e.child_id = alternative_provision.child_id) and (e.area_id = any (( select access.areas_now() as areas_now)::integer[])) and ((e.place_id in ( select unnest(access.places_for('child_read'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0));
create policy told_child_read on people.alternative_provision for select to belong_app using ((area_id = any (( select access.whole_areas('child_read'::text) as whole_areas)::integer[])) and (exists ( select from people.authority_word w where ((w.area_id = alternative_provision.area_id) and (w.child_id = alternative_provision.child_id)) offset 0)));

create table people.attainment (
  area_id integer not null,
  child_id uuid not null,
  place_id integer,
  stage text not null,
  year integer not null,
  subject text not null,
  component text not null default ''::text,
  result text not null,
  batch_id integer not null,
  reported_by integer not null,
  row integer not null,
  primary key (area_id, batch_id, "row", stage, subject, component)
);
create index attainment_by_child on people.attainment (area_id, child_id, stage);
comment on table people.attainment is 'A result as it was given: a grade, a scaled score, a mark, or a code that says why there is none.';
alter table people.attainment force row level security;
create policy by_name_child_read on people.attainment for all to belong_app using ((area_id = any (( select access.areas_now() as areas_now)::integer[])) and (child_id = any (( select access.children_for('child_read'::text) as children_for)::uuid[])));
create policy keeper on people.attainment for all to owner using (true);
create policy on_roll_child_read on people.attainment for all to belong_app using (exists ( select from people.enrolment e where ((e.area_id = attainment.area_id) and (e.child_id = attainment.child_id) and (e.area_id = any (( select access.areas_now() as areas_now)::integer[])) and ((e.place_id in ( select unnest(access.places_for('child_read'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0));
create policy told_child_read on people.attainment for select to belong_app using ((area_id = any (( select access.whole_areas('child_read'::text) as whole_areas)::integer[])) and (exists ( select from people.authority_word w where ((w.area_id = attainment.area_id) and (w.child_id = attainment.child_id)) offset 0)));

create table people.attendance (
  area_id integer not null,
  child_id uuid not null,
  place_id integer not null,
  year integer not null,
  week integer not null,
  marks text not null,
  batch_id integer not null,
  reported_by integer not null,
  row integer not null,
  primary key (area_id, batch_id, "row", place_id, year)
);
create index attendance_by_child on people.attendance (area_id, child_id, year);
create index attendance_by_place on people.attendance (area_id, place_id, year);
comment on table people.attendance is 'What one file says of the register of a child at a setting in a school year. The register is all of them laid over each other, later batches on top.';
comment on column people.attendance.week is 'The week its marks begin in: 0 is the week of the Monday on or before 1 September of the year.';
comment on column people.attendance.marks is 'One character a session by our own table (specs/attendance-codes.json), ten a week, Monday morning to Friday afternoon; a space where this file says nothing. Blanks at the end are left out.';
alter table people.attendance force row level security;
create policy by_name_child_read on people.attendance for all to belong_app using ((area_id = any (( select access.areas_now() as areas_now)::integer[])) and (child_id = any (( select access.children_for('child_read'::text) as children_for)::uuid[])));
create policy keeper on people.attendance for all to owner using (true);
create policy on_roll_child_read on people.attendance for all to belong_app using (exists ( select from people.enrolment e where ((e.area_id = attendance.area_id) and (e.child_id = attendance.child_id) and (e.area_id = any (( select access.areas_now() as areas_now)::integer[])) and ((e.place_id in ( select unnest(access.places_for('child_read'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0));
create policy told_child_read on people.attendance for select to belong_app using ((area_id = any (( select access.whole_areas('child_read'::text) as whole_areas)::integer[])) and (exists ( select from people.authority_word w where ((w.area_id = attendance.area_id) and (w.child_id = attendance.child_id)) offset 0)));

create table people.authority_word (
  area_id integer not null,
  child_id uuid not null,
  batch_id integer not null,
  series text not null,
  classes text[] not null,
  as_at date not null,
  primary key (area_id, child_id, batch_id),
  foreign key (area_id, child_id) references people.child(area_id, child_id)
);
comment on table people.authority_word is 'Derived: that a return of the authority itself names a child, as SEN2 or a list does. Whoever sees children across the whole area, and every class that return speaks of, finds the child by it, on a roll or not.';
comment on column people.authority_word.classes is 'Every class the return speaks of, of this child or as a whole. That social care’s return names a child is of social care.';
alter table people.authority_word force row level security;
create policy at_home on people.authority_word for select to belong_app using ((area_id = any (( select access.whole_areas('child_read'::text) as whole_areas)::integer[])) and (classes <@ array['ordinary'::text, case when (area_id = any (( select access.whole_areas('sen_read'::text) as whole_areas)::integer[])) then 'sen'::text else null::text end, case when (area_id = any (( select access.whole_areas('health_read'::text) as whole_areas)::integer[])) then 'health'::text else null::text end, case when (area_id = any (( select access.whole_areas('care_read'::text) as whole_areas)::integer[])) then 'care'::text else null::text end]));
create policy keeper on people.authority_word for all to owner using (true);

create table people.child (
  area_id integer not null,
  child_id uuid not null,
  given_name text not null,
  family_name text not null,
  known_as text,
  born date not null,
  source text not null,
  made_at timestamp with time zone not null,
  version integer not null default 1,
  by_family text not null default ''::text,
  by_given text not null default ''::text,
  sex text,
  batch_id integer,
  primary key (area_id, child_id)
);
create index child_by_family on people.child (area_id, by_family, child_id);
create index child_by_given on people.child (area_id, by_given, child_id);
comment on table people.child is 'A child or young person as the area knows them. The class ordinary: their name and day of birth.';
comment on column people.child.by_family is 'Family name and given name in plain small letters: what lists are put in order by, and looked in for names.';
comment on column people.child.by_given is 'The same, given name first.';
comment on column people.child.batch_id is 'The batch that first spoke of the child; null where no file did.';
alter table people.child force row level security;
create policy by_family on people.child for select to belong_app using ((area_id = any (( select access.areas_now() as areas_now)::integer[])) and (child_id = any (( select access.children_for('family_read'::text) as children_for)::uuid[])));
create policy by_name on people.child for select to belong_app using ((child_id = any (( select access.children_for('child_read'::text) as children_for)::uuid[])) and (area_id = any (( select access.areas_now() as areas_now)::integer[])));
create policy keeper on people.child for all to owner using (true);
create policy on_roll on people.child for select to belong_app using (exists ( select from people.enrolment e where ((e.area_id = child.area_id) and (e.child_id = child.child_id) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0));
create policy told_child_read on people.child for select to belong_app using ((area_id = any (( select access.whole_areas('child_read'::text) as whole_areas)::integer[])) and (exists ( select from people.authority_word w where ((w.area_id = child.area_id) and (w.child_id = child.child_id)) offset 0)));

create table people.ehc_placement (
  area_id integer not null,
  child_id uuid not null,
  number integer not null,
  placement integer not null,
  is_named boolean not null,
  place_id integer,
  urn text,
  ukprn text,
  setting text,
  setting_says text,
  rank integer,
  sen_unit boolean,
  resourced boolean,
  starts date,
  ends date,
  residential text,
  work_based text,
  batch_id integer not null,
  reported_by integer not null,
  row integer not null,
  primary key (area_id, batch_id, "row", number, placement, is_named)
);
create index ehc_placement_by_child on people.ehc_placement (area_id, child_id);
create index ehc_placement_by_place on people.ehc_placement (area_id, place_id);
comment on table people.ehc_placement is 'Where a child with an EHC plan is or was placed (is_named false), or what the plan names (true). Where it is no school we hold, its number or kind stands alone.';
alter table people.ehc_placement force row level security;
create policy by_name_sen_read on people.ehc_placement for all to belong_app using ((area_id = any (( select access.areas_now() as areas_now)::integer[])) and (child_id = any (( select access.children_for('sen_read'::text) as children_for)::uuid[])));
create policy keeper on people.ehc_placement for all to owner using (true);
create policy on_roll_sen_read on people.ehc_placement for all to belong_app using (exists ( select from people.enrolment e where ((e.area_id = ehc_placement.area_id) and (e.child_id = ehc_placement.child_id) and (e.area_id = any (( select access.areas_now() as areas_now)::integer[])) and ((e.place_id in ( select unnest(access.places_for('sen_read'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0));
create policy told_sen_read on people.ehc_placement for select to belong_app using ((area_id = any (( select access.whole_areas('sen_read'::text) as whole_areas)::integer[])) and (exists ( select from people.authority_word w where ((w.area_id = ehc_placement.area_id) and (w.child_id = ehc_placement.child_id)) offset 0)));

create table people.ehc_plan (
  area_id integer not null,
  child_id uuid not null,
  number integer not null,
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
  batch_id integer not null,
  reported_by integer not null,
  row integer not null,
  primary key (area_id, batch_id, "row", number)
);
create index ehc_plan_by_child on people.ehc_plan (area_id, child_id);
comment on table people.ehc_plan is 'An EHC plan as SEN2 gives it on its census day: active or ceased, with its last review and the phase transfer. number is that of the request it came of.';
comment on column people.ehc_plan.transferred_from is 'The three-digit code of the authority it was moved in from during the year.';
alter table people.ehc_plan force row level security;
create policy by_name_sen_read on people.ehc_plan for all to belong_app using ((area_id = any (( select access.areas_now() as areas_now)::integer[])) and (child_id = any (( select access.children_for('sen_read'::text) as children_for)::uuid[])));
create policy keeper on people.ehc_plan for all to owner using (true);
create policy on_roll_sen_read on people.ehc_plan for all to belong_app using (exists ( select from people.enrolment e where ((e.area_id = ehc_plan.area_id) and (e.child_id = ehc_plan.child_id) and (e.area_id = any (( select access.areas_now() as areas_now)::integer[])) and ((e.place_id in ( select unnest(access.places_for('sen_read'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0));
create policy told_sen_read on people.ehc_plan for select to belong_app using ((area_id = any (( select access.whole_areas('sen_read'::text) as whole_areas)::integer[])) and (exists ( select from people.authority_word w where ((w.area_id = ehc_plan.area_id) and (w.child_id = ehc_plan.child_id)) offset 0)));

create table people.ehc_request (
  area_id integer not null,
  child_id uuid not null,
  number integer not null,
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
  batch_id integer not null,
  reported_by integer not null,
  row integer not null,
  primary key (area_id, batch_id, "row", number)
);
create index ehc_request_by_child on people.ehc_request (area_id, child_id);
comment on table people.ehc_request is 'A request for an EHC needs assessment as SEN2 gives it: when it came, what was decided of it and of the assessment, and when the plan began. A later reversal never changes an outcome: it sets a flag.';
comment on column people.ehc_request.in_youth_custody is 'The request was made while the young person was in relevant youth accommodation (RYA).';
comment on column people.ehc_request.exception is 'An exception to the 20 weeks applied (Week20).';
comment on column people.ehc_request.issued is 'The day the plan began; null where there is none.';
alter table people.ehc_request force row level security;
create policy by_name_sen_read on people.ehc_request for all to belong_app using ((area_id = any (( select access.areas_now() as areas_now)::integer[])) and (child_id = any (( select access.children_for('sen_read'::text) as children_for)::uuid[])));
create policy keeper on people.ehc_request for all to owner using (true);
create policy on_roll_sen_read on people.ehc_request for all to belong_app using (exists ( select from people.enrolment e where ((e.area_id = ehc_request.area_id) and (e.child_id = ehc_request.child_id) and (e.area_id = any (( select access.areas_now() as areas_now)::integer[])) and ((e.place_id in ( select unnest(access.places_for('sen_read'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0));
create policy told_sen_read on people.ehc_request for select to belong_app using ((area_id = any (( select access.whole_areas('sen_read'::text) as whole_areas)::integer[])) and (exists ( select from people.authority_word w where ((w.area_id = ehc_request.area_id) and (w.child_id = ehc_request.child_id)) offset 0)));

create table people.enrolment (
  area_id integer not null,
  child_id uuid not null,
  place_id integer not null,
  starts date not null,
  ends date,
  source text not null,
  status text not null default 'C'::text,
  batch_id integer,
  row integer,
  primary key (area_id, child_id, place_id, starts),
  foreign key (area_id, child_id) references people.child(area_id, child_id),
  constraint enrolment_status_check check (status = any (array['C'::text, 'M'::text, 'S'::text, 'F'::text, 'O'::text, 'G'::text]))
);
create index enrolment_by_place on people.enrolment (area_id, place_id, child_id);
comment on table people.enrolment is 'A child on the roll of a setting, from when to when; ends is the last day.';
comment on column people.enrolment.status is 'C single registration, M main dual, S subsidiary dual, F college, O other provider, G guest. C and M count once; S is never counted in a headcount.';
alter table people.enrolment force row level security;
create policy at_place on people.enrolment for select to belong_app using ((place_id in ( select unnest(access.places_for('child_read'::text)) as unnest)) and (area_id = any (( select access.areas_now() as areas_now)::integer[])));
create policy by_family on people.enrolment for select to belong_app using ((area_id = any (( select access.areas_now() as areas_now)::integer[])) and (child_id = any (( select access.children_for('family_read'::text) as children_for)::uuid[])));
create policy by_name on people.enrolment for select to belong_app using ((area_id = any (( select access.areas_now() as areas_now)::integer[])) and (child_id = any (( select access.children_for('child_read'::text) as children_for)::uuid[])));
create policy keeper on people.enrolment for all to owner using (true);

create table people.entry (
  area_id integer not null,
  child_id uuid not null,
  entry_id uuid not null,
  data_class text not null,
  body text not null,
  about_day date not null,
  for_family boolean not null default false,
  written_by text not null,
  written_at timestamp with time zone not null,
  changed_by text,
  changed_at timestamp with time zone,
  version integer not null default 1,
  primary key (area_id, entry_id),
  foreign key (area_id, child_id) references people.child(area_id, child_id),
  constraint entry_data_class_check check (data_class = any (array['ordinary'::text, 'sen'::text, 'health'::text, 'care'::text, 'restricted'::text]))
);
create index entry_by_child on people.entry (area_id, child_id, about_day desc);
comment on table people.entry is 'Something written in a child''s record, of one class: ordinary, SEN, health, social care, or a restricted note.';
comment on column people.entry.for_family is 'Whether the child and those with parental responsibility read it.';
alter table people.entry force row level security;
create policy by_family on people.entry for select to belong_app using (for_family and (area_id = any (( select access.areas_now() as areas_now)::integer[])) and (child_id = any (( select access.children_for('family_read'::text) as children_for)::uuid[])));
create policy by_name_care_read on people.entry for all to belong_app using ((data_class = 'care'::text) and (area_id = any (( select access.areas_now() as areas_now)::integer[])) and (child_id = any (( select access.children_for('care_read'::text) as children_for)::uuid[])));
create policy by_name_child_read on people.entry for all to belong_app using ((data_class = 'ordinary'::text) and (area_id = any (( select access.areas_now() as areas_now)::integer[])) and (child_id = any (( select access.children_for('child_read'::text) as children_for)::uuid[])));
create policy by_name_health_read on people.entry for all to belong_app using ((data_class = 'health'::text) and (area_id = any (( select access.areas_now() as areas_now)::integer[])) and (child_id = any (( select access.children_for('health_read'::text) as children_for)::uuid[])));
create policy by_name_note_read on people.entry for all to belong_app using ((data_class = 'restricted'::text) and (area_id = any (( select access.areas_now() as areas_now)::integer[])) and (child_id = any (( select access.children_for('note_read'::text) as children_for)::uuid[])));
create policy by_name_sen_read on people.entry for all to belong_app using ((data_class = 'sen'::text) and (area_id = any (( select access.areas_now() as areas_now)::integer[])) and (child_id = any (( select access.children_for('sen_read'::text) as children_for)::uuid[])));
create policy keeper on people.entry for all to owner using (true);
create policy on_roll_care_read on people.entry for all to belong_app using ((data_class = 'care'::text) and (exists ( select from people.enrolment e where ((e.area_id = entry.area_id) and (e.child_id = entry.child_id) and (e.area_id = any (( select access.areas_now() as areas_now)::integer[])) and ((e.place_id in ( select unnest(access.places_for('care_read'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0)));
create policy on_roll_child_read on people.entry for all to belong_app using ((data_class = 'ordinary'::text) and (exists ( select from people.enrolment e where ((e.area_id = entry.area_id) and (e.child_id = entry.child_id) and (e.area_id = any (( select access.areas_now() as areas_now)::integer[])) and ((e.place_id in ( select unnest(access.places_for('child_read'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0)));
create policy on_roll_health_read on people.entry for all to belong_app using ((data_class = 'health'::text) and (exists ( select from people.enrolment e where ((e.area_id = entry.area_id) and (e.child_id = entry.child_id) and (e.area_id = any (( select access.areas_now() as areas_now)::integer[])) and ((e.place_id in ( select unnest(access.places_for('health_read'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0)));
create policy on_roll_note_read on people.entry for all to belong_app using ((data_class = 'restricted'::text) and (exists ( select from people.enrolment e where ((e.area_id = entry.area_id) and (e.child_id = entry.child_id) and (e.area_id = any (( select access.areas_now() as areas_now)::integer[])) and ((e.place_id in ( select unnest(access.places_for('note_read'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0)));
create policy on_roll_sen_read on people.entry for all to belong_app using ((data_class = 'sen'::text) and (exists ( select from people.enrolment e where ((e.area_id = entry.area_id) and (e.child_id = entry.child_id) and (e.area_id = any (( select access.areas_now() as areas_now)::integer[])) and ((e.place_id in ( select unnest(access.places_for('sen_read'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0)));
create policy rewrites on people.entry as restrictive for update to belong_app using (true = any (array[(child_id = any (( select access.children_for('child_write'::text) as children_for)::uuid[])), (exists ( select from people.enrolment e where ((e.area_id = entry.area_id) and (e.child_id = entry.child_id) and ((e.place_id in ( select unnest(access.places_for('child_write'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0))]));
create policy told_care_read on people.entry for select to belong_app using ((area_id = any (( select access.whole_areas('care_read'::text) as whole_areas)::integer[])) and (data_class = 'care'::text) and (exists ( select from people.authority_word w where ((w.area_id = entry.area_id) and (w.child_id = entry.child_id)) offset 0)));
create policy told_child_read on people.entry for select to belong_app using ((area_id = any (( select access.whole_areas('child_read'::text) as whole_areas)::integer[])) and (data_class = 'ordinary'::text) and (exists ( select from people.authority_word w where ((w.area_id = entry.area_id) and (w.child_id = entry.child_id)) offset 0)));
create policy told_health_read on people.entry for select to belong_app using ((area_id = any (( select access.whole_areas('health_read'::text) as whole_areas)::integer[])) and (data_class = 'health'::text) and (exists ( select from people.authority_word w where ((w.area_id = entry.area_id) and (w.child_id = entry.child_id)) offset 0)));
create policy told_note_read on people.entry for select to belong_app using ((area_id = any (( select access.whole_areas('note_read'::text) as whole_areas)::integer[])) and (data_class = 'restricted'::text) and (exists ( select from people.authority_word w where ((w.area_id = entry.area_id) and (w.child_id = entry.child_id)) offset 0)));
create policy told_sen_read on people.entry for select to belong_app using ((area_id = any (( select access.whole_areas('sen_read'::text) as whole_areas)::integer[])) and (data_class = 'sen'::text) and (exists ( select from people.authority_word w where ((w.area_id = entry.area_id) and (w.child_id = entry.child_id)) offset 0)));
create policy writes on people.entry as restrictive for insert to belong_app with check (true = any (array[(child_id = any (( select access.children_for('child_write'::text) as children_for)::uuid[])), (exists ( select from people.enrolment e where ((e.area_id = entry.area_id) and (e.child_id = entry.child_id) and ((e.place_id in ( select unnest(access.places_for('child_write'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0))]));

create table people.former_identity (
  area_id integer not null,
  child_id uuid not null,
  identity_id uuid not null,
  given_name text,
  family_name text,
  upn text,
  until date,
  source text not null,
  batch_id integer,
  reported_by integer,
  row integer,
  primary key (area_id, identity_id),
  foreign key (area_id, child_id) references people.child(area_id, child_id)
);
create index former_identity_by_batch on people.former_identity (area_id, batch_id);
create index former_identity_by_child on people.former_identity (area_id, child_id);
comment on table people.former_identity is 'Who an adopted child was before. Never linked for those without the verb for it.';
comment on column people.former_identity.given_name is 'Null where a return gives the former UPN alone.';
alter table people.former_identity force row level security;
create policy by_name_adoption_read on people.former_identity for all to belong_app using ((area_id = any (( select access.areas_now() as areas_now)::integer[])) and (child_id = any (( select access.children_for('adoption_read'::text) as children_for)::uuid[])));
create policy keeper on people.former_identity for all to owner using (true);
create policy on_roll_adoption_read on people.former_identity for all to belong_app using (exists ( select from people.enrolment e where ((e.area_id = former_identity.area_id) and (e.child_id = former_identity.child_id) and (e.area_id = any (( select access.areas_now() as areas_now)::integer[])) and ((e.place_id in ( select unnest(access.places_for('adoption_read'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0));
create policy told_adoption_read on people.former_identity for select to belong_app using ((area_id = any (( select access.whole_areas('adoption_read'::text) as whole_areas)::integer[])) and (exists ( select from people.authority_word w where ((w.area_id = former_identity.area_id) and (w.child_id = former_identity.child_id)) offset 0)));

create view people.group_member with (security_invoker = true) as
select s.area_id,
    s.child_id,
    r.group_id,
    r.number,
    greatest(s.starts, r.starts) as starts,
    least(s.ends, g.ends) as ends,
    s.batch_id,
    s."row"
   from people.target_rule r
     join people.target_group g on g.group_id = r.group_id and g.starts = r.starts
     join people.span s on s.topic = r.topic and (r.one_of is null or (s.value = any (r.one_of))) and (r.none_of is null or (s.value <> all (r.none_of)))
  where r.kind = 'said'::text and s.starts <= coalesce(g.ends, 'infinity'::date) and coalesce(s.ends, 'infinity'::date) >= g.starts
union all
 select s.area_id,
    s.child_id,
    r.group_id,
    r.number,
    greatest(s.starts, r.starts) as starts,
    least(s.ends, g.ends) as ends,
    s.batch_id,
    s."row"
   from people.span s
     join people.postcode_area p on p.area_id = s.area_id and p.postcode = replace(upper(s.value), ' '::text, ''::text)
     join platform.extent e on e.area_id = p.area_id and e.batch_id = p.batch_id and e.series = 'postcodes'::text
     join people.neighbourhood n on n.lsoa21 = p.lsoa21
     join people.target_rule r on r.kind = 'neighbourhood'::text and n.imd_decile::double precision <= r.limit_at
     join people.target_group g on g.group_id = r.group_id and g.starts = r.starts
  where s.topic = 'postcode'::text and s.starts <= coalesce(g.ends, 'infinity'::date) and coalesce(s.ends, 'infinity'::date) >= g.starts
union all
 select s.area_id,
    s.child_id,
    r.group_id,
    r.number,
    greatest(s.starts, r.starts) as starts,
    least(s.ends, g.ends) as ends,
    s.batch_id,
    s."row"
   from people.span s
     join people.neighbourhood n on n.lsoa21 = s.value
     join people.target_rule r on r.kind = 'neighbourhood'::text and n.imd_decile::double precision <= r.limit_at
     join people.target_group g on g.group_id = r.group_id and g.starts = r.starts
  where s.topic = 'neighbourhood'::text and s.starts <= coalesce(g.ends, 'infinity'::date) and coalesce(s.ends, 'infinity'::date) >= g.starts
union all
 select s.area_id,
    s.child_id,
    r.group_id,
    r.number,
    greatest(s.starts, r.starts) as starts,
    least((s.starts + '1 year'::interval - '1 day'::interval)::date, g.ends) as ends,
    s.batch_id,
    s."row"
   from people.suspension s
     join people.target_rule r on r.kind = 'suspended'::text
     join people.target_group g on g.group_id = r.group_id and g.starts = r.starts
  where s.starts <= coalesce(g.ends, 'infinity'::date) and (s.starts + '1 year'::interval) > g.starts
union all
 select y.area_id,
    y.child_id,
    r.group_id,
    r.number,
    greatest(y.until, r.starts) as starts,
    least((y.until + '1 year'::interval - '1 day'::interval)::date, g.ends) as ends,
    y.batch_id,
    null::integer as "row"
   from people.absent_year y
     join people.target_rule r on r.kind = 'absent'::text and y.possible >= 20 and (y.absent::numeric * 100.0)::double precision >= (y.possible::double precision * r.limit_at)
     join people.target_group g on g.group_id = r.group_id and g.starts = r.starts
  where y.until <= coalesce(g.ends, 'infinity'::date) and (y.until + '1 year'::interval) > g.starts;
comment on view people.group_member is 'Who is one of a target group, from when to when and by which rule, with the file and row that says so. Groups overlap as children do. Whoever asks sees what the classes of its sources open to them; ends is the last day.';

create table people.identifier (
  area_id integer not null,
  scheme text not null,
  value text not null,
  child_id uuid not null,
  since date not null,
  primary key (area_id, scheme, value, child_id),
  foreign key (area_id, child_id) references people.child(area_id, child_id)
);
create index identifier_by_child on people.identifier (area_id, child_id);
comment on table people.identifier is 'Derived: every identifier that returns give for a child, and since when: upn, temporary-upn, uln, and local ones by their system. By these the next return finds the child.';
alter table people.identifier force row level security;
create policy by_name_child_read on people.identifier for all to belong_app using ((area_id = any (( select access.areas_now() as areas_now)::integer[])) and (child_id = any (( select access.children_for('child_read'::text) as children_for)::uuid[])));
create policy keeper on people.identifier for all to owner using (true);
create policy on_roll_child_read on people.identifier for all to belong_app using (exists ( select from people.enrolment e where ((e.area_id = identifier.area_id) and (e.child_id = identifier.child_id) and (e.area_id = any (( select access.areas_now() as areas_now)::integer[])) and ((e.place_id in ( select unnest(access.places_for('child_read'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0));
create policy told_child_read on people.identifier for select to belong_app using ((area_id = any (( select access.whole_areas('child_read'::text) as whole_areas)::integer[])) and (exists ( select from people.authority_word w where ((w.area_id = identifier.area_id) and (w.child_id = identifier.child_id)) offset 0)));

create table people.neighbourhood (
  lsoa21 text not null,
  imd_decile integer not null,
  primary key (lsoa21)
);
comment on table people.neighbourhood is 'reference. Every neighbourhood of England (LSOA of 2021) with its decile of the Indices of Deprivation 2025: 1 is the most deprived tenth.';

create table people.nhs_number (
  area_id integer not null,
  child_id uuid not null,
  value text not null,
  batch_id integer not null,
  reported_by integer not null,
  row integer not null,
  primary key (area_id, child_id, value, batch_id, "row"),
  foreign key (area_id, child_id) references people.child(area_id, child_id)
);
comment on table people.nhs_number is 'The NHS number, held apart: seen by those who see health alone, and never used to find a child.';
alter table people.nhs_number force row level security;
create policy by_name_health_read on people.nhs_number for all to belong_app using ((area_id = any (( select access.areas_now() as areas_now)::integer[])) and (child_id = any (( select access.children_for('health_read'::text) as children_for)::uuid[])));
create policy keeper on people.nhs_number for all to owner using (true);
create policy on_roll_health_read on people.nhs_number for all to belong_app using (exists ( select from people.enrolment e where ((e.area_id = nhs_number.area_id) and (e.child_id = nhs_number.child_id) and (e.area_id = any (( select access.areas_now() as areas_now)::integer[])) and ((e.place_id in ( select unnest(access.places_for('health_read'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0));
create policy told_health_read on people.nhs_number for select to belong_app using ((area_id = any (( select access.whole_areas('health_read'::text) as whole_areas)::integer[])) and (exists ( select from people.authority_word w where ((w.area_id = nhs_number.area_id) and (w.child_id = nhs_number.child_id)) offset 0)));

create view people.on_roll with (security_invoker = true) as
select area_id,
    child_id,
    place_id
   from people.enrolment
  where daterange(starts, ends, '[]'::text) @> CURRENT_DATE;
comment on view people.on_roll is 'Where a child is on roll today, as far as whoever asks reaches: for rooms that ask whether somebody may do something about a child.';

create table people.on_roll_said (
  area_id integer not null,
  child_id uuid not null,
  place_id integer not null,
  starts date not null,
  ends date,
  status text not null,
  as_at date not null,
  batch_id integer not null,
  reported_by integer not null,
  row integer not null,
  primary key (area_id, batch_id, "row", place_id, starts)
);
create index on_roll_said_by_child on people.on_roll_said (area_id, child_id, place_id);
comment on table people.on_roll_said is 'What each return says of where a child is on roll. people.enrolment is derived from all of them.';
alter table people.on_roll_said force row level security;
create policy by_name_child_read on people.on_roll_said for all to belong_app using ((area_id = any (( select access.areas_now() as areas_now)::integer[])) and (child_id = any (( select access.children_for('child_read'::text) as children_for)::uuid[])));
create policy keeper on people.on_roll_said for all to owner using (true);
create policy on_roll_child_read on people.on_roll_said for all to belong_app using (exists ( select from people.enrolment e where ((e.area_id = on_roll_said.area_id) and (e.child_id = on_roll_said.child_id) and (e.area_id = any (( select access.areas_now() as areas_now)::integer[])) and ((e.place_id in ( select unnest(access.places_for('child_read'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0));
create policy told_child_read on people.on_roll_said for select to belong_app using ((area_id = any (( select access.whole_areas('child_read'::text) as whole_areas)::integer[])) and (exists ( select from people.authority_word w where ((w.area_id = on_roll_said.area_id) and (w.child_id = on_roll_said.child_id)) offset 0)));

create table people.own_word (
  area_id integer not null,
  batch_id integer not null,
  primary key (area_id, batch_id)
);
comment on table people.own_word is 'Returns that were taken in by somebody who speaks for some settings alone. What such a return says of a roll is the setting’s own word.';
alter table people.own_word force row level security;
create policy keeper on people.own_word for all to owner using (true);

create table people.pair (
  area_id integer not null,
  pair_id uuid not null,
  one_id uuid not null,
  other_id uuid not null,
  evidence jsonb not null,
  found_at timestamp with time zone not null,
  state text not null,
  decided_by text,
  decided_at timestamp with time zone,
  reason text,
  moved jsonb,
  version integer not null default 1,
  batch_id integer,
  primary key (area_id, pair_id),
  unique (area_id, one_id, other_id),
  constraint pair_state_check check (state = any (array['open'::text, 'same'::text, 'different'::text, 'parted'::text]))
);
create index pair_by_batch on people.pair (area_id, batch_id);
create index pair_by_state on people.pair (area_id, state, found_at);
comment on table people.pair is 'Two records that may be one child, with what speaks for it and against it, and what somebody decided. A merge keeps what it moved, so that it can be parted again.';
comment on column people.pair.one_id is 'That of the two which sorts first. After a merge the one that stayed is named in moved.';
comment on column people.pair.batch_id is 'The batch whose records made it; an open pair goes with it when it is undone.';
alter table people.pair force row level security;
create policy for_area on people.pair for all to belong_app using (area_id = any ((string_to_array(current_setting('belong.identity_areas'::text, true), ','::text))::integer[]));
create policy keeper on people.pair for all to owner using (true);

create table people.postcode_area (
  area_id integer not null,
  batch_id integer not null,
  postcode text not null,
  lsoa21 text not null,
  row integer not null,
  primary key (area_id, batch_id, postcode)
);
create index postcode_area_by_postcode on people.postcode_area (area_id, postcode);
comment on table people.postcode_area is 'Which neighbourhood (LSOA of 2021) a postcode lies in, by a list the area gave. The list that stands is the one of platform.extent.';
comment on column people.postcode_area.postcode is 'In capitals without a space.';
alter table people.postcode_area force row level security;
create policy keeper on people.postcode_area for all to owner using (true);
create policy of_area on people.postcode_area for select to belong_app using (area_id = any (access.areas_now()));

create table people.record_row (
  area_id integer not null,
  batch_id integer not null,
  reported_by integer not null,
  row integer not null,
  key text not null,
  hash bigint not null,
  child_id uuid not null,
  matched_by text not null,
  upn text,
  upn_state text,
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
  former_upn text,
  primary key (area_id, batch_id, "row"),
  constraint record_row_upn_state_check check (upn_state = any (array['held'::text, 'temporary'::text, 'quarantined'::text, 'none'::text]))
);
create index record_row_by_child on people.record_row (area_id, child_id, as_at desc);
create index record_row_by_upn on people.record_row (area_id, upn);
comment on table people.record_row is 'A record of a return: who it says it is about, and which child it was taken to be and why. Every other fact of the same row has the same batch and row.';
comment on column people.record_row.key is 'What the record is known by within its return, so that the next one can be compared with it.';
comment on column people.record_row.upn_state is 'held: right by its check letter; temporary; quarantined: kept apart because it cannot be right; none: a reason why there is none.';
comment on column people.record_row.period is 'The period of platform.extent it belongs to: a file may speak of several, and each is replaced by itself.';
comment on column people.record_row.former_upn is 'A UPN the child had before, by which older returns find them. Never that of a child who was adopted: that one is in people.former_identity alone.';
alter table people.record_row force row level security;
create policy by_name_child_read on people.record_row for all to belong_app using ((area_id = any (( select access.areas_now() as areas_now)::integer[])) and (child_id = any (( select access.children_for('child_read'::text) as children_for)::uuid[])));
create policy keeper on people.record_row for all to owner using (true);
create policy on_roll_child_read on people.record_row for all to belong_app using (exists ( select from people.enrolment e where ((e.area_id = record_row.area_id) and (e.child_id = record_row.child_id) and (e.area_id = any (( select access.areas_now() as areas_now)::integer[])) and ((e.place_id in ( select unnest(access.places_for('child_read'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0));
create policy told_child_read on people.record_row for select to belong_app using ((area_id = any (( select access.whole_areas('child_read'::text) as whole_areas)::integer[])) and (exists ( select from people.authority_word w where ((w.area_id = record_row.area_id) and (w.child_id = record_row.child_id)) offset 0)));

create table people.register_code (
  position integer not null,
  code text not null,
  mark text not null,
  class text not null,
  primary key ("position")
);
comment on table people.register_code is 'reference. The codes of attendance registers by their position in counts: specs/attendance-codes.json, for reads in SQL.';

create table people.roll_claim (
  area_id integer not null,
  claim_id uuid not null,
  child_id uuid not null,
  place_id integer not null,
  starts date not null,
  batch_id integer not null,
  found_at timestamp with time zone not null,
  let_by text,
  let_at timestamp with time zone,
  reason text,
  primary key (area_id, child_id, place_id),
  unique (area_id, claim_id)
);
comment on table people.roll_claim is 'A setting says by its own word that a child is on its roll who stands on another’s. Until somebody lets it stand, or the other roll ends, it opens nothing of the child there.';
comment on column people.roll_claim.let_by is 'Who let it stand; null while it waits.';
alter table people.roll_claim force row level security;
create policy for_area on people.roll_claim for all to belong_app using (area_id = any ((string_to_array(current_setting('belong.identity_areas'::text, true), ','::text))::integer[]));
create policy keeper on people.roll_claim for all to owner using (true);

create table people.session_count (
  area_id integer not null,
  child_id uuid not null,
  place_id integer not null,
  starts date not null,
  ends date not null,
  possible integer,
  counts integer[] not null,
  batch_id integer not null,
  reported_by integer not null,
  row integer not null,
  primary key (area_id, batch_id, "row", place_id, starts)
);
create index session_count_by_child on people.session_count (area_id, child_id, starts);
create index session_count_by_place on people.session_count (area_id, place_id, starts);
comment on table people.session_count is 'Sessions of a child at a setting in a term or week, by register code.';
comment on column people.session_count.counts is 'How many sessions of each code, by its position in specs/attendance-codes.json; positions are never changed, only added.';
alter table people.session_count force row level security;
create policy by_name_child_read on people.session_count for all to belong_app using ((area_id = any (( select access.areas_now() as areas_now)::integer[])) and (child_id = any (( select access.children_for('child_read'::text) as children_for)::uuid[])));
create policy keeper on people.session_count for all to owner using (true);
create policy on_roll_child_read on people.session_count for all to belong_app using (exists ( select from people.enrolment e where ((e.area_id = session_count.area_id) and (e.child_id = session_count.child_id) and (e.area_id = any (( select access.areas_now() as areas_now)::integer[])) and ((e.place_id in ( select unnest(access.places_for('child_read'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0));
create policy told_child_read on people.session_count for select to belong_app using ((area_id = any (( select access.whole_areas('child_read'::text) as whole_areas)::integer[])) and (exists ( select from people.authority_word w where ((w.area_id = session_count.area_id) and (w.child_id = session_count.child_id)) offset 0)));

create view people.span with (security_invoker = true) as
select area_id,
    child_id,
    topic,
    value,
    starts,
    coalesce(ends, least(next_starts - 1,
        case
            when list is not null then ( select min(later.as_at) - 1
               from platform.extent own
                 join platform.extent later on later.area_id = own.area_id and later.series = own.series and later.place_id = own.place_id and later.as_at > own.as_at
              where own.area_id = said.area_id and own.batch_id = said.batch_id and own.place_id = said.reported_by and own.series = split_part(said.list, ':'::text, 1) and later.period ~~ ('%'::text || split_part(said.list, ':'::text, 2)))
            else null::date
        end,
        case
            when list is not null then ( select p.ends
               from places.place_named p
              where p.place_id = said.reported_by and p.ends >= said.starts)
            else null::date
        end)) as ends,
    data_class,
    batch_id,
    reported_by,
    "row",
    list
   from ( select s.area_id,
            s.child_id,
            s.topic,
            s.value,
            s.starts,
            s.ends,
            s.data_class,
            s.list,
            s.batch_id,
            s.reported_by,
            s."row",
            min(s.starts) over (partition by s.area_id, s.child_id, s.topic, s.list order by s.starts range between '1 day'::interval following and unbounded following) as next_starts
           from people.statement s
          where s.data_class !~~ 'claimed-%'::text) said
  where value <> ''::text;
comment on view people.span is 'What holds of a child on a topic, from when to when: until the statement says, or until the day before the next one on the topic or the next list that names everyone, or with the setting whose list it is; ends is the last day.';

create table people.statement (
  area_id integer not null,
  child_id uuid not null,
  topic text not null,
  value text not null,
  starts date not null,
  ends date,
  data_class text not null,
  list text,
  batch_id integer not null,
  reported_by integer not null,
  row integer not null,
  primary key (area_id, child_id, topic, starts, batch_id, "row", value),
  constraint statement_data_class_check check (data_class = any (array['ordinary'::text, 'sen'::text, 'health'::text, 'care'::text, 'protected-address'::text, 'claimed-ordinary'::text, 'claimed-sen'::text, 'claimed-health'::text, 'claimed-care'::text, 'claimed-protected-address'::text]))
);
create index statement_by_batch on people.statement (area_id, batch_id);
create index statement_by_topic on people.statement (area_id, topic, value);
comment on table people.statement is 'What a return says of a child from a day on: SEN provision, need, year group, ethnicity, free meals, young carer, looked after. Without end it holds until the next statement on the topic.';
comment on column people.statement.topic is 'One of specs/topics.json, which also gives the class, whether it holds until said otherwise, and the codes it may have.';
comment on column people.statement.data_class is 'Which verb it is read with. claimed-… while the setting that says it only claims the child (people.roll_claim): no verb reads that, and nothing counts it.';
comment on column people.statement.list is 'The return by which it is given, where that names everyone it holds of: whoever is not on the next one has come off it. school-census:spring is asked in spring alone. Null for all others.';
alter table people.statement force row level security;
create policy by_name_address_read on people.statement for all to belong_app using ((data_class = 'protected-address'::text) and (area_id = any (( select access.areas_now() as areas_now)::integer[])) and (child_id = any (( select access.children_for('address_read'::text) as children_for)::uuid[])));
create policy by_name_care_read on people.statement for all to belong_app using ((data_class = 'care'::text) and (area_id = any (( select access.areas_now() as areas_now)::integer[])) and (child_id = any (( select access.children_for('care_read'::text) as children_for)::uuid[])));
create policy by_name_child_read on people.statement for all to belong_app using ((data_class = 'ordinary'::text) and (area_id = any (( select access.areas_now() as areas_now)::integer[])) and (child_id = any (( select access.children_for('child_read'::text) as children_for)::uuid[])));
create policy by_name_health_read on people.statement for all to belong_app using ((data_class = 'health'::text) and (area_id = any (( select access.areas_now() as areas_now)::integer[])) and (child_id = any (( select access.children_for('health_read'::text) as children_for)::uuid[])));
create policy by_name_sen_read on people.statement for all to belong_app using ((data_class = 'sen'::text) and (area_id = any (( select access.areas_now() as areas_now)::integer[])) and (child_id = any (( select access.children_for('sen_read'::text) as children_for)::uuid[])));
create policy keeper on people.statement for all to owner using (true);
create policy on_roll_address_read on people.statement for all to belong_app using ((data_class = 'protected-address'::text) and (exists ( select from people.enrolment e where ((e.area_id = statement.area_id) and (e.child_id = statement.child_id) and (e.area_id = any (( select access.areas_now() as areas_now)::integer[])) and ((e.place_id in ( select unnest(access.places_for('address_read'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0)));
create policy on_roll_care_read on people.statement for all to belong_app using ((data_class = 'care'::text) and (exists ( select from people.enrolment e where ((e.area_id = statement.area_id) and (e.child_id = statement.child_id) and (e.area_id = any (( select access.areas_now() as areas_now)::integer[])) and ((e.place_id in ( select unnest(access.places_for('care_read'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0)));
create policy on_roll_child_read on people.statement for all to belong_app using ((data_class = 'ordinary'::text) and (exists ( select from people.enrolment e where ((e.area_id = statement.area_id) and (e.child_id = statement.child_id) and (e.area_id = any (( select access.areas_now() as areas_now)::integer[])) and ((e.place_id in ( select unnest(access.places_for('child_read'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0)));
create policy on_roll_health_read on people.statement for all to belong_app using ((data_class = 'health'::text) and (exists ( select from people.enrolment e where ((e.area_id = statement.area_id) and (e.child_id = statement.child_id) and (e.area_id = any (( select access.areas_now() as areas_now)::integer[])) and ((e.place_id in ( select unnest(access.places_for('health_read'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0)));
create policy on_roll_sen_read on people.statement for all to belong_app using ((data_class = 'sen'::text) and (exists ( select from people.enrolment e where ((e.area_id = statement.area_id) and (e.child_id = statement.child_id) and (e.area_id = any (( select access.areas_now() as areas_now)::integer[])) and ((e.place_id in ( select unnest(access.places_for('sen_read'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0)));
create policy told_address_read on people.statement for select to belong_app using ((area_id = any (( select access.whole_areas('address_read'::text) as whole_areas)::integer[])) and (data_class = 'protected-address'::text) and (exists ( select from people.authority_word w where ((w.area_id = statement.area_id) and (w.child_id = statement.child_id)) offset 0)));
create policy told_care_read on people.statement for select to belong_app using ((area_id = any (( select access.whole_areas('care_read'::text) as whole_areas)::integer[])) and (data_class = 'care'::text) and (exists ( select from people.authority_word w where ((w.area_id = statement.area_id) and (w.child_id = statement.child_id)) offset 0)));
create policy told_child_read on people.statement for select to belong_app using ((area_id = any (( select access.whole_areas('child_read'::text) as whole_areas)::integer[])) and (data_class = 'ordinary'::text) and (exists ( select from people.authority_word w where ((w.area_id = statement.area_id) and (w.child_id = statement.child_id)) offset 0)));
create policy told_health_read on people.statement for select to belong_app using ((area_id = any (( select access.whole_areas('health_read'::text) as whole_areas)::integer[])) and (data_class = 'health'::text) and (exists ( select from people.authority_word w where ((w.area_id = statement.area_id) and (w.child_id = statement.child_id)) offset 0)));
create policy told_sen_read on people.statement for select to belong_app using ((area_id = any (( select access.whole_areas('sen_read'::text) as whole_areas)::integer[])) and (data_class = 'sen'::text) and (exists ( select from people.authority_word w where ((w.area_id = statement.area_id) and (w.child_id = statement.child_id)) offset 0)));

create table people.suspension (
  area_id integer not null,
  child_id uuid not null,
  place_id integer not null,
  starts date not null,
  sessions double precision,
  category text not null,
  reasons text[] not null,
  sen_provision text,
  in_care boolean,
  number integer not null default 1,
  batch_id integer not null,
  reported_by integer not null,
  row integer not null,
  primary key (area_id, batch_id, "row", number),
  constraint suspension_category_check check (category = any (array['SUSP'::text, 'PERM'::text, 'LNCH'::text]))
);
create index suspension_by_child on people.suspension (area_id, child_id, starts);
create index suspension_by_place on people.suspension (area_id, place_id, starts);
comment on table people.suspension is 'A suspension or permanent exclusion. Up to three reasons in no order, so reasons add to more than suspensions; a day is two sessions.';
alter table people.suspension force row level security;
create policy by_name_child_read on people.suspension for all to belong_app using ((area_id = any (( select access.areas_now() as areas_now)::integer[])) and (child_id = any (( select access.children_for('child_read'::text) as children_for)::uuid[])));
create policy keeper on people.suspension for all to owner using (true);
create policy on_roll_child_read on people.suspension for all to belong_app using (exists ( select from people.enrolment e where ((e.area_id = suspension.area_id) and (e.child_id = suspension.child_id) and (e.area_id = any (( select access.areas_now() as areas_now)::integer[])) and ((e.place_id in ( select unnest(access.places_for('child_read'::text)) as unnest)) is true) and (daterange(e.starts, e.ends, '[]'::text) @> CURRENT_DATE)) offset 0));
create policy told_child_read on people.suspension for select to belong_app using ((area_id = any (( select access.whole_areas('child_read'::text) as whole_areas)::integer[])) and (exists ( select from people.authority_word w where ((w.area_id = suspension.area_id) and (w.child_id = suspension.child_id)) offset 0)));

create view people.suspension_once with (security_invoker = true) as
select distinct on (area_id, child_id, place_id, starts, category) area_id,
    child_id,
    place_id,
    starts,
    category,
    sessions,
    reasons,
    sen_provision,
    in_care,
    batch_id,
    reported_by,
    "row"
   from people.suspension
  order by area_id, child_id, place_id, starts, category, batch_id desc, "row";
comment on view people.suspension_once is 'Each suspension once, as the latest return has it: the census and a list of suspensions both tell of the same.';

create table people.target_group (
  group_id text not null,
  starts date not null,
  ends date,
  label text not null,
  about text not null,
  data_class text not null,
  position integer not null,
  primary key (group_id, starts),
  constraint target_group_data_class_check check (data_class = any (array['ordinary'::text, 'sen'::text, 'health'::text, 'care'::text]))
);
comment on table people.target_group is 'reference. A target group as it is defined from a day on: specs/target-groups.json. Its id is that of measures.grouping where figures are published for the same group.';

create table people.target_rule (
  group_id text not null,
  starts date not null,
  number integer not null,
  kind text not null,
  topic text,
  one_of text[],
  none_of text[],
  limit_at double precision,
  words text not null,
  source text not null,
  primary key (group_id, starts, number),
  foreign key (group_id, starts) references people.target_group(group_id, starts),
  constraint target_rule_kind_check check (kind = any (array['said'::text, 'neighbourhood'::text, 'suspended'::text, 'absent'::text]))
);
comment on table people.target_rule is 'reference. What makes a child one of a target group: any one rule is enough.';
comment on column people.target_rule.kind is 'said: a return says it of them; neighbourhood: decile of deprivation of where they live at most limit_at; suspended: within twelve months; absent: at least limit_at percent of possible sessions of a school year, twenty sessions or more.';

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
alter table places.area force row level security;
create policy door on places.area for all to belong_door using (true);
create policy for_area on places.area for update to belong_app using (area_id = any ((string_to_array(current_setting('belong.brand_areas'::text, true), ','::text))::integer[]));
create policy keeper on places.area for all to owner using (true);
create policy shown on places.area for select to belong_app using (true);

create view places.area_home with (security_invoker = true) as
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
alter table places.area_logo force row level security;
create policy door on places.area_logo for all to belong_door using (true);
create policy for_area on places.area_logo for all to belong_app using (area_id = any ((string_to_array(current_setting('belong.brand_areas'::text, true), ','::text))::integer[]));
create policy keeper on places.area_logo for all to owner using (true);
create policy shown on places.area_logo for select to belong_app using (true);

create table places.bridge (
  batch_id integer not null,
  from_code text not null,
  to_code text not null,
  weight double precision not null,
  bridge text not null,
  method text not null,
  source text not null,
  vintage text not null,
  row integer not null,
  primary key (batch_id, from_code, to_code),
  constraint bridge_weight_check check (weight > 0::double precision and weight <= 1::double precision)
);
create index bridge_by_name on places.bridge (bridge, batch_id);
comment on table places.bridge is 'reference. Which part of one area lies in another where boundaries differ (health and council), by a method and source that are named. Of a bridge of one name the newest batch holds.';
comment on column places.bridge.weight is 'The share of what is counted in from_code that is taken to belong to to_code: the weights of one from_code add up to 1 or less.';

create table places.closure (
  area_id integer not null,
  place_id integer not null,
  ends date not null,
  reason text not null,
  said_by text not null,
  said_at timestamp with time zone not null,
  primary key (area_id, place_id)
);
comment on table places.closure is 'A setting that its area says has closed, with its last day, until the register says so too.';
alter table places.closure force row level security;
create policy for_area on places.closure for all to belong_app using (area_id = any ((string_to_array(current_setting('belong.setting_areas'::text, true), ','::text))::integer[]));
create policy keeper on places.closure for all to owner using (true);
create policy of_area on places.closure for select to belong_app using (area_id = any (access.areas_now()));

create table places.comparator (
  area_id integer not null,
  set_id uuid not null,
  place_id integer not null,
  primary key (area_id, set_id, place_id),
  foreign key (area_id, set_id) references places.comparator_set(area_id, set_id) on delete cascade
);
comment on table places.comparator is 'A place of an area''s own comparator set.';
alter table places.comparator force row level security;
create policy door on places.comparator for all to belong_door using (true);
create policy keeper on places.comparator for all to owner using (true);
create policy of_area on places.comparator for all to belong_app using (area_id = any (access.areas_now()));

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
alter table places.comparator_set force row level security;
create policy door on places.comparator_set for all to belong_door using (true);
create policy keeper on places.comparator_set for all to owner using (true);
create policy of_area on places.comparator_set for all to belong_app using (area_id = any (access.areas_now()));

create table places.establishment (
  urn integer not null,
  name text not null,
  type text,
  type_group text,
  status integer,
  phase integer,
  open_date date,
  close_date date,
  open_reason text,
  close_reason text,
  low_age integer,
  high_age integer,
  capacity integer,
  pupils integer,
  gender text,
  la_code text,
  laestab text,
  ukprn text,
  trust_code text,
  trust text,
  provision text,
  provision_on_roll integer,
  provision_capacity integer,
  unit_on_roll integer,
  unit_capacity integer,
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
  easting integer,
  northing integer,
  as_at date,
  batch_id integer not null,
  row integer not null,
  primary key (urn)
);
create index establishment_by_authority on places.establishment (la_code);
create index establishment_by_batch on places.establishment (batch_id);
comment on table places.establishment is 'reference. The register: every school and setting a list of them speaks of, as the newest list has it. Those of the areas this Belong is run for are places too.';
comment on column places.establishment.provision is 'Resourced provision, SEN unit, or both.';
comment on column places.establishment.as_at is 'The day of the list that described it; null where only a list beside the register names it.';
comment on column places.establishment.row is 'Of the file of that batch, where it was last changed.';

create table places.establishment_before (
  urn integer not null,
  name text not null,
  type text,
  type_group text,
  status integer,
  phase integer,
  open_date date,
  close_date date,
  open_reason text,
  close_reason text,
  low_age integer,
  high_age integer,
  capacity integer,
  pupils integer,
  gender text,
  la_code text,
  laestab text,
  ukprn text,
  trust_code text,
  trust text,
  provision text,
  provision_on_roll integer,
  provision_capacity integer,
  unit_on_roll integer,
  unit_capacity integer,
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
  easting integer,
  northing integer,
  as_at date,
  batch_id integer not null,
  row integer not null,
  replaced_by integer not null,
  primary key (urn, replaced_by)
);
create index establishment_before_by_batch on places.establishment_before (batch_id);
create index establishment_before_by_replacer on places.establishment_before (replaced_by);
comment on table places.establishment_before is 'reference. What the register said of a setting before a newer list changed it: to show as it was, and to put back.';

create table places.establishment_link (
  urn integer not null,
  link_urn integer not null,
  link_type text not null,
  link_name text not null,
  on_date date,
  batch_id integer not null,
  row integer not null,
  primary key (urn, link_urn, link_type)
);
create index establishment_link_by_linked on places.establishment_link (link_urn);
comment on table places.establishment_link is 'reference. Which setting came before or after which, or is joined to it otherwise, as the register says.';

create table places.establishment_type (
  type text not null,
  type_code text not null,
  type_group text not null,
  group_code text not null,
  batch_id integer not null,
  primary key (type)
);
comment on table places.establishment_type is 'reference. Types of setting and the group each belongs to, as DfE lists them.';

create table places.hierarchy (
  hierarchy text not null,
  label text not null,
  primary key (hierarchy)
);
comment on table places.hierarchy is 'reference. Ways places are grouped: government regions, Inner and Outer London, and later an area''s own.';

create view places.member_today with (security_invoker = true) as
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
  batch_id integer,
  unique nulls not distinct (hierarchy, place_id, parent_id, starts),
  foreign key (hierarchy) references places.hierarchy(hierarchy),
  foreign key (parent_id) references places.place(place_id),
  foreign key (place_id) references places.place(place_id)
);
create index membership_by_parent on places.membership (hierarchy, parent_id);
create index membership_by_place on places.membership (place_id);
comment on table places.membership is 'reference. Which place belongs to which, in one hierarchy, from when to when.';
comment on column places.membership.batch_id is 'The batch of the register it follows from, with which it is made anew; null where it came otherwise.';
alter table places.membership force row level security;
create policy door on places.membership for select to belong_door using (true);
create policy for_imports on places.membership for all to belong_app using (0 = any ((string_to_array(current_setting('belong.import_areas'::text, true), ','::text))::integer[]));
create policy for_settings on places.membership for all to belong_app using (hierarchy in ( select o.hierarchy from places.own_hierarchy o where (o.area_id = any ((string_to_array(current_setting('belong.setting_areas'::text, true), ','::text))::integer[]))));
create policy keeper on places.membership for all to owner using (true);
create policy shown on places.membership for select to belong_app using (true);

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

create table places.own_hierarchy (
  area_id integer not null,
  hierarchy text not null,
  purpose text not null default 'tree'::text,
  made_by text not null,
  made_at timestamp with time zone not null,
  primary key (area_id, hierarchy),
  constraint own_hierarchy_purpose_check check (purpose = any (array['tree'::text, 'same'::text]))
);
comment on table places.own_hierarchy is 'Hierarchies that are an area''s own, changed by those who keep its settings. Under the purpose "same" a setting a return named lies in the one it was found to be.';
alter table places.own_hierarchy force row level security;
create policy for_area on places.own_hierarchy for all to belong_app using (area_id = any ((string_to_array(current_setting('belong.setting_areas'::text, true), ','::text))::integer[]));
create policy keeper on places.own_hierarchy for all to owner using (true);
create policy of_area on places.own_hierarchy for select to belong_app using (area_id = any (access.areas_now()));

create table places.place (
  place_id integer generated by default as identity,
  level text not null,
  name text not null,
  starts date,
  ends date,
  also_called text[] not null default '{}'::text[],
  batch_id integer,
  primary key (place_id),
  constraint place_level_check check (level = any (array['school'::text, 'cluster'::text, 'ward'::text, 'trust'::text, 'partnership'::text, 'health-place'::text, 'locality'::text, 'area'::text, 'city'::text, 'authority'::text, 'region'::text, 'country'::text]))
);
comment on table places.place is 'reference. A place keeps its identity when its code changes (Sheffield in 2025) and ends when another takes its place (Cumbria in 2023).';
comment on column places.place.ends is 'The last day it stood; null while it stands.';
comment on column places.place.also_called is 'Other names sources use for it.';

create view places.place_by_code as
select scheme,
    code,
    place_id
   from places.place_code
  where (starts is null or starts <= CURRENT_DATE) and (ends is null or ends >= CURRENT_DATE);
comment on view places.place_by_code is 'Which place a code stands for today, for rooms that are told of places by others: urn of a school, dfe code of an authority.';

create table places.place_code (
  scheme text not null,
  code text not null,
  place_id integer not null,
  starts date,
  ends date,
  batch_id integer,
  primary key (scheme, code, place_id),
  foreign key (place_id) references places.place(place_id),
  constraint place_code_scheme_check check (scheme = any (array['ons'::text, 'dfe'::text, 'lait'::text, 'urn'::text, 'laestab'::text, 'ukprn'::text, 'local'::text]))
);
create index place_code_by_place on places.place_code (place_id, scheme);
comment on table places.place_code is 'reference. Codes by which a place is known, and when: ons (E08000035), dfe (383), lait (970 for England), urn, laestab, ukprn. A LAESTAB may move to another setting, with a day.';
comment on column places.place_code.batch_id is 'The batch of the register it follows from, with which it is made anew; null where it came otherwise.';

create view places.place_named as
select place_id,
    name,
    level,
    starts,
    ends
   from places.place;
comment on view places.place_named is 'What a place is called, of which level it is and from when to when it stands, for rooms that name places.';

create view places.reach as
select place.place_id,
    place.place_id as within_id
   from places.place
union
 select one.place_id,
    one.parent_id as within_id
   from places.member_today one
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
     join places.member_today three on three.place_id = two.parent_id
union
 select one.place_id,
    four.parent_id as within_id
   from places.member_today one
     join places.member_today two on two.place_id = one.parent_id
     join places.member_today three on three.place_id = two.parent_id
     join places.member_today four on four.place_id = three.parent_id
union
 select one.place_id,
    five.parent_id as within_id
   from places.member_today one
     join places.member_today two on two.place_id = one.parent_id
     join places.member_today three on three.place_id = two.parent_id
     join places.member_today four on four.place_id = three.parent_id
     join places.member_today five on five.place_id = four.parent_id
union
 select one.place_id,
    six.parent_id as within_id
   from places.member_today one
     join places.member_today two on two.place_id = one.parent_id
     join places.member_today three on three.place_id = two.parent_id
     join places.member_today four on four.place_id = three.parent_id
     join places.member_today five on five.place_id = four.parent_id
     join places.member_today six on six.place_id = five.parent_id;
comment on view places.reach is 'Every place with each place it lies in today, itself included, from a school to the country and across hierarchies. All that access knows of the tree.';

create view places.setting_in with (security_invoker = true) as
select r.within_id,
    p.place_id,
    p.name,
    p.starts,
    p.ends,
    array( select s.to_id
           from places.succession s
          where s.from_id = p.place_id
          order by s.to_id) as heirs
   from places.reach r
     join places.place p on p.place_id = r.place_id and p.level = 'school'::text
union
 select m.parent_id as within_id,
    p.place_id,
    p.name,
    p.starts,
    p.ends,
    array( select s.to_id
           from places.succession s
          where s.from_id = p.place_id
          order by s.to_id) as heirs
   from places.membership m
     join places.place p on p.place_id = m.place_id and p.level = 'school'::text
  where m.hierarchy = 'authorities'::text;
comment on view places.setting_in is 'Settings of a place with the days they opened and closed and those that took their place, closed ones of an authority among them: for rooms that ask who was there at a time.';

create view places.setting_kind as
select c.place_id,
    e.phase,
    e.type_group
   from places.place_code c
     join places.establishment e on c.scheme = 'urn'::text and c.code = e.urn::text
  where (c.starts is null or c.starts <= CURRENT_DATE) and (c.ends is null or c.ends >= CURRENT_DATE);
comment on view places.setting_kind is 'Of which phase and group of types a setting is by the register, for rooms that compare settings with their like.';

create table places.succession (
  from_id integer not null,
  to_id integer not null,
  on_date date not null,
  batch_id integer,
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
alter table platform.data_version force row level security;
create policy counted on platform.data_version for select to belong_app using (true);
create policy door on platform.data_version for all to belong_door using (true);
create policy keeper on platform.data_version for all to owner using (true);
create policy of_area on platform.data_version for all to belong_app using (area_id = any (access.areas_now()));

create table platform.deed (
  area_id integer not null,
  deed_id uuid not null,
  at timestamp with time zone not null,
  action text not null,
  person text not null,
  door text not null,
  subject text,
  input jsonb not null,
  acting_as text,
  child_id uuid,
  changes jsonb,
  reason text,
  is_look boolean not null default false,
  payload_salt uuid default gen_random_uuid(),
  payload_hash bytea not null,
  primary key (area_id, deed_id)
);
create index deed_by_child on platform.deed (area_id, child_id, at desc);
create index deed_by_person on platform.deed (area_id, person, at desc);
create index deed_by_time on platform.deed (area_id, at desc);
comment on table platform.deed is 'One line for each action done and each look at a child''s record: who, in which role, when, through which door, with what input, what it changed and why.';
comment on column platform.deed.person is 'Slug of the person who acted; operator for the command line of the machine.';
comment on column platform.deed.subject is 'What it was done to, as an address a person could open.';
comment on column platform.deed.changes is 'Field by field what stood there before and what stands there now: {"field": [old, new]}.';
comment on column platform.deed.payload_hash is 'SHA-256 of payload_salt, input, changes (empty where none) and = with the reason (empty where none), U+001F between: what the seal covers, so that personal words can be erased (and the salt with them) and the chain still holds.';
alter table platform.deed force row level security;
create policy door on platform.deed for all to belong_door using (true);
create policy keeper on platform.deed for all to owner using (true);
create policy own on platform.deed for select to belong_app using ((person = access.person_now()) and (area_id = any (access.areas_now())));
create policy read_audit on platform.deed for select to belong_app using (area_id = any ((string_to_array(current_setting('belong.audit_areas'::text, true), ','::text))::integer[]));
create policy written on platform.deed for insert to belong_app with check ((person = access.person_now()) and (area_id = any (access.areas_now())));

create view platform.deed_words as
select area_id,
    deed_id,
        case
            when child_id is null and action !~ '^(people|access)[.]'::text then input
            else null::jsonb
        end as input,
        case
            when child_id is null and action !~~ 'people.%'::text then changes
            else null::jsonb
        end as changes,
        case
            when child_id is null and action !~ '^(people|access)[.]'::text then payload_salt
            else null::uuid
        end as payload_salt,
        case
            when changes is not null then array( select jsonb_object_keys(deed.changes) as jsonb_object_keys)
            else null::text[]
        end as changed
   from platform.deed
  where (area_id = any (string_to_array(current_setting('belong.audit_areas'::text, true), ','::text)::integer[])) or person = access.person_now() and (area_id = any (access.areas_now())) or (CURRENT_USER <> all (array['belong_app'::name, 'belong_door'::name]));
comment on view platform.deed_words is 'What lines of the audit say was sent and changed, for who reads the audit and of one''s own lines; of a child''s record only which fields changed, since reading the audit opens no class of data; what was typed about people who work here stays out too.';

create table platform.extent (
  area_id integer not null,
  series text not null,
  period text not null,
  place_id integer not null,
  batch_id integer not null,
  as_at date not null,
  rows integer not null,
  content_hash text not null,
  given_at timestamp with time zone not null,
  primary key (area_id, series, period, place_id)
);
create index extent_by_batch on platform.extent (area_id, batch_id);
create index extent_by_place on platform.extent (area_id, place_id, series, as_at);
comment on table platform.extent is 'What stands: for each kind of return, period and setting the batch whose rows count now. A corrected return takes the place of the one before.';
comment on column platform.extent.period is 'As people say it and in order of time: 2025-1-spring, 2024/25, 2025-01-16.';
comment on column platform.extent.place_id is 'The setting whose return it is; the authority where one return speaks for all.';
comment on column platform.extent.as_at is 'The day the return speaks of: census day, the last day of a term.';
alter table platform.extent force row level security;
create policy keeper on platform.extent for all to owner using (true);
create policy of_area on platform.extent for select to belong_app using (area_id = any (access.areas_now()));

create table platform.extent_before (
  area_id integer not null,
  series text not null,
  period text not null,
  place_id integer not null,
  batch_id integer not null,
  as_at date not null,
  rows integer not null,
  content_hash text not null,
  given_at timestamp with time zone not null,
  replaced_by integer not null,
  primary key (area_id, series, period, place_id, replaced_by)
);
create index extent_before_by_batch on platform.extent_before (area_id, batch_id);
comment on table platform.extent_before is 'What stood before a batch took its place, to show and to put back when that batch is undone.';
alter table platform.extent_before force row level security;
create policy keeper on platform.extent_before for all to owner using (true);
create policy of_area on platform.extent_before for select to belong_app using (area_id = any (access.areas_now()));

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
alter table platform.once force row level security;
create policy keeper on platform.once for all to owner using (true);
create policy own on platform.once for all to belong_app using ((person = access.person_now()) and (area_id = any (access.areas_now())));

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
alter table platform.paper force row level security;
create policy keeper on platform.paper for all to owner using (true);
create policy own on platform.paper for all to belong_app using ((asked_by = access.person_now()) and (area_id = any (access.areas_now())));

create table platform.seal (
  area_id integer not null,
  number bigint not null,
  deed_id uuid not null,
  hash bytea not null,
  sealed_at timestamp with time zone not null,
  primary key (area_id, number),
  unique (area_id, deed_id),
  constraint seal_number_check check (number > 0)
);
comment on table platform.seal is 'The chain of the audit: each line''s SHA-256 with that of the line before it. An altered, missing or added line breaks it.';
alter table platform.seal force row level security;
create policy keeper on platform.seal for all to owner using (true);
create policy read_audit on platform.seal for select to belong_app using (area_id = any (access.areas_now()));

create table platform.set_aside (
  area_id integer not null,
  replaced_by integer not null,
  number bigint not null,
  of_table text not null,
  batch_id integer not null,
  child_id uuid,
  stood jsonb not null,
  primary key (area_id, replaced_by, number)
);
create index set_aside_by_child on platform.set_aside (area_id, child_id);
comment on table platform.set_aside is 'Facts that a corrected return replaced, whole, to show and to put back when it is undone.';
alter table platform.set_aside force row level security;
create policy keeper on platform.set_aside for all to owner using (true);

create table platform.setting (
  area_id integer not null,
  name text not null,
  value jsonb not null,
  primary key (area_id, name)
);
comment on table platform.setting is 'What an installation or area has decided about itself: whether reference figures are in, the demo, the setup link.';
alter table platform.setting force row level security;
create policy door on platform.setting for all to belong_door using (true);
create policy for_imports on platform.setting for all to belong_app using ((area_id = 0) and (0 = any ((string_to_array(current_setting('belong.import_areas'::text, true), ','::text))::integer[])));
create policy keeper on platform.setting for all to owner using (true);
create policy of_area on platform.setting for select to belong_app using (area_id = any (access.areas_now()));

create table platform.unsealed (
  area_id integer not null,
  deed_id uuid not null,
  primary key (area_id, deed_id)
);
comment on table platform.unsealed is 'Lines of the audit that the sealer has not yet put into the chain: written with the line, gone within a second.';
alter table platform.unsealed force row level security;
create policy door on platform.unsealed for all to belong_door using (true);
create policy keeper on platform.unsealed for all to owner using (true);
create policy read_audit on platform.unsealed for select to belong_app using (area_id = any ((string_to_array(current_setting('belong.audit_areas'::text, true), ','::text))::integer[]));
create policy written on platform.unsealed for insert to belong_app with check (area_id = any (access.areas_now()));

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
alter table platform.work force row level security;
create policy keeper on platform.work for all to owner using (true);
create policy of_area on platform.work for all to belong_app using (area_id = any (access.areas_now()));

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
alter table programme.action force row level security;
create policy keeper on programme.action for all to owner using (true);
create policy of_area on programme.action for all to belong_app using (area_id = any (access.areas_now()));
create policy shown on programme.action for select to belong_app using (exists ( select from programme.strategy s where ((s.area_id = action.area_id) and (s.strategy_id = action.strategy_id) and (s.area_id = any (access.public_areas())) and (s.public_from <= CURRENT_DATE))));

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
alter table programme.action_before force row level security;
create policy keeper on programme.action_before for all to owner using (true);
create policy of_area on programme.action_before for all to belong_app using (area_id = any (access.areas_now()));

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
alter table programme.lead force row level security;
create policy keeper on programme.lead for all to owner using (true);
create policy of_area on programme.lead for all to belong_app using (area_id = any (access.areas_now()));
create policy shown on programme.lead for select to belong_app using (exists ( select from programme.priority p where ((p.area_id = lead.area_id) and (p.priority_id = lead.priority_id) and (p.area_id = any (access.public_areas())))));

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
alter table programme.link force row level security;
create policy keeper on programme.link for all to owner using (true);
create policy of_area on programme.link for all to belong_app using (area_id = any (access.areas_now()));
create policy shown on programme.link for select to belong_app using (exists ( select from programme.strategy s where ((s.area_id = link.area_id) and (s.strategy_id = link.strategy_id) and (s.area_id = any (access.public_areas())) and (s.public_from <= CURRENT_DATE))));

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
alter table programme.milestone force row level security;
create policy keeper on programme.milestone for all to owner using (true);
create policy of_area on programme.milestone for all to belong_app using (area_id = any (access.areas_now()));
create policy shown on programme.milestone for select to belong_app using (exists ( select from programme.strategy s where ((s.area_id = milestone.area_id) and (s.strategy_id = milestone.strategy_id) and (s.area_id = any (access.public_areas())) and (s.public_from <= CURRENT_DATE))));

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
alter table programme.priority force row level security;
create policy keeper on programme.priority for all to owner using (true);
create policy of_area on programme.priority for all to belong_app using (area_id = any (access.areas_now()));
create policy shown on programme.priority for select to belong_app using (exists ( select from programme.strategy s where ((s.area_id = priority.area_id) and (s.strategy_id = priority.strategy_id) and (s.area_id = any (access.public_areas())) and (s.public_from <= CURRENT_DATE))));

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
alter table programme.promise force row level security;
create policy keeper on programme.promise for all to owner using (true);
create policy of_area on programme.promise for all to belong_app using (area_id = any (access.areas_now()));
create policy shown on programme.promise for select to belong_app using (exists ( select from programme.strategy s where ((s.area_id = promise.area_id) and (s.strategy_id = promise.strategy_id) and (s.area_id = any (access.public_areas())) and (s.public_from <= CURRENT_DATE))));

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
alter table programme.promise_before force row level security;
create policy keeper on programme.promise_before for all to owner using (true);
create policy of_area on programme.promise_before for all to belong_app using (area_id = any (access.areas_now()));

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
alter table programme.promise_test force row level security;
create policy keeper on programme.promise_test for all to owner using (true);
create policy of_area on programme.promise_test for all to belong_app using (area_id = any (access.areas_now()));
create policy shown on programme.promise_test for select to belong_app using (exists ( select from programme.promise p where ((p.area_id = promise_test.area_id) and (p.promise_id = promise_test.promise_id) and (p.area_id = any (access.public_areas())))));

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
alter table programme.reporting force row level security;
create policy keeper on programme.reporting for all to owner using (true);
create policy of_area on programme.reporting for all to belong_app using (area_id = any (access.areas_now()));
create policy shown on programme.reporting for select to belong_app using (exists ( select from programme.strategy s where ((s.area_id = reporting.area_id) and (s.strategy_id = reporting.strategy_id) and (s.area_id = any (access.public_areas())) and (s.public_from <= CURRENT_DATE))));

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
alter table programme.statement force row level security;
create policy keeper on programme.statement for all to owner using (true);
create policy of_area on programme.statement for all to belong_app using (area_id = any (access.areas_now()));
create policy shown on programme.statement for select to belong_app using (exists ( select from programme.strategy s where ((s.area_id = statement.area_id) and (s.strategy_id = statement.strategy_id) and (s.area_id = any (access.public_areas())) and (s.public_from <= CURRENT_DATE))));

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
alter table programme.strategy force row level security;
create policy keeper on programme.strategy for all to owner using (true);
create policy of_area on programme.strategy for all to belong_app using (area_id = any (access.areas_now()));
create policy shown on programme.strategy for select to belong_app using ((area_id = any (access.public_areas())) and (public_from <= CURRENT_DATE));

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
alter table programme.strategy_before force row level security;
create policy keeper on programme.strategy_before for all to owner using (true);
create policy of_area on programme.strategy_before for all to belong_app using (area_id = any (access.areas_now()));

-- ------------------------------------------------------------------ provision

create schema provision;

create table provision.service (
  area_id integer not null,
  batch_id integer not null,
  service_id uuid not null,
  row integer not null,
  organization_id uuid,
  organization text,
  name text not null,
  status text,
  description text,
  url text,
  email text,
  phone text,
  fees text,
  accreditations text,
  alert text,
  minimum_age double precision,
  maximum_age double precision,
  assured_on date,
  last_modified timestamp with time zone,
  says text[] not null,
  hash text not null,
  primary key (area_id, batch_id, service_id),
  constraint service_status_check check (status = any (array['active'::text, 'inactive'::text, 'defunct'::text, 'temporarily closed'::text]))
);
create index service_by_id on provision.service (area_id, service_id, batch_id);
comment on table provision.service is 'A service as one file tells of it. Later files lie over earlier ones: provision.service_now is what stands, and shows the one before when its batch is undone.';
comment on column provision.service.row is 'Which of the services of the file it is, from 1.';
comment on column provision.service.status is 'None where the file gives none that we know.';
comment on column provision.service.says is 'Of which parts the file tells all there are: times, places, and each kind of provision.service_word. Of the others an earlier file still speaks.';
comment on column provision.service.hash is 'Of all the file says of it, parts and all: equal where it says the same.';
alter table provision.service force row level security;
create policy keeper on provision.service for all to owner using (true);
create policy of_area on provision.service for select to belong_app using (area_id = any (access.areas_now()));

create view provision.service_now with (security_invoker = true) as
select distinct on (area_id, service_id) area_id,
    batch_id,
    service_id,
    "row",
    organization_id,
    organization,
    name,
    status,
    description,
    url,
    email,
    phone,
    fees,
    accreditations,
    alert,
    minimum_age,
    maximum_age,
    assured_on,
    last_modified,
    says,
    hash
   from provision.service
  order by area_id, service_id, batch_id desc;
comment on view provision.service_now is 'Each service as the last file that stands tells of it.';

create table provision.service_place (
  area_id integer not null,
  batch_id integer not null,
  service_id uuid not null,
  number integer not null,
  location_id text not null,
  kind text,
  name text,
  address text,
  postcode text,
  latitude double precision,
  longitude double precision,
  accessibility text,
  primary key (area_id, batch_id, service_id, number),
  foreign key (area_id, batch_id, service_id) references provision.service(area_id, batch_id, service_id)
);
comment on table provision.service_place is 'Where a service can be had: a building, by post, or over the wire.';
alter table provision.service_place force row level security;
create policy keeper on provision.service_place for all to owner using (true);
create policy of_area on provision.service_place for select to belong_app using (area_id = any (access.areas_now()));

create view provision.service_place_now with (security_invoker = true) as
select area_id,
    batch_id,
    service_id,
    number,
    location_id,
    kind,
    name,
    address,
    postcode,
    latitude,
    longitude,
    accessibility
   from provision.service_place p
  where batch_id = (( select max(s.batch_id) as max
           from provision.service s
          where s.area_id = p.area_id and s.service_id = p.service_id and ('places'::text = any (s.says))));
comment on view provision.service_place_now is 'Where each service can be had, by the last file that tells of it.';

create table provision.service_time (
  area_id integer not null,
  batch_id integer not null,
  service_id uuid not null,
  number integer not null,
  days text[] not null,
  freq text,
  every integer,
  month_days integer[] not null,
  valid_from date,
  valid_to date,
  opens text,
  closes text,
  description text,
  primary key (area_id, batch_id, service_id, number),
  foreign key (area_id, batch_id, service_id) references provision.service(area_id, batch_id, service_id)
);
comment on table provision.service_time is 'When a service can be had.';
comment on column provision.service_time.days is 'MO to SU; none where it is of no day of the week.';
comment on column provision.service_time.opens is 'Hours and minutes: 10:00.';
alter table provision.service_time force row level security;
create policy keeper on provision.service_time for all to owner using (true);
create policy of_area on provision.service_time for select to belong_app using (area_id = any (access.areas_now()));

create view provision.service_time_now with (security_invoker = true) as
select area_id,
    batch_id,
    service_id,
    number,
    days,
    freq,
    every,
    month_days,
    valid_from,
    valid_to,
    opens,
    closes,
    description
   from provision.service_time t
  where batch_id = (( select max(s.batch_id) as max
           from provision.service s
          where s.area_id = t.area_id and s.service_id = t.service_id and ('times'::text = any (s.says))));
comment on view provision.service_time_now is 'When each service can be had, by the last file that tells of it.';

create table provision.service_word (
  area_id integer not null,
  batch_id integer not null,
  service_id uuid not null,
  number integer not null,
  kind text not null,
  body text not null,
  term_id uuid,
  primary key (area_id, batch_id, service_id, number),
  foreign key (area_id, batch_id, service_id) references provision.service(area_id, batch_id, service_id),
  constraint service_word_kind_check check (kind = any (array['term'::text, 'language'::text, 'area'::text, 'cost'::text, 'funding'::text, 'contact'::text]))
);
comment on table provision.service_word is 'What else is said of a service in words: terms of taxonomies it is filed under, languages, areas served, costs, funding, and ways to reach it. Names of people are left out.';
alter table provision.service_word force row level security;
create policy keeper on provision.service_word for all to owner using (true);
create policy of_area on provision.service_word for select to belong_app using (area_id = any (access.areas_now()));

create view provision.service_word_now with (security_invoker = true) as
select area_id,
    batch_id,
    service_id,
    number,
    kind,
    body,
    term_id
   from provision.service_word w
  where batch_id = (( select max(s.batch_id) as max
           from provision.service s
          where s.area_id = w.area_id and s.service_id = w.service_id and (w.kind = any (s.says))));
comment on view provision.service_word_now is 'What else is said of each service, by the last file that tells of it.';

create table provision.term (
  area_id integer not null,
  batch_id integer not null,
  term_id uuid not null,
  row integer not null,
  name text not null,
  description text,
  parent_id uuid,
  taxonomy text,
  primary key (area_id, batch_id, term_id)
);
create index term_by_id on provision.term (area_id, term_id, batch_id);
comment on table provision.term is 'Taxonomies and their terms, as lists of them give them. A taxonomy is a term without a taxonomy.';
alter table provision.term force row level security;
create policy keeper on provision.term for all to owner using (true);
create policy of_area on provision.term for select to belong_app using (area_id = any (access.areas_now()));

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
alter table publishing.release force row level security;
create policy keeper on publishing.release for all to owner using (true);
create policy of_area on publishing.release for all to belong_app using (area_id = any (access.areas_now()));
create policy shown on publishing.release for select to belong_app using (area_id = any (access.public_areas()));

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
alter table scorecards.baseline force row level security;
create policy keeper on scorecards.baseline for all to owner using (true);
create policy of_area on scorecards.baseline for all to belong_app using (area_id = any (access.areas_now()));

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
alter table scorecards.cause force row level security;
create policy keeper on scorecards.cause for all to owner using (true);
create policy of_area on scorecards.cause for all to belong_app using (area_id = any (access.areas_now()));

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
alter table scorecards.contribution force row level security;
create policy keeper on scorecards.contribution for all to owner using (true);
create policy of_area on scorecards.contribution for all to belong_app using (area_id = any (access.areas_now()));

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
alter table scorecards.framework force row level security;
create policy keeper on scorecards.framework for all to owner using (true);
create policy of_area on scorecards.framework for all to belong_app using (area_id = any (access.areas_now()));

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
alter table scorecards.idea force row level security;
create policy keeper on scorecards.idea for all to owner using (true);
create policy of_area on scorecards.idea for all to belong_app using (area_id = any (access.areas_now()));

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
alter table scorecards.indicator force row level security;
create policy keeper on scorecards.indicator for all to owner using (true);
create policy of_area on scorecards.indicator for all to belong_app using (area_id = any (access.areas_now()));

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
alter table scorecards.indicator_role force row level security;
create policy keeper on scorecards.indicator_role for all to owner using (true);
create policy of_area on scorecards.indicator_role for all to belong_app using (area_id = any (access.areas_now()));

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
alter table scorecards.partner force row level security;
create policy keeper on scorecards.partner for all to owner using (true);
create policy of_area on scorecards.partner for all to belong_app using (area_id = any (access.areas_now()));

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
alter table scorecards.performance_measure force row level security;
create policy keeper on scorecards.performance_measure for all to owner using (true);
create policy of_area on scorecards.performance_measure for all to belong_app using (area_id = any (access.areas_now()));

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
alter table scorecards.question force row level security;
create policy keeper on scorecards.question for all to owner using (true);
create policy of_area on scorecards.question for all to belong_app using (area_id = any (access.areas_now()));

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
alter table scorecards.rating force row level security;
create policy keeper on scorecards.rating for all to owner using (true);
create policy of_area on scorecards.rating for all to belong_app using (area_id = any (access.areas_now()));

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
alter table scorecards.remark force row level security;
create policy keeper on scorecards.remark for all to owner using (true);
create policy of_area on scorecards.remark for all to belong_app using (area_id = any (access.areas_now()));

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
alter table scorecards.result force row level security;
create policy keeper on scorecards.result for all to owner using (true);
create policy of_area on scorecards.result for all to belong_app using (area_id = any (access.areas_now()));

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
alter table scorecards.result_before force row level security;
create policy keeper on scorecards.result_before for all to owner using (true);
create policy of_area on scorecards.result_before for all to belong_app using (area_id = any (access.areas_now()));

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
alter table scorecards.scenario force row level security;
create policy keeper on scorecards.scenario for all to owner using (true);
create policy of_area on scorecards.scenario for all to belong_app using (area_id = any (access.areas_now()));

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
alter table scorecards.service force row level security;
create policy keeper on scorecards.service for all to owner using (true);
create policy of_area on scorecards.service for all to belong_app using (area_id = any (access.areas_now()));

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
alter table scorecards.service_before force row level security;
create policy keeper on scorecards.service_before for all to owner using (true);
create policy of_area on scorecards.service_before for all to belong_app using (area_id = any (access.areas_now()));

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
alter table scorecards.story force row level security;
create policy keeper on scorecards.story for all to owner using (true);
create policy of_area on scorecards.story for all to belong_app using (area_id = any (access.areas_now()));

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
alter table scorecards.target force row level security;
create policy keeper on scorecards.target for all to owner using (true);
create policy of_area on scorecards.target for all to belong_app using (area_id = any (access.areas_now()));
