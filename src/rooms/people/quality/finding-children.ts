import { sql } from 'kysely'
import * as z from 'zod'
import { query, type Reader, rows } from '#platform'
import { findingOf } from '#rooms/collection'
import { type ListedChild, namedIn } from '../children.ts'
import { byName } from '../names.ts'
import { type Reach, reachOf } from '../reach.ts'
import { peopleChecks } from './quality-checks.ts'

/** The children a finding of data quality speaks of, as far as whoever asks sees each of them. */
export const findingChildren = query({
  name: 'people.finding-children',
  summary: 'The children a finding of data quality speaks of, those you see',
  aboutChildren: true,
  input: z.object({ finding: z.uuid('Say which finding') }),
  async may(actor, { finding }, db) {
    await reachOf(actor, undefined, db)
    await findingOf(db, actor, finding)
    return true
  },
  async read({ actor, db, now }, { finding: id }) {
    const [reach, finding] = [await reachOf(actor, undefined, db), await findingOf(db, actor, id)]
    const check = peopleChecks.find(({ name }) => name === finding.check)
    const ids = (await check?.whose?.(db, { areaId: reach.areaId, today: now.toISOString().slice(0, 10), placeId: finding.placeId, key: finding.key })) ?? []
    const [place] = await rows(db, sql<{ name: string }>`select name from places.place_named where place_id = ${finding.placeId}`)
    const children = await listedOf(db, reach, ids)
    return { areaId: reach.areaId, check: check?.label ?? finding.check, place: place?.name ?? '', message: finding.message, fix: finding.fix, of: finding.children, children: children.sort(byName) }
  },
  looksAt: ({ areaId, children }) => (children.length ? [{ areaId, childId: null }] : []),
})

/** Of some children those somebody reaches: the database shows no other to whom pages are drawn for, and the reach says it once more. */
async function listedOf(db: Reader, reach: Reach, ids: string[]): Promise<ListedChild[]> {
  const { areaId, places, children, told } = reach
  const found = await rows(db, sql<ListedChild>`
    select c.child_id as id, given_name as "givenName", family_name as "familyName", known_as as "knownAs", born, s.schools
    from people.child c cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('placeId', p.place_id, 'name', p.name) order by p.name), '[]') as schools, coalesce(bool_or(e.place_id = any (${places}::int[])), false) as reached
      from people.enrolment e join places.place_named p on p.place_id = e.place_id
      where e.area_id = c.area_id and e.child_id = c.child_id and daterange(e.starts, e.ends, '[]') @> current_date) s
    where c.area_id = ${areaId} and c.child_id = any (${ids}::uuid[]) and (s.reached or c.child_id = any (${children}::uuid[])
      or exists (select from people.authority_word w where w.area_id = c.area_id and w.child_id = c.child_id and w.classes <@ ${told}::text[]))`)
  return namedIn(db, reach, found)
}
