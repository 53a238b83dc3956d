import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, askForWork, type Database, moveOn, query, type Reader, reading, rows, type Verdict, type WorkKind, workKind, writtenText } from '#platform'
import { oneAtATime } from '#rooms/collection'
import { nothingHere } from '../reach.ts'
import { derive } from '../returns/derive.ts'
import { decidesHere } from './duplicates.ts'

/** A child of another roll whom a setting counts as its own: it opens nothing there until the other roll ends or somebody lets it stand. */
export interface Claim {
  id: string
  areaId: number
  childId: string
  givenName: string
  familyName: string
  knownAs: string | null
  born: string
  /** The setting that says so, and from when. */
  place: string
  starts: string
  batch: number
  /** Where the child stands today, in the order of the names. */
  elsewhere: string[]
  foundAt: string
}

const PAGE = 100

/** Claims that wait, the oldest first. */
export const listClaims = query({
  name: 'people.claims',
  summary: 'Children a setting counts as its own who stand on another’s roll: they open nothing there until the other roll ends or somebody lets it stand',
  rest: '/children/claims',
  aboutChildren: true,
  input: z.object({}),
  may: (actor, _input, db): Promise<Verdict> => decidesHere(actor, db),
  async read({ actor, db }) {
    const found = await claims(db, actor.areaId, sql`c.let_by is null order by c.found_at, c.claim_id limit ${PAGE + 1}`)
    return { areaId: actor.areaId, claims: found.slice(0, PAGE), hasMore: found.length > PAGE }
  },
  looksAt: ({ areaId, claims: seen }) => (seen.length ? [{ areaId, childId: null }] : []),
})

/** Lets what a setting says stand: from then on the child is on its roll too, with all that opens. */
export const letClaimStand = action({
  name: 'people.let-claim-stand',
  summary: 'Let stand that a child is on the roll of a setting too, and say why; its record is open there from then on',
  aboutChildren: true,
  input: z.object({ id: z.uuid('Choose a child from the list'), reason: writtenText('Say why, in a sentence', 500) }),
  may: (actor, _input, db) => decidesHere(actor, db),
  async run({ actor, db, now, areaId, tell }, { id, reason }) {
    const [claim] = await rows(db as unknown as Reader, sql<{ childId: string }>`select child_id as "childId" from people.roll_claim where area_id = ${areaId} and claim_id = ${id}`)
    if (!claim) throw nothingHere()
    // Of two who decide at once the first counts, with their reason.
    const { numUpdatedRows } = await db.updateTable('people.roll_claim').set({ let_by: actor.slug, let_at: now, reason })
      .where('area_id', '=', areaId).where('claim_id', '=', id).where('let_by', 'is', null).executeTakeFirst()
    if (!numUpdatedRows) throw new Refusal('conflict', 'Somebody has let this stand already')
    tell({ childId: claim.childId, changes: { claim: ['waits', 'stands'] } })
    return { id, areaId, work: await askForWork(db, { areaId, kind: LET_WORK, title: 'Letting a roll stand', input: { claim: id }, askedBy: actor.slug, now }) }
  },
})

const LET_WORK = 'people.let-claim'

/** Where the child is on roll is worked out anew, as the keeper of all tables. */
export const claimWork: WorkKind = workKind<{ claim: string }>({
  name: LET_WORK,
  async run({ db, areaId, input: { claim } }) {
    await settle(db, areaId, sql`c.claim_id = ${claim} and c.let_by is not null and not ${onRoll(sql`e.place_id = c.place_id and ${LASTS}`)}`)
    return {}
  },
})

/** Settles claims whose other roll had an end that has come since the last return, and those let stand whose work came to nothing. Returns how many were settled. */
export async function sweepClaims(db: Database): Promise<number> {
  const over = sql`case when c.let_by is null then not ${onRoll(sql`e.place_id <> c.place_id and ${LASTS}`)} else not ${onRoll(sql`e.place_id = c.place_id`)} end`
  const areas = await rows(reading(db), sql<{ areaId: number }>`select distinct c.area_id as "areaId" from people.roll_claim c where ${over}`)
  let settled = 0
  for (const { areaId } of areas) settled += await settle(db, areaId, over)
  return settled
}

/** Whether the child of a claim `c` is or was on a roll `e`. */
const onRoll = (where: ReturnType<typeof sql>) => sql`exists (select from people.enrolment e where e.area_id = c.area_id and e.child_id = c.child_id and ${where})`
const LASTS = sql`coalesce(e.ends, 'infinity') >= current_date`

/** Works out anew what follows for the children of some claims. */
const settle = (db: Database, areaId: number, which: ReturnType<typeof sql>) => db.transaction().execute(async (tx) => {
  await oneAtATime(tx, areaId)
  const find = () => rows(tx as unknown as Reader, sql<{ childId: string }>`select distinct c.child_id as "childId" from people.roll_claim c where c.area_id = ${areaId} and ${which}`)
  const found = await find()
  if (!found.length) return 0
  await derive(tx, areaId, found.map(({ childId }) => childId))
  // What waits on as it did says nothing new to any page.
  const settled = found.length - (await find()).length
  if (settled) await moveOn(tx, areaId)
  return settled
})

async function claims(db: Reader, areaId: number, which: ReturnType<typeof sql>): Promise<Claim[]> {
  const found = await rows(db, sql<Omit<Claim, 'foundAt'> & { foundAt: Date }>`
    select c.claim_id as id, c.area_id as "areaId", c.child_id as "childId", k.given_name as "givenName", k.family_name as "familyName", k.known_as as "knownAs", k.born, p.name as place, c.starts, c.batch_id as batch, c.found_at as "foundAt",
      array(select distinct o.name from people.enrolment e join places.place_named o on o.place_id = e.place_id
        where e.area_id = c.area_id and e.child_id = c.child_id and ${LASTS} order by 1) as elsewhere
    from people.roll_claim c join people.child k on k.area_id = c.area_id and k.child_id = c.child_id join places.place_named p on p.place_id = c.place_id
    where c.area_id = ${areaId} and ${which}`)
  return found.map((one) => ({ ...one, foundAt: one.foundAt.toISOString() }))
}
