import { sql } from 'kysely'
import * as z from 'zod'
import { type Actor, query, type Reader, rows, unlessBlank } from '#platform'
import { rolesThatSee, type SeeingRole, standingOf } from '#rooms/access'
import { type ChildRecord, rollOf, whoIs } from './child.ts'
import { findChild, nothingHere } from './reach.ts'

/** Something shared with the family, without who wrote it: a role answers for it, and the school says who that is. */
export interface SharedEntry {
  dataClass: string
  body: string
  day: string
}

export interface FamilyRecord extends Pick<ChildRecord, 'id' | 'areaId' | 'givenName' | 'familyName' | 'knownAs' | 'born' | 'onRoll'> {
  /** Whether the child asks, not a parent. */
  isOwn: boolean
  shared: SharedEntry[]
  roles: SeeingRole[]
  /** Other children of whoever asks. */
  others: { id: string; givenName: string }[]
}

/** What is shared with a child's family, for those who are that family: the child, and those with parental responsibility. */
export const readFamily = query({
  name: 'people.family',
  summary: 'What is shared with you of your own record, or your child’s, and which roles see it',
  aboutChildren: true,
  input: z.object({ child: unlessBlank(z.string().max(40).optional()) }),
  async may(actor, { child }, db) {
    await findOwn(actor, child, db)
    return true
  },
  async read({ actor, db }, { child }): Promise<FamilyRecord> {
    const { own, others } = await findOwn(actor, child, db)
    const [who, onRoll, shared, roles, named] = await Promise.all([whoIs(db, own), rollOf(db, own), sharedOf(db, own), rolesThatSee(db, own.areaId), namesOf(db, own.areaId, others)])
    return { ...who, id: own.childId, areaId: own.areaId, onRoll, isOwn: await isThemselves(actor, own.childId, db), shared, roles, others: named }
  },
  looksAt: ({ areaId, id }) => [{ areaId, childId: id }],
})

/** The child that is theirs: the one asked for, else the first; missing where there is none. */
async function findOwn(actor: Actor, child: string | undefined, db: Reader) {
  if (actor.operator) return { own: await findChild(actor, child ?? '', db), others: [] }
  const { held } = await standingOf(actor, db)
  const ids = [...new Set(held.flatMap((one) => (one.verb === 'family:read' && one.childId ? [one.childId] : [])))]
  const asked = child === undefined ? ids[0] : ids.find((one) => one === child)
  if (!asked) throw nothingHere()
  return { own: await findChild(actor, asked, db), others: ids.filter((one) => one !== asked) }
}

async function isThemselves(actor: Actor, childId: string, db: Reader) {
  return (await standingOf(actor, db)).appointments.some((one) => one.childId === childId && one.role === 'young-person')
}

async function sharedOf(db: Reader, { areaId, childId }: { areaId: number; childId: string }) {
  return rows(db, sql<SharedEntry>`
    select data_class as "dataClass", body, about_day as day from people.entry
    where area_id = ${areaId} and child_id = ${childId} and for_family order by about_day desc, entry_id`)
}

async function namesOf(db: Reader, areaId: number, ids: string[]) {
  if (!ids.length) return []
  return rows(db, sql<{ id: string; givenName: string }>`select child_id as id, given_name as "givenName" from people.child where area_id = ${areaId} and child_id = any (${ids}::uuid[]) order by born`)
}
