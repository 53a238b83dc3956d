import { sql } from 'kysely'
import * as z from 'zod'
import { type Actor, query, type Reader, rows } from '#platform'
import { DATA_CLASSES, standingOf } from '#rooms/access'
import { type Reach, reachOf } from '../reach.ts'

/** A target group as it is defined today, with how many it has now; null where its class is not open to whoever asks. */
export interface CountedGroup {
  id: string
  label: string
  about: string
  dataClass: keyof typeof DATA_CLASSES
  rules: { words: string; source: string }[]
  members: number | null
}

/** The target groups, how many children on roll today are in each as far as one sees, and how many are in more than one. */
export const listGroups = query({
  name: 'people.groups',
  summary: 'The target groups: who is in each by which rule, and how many children in your reach are in it today',
  rest: '/children/groups',
  aboutChildren: true,
  input: z.object({ area: z.string().max(80).optional() }),
  async may(actor, { area }, db) {
    await reachOf(actor, area, db)
    return true
  },
  async read({ actor, db, now }, { area }) {
    const reach = await reachOf(actor, area, db)
    const today = now.toISOString().slice(0, 10)
    const [groups, counts, open] = await Promise.all([groupsOn(db, today), actor.operator ? countedBy(db, reach, today) : countsOn(db, reach.areaId, today), classesOpen(actor, db, reach.areaId)])
    const members = new Map(counts.groups.map(({ id, members: some }) => [id, some]))
    return { areaId: reach.areaId, today, onRoll: counts.onRoll, inSome: counts.inSome, inSeveral: counts.inSeveral, groups: groups.map((one): CountedGroup => ({ ...one, members: open.has(one.dataClass) ? (members.get(one.id) ?? 0) : null })) }
  },
})

/** Which groups a child is or was in, latest first, with the file and row that says so; as far as one sees the classes they rest on. */
export interface Membership {
  group: string
  label: string
  dataClass: keyof typeof DATA_CLASSES
  words: string
  starts: string
  ends: string | null
  batch: number | null
  row: number | null
}

/** Target groups of one child over time. */
export async function groupsOf(db: Reader, { areaId, childId }: { areaId: number; childId: string }): Promise<Membership[]> {
  return rows(db, sql<Membership>`
    select m.group_id as "group", g.label, g.data_class as "dataClass", r.words, m.starts, m.ends, m.batch_id as batch, m.row
    from people.group_member m join people.target_group g on g.group_id = m.group_id and coalesce(g.ends, 'infinity') >= m.starts and g.starts <= coalesce(m.ends, 'infinity')
    join people.target_rule r on r.group_id = g.group_id and r.starts = g.starts and r.number = m.number
    where m.area_id = ${areaId} and m.child_id = ${childId} order by g.position, m.starts desc, m.batch_id desc`)
}

async function groupsOn(db: Reader, today: string) {
  return rows(db, sql<Omit<CountedGroup, 'members'>>`
    select g.group_id as id, g.label, g.about, g.data_class as "dataClass", jsonb_agg(jsonb_build_object('words', r.words, 'source', r.source) order by r.number) as rules
    from people.target_group g join people.target_rule r on r.group_id = g.group_id and r.starts = g.starts
    where ${today}::date between g.starts and coalesce(g.ends, 'infinity') group by g.group_id, g.label, g.about, g.data_class, g.position order by g.position`)
}

interface Counts {
  onRoll: number
  inSome: number
  inSeveral: number
  groups: { id: string; members: number }[]
}

/** Counted by the database through what whoever asks reaches, class by class; children once each, however many sources say the same. */
async function countsOn(db: Reader, areaId: number, today: string): Promise<Counts> {
  const found = await rows(db, sql<{ id: string; members: number }>`select group_id as id, members from people.groups_counted(${areaId}, ${today}::date)`)
  const counted = (name: string) => found.find(({ id }) => id === name)?.members ?? 0
  return { onRoll: counted(''), inSome: counted('in-some'), inSeveral: counted('in-several'), groups: found }
}

/** The same for the operator of the machine, who has no reach of their own. */
async function countedBy(db: Reader, { areaId, places, children }: Reach, today: string): Promise<Counts> {
  const [found] = await rows(db, sql<Counts>`
    with here as materialized (
      select child_id from people.enrolment where area_id = ${areaId} and place_id = any (${places}::int[]) and daterange(starts, ends, '[]') @> ${today}::date
      union select unnest(${children}::uuid[])),
    members as materialized (
      select distinct m.child_id, m.group_id from people.group_member m join here using (child_id) where m.area_id = ${areaId} and ${today}::date between m.starts and coalesce(m.ends, 'infinity'))
    select (select count(*)::int from here) as "onRoll",
      (select count(distinct child_id)::int from members) as "inSome",
      (select count(*)::int from (select child_id from members group by child_id having count(*) > 1) several) as "inSeveral",
      (select coalesce(jsonb_agg(jsonb_build_object('id', group_id, 'members', members)), '[]') from (select group_id, count(*)::int as members from members group by group_id) counted) as groups`)
  return found!
}

/** The classes one holds the verb of anywhere in the area: of others nothing is counted. */
async function classesOpen(actor: Actor, db: Reader, areaId: number) {
  if (actor.operator) return new Set(Object.keys(DATA_CLASSES))
  const { held } = await standingOf(actor, db)
  return new Set(Object.entries(DATA_CLASSES).filter(([, { verb }]) => held.some((one) => one.verb === verb && one.areaId === areaId)).map(([name]) => name))
}
