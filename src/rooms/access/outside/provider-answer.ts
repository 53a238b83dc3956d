import * as oidc from 'openid-client'
import { log, type SignInProvider } from '#platform'
import { NotLetIn } from './not-let-in.ts'
import { CLOCKS_DIFFER, codeOf, unreached } from './reach-provider.ts'
import type { Try } from './tries.ts'

/** Seconds within which somebody who is to show once more who they are has done so there. */
const LATELY = 300

/** What a provider says of who came back from it, after every check. */
export interface Outsider {
  subject: string
  /** Names the session there, where the provider does. */
  session: string | null
  /** When they proved there who they are; null where the provider does not say. */
  provedAt: Date | null
  /** Everything said: the ID token's claims, and where `more` was asked those of the user information too. */
  claims: Record<string, unknown>
  more: () => Promise<Record<string, unknown>>
}

/**
 * Exchanges what a browser brought back for an ID token and checks it: state, issuer, audience, signature, nonce and times.
 * Throws NotLetIn.
 */
export async function answerOf(provider: SignInProvider, config: oidc.Configuration, brought: URL, { nonce, verifier, again }: Try, state: string): Promise<Outsider> {
  const tokens = await oidc.authorizationCodeGrant(config, brought, { expectedNonce: nonce, expectedState: state, pkceCodeVerifier: verifier, ...(again ? { maxAge: LATELY } : {}) })
    .catch((fault: unknown) => { throw notTaken(provider, fault) })
  const claims: Record<string, unknown> = tokens.claims() ?? {}
  refuseUnless(provider, 'issued in the future', Number(claims['iat']) <= Date.now() / 1000 + CLOCKS_DIFFER)
  for (const [claim, value] of Object.entries(provider.mustSay)) refuseUnless(provider, claim, claims[claim] === value)
  const subject = String(claims['sub'])
  let told: Promise<Record<string, unknown>> | null = null
  return {
    subject, session: typeof claims['sid'] === 'string' ? claims['sid'] : null,
    provedAt: typeof claims['auth_time'] === 'number' ? new Date(Math.min(claims['auth_time'] * 1000, Date.now())) : null,
    claims, more: () => (told ??= moreOf(provider, config, tokens.access_token, subject, claims)),
  }
}

/** The ID token's word comes first: it is signed. */
async function moreOf(provider: SignInProvider, config: oidc.Configuration, accessToken: string, subject: string, claims: Record<string, unknown>) {
  if (!config.serverMetadata().userinfo_endpoint) return claims
  const told = await oidc.fetchUserInfo(config, accessToken, subject).catch((fault: unknown) => { throw notTaken(provider, fault) })
  return { ...told, ...claims }
}

function refuseUnless(provider: SignInProvider, what: string, isSo: boolean) {
  if (isSo) return
  log.warn({ provider: provider.id, why: what }, 'the answer of a sign-in provider was not taken')
  throw new NotLetIn('not genuine')
}

function notTaken(provider: SignInProvider, fault: unknown) {
  if (fault instanceof oidc.AuthorizationResponseError) {
    // Of the error only a code that the standard allows: the rest may be anything.
    log.info({ provider: provider.id, why: /^[a-z_]{1,40}$/.test(fault.error) ? fault.error : 'other' }, 'a sign-in provider let nobody through')
    return new NotLetIn('refused')
  }
  if (isSilence(fault)) return unreached(provider, fault)
  log.warn({ provider: provider.id, why: codeOf(fault) }, 'the answer of a sign-in provider was not taken')
  return new NotLetIn('not genuine')
}

/** No answer at all, too late, or a fault of the server's own. */
function isSilence(fault: unknown): boolean {
  const { name, code, cause, status } = fault as { name?: string; code?: string; cause?: { status?: number }; status?: number }
  const answered = status ?? (cause instanceof Response ? cause.status : cause?.status)
  return code === 'OAUTH_TIMEOUT' || name === 'TimeoutError' || (fault instanceof TypeError && /fetch failed/.test(fault.message)) || (answered ?? 0) >= 500
}
