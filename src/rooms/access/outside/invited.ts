import { Refusal } from '#kernel'
import type { Database, SignInProvider } from '#platform'
import { accountByEmail, accountOf } from '../sign-in/account.ts'
import { acceptInvitation, type Accepting, type Invitation, readInvitation } from '../sign-in/invitation.ts'
import { isLinked, type KnownPerson, verifiedEmail } from './known-person.ts'
import { NotLetIn } from './not-let-in.ts'
import type { Outsider } from './provider-answer.ts'

/** Accepts the invitation somebody brought along to their provider, as whoever is linked with their account there, or as somebody new. Throws NotLetIn. */
export async function acceptOutside(door: Database, provider: SignInProvider, outsider: Outsider, linked: KnownPerson | undefined, invitationHash: Buffer, now: Date): Promise<KnownPerson> {
  try {
    const invitation = await readInvitation(door, invitationHash, now)
    const person = linked ? { slug: linked.slug } : await whoAccepts(door, provider, outsider, invitation)
    const { slug, areaId } = await acceptInvitation(door, { secret: invitationHash, person, now })
    return { slug, name: (await accountOf(door, slug))!.name, homeAreaId: areaId }
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault
    throw new NotLetIn(fault.kind === 'conflict' ? 'somebody else' : 'invitation over')
  }
}

/** Whoever is here already by the invited address is so only to a provider that says the address is theirs: else a link that was passed on would open their account. */
async function whoAccepts(door: Database, provider: SignInProvider, outsider: Outsider, invitation: Invitation): Promise<Accepting> {
  const owner = await accountByEmail(door, invitation.emailKey)
  if (!owner) return { name: invitation.name, password: null }
  const isTheirs = provider.trustsEmail && !owner.demo && verifiedEmail(provider, await outsider.more()) === invitation.emailKey
  if (!isTheirs || await isLinked(door, provider, owner.slug)) throw new NotLetIn('somebody else')
  return { slug: owner.slug }
}
