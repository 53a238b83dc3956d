import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, type Actor, newId, query, type Reader, rows, unlessBlank, type Writer, writtenText } from '#platform'
import { book } from '#rooms/measures'
import { directory, placeNamed } from '#rooms/places'
import { endContributions } from './contribution-ends.ts'
import { findFramework } from './frameworks.ts'
import { foundAmong, groundOf, holdsInArea } from './ground.ts'
import { readResult } from './result-read.ts'
import { whyNoResult } from './statement.ts'

const Said = z.object({
  body: writtenText('Say what you want for children, in one plain sentence', 300),
  looksLike: z.string().trim().max(20_000, 'Use 20,000 characters or fewer').default(''),
  /** The population's place; the area's own where it is left out. */
  place: unlessBlank(z.string().max(200, 'Use 200 characters or fewer').optional()),
  ages: unlessBlank(z.string().trim().max(50, 'Use 50 characters or fewer').default('0 to 25')),
  group: unlessBlank(z.string().max(200, 'Use 200 characters or fewer').default('all')),
  agreedBy: unlessBlank(z.string().trim().max(200, 'Use 200 characters or fewer').optional()),
  agreedOn: unlessBlank(z.iso.date('Give the day it was agreed, like 2026-03-31').optional()),
})

const Id = z.uuid('Say which result')
const Version = z.coerce.number().int('Open the page again and change it there')

export const addResult = action({
  name: 'scorecards.add-result',
  summary: 'Say in plain words how life should be for children here: a result, with the children it is for',
  input: Said.extend({ framework: z.uuid('Say which set of results it belongs to') }),
  may: async (actor, { framework }, db) => holdsInArea(actor, 'scorecard:write', (await findFramework(actor, framework, db)).areaId, db),
  areaOf: async ({ framework }, db, actor) => (await findFramework(actor, framework, db)).areaId,
  async run({ actor, db, now, areaId }, { framework, ...said }) {
    const columns = await asColumns(db as unknown as Reader, areaId, said, now)
    const result_id = newId()
    const { last } = await db.selectFrom('scorecards.result').select((of) => of.fn.max('position').as('last')).where('area_id', '=', areaId).where('framework_id', '=', framework).executeTakeFirstOrThrow()
    await db.insertInto('scorecards.result').values({ area_id: areaId, result_id, framework_id: framework, position: (last ?? 0) + 1, ...columns, changed_by: actor.slug, changed_at: now }).execute()
    return { id: result_id, body: said.body }
  },
})

export const rewordResult = action({
  name: 'scorecards.reword-result',
  summary: 'Reword a result, or say anew for whom it is and who agreed it; how it stood is kept',
  input: Said.extend({ id: Id, version: Version, why: writtenText('Say why it is reworded, in a sentence', 500) }),
  may: async (actor, { id }, db) => holdsInArea(actor, 'scorecard:write', (await findResult(actor, id, db)).areaId, db),
  areaOf: async ({ id }, db, actor) => (await findResult(actor, id, db)).areaId,
  touches: [{ table: 'scorecards.result', where: { result_id: 'id' } }],
  async run({ actor, db, now, areaId }, { id, version, why, ...said }) {
    const columns = await asColumns(db as unknown as Reader, areaId, said, now)
    await refuseUnlessStands(db, areaId, id)
    const before = await db.selectFrom('scorecards.result').selectAll().where('area_id', '=', areaId).where('result_id', '=', id).executeTakeFirstOrThrow()
    if (before.version !== version) throw changedMeanwhile()
    const { body, looks_like, place_id, ages, group_id, agreed_by, agreed_on, changed_by, changed_at } = before
    await db
      .insertInto('scorecards.result_before')
      .values({ area_id: areaId, result_id: id, version, stood: JSON.stringify({ body, looksLike: looks_like, placeId: place_id, ages, groupId: group_id, agreedBy: agreed_by, agreedOn: agreed_on }), why, changed_by, changed_at })
      .execute()
    await db.updateTable('scorecards.result').set({ ...columns, changed_by: actor.slug, changed_at: now, version: version + 1 }).where('area_id', '=', areaId).where('result_id', '=', id).execute()
    return { id, body: said.body, version: version + 1 }
  },
})

export const retireResult = action({
  name: 'scorecards.retire-result',
  summary: 'Retire a result, with the reason; it stays in the history with all that belongs to it',
  input: z.object({ id: Id, version: Version, reason: writtenText('Say why it is retired, in a sentence', 500) }),
  may: async (actor, { id }, db) => holdsInArea(actor, 'scorecard:write', (await findResult(actor, id, db)).areaId, db),
  areaOf: async ({ id }, db, actor) => (await findResult(actor, id, db)).areaId,
  touches: [{ table: 'scorecards.result', where: { result_id: 'id' } }],
  async run({ actor, db, now, areaId }, { id, version, reason }) {
    await refuseUnlessStands(db, areaId, id)
    const retired = await db
      .updateTable('scorecards.result')
      .set({ ended_at: now, ended_by: actor.slug, ended_reason: reason, version: version + 1 })
      .where('area_id', '=', areaId).where('result_id', '=', id).where('version', '=', version)
      .returning('body')
      .executeTakeFirst()
    if (!retired) throw changedMeanwhile()
    await endContributions(db, { areaId, resultId: id, by: actor.slug, now })
    return { id, body: retired.body, reason }
  },
})

export const oneResult = query({
  name: 'scorecards.result',
  summary: 'One result: its population, its indicators with their ratings, what contributes to it, and how it stood before',
  input: z.object({ id: Id }),
  may: async (actor, { id }, db) => holdsInArea(actor, 'published:read', (await findResult(actor, id, db)).areaId, db),
  read: async ({ actor, db }, { id }) => readResult(db, (await findResult(actor, id, db)).areaId, id),
})

/** A result of an area the person has a part in, retired ones too. */
export function findResult(actor: Actor, id: string, db: Reader) {
  return foundAmong(actor, db, 'result', (areas) => rows(db, sql<{ areaId: number; placeId: number }>`
    select area_id as "areaId", place_id as "placeId" from scorecards.result where area_id = any (${areas}) and result_id = ${id}`))
}

/** Holds a result still while something is decided about its indicators, so that two who add at once cannot both be the fifth. Refuses where it is retired. */
export async function refuseUnlessStands(db: Writer, areaId: number, resultId: string) {
  const [held] = await rows(db, sql<{ endedAt: Date | null }>`select ended_at as "endedAt" from scorecards.result where area_id = ${areaId} and result_id = ${resultId} for update`)
  if (held?.endedAt) throw new Refusal('conflict', 'This result is retired. It stays as it stood: add to one that is worked to, or write a new one')
}

const changedMeanwhile = () => new Refusal('conflict', 'Somebody changed this result after you opened it. Both are shown: bring them together and save again')

async function asColumns(db: Reader, areaId: number, { body, looksLike, place, ages, group, agreedBy, agreedOn }: z.infer<typeof Said>, now: Date) {
  const why = whyNoResult(body)
  if (why) throw new Refusal('invalid', why, { body: why })
  if (!(await book(db)).groups.has(group)) throw new Refusal('invalid', `There is no group called ${group} in the measure book`, { group: 'Choose a group of the measure book' })
  const placeId = place === undefined ? (await groundOf(db, areaId)).placeId : (await placeNamed(db, place)).placeId
  if ((await directory(db)).areaOf(placeId) !== areaId) throw new Refusal('invalid', `${place} is not in this area. A result is for children of this area, or of a part of it`, { place: 'Choose a place in this area' })
  if (agreedOn && !agreedBy) throw new Refusal('invalid', 'Say who agreed it on that day: a board, a meeting, a role', { agreedBy: 'Say who agreed it' })
  if (agreedOn && agreedOn > now.toISOString().slice(0, 10)) throw new Refusal('invalid', 'The day it was agreed is still to come. Leave it empty until then', { agreedOn: 'This day is still to come' })
  return { body, looks_like: looksLike, place_id: placeId, ages, group_id: group, agreed_by: agreedBy ?? null, agreed_on: agreedOn ?? null }
}
