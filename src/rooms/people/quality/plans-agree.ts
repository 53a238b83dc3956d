import { sql } from 'kysely'
import { dayInWords } from '#kernel'
import { qualityCheck, rows } from '#platform'

interface Found {
  placeId: number
  censusDay: string
  kind: 'sen2-only' | 'census-only'
  children: number
}

/** Who has an EHC plan by SEN2 on census day, and who by the census of their school: two returns of one fact. */
export const plansAgree = qualityCheck({
  name: 'plans-agree',
  label: 'EHC plans: school census against SEN2',
  about: 'Children on roll who have an EHC plan in the authority’s SEN2 and none in their school’s latest census, and the other way round',
  async run(db, { areaId }) {
    const found = await rows(db, sql<Found>`${unlike(areaId)} select place_id as "placeId", day as "censusDay", kind, count(*)::int as children from unlike group by 1, 2, 3`)
    return found.map(({ placeId, censusDay, kind, children }) => ({
      placeId, children, key: `${kind} ${censusDay}`,
      message: kind === 'sen2-only' ? `${counted(children)} an EHC plan in SEN2 and none in the school census of ${dayInWords(censusDay)}.` : `${counted(children)} an EHC plan in the school census of ${dayInWords(censusDay)} and none in SEN2.`,
      fix: kind === 'sen2-only' ? 'Ask the school to set SEN provision to E from the day of the plan, and give the census again.' : 'See whether another authority keeps the plan; if not, one of the two is wrong.',
    }))
  },
  async whose(db, { areaId, placeId, key }) {
    const found = await rows(db, sql<{ id: string }>`${unlike(areaId, placeId)} select child_id as id from unlike where kind || ' ' || day = ${key}`)
    return found.map(({ id }) => id)
  },
})

/** Who has a plan by one of the two and none by the other, of all settings or of one. */
const unlike = (areaId: number, placeId?: number) => sql`
  with census as (
    -- Of the same winter: what began after SEN2 was given can be in the next census alone.
    select distinct on (place_id) place_id, batch_id, as_at from platform.extent
    where area_id = ${areaId} and series = 'school-census' ${placeId === undefined ? sql`` : sql`and place_id = ${placeId}`} and as_at <= (select max(s.as_at) + 31 from platform.extent s where s.area_id = ${areaId} and s.series = 'sen2') order by place_id, as_at desc),
  pupils as (
    select c.place_id, c.as_at, s.child_id, bool_or(s.value = 'E') as in_census
    from census c join people.statement s on s.area_id = ${areaId} and s.batch_id = c.batch_id and s.reported_by = c.place_id and s.topic = 'sen' and s.starts <= c.as_at and s.data_class not like 'claimed-%'
    join people.on_roll_said o on o.area_id = s.area_id and o.batch_id = s.batch_id and o.row = s.row and o.status <> 'S' and coalesce(o.ends, c.as_at) >= c.as_at
    group by 1, 2, 3),
  plans as (
    select s.child_id, s.starts, coalesce(s.ends, 'infinity'::date) as ends from people.statement s join platform.extent e on e.area_id = s.area_id and e.series = 'sen2' and e.batch_id = s.batch_id and e.place_id = s.reported_by
    where s.area_id = ${areaId} and s.topic = 'sen' and s.value = 'E'),
  -- Before the first plan SEN2 tells of nothing can be missing from it.
  told as (select min(as_at) - 400 as since from platform.extent where area_id = ${areaId} and series = 'sen2' having min(as_at) is not null),
  unlike as (
    select p.place_id, p.child_id, to_char(p.as_at, 'YYYY-MM-DD') as day, case when p.in_census then 'census-only' else 'sen2-only' end as kind
    from pupils p cross join told
    where p.as_at >= told.since and p.in_census is distinct from exists (select from plans l where l.child_id = p.child_id and p.as_at between l.starts and l.ends))`

export const counted = (children: number) => (children === 1 ? 'One child has' : `${children.toLocaleString('en-GB')} children have`)
