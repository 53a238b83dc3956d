import { Refusal } from '#kernel'
import { type Database, reading, type SignInProvider, type Writer } from '#platform'
import { emailKey } from '../sign-in/email.ts'

/** Somebody of ours. */
export interface KnownPerson {
  slug: string
  name: string
  /** Where they begin: their home, or the area they were just invited to. */
  homeAreaId: number
}

/** Who is linked with an account there; undefined where nobody is, or who is has left. */
export function linkedPerson(door: Database, provider: SignInProvider, subject: string, now: Date): Promise<KnownPerson | undefined> {
  return people(door, now).innerJoin('access.outside_identity as o', 'o.person', 'p.slug').where('o.provider', '=', provider.id).where('o.subject', '=', subject).executeTakeFirst()
}

/**
 * Who has the e-mail address that the provider says is theirs. Nobody is, where the provider is not trusted so far, or where that
 * person is linked with another account there: an address that went from a leaver to a newcomer must not carry the account along.
 */
export async function personByEmail(door: Database, provider: SignInProvider, claims: Record<string, unknown>, now: Date): Promise<KnownPerson | undefined> {
  const email = provider.trustsEmail ? verifiedEmail(provider, claims) : null
  if (email === null) return undefined
  const found = await people(door, now).where('p.email_key', '=', email).where('p.demo', '=', false).executeTakeFirst()
  return found && !(await isLinked(door, provider, found.slug)) ? found : undefined
}

/** An e-mail address as it is compared, where the provider says that it is the person's own. */
export function verifiedEmail(provider: SignInProvider, claims: Record<string, unknown>): string | null {
  const [email, isTheirs] = [claims['email'], claims[provider.verifiedClaim]]
  if (typeof email !== 'string' || !IS_SO.has(isTheirs)) return null
  try {
    const key = emailKey(email)
    // Letters that only become plain by being written otherwise may be somebody else's address.
    return key === email.trim().toLowerCase() ? key : null
  } catch (fault) {
    if (fault instanceof Refusal) return null
    throw fault
  }
}

/** How providers say yes. */
const IS_SO = new Set<unknown>([true, 'true', 1, '1'])

/** Links a person with an account there, or notes that the link was used. Answers false where the account is another's. */
export async function link(door: Database | Writer, provider: SignInProvider, subject: string, person: string, now: Date): Promise<boolean> {
  const linked = await door.insertInto('access.outside_identity').values({ provider: provider.id, subject, person, linked_at: now, used_at: now })
    .onConflict((c) => c.columns(['provider', 'subject']).doUpdateSet({ used_at: now }).where('access.outside_identity.person', '=', person)).executeTakeFirst()
  return Number(linked.numInsertedOrUpdatedRows) === 1
}

/** Whether a person is linked with any account there. */
export async function isLinked(door: Database, provider: SignInProvider, person: string) {
  const found = await reading(door).selectFrom('access.outside_identity').select('subject').where('provider', '=', provider.id).where('person', '=', person).executeTakeFirst()
  return found !== undefined
}

function people(door: Database, now: Date) {
  return door.selectFrom('access.person as p').select(['p.slug', 'p.name', 'p.home_area_id as homeAreaId'])
    .where('p.left_at', 'is', null).where((is) => is.or([is('p.leaves_on', 'is', null), is('p.leaves_on', '>=', now.toISOString().slice(0, 10) as never)]))
}
