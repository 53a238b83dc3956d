import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, type Actor, newId, type Reader, rows, unlessBlank, type Writer, writtenText } from '#platform'
import { areasOf, holds } from '#rooms/access'
import { book, capital, listed } from '#rooms/measures'
import { overStrategy } from '../strategy-change.ts'
import { findStrategy, homeOf } from '../strategy.ts'
import { lackingOf, TEST_FIELDS, testGiven } from './promise-test.ts'
import { type HeldPromise, type HeldTest, promisesOf } from './promises.ts'

const optional = unlessBlank(z.string().trim().max(20_000, 'Use 20,000 characters or fewer').optional())
const Version = z.coerce.number('Open the page again and change it there').int('Open the page again and change it there')
const WORDS = { body: writtenText('Write what is promised'), toKnow: optional, note: optional }

export const addPromise = action({
  name: 'programme.add-promise',
  summary: 'Add something a strategy is to be judged by, with the measure, the rule and the date; without them it must be said that it cannot be known',
  input: z.object({ strategy: writtenText('Say which strategy', 80), ...WORDS, ...TEST_FIELDS, accept: unlessBlank(z.literal('yes', 'Say yes, or leave it out').optional()) }),
  ...overStrategy,
  async run({ actor, db, now, areaId }, { strategy, body, toKnow, note, accept, ...typed }) {
    const site = await findStrategy(actor, strategy, db as unknown as Reader)
    await refuseRetired(db, areaId, site.strategyId)
    const lacking = lackingOf(typed)
    const words = Object.values(lacking)
    if (words.length && accept !== 'yes') {
      throw new Refusal('invalid', `As it stands, nobody will be able to say whether this was kept: it has ${listed(words)}`, {
        ...Object.fromEntries(Object.entries(lacking).map(([field, word]) => [field, `${capital(word)}: give it, or save the promise all the same`])),
        accept: 'Tick this if you want it all the same',
      })
    }
    const test = words.length ? null : await testGiven(db as unknown as Reader, site, typed)
    const nearest = words.length && typed.measure !== undefined ? await nearestGiven(db as unknown as Reader, [typed.measure, typed.group].filter(Boolean).join(' ')) : null
    const number = Math.max(0, ...(await promisesOf(db, areaId, site.strategyId)).map((one) => one.number)) + 1
    const promise_id = newId()
    await db.insertInto('programme.promise').values({
      area_id: areaId, promise_id, strategy_id: site.strategyId, number, body, why_not_known: test ? null : `It was adopted with ${listed(words)}.`, to_know: toKnow ?? null, nearest, note: note ?? null,
      changed_by: actor.slug, changed_at: now,
    }).execute()
    if (test) await insertTest(db, areaId, promise_id, 0, test)
    return { id: promise_id, strategy, number, version: 1, canBeKnown: test !== null }
  },
})

export const rewordPromise = action({
  name: 'programme.reword-promise',
  summary: 'Change the words of a promise, or what is said of how it is judged; how it stood is kept',
  input: z.object({ id: z.uuid('Say which promise'), version: Version, ...WORDS, whyNotKnown: optional, nearest: unlessBlank(z.string().trim().max(500, 'Use 500 characters or fewer').optional()) }),
  may: (actor, { id }, db) => mayChange(actor, id, db),
  areaOf: async ({ id }, db, actor) => (await find(actor, id, db)).areaId,
  touches: [{ table: 'programme.promise', where: { promise_id: 'id' } }, { table: 'programme.promise_test', where: { promise_id: 'id' } }],
  async run(act, { id, version, body, toKnow, note, whyNotKnown, nearest }) {
    const stood = await change(act, id, version)
    await act.db.updateTable('programme.promise')
      .set({ body, to_know: toKnow ?? null, note: note ?? null, why_not_known: whyNotKnown ?? null, nearest: nearest === undefined ? null : await nearestGiven(act.db as unknown as Reader, nearest) })
      .where('area_id', '=', act.areaId).where('promise_id', '=', id).execute()
    return stood
  },
})

export const withdrawPromise = action({
  name: 'programme.withdraw-promise',
  summary: 'Withdraw a promise, with the reason; it stays to be read',
  input: z.object({ id: z.uuid('Say which promise'), version: Version, reason: writtenText('Say why it is withdrawn', 2000) }),
  may: (actor, { id }, db) => mayChange(actor, id, db),
  areaOf: async ({ id }, db, actor) => (await find(actor, id, db)).areaId,
  touches: [{ table: 'programme.promise', where: { promise_id: 'id' } }, { table: 'programme.promise_test', where: { promise_id: 'id' } }],
  async run(act, { id, version, reason }) {
    const stood = await change(act, id, version)
    await act.db.updateTable('programme.promise').set({ withdrawn_at: act.now, withdrawn_by: act.actor.slug, withdrawn_reason: reason }).where('area_id', '=', act.areaId).where('promise_id', '=', id).execute()
    return stood
  },
})

export const testPromise = action({
  name: 'programme.test-promise',
  summary: 'Say on which published figure a promise is judged, by which rule and for which years; all its tests must hold',
  input: z.object({ id: z.uuid('Say which promise'), version: Version, ...TEST_FIELDS }),
  may: (actor, { id }, db) => mayChange(actor, id, db),
  areaOf: async ({ id }, db, actor) => (await find(actor, id, db)).areaId,
  touches: [{ table: 'programme.promise', where: { promise_id: 'id' } }, { table: 'programme.promise_test', where: { promise_id: 'id' } }],
  async run(act, { id, version, ...typed }) {
    const lacking = lackingOf(typed)
    const words = Object.values(lacking)
    if (words.length) throw new Refusal('invalid', `A test needs a measure, a rule and a date, and the rule its value; this has ${listed(words)}`, Object.fromEntries(Object.entries(lacking).map(([field, word]) => [field, `${capital(word)} yet`])))
    const stood = await change(act, id, version)
    const test = await testGiven(act.db as unknown as Reader, { areaId: act.areaId, placeId: await homeOf(act.db as unknown as Reader, act.areaId) }, typed)
    await insertTest(act.db, act.areaId, id, Math.max(-1, ...stood.tests.map(({ position }) => position)) + 1, test)
    return { ...stood, tests: stood.tests.length + 1 }
  },
})

export const dropTest = action({
  name: 'programme.drop-promise-test',
  summary: 'Take a test of a promise away; how it was judged before is kept',
  input: z.object({ id: z.uuid('Say which promise'), version: Version, position: z.coerce.number('Say which test').int('Say which test') }),
  may: (actor, { id }, db) => mayChange(actor, id, db),
  areaOf: async ({ id }, db, actor) => (await find(actor, id, db)).areaId,
  touches: [{ table: 'programme.promise', where: { promise_id: 'id' } }, { table: 'programme.promise_test', where: { promise_id: 'id' } }],
  async run(act, { id, version, position }) {
    const stood = await change(act, id, version)
    await act.db.deleteFrom('programme.promise_test').where('area_id', '=', act.areaId).where('promise_id', '=', id).where('position', '=', position).execute()
    return { ...stood, tests: stood.tests.filter((one) => one.position !== position).length }
  },
})

/** Among the areas the person has a part in: elsewhere it is missing, as is what never was. */
async function find(actor: Actor, id: string, db: Reader | Writer) {
  const [found] = await rows(db as Reader, sql<{ areaId: number; strategyId: string; slug: string }>`
    select p.area_id as "areaId", p.strategy_id as "strategyId", s.slug
    from programme.promise p join programme.strategy s on s.area_id = p.area_id and s.strategy_id = p.strategy_id
    where p.area_id = any (${await areasOf(actor, db as Reader)}) and p.promise_id = ${id}`)
  if (!found) throw new Refusal('missing', 'There is no such promise')
  return found
}

async function mayChange(actor: Actor, id: string, db: Reader) {
  const { areaId } = await find(actor, id, db)
  return holds(actor, 'strategy:write', { areaId, placeId: await homeOf(db, areaId) }, db)
}

/** Takes a promise for a change and keeps how it stood. Refuses where it was withdrawn, or somebody changed it after it was read. */
async function change({ actor, db, now, areaId }: { actor: Actor; db: Writer; now: Date; areaId: number }, id: string, version: number) {
  const { strategyId, slug } = await find(actor, id, db)
  await db.selectFrom('programme.promise').select('version').where('area_id', '=', areaId).where('promise_id', '=', id).forUpdate().execute()
  const stood = (await promisesOf(db, areaId, strategyId)).find((one) => one.id === id) as HeldPromise
  await refuseRetired(db, areaId, strategyId)
  if (stood.withdrawn) throw new Refusal('conflict', 'This promise was withdrawn, so it can no longer be changed')
  if (stood.version !== version) throw new Refusal('conflict', 'Somebody changed this promise after you opened it. Both are shown below: bring them together and save again')
  await db.insertInto('programme.promise_before').values({ area_id: areaId, promise_id: id, version, stood: JSON.stringify(stood), changed_by: actor.slug, changed_at: now }).execute()
  await db.updateTable('programme.promise').set({ version: version + 1, changed_by: actor.slug, changed_at: now }).where('area_id', '=', areaId).where('promise_id', '=', id).execute()
  return { id, strategy: slug, number: stood.number, version: version + 1, tests: stood.tests }
}

/** Holds the strategy still, too: of two promises added in one moment each gets a number of its own. */
async function refuseRetired(db: Writer, areaId: number, strategyId: string) {
  const held = await db.selectFrom('programme.strategy').select(['title', 'retired_on']).where('area_id', '=', areaId).where('strategy_id', '=', strategyId).forUpdate().executeTakeFirstOrThrow()
  if (held.retired_on !== null) throw new Refusal('conflict', `${held.title} is retired. Bring it back before you change what it promised`)
}

async function insertTest(db: Writer, areaId: number, promiseId: string, position: number, { measureId, groupId, placeId, rule, value, from, to }: Omit<HeldTest, 'position'>) {
  await db.insertInto('programme.promise_test').values({ area_id: areaId, promise_id: promiseId, position, measure_id: measureId, group_id: groupId, place_id: placeId, rule, value, from_period: from, to_period: to }).execute()
}

/** Measures named as near, as they are kept; refuses one that is not in the book. */
async function nearestGiven(db: Reader, typed: string) {
  const held = await book(db)
  const wrong = typed.split(',').map((one) => one.trim()).find((one) => !held.chosen(...(one.split(/\s+/).concat('all').slice(0, 2) as [string, string])))
  if (wrong !== undefined) throw new Refusal('invalid', `There is no measure ${wrong} to show beside it`, { nearest: 'Choose a measure of the measure book' })
  return typed
}
