import { generateAuthenticationOptions, generateRegistrationOptions, verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import { Refusal } from '#kernel'
import type { House } from '#platform'
import { type Account, accountOf, recordOwnDeed } from './account.ts'
import { countTry, giveBack, LIMITS } from './limits.ts'
import { makeLink, useLink } from './links.ts'
import type { Sender } from './sender.ts'

type Answer = Parameters<typeof verifyAuthenticationResponse>[0]['response']
type Made = Parameters<typeof verifyRegistrationResponse>[0]['response']

const NOT_TAKEN = 'This passkey could not be taken. Try again, or sign in another way'
const MOST_PASSKEYS = 20
/** Ed25519, ECDSA and RSA with SHA-256: what devices make today. */
const ALGORITHMS = [-8, -7, -257]

/** What a browser is to sign so that somebody is let in; whoever that is, the passkey says. Throws TooOften. */
export async function signInOptions(house: House, sender: Sender) {
  await countTry(house.door, LIMITS.challenge, sender.address, new Date())
  const challenge = await makeLink(house.door, 'passkey', null, new Date())
  return generateAuthenticationOptions({ rpID: siteOf(house).rpID, challenge: bytesOf(challenge), userVerification: 'required' })
}

/** Whose passkey signed. The challenge is good once, for five minutes. Throws a Refusal, or TooOften. */
export async function readSignIn(house: House, answer: string, sender: Sender, now: Date): Promise<Account> {
  await countTry(house.door, LIMITS.address, sender.address, now)
  const account = await whoseIs(house, answer, now)
  await giveBack(house.door, LIMITS.address, sender.address)
  return account
}

/** That a passkey of this person signed, for somebody who is signed in already. */
export async function proveAgainByPasskey(house: House, account: Account, answer: string, now: Date) {
  await countTry(house.door, LIMITS.again, account.slug, now)
  if ((await whoseIs(house, answer, now)).slug !== account.slug) throw notTaken()
  await giveBack(house.door, LIMITS.again, account.slug)
}

async function whoseIs(house: House, answer: string, now: Date): Promise<Account> {
  const response = read<Answer>(answer)
  const held = await house.door.selectFrom('access.passkey').selectAll().where('credential_id', '=', response.id).executeTakeFirst()
  const account = held && (await accountOf(house.door, held.person))
  if (!account) throw notTaken()
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response, expectedChallenge: (challenge) => isOurs(house, challenge, null, now), expectedOrigin: siteOf(house).origin, expectedRPID: siteOf(house).rpID, requireUserVerification: true,
    credential: { id: held.credential_id, publicKey: new Uint8Array(held.public_key), counter: held.counter, transports: held.transports as never },
  }).catch(() => { throw notTaken() })
  if (!verified) throw notTaken()
  await house.door.updateTable('access.passkey').set({ counter: authenticationInfo.newCounter, used_at: now }).where('credential_id', '=', held.credential_id).execute()
  return account
}

/** What a browser is to make a passkey from. */
export async function makingOptions(house: House, account: Account) {
  const challenge = await makeLink(house.door, 'passkey', account.slug, new Date())
  const { rpID } = siteOf(house)
  return generateRegistrationOptions({
    rpName: 'Belong', rpID, userName: account.email ?? account.name, userDisplayName: account.name, userID: new TextEncoder().encode(account.slug), challenge: bytesOf(challenge),
    excludeCredentials: (await passkeysOf(house, account)).map(({ id }) => ({ id })),
    supportedAlgorithmIDs: ALGORITHMS, authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
}

/** Keeps a passkey a browser has made. Throws a Refusal where it is not what was asked for. */
export async function keepPasskey(house: House, account: Account, { answer, label }: { answer: string; label: string }, now: Date) {
  if (account.passkeys >= MOST_PASSKEYS) throw new Refusal('conflict', `You have ${MOST_PASSKEYS} passkeys. Remove one first`)
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: read<Made>(answer), expectedChallenge: (challenge) => isOurs(house, challenge, account.slug, now), expectedOrigin: siteOf(house).origin, expectedRPID: siteOf(house).rpID, requireUserVerification: true, supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => { throw notTaken() })
  if (!verified) throw notTaken()
  const { id, publicKey, counter, transports = [] } = registrationInfo.credential
  const kept = await house.door
    .insertInto('access.passkey')
    .values({ credential_id: id, person: account.slug, public_key: Buffer.from(publicKey), counter, transports: [...transports], label: label.trim().slice(0, 60) || 'Passkey', made_at: now })
    .onConflict((c) => c.doNothing()).returning('credential_id').executeTakeFirst()
  if (!kept) throw notTaken()
  await recordOwnDeed(house.door, account, 'access.passkey-added', now)
}

export async function passkeysOf(house: House, { slug }: Account) {
  return house.door.selectFrom('access.passkey').select(['credential_id as id', 'label', 'made_at as madeAt', 'used_at as usedAt']).where('person', '=', slug).orderBy('made_at').execute()
}

export async function removePasskey(house: House, account: Account, id: string, now: Date) {
  const gone = await house.door.deleteFrom('access.passkey').where('credential_id', '=', id).where('person', '=', account.slug).returning('credential_id').executeTakeFirst()
  if (!gone) throw new Refusal('missing', 'You have no such passkey')
  await recordOwnDeed(house.door, account, 'access.passkey-removed', now)
}

/** A challenge is a secret that works once, made for this person, or for nobody in particular. */
async function isOurs(house: House, challenge: string, person: string | null, now: Date) {
  const used = await useLink(house.door, challenge, 'passkey', now)
  return used !== undefined && used.person === person
}

function siteOf({ settings }: House) {
  const { hostname, origin } = new URL(settings.baseUrl)
  return { rpID: hostname, origin }
}

function read<Sent>(answer: string): Sent {
  try {
    const sent: unknown = answer.length > 20_000 ? null : JSON.parse(answer)
    if (typeof sent !== 'object' || sent === null || !('id' in sent) || typeof sent.id !== 'string' || !/^[\w-]{1,1400}$/.test(sent.id)) throw notTaken()
    return sent as Sent
  } catch {
    throw notTaken()
  }
}

/** Our secrets are base64url, as challenges are sent: so it comes back as the same text. */
const bytesOf = (challenge: string) => new Uint8Array(Buffer.from(challenge, 'base64url'))
const notTaken = () => new Refusal('invalid', NOT_TAKEN, { passkey: NOT_TAKEN })
