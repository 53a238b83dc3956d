import { type Database, plannedRead, recordDeed, type Writer } from '#platform'

/** A person as somebody who can sign in. Only the door reads this. */
export interface Account {
  slug: string
  name: string
  roleTitle: string
  email: string | null
  emailKey: string | null
  homeAreaId: number
  demo: boolean
  passwordHash: string | null
  passwordSetAt: Date | null
  /** Of an authenticator app; it counts from `totpFrom` on, until then it is being set up. */
  totpSecret: string | null
  totpFrom: Date | null
  recoveryLeft: number
  passkeys: number
}

/** Whoever has this address and has not left; `key` as `emailKey` writes it. */
export const accountByEmail = async (door: Database, key: string): Promise<Account | undefined> => (await byEmail(door, [key]))[0]
export const accountOf = async (door: Database, slug: string): Promise<Account | undefined> => (await bySlug(door, [slug]))[0]

/** A line of the audit about how somebody proves who they are, in their home area. */
export function recordOwnDeed(door: Database | Writer, { slug, name, homeAreaId }: Pick<Account, 'slug' | 'name' | 'homeAreaId'>, action: keyof typeof OWN_DEEDS, now: Date, input: object = {}) {
  return recordDeed(door, { areaId: homeAreaId, action, caller: { actor: { slug, name, operator: false, areaId: homeAreaId }, door: 'page', now }, input })
}

/** What the audit calls what is done here, by the name its lines carry. */
export const OWN_DEEDS = {
  'access.signed-in': 'Signed in',
  'access.sign-in-refused': 'A sign-in with a wrong password or code',
  'access.signed-out': 'Signed out',
  'access.proved-again': 'Showed once more who they are',
  'access.password-set': 'Set their password',
  'access.reset-asked': 'Asked for a link to set a new password',
  'access.authenticator-on': 'Turned their authenticator app on',
  'access.authenticator-off': 'Turned their authenticator app off',
  'access.recovery-codes-made': 'Made recovery codes anew',
  'access.recovery-code-used': 'Used a recovery code',
  'access.passkey-added': 'Added a passkey',
  'access.passkey-removed': 'Removed a passkey',
  'access.invitation-accepted': 'Accepted an invitation',
  'access.account-linked': 'Linked the account they have elsewhere',
}

const ACCOUNT = `
  select p.slug, p.name, p.role_title as "roleTitle", p.email, p.email_key as "emailKey", p.home_area_id as "homeAreaId", p.demo,
         c.password_hash as "passwordHash", c.password_set_at as "passwordSetAt", c.totp_secret as "totpSecret", c.totp_from as "totpFrom",
         coalesce(cardinality(c.recovery_hashes), 0) as "recoveryLeft",
         (select count(*) from access.passkey k where k.person = p.slug) as passkeys
  from access.person p left join access.credential c on c.person = p.slug
  where p.left_at is null and (p.leaves_on is null or p.leaves_on >= current_date)`

const byEmail = plannedRead<Account, [key: string]>('access.account-by-email', `${ACCOUNT} and p.email_key = $1`)
const bySlug = plannedRead<Account, [slug: string]>('access.account-of', `${ACCOUNT} and p.slug = $1`)
