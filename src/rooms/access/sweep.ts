import { sql } from 'kysely'
import { type Database, forgetKeys } from '#platform'

const KEY_DAYS = 7
/** Until then an area can see who was signed in where. */
const SESSION_DAYS = 30
const DAY_MS = 86_400_000

/**
 * Takes away what has served its time: sessions and keys thirty days after their end; drafts, links, half-done sign-ins and counts of
 * attempts once they are over; keys of writes after seven days. Answers how many of each.
 */
export async function sweep(db: Database, now: Date) {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS)
  // When somebody was last here outlives the session that tells it.
  await sql`update access.person p set seen_at = greatest(p.seen_at, s.seen_at)
    from (select person, max(seen_at) as seen_at from access.session group by person) s where s.person = p.slug and s.seen_at < ${before(1)} and p.seen_at is distinct from greatest(p.seen_at, s.seen_at)`.execute(db)
  const sessions = await db.deleteFrom('access.session').where((is) => is.or([is('ends_at', '<', before(SESSION_DAYS)), is('ended_at', '<', before(SESSION_DAYS))])).executeTakeFirst()
  const tokens = await db.deleteFrom('access.token').where((is) => is.or([is('ends_at', '<', before(SESSION_DAYS)), is('ended_at', '<', before(SESSION_DAYS))])).executeTakeFirst()
  const links = await db.deleteFrom('access.one_time_link').where((is) => is.or([is('ends_at', '<', now), is('used_at', 'is not', null)])).executeTakeFirst()
  const tries = await db.deleteFrom('access.sign_in_try').where('ends_at', '<', now).executeTakeFirst()
  const attempts = await db.deleteFrom('access.attempt').where('expire', '<', now.getTime()).executeTakeFirst()
  const drafts = await db.deleteFrom('access.draft').where('area_id', 'in', (of) => of.selectFrom('places.area_home').select('area_id')).where('ends_at', '<', now).executeTakeFirst()
  const keys = await forgetKeys(db, before(KEY_DAYS))
  return {
    sessions: Number(sessions.numDeletedRows), tokens: Number(tokens.numDeletedRows), links: Number(links.numDeletedRows), tries: Number(tries.numDeletedRows),
    attempts: Number(attempts.numDeletedRows), drafts: Number(drafts.numDeletedRows), keys,
  }
}
