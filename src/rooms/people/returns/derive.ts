import { sql } from 'kysely'
import { type Reader, rows, type Writer } from '#platform'
import { nameColumns } from '../names.ts'

/** Returns that name everyone on roll on a day: who was on the last one and is not on the next has left in between. */
const WHOLE_ROLL = ['school-census']

/**
 * Brings what is derived up to date for some children: where they are and were on roll, their names as last given, and the identifiers they
 * are found by. Everything follows from the facts of returns that stand, so it may be done again at any time.
 */
export async function derive(tx: Writer, areaId: number, childIds: readonly string[]) {
  if (!childIds.length) return
  await sql`create temporary table if not exists touched_child (child_id uuid primary key) on commit drop`.execute(tx)
  await sql`truncate touched_child`.execute(tx)
  await sql`insert into touched_child select distinct unnest(${[...childIds]}::uuid[])`.execute(tx)
  await sql`analyze touched_child`.execute(tx)
  await deriveEnrolments(tx, areaId)
  await deriveIdentifiers(tx, areaId)
  await deriveNames(tx, areaId)
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

/** What children named in no return any more leave behind; who has something written by hand stays. */
export async function forgetUnnamed(tx: Writer, areaId: number, batchId: number) {
  await sql`
    delete from people.child c where c.area_id = ${areaId} and c.batch_id = ${batchId}
      and not exists (select from people.record_row r where r.area_id = c.area_id and r.child_id = c.child_id)
      and not exists (select from people.entry e where e.area_id = c.area_id and e.child_id = c.child_id)
      and not exists (select from people.address e where e.area_id = c.area_id and e.child_id = c.child_id)
      and not exists (select from people.former_identity e where e.area_id = c.area_id and e.child_id = c.child_id)
      and not exists (select from people.enrolment e where e.area_id = c.area_id and e.child_id = c.child_id)`.execute(tx)
}

async function deriveEnrolments(tx: Writer, areaId: number) {
  await sql`
    create temporary table if not exists roll_now (child_id uuid, place_id int, starts date, ends date, status text, batch_id int, row int) on commit drop`.execute(tx)
  await sql`truncate roll_now`.execute(tx)
  await sql`
    insert into roll_now
    with latest as (
      select distinct on (s.child_id, s.place_id, s.starts) s.child_id, s.place_id, s.starts, s.ends, s.status, s.as_at, s.batch_id, s.row
      from people.on_roll_said s join touched_child using (child_id) where s.area_id = ${areaId}
      order by s.child_id, s.place_id, s.starts, s.as_at desc, s.batch_id desc),
    gone as (
      select l.*, (select min(e.as_at) - 1 from platform.extent e where e.area_id = ${areaId} and e.place_id = l.place_id and e.series = any (${WHOLE_ROLL}) and e.as_at > l.as_at) as not_seen,
        lead(l.starts) over (partition by l.child_id, l.place_id order by l.starts) - 1 as again
      from latest l)
    select child_id, place_id, starts, case when least(coalesce(ends, not_seen), again) is not null then greatest(starts, least(coalesce(ends, not_seen), again)) end, status, batch_id, row from gone`.execute(tx)
  await sql`
    delete from people.enrolment e using touched_child t
    where e.area_id = ${areaId} and e.child_id = t.child_id and e.batch_id is not null
      and not exists (select from roll_now n where n.child_id = e.child_id and n.place_id = e.place_id and n.starts = e.starts)`.execute(tx)
  await sql`
    insert into people.enrolment (area_id, child_id, place_id, starts, ends, status, source, batch_id, row)
    select ${areaId}::int, child_id, place_id, starts, ends, status, 'return', batch_id, row from roll_now
    on conflict (area_id, child_id, place_id, starts) do update
    set ends = excluded.ends, status = excluded.status, source = excluded.source, batch_id = excluded.batch_id, row = excluded.row
    where (people.enrolment.ends, people.enrolment.status, people.enrolment.batch_id, people.enrolment.row) is distinct from (excluded.ends, excluded.status, excluded.batch_id, excluded.row)`.execute(tx)
}

async function deriveIdentifiers(tx: Writer, areaId: number) {
  const said = sql`
    select r.child_id, v.scheme, v.value, min(r.as_at) as since
    from people.record_row r join touched_child using (child_id)
    cross join lateral (values (case r.upn_state when 'held' then 'upn' when 'temporary' then 'temporary-upn' end, r.upn), ('uln', r.uln), (r.local_scheme, r.local_id)) as v (scheme, value)
    where r.area_id = ${areaId} and v.scheme is not null and v.value is not null group by 1, 2, 3`
  await sql`
    with said as (${said})
    delete from people.identifier i using touched_child t
    where i.area_id = ${areaId} and i.child_id = t.child_id and not exists (select from said s where s.child_id = i.child_id and s.scheme = i.scheme and s.value = i.value)`.execute(tx)
  await sql`
    insert into people.identifier (area_id, scheme, value, child_id, since)
    select ${areaId}::int, scheme, value, child_id, since from (${said}) said
    on conflict (area_id, scheme, value, child_id) do update set since = excluded.since where people.identifier.since is distinct from excluded.since`.execute(tx)
}

/** Names in order are worked out by us, not by the database, so only those that changed are written. */
async function deriveNames(tx: Writer, areaId: number) {
  const changed = await rows(tx as unknown as Reader, sql<{ childId: string; givenName: string; familyName: string; knownAs: string | null; born: string; sex: string | null }>`
    select c.child_id as "childId", n.given_name as "givenName", n.family_name as "familyName", coalesce(n.known_as, c.known_as) as "knownAs", coalesce(n.born, c.born) as born, coalesce(n.sex, c.sex) as sex
    from touched_child t join people.child c on c.area_id = ${areaId} and c.child_id = t.child_id
    cross join lateral (
      select given_name, family_name, known_as, born, sex from people.record_row r
      where r.area_id = ${areaId} and r.child_id = t.child_id and r.given_name is not null and r.family_name is not null
      order by r.as_at desc, r.batch_id desc, r.row desc limit 1) n
    where (c.given_name, c.family_name, c.born) is distinct from (n.given_name, n.family_name, coalesce(n.born, c.born))
      or n.known_as is not null and c.known_as is distinct from n.known_as or n.sex is not null and c.sex is distinct from n.sex`)
  for (const { childId, givenName, familyName, knownAs, born, sex } of changed) {
    await tx.updateTable('people.child').set({ given_name: givenName, family_name: familyName, known_as: knownAs, born, sex, ...nameColumns(givenName, familyName) }).where('area_id', '=', areaId).where('child_id', '=', childId).execute()
  }
}
