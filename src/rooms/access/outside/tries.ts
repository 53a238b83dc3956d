import * as oidc from 'openid-client'
import { type Database, hashed, newSecret, type SignInProvider } from '#platform'

export const TRY_MINUTES = 15

export interface Try {
  nonce: string
  verifier: string
  next: string
  invitationHash: Buffer | null
  /** Somebody is to show once more who they are. */
  again: boolean
}

export interface TryToMake {
  /** The secret of the browser that is sent off: only it may bring the answer. */
  browser: string
  next: string
  invitation: string | null
  again: boolean
  other: boolean
  now: Date
}

/** Remembers that a browser was sent to a provider, and answers the address it is sent to. */
export async function makeTry(door: Database, config: oidc.Configuration, provider: SignInProvider, back: string, { browser, next, invitation, again, other, now }: TryToMake): Promise<URL> {
  const [state, nonce, verifier] = [newSecret(), newSecret(), oidc.randomPKCECodeVerifier()]
  await door.insertInto('access.sign_in_try').values({
    state_hash: hashed(state), provider: provider.id, nonce, verifier, browser_hash: hashed(browser), next,
    invitation_hash: invitation === null ? null : hashed(invitation), again, made_at: now, ends_at: new Date(now.getTime() + TRY_MINUTES * 60_000),
  }).execute()
  return oidc.buildAuthorizationUrl(config, {
    ...provider.asks, ...(again || other ? { prompt: 'login' } : {}), ...(again ? { max_age: '0' } : {}), redirect_uri: back, scope: provider.scopes, state, nonce, response_type: 'code',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
  })
}

/** Takes a try away, whatever becomes of it: no answer is good twice. Undefined where there is none for this provider and browser, or it is over. */
export async function takeTry(door: Database, provider: SignInProvider, state: string, browser: string, now: Date): Promise<Try | undefined> {
  const taken = await door.deleteFrom('access.sign_in_try').where('state_hash', '=', hashed(state))
    .returning(['provider', 'nonce', 'verifier', 'next', 'browser_hash', 'invitation_hash', 'again', 'ends_at']).executeTakeFirst()
  if (!taken || taken.provider !== provider.id || !taken.browser_hash.equals(hashed(browser)) || taken.ends_at <= now) return undefined
  return { nonce: taken.nonce, verifier: taken.verifier, next: taken.next, invitationHash: taken.invitation_hash, again: taken.again }
}
