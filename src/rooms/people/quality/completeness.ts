import { sql } from 'kysely'
import { type Completeness, rows } from '#platform'

/** Key fields of a child on roll, each by the identifier or the topic of statements that fills it. */
const FIELDS = {
  upn: { label: 'UPN', scheme: 'upn' }, sex: { label: 'Sex', column: true }, 'year-group': { label: 'Year group', topic: 'year-group' }, ethnicity: { label: 'Ethnicity', topic: 'ethnicity' },
  'first-language': { label: 'First language', topic: 'first-language' }, sen: { label: 'SEN provision', topic: 'sen' }, need: { label: 'Type of need, of those with SEN', topic: 'need' }, postcode: { label: 'Postcode', topic: 'postcode' },
} as const

const TOPICS = Object.values(FIELDS).flatMap((field) => ('topic' in field ? [field.topic] : []))

/** How many children on roll today, as returns have it, have each key field: children entered by hand are not counted. */
export const completeness: Completeness = {
  fields: Object.fromEntries(Object.entries(FIELDS).map(([name, { label }]) => [name, label])),
  run: (db, { areaId, today }) => rows(db, sql`
    with roll as (
      select distinct e.child_id, e.place_id from people.enrolment e
      where e.area_id = ${areaId} and e.batch_id is not null and e.status <> 'S' and daterange(e.starts, e.ends, '[]') @> ${today}::date),
    said as (select distinct s.child_id, s.topic from people.statement s where s.area_id = ${areaId} and s.topic = any (${TOPICS}::text[]) and s.value <> '' and s.data_class not like 'claimed-%'),
    need_asked as (select distinct s.child_id from people.span s where s.area_id = ${areaId} and s.topic = 'sen' and s.value = any ('{K,E}') and daterange(s.starts, s.ends, '[]') @> ${today}::date)
    select r.place_id as "placeId", f.field, count(*) filter (where has.it)::int as have, count(*)::int as of
    from roll r cross join (values ('upn'), ('sex'), ('year-group'), ('ethnicity'), ('first-language'), ('sen'), ('need'), ('postcode')) as f (field)
    left join said s on s.child_id = r.child_id and s.topic = f.field
    left join need_asked n on n.child_id = r.child_id and f.field = 'need'
    cross join lateral (select case f.field
      when 'upn' then exists (select from people.identifier i where i.area_id = ${areaId} and i.child_id = r.child_id and i.scheme = 'upn')
      when 'sex' then exists (select from people.child c where c.area_id = ${areaId} and c.child_id = r.child_id and c.sex is not null)
      else s.child_id is not null end as it) has
    where f.field <> 'need' or n.child_id is not null
    group by 1, 2`),
}
