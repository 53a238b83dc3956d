import { createRemoteJWKSet, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose'
import type { Configuration } from 'openid-client'
import { type Database, hashed, log, type SignInProvider } from '#platform'
import { CLOCKS_DIFFER, codeOf } from './reach-provider.ts'

const EVENT = 'http://schemas.openid.net/event/backchannel-logout'
const GOOD_FOR_MINUTES = 5
const WAYS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']

/**
 * Ends the sessions of somebody who has left their provider, which says so from server to server (OpenID Connect Back-Channel
 * Logout 1.0). Answers how many, or null where the token is not good: then nothing is done.
 */
export async function leftThere(door: Database, provider: SignInProvider, config: Configuration, token: string, now: Date): Promise<number | null> {
  const told = await verified(provider, config, token)
  if (!told || !(await isFirst(door, provider, told.jti!, now))) return null
  const over = door.updateTable('access.session').set({ ended_at: now, ended_by: 'provider' }).where('method', '=', provider.id).where('ended_at', 'is', null)
  const of = told.sub === undefined
    ? over.where('provider_session_hash', '=', hashed(String(told['sid'])))
    : over.where('person', 'in', door.selectFrom('access.outside_identity').select('person').where('provider', '=', provider.id).where('subject', '=', told.sub))
  return Number((await of.executeTakeFirst()).numUpdatedRows)
}

async function verified(provider: SignInProvider, config: Configuration, token: string): Promise<JWTPayload | null> {
  const { issuer, jwks_uri } = config.serverMetadata()
  try {
    const { payload } = await jwtVerify(token, keysAt(provider, jwks_uri!), {
      issuer, audience: provider.clientId, algorithms: WAYS, clockTolerance: CLOCKS_DIFFER, maxTokenAge: `${GOOD_FOR_MINUTES} minutes`, requiredClaims: ['iat', 'jti', 'events'],
    })
    const says = payload['events'] as Record<string, unknown> | null
    const isLeaving = typeof says === 'object' && typeof says?.[EVENT] === 'object' && says[EVENT] !== null
    const names = typeof payload.sub === 'string' || (payload.sub === undefined && typeof payload['sid'] === 'string')
    // With a nonce it could be an ID token put to another use.
    if (isLeaving && names && payload['nonce'] === undefined && typeof payload.jti === 'string') return payload
    log.warn({ provider: provider.id, why: 'not a logout token' }, 'a sign-out by a provider was not taken')
  } catch (fault) {
    log.warn({ provider: provider.id, why: codeOf(fault) }, 'a sign-out by a provider was not taken')
  }
  return null
}

/** Whether a token comes for the first time. It is remembered for longer than it is good. */
async function isFirst(door: Database, provider: SignInProvider, jti: string, now: Date) {
  const key = `left ${provider.id} ${hashed(jti).toString('base64url')}`
  const expire = now.getTime() + 2 * (GOOD_FOR_MINUTES * 60 + CLOCKS_DIFFER) * 1000
  const kept = await door.insertInto('access.attempt').values({ key, points: 1, expire }).onConflict((c) => c.doNothing()).executeTakeFirst()
  return Number(kept.numInsertedOrUpdatedRows) === 1
}

const KEYS = new WeakMap<SignInProvider, JWTVerifyGetKey>()

function keysAt(provider: SignInProvider, address: string) {
  let keys = KEYS.get(provider)
  if (!keys) KEYS.set(provider, (keys = createRemoteJWKSet(new URL(address), { timeoutDuration: 5000 })))
  return keys
}
