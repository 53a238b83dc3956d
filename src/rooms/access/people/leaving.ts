import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, type Actor, type Reader, rows, unlessBlank, type Verdict, type Writer } from '#platform'
import { endSessionsOf } from '../sessions.ts'
import { type Part, end, endOf, give, partsOf, type PersonHere, personIn, startOf, stateOf } from './appointments.ts'
import { dayOf, MaybeDay, momentAfter } from './days.ts'
import { roleOf } from './giving.ts'
import { Area, areaIdFor, type Managed, managedBy, mayManage, NOT_MANAGING } from './ground.ts'
import { refuseWithoutKeeper } from './last-keeper.ts'
import { mayGive, Person, Place, placeIn, Reason, RoleName } from './role-actions.ts'

const About = Area.extend({ person: Person, reason: Reason })

/** Somebody leaves: what they hold where one looks after people ends, and with the whole area their way in. */
export const leave = action({
  name: 'access.leave',
  summary: 'Somebody leaves: every role they hold in one’s reach ends, at once or after a last day; where that is the whole area, they cannot sign in after it',
  input: About.extend({ on: MaybeDay }),
  may: (actor, input, db) => mayLetGo(actor, input, db),
  areaOf: areaIdFor,
  async run({ actor, db, now, areaId, tell }, { area, person, on, reason }) {
    const managed = await managedBy(actor, db, area)
    const who = await personIn(db, areaId, person)
    const at = on === undefined ? now : momentAfter(on)
    if (at < now) throw new Refusal('invalid', 'This day is over. Leave it empty where they leave at once', { on: 'This day is over' })
    const lasting = (await partsIn(db, managed, person)).filter((part) => stateOf(part, now) !== 'over' && (part.endsAt === null || part.endsAt > at))
    for (const part of lasting) await end(db, part, { at, by: actor.slug, reason })
    if (closesDoor(managed, who)) {
      await db.updateTable('access.person').set({ leaves_on: on ?? dayOf(now), left_at: on === undefined ? now : null, version: who.version + 1 }).where('slug', '=', person).execute()
      if (on === undefined) await endSessionsOf(db, person, { by: actor.slug, now })
    }
    await refuseWithoutKeeper(db, areaId, lasting)
    tell({ subject: `/people/${person}`, changes: { roles: [lasting.map(({ label, where }) => `${label}, ${where}`), on ? `until ${on}` : []] } })
    return { ended: lasting.length }
  },
})

export const comeBack = action({
  name: 'access.come-back',
  asksAgain: true,
  summary: 'Somebody who left comes back, to a role from a day',
  input: About.extend({ role: RoleName, place: Place, from: MaybeDay, until: MaybeDay }),
  may: (actor, input, db) => mayComeBack(actor, input, db),
  areaOf: areaIdFor,
  async run({ actor, db, now, areaId, tell }, { area, person, role: asked, place: at, from, until, reason }) {
    const [managed, role, who] = [await managedBy(actor, db, area), await roleOf(db, areaId, asked), await personIn(db, areaId, person)]
    if (who.leftAt === null && who.leavesOn === null) throw new Refusal('conflict', `${who.name} has not left. Give them the role as they are`)
    const startsAt = startOf(from, now)
    await db.updateTable('access.person').set({ leaves_on: null, left_at: null, version: who.version + 1 }).where('slug', '=', person).execute()
    tell({ subject: `/people/${person}`, changes: { left: [who.leavesOn, null], role: [null, role.label] } })
    return { id: await give(db, { areaId, person, role: role.role, placeId: placeIn(managed, at).placeId, from: startsAt, until: endOf(until, startsAt), source: 'came back', reason, givenBy: actor.slug, now }) }
  },
})

export const signOutPerson = action({
  name: 'access.sign-out-person',
  summary: 'Sign somebody out: of one session, or of all they have',
  input: About.extend({ session: unlessBlank(z.uuid('Say which session').optional()) }),
  may: (actor, input, db) => mayLetGo(actor, input, db),
  areaOf: areaIdFor,
  async run({ actor, db, now, tell }, { person, session }) {
    tell({ subject: `/people/${person}`, changes: { [session ? 'session' : 'sessions']: ['open', 'ended'] } })
    if (session === undefined) return { ended: await endSessionsOf(db, person, { by: actor.slug, now }) }
    const { numUpdatedRows } = await db.updateTable('access.session').set({ ended_at: now, ended_by: actor.slug }).where('person', '=', person).where('session_id', '=', session).where('ended_at', 'is', null).executeTakeFirst()
    return { ended: Number(numUpdatedRows) }
  },
})

/** Whether somebody has a person in reach who is not themselves: with a role at a place whose people they look after, now or once. */
async function mayLetGo(actor: Actor, { area, person }: { area?: string | undefined; person: string }, db: Reader): Promise<Verdict> {
  const some = await mayManage(actor, db, area)
  if (some !== true) return some
  if (person === actor.slug) return 'Nobody changes their own roles. Ask somebody else who looks after people'
  const managed = await managedBy(actor, db, area)
  await personIn(db, managed.areaId, person)
  if (!(await partsIn(db, managed, person)).length) throw new Refusal('missing', 'There is nobody of this name in your reach')
  return true
}

async function mayComeBack(actor: Actor, input: { area?: string | undefined; person: string; role: string; place: string }, db: Reader): Promise<Verdict> {
  const may = await mayLetGo(actor, input, db)
  if (may !== true) return may
  const managed = await managedBy(actor, db, input.area)
  return closesDoor(managed, await personIn(db, managed.areaId, input.person)) ? mayGive(actor, input, db) : `${NOT_MANAGING}: who has left comes back through whoever looks after the people of their whole area`
}

/** The parts of a person that whoever looks after these places may end. */
export const partsIn = (db: Reader | Writer, { areaId, whole, places }: Managed, person: string | null): Promise<Part[]> => partsOf(db, { areaId, places: whole ? null : [...places.keys()], person })

/** A person belongs to one area: whoever looks after the whole of it lets them in and out. */
export const closesDoor = (managed: Pick<Managed, 'whole' | 'areaId'>, who: Pick<PersonHere, 'homeAreaId'>) => managed.whole && who.homeAreaId === managed.areaId

export interface OpenSession {
  id: string
  device: string
  method: string
  madeAt: Date
  seenAt: Date
}

export const sessionsOf = (db: Reader, person: string) => rows(db, sql<OpenSession>`
  select session_id as id, device, method, made_at as "madeAt", seen_at as "seenAt" from access.session
  where person = ${person} and ended_at is null and ends_at > now() and seen_at > now() - make_interval(mins => idle_minutes) order by seen_at desc`)
