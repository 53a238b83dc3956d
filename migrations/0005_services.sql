-- Services that are offered to children and families (Open Referral UK 3.0), as whoever runs them publishes them.

create schema provision;
grant usage on schema provision to belong_app;

create table provision.service (
  area_id int not null,
  batch_id int not null,
  service_id uuid not null,
  row int not null,
  organization_id uuid,
  organization text,
  name text not null,
  status text check (status in ('active', 'inactive', 'defunct', 'temporarily closed')),
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
  last_modified timestamptz,
  says text[] not null,
  hash text not null,
  primary key (area_id, batch_id, service_id)
);
create index service_by_id on provision.service (area_id, service_id, batch_id);
comment on table provision.service is 'A service as one file tells of it. Later files lie over earlier ones: provision.service_now is what stands, and shows the one before when its batch is undone.';
comment on column provision.service.row is 'Which of the services of the file it is, from 1.';
comment on column provision.service.status is 'None where the file gives none that we know.';
comment on column provision.service.says is 'Of which parts the file tells all there are: times, places, and each kind of provision.service_word. Of the others an earlier file still speaks.';
comment on column provision.service.hash is 'Of all the file says of it, parts and all: equal where it says the same.';

create table provision.service_time (
  area_id int not null,
  batch_id int not null,
  service_id uuid not null,
  number int not null,
  days text[] not null,
  freq text,
  every int,
  month_days int[] not null,
  valid_from date,
  valid_to date,
  opens text,
  closes text,
  description text,
  primary key (area_id, batch_id, service_id, number),
  foreign key (area_id, batch_id, service_id) references provision.service
);
comment on table provision.service_time is 'When a service can be had.';
comment on column provision.service_time.days is 'MO to SU; none where it is of no day of the week.';
comment on column provision.service_time.opens is 'Hours and minutes: 10:00.';

create table provision.service_place (
  area_id int not null,
  batch_id int not null,
  service_id uuid not null,
  number int not null,
  location_id text not null,
  kind text,
  name text,
  address text,
  postcode text,
  latitude double precision,
  longitude double precision,
  accessibility text,
  primary key (area_id, batch_id, service_id, number),
  foreign key (area_id, batch_id, service_id) references provision.service
);
comment on table provision.service_place is 'Where a service can be had: a building, by post, or over the wire.';

create table provision.service_word (
  area_id int not null,
  batch_id int not null,
  service_id uuid not null,
  number int not null,
  kind text not null check (kind in ('term', 'language', 'area', 'cost', 'funding', 'contact')),
  body text not null,
  term_id uuid,
  primary key (area_id, batch_id, service_id, number),
  foreign key (area_id, batch_id, service_id) references provision.service
);
comment on table provision.service_word is 'What else is said of a service in words: terms of taxonomies it is filed under, languages, areas served, costs, funding, and ways to reach it. Names of people are left out.';

create table provision.term (
  area_id int not null,
  batch_id int not null,
  term_id uuid not null,
  row int not null,
  name text not null,
  description text,
  parent_id uuid,
  taxonomy text,
  primary key (area_id, batch_id, term_id)
);
create index term_by_id on provision.term (area_id, term_id, batch_id);
comment on table provision.term is 'Taxonomies and their terms, as lists of them give them. A taxonomy is a term without a taxonomy.';

create view provision.service_now with (security_invoker = true) as
  select distinct on (area_id, service_id) *
  from provision.service order by area_id, service_id, batch_id desc;
comment on view provision.service_now is 'Each service as the last file that stands tells of it.';

create view provision.service_time_now with (security_invoker = true) as
  select t.* from provision.service_time t
  where t.batch_id = (select max(s.batch_id) from provision.service s where s.area_id = t.area_id and s.service_id = t.service_id and 'times' = any (s.says));
comment on view provision.service_time_now is 'When each service can be had, by the last file that tells of it.';

create view provision.service_place_now with (security_invoker = true) as
  select p.* from provision.service_place p
  where p.batch_id = (select max(s.batch_id) from provision.service s where s.area_id = p.area_id and s.service_id = p.service_id and 'places' = any (s.says));
comment on view provision.service_place_now is 'Where each service can be had, by the last file that tells of it.';

create view provision.service_word_now with (security_invoker = true) as
  select w.* from provision.service_word w
  where w.batch_id = (select max(s.batch_id) from provision.service s where s.area_id = w.area_id and s.service_id = w.service_id and w.kind = any (s.says));
comment on view provision.service_word_now is 'What else is said of each service, by the last file that tells of it.';

-- Whoever works in the area may read what is offered; what comes in by files is written by the keeper.
grant select on provision.service, provision.service_time, provision.service_place, provision.service_word, provision.term to belong_app;
grant select on provision.service_now, provision.service_time_now, provision.service_place_now, provision.service_word_now to belong_app;
do $$
declare t text;
begin
  foreach t in array array['provision.service', 'provision.service_time', 'provision.service_place', 'provision.service_word', 'provision.term'] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy keeper on %s to current_user using (true) with check (true)', t);
    execute format('create policy of_area on %s for select to belong_app using (area_id = any (access.areas_now()))', t);
  end loop;
end $$;

-- Alternative provision the authority pays for stands beside what schools arrange.
alter table people.alternative_provision add column hours_per_week double precision;
comment on table people.alternative_provision is 'Alternative provision of a child, arranged by the school (school census) or paid for by the authority (its list): with whom, since when, how much of the week and why.';
comment on column people.alternative_provision.place_id is 'Where the child is on roll; the authority where its list does not say.';
comment on column people.alternative_provision.setting_type is 'A code of specs/placement-types.json.';
