import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, type Actor, newId, query, type Reader, rows, unlessBlank, type Writer, writtenText } from '#platform'
import { foundAmong, groundNamed, holdsInArea } from './ground.ts'
import { resultsOf } from './results-read.ts'
import { adoptStarter, starterFramework } from './starter.ts'

const Place = z.string('Say for which area').min(1, 'Say for which area').max(200, 'Use 200 characters or fewer')
const Day = (sentence: string) => unlessBlank(z.iso.date(sentence).optional())

export const makeFramework = action({
  name: 'scorecards.make-framework',
  summary: 'Begin a set of results the area works to, with its name and its life',
  input: z.object({
    place: Place,
    name: writtenText('Give the set of results a name', 200),
    source: writtenText('Say where these results come from: a strategy, a plan, a meeting', 500),
    starts: Day('Give the day it begins, like 2026-09-01'),
    ends: Day('Give the day it ends, like 2029-08-31'),
  }),
  may: async (actor, { place }, db) => holdsInArea(actor, 'scorecard:write', (await groundNamed(db, place)).areaId, db),
  areaOf: async ({ place }, db) => (await groundNamed(db, place)).areaId,
  async run({ actor, db, now, areaId }, { name, source, starts, ends }) {
    refuseBackwards(starts, ends)
    const slug = slugOf(name)
    const framework_id = newId()
    await db
      .insertInto('scorecards.framework')
      .values({ area_id: areaId, framework_id, slug, name, source, starts: starts ?? null, ends: ends ?? null, position: await nextPosition(db, areaId), made_by: actor.slug, made_at: now })
      .onConflict((c) => c.doNothing())
      .returning('slug')
      .executeTakeFirstOrThrow(() => new Refusal('conflict', `There is a set of results called ${name} already. Give this one another name`, { name: 'Give it a name that is not taken' }))
    return { id: framework_id, slug, name }
  },
})

export const dateFramework = action({
  name: 'scorecards.date-framework',
  summary: 'Say from when to when a set of results is worked to',
  input: z.object({ framework: z.uuid('Say which set of results'), starts: Day('Give the day it begins, like 2026-09-01'), ends: Day('Give the day it ends, like 2029-08-31') }),
  may: async (actor, { framework }, db) => holdsInArea(actor, 'scorecard:write', (await findFramework(actor, framework, db)).areaId, db),
  areaOf: async ({ framework }, db, actor) => (await findFramework(actor, framework, db)).areaId,
  touches: [{ table: 'scorecards.framework', where: { framework_id: 'framework' } }],
  async run({ db, areaId }, { framework, starts, ends }) {
    refuseBackwards(starts, ends)
    await db.updateTable('scorecards.framework').set({ starts: starts ?? null, ends: ends ?? null }).where('area_id', '=', areaId).where('framework_id', '=', framework).execute()
    return { id: framework, starts: starts ?? null, ends: ends ?? null }
  },
})

export const adoptFramework = action({
  name: 'scorecards.adopt-framework',
  summary: 'Take up one of the sets of results that come with Belong, to be made one’s own',
  input: z.object({ place: Place, starter: z.string('Say which set of results').min(1, 'Say which set of results').max(100, 'Use 100 characters or fewer') }),
  may: async (actor, { place }, db) => holdsInArea(actor, 'scorecard:write', (await groundNamed(db, place)).areaId, db),
  areaOf: async ({ place }, db) => (await groundNamed(db, place)).areaId,
  async run({ actor, db, now, areaId }, { place, starter }) {
    const chosen = starterFramework(starter)
    const id = await adoptStarter(db, chosen, { areaId, placeId: (await groundNamed(db as unknown as Reader, place)).placeId, by: actor.slug, now, position: await nextPosition(db, areaId) })
    if (id === null) throw new Refusal('conflict', `This area has taken up “${chosen.name}” already`)
    return { id, slug: chosen.slug, name: chosen.name }
  },
})

export const listResults = query({
  name: 'scorecards.results',
  summary: 'The results an area works to, with their indicators and what they are rated',
  input: z.object({ place: Place, framework: z.string().max(200, 'Use 200 characters or fewer').optional() }),
  may: async (actor, { place }, db) => holdsInArea(actor, 'published:read', (await groundNamed(db, place)).areaId, db),
  read: async ({ db }, { place, framework }) => resultsOf(db, (await groundNamed(db, place)).areaId, framework),
})

/** A framework of an area the person has a part in. */
export function findFramework(actor: Actor, id: string, db: Reader) {
  return foundAmong(actor, db, 'set of results', (areas) => rows(db, sql<{ areaId: number; slug: string }>`
    select area_id as "areaId", slug from scorecards.framework where area_id = any (${areas}) and framework_id = ${id}`))
}

export async function nextPosition(db: Writer, areaId: number) {
  const { last } = await db.selectFrom('scorecards.framework').select((of) => of.fn.max('position').as('last')).where('area_id', '=', areaId).executeTakeFirstOrThrow()
  return (last ?? 0) + 1
}

/** What a name is called in an address: its letters and digits, in whatever script. */
export function slugOf(name: string) {
  const slug = name.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}\p{M}]+/gu, '-').replace(/^-|-$/g, '').slice(0, 80)
  if (!slug) throw new Refusal('invalid', 'Give it a name with letters in it', { name: 'Give it a name with letters in it' })
  return slug
}

function refuseBackwards(starts: string | undefined, ends: string | undefined) {
  if (starts && ends && ends < starts) throw new Refusal('invalid', 'It ends before it begins. Turn the two days round', { ends: 'This is before the day it begins' })
}
