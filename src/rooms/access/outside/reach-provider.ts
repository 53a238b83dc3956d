import { createPrivateKey } from 'node:crypto'
import * as oidc from 'openid-client'
import { log, type SignInProvider } from '#platform'
import { NotLetIn } from './not-let-in.ts'

/** Seconds a provider has to answer. */
const PATIENCE = 5
/** How long what a provider says of itself is held. */
const HELD_MS = 3_600_000
/** Seconds by which the clocks of two machines may differ. */
export const CLOCKS_DIFFER = 60

const REACHED = new WeakMap<SignInProvider, { at: number; config: Promise<oidc.Configuration> }>()

/** All it takes to speak with a provider, asked of it at the first use and then held for an hour. Throws NotLetIn. */
export function reachProvider(provider: SignInProvider): Promise<oidc.Configuration> {
  const reached = REACHED.get(provider)
  if (reached && Date.now() - reached.at < HELD_MS) return reached.config
  const config = discover(provider)
  REACHED.set(provider, { at: Date.now(), config })
  // What failed is asked anew by whoever comes next; those who wait now fail together.
  config.catch(() => REACHED.delete(provider))
  return config
}

async function discover(provider: SignInProvider) {
  const isPlain = provider.issuer.startsWith('http:')
  try {
    const proof = await proofOf(provider)
    return await oidc.discovery(new URL(provider.issuer), provider.clientId, { [oidc.clockTolerance]: CLOCKS_DIFFER }, proof, {
      timeout: PATIENCE,
      // An ID token is believed for its signature, not for the line it came over.
      execute: [oidc.enableNonRepudiationChecks, ...(isPlain ? [oidc.allowInsecureRequests] : [])],
    })
  } catch (fault) {
    throw unreached(provider, fault)
  }
}

/** The same fault as one that people are told of; what is logged is its code alone. */
export function unreached(provider: SignInProvider, fault: unknown) {
  log.warn({ provider: provider.id, why: codeOf(fault) }, 'a sign-in provider could not be reached')
  return new NotLetIn('silent')
}

/** Names a fault without repeating what was sent. */
export function codeOf(fault: unknown): string {
  const { code, name, cause } = fault as { code?: unknown; name?: string; cause?: { code?: unknown } }
  return [code, cause?.code].find((one): one is string => typeof one === 'string') ?? name ?? 'unknown'
}

async function proofOf({ proof, assertionFor }: SignInProvider) {
  if (proof.by !== 'key') return proof.by === 'secret in the body' ? oidc.ClientSecretPost(proof.tell()) : oidc.ClientSecretBasic(proof.tell())
  const key = { key: await signingKey(proof.tell()), ...(proof.keyId ? { kid: proof.keyId } : {}) }
  return (...[server, client, body, headers]: Parameters<oidc.ClientAuth>) => {
    const forEndpoint = (_: Record<string, unknown>, claims: Record<string, unknown>) => void (claims['aud'] = server.token_endpoint)
    return oidc.PrivateKeyJwt(key, assertionFor === 'token endpoint' ? { [oidc.modifyAssertion]: forEndpoint as oidc.ModifyAssertionFunction } : {})(server, client, body, headers)
  }
}

/** RS256 or ES256, by the kind of key: settings took no other. */
async function signingKey(pem: string): Promise<oidc.CryptoKey> {
  const key = createPrivateKey(pem)
  const way = key.asymmetricKeyType === 'ec' ? { name: 'ECDSA', namedCurve: 'P-256' } : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  return key.toCryptoKey(way, false, ['sign']) as oidc.CryptoKey
}
