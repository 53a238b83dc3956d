import { getCookie } from 'hono/cookie'
import { Refusal } from '#kernel'
import { type Actor, type Caller, type Database, type House, reading, type Viewer, type WebContext } from '#platform'
import { touchSession, type Known, known } from './sessions.ts'
import { actorWith, keptStanding, scopeOf, type Standing } from './standing.ts'

export const cookieName = (house: House) => (house.settings.baseUrl.startsWith('https:') ? '__Host-belong' : 'belong')

interface Identified {
  viewer: Viewer | null
  caller: () => Caller
  db: Database
}

/** Who sends a request: a page by its cookie, the API by a bearer token (or the cookie of a page's own calls). What they hold is read with them, so that what they may is known at every step after. */
export async function identify(c: WebContext, house: House): Promise<Identified> {
  const token = /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  const cookie = getCookie(c, cookieName(house))
  const now = new Date()
  const found = token ? await known(reading(house.door), token, 'token') : cookie ? await known(reading(house.door), cookie, 'session') : null
  if (!found) return { viewer: null, db: house.common, caller: () => { throw new Refusal('forbidden', token ? 'This token is not valid here, or is over' : 'Sign in, or send a token') } }
  if (found.sessionId) touchSession(house.door, found, now)
  const { actor, standing } = await actorOf(house, found, now)
  const own = databasesFor(house, actor, standing)
  const viewer = viewerFrom(found, actor, standing)
  const door = c.req.path.startsWith('/api/') ? 'rest' : 'page'
  return { viewer, db: own.db, caller: () => ({ actor, ...own, now, door }) }
}

async function actorOf(house: House, found: Known, now: Date): Promise<{ actor: Actor; standing: Standing }> {
  const actor: Actor = { slug: found.slug, name: found.name, operator: false, areaId: found.areaId, appointmentId: found.appointmentId, only: found.only, provedAt: found.provedAt }
  let standing = await keptStanding(reading(house.door), actor, found.dataVersion, now)
  // A role that is over is acted in no longer.
  const acting = standing.appointments.find((one) => one.appointmentId === actor.appointmentId && one.areaId === actor.areaId)
  if (actor.appointmentId && !acting) {
    actor.appointmentId = null
    standing = await keptStanding(reading(house.door), actor, found.dataVersion, now)
  }
  const inArea = standing.appointments.filter(({ areaId }) => areaId === actor.areaId)
  actor.actingAs = (acting ? [acting] : inArea).map(({ label, where }) => `${label}, ${where}`).join('; ') || null
  return { actor: actorWith(actor, standing), standing }
}

/** The data as somebody may see it, without and with what is held of children. */
export function databasesFor(house: Pick<House, 'openFor'>, actor: Actor, standing: Standing): Pick<Caller, 'db' | 'forChildren'> & { forChildren: Database } {
  return { db: house.openFor(() => scopeOf(actor.slug, standing, { children: false })), forChildren: house.openFor(() => scopeOf(actor.slug, standing, { children: true })) }
}

function viewerFrom({ only: _, provedAt: __, ...found }: Known, actor: Actor, standing: Standing): Viewer {
  return {
    ...found, appointmentId: actor.appointmentId ?? null, standing: standing.tag,
    roles: standing.appointments.filter(({ areaId }) => areaId === actor.areaId).map(({ appointmentId, label, where }) => ({ appointmentId, label, where })),
  }
}
