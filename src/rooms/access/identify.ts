import { getCookie } from 'hono/cookie'
import { Refusal } from '#kernel'
import { type Caller, type House, reading, type Viewer, type WebContext } from '#platform'
import { viewerOf } from './sessions.ts'

export const cookieName = (house: House) => (house.settings.baseUrl.startsWith('https:') ? '__Host-belong' : 'belong')

/** Who sends a request: a page by its cookie, the API by a bearer token (or the cookie of a page's own calls). */
export async function identify(c: WebContext, house: House): Promise<{ viewer: Viewer | null; caller: () => Caller }> {
  const token = /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  const cookie = getCookie(c, cookieName(house))
  const db = reading(house.db)
  const viewer = token ? await viewerOf(db, token, 'token') : cookie ? await viewerOf(db, cookie, 'session') : null
  const door = c.req.path.startsWith('/api/') ? 'rest' : 'page'
  return {
    viewer,
    caller() {
      if (!viewer) throw new Refusal('forbidden', token ? 'This token is not valid here, or is over' : 'Sign in, or send a token')
      return { actor: { slug: viewer.slug, name: viewer.name, operator: false, areaId: viewer.areaId }, db: house.db, now: new Date(), door }
    },
  }
}
