import { sql } from 'kysely'
import { Refusal } from '#kernel'
import { moveBack, type Moved, moveOn, moveSubject, type Reader, recordDeed, rows, type Running, type WorkKind, workKind, type Writer } from '#platform'
import { PERSONAL } from '#rooms/access'
import { oneAtATime } from '#rooms/collection'
import { derive } from '../returns/derive.ts'

export const MERGE_WORK = 'people.merge'
export const PART_WORK = 'people.part'

/** Putting two records of one child together, and parting them: as the keeper of all tables, each in one transaction. Begun again, what is done is found done. */
export const identityWork: WorkKind[] = [
  workKind<{ pair: string }>({ name: MERGE_WORK, run: (work) => telling(work, merge) }),
  workKind<{ pair: string }>({ name: PART_WORK, run: (work) => telling(work, part) }),
]

/** Pairs are moved by their own rules: one that is decided says what it was decided on. */
const EXCEPT = ['people.pair']

interface Stored {
  oneId: string
  otherId: string
  state: string
  moved: Moved | null
  reason: string | null
}

type Step = (tx: Writer, areaId: number, pairId: string, pair: Stored) => Promise<Moved | null>

async function telling({ db, areaId, input: { pair: pairId }, askedBy }: Running<{ pair: string }>, step: Step) {
  return db.transaction().execute(async (tx) => {
    await oneAtATime(tx, areaId)
    const pair = await stored(tx, areaId, pairId)
    const moved = await step(tx, areaId, pairId, pair)
    if (!moved) return { pair: pairId }
    const caller = { actor: { slug: askedBy, name: askedBy, operator: false, areaId }, door: 'job' as const, now: new Date() }
    const action = step === merge ? MERGE_WORK : PART_WORK
    for (const childId of [moved.kept, moved.gone]) await recordDeed(tx, { areaId, action, caller, input: { pair: pairId, kept: moved.kept, gone: moved.gone }, subject: `/children/duplicates/${pairId}`, childId, ...(pair.reason ? { reason: pair.reason } : {}) })
    await moveOn(tx, areaId)
    return { pair: pairId }
  })
}

async function merge(tx: Writer, areaId: number, pairId: string, { oneId, otherId, state, moved }: Stored): Promise<Moved | null> {
  if (state !== 'same' || moved) return null
  const [first, second] = await inOrder(tx, areaId, oneId, otherId)
  if (!first || !second) throw new Refusal('conflict', 'One of the two is no more: the return that named them was undone, or they are together with another already')
  const done = await moveSubject(tx, PERSONAL, { areaId, kept: first, gone: second }, EXCEPT)
  await sql`update people.pair set moved = ${JSON.stringify(done)}::jsonb where area_id = ${areaId} and pair_id = ${pairId}`.execute(tx)
  await derive(tx, areaId, [first])
  return done
}

async function part(tx: Writer, areaId: number, pairId: string, { state, moved }: Stored): Promise<Moved | null> {
  if (state !== 'parted' || !moved) return null
  if ((await inOrder(tx, areaId, moved.kept, moved.kept)).length === 0) throw new Refusal('conflict', 'Since then the child was put together with another. Part those two first')
  const standing = new Set((await rows(tx as unknown as Reader, sql<{ batchId: number }>`select distinct batch_id as "batchId" from platform.extent where area_id = ${areaId}`)).map(({ batchId }) => batchId))
  await moveBack(tx, PERSONAL, areaId, moved, EXCEPT, ({ batch_id }) => batch_id === undefined || batch_id === null || standing.has(batch_id as number))
  await sql`update people.pair set moved = null where area_id = ${areaId} and pair_id = ${pairId}`.execute(tx)
  await derive(tx, areaId, [moved.kept, moved.gone])
  return moved
}

/** The child that was known first stays. */
async function inOrder(tx: Writer, areaId: number, ...ids: string[]) {
  const found = await rows(tx as unknown as Reader, sql<{ childId: string }>`select child_id as "childId" from people.child where area_id = ${areaId} and child_id = any (${ids}::uuid[]) order by made_at, child_id`)
  return found.map(({ childId }) => childId)
}

async function stored(tx: Writer, areaId: number, pairId: string): Promise<Stored> {
  const [found] = await rows(tx as unknown as Reader, sql<Stored>`
    select one_id as "oneId", other_id as "otherId", state, moved, reason from people.pair where area_id = ${areaId} and pair_id = ${pairId} for update`)
  if (!found) throw new Refusal('missing', 'This pair is no more: the return that brought it was undone')
  return found
}
