import { randomInt } from 'node:crypto'
import { Refusal } from '#kernel'
import { type Database, hashed, moveOn, plannedRead, type Writer } from '#platform'
import { giveRole } from '../grants.ts'
import { accountOf, accountByEmail, recordOwnDeed } from './account.ts'
import { hashPassword, refuseWeak } from './password.ts'

/** An invitation as whoever holds its link may read it. */
export interface Invitation {
  areaId: number
  invitationId: string
  areaName: string
  name: string
  email: string
  emailKey: string
  roleTitle: string
  role: string
  roleLabel: string
  roleAbout: string
  /** The name of the place; "one child" where it is about one: no child's name stands here. */
  where: string
  placeId: number | null
  childId: string | null
  startsAt: Date
  endsAt: Date | null
  invitedBy: string
  inviterName: string
  expiresAt: Date
}

const OVER = 'This invitation has been used or withdrawn, or is over. Ask whoever invited you for another'
export const invitationOver = () => new Refusal('missing', OVER)

/** The invitation a link stands for, by its secret or the hash of it; refuses one that is used, withdrawn, over or unknown, all in one sentence. */
export async function readInvitation(door: Database, secret: string | Buffer, now: Date): Promise<Invitation> {
  const [found] = await byToken(door, [typeof secret === 'string' ? hashed(secret) : secret, now])
  if (!found) throw invitationOver()
  return found
}

/** Who accepts: somebody new, with the password they chose or none where they come by a provider; or somebody who is here already. */
export type Accepting = { slug: string } | { name: string; password: string | null }

/**
 * Uses an invitation up, all or nothing: makes the person where they are new, gives them the role they were invited to, and tells the
 * audit. Answers who it was. Throws a Refusal where the invitation is over, the password is weak, or the address is somebody else's.
 */
export async function acceptInvitation(door: Database, { secret, person, now }: { secret: string | Buffer; person: Accepting; now: Date }): Promise<{ slug: string; areaId: number }> {
  const invitation = await readInvitation(door, secret, now)
  const owner = await accountByEmail(door, invitation.emailKey)
  if (owner && !('slug' in person && person.slug === owner.slug)) throw new Refusal('conflict', `There is an account with this e-mail address already. Sign in with it, then open the invitation again`)
  if ('password' in person && person.password !== null) refuseWeak(person.password, { name: person.name, email: invitation.email })
  const passwordHash = 'password' in person && person.password !== null ? await hashPassword(person.password) : null
  return door.transaction().execute(async (tx) => {
    const { areaId, invitationId } = invitation
    // Pressed twice at once, the second waits here and finds it used.
    const open = await tx.selectFrom('access.invitation').select('invitation_id').where('area_id', '=', areaId).where('invitation_id', '=', invitationId).where('used_at', 'is', null).forUpdate().executeTakeFirst()
    if (!open) throw invitationOver()
    const slug = 'slug' in person ? person.slug : await makePerson(tx, invitation, person.name, passwordHash, now)
    const used = await tx.updateTable('access.invitation').set({ used_at: now, person: slug })
      .where('area_id', '=', areaId).where('invitation_id', '=', invitationId).where('used_at', 'is', null).where('withdrawn_at', 'is', null)
      .returning('invitation_id').executeTakeFirst()
    if (!used) throw invitationOver()
    const account = await accountOf(tx as unknown as Database, slug)
    if (!account) throw invitationOver()
    const { placeId, childId, role, startsAt, endsAt, invitedBy } = invitation
    await giveRole(tx, { areaId, person: slug, role, placeId, childId, from: startsAt, until: endsAt, source: 'invitation', givenBy: invitedBy, now })
    await recordOwnDeed(tx, { ...account, homeAreaId: areaId }, 'access.invitation-accepted', now, { invitation: invitationId, role })
    await moveOn(tx, areaId)
    return { slug, areaId }
  })
}

/** What a person is called in addresses: nothing of their name. */
export function newPersonSlug() {
  return `person-${randomInt(100_000, 1_000_000)}`
}

async function makePerson(tx: Writer, { areaId, email, emailKey, roleTitle, invitedBy }: Invitation, name: string, passwordHash: string | null, now: Date): Promise<string> {
  for (;;) {
    const slug = newPersonSlug()
    const made = await tx
      .insertInto('access.person')
      .values({ slug, name, role_title: roleTitle, email, email_key: emailKey, home_area_id: areaId, demo: false, made_at: now, made_by: invitedBy })
      .onConflict((c) => c.column('slug').doNothing()).returning('slug').executeTakeFirst()
    if (!made) continue
    if (passwordHash) await tx.insertInto('access.credential').values({ person: slug, password_hash: passwordHash, password_set_at: now }).execute()
    return slug
  }
}

const byToken = plannedRead<Invitation, [token: Buffer, now: Date]>('access.invitation-by-token', `
  select i.area_id as "areaId", i.invitation_id as "invitationId", h.name as "areaName", i.name, i.email, i.email_key as "emailKey", i.role_title as "roleTitle",
         i.role, r.label as "roleLabel", r.about as "roleAbout",
         coalesce((select p.name from places.place_named p where p.place_id = i.place_id), 'one child') as "where", i.place_id as "placeId", i.child_id as "childId",
         i.starts_at as "startsAt", i.ends_at as "endsAt", i.invited_by as "invitedBy",
         coalesce((select p.name || ', ' || p.role_title from access.person p where p.slug = i.invited_by), 'Whoever looks after people there') as "inviterName", i.expires_at as "expiresAt"
  from access.invitation i
  join access.role r on r.area_id = i.area_id and r.role = i.role
  join places.area_home h on h.area_id = i.area_id
  where i.area_id = any (array(select area_id from places.area_home)) and i.token_hash = $1
    and i.used_at is null and i.withdrawn_at is null and i.expires_at > $2 and (i.ends_at is null or i.ends_at > $2)
    and not exists (select from access.person gone where gone.slug = i.invited_by and (gone.left_at is not null or gone.leaves_on < current_date))`)
