import { Refusal } from '#kernel'
import type { Reader } from '#platform'
import { directory } from '#rooms/places'
import { book } from './book.ts'
import { type Curves, readCurves } from './compare-curves.ts'
import { type ComparedMap, readMap } from './compare-map.ts'
import type { Comparison } from './compare.ts'

/** Ways to look at a comparison: the value of `view` in the address, and what the link to it says. */
export const VIEWS = { chart: 'Everyone in order', distribution: 'How they spread', map: 'Map', curves: 'Each one’s curve' } as const

export type View = keyof typeof VIEWS

/** A comparison looked at one way, with what that way needs besides. */
export type Looked = { view: 'chart' | 'distribution' } | { view: 'map'; map: ComparedMap } | { view: 'curves'; curves: Curves }

/** The view an address asks for; without one, everyone in order. */
export function viewAsked(text: string | undefined): View {
  if (!text) return 'chart'
  if (!Object.hasOwn(VIEWS, text)) throw new Refusal('invalid', 'Look at a comparison as chart, distribution, map or curves', { view: 'Choose one of the list' })
  return text as View
}

/** Reads what a view needs besides the comparison itself: outlines for the map, other periods for curves. */
export async function readView(db: Reader, version: string, compared: Comparison, view: View): Promise<Looked> {
  if (view === 'map') return { view, map: await readMap(await directory(db, version), compared) }
  if (view === 'curves') return { view, curves: await readCurves(db, await book(db, version), compared) }
  return { view }
}
