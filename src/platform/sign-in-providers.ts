import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import written from '../../specs/sign-in-providers.json' with { type: 'json' }
import { SettingsFault } from './settings-fault.ts'

/** An identity provider people may sign in by: as its preset has it, and as the operator's file says otherwise. */
export interface SignInProvider {
  /** Stands in addresses, and is how a session says by which way it was begun. */
  id: string
  preset: string
  /** Ends the words "Sign in with …". */
  label: string
  for: 'staff' | 'families'
  /** Exactly as the provider writes it, the slash at its end included. */
  issuer: string
  clientId: string
  /** By which Belong proves itself: told only when asked, so that settings can be shown without it. */
  proof: { by: 'secret in the header' | 'secret in the body' | 'key'; tell: () => string; keyId: string | null }
  /** For whom an assertion is signed: the provider, or its token endpoint. */
  assertionFor: 'issuer' | 'token endpoint'
  scopes: string
  /** Whether somebody not linked yet is known by an e-mail address of which the provider says that it is theirs. */
  trustsEmail: boolean
  /** The claim that says so. */
  verifiedClaim: string
  /** The claim that names the organisation somebody signs in for; null where the provider names none. */
  organisationClaim: string | null
  /** Sent along with the question. */
  asks: Readonly<Record<string, string>>
  /** What an ID token must say besides. */
  mustSay: Readonly<Record<string, string>>
  /** Whether the provider sends people back here when they have left it. */
  returnsAfterLeaving: boolean
}

/** Reads the file of providers; a SettingsFault names what is wrong in one line, and never a secret. */
export function readProviders(path: string | undefined): SignInProvider[] {
  if (path === undefined) return []
  const read = z.object({ providers: z.array(z.unknown()) }).safeParse(parsed(path))
  if (!read.success) throw wrong('must be the path of a file like {"providers": […]}')
  const providers = read.data.providers.map((one, at) => provider(one, at, dirname(resolve(path))))
  const twice = providers.find(({ id }, at) => providers.findIndex((one) => one.id === id) !== at)
  if (twice) throw wrong(`names two providers ${twice.id}; each needs an id of its own`)
  return providers
}

/** Ways of signing in that are Belong's own: a provider of that name could not be told from them. */
const OUR_OWN = ['demo', 'link', 'password', 'passkey', 'invitation']

const PRESETS = Object.keys(written.presets) as [string, ...string[]]

const SHAPE = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/, 'id must be 2 to 31 small letters, digits and hyphens').refine((id) => !OUR_OWN.includes(id), 'id names one of Belong’s own ways to sign in'),
  preset: z.enum(PRESETS, `preset must be one of ${PRESETS.join(', ')}`).default('none'),
  label: z.string().min(1).max(60).optional(),
  for: z.enum(['staff', 'families'], 'for must be staff or families').optional(),
  issuer: z.string().refine(isSafeAddress, 'issuer must be an https address; http is taken for localhost alone').optional(),
  clientId: z.string('clientId is missing').min(1, 'clientId is missing'),
  clientSecret: z.string().min(1).optional(),
  clientSecretFile: z.string().min(1).optional(),
  privateKeyFile: z.string().min(1).optional(),
  keyId: z.string().min(1).optional(),
  secretGoesIn: z.enum(['header', 'body'], 'secretGoesIn must be header or body').default('header'),
  scopes: z.string().regex(/(^| )openid( |$)/, 'scopes must hold openid').optional(),
  trustsEmail: z.boolean('trustsEmail must be true or false').default(false),
  organisation: z.strictObject({ claim: z.string().min(1) }).optional(),
})

type Told = z.infer<typeof SHAPE>

interface Preset {
  label: string
  for: string
  scopes: string
  verifiedClaim: string
  issuer?: string
  sharedIssuers?: string[]
  organisation?: { claim: string }
  byEmail?: boolean
  provesBy?: string
  assertionFor?: string
  asks?: Record<string, string>
  mustSay?: Record<string, string>
  returnsAfterLeaving?: boolean
}

function provider(sent: unknown, at: number, folder: string): SignInProvider {
  const read = SHAPE.safeParse(sent)
  if (!read.success) throw wrong(`has a fault in provider ${at + 1}: ${sentenceOf(read.error.issues[0]!)}`)
  const told = read.data
  const preset: Preset = written.presets[told.preset as keyof typeof written.presets]
  const issuer = told.issuer ?? preset.issuer
  if (issuer === undefined) throw wrong(`has a fault in provider ${told.id}: issuer is missing`)
  if (preset.sharedIssuers?.some((part) => `${issuer}/`.includes(part))) throw wrong(`has a fault in provider ${told.id}: issuer must be your own tenant’s, not one that all tenants share`)
  if (told.trustsEmail && preset.byEmail === false) throw wrong(`has a fault in provider ${told.id}: nobody is known by e-mail with ${told.preset}; leave trustsEmail out`)
  return {
    id: told.id, preset: told.preset, label: told.label ?? preset.label, for: told.for ?? (preset.for as 'staff' | 'families'), issuer, clientId: told.clientId,
    proof: proofOf(told, preset, folder), assertionFor: preset.assertionFor === 'token endpoint' ? 'token endpoint' : 'issuer',
    scopes: told.scopes ?? preset.scopes, trustsEmail: told.trustsEmail, verifiedClaim: preset.verifiedClaim,
    organisationClaim: (told.organisation ?? preset.organisation)?.claim ?? null, asks: preset.asks ?? {}, mustSay: preset.mustSay ?? {},
    returnsAfterLeaving: preset.returnsAfterLeaving ?? true,
  }
}

function proofOf(told: Told, preset: Preset, folder: string): SignInProvider['proof'] {
  const given = [told.clientSecret, told.clientSecretFile, told.privateKeyFile].filter((one) => one !== undefined)
  if (given.length !== 1) throw wrong(`has a fault in provider ${told.id}: say one of clientSecretFile, clientSecret and privateKeyFile`)
  if (preset.provesBy === 'key' && told.privateKeyFile === undefined) throw wrong(`has a fault in provider ${told.id}: ${told.preset} wants a privateKeyFile`)
  const secret = told.clientSecret ?? contentOf(resolve(folder, (told.clientSecretFile ?? told.privateKeyFile)!), told.id)
  if (told.privateKeyFile !== undefined && !isPrivateKey(secret)) throw wrong(`has a fault in provider ${told.id}: privateKeyFile must hold a private key for RS256 or ES256 in PEM`)
  return { by: told.privateKeyFile === undefined ? `secret in the ${told.secretGoesIn}` : 'key', tell: () => secret, keyId: told.keyId ?? null }
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (fault) {
    // What JSON.parse says quotes the file, and with it perhaps a secret.
    throw wrong(fault instanceof SyntaxError ? 'names a file that is no JSON' : 'names a file that cannot be read')
  }
}

function contentOf(path: string, id: string) {
  try {
    const text = readFileSync(path, 'utf8').trim()
    if (text) return text
  } catch {
    // Said below.
  }
  throw wrong(`has a fault in provider ${id}: there is no secret at ${JSON.stringify(path)}`)
}

function isPrivateKey(pem: string) {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem)
    return asymmetricKeyType === 'rsa' ? (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048 : asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1'
  } catch {
    return false
  }
}

function isSafeAddress(text: string) {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, search, hash, username } = new URL(text)
  return (protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))) && !search && !hash && !username
}

/** zod's own words quote no value. */
function sentenceOf({ path, message }: { path: PropertyKey[]; message: string }) {
  const field = path.map(String).join('.')
  return field === '' || message.startsWith(field) ? message : `${field}: ${message}`
}

const wrong = (what: string) => new SettingsFault(`BELONG_SIGN_IN ${what}.`)
