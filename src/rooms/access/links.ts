import { hashed, newSecret, type Database, type Reader, type Writer } from '#platform'

/** A link that works once and for a day: setting up the first area, and its administrator's sign-in until accounts come. */
export async function makeLink(db: Writer | Database, purpose: 'setup' | 'sign-in', person: string | null, now: Date) {
  const secret = newSecret()
  await db
    .insertInto('access.one_time_link')
    .values({ token_hash: hashed(secret), purpose, person, made_at: now, ends_at: new Date(now.getTime() + 86_400_000) })
    .execute()
  return secret
}

/** Whether a link is good, without using it up. */
export function peekLink(db: Reader, secret: string, purpose: 'setup' | 'sign-in', now: Date) {
  return db
    .selectFrom('access.one_time_link')
    .select(['person'])
    .where('token_hash', '=', hashed(secret)).where('purpose', '=', purpose).where('used_at', 'is', null).where('ends_at', '>', now)
    .executeTakeFirst()
}

/** Uses a link up; answers whose it was, or undefined where it is spent, over or unknown. */
export function useLink(db: Writer, secret: string, purpose: 'setup' | 'sign-in', now: Date) {
  return db
    .updateTable('access.one_time_link')
    .set({ used_at: now })
    .where('token_hash', '=', hashed(secret)).where('purpose', '=', purpose).where('used_at', 'is', null).where('ends_at', '>', now)
    .returning('person')
    .executeTakeFirst()
}
