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
    said as materialized (
      select s.child_id, array_agg(distinct s.topic) as topics from people.statement s
      where s.area_id = ${areaId} and s.topic = any (${TOPICS}::text[]) and s.value <> '' and s.data_class not like 'claimed-%' group by 1),
    asked as materialized (select s.child_id from people.span s where s.area_id = ${areaId} and s.topic = 'sen' and s.value = any ('{K,E}') and daterange(s.starts, s.ends, '[]') @> ${today}::date),
    held as (
      select r.place_id, coalesce(s.topics, '{}') as topics, r.child_id in (select child_id from asked) as is_asked,
        exists (select from people.identifier i where i.area_id = ${areaId} and i.child_id = r.child_id and i.scheme = 'upn') as has_upn,
        exists (select from people.child c where c.area_id = ${areaId} and c.child_id = r.child_id and c.sex is not null) as has_sex
      from roll r left join said s on s.child_id = r.child_id)
    select h.place_id as "placeId", f.field, count(*) filter (where f.it)::int as have, count(*)::int as of
    from held h cross join lateral (values ('upn', has_upn), ('sex', has_sex), ('year-group', 'year-group' = any (topics)), ('ethnicity', 'ethnicity' = any (topics)),
      ('first-language', 'first-language' = any (topics)), ('sen', 'sen' = any (topics)), ('postcode', 'postcode' = any (topics)), ('need', case when is_asked then 'need' = any (topics) end)) as f (field, it)
    where f.it is not null
    group by 1, 2`),
}
