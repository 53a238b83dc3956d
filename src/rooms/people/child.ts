import { sql } from 'kysely'
import * as z from 'zod'
import { dayAfter } from '#kernel'
import { type Actor, query, type Reader, rows } from '#platform'
import { DATA_CLASSES, type DataClass, personNames } from '#rooms/access'
import { type ChildFact, factsOf } from './child-facts.ts'
import { type ChildRegister, childRegisters } from './child-registers.ts'
import { type ChildInReach, classesSeen, findRecord, reasonsWhy } from './reach.ts'

/** The classes entries are of; the other two are columns of their own. */
export type EntryClass = Exclude<DataClass, 'protected-address' | 'adopted-identity'>

export interface Entry {
  id: string
  dataClass: EntryClass
  body: string
  day: string
  forFamily: boolean
  writtenBy: string
  writtenAt: string
  changedBy: string | null
  changedAt: string | null
  version: number
}

export interface Address {
  lines: string
  postcode: string
  dataClass: 'ordinary' | 'protected-address'
  starts: string
  ends: string | null
}

/** One class of a record, with what lets whoever asks see it. */
export interface SeenClass {
  dataClass: DataClass
  label: string
  why: string[]
}

export interface ChildRecord {
  id: string
  areaId: number
  givenName: string
  familyName: string
  knownAs: string | null
  born: string
  /** Where on roll and since when, latest first, as far as it is seen. */
  onRoll: { placeId: number; place: string; starts: string; ends: string | null }[]
  classes: SeenClass[]
  entries: Entry[]
  addresses: Address[]
  /** Who the child was before being adopted: null unless that class is seen. */
  former: { givenName: string | null; familyName: string | null; upn: string | null; until: string | null }[] | null
  /** What returns say, of the classes seen, each with where it is from. */
  facts: ChildFact[]
  /** Marks of attendance, of who sees the ordinary class. */
  registers: ChildRegister[]
  mayWrite: boolean
}

/** A child's record as far as somebody sees it. Each answer is a look, and the audit keeps it. */
export const readChild = query({
  name: 'people.child',
  summary: 'A child’s record, of the classes you may see, with why you see each',
  rest: '/children/{id}',
  aboutChildren: true,
  input: z.object({ id: z.string('Say which child').max(40) }),
  async may(actor, { id }, db) {
    await findRecord(actor, id, db)
    return true
  },
  async read({ actor, db }, { id }): Promise<ChildRecord> {
    const child = await findRecord(actor, id, db)
    const classes = await classesWithReasons(actor, child, db)
    const seen = new Set(classes.map(({ dataClass }) => dataClass))
    const [who, onRoll, entries, addresses, former, facts, registers] = await Promise.all([
      whoIs(db, child), rollOf(db, child), entriesOf(db, child, [...seen]), addressesOf(db, child, seen.has('protected-address')), seen.has('adopted-identity') ? formerOf(db, child) : null, factsOf(db, child, seen),
      seen.has('ordinary') ? childRegisters(db, child) : [],
    ])
    return { ...who, id: child.childId, areaId: child.areaId, onRoll, classes, entries, addresses, former, facts, registers, mayWrite: child.verbs.has('child:write') }
  },
  looksAt: ({ areaId, id }) => [{ areaId, childId: id }],
})

async function classesWithReasons(actor: Actor, child: ChildInReach, db: Reader): Promise<SeenClass[]> {
  return Promise.all(classesSeen(child.verbs).map(async (dataClass) => {
    const { label, verb } = DATA_CLASSES[dataClass]
    return { dataClass, label, why: await reasonsWhy(actor, verb, child, db) }
  }))
}

type Named = Pick<ChildRecord, 'givenName' | 'familyName' | 'knownAs' | 'born'>
type Whose = Pick<ChildInReach, 'areaId' | 'childId'>

/** Name and day of birth of a child. */
export async function whoIs(db: Reader, { areaId, childId }: Whose): Promise<Named> {
  const [found] = await rows(db, sql<Named>`
    select given_name as "givenName", family_name as "familyName", known_as as "knownAs", born from people.child where area_id = ${areaId} and child_id = ${childId}`)
  return found!
}

/** Where a child is and was on roll, latest first. */
export async function rollOf(db: Reader, { areaId, childId }: Whose) {
  const found = await rows(db, sql<ChildRecord['onRoll'][number]>`
    select e.place_id as "placeId", p.name as place, e.starts, e.ends from people.enrolment e join places.place_named p on p.place_id = e.place_id
    where e.area_id = ${areaId} and e.child_id = ${childId} order by e.starts desc, p.name`)
  // A change of status alone, as from single to dual registration, is no move.
  return found.reduce<typeof found>((stays, one) => {
    const later = stays.findLast(({ placeId }) => placeId === one.placeId)
    if (later && one.ends !== null && dayAfter(one.ends) === later.starts) later.starts = one.starts
    else stays.push({ ...one })
    return stays
  }, [])
}

async function entriesOf(db: Reader, { areaId, childId }: Whose, classes: DataClass[]): Promise<Entry[]> {
  const [found, names] = await Promise.all([
    rows(db, sql<Omit<Entry, 'writtenAt' | 'changedAt'> & { writtenAt: Date; changedAt: Date | null }>`
      select entry_id as id, data_class as "dataClass", body, about_day as day, for_family as "forFamily", written_by as "writtenBy", written_at as "writtenAt", changed_by as "changedBy", changed_at as "changedAt", version
      from people.entry where area_id = ${areaId} and child_id = ${childId} and data_class = any (${classes}) order by about_day desc, entry_id`),
    personNames(db),
  ])
  const nameOf = (slug: string) => names.get(slug) ?? slug
  return found.map((one) => ({ ...one, writtenBy: nameOf(one.writtenBy), writtenAt: one.writtenAt.toISOString(), changedBy: one.changedBy && nameOf(one.changedBy), changedAt: one.changedAt?.toISOString() ?? null }))
}

async function addressesOf(db: Reader, { areaId, childId }: Whose, protectedToo: boolean) {
  return rows(db, sql<Address>`
    select lines, postcode, data_class as "dataClass", starts, ends from people.address
    where area_id = ${areaId} and child_id = ${childId} and data_class = any (${protectedToo ? ['ordinary', 'protected-address'] : ['ordinary']}) order by starts desc, address_id`)
}

async function formerOf(db: Reader, { areaId, childId }: Whose) {
  return rows(db, sql<NonNullable<ChildRecord['former']>[number]>`
    select given_name as "givenName", family_name as "familyName", upn, until from people.former_identity where area_id = ${areaId} and child_id = ${childId} order by until desc, identity_id`)
}
