/** Words on a chart, measured without a browser: widths in em of our type, a little generous. */
export function textWidth(text: string, size: number, isBold = false) {
  let em = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    em += code === 32 ? 0.26 : code >= 48 && code <= 57 ? 0.62 : NARROW.has(code) ? 0.32 : code >= 65 && code <= 90 ? 0.66 : code === 109 || code === 119 || code === 37 ? 0.84 : 0.56
  }
  return em * size * (isBold ? 1.05 : 1)
}

const NARROW = new Set([...'ilftjr.,’\'()|!:;-–/'].map((letter) => letter.charCodeAt(0)))

/** Breaks words into lines no wider than `width`; a word wider than that stands alone. */
export function wrap(text: string, width: number, size: number, isBold = false): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && textWidth(`${last} ${word}`, size, isBold) <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

export interface Word {
  lines: string[]
  width: number
  height: number
  look: string
}

/** A label, wrapped to `room`, with the size it will take. */
export function word(text: string, room: number, size: number, look: string): Word {
  const isBold = /\bb\b/.test(look)
  const lines = wrap(text, room, size, isBold)
  return { lines, width: Math.max(...lines.map((line) => textWidth(line, size, isBold))), height: lines.length * (size + 2), look }
}

/**
 * Tops for boxes of these heights that want to be centred at `wanted`, pushed apart until none overlaps, kept between `from`
 * and `to` as far as they fit, in the order wanted.
 */
export function pushApart(wanted: number[], heights: number[], from: number, to: number): number[] {
  const order = wanted.map((_, at) => at).sort((a, b) => wanted[a]! - wanted[b]! || a - b)
  const tops = wanted.map((middle, at) => middle - heights[at]! / 2)
  let free = from
  for (const at of order) {
    tops[at] = Math.max(tops[at]!, free)
    free = tops[at]! + heights[at]!
  }
  let end = to
  for (const at of order.reverse()) {
    if (tops[at]! + heights[at]! <= end) break
    tops[at] = end - heights[at]!
    end = tops[at]!
  }
  return tops
}

export interface Spot {
  /** Left edge and top of the box. */
  left: number
  top: number
  /** What it costs to stand here, before looking what lies under it. */
  cost: number
}

/** What of a chart is taken: points along its lines, and boxes of labels that have their place. */
export class Ground {
  private readonly xs: number[] = []
  private readonly ys: number[] = []
  private readonly boxes: { left: number; top: number; right: number; bottom: number }[] = []
  private readonly edge: { left: number; top: number; right: number; bottom: number }

  constructor(edge: { left: number; top: number; right: number; bottom: number }) {
    this.edge = edge
  }

  line(xs: number[], ys: number[]) {
    for (let at = 0; at < xs.length; at++) {
      const steps = at === 0 ? 1 : Math.max(1, Math.ceil(Math.hypot(xs[at]! - xs[at - 1]!, ys[at]! - ys[at - 1]!) / 10))
      for (let part = 1; part <= steps; part++) {
        const share = part / steps
        this.xs.push(at === 0 ? xs[0]! : xs[at - 1]! + (xs[at]! - xs[at - 1]!) * share)
        this.ys.push(at === 0 ? ys[0]! : ys[at - 1]! + (ys[at]! - ys[at - 1]!) * share)
      }
    }
  }

  /** Points that nothing joins. */
  dots({ xs, ys }: { xs: number[]; ys: number[] }) {
    for (let at = 0; at < xs.length; at++) {
      this.xs.push(xs[at]!)
      this.ys.push(ys[at]!)
    }
  }

  box(left: number, top: number, width: number, height: number) {
    this.boxes.push({ left, top, right: left + width, bottom: top + height })
  }

  /** The cheapest of the spots for a label of this size, which it then takes; null where every one would stand on another label, or would cost as much as `most`. */
  take<Some extends Spot>(spots: Some[], width: number, height: number, most = TAKEN): Some | null {
    let best: Some | null = null
    let least = most
    for (const spot of spots) {
      if (spot.cost >= least) continue
      const cost = spot.cost + this.under(spot.left, spot.top, width, height)
      if (cost < least) [best, least] = [spot, cost]
    }
    if (best) this.box(best.left, best.top, width, height)
    return best
  }

  private under(left: number, top: number, width: number, height: number) {
    const right = left + width
    const bottom = top + height
    if (left < this.edge.left || right > this.edge.right || top < this.edge.top || bottom > this.edge.bottom) return TAKEN
    for (const box of this.boxes) if (left < box.right && right > box.left && top < box.bottom && bottom > box.top) return TAKEN
    let cost = 0
    for (let at = 0; at < this.xs.length; at++) {
      const x = this.xs[at]!
      const y = this.ys[at]!
      if (x > left - 2 && x < right + 2 && y > top - 1 && y < bottom + 1) cost += 14
    }
    return cost
  }
}

const TAKEN = 10_000

/** A tenth of a unit is finer than any screen shows. */
export const round = (value: number) => Math.round(value * 10) / 10
