import { getCookie } from 'hono/cookie'
import { Refusal } from '#kernel'
import { type Actor, type Caller, type Database, type House, reading, type Viewer, type WebContext } from '#platform'
import { type Known, known, shortenIdle, touch } from './sessions.ts'
import { refuseTooOften } from './sessions/too-often.ts'
import { actorWith, keptStanding, scopeOf, type Standing } from './standing.ts'
import { CHILD_VERBS } from './verbs.ts'

export const cookieName = (house: House) => (house.settings.baseUrl.startsWith('https:') ? '__Host-belong' : 'belong')

/** The secret of the session's cookie. Where a browser sends two of the name, one was planted by a neighbour: then neither counts. */
export function sessionCookie(c: WebContext, house: House): string | undefined {
  const name = cookieName(house)
  const sent = (c.req.header('cookie') ?? '').split(';').filter((pair) => pair.split('=', 1)[0]!.trim() === name)
  return sent.length === 1 ? getCookie(c, name) : undefined
}

interface Identified {
  viewer: Viewer | null
  caller: () => Caller
  db: Database
}

/** Who sends a request: a page by its cookie, the API by a bearer token (or the cookie of a page's own calls). What they hold is read with them, so that what they may is known at every step after. */
export async function identify(c: WebContext, house: House): Promise<Identified> {
  // A key is for programs: pages, where accounts, drafts and files are, are opened by a session alone.
  const token = !c.req.path.startsWith('/api/') ? undefined : /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  const cookie = sessionCookie(c, house)
  const now = new Date()
  const found = token ? await known(reading(house.door), token, 'token') : cookie ? await known(reading(house.door), cookie, 'session') : null
  // Where the demo was turned off, its people are nobody: what they had open or were given a key for is over.
  if (!found || (found.isDemo && !house.settings.demo)) return { viewer: null, db: house.common, caller: () => { throw new Refusal('forbidden', token ? 'This token is not valid here, or is over' : 'Sign in, or send a token') } }
  await refuseTooOften(c.req.path, found)
  touch(house.door, found, now)
  const { actor, standing } = await actorOf(house, found, now)
  if (standing.held.some(({ verb }) => (CHILD_VERBS as readonly string[]).includes(verb))) shortenIdle(house.door, found)
  const own = databasesFor(house, actor, standing)
  const viewer = viewerFrom(found, actor, standing)
  const door = c.req.path.startsWith('/api/') ? 'rest' : 'page'
  return { viewer, db: own.db, caller: () => ({ actor, ...own, now, door, mail: house.mail }) }
}

async function actorOf(house: House, found: Known, now: Date): Promise<{ actor: Actor; standing: Standing }> {
  const actor: Actor = { slug: found.slug, name: found.name, operator: false, areaId: found.areaId, appointmentId: found.appointmentId, only: found.only, onlyArea: found.onlyArea, provedAt: found.provedAt }
  let standing = await keptStanding(reading(house.door), actor, found.dataVersion, now)
  // A role that is over is acted in no longer.
  const acting = standing.appointments.find((one) => one.appointmentId === actor.appointmentId && one.areaId === actor.areaId)
  if (actor.appointmentId && !acting) {
    actor.appointmentId = null
    standing = await keptStanding(reading(house.door), actor, found.dataVersion, now)
  }
  const inArea = standing.appointments.filter(({ areaId }) => areaId === actor.areaId)
  actor.actingAs = [...new Set((acting ? [acting] : inArea).map(({ label, where }) => `${label}, ${where}`))].join('; ') || null
  return { actor: actorWith(actor, standing), standing }
}

/** The data as somebody may see it, without and with what is held of children. */
export function databasesFor(house: Pick<House, 'openFor'>, actor: Actor, standing: Standing): Pick<Caller, 'db' | 'forChildren'> & { forChildren: Database } {
  return { db: house.openFor(() => scopeOf(actor.slug, standing, { children: false })), forChildren: house.openFor(() => scopeOf(actor.slug, standing, { children: true })) }
}

/** Pages get of it what they show, and no more. */
function viewerFrom({ only: _o, onlyArea: _a, provedAt: _p, seenAt: _s, tokenId: _t, isDemo: _d, ...found }: Known, actor: Actor, standing: Standing): Viewer {
  return {
    ...found, appointmentId: actor.appointmentId ?? null, standing: standing.tag, childrenAt: childrenAt(standing, actor.areaId),
    roles: standing.appointments.filter(({ areaId }) => areaId === actor.areaId).map(({ appointmentId, label, where }) => ({ appointmentId, label, where })),
  }
}

/** Where somebody finds the children they see in an area: a list for those who work with them, their own page for the family. */
function childrenAt({ held }: Standing, areaId: number): NonNullable<Viewer['childrenAt']> | null {
  const has = (verb: string) => held.some((one) => one.verb === verb && one.areaId === areaId)
  return has('child:read') ? { label: 'Children', href: '/children' } : has('family:read') ? { label: 'Record', href: '/my' } : null
}
