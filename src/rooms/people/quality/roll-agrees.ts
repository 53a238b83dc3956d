import { sql } from 'kysely'
import { dayInWords } from '#kernel'
import { qualityCheck, rows } from '#platform'
import { counted } from './plans-agree.ts'

interface Found {
  placeId: number
  day: string
  kind: 'no-marks' | 'not-on-roll'
  children: number
}

/** Who is on roll on the day of the latest attendance return, and who has sessions in it. */
export const rollAgrees = qualityCheck({
  name: 'roll-agrees',
  label: 'Roll against attendance',
  about: 'Children on roll with no session in the latest attendance return of their setting, and children with sessions who are on no roll there',
  async run(db, { areaId }) {
    const found = await rows(db, sql<Found>`
      ${apart(areaId)}
      select b.place_id as "placeId", to_char(b.day, 'YYYY-MM-DD') as day, case when b.attends then 'not-on-roll' else 'no-marks' end as kind, count(*)::int as children from apart b group by 1, 2, 3`)
    return found.map(({ placeId, day, kind, children }) => ({
      placeId, children, key: `${kind}`,
      message: kind === 'no-marks' ? `${counted(children)} no session in the attendance to ${dayInWords(day)} and ${children === 1 ? 'is' : 'are'} on roll.` : `${counted(children)} sessions in the attendance to ${dayInWords(day)} and ${children === 1 ? 'is' : 'are'} not on roll there.`,
      fix: kind === 'no-marks' ? 'See who left, and give their leaving day; for who is on roll, give their marks.' : 'See who joined since the last census, or whose marks went to another school.',
    }))
  },
  async whose(db, { areaId, placeId, key }) {
    const found = await rows(db, sql<{ id: string }>`${apart(areaId, placeId)} select child_id as id from apart where attends = ${key === 'not-on-roll'}`)
    return found.map(({ id }) => id)
  },
})

/** Whoever is on roll and in no register, or in a register and on no roll, at every setting or at one. */
const apart = (areaId: number, placeId?: number) => sql`
  with latest as (
    select distinct on (place_id) place_id, series, period, as_at from platform.extent
    where area_id = ${areaId} and series = any ('{attendance-daily,attendance-weekly}') ${placeId === undefined ? sql`` : sql`and place_id = ${placeId}`} order by place_id, as_at desc, series),
  week as (
    select l.*, y.year, (date_trunc('week', l.as_at)::date - date_trunc('week', make_date(y.year, 9, 1))::date) / 7 as week
    from latest l cross join lateral (select case when date_trunc('week', l.as_at)::date >= date_trunc('week', make_date(extract(year from l.as_at)::int, 9, 1))::date
      then extract(year from l.as_at)::int else extract(year from l.as_at)::int - 1 end as year) y),
  attended as (
    select w.place_id, a.child_id from week w join people.attendance a on a.area_id = ${areaId} and a.place_id = w.place_id and a.year = w.year and w.series = 'attendance-daily'
    where w.week >= a.week and btrim(substr(a.marks, (w.week - a.week) * 10 + 1, 10)) <> ''
    union
    select w.place_id, s.child_id from week w join people.session_count s on s.area_id = ${areaId} and s.place_id = w.place_id and w.as_at between s.starts and s.ends and w.series = 'attendance-weekly'),
  roll as (
    select w.place_id, e.child_id from week w join people.enrolment e on e.area_id = ${areaId} and e.place_id = w.place_id and e.batch_id is not null and daterange(e.starts, e.ends, '[]') @> w.as_at),
  apart as (
    select w.place_id, w.as_at as day, b.child_id, b.attends
    from (
      select coalesce(r.place_id, a.place_id) as place_id, coalesce(r.child_id, a.child_id) as child_id, a.child_id is not null as attends
      from roll r full join attended a on a.place_id = r.place_id and a.child_id = r.child_id where r.child_id is null or a.child_id is null) b
    join week w on w.place_id = b.place_id
    where w.place_id in (select place_id from roll))`
