import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, type Actor, newId, query, type Reader, rows, type Writer, writtenText } from '#platform'
import { endContributions } from './contribution-ends.ts'
import { slugOf } from './frameworks.ts'
import { foundAmong, groundNamed, holdsInArea } from './ground.ts'
import { servicesOf } from './services-read.ts'
import { starterServices } from './starter.ts'
import { adoptService } from './starter-service.ts'

const Place = z.string('Say for which area').min(1, 'Say for which area').max(200, 'Use 200 characters or fewer')
const Id = z.uuid('Say which service')
const Version = z.coerce.number().int('Open the page again and change it there')

const Said = z.object({
  name: writtenText('Give the service or programme its name', 200),
  customers: writtenText('Say whom it serves', 500),
  manager: writtenText('Say which role answers for it: a role, not a name', 200),
  host: z.string().trim().max(200, 'Use 200 characters or fewer').default(''),
})

export const addService = action({
  name: 'scorecards.add-service',
  summary: 'Add a service or programme: whom it serves, and which role answers for how well it works',
  input: Said.extend({ place: Place }),
  may: async (actor, { place }, db) => holdsInArea(actor, 'scorecard:write', (await groundNamed(db, place)).areaId, db),
  areaOf: async ({ place }, db) => (await groundNamed(db, place)).areaId,
  async run({ actor, db, now, areaId }, { name, customers, manager, host }) {
    const service = { service_id: newId(), slug: slugOf(name) }
    await db
      .insertInto('scorecards.service')
      .values({ area_id: areaId, ...service, name, customers, manager, host, changed_by: actor.slug, changed_at: now })
      .onConflict((c) => c.doNothing())
      .returning('slug')
      .executeTakeFirstOrThrow(() => new Refusal('conflict', `There is, or was, a service called ${name}. Give this one another name`, { name: 'Give it a name that is not taken' }))
    return { id: service.service_id, slug: service.slug, name }
  },
})

export const adoptStarterService = action({
  name: 'scorecards.adopt-service',
  summary: 'Take up one of the services that come with Belong, with its published performance measures',
  input: z.object({ place: Place, starter: z.enum(starterServices.map(({ slug }) => slug) as [string, ...string[]], `Say which service: ${starterServices.map(({ slug }) => slug).join(', ')}`) }),
  may: async (actor, { place }, db) => holdsInArea(actor, 'scorecard:write', (await groundNamed(db, place)).areaId, db),
  areaOf: async ({ place }, db) => (await groundNamed(db, place)).areaId,
  async run({ actor, db, now, areaId }, { starter }) {
    const chosen = starterServices.find(({ slug }) => slug === starter)!
    const id = await adoptService(db, chosen, { areaId, by: actor.slug, now })
    if (id === null) throw new Refusal('conflict', `This area has taken up “${chosen.name}” already`)
    return { id, slug: chosen.slug, name: chosen.name }
  },
})

export const changeService = action({
  name: 'scorecards.change-service',
  summary: 'Change what a service is called, whom it serves or which role answers for it; how it stood is kept',
  input: Said.extend({ id: Id, version: Version }),
  may: async (actor, { id }, db) => holdsInArea(actor, 'scorecard:write', (await findService(actor, id, db)).areaId, db),
  areaOf: async ({ id }, db, actor) => (await findService(actor, id, db)).areaId,
  touches: [{ table: 'scorecards.service', where: { service_id: 'id' } }],
  async run({ actor, db, now, areaId }, { id, version, ...said }) {
    const before = await holdService(db, areaId, id)
    if (before.version !== version) throw new Refusal('conflict', 'Somebody changed this service after you opened it. Both are shown: bring them together and save again')
    const { name, customers, manager, host, changed_by, changed_at } = before
    await db.insertInto('scorecards.service_before').values({ area_id: areaId, service_id: id, version, stood: JSON.stringify({ name, customers, manager, host }), changed_by, changed_at }).execute()
    await db.updateTable('scorecards.service').set({ ...said, changed_by: actor.slug, changed_at: now, version: version + 1 }).where('area_id', '=', areaId).where('service_id', '=', id).execute()
    return { id, ...said, version: version + 1 }
  },
})

export const endService = action({
  name: 'scorecards.end-service',
  summary: 'Say that a service is over, and why; it stays in the history, and what it contributed ends with it',
  input: z.object({ id: Id, reason: writtenText('Say why it is over, in a sentence', 500) }),
  may: async (actor, { id }, db) => holdsInArea(actor, 'scorecard:write', (await findService(actor, id, db)).areaId, db),
  areaOf: async ({ id }, db, actor) => (await findService(actor, id, db)).areaId,
  touches: [{ table: 'scorecards.service', where: { service_id: 'id' } }],
  async run({ actor, db, now, areaId }, { id, reason }) {
    await holdService(db, areaId, id)
    await db.updateTable('scorecards.service').set({ ended_at: now, ended_by: actor.slug, ended_reason: reason }).where('area_id', '=', areaId).where('service_id', '=', id).execute()
    await endContributions(db, { areaId, serviceId: id, by: actor.slug, now })
    return { id, reason }
  },
})

export const listServices = query({
  name: 'scorecards.services',
  summary: 'The services of an area with their performance measures and what they contribute to',
  input: z.object({ place: Place }),
  may: async (actor, { place }, db) => holdsInArea(actor, 'published:read', (await groundNamed(db, place)).areaId, db),
  read: async ({ db }, { place }) => servicesOf(db, (await groundNamed(db, place)).areaId),
})

/** A service of an area the person has a part in; those that are over too. */
export function findService(actor: Actor, id: string, db: Reader) {
  return foundAmong(actor, db, 'service', (areas) => rows(db, sql<{ areaId: number; slug: string }>`
    select area_id as "areaId", slug from scorecards.service where area_id = any (${areas}) and service_id = ${id}`))
}

/** Holds a service still while it is changed; refuses where it is over. */
export async function holdService(db: Writer, areaId: number, id: string) {
  const held = await db.selectFrom('scorecards.service').selectAll().where('area_id', '=', areaId).where('service_id', '=', id).forUpdate().executeTakeFirstOrThrow()
  if (held.ended_at) throw new Refusal('conflict', 'This service is over. It stays as it stood')
  return held
}
