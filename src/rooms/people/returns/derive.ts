import { sql } from 'kysely'
import { type Reader, rows, type Writer } from '#platform'
import { nameColumns, NOT_BORN, NOT_NAMED } from '../names.ts'
import { deriveAuthorityWords } from './authority-words.ts'
import { holdClaims, holdStatements } from './roll-claims.ts'

/** Returns that name everyone on roll on a day: who was on the last one and is not on the next has left in between. */
export const WHOLE_ROLL = ['school-census', 'roll-list', 'oneroster']

export { NOT_BORN, NOT_NAMED }

/**
 * Brings what is derived up to date for some children: where they are and were on roll, their names as last given, and the identifiers they
 * are found by; of whom nothing is said any more nothing stays. Everything follows from the facts of returns that stand, so it may be done again at any time.
 */
export async function derive(tx: Writer, areaId: number, childIds: readonly string[]) {
  if (!childIds.length) return
  await sql`create temporary table if not exists touched_child (child_id uuid primary key) on commit drop`.execute(tx)
  await sql`truncate touched_child`.execute(tx)
  await sql`insert into touched_child select distinct unnest(${[...childIds]}::uuid[])`.execute(tx)
  await sql`analyze touched_child`.execute(tx)
  await deriveEnrolments(tx, areaId)
  await deriveIdentifiers(tx, areaId)
  await deriveAuthorityWords(tx, areaId, sql`select child_id from touched_child`)
  await forgetUnnamed(tx, areaId)
  await deriveNames(tx, areaId)
  await holdStatements(tx, areaId)
  await protectAddresses(tx, areaId)
}

/** Children who are on the roll of a setting and not on its whole-roll return: whether they have left depends on it all the same. */
export async function besideThem(tx: Writer, areaId: number, series: string, covered: readonly { placeId: number; asAt: string }[]): Promise<string[]> {
  if (!WHOLE_ROLL.includes(series) || !covered.length) return []
  const found = await rows(tx as unknown as Reader, sql<{ child_id: string }>`
    select distinct e.child_id from people.enrolment e
    join unnest(${covered.map(({ placeId }) => placeId)}::int[], ${covered.map(({ asAt }) => asAt)}::date[]) as c (place_id, as_at) on c.place_id = e.place_id
    where e.area_id = ${areaId} and e.batch_id is not null and (e.ends is null or e.ends >= c.as_at - 1)`)
  return found.map(({ child_id }) => child_id)
}

/** Children leave nothing behind whom no return that stands or was set aside names any more; who has something written by hand stays. */
async function forgetUnnamed(tx: Writer, areaId: number) {
  await sql`
    delete from people.child c using touched_child t where c.area_id = ${areaId} and c.child_id = t.child_id and c.batch_id is not null
      and not exists (select from people.record_row r where r.area_id = c.area_id and r.child_id = c.child_id)
      and not exists (select from platform.set_aside r where r.area_id = c.area_id and r.child_id = c.child_id)
      and not exists (select from people.entry e where e.area_id = c.area_id and e.child_id = c.child_id)
      and not exists (select from people.address e where e.area_id = c.area_id and e.child_id = c.child_id)
      and not exists (select from people.former_identity e where e.area_id = c.area_id and e.child_id = c.child_id)
      and not exists (select from people.enrolment e where e.area_id = c.area_id and e.child_id = c.child_id)`.execute(tx)
}

/**
 * Where a child is and was on roll. What was said of one place is put in order by the day it speaks of, a school's own word before another's:
 * of two that overlap the later stands, with its dates. One that stands without an end ended before the place's next whole roll that leaves the
 * child out, before the child began there again, or with the place itself. A status holds from the day of the return that first gives it. So it is the same in whichever order the returns came.
 */
async function deriveEnrolments(tx: Writer, areaId: number) {
  await sql`
    create temporary table if not exists roll_now (child_id uuid, place_id int, starts date, ends date, status text, batch_id int, row int) on commit drop`.execute(tx)
  await sql`truncate roll_now`.execute(tx)
  await sql`
    insert into roll_now
    with said as materialized (
      select distinct on (s.child_id, s.place_id, s.starts) s.*, coalesce(s.ends, greatest(s.as_at, s.starts)) as seen_until,
        (s.as_at, s.reported_by = s.place_id, s.starts, coalesce(s.ends, 'infinity'), s.status, s.reported_by) as weight
      from people.on_roll_said s join touched_child using (child_id) where s.area_id = ${areaId}
      order by s.child_id, s.place_id, s.starts, s.as_at desc, s.reported_by = s.place_id desc, coalesce(s.ends, 'infinity') desc, s.status desc, s.reported_by desc, s.batch_id desc, s.row desc),
    stands as (
      select l.* from said l where not exists (
        select from said m where m.child_id = l.child_id and m.place_id = l.place_id and m.weight > l.weight and m.starts <= l.seen_until and m.seen_until >= l.starts)),
    gone as (
      select l.*, (select min(e.as_at) - 1 from platform.extent e where e.area_id = ${areaId} and e.place_id = l.place_id and e.series = any (${WHOLE_ROLL}) and e.as_at > l.as_at) as not_seen,
        lead(l.starts) over (partition by l.child_id, l.place_id order by l.starts) - 1 as again, case when l.starts <= p.ends then p.ends end as closed
      from stands l left join places.place_named p on p.place_id = l.place_id),
    stays as (
      select child_id, place_id, starts, case when least(coalesce(ends, not_seen), again, closed) is not null then greatest(starts, least(coalesce(ends, not_seen), again, closed)) end as ends, status, batch_id, row from gone),
    words as (
      select distinct on (s.child_id, s.place_id, s.as_at) s.child_id, s.place_id, s.as_at, s.status, s.batch_id, s.row
      from people.on_roll_said s join touched_child using (child_id) where s.area_id = ${areaId}
      order by s.child_id, s.place_id, s.as_at, s.reported_by = s.place_id desc, s.starts desc, coalesce(s.ends, 'infinity') desc, s.status desc, s.reported_by desc),
    changes as (
      select * from (
        select y.child_id, y.place_id, y.starts as stay, y.ends as stay_ends, w.as_at, w.status, w.batch_id, w.row, lag(w.status) over (partition by y.child_id, y.place_id, y.starts order by w.as_at) as before
        from stays y join words w on w.child_id = y.child_id and w.place_id = y.place_id and w.as_at between y.starts and coalesce(y.ends, 'infinity')) said
      where before is distinct from status),
    parts as (
      select child_id, place_id, case when before is null then stay else as_at end as starts, coalesce(lead(as_at) over (partition by child_id, place_id, stay order by as_at) - 1, stay_ends) as ends, status, batch_id, row from changes)
    select child_id, place_id, starts, ends, status, batch_id, row from parts
    union all
    select child_id, place_id, starts, ends, status, batch_id, row from stays y
    where not exists (select from changes c where c.child_id = y.child_id and c.place_id = y.place_id and c.stay = y.starts)`.execute(tx)
  await holdClaims(tx, areaId)
  await sql`
    delete from people.enrolment e using touched_child t
    where e.area_id = ${areaId} and e.child_id = t.child_id and e.batch_id is not null
      and not exists (select from roll_now n where n.child_id = e.child_id and n.place_id = e.place_id and n.starts = e.starts)`.execute(tx)
  await sql`
    insert into people.enrolment (area_id, child_id, place_id, starts, ends, status, source, batch_id, row)
    select ${areaId}::int, child_id, place_id, starts, ends, status, 'return', batch_id, row from roll_now
    on conflict (area_id, child_id, place_id, starts) do update
    set ends = excluded.ends, status = excluded.status, source = excluded.source, batch_id = excluded.batch_id, row = excluded.row
    where people.enrolment.batch_id is not null
      and (people.enrolment.ends, people.enrolment.status, people.enrolment.batch_id, people.enrolment.row) is distinct from (excluded.ends, excluded.status, excluded.batch_id, excluded.row)`.execute(tx)
}

async function deriveIdentifiers(tx: Writer, areaId: number) {
  const said = sql`
    select r.child_id, v.scheme, v.value, min(r.as_at) as since
    from people.record_row r join touched_child using (child_id)
    cross join lateral (values (case r.upn_state when 'held' then 'upn' when 'temporary' then 'temporary-upn' end, r.upn), ('former-upn', r.former_upn), ('uln', r.uln), (r.local_scheme, r.local_id)) as v (scheme, value)
    where r.area_id = ${areaId} and v.scheme is not null and v.value is not null and not (v.scheme = 'former-upn' and ${leftCareByAdoption(sql`r`)}) group by 1, 2, 3`
  await sql`
    with said as (${said})
    delete from people.identifier i using touched_child t
    where i.area_id = ${areaId} and i.child_id = t.child_id and not exists (select from said s where s.child_id = i.child_id and s.scheme = i.scheme and s.value = i.value)`.execute(tx)
  await sql`
    insert into people.identifier (area_id, scheme, value, child_id, since)
    select ${areaId}::int, scheme, value, child_id, since from (${said}) said
    on conflict (area_id, scheme, value, child_id) do update set since = excluded.since where people.identifier.since is distinct from excluded.since`.execute(tx)
}

/** A UPN of before stands in returns given before any said so; from then on nobody is found or known by it. */
const leftCareByAdoption = (one: ReturnType<typeof sql>) => sql`(
  exists (select from people.former_identity f where f.area_id = ${one}.area_id and f.child_id = ${one}.child_id)
  or exists (select from people.statement s where s.area_id = ${one}.area_id and s.child_id = ${one}.child_id and s.topic = 'after-care' and s.value = 'A'))`

/**
 * Names as last given; what the last record leaves out, from the last that has it. Who was entered by hand keeps their names. Names in order are
 * worked out by us, not by the database, so only those that changed are written.
 */
async function deriveNames(tx: Writer, areaId: number) {
  const last = (column: 'known_as' | 'born' | 'sex') => sql`(
    select r.${sql.ref(column)} from people.record_row r where r.area_id = c.area_id and r.child_id = c.child_id and r.${sql.ref(column)} is not null ${LAST} limit 1)`
  const changed = await rows(tx as unknown as Reader, sql<Derived>`
    select c.child_id as "childId", o.given_name as "givenName", o.family_name as "familyName", o.known_as as "knownAs", o.born, o.sex
    from touched_child t join people.child c on c.area_id = ${areaId} and c.child_id = t.child_id and c.batch_id is not null
    left join lateral (
      select given_name, family_name from people.record_row r
      where r.area_id = c.area_id and r.child_id = c.child_id and r.given_name is not null and r.family_name is not null ${LAST} limit 1) n on true
    cross join lateral (
      select coalesce(n.given_name, ${NOT_NAMED}) as given_name, coalesce(n.family_name, ${NOT_NAMED}) as family_name, ${last('known_as')} as known_as, coalesce(${last('born')}, ${NOT_BORN}::date) as born, ${last('sex')} as sex) o
    where (c.given_name, c.family_name, c.known_as, c.born, c.sex) is distinct from (o.given_name, o.family_name, o.known_as, o.born, o.sex)`)
  if (!changed.length) return
  const ordered = changed.map(({ givenName, familyName }) => nameColumns(givenName, familyName))
  const column = <Key extends keyof Derived>(key: Key) => changed.map((one) => one[key])
  await sql`
    update people.child c set given_name = n.given_name, family_name = n.family_name, known_as = n.known_as, born = n.born, sex = n.sex, by_family = n.by_family, by_given = n.by_given
    from unnest(${column('childId')}::uuid[], ${column('givenName')}::text[], ${column('familyName')}::text[], ${column('knownAs')}::text[], ${column('born')}::date[], ${column('sex')}::text[],
      ${ordered.map(({ by_family }) => by_family)}::text[], ${ordered.map(({ by_given }) => by_given)}::text[]) as n (child_id, given_name, family_name, known_as, born, sex, by_family, by_given)
    where c.area_id = ${areaId} and c.child_id = n.child_id`.execute(tx)
}

interface Derived {
  childId: string
  givenName: string
  familyName: string
  knownAs: string | null
  born: string
  sex: string | null
}

/**
 * The last word on a child, told apart by what the records say and never by which came first. Who a setting's own word names and another has on
 * roll is called as before: docs/adr/whose-word-opens.md.
 */
const LAST = sql`
  and not exists (select from people.roll_claim w where w.area_id = r.area_id and w.child_id = r.child_id and w.place_id = r.reported_by and w.let_by is null)
  order by r.as_at desc, r.reported_by, r.family_name, r.given_name, r.born, r.known_as, r.sex`

/** While the address of a child is protected, so is every postcode that a return gives for them. */
async function protectAddresses(tx: Writer, areaId: number) {
  const wanted = sql`case when exists (
    select from people.address a where a.area_id = s.area_id and a.child_id = s.child_id and a.data_class = 'protected-address' and coalesce(a.ends, 'infinity') >= s.starts) then 'protected-address' else 'ordinary' end`
  await sql`
    update people.statement s set data_class = ${wanted} from touched_child t
    where s.area_id = ${areaId} and s.child_id = t.child_id and s.topic = 'postcode' and s.data_class <> ${wanted} and s.data_class not like 'claimed-%'`.execute(tx)
}
