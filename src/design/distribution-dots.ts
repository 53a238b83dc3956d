import { round } from './label.ts'
import type { RankPlace } from './rank-chart.tsx'

interface Ground {
  left: number
  right: number
  /** Radius of a dot. */
  dot: number
  /** How high dots may stand. */
  room: number
}

/** A dot: where its middle stands along the scale, and how far above the axis. */
export interface Spot {
  kind: RankPlace['kind']
  cx: number
  up: number
}

const ORDER = { us: 0, neighbour: 1, other: 2 }

/**
 * Places as dots. Those of near values stand on one another, the ones picked out at the foot. Too many for one pile stand side by side as
 * far as the next pile leaves room, and beyond that closer together, so that none hides another. The ones picked out are drawn last.
 */
export function placedDots(places: RankPlace[], x: (value: number) => number, ground: Ground): { spots: Spot[]; height: number } {
  const step = 2 * ground.dot + 0.6
  const most = Math.floor((ground.room - 18) / step)
  const end = Math.floor((ground.right - ground.left) / step)
  const piles = [...Map.groupBy(places, ({ value }) => Math.min(end, Math.round((x(value) - ground.left) / step)))].sort(([one], [other]) => one - other)
  const wanted = piles.map(([, own]) => Math.ceil(own.length / most))
  const spots = piles.flatMap(([at, own], which) => {
    const gaps = [at - (piles[which - 1]?.[0] ?? -Infinity), (piles[which + 1]?.[0] ?? Infinity) - at] as const
    const sides = gaps.map((gap, side) => (wanted[which + (side ? 1 : -1)] === 1 ? 2 * gap - 1 : gap))
    const across = Math.max(1, Math.min(wanted[which]!, ...sides, at + gaps[1], end - at + gaps[0], end + 1))
    return standing(own, at, across, end, { step, most, ground })
  })
  const height = Math.round(Math.max(72, Math.max(0, ...spots.map(({ up }) => up)) + ground.dot + 18))
  return { spots: spots.toSorted((one, other) => ORDER[other.kind] - ORDER[one.kind]), height }
}

function standing(own: RankPlace[], at: number, across: number, end: number, { step, most, ground }: { step: number; most: number; ground: Ground }): Spot[] {
  const first = Math.max(0, Math.min(end - across + 1, at - Math.floor((across - 1) / 2)))
  // The column at the value itself is filled first.
  const columns = Array.from({ length: across }, (_, index) => first + index).sort((one, other) => Math.abs(one - at) - Math.abs(other - at))
  const rows = Math.ceil(own.length / across)
  const rise = rows > most ? (step * (most - 1)) / (rows - 1) : step
  return own.toSorted((one, other) => ORDER[one.kind] - ORDER[other.kind] || one.value - other.value)
    .map(({ kind }, index) => ({ kind, cx: round(ground.left + columns[Math.floor(index / rows)]! * step), up: round(ground.dot + 1 + (index % rows) * rise) }))
}
