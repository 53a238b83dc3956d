import type { Database } from '#platform'
import { endSessionsOf } from '../sessions.ts'
import { type Account, recordOwnDeed } from './account.ts'
import { hashPassword, refuseWeak } from './password.ts'

/** Gives somebody a new password, unless others would guess it. All their sessions but the one named end: whoever knew the old one is out. Answers the account as it stands then. */
export async function setPassword(door: Database, account: Account, password: string, { now, keepSession = null }: { now: Date; keepSession?: string | null }): Promise<Account> {
  refuseWeak(password, account)
  const passwordHash = await hashPassword(password)
  await door.transaction().execute(async (tx) => {
    const row = { password_hash: passwordHash, password_set_at: now }
    await tx.insertInto('access.credential').values({ person: account.slug, ...row }).onConflict((c) => c.column('person').doUpdateSet(row)).execute()
    await endSessionsOf(tx, account.slug, { by: 'password', now, except: keepSession })
    await tx.updateTable('access.one_time_link').set({ used_at: now }).where('person', '=', account.slug).where('purpose', 'in', ['reset', 'second-step']).where('used_at', 'is', null).execute()
    await recordOwnDeed(tx, account, 'access.password-set', now)
  })
  return { ...account, passwordHash, passwordSetAt: now }
}
