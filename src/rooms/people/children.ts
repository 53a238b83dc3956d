import { sql } from 'kysely'
import * as z from 'zod'
import { query, type Reader, rows, unlessBlank } from '#platform'
import { plainName } from '#kernel'
import type { DataClass } from '#rooms/access'
import { seriesLabel } from '#rooms/collection'
import { classOfScheme } from './identity/scheme-class.ts'
import { byName, NOT_NAMED } from './names.ts'
import { type Reach, reachOf } from './reach.ts'

/** How many children stand on a page of the list. */
export const PAGE = 200

export interface ListedChild {
  id: string
  givenName: string
  familyName: string
  knownAs: string | null
  born: string
  /** Where on roll today, as far as whoever asks sees it. */
  schools: { placeId: number; name: string }[]
  /** Of who is on no roll: the authority’s returns that name them, of those whoever asks sees all of. */
  namedIn?: string[]
  /** The id a child without a name is known by, so that one can be told from another. */
  knownBy?: string
}

/** What the list of children is narrowed by. */
export const CHOSEN = {
  area: z.string().max(80).optional(),
  words: unlessBlank(z.string('Write a name').trim().max(100, 'Use 100 characters or fewer').optional()),
  school: unlessBlank(z.coerce.number('Choose a school').int().positive().max(2_147_483_647).optional()),
}

/** The children somebody reaches, a page of 200 at a time, by name. */
export const listChildren = query({
  name: 'people.children',
  summary: 'The children in your reach today, by name, with where they are on roll',
  aboutChildren: true,
  bodyOnly: true,
  input: z.object({ ...CHOSEN, page: unlessBlank(z.coerce.number('Give the number of a page').int().min(1).max(10_000).default(1)) }),
  async may(actor, { area }, db) {
    await reachOf(actor, area, db)
    return true
  },
  async read({ actor, db }, { area, words, school, page }) {
    const reach = await reachOf(actor, area, db)
    const found = await childrenIn(db, reach, { words, school, from: (page - 1) * PAGE, most: PAGE + 1 })
    return { areaId: reach.areaId, children: await withIds(db, reach, await namedIn(db, reach, found.slice(0, PAGE).sort(byName))), page, hasMore: found.length > PAGE }
  },
  // Who goes through the list page by page has looked at it as much as who takes it away.
  looksAt: ({ areaId, children }) => (children.length ? [{ areaId, childId: null }] : []),
})

/** Beside who is on no roll, which returns of the authority name them. */
export async function namedIn(db: Reader, { areaId, told }: Reach, children: ListedChild[]): Promise<ListedChild[]> {
  const away = children.filter(({ schools }) => !schools.length).map(({ id }) => id)
  if (!away.length || !told.length) return children
  const found = await rows(db, sql<{ id: string; series: string[] }>`
    select child_id as id, array_agg(distinct series order by series) as series from people.authority_word
    where area_id = ${areaId} and child_id = any (${away}::uuid[]) and classes <@ ${told}::text[] group by 1`)
  const named = new Map(found.map(({ id, series }) => [id, series.map(seriesLabel)]))
  return children.map((one) => (named.has(one.id) ? { ...one, namedIn: named.get(one.id)! } : one))
}

async function withIds(db: Reader, { areaId, told }: Reach, children: ListedChild[]): Promise<ListedChild[]> {
  const unnamed = children.filter(({ givenName, familyName }) => givenName === NOT_NAMED && familyName === NOT_NAMED).map(({ id }) => id)
  if (!unnamed.length) return children
  const found = await rows(db, sql<{ id: string; scheme: string; value: string }>`
    select child_id as id, scheme, value from people.identifier where area_id = ${areaId} and child_id = any (${unnamed}::uuid[]) order by child_id, scheme desc, since, value`)
  // An id of social care's says that the child is known to it.
  const isSeen = (one: DataClass) => one === 'ordinary' || told.includes(one)
  const known = new Map(found.filter(({ scheme }) => isSeen(classOfScheme(scheme))).map(({ id, value }) => [id, `id ${value}`]))
  return children.map((one) => (known.has(one.id) ? { ...one, knownBy: known.get(one.id)! } : one))
}

interface Narrowed {
  words: string | undefined
  school: number | undefined
  from: number
  most: number
}

/**
 * Children through a reach, in the order of their plain names. Where the reach is a few places it begins from their rolls; where it is many,
 * it goes along the names and looks for each child whether they are on roll there, until the page is full.
 */
export async function childrenIn(db: Reader, reach: Reach, { words, school, from, most }: Narrowed): Promise<ListedChild[]> {
  const looked = plainName(words ?? '')
  if (words && !looked) return []
  const places = school === undefined ? reach.places : reach.places.filter((one) => one === school)
  const named = school === undefined ? [...reach.children, ...(reach.away ?? [])] : reach.children
  const halves = (looked ? [sql`by_family`, sql`by_given`] : [sql`by_family`]).flatMap((column) => {
    // Named as a range, which an index answers and which says nothing of rows out of reach.
    const fits = looked ? sql`and c.${column} >= ${looked} and c.${column} < ${`${looked}\u{10ffff}`}` : sql``
    const page = sql`order by c.by_family, c.child_id limit ${from + most}`
    return [
      ...(!places.length ? [] : places.length > FEW || looked
        ? [sql`(select ${COLUMNS} from people.child c where c.area_id = ${reach.areaId} ${fits} and ${onRoll(places)} order by c.${column}, c.child_id limit ${from + most})`]
        : [sql`(select ${COLUMNS} from people.child c where c.area_id = ${reach.areaId} and c.child_id in (${rollsOf(reach.areaId, places)}) ${page})`]),
      ...(named.length ? [sql`(select ${COLUMNS} from people.child c where c.area_id = ${reach.areaId} ${fits} and c.child_id = any (${named}::uuid[]) ${school === undefined ? sql`` : sql`and ${onRoll([school])}`} ${page})`] : []),
      ...(reach.away === null && school === undefined
        ? [sql`(select ${COLUMNS} from people.child c where c.area_id = ${reach.areaId} ${fits} and c.child_id in (${toldOf(reach)}) order by c.${column}, c.child_id limit ${from + most})`] : []),
    ]
  })
  if (!halves.length) return []
  return rows(db, sql<ListedChild>`
    with found as (select * from (${sql.join(halves, sql` union `)}) half order by by_family, child_id limit ${most} offset ${from})
    select found.child_id as id, given_name as "givenName", family_name as "familyName", known_as as "knownAs", born, s.schools
    from found cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('placeId', p.place_id, 'name', p.name) order by p.name), '[]') as schools
      from people.enrolment e join places.place_named p on p.place_id = e.place_id
      where e.area_id = ${reach.areaId} and e.child_id = found.child_id and daterange(e.starts, e.ends, '[]') @> current_date) s
    order by by_family, found.child_id`)
}

/** So many schools have fewer children on their rolls than the names one would go past to find a page of them. */
const FEW = 12

const COLUMNS = sql`c.child_id, c.given_name, c.family_name, c.known_as, c.born, c.by_family`

/** Planned as a probe of the child's own enrolments (`offset 0`), with the places as a hash (`in`): a city has hundreds. */
const onRoll = (places: number[]) => sql`exists (
  select from people.enrolment e where e.area_id = c.area_id and e.child_id = c.child_id and (e.place_id in (select unnest(${places}::int[]))) is true and daterange(e.starts, e.ends, '[]') @> current_date offset 0)`

const rollsOf = (areaId: number, places: number[]) => sql`
  select e.child_id from people.enrolment e where e.area_id = ${areaId} and e.place_id = any (${places}::int[]) and daterange(e.starts, e.ends, '[]') @> current_date`

const toldOf = ({ areaId, told }: Reach) => sql`select w.child_id from people.authority_word w where w.area_id = ${areaId} and w.classes <@ ${told}::text[]`

/** The schools somebody sees children of, to choose one from. */
export async function schoolsIn(db: Reader, { areaId, places }: Reach): Promise<{ placeId: number; name: string }[]> {
  const found = await rows(db, sql<{ placeId: number; name: string }>`
    select p.place_id as "placeId", p.name from places.place_named p
    where p.place_id = any (${places}::int[]) and exists (select from people.enrolment e where e.area_id = ${areaId} and e.place_id = p.place_id)`)
  return found.sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
}
