/** A point on a plane, in metres. */
export type Point = [x: number, y: number]

/** A place's rings, outer ones and holes alike; the first point is not said again at the end. */
export interface Outline {
  code: string
  rings: Point[][]
}

/**
 * Fewer points for all outlines at once. Borders are cut where three places (or two and the sea) meet, each piece is thinned once and used
 * by both its sides, so nothing tears. A point goes while the triangle it makes with its neighbours is smaller than `least` square metres
 * (Visvalingam). Rings under `smallest` square metres go, unless the place has no larger one.
 */
export function thinned(outlines: Outline[], least: number, smallest: number): Outline[] {
  const meets = meetingPoints(outlines)
  const done = new Map<string, Point[]>()
  return outlines.map(({ code, rings }) => {
    const sizes = rings.map((ring) => Math.abs(areaOf(ring)))
    const most = Math.max(...sizes)
    const kept = rings.filter((_, at) => sizes[at]! >= smallest || sizes[at] === most)
    return { code, rings: kept.map((ring) => thinRing(ring, meets, done, least)).filter((ring) => ring.length > 2) }
  })
}

/** Twice halved: positive where the ring turns left. */
export function areaOf(ring: Point[]) {
  return ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length]!
    return sum + x * nextY - nextX * y
  }, 0) / 2
}

const keyOf = ([x, y]: Point) => `${Math.round(x)} ${Math.round(y)}`

/** Points with more than two neighbours in all rings together: there a border begins or ends. */
function meetingPoints(outlines: Outline[]) {
  const beside = new Map<string, Set<string>>()
  for (const ring of outlines.flatMap(({ rings }) => rings)) {
    const keys = ring.map(keyOf)
    keys.forEach((key, at) => {
      const held = beside.get(key) ?? new Set()
      beside.set(key, held.add(keys.at(at - 1)!).add(keys[(at + 1) % keys.length]!))
    })
  }
  return new Set([...beside].filter(([, near]) => near.size > 2).map(([key]) => key))
}

function thinRing(ring: Point[], meets: Set<string>, done: Map<string, Point[]>, least: number): Point[] {
  const cuts = ring.flatMap((point, at) => (meets.has(keyOf(point)) ? [at] : []))
  // An island, or a place wholly within another: both sides begin at the same of its points.
  const starts = cuts.length ? cuts : [ring.reduce((first, point, at) => (keyOf(point) < keyOf(ring[first]!) ? at : first), 0)]
  return starts.flatMap((from, which) => {
    const to = starts[(which + 1) % starts.length]!
    const length = to > from ? to - from : to - from + ring.length
    const piece = Array.from({ length: length + 1 }, (_, step) => ring[(from + step) % ring.length]!)
    return thinPiece(piece, done, least).slice(0, -1)
  })
}

function thinPiece(piece: Point[], done: Map<string, Point[]>, least: number): Point[] {
  const keys = piece.map(keyOf)
  const isBackwards = keys.join() > keys.toReversed().join()
  const forwards = isBackwards ? piece.toReversed() : piece
  const name = (isBackwards ? keys.toReversed() : keys).join()
  let thin = done.get(name)
  if (!thin) done.set(name, (thin = visvalingam(forwards, least)))
  return isBackwards ? thin.toReversed() : thin
}

/** Takes away, again and again, the point that changes least; the ends stay, and of a ring two more, so that it keeps an inside. */
function visvalingam(points: Point[], least: number): Point[] {
  const left = [...points]
  const isRing = keyOf(points[0]!) === keyOf(points.at(-1)!)
  const sizes = left.map((_, at) => sizeAt(left, at))
  while (left.length > (isRing ? 4 : 2)) {
    let smallest = 1
    for (let at = 2; at < left.length - 1; at += 1) if (sizes[at]! < sizes[smallest]!) smallest = at
    const size = sizes[smallest]!
    if (size >= least) break
    left.splice(smallest, 1)
    sizes.splice(smallest, 1)
    // A neighbour never becomes less weighty than what went before it.
    for (const at of [smallest - 1, smallest]) if (at > 0 && at < left.length - 1) sizes[at] = Math.max(size, sizeAt(left, at))
  }
  return left
}

function sizeAt(points: Point[], at: number) {
  if (at === 0 || at === points.length - 1) return Infinity
  return Math.abs(areaOf([points[at - 1]!, points[at]!, points[at + 1]!]))
}
