import { getCookie, setCookie } from 'hono/cookie'
import type { House, WebContext } from '#platform'
import { countTry, giveBack, LIMITS } from './limits.ts'

/** From where somebody tries to sign in, as far as limits look at it. */
export interface Sender {
  /** Of the network: an IPv4 address, or the /64 of an IPv6 one, which one household or office shares. */
  address: string
  /** The cookie that says who signed in from this browser before. */
  devices: string | undefined
}

export const senderOf = (c: WebContext, house: House): Sender => ({ address: addressOf(c), devices: getCookie(c, cookieOf(house, 'device')) })

/** Looks up what a link stands for. Looks that find nothing (they throw) count against the address they came from, though no link could be guessed. */
export async function countedLook<Found>(c: WebContext, house: House, look: () => Promise<Found>): Promise<Found> {
  const { address } = senderOf(c, house)
  await countTry(house.door, LIMITS.address, address, new Date())
  const found = await look()
  await giveBack(house.door, LIMITS.address, address)
  return found
}

/** A cookie of the sign-in beside that of the session: no script reads it, no other site sends it. */
export function keepCookie(c: WebContext, house: House, name: 'device' | 'step' | 'try', value: string, seconds: number) {
  setCookie(c, cookieOf(house, name), value, { httpOnly: true, sameSite: name === 'step' ? 'Strict' : 'Lax', path: '/', maxAge: seconds, secure: isSecure(house) })
}

export const isSecure = (house: House) => house.settings.baseUrl.startsWith('https:')
export const cookieOf = (house: House, name: 'device' | 'step' | 'try') => `${isSecure(house) ? '__Host-' : ''}belong-${name}`

/** The proxy stands on this machine and says last whom it speaks for; from anywhere else such a header is somebody's own word. */
function addressOf(c: WebContext) {
  const socket = (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket?.remoteAddress ?? ''
  const isOurs = /^(::ffff:)?127\.|^::1$/.test(socket)
  const forwarded = isOurs ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return networkOf(forwarded || socket)
}

function networkOf(address: string) {
  const bare = address.replace(/^::ffff:/, '').slice(0, 60)
  if (!bare.includes(':')) return bare
  const [head = '', tail = ''] = bare.split('::')
  const [before, behind] = [head.split(':').filter(Boolean), tail.split(':').filter(Boolean)]
  return [...before, ...Array<string>(Math.max(0, 8 - before.length - behind.length)).fill('0'), ...behind].slice(0, 4).join(':')
}
