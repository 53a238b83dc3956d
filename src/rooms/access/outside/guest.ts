import { type House, reading, type SignInProvider } from '#platform'
import { recordOwnDeed } from '../sign-in/account.ts'
import { readStanding } from '../standing.ts'
import { acceptOutside } from './invited.ts'
import { link, type KnownPerson, linkedPerson, personByEmail } from './known-person.ts'
import { NotLetIn } from './not-let-in.ts'
import { roleAt } from './organisation.ts'
import type { Outsider } from './provider-answer.ts'

/** Somebody who is let in: as whom, where, and in which role where the provider's organisation says so. */
export interface Guest {
  slug: string
  areaId: number
  appointmentId: string | null
}

/** Who somebody is here, of whom a provider has said who they are there; the two are linked from then on. Throws NotLetIn. */
export async function guestOf(house: House, provider: SignInProvider, outsider: Outsider, invitationHash: Buffer | null, now: Date): Promise<Guest> {
  const { door } = house
  const linked = await linkedPerson(door, provider, outsider.subject, now)
  const invited = invitationHash === null ? undefined : await acceptOutside(door, provider, outsider, linked, invitationHash, now)
  const person = invited ?? linked ?? await personByEmail(door, provider, await outsider.more(), now)
  if (!person || !(await link(door, provider, outsider.subject, person.slug, now))) throw new NotLetIn('unknown')
  if (!linked) await recordOwnDeed(door, person, 'access.account-linked', now, { provider: provider.id })
  const role = provider.organisationClaim === null ? null : await roleByOrganisation(house, provider.organisationClaim, outsider, person)
  return { slug: person.slug, areaId: role?.areaId ?? person.homeAreaId, appointmentId: role?.appointmentId ?? null }
}

async function roleByOrganisation({ door }: House, claim: string, outsider: Outsider, person: KnownPerson) {
  const organisation = outsider.claims[claim] ?? (await outsider.more())[claim]
  if (organisation === undefined || organisation === null || organisation === '') throw new NotLetIn('no organisation')
  const { appointments } = await readStanding(reading(door), { slug: person.slug, name: person.name, operator: false, areaId: person.homeAreaId })
  const role = await roleAt(reading(door), organisation, appointments)
  if (!role) throw new NotLetIn('no role there')
  return role
}
