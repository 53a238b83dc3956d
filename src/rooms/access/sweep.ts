import { type Database, forgetKeys } from '#platform'

const KEY_DAYS = 7

/** Takes away what has served its time: sessions and tokens that are over, links that are spent or over, keys of writes after seven days. Answers how many of each. */
export async function sweep(db: Database, now: Date) {
  const sessions = await db.deleteFrom('access.session').where('ends_at', '<', now).executeTakeFirst()
  const tokens = await db.deleteFrom('access.token').where('ends_at', '<', now).executeTakeFirst()
  const links = await db.deleteFrom('access.one_time_link').where((is) => is.or([is('ends_at', '<', now), is('used_at', 'is not', null)])).executeTakeFirst()
  const keys = await forgetKeys(db, new Date(now.getTime() - KEY_DAYS * 86_400_000))
  return { sessions: Number(sessions.numDeletedRows), tokens: Number(tokens.numDeletedRows), links: Number(links.numDeletedRows), keys }
}
