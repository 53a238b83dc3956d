import { sql } from 'kysely'
import { type Reader, rows, type Writer } from '#platform'

/** Keeps in mind that a return was taken in by somebody who speaks for some settings alone. */
export async function keepOwnWord(tx: Writer, areaId: number, batchId: number) {
  await sql`insert into people.own_word (area_id, batch_id) values (${areaId}, ${batchId}) on conflict do nothing`.execute(tx)
}

/**
 * Takes from roll_now what a setting says by its own word of a child who stands on another's roll: a file of one school opens nothing of another
 * school's children (docs/adr/whose-word-opens.md). Such a claim waits until the other roll ends, the authority says the same, or somebody
 * lets it stand. Who stood there before stays, so a corrected return changes nothing of it.
 */
export async function holdClaims(tx: Writer, areaId: number) {
  if (!(await hasOwnWords(tx, areaId))) return
  await sql`create index if not exists roll_now_by_child on roll_now (child_id)`.execute(tx)
  await sql`analyze roll_now`.execute(tx)
  await sql`
    delete from people.roll_claim c using touched_child t where c.area_id = ${areaId} and c.child_id = t.child_id
      and not exists (select from people.on_roll_said s where s.area_id = c.area_id and s.child_id = c.child_id and s.place_id = c.place_id)`.execute(tx)
  await sql`
    delete from people.roll_claim c using touched_child t where c.area_id = ${areaId} and c.child_id = t.child_id and c.let_by is null
      and not exists (select from roll_now n where n.child_id = c.child_id and n.place_id = c.place_id and ${waits(areaId)})`.execute(tx)
  await sql`
    insert into people.roll_claim (area_id, claim_id, child_id, place_id, starts, batch_id, found_at)
    select ${areaId}::int, gen_random_uuid(), child_id, place_id, starts, batch_id, now() from (
      select distinct on (n.child_id, n.place_id) n.child_id, n.place_id, n.starts, n.batch_id from roll_now n
      where ${waits(areaId)} and not ${standsAt(areaId, sql`e.place_id = n.place_id`)} and ${standsAt(areaId, sql`e.place_id <> n.place_id and ${LASTS}`)}
      order by n.child_id, n.place_id, n.starts desc) fresh
    on conflict (area_id, child_id, place_id) do nothing`.execute(tx)
  await sql`
    delete from roll_now n using people.roll_claim c
    where c.area_id = ${areaId} and c.child_id = n.child_id and c.place_id = n.place_id and c.let_by is null and ${waits(areaId)}`.execute(tx)
}

/**
 * What a setting says by its own word of a child it only claims, or never had on roll while another has, waits: nobody reads it, nothing counts it,
 * and what the other setting said holds on. What it said when the child was there before stands. Settled, or once the child is on its roll, it is what it was.
 */
export async function holdStatements(tx: Writer, areaId: number) {
  if (!(await hasOwnWords(tx, areaId))) return
  const isOwnWord = sql`exists (select from people.own_word w where w.area_id = s.area_id and w.batch_id = s.batch_id)`
  const isOnRoll = (where: ReturnType<typeof sql>) => sql`exists (select from people.enrolment e where e.area_id = s.area_id and e.child_id = s.child_id and ${where})`
  const claimed = sql`(${isOwnWord} and (exists (
    select from people.roll_claim c join people.record_row r on r.area_id = s.area_id and r.batch_id = s.batch_id and r.reported_by = s.reported_by and r.row = s.row
    where c.area_id = s.area_id and c.child_id = s.child_id and c.place_id = s.reported_by and c.let_by is null and r.as_at >= c.starts)
    or (not ${isOnRoll(sql`e.place_id = s.reported_by`)} and ${isOnRoll(sql`coalesce(e.ends, 'infinity') >= current_date`)})))`
  const wanted = sql`case when ${claimed} then 'claimed-' else '' end || replace(s.data_class, 'claimed-', '')`
  await sql`
    update people.statement s set data_class = ${wanted} from touched_child t
    where s.area_id = ${areaId} and s.child_id = t.child_id and s.data_class <> ${wanted}
      and (s.data_class like 'claimed-%' or ${isOwnWord})`.execute(tx)
}

/** On roll there now or from a day to come, as it stood before this return. */
const standsAt = (areaId: number, where: ReturnType<typeof sql>) => sql`exists (
  select from people.enrolment e where e.area_id = ${areaId} and e.child_id = n.child_id and ${where} and coalesce(e.ends, 'infinity') >= current_date)`

/** And still does, by what stands now: a roll that ends with this return holds nobody. */
const LASTS = sql`(e.batch_id is null or exists (
  select from roll_now m where m.child_id = e.child_id and m.place_id = e.place_id and coalesce(m.ends, 'infinity') >= greatest(n.starts, current_date)))`

/** It lasts, another roll (not one that is only claimed) has the child at the same time, and the setting's own word is the last there is of it: that the child was there once before says nothing of now. */
const waits = (areaId: number) => sql`(coalesce(n.ends, 'infinity') >= current_date
  and exists (
    select from (
      select child_id, place_id, starts, ends from roll_now r where not exists (
        select from people.roll_claim w where w.area_id = ${areaId} and w.child_id = r.child_id and w.place_id = r.place_id and w.let_by is null) union all
      select child_id, place_id, starts, ends from people.enrolment where area_id = ${areaId} and batch_id is null) m
    where m.child_id = n.child_id and m.place_id <> n.place_id and coalesce(m.ends, 'infinity') >= greatest(n.starts, current_date) and m.starts <= coalesce(n.ends, 'infinity'))
  and (
    select max(s.as_at) filter (where w.batch_id is not null) > coalesce(max(s.as_at) filter (where w.batch_id is null and coalesce(s.ends, 'infinity') >= n.starts), '-infinity')
    from people.on_roll_said s left join people.own_word w on w.area_id = s.area_id and w.batch_id = s.batch_id
    where s.area_id = ${areaId} and s.child_id = n.child_id and s.place_id = n.place_id) is true)`

const hasOwnWords = async (tx: Writer, areaId: number) => (await rows(tx as unknown as Reader, sql`select 1 from people.own_word where area_id = ${areaId} limit 1`)).length > 0
