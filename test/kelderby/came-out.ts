import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from } from 'pg-copy-streams'

/**
 * Counts Kelderby again from the facts of its area, by nothing but SQL of its own: temporary tables `told` (what the generator says of each child)
 * and `came` (what the database says), both a row for each child, setting, period and thing counted, with sums by name that are not nought.
 */
export async function countAgain(client: pg.PoolClient, areaId: number, childrenFile: string) {
  await client.query(`analyze people.statement; analyze people.enrolment; analyze people.attendance; analyze people.child; analyze people.identifier;
    analyze people.ehc_request; analyze people.ehc_plan; analyze platform.extent;
    set jit = off; set work_mem = '128MB'; drop table if exists told, came, held, at_school;
    create temporary table told (upn text, temporary text, what text, period text, laestab text, tally jsonb)`)
  await pipeline(createReadStream(childrenFile), client.query(from('copy told from stdin (format csv, header)')))
  await client.query(`create temporary table came (child_id uuid, place_id int, what text, period text, day date, tally jsonb)`)
  await client.query(literal(HELD, areaId))
  await client.query(literal(AT_SCHOOL, areaId))
  await client.query('create index on held (child_id); create index on at_school (child_id); analyze held; analyze at_school')
  for (const statement of COUNTS) await client.query(literal(`insert into came ${statement}`, areaId))
  await client.query(`
    -- Sums of nought are no sums. Results by needs and meals are of a day between two censuses, of which no file tells: they are not counted again.
    update told set tally = coalesce((select jsonb_object_agg(key, value) from jsonb_each(tally) where key !~ ', (SEN .|free meals|no free meals)$'), '{}') where what = 'results';
    update came set tally = coalesce((select jsonb_object_agg(key, value) from jsonb_each(tally) where value not in ('0', 'null')), '{}') where tally @? '$.* ? (@ == 0 || @ == null)';
    delete from came where tally = '{}';
    analyze told; analyze came`)
}

/** A statement that makes a table takes no values. */
const literal = (statement: string, areaId: number) => statement.replaceAll('$1', String(areaId))

const TOPICS = ['sen', 'need', 'year-group', 'ethnicity', 'first-language', 'free-meals', 'young-carer', 'sen-unit', 'resourced-provision', 'looked-after', 'in-need', 'protection-plan', 'alternative-provision']

/** What holds of children by topic, and where they are on roll: the demo's own children are by hand and have no batch. */
const HELD = `create temporary table held as select child_id, topic, value, starts, coalesce(ends, 'infinity') as ends from people.span where area_id = $1 and topic in (${TOPICS.map((one) => `'${one}'`).join(', ')})`
const AT_SCHOOL = `create temporary table at_school as select child_id, place_id, status, starts, coalesce(ends, 'infinity') as ends from people.enrolment where area_id = $1 and batch_id is not null`

/** Ethnicity, types of need and young carers are asked in spring alone: in between, of who has come since nothing is known. */
const ON_ROLL = `
  with census as (select distinct period, as_at as day from platform.extent where area_id = $1 and series = 'school-census'),
  listed as (select c.period, c.day, a.child_id, a.place_id, a.status from census c join at_school a on c.day between a.starts and a.ends),
  said as (
    select c.period, h.child_id,
      string_agg(distinct value, '+') filter (where topic = 'sen') as sen,
      string_agg(distinct value, '+') filter (where topic = 'year-group') as year_group,
      string_agg(distinct value, '+') filter (where topic = 'ethnicity') as ethnicity,
      string_agg(distinct value, '+') filter (where topic = 'first-language') as language,
      string_agg(distinct split_part(value, ':', 1), '+') filter (where topic = 'need' and value like '%:1') as need,
      coalesce(bool_or(topic = 'free-meals'), false)::int as meals,
      coalesce(bool_or(topic = 'young-carer'), false)::int as carer,
      coalesce(bool_or(topic = 'sen-unit'), false)::int as unit,
      coalesce(bool_or(topic = 'resourced-provision'), false)::int as resourced
    from census c join held h on c.day between h.starts and h.ends
    where topic in ('sen', 'need', 'year-group', 'ethnicity', 'first-language', 'free-meals', 'young-carer', 'sen-unit', 'resourced-provision') group by 1, 2)
  select l.child_id, l.place_id, 'on roll', l.period, l.day, case when l.status = 'S' then '{"status S": 1}'::jsonb else jsonb_build_object(
    'headcount', 1, 'status ' || l.status, 1, 'SEN ' || coalesce(s.sen, 'not said'), 1, 'year ' || coalesce(case s.year_group when 'R' then '0' when 'N2' then '-1' else s.year_group end, 'not said'), 1,
    'sex ' || coalesce(k.sex, 'not said'), 1, 'ethnicity ' || coalesce(s.ethnicity, 'not said'), is_spring, 'free meals', s.meals, 'other first language', (s.language is distinct from 'ENG')::int,
    'young carer', is_spring * s.carer, 'SEN unit', s.unit, 'resourced provision', s.resourced, 'need ' || coalesce(s.need, 'not said'), is_spring * (s.sen <> 'N')::int) end
  from listed l cross join lateral (select (l.period like '%-spring')::int as is_spring) t join people.child k on k.area_id = $1 and k.child_id = l.child_id left join said s on s.child_id = l.child_id and s.period = l.period`

const SESSIONS = `
  with registers as (
    select a.child_id, a.place_id, a.year, a.batch_id, a.row, a.marks, date_trunc('week', make_date(a.year, 9, 1))::date + (a.week * 10 + length(a.marks) - 1) / 10 * 7 + (length(a.marks) - 1) % 10 / 2 as last_day
    from people.attendance a where a.area_id = $1),
  sums as (
    select g.batch_id, g.row, jsonb_object_agg('code ' || c.code, c.many) as codes, sum(c.many) filter (where c.class = 'present') as present,
      sum(c.many) filter (where c.class = 'educated-elsewhere') as elsewhere, sum(c.many) filter (where c.class = 'authorised') as authorised,
      sum(c.many) filter (where c.class = 'unauthorised') as unauthorised, sum(c.many) filter (where c.class = 'not-counted') as not_counted
    from registers g cross join lateral (select code, class, length(g.marks) - length(replace(g.marks, mark, '')) as many from people.register_code) c where c.many > 0 group by 1, 2),
  each as (
    select g.*, s.*, coalesce(authorised, 0) + coalesce(unauthorised, 0) as missed, coalesce(authorised, 0) + coalesce(unauthorised, 0) + coalesce(present, 0) + coalesce(elsewhere, 0) as possible,
      g.year - extract(year from k.born)::int - case when extract(month from k.born) >= 9 then 5 else 4 end as year_group, e.type like '%special%' as is_special,
      (select a.status from at_school a where a.child_id = g.child_id and a.place_id = g.place_id and g.last_day between a.starts and a.ends order by a.starts desc limit 1) as status,
      (select a.ends from at_school a where a.child_id = g.child_id and a.place_id = g.place_id and g.last_day between a.starts and a.ends order by a.starts desc limit 1) as left_on
    from registers g join sums s using (batch_id, row) join people.child k on k.area_id = $1 and k.child_id = g.child_id
    join places.place_code u on u.place_id = g.place_id and u.scheme = 'urn' join places.establishment e on e.urn = u.code::int),
  phased as (
    select *, case when is_special then 'special' when year_group <= 6 then 'primary' else 'secondary' end as phase,
      (year_group between 1 and 11 and possible > 0 and status is distinct from 'S')::int as one, (missed * 10 >= possible)::int as persistent, (missed * 2 >= possible)::int as severe from each)
  select child_id, place_id, 'sessions', year || '/' || lpad(((year + 1) % 100)::text, 2, '0'), least(left_on, max(last_day) over (partition by year)), codes || jsonb_build_object(
    'registers', 1, 'possible', possible, 'present', present, 'educated-elsewhere', elsewhere, 'authorised', authorised, 'unauthorised', unauthorised, 'not-counted', not_counted,
    'enrolments 5 to 15', one, 'possible 5 to 15', one * possible, 'missed 5 to 15', one * missed, 'persistent 5 to 15', one * persistent, 'severe 5 to 15', one * severe,
    'enrolments ' || phase, one, 'possible ' || phase, one * possible, 'missed ' || phase, one * missed, 'persistent ' || phase, one * persistent)
  from phased`

const SUSPENSIONS = `
  with each as (
    select s.*, (extract(year from s.starts) - (extract(month from s.starts) < 9)::int)::int as year,
      (extract(year from s.starts) - (extract(month from s.starts) < 9)::int)::int - extract(year from k.born)::int - case when extract(month from k.born) >= 9 then 5 else 4 end as year_group, e.type like '%special%' as is_special
    from people.suspension_once s join people.child k on k.area_id = $1 and k.child_id = s.child_id
    join places.place_code u on u.place_id = s.place_id and u.scheme = 'urn' join places.establishment e on e.urn = u.code::int where s.area_id = $1),
  phased as (
    select *, case when is_special then 'special' when year_group <= 6 then 'primary' else 'secondary' end as phase, (category <> 'PERM')::int as one,
      (category <> 'PERM' and row_number() over (partition by child_id, year, category = 'PERM' order by starts, place_id) = 1)::int as first from each)
  select child_id, place_id, 'suspensions', year || '/' || lpad(((year + 1) % 100)::text, 2, '0'), starts,
    jsonb_build_object(category, 1, 'sessions', one * coalesce(sessions, 0), 'suspensions ' || phase, one, 'children ' || phase, first)
  from phased`

/** Attainment 8 by its slots: English twice where both were taken, mathematics twice, three of the baccalaureate, three of all others. */
const RESULTS = `
  with results as (
    select child_id, place_id, stage, year, subject, result, case when result = 'U' then 0 when result ~ '^[0-9]+$' then result::int end as points,
      case when subject like 'english-%' then 'E' when subject = 'maths' then 'M' when subject in ('biology', 'chemistry', 'physics', 'computer-science', 'history', 'geography', 'french') then 'B' else 'O' end as slot
    from people.attainment where area_id = $1),
  placed as (select *, row_number() over (partition by child_id, place_id, stage, year, slot order by points desc, subject) as nth from results),
  ranked as (
    select *, row_number() over (partition by child_id, place_id, stage, year, slot = 'M' or (slot = 'E' and nth = 1) or (slot = 'B' and nth <= 3) order by points desc, subject) as nth_of_rest from placed),
  sums as (
    select child_id, place_id, stage, year, count(*) as many,
      bool_and(points >= 2) filter (where subject not in ('past-and-present', 'people-culture-communities', 'natural-world', 'creating-with-materials', 'being-imaginative')) as is_good,
      max(points) >= 32 as met, bool_and(points >= 100) filter (where subject in ('reading', 'maths')) and bool_or(subject = 'writing' and result in ('EXS', 'GDS')) and count(points) filter (where subject in ('reading', 'maths')) = 2 as expected,
      coalesce(sum(points) filter (where slot = 'E' and nth = 1), 0) * case when count(*) filter (where slot = 'E') > 1 then 2 else 1 end + 2 * coalesce(sum(points) filter (where slot = 'M'), 0)
        + coalesce(sum(points) filter (where slot = 'B' and nth <= 3), 0)
        + coalesce(sum(points) filter (where not (slot = 'M' or (slot = 'E' and nth = 1) or (slot = 'B' and nth <= 3)) and nth_of_rest <= 3), 0) as attainment_8
    from ranked group by 1, 2, 3, 4)
  select child_id, place_id, 'results', year - 1 || '/' || lpad((year % 100)::text, 2, '0'), make_date(year, 5, 18), case stage
    when 'EYFSP' then jsonb_build_object('EYFSP children', 1, 'EYFSP results', many, 'good level of development', is_good::int)
    when 'PHONICS' then jsonb_build_object('phonics children', 1, 'phonics results', many, 'phonics met', met::int)
    when 'KS2' then jsonb_build_object('KS2 children', 1, 'KS2 results', many, 'expected in reading, writing and mathematics', expected::int)
    when 'KS4' then jsonb_build_object('KS4 children', 1, 'KS4 results', many, 'attainment 8', attainment_8) end
  from sums`

/**
 * What an authority says of a child counts where they are on roll. A second registration between two censuses no file tells to be one: of two places
 * the one they came to first is theirs. SEN2 speaks of the calendar year before its January, and of plans on the day.
 */
const PLANS = `
  select r.child_id, a.place_id, 'plans', x.period, x.as_at, jsonb_build_object(
    'active', (select count(*) from people.ehc_plan p where p.area_id = $1 and p.batch_id = r.batch_id and p.row = r.row and p.number = r.number and p.is_active),
    'requests received', (extract(year from received) = year)::int, 'refused', (outcome = 'N' and extract(year from decided) = year)::int, 'decided in the year', coalesce(extract(year from decided) = year, false)::int,
    'issued', coalesce(extract(year from issued) = year, false)::int, 'issued within 20 weeks', coalesce(extract(year from issued) = year and issued - received <= 140, false)::int,
    'issued with an exception', coalesce(extract(year from issued) = year and exception, false)::int)
  from platform.extent x cross join lateral (select x.period::int - 1 as year) y join people.ehc_request r on r.area_id = $1 and r.batch_id = x.batch_id
  cross join lateral (select place_id from at_school a where a.child_id = r.child_id and a.status <> 'S' and x.as_at between a.starts and a.ends order by a.starts limit 1) a
  where x.area_id = $1 and x.series = 'sen2'`

const CARE = `
  with march as (select distinct as_at as day from platform.extent where area_id = $1 and series = 'ssda903'),
  said as (
    select m.day, h.child_id, bool_or(topic = 'looked-after')::int as looked_after, bool_or(topic in ('in-need', 'looked-after'))::int as in_need, bool_or(topic = 'protection-plan')::int as protected
    from march m join held h on m.day between h.starts and h.ends
    -- Who ceases to be looked after on the day itself is not counted on it (SSDA903); who only begins another episode on the next is.
    where topic in ('in-need', 'protection-plan')
      or topic = 'looked-after' and (h.ends > m.day or exists (select from held n where n.child_id = h.child_id and n.topic = h.topic and n.starts = m.day + 1)) group by 1, 2)
  select s.child_id, a.place_id, 'care', s.day::text, s.day, jsonb_build_object('looked after', s.looked_after, 'in need', s.in_need, 'protection plan', s.protected)
  from said s cross join lateral (select place_id from at_school a where a.child_id = s.child_id and a.status <> 'S' and s.day between a.starts and a.ends order by a.starts limit 1) a`

const PLACEMENTS = `
  select distinct h.child_id, a.place_id, 'alternative provision', extract(year from x.as_at)::text, x.as_at, '{"children": 1}'::jsonb
  from platform.extent x join held h on h.topic = 'alternative-provision' and x.as_at between h.starts and h.ends
  cross join lateral (select place_id from at_school a where a.child_id = h.child_id and a.status <> 'S' and x.as_at between a.starts and a.ends order by a.starts limit 1) a
  where x.area_id = $1 and x.series = 'ap-census'`

const COUNTS = [ON_ROLL, SESSIONS, SUSPENSIONS, RESULTS, PLANS, CARE, PLACEMENTS]
