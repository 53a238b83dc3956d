import { sql } from 'kysely'
import { Refusal } from '#kernel'
import { type Reader, rows, type Writer } from '#platform'
import { CLOSED, GIAS, OPEN, PROPOSED } from './register-fields.ts'

/**
 * Brings the tree of places in line with the register: the settings of authorities an area is run for become places, and these and all others
 * known by their URN get the codes, days and authority the register gives, and who came before and after them. It all follows from the register,
 * so it may be done again at any time; what came from elsewhere stays.
 */
export async function settle(tx: Writer) {
  await sql`insert into places.hierarchy (hierarchy, label) values ('authorities', 'Schools by authority') on conflict do nothing`.execute(tx)
  await dropUnregistered(tx)
  await makePlaces(tx)
  await datePlaces(tx)
  await writeCodes(tx)
  await writeAuthorities(tx)
  await writeSuccessions(tx)
}

/** The places that would go if a list were taken back: those that stand by it alone. */
export async function placesGoingWith(db: Reader | Writer, batchId: number): Promise<number[]> {
  const found = await rows(db, sql<{ place_id: number }>`
    select c.place_id from places.establishment e join places.place_code c on c.scheme = 'urn' and c.code = e.urn::text and c.batch_id is not null
    where e.batch_id = ${batchId} and not exists (select from places.establishment_before b where b.urn = e.urn and b.replaced_by = ${batchId})`)
  return found.map(({ place_id }) => place_id)
}

/** Refuses where returns or children stand at a place that would go. */
export async function refuseWhereInUse(tx: Writer, batchId: number) {
  const places = await placesGoingWith(tx, batchId)
  const [used] = await rows(tx, sql<{ name: string }>`
    select p.name from places.place p where p.place_id = any (${places}::int[])
      and (exists (select from platform.extent x where x.place_id = p.place_id) or exists (select from people.on_roll r where r.place_id = p.place_id)) order by 1 limit 1`)
  if (used) throw new Refusal('conflict', `Returns have since spoken of ${used.name}, which this list brought. Undo those returns first`)
}

/** Places the register made, and of which it knows nothing any more. */
async function dropUnregistered(tx: Writer) {
  const gone = sql`(select c.place_id from places.place_code c where c.scheme = 'urn' and c.batch_id is not null and not exists (select from places.establishment e where e.urn::text = c.code))`
  await sql`delete from places.membership where place_id in ${gone}`.execute(tx)
  await sql`delete from places.succession where from_id in ${gone} or to_id in ${gone}`.execute(tx)
  const dropped = await rows(tx, sql<{ place_id: number }>`delete from places.place_code where place_id in ${gone} returning place_id`)
  await sql`delete from places.place where place_id = any (${dropped.map(({ place_id }) => place_id)}::int[])`.execute(tx)
}

/** A setting that is only proposed and has no day yet is no place. */
async function makePlaces(tx: Writer) {
  await sql`
    with wanted as (
      select e.urn, e.name, e.batch_id from places.establishment e
      where e.la_code in (select c.code from places.area a join places.place_code c on c.place_id = a.place_id and c.scheme = 'dfe')
        and not (e.status is not distinct from ${PROPOSED} and e.open_date is null)
        and not exists (select from places.place_code c where c.scheme = 'urn' and c.code = e.urn::text)),
    numbered as (select nextval(pg_get_serial_sequence('places.place', 'place_id'))::int as place_id, wanted.* from wanted),
    made as (insert into places.place (place_id, level, name, batch_id) select place_id, 'school', name, batch_id from numbered)
    insert into places.place_code (scheme, code, place_id, batch_id) select 'urn', urn::text, place_id, batch_id from numbered`.execute(tx)
}

/** The register's settings that are places. */
const SETTINGS = sql`settings as (
  select c.place_id, c.batch_id is not null as is_made, e.* from places.establishment e join places.place_code c on c.scheme = 'urn' and c.code = e.urn::text)`

const typesOf = (fits: (type: { way?: string; alone?: true }) => boolean) => Object.entries(GIAS.links.types).filter(([, type]) => fits(type)).map(([name]) => name)
const PREDECESSOR = typesOf(({ way }) => way === 'predecessor')
const SUCCESSOR = typesOf(({ way }) => way === 'successor')
const ALONE = typesOf(({ alone }) => alone === true)

/** Who came before whom, from links told from either end. */
const FOLLOWED = sql`followed as (
  select link_urn as from_urn, urn as to_urn, on_date, batch_id, link_type = any (${ALONE}::text[]) as is_alone from places.establishment_link where link_type = any (${PREDECESSOR}::text[])
  union all
  select urn, link_urn, on_date, batch_id, link_type = any (${ALONE}::text[]) from places.establishment_link where link_type = any (${SUCCESSOR}::text[]))`

/**
 * From when to when a setting stood: as the register says; else from the day it took over from another whole, to the day before another took over
 * from it; else, where the register says no more than that it has closed, to the day of that list; else to the day its area says. A place that came
 * from elsewhere keeps its name, and the days it had.
 */
async function datePlaces(tx: Writer) {
  await sql`
    with ${SETTINGS}, ${FOLLOWED},
    dated as (
      select s.place_id, s.is_made, s.name, array(select distinct b.name from places.establishment_before b where b.urn = s.urn and b.name <> s.name order by 1) as also_called,
        coalesce(s.open_date, (select max(f.on_date) from followed f where f.to_urn = s.urn and f.is_alone)) as starts,
        coalesce(s.close_date, case when s.status is distinct from ${OPEN} and s.status is distinct from 3 then (select min(f.on_date) - 1 from followed f where f.from_urn = s.urn and f.is_alone) end,
          case when s.status = ${CLOSED} then s.as_at end, (select max(c.ends) from places.closure c where c.place_id = s.place_id)) as ends
      from settings s),
    told as (select place_id, is_made, name, also_called, starts, case when ends < starts then starts else ends end as ends from dated),
    now as (
      select t.place_id, case when is_made then t.name else p.name end as name, case when is_made then t.also_called else p.also_called end as also_called,
        case when is_made then t.starts else coalesce(p.starts, t.starts) end as starts, case when is_made then t.ends else coalesce(p.ends, t.ends) end as ends
      from told t join places.place p using (place_id))
    update places.place p set name = now.name, also_called = now.also_called, starts = now.starts, ends = now.ends
    from now where now.place_id = p.place_id and (p.name, p.also_called, p.starts, p.ends) is distinct from (now.name, now.also_called, now.starts, now.ends)`.execute(tx)
}

/** What the register has said of a setting in turn, each with the day it was first heard and the day the next thing was. */
const SAID = sql`said as (
  select s.place_id, s.urn, s.laestab, s.ukprn, s.la_code, s.as_at, s.batch_id, 2147483647 as turn from settings s
  union all
  select s.place_id, b.urn, b.laestab, b.ukprn, b.la_code, b.as_at, b.batch_id, b.replaced_by from places.establishment_before b join settings s on s.urn = b.urn)`

/** A code is known from the day the setting opened, or the day it was first heard; to the day it closed, or the day before another was heard. */
async function writeCodes(tx: Writer) {
  await sql`delete from places.place_code where scheme in ('laestab', 'ukprn') and batch_id is not null`.execute(tx)
  await sql`
    with ${SETTINGS}, ${SAID},
    each as (
      select place_id, turn, as_at, batch_id, 'laestab' as scheme, laestab as code from said where laestab is not null
      union all select place_id, turn, as_at, batch_id, 'ukprn', ukprn from said where ukprn is not null),
    turns as (select *, lag(code) over w as before, lead(code) over w as next, lead(as_at) over w as next_at from each window w as (partition by place_id, scheme order by turn)),
    spans as (
      select t.place_id, t.scheme, t.code, max(t.batch_id) as batch_id, min(t.turn) as first_turn,
        case when bool_or(t.before is null) then null else min(t.as_at) filter (where t.before <> t.code) end as heard,
        case when bool_or(t.next is null) then null else max(t.next_at) filter (where t.next <> t.code) - 1 end as until
      from turns t group by 1, 2, 3)
    insert into places.place_code (scheme, code, place_id, starts, ends, batch_id)
    select s.scheme, s.code, s.place_id, coalesce(s.heard, p.starts), coalesce(s.until, p.ends), s.batch_id from spans s join places.place p using (place_id)
    on conflict (scheme, code, place_id) do update set starts = excluded.starts, ends = excluded.ends`.execute(tx)
}

/** An authority takes a setting over on its own first day where it is newer than the list, else on the day it was heard. */
async function writeAuthorities(tx: Writer) {
  await sql`delete from places.membership where hierarchy = 'authorities' and batch_id is not null`.execute(tx)
  await sql`
    with ${SETTINGS}, ${SAID},
    held as (
      select s.place_id, s.turn, s.as_at, s.batch_id, c.place_id as parent_id, a.starts as parent_starts
      from said s join places.place_code c on c.scheme = 'dfe' and c.code = s.la_code join places.place a on a.place_id = c.place_id),
    turns as (
      select *, lag(parent_id) over w as before, lead(parent_id) over w as next, coalesce(lead(parent_starts) over w, lead(as_at) over w) as next_at
      from held window w as (partition by place_id order by turn)),
    spans as (
      select t.place_id, t.parent_id, max(t.batch_id) as batch_id,
        case when bool_or(t.before is null) then null else min(coalesce(t.parent_starts, t.as_at)) filter (where t.before <> t.parent_id) end as heard,
        case when bool_or(t.next is null) then null else max(t.next_at) filter (where t.next <> t.parent_id) - 1 end as until
      from turns t group by 1, 2)
    insert into places.membership (hierarchy, place_id, parent_id, starts, ends, batch_id)
    select 'authorities', s.place_id, s.parent_id, coalesce(s.heard, p.starts), coalesce(s.until, p.ends), s.batch_id from spans s join places.place p using (place_id)
    where not exists (select from places.membership m where m.hierarchy = 'authorities' and m.place_id = s.place_id and m.parent_id = s.parent_id)`.execute(tx)
}

async function writeSuccessions(tx: Writer) {
  await sql`delete from places.succession where batch_id is not null`.execute(tx)
  await sql`
    with ${FOLLOWED}
    insert into places.succession (from_id, to_id, on_date, batch_id)
    select distinct on (old.place_id, new.place_id) old.place_id, new.place_id, coalesce(f.on_date, there.starts, gone.ends + 1), f.batch_id
    from followed f
    join places.place_code old on old.scheme = 'urn' and old.code = f.from_urn::text join places.place gone on gone.place_id = old.place_id
    join places.place_code new on new.scheme = 'urn' and new.code = f.to_urn::text join places.place there on there.place_id = new.place_id
    where coalesce(f.on_date, there.starts, gone.ends + 1) is not null and old.place_id <> new.place_id
    order by 1, 2, f.on_date nulls last
    on conflict do nothing`.execute(tx)
}
