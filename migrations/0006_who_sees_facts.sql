-- Who sees facts: a school’s own word opens no child who stands on another’s roll, and what a suspension says of SEN and care needs its verb.

-- ------------------------------------------------------------------ people: what a setting says of itself alone

create table people.own_word (
  area_id int not null,
  batch_id int not null,
  primary key (area_id, batch_id)
);
comment on table people.own_word is 'Returns that were taken in by somebody who speaks for some settings alone. What such a return says of a roll is the setting’s own word.';

create table people.roll_claim (
  area_id int not null,
  claim_id uuid not null,
  child_id uuid not null,
  place_id int not null,
  starts date not null,
  batch_id int not null,
  found_at timestamptz not null,
  let_by text,
  let_at timestamptz,
  reason text,
  primary key (area_id, child_id, place_id),
  unique (area_id, claim_id)
);
comment on table people.roll_claim is 'A setting says by its own word that a child is on its roll who stands on another’s. Until somebody lets it stand, or the other roll ends, it opens nothing of the child there.';
comment on column people.roll_claim.let_by is 'Who let it stand; null while it waits.';

grant select on people.roll_claim to belong_app;
grant update (let_by, let_at, reason) on people.roll_claim to belong_app;
do $$
declare t text;
begin
  foreach t in array array['people.own_word', 'people.roll_claim'] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy keeper on %s to current_user using (true) with check (true)', t);
  end loop;
end $$;
create policy for_area on people.roll_claim to belong_app using (area_id = any (string_to_array(current_setting('belong.identity_areas', true), ',')::int[]));

-- ------------------------------------------------------------------ people: what facts of one class say of another

-- The columns stay with the fact, whose row is one of a file; whoever draws pages reads all of it but them. A page that one day shows them
-- does so by a view that asks for the verb of the class.
-- Why a placement was made may be a child’s health; youth custody is of care; a UPN of before may be of a child who was adopted since.
revoke select on people.record_row, people.suspension, people.suspension_once, people.alternative_provision, people.ehc_request from belong_app;
grant select (area_id, batch_id, reported_by, row, key, hash, child_id, matched_by, upn, upn_state, uln, local_scheme, local_id, given_name, family_name, known_as, born, sex, period, as_at) on people.record_row to belong_app;
grant select (area_id, child_id, place_id, starts, category, sessions, reasons, number, batch_id, reported_by, row) on people.suspension to belong_app;
grant select (area_id, child_id, place_id, number, provider_id, provider, setting_type, starts, ends, sessions_per_week, pattern, batch_id, reported_by, row) on people.alternative_provision to belong_app;
grant select (area_id, child_id, number, received, source, outcome, decided, mediation, tribunal, exported, assessment_outcome, assessed, assessment_mediation, assessment_tribunal, other_mediation, other_tribunal, exception, issued,
  batch_id, reported_by, row) on people.ehc_request to belong_app;
