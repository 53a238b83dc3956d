import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Walls } from './connect.ts'
import { kyselyOf } from './connect.ts'
import type { Database, Reader } from './database.ts'
import { reading } from './database.ts'
import type { Doors } from './doors.ts'
import type { FileKind } from './file-kind.ts'
import { type Scope, scoped } from './scope.ts'
import { unchanged, type Viewer, type Web, type WebContext } from './http.ts'
import type { Outbox } from './mail.ts'
import type { Settings } from './settings.ts'
import type { Workshop } from './workshop.ts'
import { Refusal } from '#kernel'

/** What a room's pages stand on: the data, the settings, and what the other rooms have handed in. */
export interface House {
  /** As the owner of the tables, whom no policy stops: for making an area, and for work in the background. No page reads by it. */
  keeper: Database
  /** Looks up who somebody is and what they hold; sees nothing else. */
  door: Database
  /** What is the same for all: reference tables, and what areas share. */
  common: Database
  /** The data as a scope lets it be seen. */
  openFor: (scope: () => Scope | Promise<Scope>) => Database
  settings: Settings
  mail: Outbox
  /** Names this build of Belong: with the data version it makes an ETag. */
  release: string
  doors: Doors
  kinds: FileKind[]
  /** Null on the command line, where work is done on the spot. */
  workshop: Workshop | null
}

/** A room's pages. */
export type Pages = (web: Web, house: House) => void

/**
 * Answers a page for everyone: it knows of no viewer, and `version` names the state of all it shows. Sent packed where the browser
 * takes that: it holds no secret that its length could give away.
 */
export async function openPage(c: WebContext, house: House, version: string, draw: () => Promise<string>): Promise<Response> {
  c.header('Vary', 'Accept-Encoding')
  const held = unchanged(c, house.release, version)
  if (held) return held
  c.header('Content-Type', 'text/html; charset=UTF-8')
  const drawn = Buffer.from(await draw())
  if (!/\bgzip\b/.test(c.req.header('accept-encoding') ?? '')) return c.body(drawn)
  c.header('Content-Encoding', 'gzip')
  // The same tag stands for it packed and not, so it is a weak one.
  c.header('ETag', `W/${c.res.headers.get('ETag')}`)
  return c.body(await packed(drawn))
}

const packed = promisify(gzip) as (bytes: Buffer) => Promise<Buffer<ArrayBuffer>>

/** The signed-in person of a page; anyone else was sent to sign in before the page was asked. */
export function viewerOf(c: WebContext): Viewer {
  const viewer = c.get('viewer')
  if (!viewer) throw new Refusal('forbidden', 'Sign in to see this')
  return viewer
}

/** The data as whoever sends this request may see it. */
export const readerOf = (c: WebContext): Reader => reading(c.get('db'))

/** The connections a house stands on. */
export function openConnections({ db, app, door }: Walls & { db: Database }): Pick<House, 'keeper' | 'door' | 'common' | 'openFor'> {
  const common = kyselyOf(app)
  return { keeper: db, door: kyselyOf(door), common, openFor: (scope) => scoped(app, common, scope) }
}

/**
 * Answers a page drawn from data: 304 where what the browser holds still stands, else the page with its ETag. `draw` is only
 * called when it must be.
 */
export async function page(c: WebContext, house: House, draw: () => Promise<string | Buffer<ArrayBuffer>>): Promise<Response> {
  const held = unchanged(c, house.release)
  if (held) return held
  c.header('Content-Type', 'text/html; charset=UTF-8')
  // As bytes: text would be gone through once to count them and once to send them.
  const drawn = await draw()
  return c.body(typeof drawn === 'string' ? Buffer.from(drawn) : drawn)
}
