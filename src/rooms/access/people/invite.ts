import { sql } from 'kysely'
import { dayInWords, Refusal } from '#kernel'
import { type Action, hashed, type Mail, newId, newSecret, type Outbox, type Reader, rows, type Writer } from '#platform'
import { emailKey } from '../sign-in/email.ts'
import { dayOf } from './days.ts'

export type Act = Parameters<Action['run']>[0]

export interface ToInvite {
  email: string
  name: string
  roleTitle: string
  role: string
  placeId: number | null
  childId: string | null
  startsAt: Date
  endsAt: Date | null
  reason: string | null
}

/** A link of an invitation is good for so long. */
export const INVITATION_DAYS = 7

/** Keeps an invitation and sends its link once that is done. Answers its id. Refuses where the same is on its way already. */
export async function invite(act: Act, to: ToInvite): Promise<string> {
  const { actor, db, now, areaId } = act
  const email_key = emailKey(to.email)
  const [open] = await rows(db, sql`
    select 1 from access.invitation where area_id = ${areaId} and email_key = ${email_key} and role = ${to.role} and used_at is null and withdrawn_at is null and expires_at > ${now}
      and place_id is not distinct from ${to.placeId} and child_id is not distinct from ${to.childId}::uuid limit 1`)
  if (open) throw new Refusal('conflict', 'They are invited to this role already. Send that invitation again, or withdraw it first', { email: 'They are invited to this role already' })
  const invitation_id = newId()
  const secret = newSecret()
  const expires_at = expiryFrom(now)
  await db
    .insertInto('access.invitation')
    .values({
      area_id: areaId, invitation_id, token_hash: hashed(secret), email: to.email.trim(), email_key, name: to.name, role_title: to.roleTitle, role: to.role, place_id: to.placeId, child_id: to.childId,
      starts_at: to.startsAt, ends_at: to.endsAt, reason: to.reason, invited_by: actor.slug, invited_at: now, expires_at,
    })
    .execute()
  await sendAfterwards(act, { id: invitation_id, email: email_key, secret, expiresAt: expires_at })
  return invitation_id
}

export const expiryFrom = (now: Date) => new Date(now.getTime() + INVITATION_DAYS * 86_400_000)

/** The mail goes out when all is kept; that it did is written down then. */
export async function sendAfterwards(act: Act, letter: { id: string; email: string; secret: string; expiresAt: Date }) {
  const { areaId } = act
  const from = await sender(act)
  act.afterwards(async ({ db, mail }) => {
    if (!mail) return
    await mail.send(letterOf(mail, letter, from))
    await db.updateTable('access.invitation').set({ sent_at: new Date() }).where('area_id', '=', areaId).where('invitation_id', '=', letter.id).execute()
  })
}

/** Names the area, what the sender is, the link and its end: neither who is invited, nor to what, nor any child. */
function letterOf(mail: Outbox, { email, secret, expiresAt }: { email: string; secret: string; expiresAt: Date }, { area, title }: { area: string; title: string }): Mail {
  return {
    to: email,
    subject: `You are invited to Belong for ${area}`,
    paragraphs: [
      'Hello,',
      `You are invited to Belong, with which ${area} runs its work on inclusion. The page behind this link says what the invitation is for and lets you take it up:`,
      mail.link(`/invitation/${secret}`),
      `Invited by: ${title} in ${area}.`,
      `The link works once, until ${dayInWords(dayOf(expiresAt))}. It is for you alone: please do not hand it on. If you did not expect it, you need do nothing.`,
    ],
  }
}

async function sender({ actor, db, areaId }: Pick<Act, 'actor' | 'db' | 'areaId'>) {
  const [area] = await rows(db, sql<{ name: string }>`select name from places.area_home where area_id = ${areaId}`)
  const title = await titleOf(db, actor.slug)
  return { area: area?.name ?? 'Belong', title: title ?? 'Whoever looks after Belong' }
}

async function titleOf(db: Writer | Reader, slug: string) {
  const [found] = await rows(db, sql<{ title: string }>`select role_title as title from access.person where slug = ${slug}`)
  return found?.title
}
