import type pg from 'pg'
import type { Database, Reader } from './database.ts'
import { reading } from './database.ts'
import type { Doors } from './doors.ts'
import type { FileKind } from './file-kind.ts'
import { unchanged, type Viewer, type Web, type WebContext } from './http.ts'
import type { Settings } from './settings.ts'
import type { Workshop } from './work.ts'
import { Refusal } from '#kernel'

/** What a room's pages stand on: the data, the settings, and what the other rooms have handed in. */
export interface House {
  db: Database
  pool: pg.Pool
  settings: Settings
  /** Names this build of Belong: with the data version it makes an ETag. */
  release: string
  doors: Doors
  kinds: FileKind[]
  /** Null on the command line, where work is done on the spot. */
  workshop: Workshop | null
}

/** A room's pages. */
export type Pages = (web: Web, house: House) => void

/** The signed-in person of a page; anyone else was sent to sign in before the page was asked. */
export function viewerOf(c: WebContext): Viewer {
  const viewer = c.get('viewer')
  if (!viewer) throw new Refusal('forbidden', 'Sign in to see this')
  return viewer
}

export const reader = (house: House): Reader => reading(house.db)

/**
 * Answers a page drawn from data: 304 where what the browser holds still stands, else the page with its ETag. `draw` is only
 * called when it must be.
 */
export async function page(c: WebContext, house: House, draw: () => Promise<string>): Promise<Response> {
  const held = unchanged(c, house.release)
  if (held) return held
  c.header('Content-Type', 'text/html; charset=UTF-8')
  // As bytes: text would be gone through once to count them and once to send them.
  return c.body(Buffer.from(await draw()))
}
