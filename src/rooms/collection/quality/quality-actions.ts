import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, type Action, type Actor, type Doors, query, type Reader, reading, rows, unlessBlank } from '#platform'
import { giversAt, holdsInArea } from '#rooms/access'
import { givesHere } from '../whose-return.ts'
import { findingsCounted } from '../small-numbers.ts'
import { askForQuality } from './quality-work.ts'

/** A finding of a check across returns, as it stands on the work-list. */
export interface OpenFinding {
  id: string
  check: string
  placeId: number
  message: string
  fix: string
  children: number | null
  since: Date
  owner: string | null
  dueOn: string | null
  version: number
}

const FINDING = sql`finding_id as id, check_name as check, place_id as "placeId", message, fix, children, first_found_at as since, owner, to_char(due_on, 'YYYY-MM-DD') as "dueOn", version`

/** What checks across returns still find, as far as whoever asks gives returns there; the longest due first. */
export const openFindings = (db: Reader, areaId: number, most = 1000) =>
  rows(db, sql<OpenFinding>`
    select ${FINDING} from collection.quality_finding where area_id = ${areaId} and gone_at is null order by due_on nulls last, children desc nulls last, check_name, place_id limit ${most}`)

/** One finding of a setting somebody gives returns for, as they see it; missing where it is another’s, or found no more. */
export async function findingOf(db: Reader, actor: Actor, finding: string): Promise<OpenFinding & { key: string }> {
  const { areaId, places } = await givesHere(actor, db)
  const [found] = await rows(db, sql<OpenFinding & { key: string }>`select ${FINDING}, key from collection.quality_finding where area_id = ${areaId} and finding_id = ${finding} and gone_at is null`)
  if (!found || (places !== 'all' && !places.has(found.placeId))) throw new Refusal('missing', 'There is nothing at this address')
  return (await findingsCounted(actor, areaId, db, [found]))[0]!
}

/** How many findings were done by themselves since a day. */
export async function doneSince(db: Reader, areaId: number, day: string) {
  const [found] = await rows(db, sql<{ count: number }>`select count(*)::int as count from collection.quality_finding where area_id = ${areaId} and gone_at >= ${day}::date`)
  return found!.count
}

export const lookAtQuality = action<object, { work: string }>({
  name: 'collection.look-at-quality',
  summary: 'Run the checks across returns again, in the background',
  input: z.object({}),
  may: (actor, _input, db) => holdsInArea(actor, 'return:give', db),
  run: async ({ actor, db, now, areaId }) => ({ work: await askForQuality(db, { areaId, askedBy: actor.slug, now }) }),
})

export const ownFinding = action<{ finding: string; owner?: string | undefined; due?: string | undefined; version: number }, { finding: string }>({
  name: 'collection.own-finding',
  summary: 'Say who sees to a finding of data quality, and by when',
  input: z.object({ finding: z.uuid('Say which finding'), owner: unlessBlank(z.string().trim().max(80).optional()), due: unlessBlank(z.iso.date('Give a day as 2026-12-04').optional()), version: z.coerce.number().int() }),
  may: async (actor, _input, db) => ((await givesHere(actor, db)) ? true : ''),
  touches: [{ table: 'collection.quality_finding', where: { finding_id: 'finding' } }],
  async run({ actor, db, areaId }, { finding, owner, due, version }) {
    const [stands] = await rows(reading(db), sql<{ placeId: number; owner: string | null }>`
      select place_id as "placeId", owner from collection.quality_finding where area_id = ${areaId} and finding_id = ${finding}`)
    // Who saw to it already stays, though they give returns no more.
    if (stands && owner !== undefined && owner !== stands.owner && !(await giversAt(reading(db), areaId, [stands.placeId])).get(stands.placeId)?.has(owner)) {
      throw new Refusal('invalid', 'That person gives no returns of this setting', { owner: 'Choose somebody who gives its returns' })
    }
    const done = await db.updateTable('collection.quality_finding').set({ owner: owner ?? null, due_on: due ?? null, owner_set_by: actor.slug, version: version + 1 })
      .where('area_id', '=', areaId).where('finding_id', '=', finding).where('version', '=', version).executeTakeFirst()
    if (!done.numUpdatedRows) throw new Refusal('conflict', 'Somebody changed this after you opened it. Look at it again')
    return { finding }
  },
})

const quality = query({
  name: 'collection.quality',
  summary: 'What checks across returns find: at which setting, who sees to it and by when',
  input: z.object({}),
  may: async (actor, _input, db) => ((await givesHere(actor, db)) ? true : ''),
  read: async ({ actor, db }) => findingsCounted(actor, actor.areaId, db, await openFindings(db, actor.areaId)),
})

export const qualityDoors: Doors = { actions: [lookAtQuality, ownFinding] as Action[], queries: [quality] }
