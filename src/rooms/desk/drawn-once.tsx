import type { ComponentChildren } from 'preact'
import { drawReady, type Ready, readyPart } from '#design'

/**
 * A part of a page that is the same for everyone who looks at the same facts with the same verbs: drawn once for both. Forgotten with
 * the facts. Without facts it is drawn each time.
 */
export function drawnOnce(facts: object | null, name: string, draw: () => ComponentChildren): ComponentChildren {
  if (facts === null) return draw()
  const parts = DRAWN.get(facts) ?? new Map<string, Ready>()
  DRAWN.set(facts, parts)
  const ready = parts.get(name) ?? drawReady(draw())
  if (parts.size < MOST_PARTS) parts.set(name, ready)
  return readyPart(ready)
}

const DRAWN = new WeakMap<object, Map<string, Ready>>()
const MOST_PARTS = 100
