-- The reads of every query, made by asking each once (scripts/write-reads.ts). Generated: do not edit.

-- access.agreements: Sharing agreements of the area: what places let each other see, why, under which law, who signed, from when to when
select area_id
  from places.area_home;
select area_id as "areaId", name, slug, place_id as "homeId"
  from places.area_home
  order by area_id;
select g.agreement_id as id, g.title, g.purpose, g.lawful_basis as "lawfulBasis", g.verbs, g.starts::text, g.ends::text, g.review_on::text as "reviewOn", g.made_by as "madeBy", g.end_reason as "endReason", g.version, coalesce((select json_agg(json_build_object('placeId', p.place_id, 'name', n.name, 'signedBy', p.signed_by, 'signedOn', p.signed_on, 'ends', p.ends)
  order by n.name)
  from access.agreement_party p
  join places.place_named n on n.place_id = p.place_id
  where p.area_id = g.area_id and p.agreement_id = g.agreement_id), '[]') as parties
  from access.agreement g
  where g.area_id = $1
  order by g.starts desc, g.title;

-- access.chain: Whether every line of the audit is as it was sealed, as the server found when it last read all of it through
select area_id
  from places.area_home;
select value
  from platform.setting
  where area_id = $1 and name = 'audit-chain';

-- access.check-invitations: Look through a list of people to invite (CSV: email, name, role_title, role, place, from, until) and say what is wrong in which row; sends nothing
select area_id as "areaId", name, slug, place_id as "homeId"
  from places.area_home
  order by area_id;
select n.place_id as "placeId", n.name, n.level
  from places.reach r
  join places.place_named n on n.place_id = r.place_id
  where r.within_id = $1
  order by n.place_id <> $1, n.name, n.place_id;
select p.slug, p.name, p.role_title as "roleTitle", p.email, p.home_area_id as "homeAreaId", p.left_at as "leftAt", p.leaves_on::text as "leavesOn", p.version, greatest(p.seen_at, (select max(s.seen_at)
  from access.session s
  where s.person = p.slug)) as "seenAt"
  from access.person p
  where p.email_key = $1;
select r.role, r.label, r.about, r.given_for as "givenFor", r.given_by as "givenBy", r.given_locally as "givenLocally", r.version, coalesce(array_agg(v.verb
  order by v.verb) filter (where v.verb is not null), '{}') as verbs
  from access.role r
  left join access.role_verb v on v.area_id = r.area_id and v.role = r.role and daterange(v.starts, v.ends, '[]') @> current_date
  where r.area_id = $1
  group by r.area_id, r.role
  order by r.given_for desc, r.label;

-- access.deeds: Who did what and who looked at whom, and when: the audit of the area, newest first, 100 a page
select area_id
  from places.area_home;
select d.area_id as "areaId", d.deed_id as "deedId", d.at, d.action, d.person, d.acting_as as "actingAs", d.door, d.subject, d.child_id as "childId", d.is_look as "isLook", d.reason, w.changes, w.changed, w.input ->> 'batch' as batch, w.input ->> 'measure' as measure, w.input ->> 'place' as place, w.input ->> 'group' as "group"
  from (select d.area_id, d.deed_id, d.at, d.action, d.person, d.acting_as, d.door, d.subject, d.child_id, d.is_look, d.reason
  from platform.deed d
  where d.area_id = $1
  order by d.at desc, d.deed_id desc
  limit $2) d
  left join platform.deed_words w on w.area_id = d.area_id and w.deed_id = d.deed_id
  order by d.at desc, d.deed_id desc;

-- access.family-looks: Which roles looked at your child’s record, or your own, and which wrote in it: the newest 500
select at, action, acting_as as "actingAs", door, is_look as "isLook"
  from platform.looks_at_own($1::uuid);

-- access.holds: What is held from being erased, since when and why
select hold_id as id, child_id as "childId", record, reason, starts::text as starts, ends::text as ends, set_by as "setBy"
  from access.hold
  where area_id = $1
  order by ends desc nulls first, starts desc, hold_id;

-- access.invitations: Invitations to roles at the places whose people one looks after, newest first, each with what became of it
select area_id as "areaId", name, slug, place_id as "homeId"
  from places.area_home
  order by area_id;
select i.invitation_id as id, i.email, i.name, i.role_title as "roleTitle", i.role, r.label, i.place_id as "placeId", coalesce(n.name, 'one child') as "where", i.child_id as "childId", i.starts_at as "startsAt", i.ends_at as "endsAt", i.invited_by as "invitedBy", i.invited_at as "invitedAt", i.expires_at as "expiresAt", i.person, i.used_at as "usedAt", i.withdrawn_at as "withdrawnAt", i.sent_at as "sentAt"
  from access.invitation i
  join access.role r on r.area_id = i.area_id and r.role = i.role
  left join places.place_named n on n.place_id = i.place_id
  where i.area_id = $1 and true
  order by i.invited_at desc
  limit 1000;
select n.place_id as "placeId", n.name, n.level
  from places.reach r
  join places.place_named n on n.place_id = r.place_id
  where r.within_id = $1
  order by n.place_id <> $1, n.name, n.place_id;

-- access.keys: Keys for programs that work in the area: whose, for what, until when, last used when; never the key itself
select area_id as "areaId", name, slug, place_id as "homeId"
  from places.area_home
  order by area_id;
select token_id as id, label, person, verbs, made_at as "madeAt", ends_at as "endsAt", used_at as "usedAt", ended_at as "endedAt"
  from access.token
  where area_id = $1
  order by ended_at is not null, made_at desc
  limit 500;

-- access.looks: Who looked at a child’s record, and who changed what in it, newest first, 100 a page
select d.area_id as "areaId", d.deed_id as "deedId", d.at, d.action, d.person, d.acting_as as "actingAs", d.door, d.subject, d.child_id as "childId", d.is_look as "isLook", d.reason, w.changes, w.changed, w.input ->> 'batch' as batch, w.input ->> 'measure' as measure, w.input ->> 'place' as place, w.input ->> 'group' as "group"
  from (select d.area_id, d.deed_id, d.at, d.action, d.person, d.acting_as, d.door, d.subject, d.child_id, d.is_look, d.reason
  from platform.deed d
  where d.area_id = $1 and d.child_id = $2::uuid
  order by d.at desc, d.deed_id desc
  limit $3) d
  left join platform.deed_words w on w.area_id = d.area_id and w.deed_id = d.deed_id
  order by d.at desc, d.deed_id desc;

-- access.notices: What the area tells people about their data and its pages, as it stands
select "version", "body", "written_by", "written_at"
  from "access"."notice"
  where "area_id" = $1 and "notice" = $2
  order by "version" desc
  limit $3;
select name
  from places.area_home
  where area_id = $1;

-- access.own-deeds: What you did and whose records you opened yourself, newest first, 100 a page
select area_id
  from places.area_home;
select d.area_id as "areaId", d.deed_id as "deedId", d.at, d.action, d.person, d.acting_as as "actingAs", d.door, d.subject, d.child_id as "childId", d.is_look as "isLook", d.reason, w.changes, w.changed, w.input ->> 'batch' as batch, w.input ->> 'measure' as measure, w.input ->> 'place' as place, w.input ->> 'group' as "group"
  from (select d.area_id, d.deed_id, d.at, d.action, d.person, d.acting_as, d.door, d.subject, d.child_id, d.is_look, d.reason
  from platform.deed d
  where d.area_id = $1 and d.person = $2
  order by d.at desc, d.deed_id desc
  limit $3) d
  left join platform.deed_words w on w.area_id = d.area_id and w.deed_id = d.deed_id
  order by d.at desc, d.deed_id desc;

-- access.passages: What was decided about passages that name somebody else, in what was gathered for a request
select "passage", "is_shown", "reason"
  from "access"."passage"
  where "area_id" = $1 and "request_id" = $2;
select area_id as "areaId", request_id as id, right_asked as "right", child_id as "childId", person, asked_by_words as "askedBy", asked_on::text as "askedOn", due_on::text as "dueOn", state, note, extended_reason as "extendedReason", file, made_at as "madeAt", work_id as "workId", taken_by as "takenBy", answered_at as "answeredAt", version
  from access.rights_request
  where area_id = $1 and request_id = $2;

-- access.people: People with a role, now, to come or over, at the places whose people one looks after
select a.appointment_id as id, a.area_id as "areaId", a.person, a.role, r.label, a.place_id as "placeId", coalesce(n.name, 'one child') as "where", a.child_id as "childId", a.starts_at as "startsAt", a.ends_at as "endsAt", a.source, a.reason, a.given_by as "givenBy", a.given_at as "givenAt", a.ended_by as "endedBy", a.end_reason as "endReason", a.version
  from access.appointment a
  join access.role r on r.area_id = a.area_id and r.role = a.role
  left join places.place_named n on n.place_id = a.place_id
  where a.area_id = $1 and true and true
  order by a.starts_at, a.appointment_id;
select area_id as "areaId", name, slug, place_id as "homeId"
  from places.area_home
  order by area_id;
select n.place_id as "placeId", n.name, n.level
  from places.reach r
  join places.place_named n on n.place_id = r.place_id
  where r.within_id = $1
  order by n.place_id <> $1, n.name, n.place_id;
select p.slug, p.name, p.role_title as "roleTitle", p.email, p.home_area_id as "homeAreaId", p.left_at as "leftAt", p.leaves_on::text as "leavesOn", p.version, greatest(p.seen_at, (select max(s.seen_at)
  from access.session s
  where s.person = p.slug)) as "seenAt"
  from access.person p
  where p.slug in (select a.person
  from access.appointment a
  where a.area_id = $1);

-- access.person: One person: the roles they hold, will hold and held in one’s reach, and where they are signed in
select a.appointment_id as id, a.area_id as "areaId", a.person, a.role, r.label, a.place_id as "placeId", coalesce(n.name, 'one child') as "where", a.child_id as "childId", a.starts_at as "startsAt", a.ends_at as "endsAt", a.source, a.reason, a.given_by as "givenBy", a.given_at as "givenAt", a.ended_by as "endedBy", a.end_reason as "endReason", a.version
  from access.appointment a
  join access.role r on r.area_id = a.area_id and r.role = a.role
  left join places.place_named n on n.place_id = a.place_id
  where a.area_id = $1 and true and a.person = $2
  order by a.starts_at, a.appointment_id;
select area_id as "areaId", name, slug, place_id as "homeId"
  from places.area_home
  order by area_id;
select n.place_id as "placeId", n.name, n.level
  from places.reach r
  join places.place_named n on n.place_id = r.place_id
  where r.within_id = $1
  order by n.place_id <> $1, n.name, n.place_id;
select p.slug, p.name, p.role_title as "roleTitle", p.email, p.home_area_id as "homeAreaId", p.left_at as "leftAt", p.leaves_on::text as "leavesOn", p.version, greatest(p.seen_at, (select max(s.seen_at)
  from access.session s
  where s.person = p.slug)) as "seenAt"
  from access.person p
  where p.slug = $2 and exists (select
  from access.colleague c
  where c.area_id = $1 and c.slug = p.slug);
select session_id as id, device, method, made_at as "madeAt", seen_at as "seenAt"
  from access.session
  where person = $1 and ended_at is null and ends_at > now() and seen_at > now() - make_interval(mins => idle_minutes)
  order by seen_at desc;

-- access.processing: The record of processing (UK GDPR Article 30), made from the catalogue of personal data, the roles and the schedule of retention
select *
  from "access"."retention_rule"
  where "area_id" = $1;
select v.verb, r.label
  from access.role_verb v
  join access.role r on r.area_id = v.area_id and r.role = v.role
  where v.area_id = $1 and daterange(v.starts, v.ends, '[]') @> current_date
  order by r.label;

-- access.retention: How long the area keeps each kind of record, counted from what, and on which basis
select *
  from "access"."retention_rule"
  where "area_id" = $1;

-- access.rights-request: One request of somebody who uses their rights
select area_id as "areaId", request_id as id, right_asked as "right", child_id as "childId", person, asked_by_words as "askedBy", asked_on::text as "askedOn", due_on::text as "dueOn", state, note, extended_reason as "extendedReason", file, made_at as "madeAt", work_id as "workId", taken_by as "takenBy", answered_at as "answeredAt", version
  from access.rights_request
  where area_id = $1 and request_id = $2;

-- access.rights-requests: Who asked for their data or its erasure, and by when they are answered
select area_id as "areaId", request_id as id, right_asked as "right", child_id as "childId", person, asked_by_words as "askedBy", asked_on::text as "askedOn", due_on::text as "dueOn", state, note, extended_reason as "extendedReason", file, made_at as "madeAt", work_id as "workId", taken_by as "takenBy", answered_at as "answeredAt", version
  from access.rights_request
  where area_id = $1
  order by state in ('answered', 'refused'), due_on, request_id
  limit 500;

-- access.roles: The table of roles of the area: what each may do, since when and until when
select area_id
  from places.area_home;
select area_id as "areaId", name, slug, place_id as "homeId"
  from places.area_home
  order by area_id;
select r.role, r.label, r.about, r.given_for as "givenFor", r.given_by as "givenBy", r.given_locally as "givenLocally", r.version, coalesce(array_agg(v.verb
  order by v.verb) filter (where v.verb is not null), '{}') as verbs
  from access.role r
  left join access.role_verb v on v.area_id = r.area_id and v.role = r.role and daterange(v.starts, v.ends, '[]') @> current_date
  where r.area_id = $1
  group by r.area_id, r.role
  order by r.given_for desc, r.label;
select role, verb, starts::text, ends::text, set_by as "setBy"
  from access.role_verb
  where area_id = $1
  order by role, verb, starts;

-- access.sessions: Where one is signed in: each browser, since when, and when it was last seen
select "session_id" as "session", "device", "method", "made_at" as "begun", "seen_at" as "seen", "ends_at" as "ends", "idle_minutes" as "idleMinutes"
  from "access"."session"
  where "person" = $1 and "ended_at" is null and "ends_at" > now() and seen_at > now() - make_interval(mins => idle_minutes)
  order by "seen_at" desc, "session_id";

-- collection.batch: A file that was given to Belong, with what its check found
select *
  from "collection"."batch"
  where "area_id" in ($1, $2, $3, $4) and "batch_id" = $5;
select *
  from "collection"."finding"
  where "area_id" = $1 and "batch_id" = $2
  order by "number"
  limit $3;
select area_id
  from places.area_home;

-- collection.batches: The files that were given to Belong, newest first
select area_id as "areaId", place_id as "placeId"
  from places.area_home;
select b.*
  from collection.batch b
  where ((b.area_id = $1 and b.state = any ($2)) or (b.area_id = $3) or (b.area_id = $4) or (b.area_id = $5))
  order by b.batch_id desc
  limit $6;

-- collection.coverage: How much of what was expected came in, for a kind of return on a day: what a figure made of it rests on
select expected_id as id, to_char(due_on, 'YYYY-MM-DD') as "dueOn"
  from collection.expected_return
  where area_id = $1 and ended_at is null and (series = $2 or $3 = any (answered_by)) and $4::date between covers_from and covers_until
  order by due_on desc
  limit 1;

-- collection.map-targets: What the columns of an unknown file can be matched to
-- from the snapshots in memory alone

-- collection.quality: What checks across returns find: at which setting, who sees to it and by when
select area_id as "areaId", place_id as "placeId"
  from places.area_home;
select finding_id as id, check_name as check, place_id as "placeId", message, fix, children, first_found_at as since, owner, to_char(due_on, 'YYYY-MM-DD') as "dueOn", version
  from collection.quality_finding
  where area_id = $1 and gone_at is null
  order by due_on nulls last, children desc nulls last, check_name, place_id
  limit $2;

-- collection.recipe: A recipe as JSON, to carry to another area
select area_id as "areaId", place_id as "placeId"
  from places.area_home;
select distinct on (recipe) recipe, version, place_id as "placeId", body, made_by as "madeBy", made_at as "madeAt", is_kept as "isKept"
  from collection.recipe
  where area_id = $1
  order by recipe, version desc;

-- collection.recipes: The recipes by which files no kind knows are read
select area_id as "areaId", place_id as "placeId"
  from places.area_home;
select distinct on (recipe) recipe, version, place_id as "placeId", body, made_by as "madeBy", made_at as "madeAt", is_kept as "isKept"
  from collection.recipe
  where area_id = $1
  order by recipe, version desc;

-- collection.returns: Which returns fall due in a school year, setting by setting, and how each stands
select expected_id as id, series, answered_by as "answeredBy", period, label, to_char(covers_from, 'YYYY-MM-DD') as "coversFrom", to_char(covers_until, 'YYYY-MM-DD') as "coversUntil", to_char(due_on, 'YYYY-MM-DD') as "dueOn", place_id as "placeId", by_whom as "byWhom", asks_sign_off as "asksSignOff", version
  from collection.expected_return
  where area_id = $1 and ended_at is null and due_on between $2 and $3
  order by due_on, series, period;
select place_id as "placeId"
  from places.area_home
  where area_id = $1;
select s.place_id as "placeId", s.name, c.code as urn, to_char(s.starts, 'YYYY-MM-DD') as opens, to_char(s.ends, 'YYYY-MM-DD') as closes, s.heirs, array(select w.within_id
  from places.reach w
  where w.place_id = s.place_id) as within
  from places.setting_in s
  join places.place_by_code c on c.place_id = s.place_id and c.scheme = 'urn'
  where s.within_id = $1;

-- collection.row: Where a fact is from: batch, file and row, who took it in, and whether it was replaced or undone
select *
  from "collection"."batch"
  where "area_id" in ($1, $2, $3, $4) and "batch_id" = $5;
select area_id
  from places.area_home;
select file, kind, series, period, to_char(as_at, 'YYYY-MM-DD') as "asAt", given_by, given_at, committed_at, undone_by, undone_at, (select max(b.replaced_by)
  from platform.extent_before b
  where b.area_id = $1 and b.batch_id = $2 ) as "replacedBy"
  from collection.batch
  where area_id = $3 and batch_id = $4;

-- desk.papers: The papers you asked for, newest first
select area_id
  from places.area_home;
select p.area_id as "areaId", p.paper_id as "paperId", p.kind, p.subject, p.title, p.format, p.file, p.bytes::float8 as bytes, p.pages, p.asked_by as "askedBy", p.asked_at as "askedAt", p.made_at as "madeAt", p.gone_at as "goneAt", w.state, w.stage, coalesce(w.share, 0)::float8 as share, w.outcome, w.fault_reference as reference
  from platform.paper p
  left join platform.work w on w.area_id = p.area_id and w.work_id = p.work_id
  where p.area_id = any ($1) and p.asked_by = $2 and true
  order by p.asked_at desc
  limit $3;

-- desk.views: The pages you keep under a name, and those others share with everyone of the area
select view_id as id, name, address, person, is_shared as "isShared", person = $2 as "isOwn", changed_at as "changedAt"
  from desk.view
  where area_id = $1 and (person = $2 or is_shared)
  order by person = $2 desc, lower(name), view_id;

-- measures.list: The measure book: every measure with its unit, direction, groups and source
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;

-- measures.read: A measure for a place: the whole series, and how it stands beside neighbours, region and England
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;
select series_id, period_id, place_id, value, missing, numerator, denominator, status, batch_id as batch, row, found
  from measures.observation
  where series_id = any($1) and place_id = any($2);
select string_agg(value::text, ' ') as all
  from measures.observation
  where series_id = $1 and period_id = $2 and value is not null and place_id = any($3);

-- people.child: A child’s record, of the classes you may see, with why you see each
begin;
commit;
select area_id
  from places.area_home;
select c.area_id as "areaId", c.child_id as "childId", array( select e.place_id
  from people.enrolment e
  where e.area_id = c.area_id and e.child_id = c.child_id and daterange(e.starts, e.ends, '[]') @> current_date) as places
  from people.child c
  where c.area_id = any ($1) and c.child_id = $2;
select child_id as "childId", place_id as "placeId", year, week, marks, batch_id as "batchId", row
  from people.attendance
  where area_id = $1 and child_id = any ($2::uuid[])
  order by child_id, year, place_id, batch_id, row;
select distinct on (value) value, batch_id as batch, row
  from people.nhs_number
  where area_id = $1 and child_id = $2
  order by value, batch_id desc;
select distinct slug, name
  from access.colleague;
select e.place_id as "placeId", p.name as place, e.starts, e.ends
  from people.enrolment e
  join places.place_named p on p.place_id = e.place_id
  where e.area_id = $1 and e.child_id = $2
  order by e.starts desc, p.name;
select entry_id as id, data_class as "dataClass", body, about_day as day, for_family as "forFamily", written_by as "writtenBy", written_at as "writtenAt", changed_by as "changedBy", changed_at as "changedAt", version
  from people.entry
  where area_id = $1 and child_id = $2 and data_class = any ($3)
  order by about_day desc, entry_id;
select given_name as "givenName", family_name as "familyName", known_as as "knownAs", born
  from people.child
  where area_id = $1 and child_id = $2;
select given_name as "givenName", family_name as "familyName", upn, until
  from people.former_identity
  where area_id = $1 and child_id = $2
  order by until desc, identity_id;
select i.scheme, i.value, i.since, r.batch_id as batch, r.row
  from people.identifier i
  left join lateral ( select r.batch_id, r.row
  from people.record_row r
  where r.area_id = i.area_id and r.child_id = i.child_id and i.value = any (array[r.upn, r.uln, r.local_id])
  order by r.as_at desc, r.batch_id desc
  limit 1) r on true
  where i.area_id = $1 and i.child_id = $2
  order by i.scheme, i.since desc;
select lines, postcode, data_class as "dataClass", starts, ends
  from people.address
  where area_id = $1 and child_id = $2 and data_class = any ($3)
  order by starts desc, address_id;
select m.group_id as "group", g.label, g.data_class as "dataClass", r.words, m.starts, m.ends, m.batch_id as batch, m.row
  from people.group_member m
  join people.target_group g on g.group_id = m.group_id and coalesce(g.ends, 'infinity') >= m.starts and g.starts <= coalesce(m.ends, 'infinity')
  join people.target_rule r on r.group_id = g.group_id and r.starts = g.starts and r.number = m.number
  where m.area_id = $1 and m.child_id = $2
  order by g.position, m.starts desc, m.batch_id desc;
select s.starts, s.sessions, s.category, s.reasons, p.name as place, s.batch_id as batch, s.row
  from people.suspension s
  join places.place_named p on p.place_id = s.place_id
  where s.area_id = $1 and s.child_id = $2
  order by s.starts desc;
select stage, year, subject, component, result, batch_id as batch, row
  from people.attainment
  where area_id = $1 and child_id = $2
  order by year desc, stage, subject, component;
select topic, value, starts, ends, data_class as "dataClass", batch_id as batch, row
  from people.span
  where area_id = $1 and child_id = $2
  order by topic, starts desc, value;
select year, possible, absent, until, batch_id as batch
  from people.absent_year
  where area_id = $1 and child_id = $2
  order by year desc;
with line as ( insert into platform.deed (area_id, deed_id, at, action, person, door, subject, input, acting_as, child_id, changes, reason, is_look, payload_salt, payload_hash) select $1::int, $2::uuid, $3::timestamptz, $4, $5, $6, $7, $8::jsonb, $9, $10::uuid, $11::jsonb, $12::text, $13::boolean, salt, sha256(convert_to(concat_ws(chr(31), salt::text, ($8::jsonb)::text, coalesce(($11::jsonb)::text, ''), coalesce('=' || $12, '')), 'UTF8'))
  from (select gen_random_uuid() as salt) one) insert into platform.unsealed (area_id, deed_id) values ($1, $2);

-- people.children: The children in your reach today, by name, with where they are on roll
begin;
commit;
select area_id
  from places.area_home;
select area_id as "areaId"
  from places.area_home
  where slug = $1;
select distinct w.child_id as id
  from people.authority_word w
  where w.area_id = $1 and w.classes <@ $2::text[] and not exists (select
  from people.enrolment e
  where e.area_id = w.area_id and e.child_id = w.child_id and daterange(e.starts, e.ends, '[]') @> current_date)
  limit $3;
select place_id as "placeId"
  from places.place_named;
with found as (select *
  from ((select c.child_id, c.given_name, c.family_name, c.known_as, c.born, c.by_family
  from people.child c
  where c.area_id = $1 and exists ( select
  from people.enrolment e
  where e.area_id = c.area_id and e.child_id = c.child_id and (e.place_id in (select unnest($2::int[]))) is true and daterange(e.starts, e.ends, '[]') @> current_date offset 0)
  order by c.by_family, c.child_id
  limit $3)) half
  order by by_family, child_id
  limit $4 offset $5) select found.child_id as id, given_name as "givenName", family_name as "familyName", known_as as "knownAs", born, s.schools
  from found cross
  join lateral ( select coalesce(jsonb_agg(jsonb_build_object('placeId', p.place_id, 'name', p.name)
  order by p.name), '[]') as schools
  from people.enrolment e
  join places.place_named p on p.place_id = e.place_id
  where e.area_id = $6 and e.child_id = found.child_id and daterange(e.starts, e.ends, '[]') @> current_date) s
  order by by_family, found.child_id;
with line as ( insert into platform.deed (area_id, deed_id, at, action, person, door, subject, input, acting_as, child_id, changes, reason, is_look, payload_salt, payload_hash) select $1::int, $2::uuid, $3::timestamptz, $4, $5, $6, $7, $8::jsonb, $9, $10::uuid, $11::jsonb, $12::text, $13::boolean, salt, sha256(convert_to(concat_ws(chr(31), salt::text, ($8::jsonb)::text, coalesce(($11::jsonb)::text, ''), coalesce('=' || $12, '')), 'UTF8'))
  from (select gen_random_uuid() as salt) one) insert into platform.unsealed (area_id, deed_id) values ($1, $2);

-- people.claims: Children a setting counts as its own who stand on another’s roll: they open nothing there until the other roll ends or somebody lets it stand
select c.claim_id as id, c.area_id as "areaId", c.child_id as "childId", k.given_name as "givenName", k.family_name as "familyName", k.known_as as "knownAs", k.born, p.name as place, c.starts, c.batch_id as batch, c.found_at as "foundAt", array(select distinct o.name
  from people.enrolment e
  join places.place_named o on o.place_id = e.place_id
  where e.area_id = c.area_id and e.child_id = c.child_id and coalesce(e.ends, 'infinity') >= current_date
  order by 1) as elsewhere
  from people.roll_claim c
  join people.child k on k.area_id = c.area_id and k.child_id = c.child_id
  join places.place_named p on p.place_id = c.place_id
  where c.area_id = $1 and c.let_by is null
  order by c.found_at, c.claim_id
  limit $2;

-- people.family: What is shared with you of your own record, or your child’s, and which roles see it
begin;
commit;
select area_id
  from places.area_home;
select c.area_id as "areaId", c.child_id as "childId", array( select e.place_id
  from people.enrolment e
  where e.area_id = c.area_id and e.child_id = c.child_id and daterange(e.starts, e.ends, '[]') @> current_date) as places
  from people.child c
  where c.area_id = any ($1) and c.child_id = $2;
select data_class as "dataClass", body, about_day as day
  from people.entry
  where area_id = $1 and child_id = $2 and for_family
  order by about_day desc, entry_id;
select e.place_id as "placeId", p.name as place, e.starts, e.ends
  from people.enrolment e
  join places.place_named p on p.place_id = e.place_id
  where e.area_id = $1 and e.child_id = $2
  order by e.starts desc, p.name;
select given_name as "givenName", family_name as "familyName", known_as as "knownAs", born
  from people.child
  where area_id = $1 and child_id = $2;
select r.label, r.given_for as "givenFor", array_agg(v.verb) as verbs
  from access.role r
  join access.role_verb v on v.area_id = r.area_id and v.role = r.role and daterange(v.starts, v.ends, '[]') @> current_date
  where r.area_id = $1
  group by r.area_id, r.role, r.label, r.given_for
  order by r.given_for desc, r.label;
with line as ( insert into platform.deed (area_id, deed_id, at, action, person, door, subject, input, acting_as, child_id, changes, reason, is_look, payload_salt, payload_hash) select $1::int, $2::uuid, $3::timestamptz, $4, $5, $6, $7, $8::jsonb, $9, $10::uuid, $11::jsonb, $12::text, $13::boolean, salt, sha256(convert_to(concat_ws(chr(31), salt::text, ($8::jsonb)::text, coalesce(($11::jsonb)::text, ''), coalesce('=' || $12, '')), 'UTF8'))
  from (select gen_random_uuid() as salt) one) insert into platform.unsealed (area_id, deed_id) values ($1, $2);

-- people.finding-children: The children a finding of data quality speaks of, those you see
select area_id
  from places.area_home;
select area_id as "areaId", place_id as "placeId"
  from places.area_home;
select c.child_id as id, given_name as "givenName", family_name as "familyName", known_as as "knownAs", born, s.schools
  from people.child c cross
  join lateral ( select coalesce(jsonb_agg(jsonb_build_object('placeId', p.place_id, 'name', p.name)
  order by p.name), '[]') as schools, coalesce(bool_or(e.place_id = any ($1::int[])), false) as reached
  from people.enrolment e
  join places.place_named p on p.place_id = e.place_id
  where e.area_id = c.area_id and e.child_id = c.child_id and daterange(e.starts, e.ends, '[]') @> current_date) s
  where c.area_id = $2 and c.child_id = any ($3::uuid[]) and (s.reached or c.child_id = any ($4::uuid[]) or exists (select
  from people.authority_word w
  where w.area_id = c.area_id and w.child_id = c.child_id and w.classes <@ $5::text[]));
select distinct w.child_id as id
  from people.authority_word w
  where w.area_id = $1 and w.classes <@ $2::text[] and not exists (select
  from people.enrolment e
  where e.area_id = w.area_id and e.child_id = w.child_id and daterange(e.starts, e.ends, '[]') @> current_date)
  limit $3;
select finding_id as id, check_name as check, place_id as "placeId", message, fix, children, first_found_at as since, owner, to_char(due_on, 'YYYY-MM-DD') as "dueOn", version, key
  from collection.quality_finding
  where area_id = $1 and finding_id = $2 and gone_at is null;
select name
  from places.place_named
  where place_id = $1;
select place_id as "placeId"
  from places.place_named;
with latest as ( select distinct on (place_id) place_id, series, period, as_at
  from platform.extent
  where area_id = $1 and series = any ('{attendance-daily,attendance-weekly}') and place_id = $2
  order by place_id, as_at desc, series), week as ( select l.*, y.year, (date_trunc('week', l.as_at)::date - date_trunc('week', make_date(y.year, 9, 1))::date) / 7 as week
  from latest l cross
  join lateral (select case when date_trunc('week', l.as_at)::date >= date_trunc('week', make_date(extract(year
  from l.as_at)::int, 9, 1))::date then extract(year
  from l.as_at)::int else extract(year
  from l.as_at)::int - 1 end as year) y), attended as ( select w.place_id, a.child_id
  from week w
  join people.attendance a on a.area_id = $3 and a.place_id = w.place_id and a.year = w.year and w.series = 'attendance-daily'
  where w.week >= a.week and btrim(substr(a.marks, (w.week - a.week) * 10 + 1, 10)) <> '' union select w.place_id, s.child_id
  from week w
  join people.session_count s on s.area_id = $4 and s.place_id = w.place_id and w.as_at between s.starts and s.ends and w.series = 'attendance-weekly'), roll as ( select w.place_id, e.child_id
  from week w
  join people.enrolment e on e.area_id = $5 and e.place_id = w.place_id and e.batch_id is not null and daterange(e.starts, e.ends, '[]') @> w.as_at), apart as ( select w.place_id, w.as_at as day, b.child_id, b.attends
  from ( select coalesce(r.place_id, a.place_id) as place_id, coalesce(r.child_id, a.child_id) as child_id, a.child_id is not null as attends
  from roll r full
  join attended a on a.place_id = r.place_id and a.child_id = r.child_id
  where r.child_id is null or a.child_id is null) b
  join week w on w.place_id = b.place_id
  where w.place_id in (select place_id
  from roll)) select child_id as id
  from apart
  where attends = $6;

-- people.groups: The target groups: who is in each by which rule, and how many children in your reach are in it today
select area_id
  from places.area_home;
select distinct w.child_id as id
  from people.authority_word w
  where w.area_id = $1 and w.classes <@ $2::text[] and not exists (select
  from people.enrolment e
  where e.area_id = w.area_id and e.child_id = w.child_id and daterange(e.starts, e.ends, '[]') @> current_date)
  limit $3;
select g.group_id as id, g.label, g.about, g.data_class as "dataClass", jsonb_agg(jsonb_build_object('words', r.words, 'source', r.source)
  order by r.number) as rules
  from people.target_group g
  join people.target_rule r on r.group_id = g.group_id and r.starts = g.starts
  where $1::date between g.starts and coalesce(g.ends, 'infinity')
  group by g.group_id, g.label, g.about, g.data_class, g.position
  order by g.position;
select place_id as "placeId"
  from places.place_named;
with here as materialized ( select child_id
  from people.enrolment
  where area_id = $1 and place_id = any ($2::int[]) and daterange(starts, ends, '[]') @> $3::date union select unnest($4::uuid[])), members as materialized ( select distinct m.child_id, m.group_id
  from people.group_member m
  join here using (child_id)
  where m.area_id = $5 and $6::date between m.starts and coalesce(m.ends, 'infinity')) select (select count(*)::int
  from here) as "onRoll", (select count(distinct child_id)::int
  from members) as "inSome", (select count(*)::int
  from (select child_id
  from members
  group by child_id having count(*) > 1) several) as "inSeveral", (select coalesce(jsonb_agg(jsonb_build_object('id', group_id, 'members', members)), '[]')
  from (select group_id, count(*)::int as members
  from members
  group by group_id) counted) as groups;

-- people.pair: One pair of records that may be one child
begin;
commit;
select distinct slug, name
  from access.colleague;
select pair_id as id, area_id as "areaId", one_id as "oneId", other_id as "otherId", evidence, found_at as "foundAt", state, moved is not null as "isMerged", decided_by as "decidedBy", decided_at as "decidedAt", reason, batch_id as batch, version
  from people.pair
  where area_id = $1 and pair_id = $2;
with line as ( insert into platform.deed (area_id, deed_id, at, action, person, door, subject, input, acting_as, child_id, changes, reason, is_look, payload_salt, payload_hash) select $1::int, $2::uuid, $3::timestamptz, $4, $5, $6, $7, $8::jsonb, $9, $10::uuid, $11::jsonb, $12::text, $13::boolean, salt, sha256(convert_to(concat_ws(chr(31), salt::text, ($8::jsonb)::text, coalesce(($11::jsonb)::text, ''), coalesce('=' || $12, '')), 'UTF8'))
  from (select gen_random_uuid() as salt) one) insert into platform.unsealed (area_id, deed_id) values ($1, $2);

-- people.pairs: Records that may be one child, with what speaks for it and against it
begin;
commit;
select count(*)::int as open
  from people.pair
  where area_id = $1 and state = 'open';
select distinct slug, name
  from access.colleague;
select pair_id as id, area_id as "areaId", one_id as "oneId", other_id as "otherId", evidence, found_at as "foundAt", state, moved is not null as "isMerged", decided_by as "decidedBy", decided_at as "decidedAt", reason, batch_id as batch, version
  from people.pair
  where area_id = $1 and state = 'open'
  order by coalesce(decided_at, found_at) desc, pair_id
  limit $2 offset $3;
with line as ( insert into platform.deed (area_id, deed_id, at, action, person, door, subject, input, acting_as, child_id, changes, reason, is_look, payload_salt, payload_hash) select $1::int, $2::uuid, $3::timestamptz, $4, $5, $6, $7, $8::jsonb, $9, $10::uuid, $11::jsonb, $12::text, $13::boolean, salt, sha256(convert_to(concat_ws(chr(31), salt::text, ($8::jsonb)::text, coalesce(($11::jsonb)::text, ''), coalesce('=' || $12, '')), 'UTF8'))
  from (select gen_random_uuid() as salt) one) insert into platform.unsealed (area_id, deed_id) values ($1, $2);

-- places.carry-over: Carry counts from one set of boundaries to another over a bridge, with its method, source and coverage
select b.bridge as name, b.method, b.source, b.vintage, b.batch_id as "batchId", b.from_code as from, b.to_code as to, b.weight
  from places.bridge b
  where b.batch_id = (select max(n.batch_id)
  from places.bridge n
  where n.bridge = b.bridge) and b.bridge = $1
  order by b.bridge, b.from_code, b.to_code;

-- places.check-hierarchy: Say what a list of what settings lie in would change, and what is wrong in it
select area_id as id
  from places.area
  where area_id = $1;
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;
select h.hierarchy, h.label
  from places.own_hierarchy o
  join places.hierarchy h on h.hierarchy = o.hierarchy
  where o.area_id = $1 and o.purpose = 'tree'
  order by h.label;

-- places.comparators: The area’s own sets of places to compare with
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;
select s.set_id as id, s.name, s.version, s.made_by as "madeBy", coalesce((select array_agg(c.place_id
  order by c.place_id)
  from places.comparator c
  where c.area_id = s.area_id and c.set_id = s.set_id), '{}') as "placeIds"
  from places.comparator_set s
  where s.area_id = $1
  order by s.name, s.set_id;

-- places.list: The places we hold, with their parents in one hierarchy, as they stood on a day
select "hierarchy", "label"
  from "places"."hierarchy"
  order by "hierarchy";
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;

-- places.settings: The settings of the area on a day: what each is, what it lies in, and which a return named that no register knows
select area_id as id
  from places.area
  where area_id = $1;
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;
select h.hierarchy, h.label
  from places.own_hierarchy o
  join places.hierarchy h on h.hierarchy = o.hierarchy
  where o.area_id = $1 and o.purpose = 'tree'
  order by h.label;
select urn, name, type, type_group, status, phase, open_date::text, close_date::text, open_reason, close_reason, low_age, high_age, capacity, pupils, gender, la_code, laestab, ukprn, trust_code, trust, provision, provision_on_roll, provision_capacity, unit_on_roll, unit_capacity, sen_types, section41, section41_from::text, section41_until::text, town, postcode, district, ward, lsoa, msoa, easting, northing, as_at::text, batch_id, row
  from places.establishment
  where urn = any ($1::int[]);

-- programme.actions: The actions meant to turn a curve, soonest due first
select a.action_id as id, a.title, a.owner, a.due::text as due, a.due_words as "dueWords", a.expected_effect as effect, a.state, a.state_reason as reason, a.version, a.made_by as "madeBy", a.changed_at as "changedAt", case when s.slug is not null then jsonb_build_object('slug', s.slug, 'title', s.title) end as strategy, s.ends::text as ends, s.retired_on::text as "retiredOn", p.closed_on::text as "closedOn"
  from programme.action a
  left join programme.strategy s on s.area_id = a.area_id and s.strategy_id = a.strategy_id
  left join programme.priority p on p.area_id = a.area_id and p.priority_id = a.priority_id
  where a.area_id = $1 and a.place_id = $2 and a.measure_id = $3 and a.group_id = $4
  order by a.due nulls last, a.action_id;
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;

-- programme.promises: Was it kept? The promises of a strategy with their verdicts, their tests, and the file and row of every figure used
select area_id
  from places.area_home;
select area_id as "areaId", strategy_id as "strategyId"
  from programme.strategy
  where area_id = any ($1::int[]) and slug = $2;
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;
select jsonb_build_object( 'id', p.promise_id, 'number', p.number, 'body', p.body, 'whyNotKnown', p.why_not_known, 'toKnow', p.to_know, 'nearest', p.nearest, 'note', p.note, 'version', p.version, 'changedBy', p.changed_by, 'changedAt', p.changed_at, 'withdrawn', case when p.withdrawn_at is null then null else jsonb_build_object('at', p.withdrawn_at, 'by', p.withdrawn_by, 'reason', p.withdrawn_reason) end, 'tests', coalesce(( select jsonb_agg(jsonb_build_object('position', t.position, 'measureId', t.measure_id, 'groupId', t.group_id, 'placeId', t.place_id, 'rule', t.rule, 'value', t.value, 'from', t.from_period, 'to', t.to_period)
  order by t.position)
  from programme.promise_test t
  where t.area_id = p.area_id and t.promise_id = p.promise_id), '[]')) as held
  from programme.promise p
  where p.area_id = $1 and p.strategy_id = $2
  order by p.number, p.promise_id;
select series_id, period_id, place_id, value, missing, numerator, denominator, status, batch_id as batch, row, found
  from measures.observation
  where series_id = any($1) and place_id = any($2);
select series_id, period_id, place_id, value, missing, numerator, denominator, status, batch_id as batch, row, found
  from measures.observation
  where series_id = any($1) and place_id = any($2) and period_id = any($3);
select string_agg(value::text, ' ') as all
  from measures.observation
  where series_id = $1 and period_id = $2 and value is not null and place_id = any($3);

-- programme.strategies: The strategies of an area, with how many priorities, promises and actions each has and where the actions stand
select a.action_id as id, a.title, a.owner, a.due::text as due, a.due_words as "dueWords", a.expected_effect as effect, a.state, a.state_reason as reason, a.version, a.number, a.outcome, a.place_id as "placeId", a.measure_id as "measureId", a.group_id as "groupId", a.no_curve_reason as "noCurveReason", a.made_by as "madeBy", a.made_at as "madeAt", a.changed_at as "changedAt", case when s.slug is not null then jsonb_build_object('slug', s.slug, 'title', s.title) end as strategy, case when p.number is not null then jsonb_build_object('id', p.priority_id, 'number', p.number, 'title', p.title) end as priority, s.ends::text as ends, s.retired_on::text as "retiredOn", p.closed_on::text as "closedOn", coalesce(( select jsonb_agg(jsonb_build_object('kind', k.kind, 'slug', o.slug, 'to', coalesce(o.title, k.to_words))
  order by k.position)
  from programme.link k
  left join programme.strategy o on o.area_id = k.area_id and o.strategy_id = k.to_strategy_id
  where k.area_id = a.area_id and k.action_id = a.action_id), '[]') as links
  from programme.action a
  left join programme.strategy s on s.area_id = a.area_id and s.strategy_id = a.strategy_id
  left join programme.priority p on p.area_id = a.area_id and p.priority_id = a.priority_id
  where a.area_id = $1 and ($2::uuid is null or a.strategy_id = $2) and ($3::uuid is null or a.action_id = $3)
  order by a.due nulls last, p.number, a.made_at, a.action_id;
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;
select s.slug, s.title, s.starts::text as starts, s.ends::text as ends, s.agreed_by as "agreedBy", s.agreed_on::text as "agreedOn", s.public_from::text as "publicFrom", s.retired_on::text as "retiredOn", s.version, (select count(*)::int
  from programme.statement t
  where t.area_id = s.area_id and t.strategy_id = s.strategy_id) as statements, (select count(*)::int
  from programme.priority p
  where p.area_id = s.area_id and p.strategy_id = s.strategy_id and p.closed_on is null) as priorities, (select count(*)::int
  from programme.promise p
  where p.area_id = s.area_id and p.strategy_id = s.strategy_id and p.withdrawn_at is null) as promises
  from programme.strategy s
  where s.area_id = $1
  order by s.starts desc nulls first, s.ends desc nulls first, s.title;

-- programme.strategy: A strategy whole: vision, statements, priorities with their leads, actions, timeline, boards and links both ways
select a.action_id as id, a.title, a.owner, a.due::text as due, a.due_words as "dueWords", a.expected_effect as effect, a.state, a.state_reason as reason, a.version, a.number, a.outcome, a.place_id as "placeId", a.measure_id as "measureId", a.group_id as "groupId", a.no_curve_reason as "noCurveReason", a.made_by as "madeBy", a.made_at as "madeAt", a.changed_at as "changedAt", case when s.slug is not null then jsonb_build_object('slug', s.slug, 'title', s.title) end as strategy, case when p.number is not null then jsonb_build_object('id', p.priority_id, 'number', p.number, 'title', p.title) end as priority, s.ends::text as ends, s.retired_on::text as "retiredOn", p.closed_on::text as "closedOn", coalesce(( select jsonb_agg(jsonb_build_object('kind', k.kind, 'slug', o.slug, 'to', coalesce(o.title, k.to_words))
  order by k.position)
  from programme.link k
  left join programme.strategy o on o.area_id = k.area_id and o.strategy_id = k.to_strategy_id
  where k.area_id = a.area_id and k.action_id = a.action_id), '[]') as links
  from programme.action a
  left join programme.strategy s on s.area_id = a.area_id and s.strategy_id = a.strategy_id
  left join programme.priority p on p.area_id = a.area_id and p.priority_id = a.priority_id
  where a.area_id = $1 and ($2::uuid is null or a.strategy_id = $2) and ($3::uuid is null or a.action_id = $3)
  order by a.due nulls last, p.number, a.made_at, a.action_id;
select area_id
  from places.area_home;
select area_id as "areaId", strategy_id as "strategyId"
  from programme.strategy
  where area_id = any ($1::int[]) and slug = $2;
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;
select jsonb_build_object( 'id', s.strategy_id, 'areaId', s.area_id, 'slug', s.slug, 'title', s.title, 'vision', s.vision, 'starts', s.starts, 'ends', s.ends, 'source', s.source, 'agreedBy', s.agreed_by, 'agreedOn', s.agreed_on, 'publicFrom', s.public_from, 'retiredOn', s.retired_on, 'retiredBy', s.retired_by, 'retiredReason', s.retired_reason, 'version', s.version, 'madeBy', s.made_by, 'madeAt', s.made_at, 'changedBy', s.changed_by, 'changedAt', s.changed_at, 'statements', coalesce(( select jsonb_agg(jsonb_build_object('kind', t.kind, 'audience', t.audience, 'body', t.body, 'groupId', t.group_id)
  order by t.position)
  from programme.statement t
  where t.area_id = s.area_id and t.strategy_id = s.strategy_id), '[]'), 'priorities', coalesce(( select jsonb_agg(jsonb_build_object('id', p.priority_id, 'number', p.number, 'title', p.title, 'outcome', p.outcome, 'closedOn', p.closed_on, 'closedReason', p.closed_reason, 'leads', coalesce(( select jsonb_agg(jsonb_build_object('kind', l.kind, 'roleTitle', l.role_title, 'people', l.people)
  order by l.position)
  from programme.lead l
  where l.area_id = p.area_id and l.priority_id = p.priority_id), '[]'))
  order by p.number, p.priority_id)
  from programme.priority p
  where p.area_id = s.area_id and p.strategy_id = s.strategy_id), '[]'), 'milestones', coalesce(( select jsonb_agg(jsonb_build_object('stage', m.stage, 'body', m.body, 'when', m.when_words, 'starts', m.starts, 'ends', m.ends)
  order by m.position)
  from programme.milestone m
  where m.area_id = s.area_id and m.strategy_id = s.strategy_id), '[]'), 'boards', coalesce(( select jsonb_agg(jsonb_build_object('body', r.body, 'part', r.part, 'reportsTo', r.reports_to)
  order by r.position)
  from programme.reporting r
  where r.area_id = s.area_id and r.strategy_id = s.strategy_id), '[]'), 'links', coalesce(( select jsonb_agg(jsonb_build_object('kind', k.kind, 'slug', o.slug, 'to', coalesce(o.title, k.to_words))
  order by k.position)
  from programme.link k
  left join programme.strategy o on o.area_id = k.area_id and o.strategy_id = k.to_strategy_id
  where k.area_id = s.area_id and k.strategy_id = s.strategy_id and k.action_id is null), '[]')) as whole
  from programme.strategy s
  where s.area_id = $1 and s.slug = $2;
select k.kind, s.slug, s.title, count(k.action_id)::int as actions
  from programme.link k
  join programme.strategy s on s.area_id = k.area_id and s.strategy_id = k.strategy_id
  where k.area_id = $1 and k.to_strategy_id = $2
  group by k.kind, s.slug, s.title, (k.action_id is null)
  order by min(s.starts), s.title, actions;

-- provision.service: A service with when and where it can be had, what it costs and how to reach it
select days, freq, every, month_days as "monthDays", valid_from as "validFrom", valid_to as "validTo", opens, closes, description
  from provision.service_time_now
  where area_id = $1 and service_id = $2::uuid
  order by number;
select location_id as "locationId", kind, name, address, postcode, latitude, longitude, accessibility
  from provision.service_place_now
  where area_id = $1 and service_id = $2::uuid
  order by number;
select service_id as id, name, organization, status, minimum_age as "minimumAge", maximum_age as "maximumAge", alert, url, email, phone, to_char(last_modified, 'YYYY-MM-DD') as changed, description, fees, accreditations, assured_on as "assuredOn", batch_id as batch, row
  from provision.service_now
  where area_id = $1 and service_id = $2::uuid;
select w.kind, case when w.kind = 'term' then coalesce((select t.name
  from provision.term t
  where t.area_id = w.area_id and t.term_id = w.term_id
  order by t.batch_id desc
  limit 1), w.body) else w.body end as body, w.term_id as "termId"
  from provision.service_word_now w
  where w.area_id = $1 and w.service_id = $2::uuid
  order by w.number;

-- provision.services: The services offered in the area, by age, day and place; 50 at a time
with found as (select s.*, count(*) over ()::int as total
  from provision.service_now s
  where s.area_id = $1 and coalesce(s.status, 'active') <> all ('{inactive,defunct}')
  order by lower(s.name), s.service_id
  limit $2 offset $3) select s.total, jsonb_build_object('id', s.service_id, 'name', s.name, 'organization', s.organization, 'status', s.status, 'minimumAge', s.minimum_age, 'maximumAge', s.maximum_age, 'alert', s.alert, 'url', s.url, 'email', s.email, 'phone', s.phone, 'changed', to_char(s.last_modified, 'YYYY-MM-DD')) as line, array(select distinct unnest(t.days)
  from provision.service_time_now t
  where t.area_id = s.area_id and t.service_id = s.service_id) as days, array(select distinct coalesce(p.name || coalesce(', ' || p.postcode, ''), p.postcode, p.address, p.kind)
  from provision.service_place_now p
  where p.area_id = s.area_id and p.service_id = s.service_id and coalesce(p.name, p.postcode, p.address, p.kind) is not null
  order by 1) as places
  from found s
  order by lower(s.name), s.service_id;

-- publishing.releases: The scorecards the area has shown to the public, newest first, and which were withdrawn
select area_id
  from places.area_home;
select h.area_id as "areaId", h.place_id as "placeId", h.place_code as "placeCode", h.place_name as "placeName", h.slug, h.name, h.colour, a.version, h.logo_hash as hash, h.logo_type as type, h.logo_text as text
  from places.area_home h
  join places.area a on a.area_id = h.area_id
  where $1::text is null or h.slug = $1
  order by h.area_id;
select release_id as id, published_at as "publishedAt", published_by as "publishedBy", withdrawn_at as "withdrawnAt", withdrawn_by as "withdrawnBy", withdrawn_reason as "withdrawnReason", content -> 'framework' ->> 'name' as framework
  from publishing.release
  where area_id = $1
  order by published_at desc, release_id;

-- scorecards.baselines: The baselines of a curve that stand, newest first, with the figures as they were when each was frozen
select baseline_id as id, decision, reason, definition_version as "definitionVersion", history, forecast, method, frozen_by as "frozenBy", frozen_at as "frozenAt"
  from scorecards.baseline
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4 and withdrawn_at is null
  order by frozen_at desc;
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;

-- scorecards.result: One result: its population, its indicators with their ratings, what contributes to it, and how it stood before
select area_id
  from places.area_home;
select area_id as "areaId", place_id as "placeId"
  from scorecards.result
  where area_id = any ($1) and result_id = $2;
select c.performance_measure_id as "measureId", p.body as measure, s.slug as "serviceSlug", s.name as "serviceName", c.indicator_id as "indicatorId", c.kind, c.strength, c.rationale, c.made_by as by, c.made_at as at, c.ended_at as "endedAt", c.ended_by as "endedBy"
  from scorecards.indicator i
  join scorecards.contribution c on c.area_id = i.area_id and c.indicator_id = i.indicator_id
  join scorecards.performance_measure p on p.area_id = c.area_id and p.performance_measure_id = c.performance_measure_id
  join scorecards.service s on s.area_id = p.area_id and s.service_id = p.service_id
  where i.area_id = $1 and i.result_id = $2
  order by s.name, p.position, c.made_at;
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;
select i.indicator_id as id, i.measure_id as "measureId", i.group_id as "groupId", i.wanted, i.bringer, i.made_by as "madeBy", i.made_at as "madeAt", i.ended_at as "endedAt", i.ended_by as "endedBy", i.ended_reason as "endedReason", coalesce((select json_agg(json_build_object('role', role, 'reason', reason, 'by', set_by, 'at', starts)
  order by starts desc)
  from scorecards.indicator_role
  where area_id = i.area_id and indicator_id = i.indicator_id), '[]') as roles, coalesce((select json_agg(json_build_object('communication', communication, 'proxy', proxy, 'data', data, 'reason', reason, 'by', rated_by, 'at', rated_at)
  order by rated_at desc)
  from scorecards.rating
  where area_id = i.area_id and indicator_id = i.indicator_id), '[]') as ratings
  from scorecards.indicator i
  where i.area_id = $1 and i.result_id = $2
  order by i.position, i.indicator_id;
select r.result_id as id, r.body, r.looks_like as "looksLike", r.place_id as "placeId", r.ages, r.group_id as "groupId", r.agreed_by as "agreedBy", r.agreed_on as "agreedOn", r.version, r.changed_by as "changedBy", r.changed_at as "changedAt", r.ended_at as "endedAt", r.ended_by as "endedBy", r.ended_reason as "endedReason", f.framework_id as "frameworkId", f.slug as "frameworkSlug", f.name as "frameworkName"
  from scorecards.result r
  join scorecards.framework f on f.area_id = r.area_id and f.framework_id = r.framework_id
  where r.area_id = $1 and r.result_id = $2;
select version, stood, why, changed_by as by, changed_at as at
  from scorecards.result_before
  where area_id = $1 and result_id = $2
  order by version desc;

-- scorecards.results: The results an area works to, with their indicators and what they are rated
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;
select framework_id as id, slug, name, source, starts, ends, (starts is null or starts <= current_date) and (ends is null or ends >= current_date) as "isInForce"
  from scorecards.framework
  where area_id = $1
  order by starts desc nulls last, position desc;
select r.result_id as id, r.position, r.body, r.looks_like as "looksLike", r.place_id as "placeId", r.ages, r.group_id as "groupId", r.agreed_by as "agreedBy", r.agreed_on as "agreedOn", r.version, i.indicator_id as "indicatorId", i.position as "indicatorPosition", i.measure_id as "measureId", i.group_id as "indicatorGroup", i.wanted, i.bringer, part.role, rated.communication, rated.proxy, rated.data, rated.reason, rated.rated_by as "ratedBy", rated.rated_at as "ratedAt"
  from scorecards.result r
  left join scorecards.indicator i on i.area_id = r.area_id and i.result_id = r.result_id and i.ended_at is null
  left join lateral ( select role
  from scorecards.indicator_role
  where area_id = i.area_id and indicator_id = i.indicator_id
  order by starts desc
  limit 1 ) part on true
  left join lateral ( select communication, proxy, data, reason, rated_by, rated_at
  from scorecards.rating
  where area_id = i.area_id and indicator_id = i.indicator_id
  order by rated_at desc
  limit 1 ) rated on true
  where r.area_id = $1 and r.framework_id = $2 and r.ended_at is null
  order by r.position, r.result_id, i.position, i.indicator_id;

-- scorecards.scorecard: The area scorecard: results, their indicators with target, gap, trend and standing, and what is not reported
select a.measure_id as "measureId", a.group_id as "groupId", count(*)::int as open, (count(*) filter (where a.due < $3::date))::int as late
  from programme.action a
  left join programme.strategy s on s.area_id = a.area_id and s.strategy_id = a.strategy_id
  left join programme.priority p on p.area_id = a.area_id and p.priority_id = a.priority_id
  where a.area_id = $1 and a.place_id = $2 and a.measure_id is not null and a.state in ('not-started', 'under-way') and s.retired_on is null and coalesce(s.ends, $3::date) >= $3::date and p.closed_on is null
  group by a.measure_id, a.group_id;
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;
with held as materialized ( select framework_id, slug, name, (starts is null or starts <= current_date) and (ends is null or ends >= current_date) as in_force, row_number() over (order by starts desc nulls last, position desc) as place
  from scorecards.framework
  where area_id = $1 ), chosen as materialized ( select framework_id
  from held
  where $2::text is null or slug = $2
  order by (in_force or $2::text is not null) desc, place
  limit 1 ), result as materialized ( select result_id, position, body, looks_like, ages, group_id
  from scorecards.result
  where area_id = $1 and framework_id = (select framework_id
  from chosen) and ended_at is null ) select (select json_agg(json_build_array(framework_id, slug, name)
  order by place)
  from held) as frameworks, (select framework_id
  from chosen) as chosen, (select json_agg(json_build_array(result_id, body, looks_like, ages, group_id)
  order by position, result_id)
  from result) as results, (select json_agg(json_build_array(i.result_id, i.indicator_id, coalesce(part.role, 'data-development'), i.measure_id, i.group_id, i.wanted, i.bringer, rated.rated_by, rated.rated_at)
  order by i.position, i.indicator_id)
  from scorecards.indicator i
  left join lateral (select role
  from scorecards.indicator_role o
  where o.area_id = i.area_id and o.indicator_id = i.indicator_id
  order by o.starts desc
  limit 1) part on true
  left join lateral (select rated_by, rated_at
  from scorecards.rating o
  where o.area_id = i.area_id and o.indicator_id = i.indicator_id
  order by o.rated_at desc
  limit 1) rated on true
  where i.area_id = $1 and i.result_id in (select result_id
  from result) and i.ended_at is null) as indicators, (select json_agg(json_build_array(s.service_id, s.slug, s.name, s.manager, m.performance_measure_id, m.body, m.measure_id, m.group_id, m.quadrant, m.role)
  order by s.name, s.service_id, array_position(array['how-much', 'how-well', 'better-off-number', 'better-off-percent'], m.quadrant), m.position, m.performance_measure_id)
  from scorecards.service s
  join scorecards.performance_measure m on m.area_id = s.area_id and m.service_id = s.service_id and m.ended_at is null
  where s.area_id = $1 and s.ended_at is null) as services, (select json_agg(json_build_array(measure_id, group_id, period_label, period_ends, value)
  order by period_ends)
  from scorecards.target
  where area_id = $3 and place_id = $4 and withdrawn_at is null) as targets, (select json_agg(json_build_array(measure_id, group_id, forecast, definition_version, decision, frozen_at))
  from (select distinct on (measure_id, group_id) *
  from scorecards.baseline
  where area_id = $3 and place_id = $4 and withdrawn_at is null
  order by measure_id, group_id, frozen_at desc) newest) as baselines, (select json_agg(json_build_array(measure_id, group_id, period_label))
  from (select distinct on (measure_id, group_id) measure_id, group_id, period_label
  from scorecards.story
  where area_id = $3 and place_id = $4
  order by measure_id, group_id, version desc) newest) as stories, (select json_agg(json_build_array(measure_id, group_id, named, agreed))
  from (select measure_id, group_id, count(*) as named, count(agreed_on) as agreed
  from scorecards.partner
  where area_id = $3 and place_id = $4 and ended_at is null
  group by measure_id, group_id) counted) as partners, (select json_agg(json_build_array(measure_id, group_id, ideas))
  from (select measure_id, group_id, count(*) as ideas
  from scorecards.idea
  where area_id = $3 and place_id = $4 and ended_at is null
  group by measure_id, group_id) counted) as ideas;

-- scorecards.services: The services of an area with their performance measures and what they contribute to
select c.performance_measure_id as "measureId", c.indicator_id as "indicatorId", c.kind, c.strength, c.rationale, c.made_by as by, c.made_at as at, c.ended_at as "endedAt", c.ended_by as "endedBy", i.measure_id as "indicatorMeasureId", i.group_id as "indicatorGroupId", i.wanted, r.result_id as "resultId", r.body as "resultBody"
  from scorecards.contribution c
  join scorecards.indicator i on i.area_id = c.area_id and i.indicator_id = c.indicator_id
  join scorecards.result r on r.area_id = i.area_id and r.result_id = i.result_id
  where c.area_id = $1
  order by c.made_at;
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;
select performance_measure_id as id, service_id as "serviceId", body, measure_id as "measureId", group_id as "groupId", quadrant, better_off as "betterOff", role, made_by as "madeBy", made_at as "madeAt", ended_at as "endedAt", ended_by as "endedBy", ended_reason as "endedReason"
  from scorecards.performance_measure
  where area_id = $1
  order by service_id, position;
select s.service_id as id, s.slug, s.name, s.customers, s.manager, s.host, s.version, s.changed_by as "changedBy", s.changed_at as "changedAt", s.ended_at as "endedAt", s.ended_by as "endedBy", s.ended_reason as "endedReason", coalesce((select json_agg(b.stood || jsonb_build_object('version', b.version, 'by', b.changed_by, 'at', b.changed_at)
  order by b.version desc)
  from scorecards.service_before b
  where b.area_id = s.area_id and b.service_id = s.service_id), '[]') as before
  from scorecards.service s
  where s.area_id = $1
  order by s.ended_at nulls first, lower(s.name);

-- scorecards.story: The story behind a curve as it stands
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;
select version, body, not_known as "notKnown", period_label as period, written_by as "writtenBy", written_at as "writtenAt"
  from scorecards.story
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4
  order by version desc
  limit 1;

-- scorecards.targets: The targets of a curve that stand, soonest first
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;
select target_id as id, period_label as period, period_ends as ends, value, reason, agreed_by as "agreedBy", set_by as "setBy", set_at as "setAt"
  from scorecards.target
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4 and withdrawn_at is null
  order by period_ends;

-- scorecards.written: All that stands written about a curve: story, causes, questions, partners, what works, targets, baselines, scenarios and remarks
select (select row_to_json(one)
  from ( select version, body, not_known as "notKnown", period_label as period, written_by as "writtenBy", written_at as "writtenAt"
  from scorecards.story
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4
  order by version desc
  limit 1) one) as story, (select json_agg(one)
  from ( select target_id as id, period_label as period, period_ends as ends, value, reason, agreed_by as "agreedBy", set_by as "setBy", set_at as "setAt"
  from scorecards.target
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4 and withdrawn_at is null
  order by period_ends) one) as targets, (select json_agg(one)
  from ( select baseline_id as id, decision, reason, definition_version as "definitionVersion", history, forecast, method, frozen_by as "frozenBy", frozen_at as "frozenAt"
  from scorecards.baseline
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4 and withdrawn_at is null
  order by frozen_at desc) one) as baselines, (select json_agg(one)
  from ( select scenario_id as id, name, assumptions, points, made_by as by, made_at as at
  from scorecards.scenario
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4 and withdrawn_at is null
  order by made_at desc) one) as scenarios, (select json_agg(one)
  from ( select cause_id as id, effect, body, evidence, evidence_address as "evidenceAddress", made_by as by, made_at as at
  from scorecards.cause
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4 and ended_at is null
  order by effect desc, made_at) one) as causes, (select json_agg(one)
  from ( select question_id as id, body, finder, due, answer, answered_by as "answeredBy", answered_at as "answeredAt", made_by as by, made_at as at
  from scorecards.question
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4 and ended_at is null
  order by answer is not null, due nulls last, made_at) one) as questions, (select json_agg(one)
  from ( select partner_id as id, name, part, agreed_on as "agreedOn", agreed_by as "agreedBy", made_by as by, made_at as at
  from scorecards.partner
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4 and ended_at is null
  order by made_at) one) as partners, (select json_agg(one)
  from ( select idea_id as id, body, evidence, cost, source, source_address as "sourceAddress", leverage, feasibility, action_id as "actionId", made_by as by, made_at as at
  from scorecards.idea
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4 and ended_at is null
  order by array_position(array['no-cost', 'low-cost', 'costed'], cost), array_position(array['high', 'medium', 'low'], leverage) nulls last, made_at) one) as ideas, (select json_agg(one)
  from ( select remark_id as id, period_label as period, body, made_by as by, made_at as at
  from scorecards.remark
  where area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4 and taken_back_at is null
  order by made_at) one) as remarks;
select current_database() || ':' || coalesce((select version
  from platform.data_version
  where area_id = 0), 0) as version;
