import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, type Actor, type Reader, unlessBlank, type Verdict, writtenText } from '#platform'
import { type Part, end, endOf, findPart, give, personIn, startOf, stateOf } from './appointments.ts'
import { mayOpenSoMuch, mayWriteAround } from './child-reach.ts'
import { Day, dayOf, firstMoment, MaybeDay, momentAfter } from './days.ts'
import { giverAt, roleOf, whyNotGive } from './giving.ts'
import { Area, areaIdFor, type Managed, managedBy, mayManage, type NamedPlace, placeAsked } from './ground.ts'
import { refuseWithoutKeeper } from './last-keeper.ts'

export const Reason = writtenText('Say why, in a few words', 1000)
export const Person = z.string('Say who').min(1, 'Say who').max(200)
export const RoleName = z.string('Choose a role').min(1, 'Choose a role').max(200)
export const Place = z.union([z.number(), z.string()], 'Choose a place').transform(String).pipe(z.string().min(1, 'Choose a place').max(300))
const Id = Area.extend({ id: z.uuid('Say which role') })
const Version = unlessBlank(z.coerce.number().int().optional())

export const giveRoleToPerson = action({
  name: 'access.give-role',
  asksAgain: true,
  summary: 'Give somebody of the area a role at a place, from a day and until another, and say why',
  input: Area.extend({ person: Person, role: RoleName, place: Place, from: MaybeDay, until: MaybeDay, reason: Reason }),
  may: (actor, input, db) => mayGive(actor, input, db),
  areaOf: areaIdFor,
  async run({ actor, db, now, areaId, tell }, { area, person, role: asked, place: at, from, until, reason }) {
    const [managed, role, who] = [await managedBy(actor, db, area), await roleOf(db, areaId, asked), await personIn(db, areaId, person)]
    const place = placeIn(managed, at)
    const startsAt = startOf(from, now)
    if (who.leftAt !== null || (who.leavesOn !== null && who.leavesOn < dayOf(startsAt))) throw new Refusal('conflict', `${who.name} has left by then. Say first that they come back`, { person: 'They have left by then' })
    tell({ subject: `/people/${who.slug}`, changes: { role: [null, `${role.label}, ${place.name}`] } })
    return { id: await give(db, { areaId, person: who.slug, role: role.role, placeId: place.placeId, from: startsAt, until: endOf(until, startsAt), source: 'given', reason, givenBy: actor.slug, now }) }
  },
})

export const endRole = action({
  name: 'access.end-role',
  summary: 'End a role somebody holds: at once, or after a last day',
  input: Id.extend({ on: MaybeDay, reason: Reason, version: Version }),
  aboutChildren: true,
  may: (actor, { area, id }, db) => mayEnd(actor, area, id, db),
  areaOf: areaIdFor,
  async run({ actor, db, now, areaId, tell }, { id, on, reason, version }) {
    const part = await findPart(db, areaId, id)
    refuseIfOver(part, now)
    const at = on === undefined ? now : momentAfter(on)
    if (at < now) throw new Refusal('invalid', 'This day is over. Leave it empty to end the role at once', { on: 'This day is over' })
    await end(db, part, { at, by: actor.slug, reason, version })
    await refuseWithoutKeeper(db, areaId, [part])
    tell({ subject: `/people/${part.person}`, ...(part.childId ? { childId: part.childId } : {}), changes: { until: [part.endsAt, on ?? 'at once'], role: [`${part.label}, ${part.where}`, on ? `until ${on}` : null] } })
    return { id }
  },
})

export const moveRole = action({
  name: 'access.move-role',
  asksAgain: true,
  summary: 'Move somebody: their role here ends, and one there begins on the same day',
  input: Id.extend({ role: unlessBlank(RoleName.optional()), place: unlessBlank(Place.optional()), on: Day, reason: Reason, version: Version }),
  may: (actor, input, db) => mayMove(actor, input, db),
  areaOf: areaIdFor,
  async run({ actor, db, now, areaId, tell }, { area, id, role: asked, place: at, on, reason, version }) {
    const part = await findPart(db, areaId, id)
    refuseIfOver(part, now)
    const [role, place] = [await roleOf(db, areaId, asked ?? part.role), placeIn(await managedBy(actor, db, area), at ?? String(part.placeId))]
    if (role.role === part.role && place.placeId === part.placeId) throw new Refusal('invalid', 'This is the role they hold. Choose another place or another role', { place: 'Choose another place or another role' })
    const moment = on === dayOf(now) ? now : firstMoment(on)
    if (moment < now) throw new Refusal('invalid', 'This day is over', { on: 'Somebody moves today or later' })
    const until = part.endsAt !== null && part.endsAt > moment ? part.endsAt : null
    await end(db, part, { at: moment, by: actor.slug, reason, version })
    const next = await give(db, { areaId, person: part.person, role: role.role, placeId: place.placeId, from: moment, until, source: 'moved', reason, givenBy: actor.slug, now })
    await refuseWithoutKeeper(db, areaId, [part])
    tell({ subject: `/people/${part.person}`, changes: { role: [`${part.label}, ${part.where}`, `${role.label}, ${place.name}`] } })
    return { id: next }
  },
})

const OWN = 'Nobody changes their own roles. Ask somebody else who looks after people'

/** Whether somebody may give a role at a place to somebody else. */
export async function mayGive(actor: Actor, { area, person, role, place }: { area?: string | undefined; person?: string; role: string; place: string }, db: Reader): Promise<Verdict> {
  const some = await mayManage(actor, db, area)
  if (some !== true) return some
  if (person === actor.slug) return OWN
  const managed = await managedBy(actor, db, area)
  return whyNotGive(await giverAt(actor, db, managed, placeIn(managed, place).placeId), await roleOf(db, managed.areaId, role)) ?? true
}

async function mayEnd(actor: Actor, area: string | undefined, id: string, db: Reader): Promise<Verdict> {
  const part = await findPart(db, await areaIdFor({ area }, db, actor), id)
  if (part.person === actor.slug) return OWN
  const managed = await managedBy(actor, db, area)
  // Who looks after the whole area gives no role about a child, but ends one: it only closes.
  if (part.childId !== null) return managed.whole || mayEndAround(actor, db, { ...part, childId: part.childId })
  if (!managed.places.has(part.placeId!)) throw new Refusal('missing', 'There is no such role in your reach')
  return true
}

/** As it is given, so it is ended: who could not have given it does not end it. Nobody out of the whole area's work ends an emergency opening. */
async function mayEndAround(actor: Actor, db: Reader, { areaId, childId, role: name }: Part & { childId: string }): Promise<Verdict> {
  const role = await roleOf(db, areaId, name)
  if (role.givenBy === 'child:break-glass') throw new Refusal('missing', 'There is no such role in your reach')
  const may = await mayWriteAround(actor, db, { areaId, childId })
  return may === true ? mayOpenSoMuch(actor, db, role, { areaId, childId }) : may
}

async function mayMove(actor: Actor, { area, id, role, place }: { area?: string | undefined; id: string; role?: string | undefined; place?: string | undefined }, db: Reader): Promise<Verdict> {
  const ended = await mayEnd(actor, area, id, db)
  if (ended !== true) return ended
  const part = await findPart(db, await areaIdFor({ area }, db, actor), id)
  if (part.placeId === null) throw new Refusal('invalid', 'A role about a child is not moved: end it, and give another from the child’s record')
  return mayGive(actor, { area, person: part.person, role: role ?? part.role, place: place ?? String(part.placeId) }, db)
}

/** The place asked for, among those whose people somebody looks after. */
export function placeIn(managed: Managed, asked: string): NamedPlace {
  const place = placeAsked(managed, asked)
  if (!place) throw new Refusal('invalid', 'There is no such place among those whose people you look after', { place: 'Choose a place whose people you look after' })
  return place
}

function refuseIfOver(part: Part, now: Date) {
  if (stateOf(part, now) === 'over') throw new Refusal('conflict', 'This role is over already')
}
