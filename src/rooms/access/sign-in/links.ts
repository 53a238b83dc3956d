import { type Database, hashed, newSecret, type Reader, type Writer } from '#platform'

/** What works once: the first area's setup, a sign-in on the operator's word, a new password, the second step of a sign-in, a passkey's challenge. */
export type LinkPurpose = 'setup' | 'sign-in' | 'reset' | 'second-step' | 'passkey'

/** How long each is good for, in minutes. */
const MINUTES: Record<LinkPurpose, number> = { setup: 1440, 'sign-in': 1440, reset: 60, 'second-step': 10, passkey: 5 }

/** Makes a secret that works once; only its hash is kept. */
export async function makeLink(db: Writer | Database, purpose: LinkPurpose, person: string | null, now: Date) {
  const secret = newSecret()
  await db
    .insertInto('access.one_time_link')
    .values({ token_hash: hashed(secret), purpose, person, made_at: now, ends_at: new Date(now.getTime() + MINUTES[purpose] * 60_000) })
    .execute()
  return secret
}

/** Whether a link is good, without using it up. */
export function peekLink(db: Reader, secret: string, purpose: LinkPurpose, now: Date) {
  return db
    .selectFrom('access.one_time_link')
    .select(['person'])
    .where('token_hash', '=', hashed(secret)).where('purpose', '=', purpose).where('used_at', 'is', null).where('ends_at', '>', now)
    .executeTakeFirst()
}

/** Uses a link up; answers whose it was, or undefined where it is spent, over or unknown. */
export function useLink(db: Writer | Database, secret: string, purpose: LinkPurpose, now: Date) {
  return db
    .updateTable('access.one_time_link')
    .set({ used_at: now })
    .where('token_hash', '=', hashed(secret)).where('purpose', '=', purpose).where('used_at', 'is', null).where('ends_at', '>', now)
    .returning('person')
    .executeTakeFirst()
}
