import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader, type JWTPayload, SignJWT } from 'jose'
import { Provider } from 'oidc-provider'

/** Where Belong is reached in tests: its pages run in this process. */
export const BELONG = 'http://localhost:3000'

export interface Account {
  email?: string
  email_verified?: boolean
  organisation?: unknown
}

export interface Alteration {
  /** Changes what an ID token says, before it is signed anew with the right key. */
  claims?: (claims: JWTPayload) => JWTPayload
  /** Signs it with this key instead. */
  key?: KeyObject
  header?: Record<string, unknown>
  /** Changes the whole answer of the token endpoint. */
  answer?: (answer: Record<string, unknown>) => unknown
  /** What the discovery document says otherwise. */
  discovery?: Record<string, unknown>
  /** Every request is answered so. */
  down?: number
  /** Nothing is ever answered. */
  silent?: boolean
}

/** A certified OpenID Connect server in this process; what it answers may be altered on its way, as by somebody in between. */
export async function startProvider(accounts: Record<string, Account>, clientKey?: KeyObject) {
  const signing = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = signing.privateKey.export({ format: 'jwk' })
  const kid = await calculateJwkThumbprint(jwk as never)
  let altered: Alteration = {}
  const asked: string[] = []
  let spent = 0
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const begun = performance.now()
    response.on('finish', () => (spent += performance.now() - begun))
    if (altered.silent) return
    if (altered.down) return void response.writeHead(altered.down).end()
    alterAnswer(request, response)
    void handle(request, response)
  })
  await new Promise<void>((done) => void server.listen(0, 'localhost', done))
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [clientOf(clientKey)],
    jwks: { keys: [{ ...jwk, kid, use: 'sig', alg: 'RS256' } as never] },
    cookies: { keys: ['a key for cookies in tests'] },
    extraParams: ['vtr'],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], organisation: ['organisation'], profile: ['name'] },
    scopes: ['openid', 'organisation'],
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true }, rpInitiatedLogout: { enabled: true, ...quietLogout } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    // What the provider sends from server to server comes to the Belong of this process.
    fetch: async (url: RequestInfo | URL, options?: RequestInit) => told!(new URL(String(url)).pathname, options),
    ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 600, Session: 6000, Grant: 6000 },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, ...accounts[sub] }) }),
    // Consent is given for all that is asked: it is the council's own server.
    async loadExistingGrant(ctx) {
      const { client, session } = ctx.oidc
      const before = session!.grantIdFor(client!.clientId)
      if (before) return ctx.oidc.provider.Grant.find(before)
      const grant = new ctx.oidc.provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! })
      grant.addOIDCScope('openid email profile organisation')
      await grant.save()
      return grant
    },
  })
  provider.use(async (ctx, next) => {
    const uid = /^\/interaction\/([^/]+)$/.exec(ctx.path)?.[1]
    if (!uid) return next()
    await provider.interactionFinished(ctx.req, ctx.res, signsInAs === null ? { error: 'access_denied', error_description: 'turned back <b>' } : { login: { accountId: signsInAs } })
    ctx.respond = false
  })
  let signsInAs: string | null = null
  let told: Fetch | null = null
  const handle = provider.callback()

  function alterAnswer(request: IncomingMessage, response: ServerResponse) {
    const isToken = request.url === '/token'
    if (!isToken && !(altered.discovery && request.url === '/.well-known/openid-configuration')) return
    const end = response.end.bind(response)
    response.end = ((body?: unknown) => {
      void (async () => {
        const told = JSON.parse(String(body)) as Record<string, unknown>
        const text = JSON.stringify(isToken ? await alterTokens(told) : { ...told, ...altered.discovery })
        response.setHeader('content-length', Buffer.byteLength(text))
        end(text)
      })()
      return response
    }) as never
  }

  async function alterTokens(answer: Record<string, unknown>) {
    if (altered.answer) return altered.answer(answer)
    if (!altered.claims && !altered.key && !altered.header) return answer
    const token = String(answer['id_token'])
    return { ...answer, id_token: await sign((altered.claims ?? ((same) => same))(decodeJwt(token)), { ...decodeProtectedHeader(token), ...altered.header }) }
  }

  /** A token as this provider signs it, unless another key is to be used. */
  function sign(claims: JWTPayload, header: Record<string, unknown> = { alg: 'RS256', kid }, key: KeyObject = altered.key ?? signing.privateKey) {
    return new SignJWT(claims).setProtectedHeader(header as never).sign(key)
  }

  return {
    issuer, asked, sign, provider,
    alter: (how: Alteration) => void (altered = how),
    /** Who signs in there from now on; null turns back. */
    signsIn: (sub: string | null) => void (signsInAs = sub),
    /** Whom it tells when somebody leaves. */
    tells: (belong: Fetch) => void (told = belong),
    /** Milliseconds it took for all it has answered. */
    spent: () => spent,
    close: () => new Promise<void>((done) => {
      server.closeAllConnections()
      server.close(() => done())
    }),
  }
}

const quietLogout = { logoutSource: (ctx: { body?: unknown }, form: string) => void (ctx.body = form) }

function clientOf(key: KeyObject | undefined) {
  const shared = {
    client_id: 'belong', redirect_uris: [`${BELONG}/sign-in/back/council`, `${BELONG}/sign-in/back/one-login`, `${BELONG}/sign-in/back/dfe`],
    post_logout_redirect_uris: [`${BELONG}/sign-in`], grant_types: ['authorization_code'], response_types: ['code' as const], require_auth_time: false,
    backchannel_logout_uri: `${BELONG}/sign-in/backchannel/council`, backchannel_logout_session_required: true,
  }
  if (!key) return { ...shared, client_secret: SECRET }
  return { ...shared, token_endpoint_auth_method: 'private_key_jwt' as const, token_endpoint_auth_signing_alg: 'ES256' as const, jwks: { keys: [{ ...key.export({ format: 'jwk' }), use: 'sig', alg: 'ES256' } as never] } }
}

/** Must be in no log, page or address. */
export const SECRET = 'the-secret-of-the-client-which-nobody-may-see'

type Fetch = (path: string, options?: RequestInit) => Response | Promise<Response>

/** A browser: keeps cookies by site and follows redirects, between Belong's pages in this process and a provider's server. */
export function browser(belong: Fetch) {
  const jars = new Map<string, Map<string, string>>()

  async function send(address: string, options: RequestInit = {}): Promise<Response> {
    const url = new URL(address, BELONG)
    const jar = jars.get(url.host) ?? new Map<string, string>()
    jars.set(url.host, jar)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const sent = { ...options, redirect: 'manual' as const, headers: { ...(url.origin === BELONG ? { host: url.host, origin: BELONG } : {}), ...(options.headers as Record<string, string>), ...(cookie ? { cookie } : {}) } }
    const answer = url.origin === BELONG ? await belong(url.pathname + url.search, sent) : await fetch(url, sent)
    for (const set of answer.headers.getSetCookie()) keep(jar, set)
    return answer
  }

  /** Follows until something is answered that leads nowhere else, or until it would come to an address like `before`. */
  async function go(address: string, { before }: { before?: RegExp } = {}): Promise<{ answer: Response; address: string }> {
    let at = new URL(address, BELONG).href
    for (let hops = 0; hops < 20; hops += 1) {
      if (before?.test(at)) return { answer: new Response(), address: at }
      const answer = await send(at)
      const on = answer.headers.get('location')
      if (!on) return { answer, address: at }
      at = new URL(on, at).href
    }
    throw new Error(`Led round and round, last to ${at}`)
  }

  return { send, go, cookies: () => jars.get('localhost:3000') ?? new Map<string, string>() }
}

function keep(jar: Map<string, string>, set: string) {
  const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!
  if (value === '' || /expires=Thu, 01 Jan 1970|max-age=0/i.test(set)) jar.delete(name!)
  else jar.set(name!, value!)
}

/** A private key in PEM and its public part: EC P-256. */
export function clientKeys() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { pem: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, publicKey, privateKey: createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' })) }
}
