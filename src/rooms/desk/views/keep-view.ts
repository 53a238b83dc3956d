import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, type Actor, newId, query, type Reader, type Writer, writtenText } from '#platform'
import { holds } from '#rooms/access'
import { directory } from '#rooms/places'
import { holdOwnView, ownAddress, viewsOf } from './views.ts'

const Name = writtenText('Give the view a name', 100)
/** As a box on a form that is ticked, or not there at all. */
const Shared = z.preprocess((typed) => (typed === '' || typed === undefined ? 'no' : typed), z.enum(['yes', 'no'], 'Say whether everyone of the area may use it: yes or no'))
const Id = z.uuid('Say which view')
/** Kept views are for coming back to; more than this is a list nobody reads. */
const MOST_VIEWS = 200

export const keepView = action({
  name: 'desk.keep-view',
  summary: 'Keep a page with its choices under a name, for oneself or for everyone of the area',
  input: z.object({ name: Name, address: z.string('Say which page').trim().min(1, 'Say which page').max(2000, 'The address of the page is too long: use 2,000 characters or fewer'), shared: Shared }),
  may: (actor, _, db) => mayKeep(actor, db),
  async run({ actor, db, now, areaId }, { name, address: typed, shared }) {
    const address = ownAddress(typed)
    if (address === null) throw wrong('address', 'A view is a page of Belong: give its address from the first slash on, as /scorecard?sort=trend')
    await refuseTakenName(db, areaId, actor.slug, name, null)
    const view_id = newId()
    await db.insertInto('desk.view').values({ area_id: areaId, view_id, person: actor.slug, name, address, is_shared: shared === 'yes', made_at: now, changed_at: now }).execute()
    return { id: view_id, name, address, shared }
  },
})

export const changeView = action({
  name: 'desk.change-view',
  summary: 'Rename a view of one’s own, or say anew who may use it',
  input: z.object({ id: Id, name: Name, shared: Shared, changed: z.iso.datetime('Open the page again and change it there') }),
  may: (actor, _, db) => mayKeep(actor, db),
  touches: [{ table: 'desk.view', where: { view_id: 'id' } }],
  async run({ actor, db, now, areaId }, { id, name, shared, changed }) {
    const held = await holdOwnView(db, areaId, actor.slug, id)
    if (held.changed_at.getTime() !== Date.parse(changed)) throw new Refusal('conflict', `You changed this view elsewhere meanwhile: it is called “${held.name}” now. Save again to put your new name in its place`)
    await refuseTakenName(db, areaId, actor.slug, name, id)
    await db.updateTable('desk.view').set({ name, is_shared: shared === 'yes', changed_at: now }).where('area_id', '=', areaId).where('view_id', '=', id).execute()
    return { id, name, shared }
  },
})

export const dropView = action({
  name: 'desk.drop-view',
  summary: 'Throw a view of one’s own away; the page it leads to stays',
  input: z.object({ id: Id }),
  may: (actor, _, db) => mayKeep(actor, db),
  touches: [{ table: 'desk.view', where: { view_id: 'id' } }],
  async run({ actor, db, areaId }, { id }) {
    const { name } = await holdOwnView(db, areaId, actor.slug, id)
    await db.deleteFrom('desk.view').where('area_id', '=', areaId).where('view_id', '=', id).execute()
    return { id, name }
  },
})

export const listViews = query({
  name: 'desk.views',
  summary: 'The pages you keep under a name, and those others share with everyone of the area',
  input: z.object({}),
  // The machine's own command line keeps none, so it is told of none.
  may: async (actor, _, db) => actor.operator || mayKeep(actor, db),
  read: async ({ actor, db }) => (await viewsOf(db, actor.areaId, actor.slug)).map(({ id, name, address, isShared, isOwn, changedAt }) => ({ id, name, address, shared: isShared, own: isOwn, changedAt })),
})

/** Whoever may read in an area may keep views of it; what a view shows is asked for by whoever opens it. */
async function mayKeep(actor: Actor, db: Reader) {
  const placeId = (await directory(db)).homeOf(actor.areaId)
  return placeId !== undefined ? holds(actor, 'published:read', { areaId: actor.areaId, placeId }, db) : 'You have no part in an area today, so no views are kept for you'
}

async function refuseTakenName(db: Writer, areaId: number, person: string, name: string, except: string | null) {
  const own = await db.selectFrom('desk.view').select(['view_id', 'name']).where('area_id', '=', areaId).where('person', '=', person).execute()
  if (own.some((one) => one.view_id !== except && one.name.toLowerCase() === name.toLowerCase())) throw wrong('name', 'You have a view of this name already. Choose another name')
  if (except === null && own.length >= MOST_VIEWS) throw new Refusal('conflict', `You keep ${MOST_VIEWS} views already. Throw away some you no longer use`)
}

const wrong = (field: string, sentence: string) => new Refusal('invalid', sentence, { [field]: sentence })
