import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { Refusal } from '#kernel'
import { type House, reading, type WebContext } from '#platform'
import { cookieName, sessionCookie } from '../identify.ts'
import { closeSession, openSession } from '../sessions.ts'
import { readStanding } from '../standing.ts'
import { CHILD_VERBS } from '../verbs.ts'
import { type Account, accountOf, recordOwnDeed } from './account.ts'
import { withDevice } from './device.ts'
import { cookieOf, isSecure, keepCookie } from './sender.ts'

/**
 * Signs a person in on this browser: a fresh session each time, so that a cookie planted before is worth nothing. `method` is how
 * they proved who they are: demo, link, password, passkey, or the id of a provider. Refuses who has no part in an area today. Answers
 * the session's secret.
 */
export async function begin(c: WebContext, house: House, person: string, areaId: number, method: string) {
  const now = new Date()
  const account = await accountOf(house.door, person)
  const standing = await readStanding(reading(house.door), { slug: person, name: person, operator: false, areaId })
  if (!account || !standing.areas.length) throw new Refusal('forbidden', 'You have no part in an area here today, so there is nothing to sign in to. Ask whoever looks after people in your area')
  const before = sessionCookie(c, house)
  if (before) await closeSession(house.door, before, now)
  const reachesChildren = standing.held.some(({ verb }) => (CHILD_VERBS as readonly string[]).includes(verb))
  const { secret, seconds } = await openSession(house.door, { person, areaId, method, device: c.req.header('user-agent') ?? '', reachesChildren, now })
  keepSession(c, house, secret, seconds)
  await recordOwnDeed(house.door, account, 'access.signed-in', now, { method })
  return secret
}

/** Gives this browser the secret of a session. */
export function keepSession(c: WebContext, house: House, secret: string, seconds: number) {
  setCookie(c, cookieName(house), secret, { httpOnly: true, sameSite: 'Lax', path: '/', maxAge: seconds, secure: isSecure(house) })
}

const YEAR_SECONDS = 31_536_000

/** Remembers that somebody signed in here by their password: from now on this browser is no stranger to their account. */
export function knowDevice(c: WebContext, house: House, account: Account) {
  keepCookie(c, house, 'device', withDevice(getCookie(c, cookieOf(house, 'device')), account), YEAR_SECONDS)
}

/** How a session was begun. */
export async function methodOf({ door }: House, sessionId: string | null): Promise<string | undefined> {
  return sessionId === null ? undefined : (await door.selectFrom('access.session').select('method').where('session_id', '=', sessionId).executeTakeFirst())?.method
}

/** Ends the session of this browser; answers how it had been begun. */
export async function end(c: WebContext, house: House) {
  const [secret, viewer, now] = [sessionCookie(c, house), c.get('viewer'), new Date()]
  const account = viewer && (await accountOf(house.door, viewer.slug))
  const method = await methodOf(house, viewer?.sessionId ?? null)
  if (secret) await closeSession(house.door, secret, now)
  if (account && secret) await recordOwnDeed(house.door, account, 'access.signed-out', now)
  deleteCookie(c, cookieName(house), { path: '/', secure: isSecure(house) })
  return method
}

/** Only an address of our own, or home: a link must not carry people off after they sign in. */
export function safeNext(next: unknown) {
  return typeof next === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/.test(next) ? next : '/'
}
