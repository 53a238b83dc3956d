import type { Outline, Point } from './boundary-arcs.ts'

/** How far a mark's middle keeps from outlines and from other marks, in metres. */
const CLEAR = 9_000

/** Where marks may stand: each as near as can be to where it is wanted, clear of every outline and of the marks before it. */
export function freeSpots(wanted: Point[], outlines: Outline[]): Point[] {
  const rings = outlines.flatMap(({ rings: own }) => own)
  const taken: Point[] = []
  for (const at of wanted) taken.push(nearestFree(at, rings, taken))
  return taken
}

function nearestFree([x, y]: Point, rings: Point[][], taken: Point[]): Point {
  for (let far = 0; far <= 40_000; far += 1_000) {
    const around = far === 0 ? 1 : 48
    for (let turn = 0; turn < around; turn += 1) {
      const spot: Point = [x + far * Math.cos((turn / around) * 2 * Math.PI), y + far * Math.sin((turn / around) * 2 * Math.PI)]
      if (taken.every((other) => Math.hypot(other[0] - spot[0], other[1] - spot[1]) > 2 * CLEAR) && rings.every((ring) => isClear(spot, ring))) return spot
    }
  }
  return [x, y]
}

function isClear(spot: Point, ring: Point[]) {
  let isInside = false
  for (let at = 0; at < ring.length; at += 1) {
    const [from, to] = [ring[at]!, ring[(at + 1) % ring.length]!]
    if (distance(spot, from, to) < CLEAR) return false
    if (from[1] > spot[1] !== to[1] > spot[1] && spot[0] < ((to[0] - from[0]) * (spot[1] - from[1])) / (to[1] - from[1]) + from[0]) isInside = !isInside
  }
  return !isInside
}

function distance([x, y]: Point, [fromX, fromY]: Point, [toX, toY]: Point) {
  const [dx, dy] = [toX - fromX, toY - fromY]
  const share = Math.max(0, Math.min(1, ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy || 1)))
  return Math.hypot(fromX + share * dx - x, fromY + share * dy - y)
}
