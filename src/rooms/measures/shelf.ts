/** What was worked out, by where it belongs; the places least lately asked for are forgotten when it is full. */
export interface Shelf<Key, Held> {
  of(where: string): Map<Key, Held>
}

/** A shelf for so many things in all: counted when somebody comes for them, so that it is full by a little more at times. */
export function shelf<Key, Held>(most: number): Shelf<Key, Held> {
  const held = new Map<string, Map<Key, Held>>()
  return {
    of(where) {
      const found = held.get(where) ?? new Map<Key, Held>()
      // Put back at the end: the first are those least lately asked for.
      held.delete(where)
      held.set(where, found)
      forgetOldest(held, most)
      return found
    },
  }
}

function forgetOldest(held: Map<string, Map<unknown, unknown>>, most: number) {
  let count = 0
  for (const { size } of held.values()) count += size
  for (const [where, { size }] of held) {
    if (count <= most || held.size === 1) return
    held.delete(where)
    count -= size
  }
}
