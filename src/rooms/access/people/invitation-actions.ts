import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, type Actor, hashed, newSecret, query, type Reader, rows, type Verdict, writtenText } from '#platform'
import { emailKey } from '../sign-in/email.ts'
import { endOf, give, personByEmail, startOf } from './appointments.ts'
import { mayWriteAround } from './child-reach.ts'
import { MaybeDay } from './days.ts'
import { roleOf } from './giving.ts'
import { Area, areaIdFor, managedBy, mayManage } from './ground.ts'
import { type Act, expiryFrom, invite, sendAfterwards } from './invite.ts'
import { mayGive, Place, placeIn, RoleName } from './role-actions.ts'

export const Invited = z.object({
  email: z.string('Give an e-mail address').min(1, 'Give an e-mail address').max(2000, 'This is too long to be an e-mail address'),
  name: writtenText('Give their name', 200), roleTitle: writtenText('Say what they are, as “SENCO of Elm Primary”', 200),
  role: RoleName, place: Place, from: MaybeDay, until: MaybeDay,
})

export type Invited = z.infer<typeof Invited>

/** Invites by e-mail; somebody of the area who has this address is given the role at once. */
export const invitePerson = action({
  name: 'access.invite',
  asksAgain: true,
  summary: 'Invite somebody by e-mail to a role at a place; whoever is here already under this address is given it',
  input: Area.extend(Invited.shape),
  may: (actor, input, db) => mayGive(actor, input, db),
  areaOf: areaIdFor,
  run: (act, { area, ...input }) => inviteOrGive(act, area, input),
})

export async function inviteOrGive(act: Act, area: string | undefined, { email, name, roleTitle, role: asked, place: at, from, until }: Invited) {
  const { actor, db, now, areaId } = act
  const [role, place, who] = [await roleOf(db, areaId, asked), placeIn(await managedBy(actor, db, area), at), await personByEmail(db, emailKey(email))]
  const startsAt = startOf(from, now)
  const endsAt = endOf(until, startsAt)
  if (who?.slug === actor.slug) throw new Refusal('invalid', 'This is your own address. Nobody changes their own roles', { email: 'This is your own address' })
  if (who && (who.leftAt !== null || who.leavesOn !== null)) throw new Refusal('conflict', `${who.name} has this address and has left, or is about to. Open their page and say first that they come back`, { email: 'Whoever has this address has left' })
  if (!who) return { invited: await invite(act, { email, name, roleTitle, role: role.role, placeId: place.placeId, childId: null, startsAt, endsAt, reason: null }), given: null, person: null }
  const given = await give(db, { areaId, person: who.slug, role: role.role, placeId: place.placeId, from: startsAt, until: endsAt, source: 'invited', givenBy: actor.slug, now })
  act.tell({ subject: `/people/${who.slug}` })
  return { invited: null, given, person: who.slug }
}

const One = Area.extend({ id: z.uuid('Say which invitation') })

export const inviteAgain = action({
  name: 'access.invite-again',
  summary: 'Send an invitation again, with a new link; the old one works no longer',
  touches: [{ table: 'access.invitation', where: { invitation_id: 'id' } }],
  input: One,
  aboutChildren: true,
  may: (actor, input, db) => mayTouch(actor, input, db),
  areaOf: areaIdFor,
  async run(act, { id }) {
    const { db, now, areaId } = act
    const found = await findInvitation(db as unknown as Reader, areaId, id)
    refuseUsed(found)
    const secret = newSecret()
    const expires_at = expiryFrom(now)
    await db.updateTable('access.invitation').set({ token_hash: hashed(secret), expires_at, sent_at: null }).where('area_id', '=', areaId).where('invitation_id', '=', id).where('used_at', 'is', null).execute()
    await sendAfterwards(act, { id, email: emailKey(found.email), secret, expiresAt: expires_at })
    return { invited: id }
  },
})

export const withdrawInvitation = action({
  name: 'access.withdraw-invitation',
  summary: 'Withdraw an invitation that nobody has taken up: its link works no longer',
  touches: [{ table: 'access.invitation', where: { invitation_id: 'id' } }],
  input: One,
  aboutChildren: true,
  may: (actor, input, db) => mayTouch(actor, input, db),
  areaOf: areaIdFor,
  async run({ actor, db, now, areaId }, { id }) {
    refuseUsed(await findInvitation(db as unknown as Reader, areaId, id))
    await db.updateTable('access.invitation').set({ withdrawn_at: now, withdrawn_by: actor.slug }).where('area_id', '=', areaId).where('invitation_id', '=', id).where('used_at', 'is', null).execute()
    return { withdrawn: id }
  },
})

export type InvitationState = 'sent' | 'not sent' | 'used' | 'over' | 'withdrawn'

export interface Invitation {
  id: string
  email: string
  name: string
  roleTitle: string
  role: string
  label: string
  placeId: number | null
  where: string
  childId: string | null
  startsAt: Date
  endsAt: Date | null
  invitedBy: string
  invitedAt: Date
  expiresAt: Date
  state: InvitationState
  person: string | null
}

export const invitations = query<{ area?: string | undefined }, Invitation[]>({
  name: 'access.invitations',
  summary: 'Invitations to roles at the places whose people one looks after, newest first, each with what became of it',
  input: Area,
  may: (actor, { area }, db) => mayManage(actor, db, area),
  async read({ actor, db, now }, { area }) {
    const { areaId, whole, places } = await managedBy(actor, db, area)
    return listed(await rows(db, sql<Found>`${INVITATION} where i.area_id = ${areaId} and ${whole ? sql`true` : sql`i.place_id = any (${[...places.keys()]})`} order by i.invited_at desc limit 1000`), now)
  },
})

async function mayTouch(actor: Actor, { area, id }: { area?: string | undefined; id: string }, db: Reader): Promise<Verdict> {
  const areaId = await areaIdFor({ area }, db, actor)
  const { placeId, childId } = await findInvitation(db, areaId, id)
  if (childId !== null) return mayWriteAround(actor, db, { areaId, childId })
  const some = await mayManage(actor, db, area)
  if (some === true && !(await managedBy(actor, db, area)).places.has(placeId!)) throw new Refusal('missing', 'There is no such invitation in your reach')
  return some
}

async function findInvitation(db: Reader, areaId: number, id: string): Promise<Invitation> {
  const [found] = listed(await rows(db, sql<Found>`${INVITATION} where i.area_id = ${areaId} and i.invitation_id = ${id}`), new Date())
  if (!found) throw new Refusal('missing', 'There is no such invitation in your reach')
  return found
}

function refuseUsed({ state }: Invitation) {
  if (state === 'used') throw new Refusal('conflict', 'This invitation has been taken up. End the role on the page of the person instead')
  if (state === 'withdrawn') throw new Refusal('conflict', 'This invitation was withdrawn. Invite them anew')
}

type Found = Omit<Invitation, 'state'> & { usedAt: Date | null; withdrawnAt: Date | null; sentAt: Date | null }

const INVITATION = sql`
  select i.invitation_id as id, i.email, i.name, i.role_title as "roleTitle", i.role, r.label, i.place_id as "placeId", coalesce(n.name, 'one child') as "where", i.child_id as "childId",
         i.starts_at as "startsAt", i.ends_at as "endsAt", i.invited_by as "invitedBy", i.invited_at as "invitedAt", i.expires_at as "expiresAt", i.person,
         i.used_at as "usedAt", i.withdrawn_at as "withdrawnAt", i.sent_at as "sentAt"
  from access.invitation i join access.role r on r.area_id = i.area_id and r.role = i.role left join places.place_named n on n.place_id = i.place_id`

const listed = (found: Found[], now: Date): Invitation[] => found.map(({ usedAt, withdrawnAt, sentAt, ...one }) => ({ ...one, state: stateIn({ usedAt, withdrawnAt, sentAt, expiresAt: one.expiresAt }, now) }))

function stateIn({ usedAt, withdrawnAt, sentAt, expiresAt }: Pick<Found, 'usedAt' | 'withdrawnAt' | 'sentAt' | 'expiresAt'>, now: Date): InvitationState {
  if (usedAt) return 'used'
  if (withdrawnAt) return 'withdrawn'
  if (expiresAt <= now) return 'over'
  return sentAt ? 'sent' : 'not sent'
}
