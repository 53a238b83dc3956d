import { sql } from 'kysely'
import { dayInWords } from '#kernel'
import { qualityCheck, rows } from '#platform'

interface Found {
  placeId: number
  kind: 'census-only' | 'list-only'
  from: string
  until: string
  children: number
  suspensions: number
}

/** Suspensions and exclusions of the school census beside those of the lists schools send: over the days both speak of. */
export const exclusionsAgree = qualityCheck({
  name: 'exclusions-agree',
  label: 'Suspensions: school census against the lists',
  about: 'Suspensions and exclusions that only the census or only the list of suspensions tells of, over the days both speak of',
  async run(db, { areaId }) {
    const found = await rows(db, sql<Found>`
      ${alone(areaId)}
      select place_id as "placeId", kind, to_char(first, 'YYYY-MM-DD') as from, to_char(last, 'YYYY-MM-DD') as until, count(distinct child_id)::int as children, count(*)::int as suspensions from alone group by 1, 2, 3, 4`)
    return found.map(({ placeId, kind, from, until, children, suspensions }) => ({
      placeId, children, key: kind,
      message: `${suspensions === 1 ? 'One suspension' : `${suspensions.toLocaleString('en-GB')} suspensions`} of ${children === 1 ? 'one child' : `${children.toLocaleString('en-GB')} children`} from ${dayInWords(from)} to ${dayInWords(until)} ${suspensions === 1 ? 'is' : 'are'} in ${kind === 'list-only' ? 'the list and not in the census' : 'the census and not in the list'}.`,
      fix: kind === 'list-only' ? 'Ask the school to enter them before the next census; a day that was changed counts as two.' : 'Ask the school for the list again: the authority is to be told of every suspension.',
    }))
  },
  async whose(db, { areaId, placeId, key }) {
    const found = await rows(db, sql<{ id: string }>`${alone(areaId, placeId)} select distinct child_id as id from alone where kind = ${key}`)
    return found.map(({ id }) => id)
  },
})

/** Suspensions that one of the two tells of alone, at every setting or at one. */
const alone = (areaId: number, placeId?: number) => sql`
  with told as (
    select e.series, s.place_id, s.child_id, s.starts from people.suspension s
    join platform.extent e on e.area_id = s.area_id and e.batch_id = s.batch_id and e.place_id = s.reported_by and e.series = any ('{school-census,suspensions}')
    where s.area_id = ${areaId} ${placeId === undefined ? sql`` : sql`and s.place_id = ${placeId}`} group by 1, 2, 3, 4),
  both_speak as (
    select c.place_id, greatest(c.first, l.first) as first, least(c.last, l.last) as last
    from (select place_id, min(starts) as first, max(starts) as last from told where series = 'school-census' group by 1) c
    join (select place_id, min(starts) as first, max(starts) as last from told where series = 'suspensions' group by 1) l using (place_id)
    where greatest(c.first, l.first) <= least(c.last, l.last)),
  alone as (
    select t.place_id, t.child_id, case t.series when 'suspensions' then 'list-only' else 'census-only' end as kind, b.first, b.last
    from told t join both_speak b on b.place_id = t.place_id and t.starts between b.first and b.last
    where not exists (select from told o where o.series <> t.series and o.place_id = t.place_id and o.child_id = t.child_id and o.starts = t.starts))`
