import { hash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { type Caller, ProveAgain } from './action.ts'
import type { Database } from './database.ts'
import { Refusal, TooOften } from '#kernel'
import { newNonce } from './id.ts'
import { log, logFault } from './log.ts'
import { NO_ROOM, DATABASE_AWAY, outsideFault } from './outside-fault.ts'
import { refuseWithoutToken, type SentFrom, sentFrom } from './sent-from.ts'
import { secure } from './web-headers.ts'

/** Who is looking: a signed-in person, for one area. What pages and policy need of them and no more. */
export interface Viewer {
  slug: string
  name: string
  roleTitle: string
  areaId: number
  areaName: string
  areaSlug: string
  areaColour: string
  /** The mark beside the area's name; null where it has none. */
  areaLogo: { href: string; text: string } | null
  placeCode: string
  placeName: string
  /** The session of a page; null for a key. */
  sessionId: string | null
  /** Proves that a form was drawn for this session. */
  formToken: string
  /** After so many minutes without a page the session is over. */
  idleMinutes: number
  /** The role they act in, of `roles`; null for all of them. */
  appointmentId: string | null
  /** Every role they hold today in the area they look at, to act in one. */
  roles: readonly { appointmentId: string; label: string; where: string }[]
  /** The page of the children they see in this area, for the navigation; null where they see none. */
  childrenAt?: { label: string; href: string } | null
  /** Changes when what they hold does, be it only by the clock: a page kept from before is then drawn anew. */
  standing: string
  /** The areas this person has a part in, to switch between. */
  areas: { areaId: number; name: string; slug: string }[]
  /** Moves on with every write to an area of theirs or to published figures: what an ETag is made of. */
  dataVersion: string
  /** The state of published data, as `snapshot` names it. */
  publishedVersion: string
}

export interface Variables {
  nonce: string
  viewer: Viewer | null
  /** The caller for actions and queries; refuses where nobody is signed in. */
  caller: () => Caller
  /** The data as whoever sends this may see it; for a stranger, what is the same for all. */
  db: Database
  /** Nothing may keep this answer, whatever else is said of it. */
  isNeverKept: boolean
}

export type Web = Hono<{ Variables: Variables }>
export type WebContext = Context<{ Variables: Variables }>

export interface Problem {
  kind: 'invalid' | 'forbidden' | 'missing' | 'conflict' | 'too-often' | 'fault'
  message: string
  fields: Record<string, string> | null
  reference: string | null
}

export interface WebOptions {
  https: boolean
  /** Who sends this request, by cookie or bearer token. */
  identify: (c: WebContext) => Promise<{ viewer: Viewer | null; caller: () => Caller; db: Database }>
  /** Keeps what somebody sent whose time was over, and answers the address at which it is found again; null where nothing is kept. */
  keepLate?: (c: WebContext, from: SentFrom) => Promise<string | null>
  /** What is the same for all: what pages stand on that ask for nobody. */
  common: Database
  /** Where somebody is sent who must prove once more who they are, with what they had sent. */
  proveAgain?: (c: WebContext) => Promise<Response>
  /** Draws a problem as a page. */
  drawProblem: (c: WebContext, problem: Problem, status: number) => string
}

/** The web, with what every answer carries: policy headers, who is asking, and problems told in one shape. */
export function openWeb(options: WebOptions): Web {
  const web: Web = new Hono()

  web.use(async (c, next) => {
    c.set('nonce', newNonce())
    c.set('viewer', null)
    c.set('db', options.common)
    c.set('isNeverKept', false)
    if (METHODS.has(c.req.method)) await next()
    else c.res = notAnswered(c)
    secure(c, options.https)
  })

  web.use(async (c, next) => {
    if (isPublic(c.req.path)) return next()
    const from = sentFrom(c, options.https)
    if (from === 'elsewhere') throw new Refusal('forbidden', 'This was sent from another site. Open the page here and send it again')
    const { viewer, caller, db } = await options.identify(c)
    c.set('viewer', viewer)
    c.set('caller', caller)
    c.set('db', db)
    if (!viewer && needsSignIn(c.req.path)) return c.redirect(`/sign-in?next=${encodeURIComponent(await laterOf(c, options, from))}`, 302)
    const isStreamed = isLong(c.req.method, c.req.path)
    if (!isStreamed) await keepShort(c)
    // A key is sent by a program on purpose; a cookie by a browser, whoever made it send.
    if (from === 'unsaid' && viewer?.sessionId && !hasItsOwnProof(c.req.path)) await refuseWithoutToken(c, viewer.formToken, isStreamed)
    return next()
  })

  web.notFound((c) => tell(c, options, new Refusal('missing', 'There is nothing at this address')))
  web.onError((fault, c) => tell(c, options, fault))
  return web
}

/**
 * Answers 304 where the page the browser holds still says what we would say. The tag is made of the viewer, the data version,
 * the release of Belong and the address, never of the page's nonce. Null where the page must be drawn. A page for everyone has no
 * viewer and gives the version of what it shows; anybody on the way may keep it, and asks again.
 */
export function unchanged(c: WebContext, release: string, openVersion?: string): Response | null {
  const viewer = c.get('viewer')
  const tag = `"${hash('sha1', [viewer?.slug, viewer?.areaId, viewer?.sessionId, viewer?.formToken, viewer?.standing, openVersion ?? viewer?.dataVersion, release, dayOf(), c.req.url].join('\n'), 'base64url')}"`
  c.header('ETag', tag)
  c.header('Cache-Control', openVersion === undefined ? 'private, no-cache' : 'public, no-cache')
  if (!names(c.req.header('if-none-match'), tag)) return null
  return c.body(null, 304)
}

/** Whether an If-None-Match names this tag: it may be one of a list, marked weak by something on the way, or stand for any. */
function names(asked: string | undefined, tag: string) {
  return asked !== undefined && (asked === tag || asked.split(',').map((one) => one.trim()).some((one) => one === '*' || one.replace(/^W\//, '') === tag))
}

/** Pages speak of days (late, due, today), so a tag lasts a day. */
const dayOf = () => new Date().toISOString().slice(0, 10)

/** Where nobody is even asked for: health, assets, an area's mark, the description of the API, and the pages for everyone, which know of no viewer. */
function isPublic(path: string) {
  return path === '/public' || path.startsWith('/public/') || /^\/areas\/[^/]+\/logo-[^/]+$/.test(path) || path.startsWith('/assets/') || path.startsWith('/health/') || path === '/api/v1/openapi.json' || path === '/favicon.ico'
}

function needsSignIn(path: string) {
  return !(path.startsWith('/api/') || path.startsWith('/sign-in') || path.startsWith('/setup') || path.startsWith('/invitation/') || path.startsWith('/sign-out'))
}

/** What carries a secret of its own in its address or form, and is also sent by people who are not signed in. */
const hasItsOwnProof = (path: string) => /^\/(sign-in|setup|invitation)(\/|$)/.test(path)

/** Where somebody goes on once signed in: to what they asked for, or to what they sent, kept. */
async function laterOf(c: WebContext, options: WebOptions, from: SentFrom) {
  if (c.req.method === 'POST' && options.keepLate && !isLong('POST', c.req.path)) {
    const kept = await options.keepLate(c, from)
    if (kept !== null) return kept
  }
  return addressOf(c)
}

/** As it was asked, percent signs and all: the router's own path is decoded, and would not lead back. */
function addressOf(c: WebContext) {
  const { pathname, search } = new URL(c.req.url)
  return pathname + search
}

/** The most a body may hold, in bytes: many times the longest story a form takes. A mark that is too large is refused by its own form, with what else was typed. */
const MOST = 1_000_000
const mostOf = (path: string) => (path === '/area/looks' ? 8_000_000 : MOST)

/** Files arrive by one door alone, which streams them to disk and has limits of its own. */
const isLong = (method: string, path: string) => method === 'GET' || method === 'HEAD' || (method === 'POST' && path === '/data')

/** Refuses a body that is too long before it is read where its length is told, else as soon as it has become too long. */
async function keepShort(c: WebContext) {
  const told = c.req.header('content-length')
  if (told !== undefined && c.req.header('transfer-encoding') === undefined) {
    if (Number(told) > mostOf(c.req.path)) throw tooLong(mostOf(c.req.path))
    return
  }
  const { body } = c.req.raw
  if (!body) return
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of body) {
    bytes += piece.length
    if (bytes > mostOf(c.req.path)) throw tooLong(mostOf(c.req.path))
    pieces.push(piece)
  }
  c.req.raw = new Request(c.req.raw, { method: c.req.method, body: Buffer.concat(pieces) })
}

const tooLong = (most: number) => new Refusal('invalid', `This is more than ${most / 1_000_000} MB, the most that can be sent here. Files go in at the page for data`)

const METHODS = new Set(['GET', 'HEAD', 'POST'])

function notAnswered(c: WebContext) {
  return c.json({ kind: 'invalid', message: 'Belong answers GET, HEAD and POST alone', fields: null, reference: null } satisfies Problem, 405, { Allow: [...METHODS].join(', ') })
}

function tell(c: WebContext, options: WebOptions, fault: unknown) {
  const { problem, status } = asProblem(fault, c)
  if (fault instanceof TooOften) c.header('Retry-After', String(fault.seconds))
  if (c.req.path.startsWith('/api/')) return c.json(problem, status as 400)
  if (fault instanceof ProveAgain && options.proveAgain) return options.proveAgain(c)
  return c.html(options.drawProblem(c, problem, status), status as 400)
}

function asProblem(fault: unknown, c: WebContext): { problem: Problem; status: number } {
  if (fault instanceof Refusal) {
    return { problem: { kind: fault.kind, message: fault.message, fields: fault.fields, reference: null }, status: fault.status }
  }
  if (fault instanceof URIError || (fault as { status?: number }).status === 400) {
    return { problem: { kind: 'invalid', message: 'This address could not be read', fields: null, reference: null }, status: 422 }
  }
  const { code = '' } = fault as { code?: string }
  if (Object.hasOwn(NOT_STORED, code)) {
    log.warn({ code, where: `${c.req.method} ${c.req.routePath}` }, 'the database could not take what was sent')
    return { problem: { kind: 'invalid', message: NOT_STORED[code]!, fields: null, reference: null }, status: 422 }
  }
  if (code === '57014') {
    const reference = logFault(fault, `${c.req.method} ${c.req.routePath}`)
    return { problem: { kind: 'conflict', message: `This took too long, so it was stopped. Try again in a moment, or ask for less. It has been recorded as ${reference}`, fields: null, reference }, status: 409 }
  }
  const outside = outsideFault(fault)
  if (outside) {
    log.warn({ outside, where: `${c.req.method} ${c.req.routePath}` }, 'could not answer')
    return { problem: { kind: 'fault', message: outside === 'no room' ? NO_ROOM : DATABASE_AWAY, fields: null, reference: null }, status: 503 }
  }
  const reference = logFault(fault, `${c.req.method} ${c.req.routePath}`)
  return { problem: { kind: 'fault', message: `Something went wrong here. It has been recorded as ${reference}`, fields: null, reference }, status: 500 }
}

/** What PostgreSQL says of a value that passed every check of ours and still cannot be kept, by its code. */
const NOT_STORED: Record<string, string> = {
  '22021': 'This holds a character that cannot be stored',
  '22P05': 'This holds a character that cannot be stored',
  '22P02': 'This could not be read as what it should be',
  '22003': 'This holds a number that is too large',
  '54000': 'This is too long to be stored',
}
