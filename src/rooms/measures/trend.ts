import { directlyPrecedes, type Period } from '#kernel'
import type { Polarity } from './published-set.ts'

/** Where a curve is going. `kind` is null where neither end is better: then the words say the direction and judge nothing. */
export interface Trend {
  kind: 'better' | 'worse' | 'steady' | 'doubt' | null
  /** What the word rests on: "down 3 years running". */
  because: string
}

/** How the word is found, for the page to say. */
export const TREND_RULE = 'Better or worse: two moves the same way, or a record among five comparable figures or more. Otherwise no clear change. Nothing is counted across a break.'

/** The trend of a series, oldest first, up to its latest figure; figures from before a break are not counted. */
export function trendOf(all: { period: Period; value: number | null }[], polarity: Polarity, breaks: { period: string }[] = []): Trend {
  const points = sinceBreak(all, breaks)
  const last = points.findLastIndex(({ value }) => value !== null)
  if (last < 0) return { kind: 'doubt', because: 'no figure' }
  const { way, moves, before } = latestRun(points, last)
  if (!moves) return { kind: 'doubt', because: 'no figure for the period before' }
  const record = way === 0 ? 0 : recordOf(points, last)
  if (way !== 0 && moves > 1) return { kind: judged(way, polarity), because: `${way > 0 ? 'up' : 'down'} ${moves} ${countWord(points[last]!.period)} running` }
  if (record !== 0) return { kind: judged(record, polarity), because: `the ${record > 0 ? 'highest' : 'lowest'} of ${counted(points)} figures` }
  return { kind: polarity === 'none' ? null : 'steady', because: way === 0 ? 'the same as the period before' : `${way > 0 ? 'up' : 'down'} this time${afterwards(way, before)}` }
}

/** The part of a series that can be compared: from its last break on. */
export function sinceBreak<Point extends { period: Period }>(points: Point[], breaks: { period: string }[]): Point[] {
  const at = points.findLastIndex(({ period }) => breaks.some((one) => one.period === period.label))
  return points.slice(Math.max(0, at))
}

/** How many moves the same way lead to the latest figure, and which way the one before them went. */
function latestRun(points: { period: Period; value: number | null }[], last: number) {
  const moveTo = (at: number) => {
    const [now, before] = [points[at], points[at - 1]]
    if (!now || !before || now.value === null || before.value === null || !directlyPrecedes(before.period, now.period)) return null
    return Math.sign(now.value - before.value)
  }
  const way = moveTo(last) ?? 0
  let moves = 0
  while (moveTo(last - moves) === way) moves += 1
  return { way, moves, before: moveTo(last - moves) }
}

function recordOf(points: { value: number | null }[], last: number) {
  const others = points.filter(({ value }, at) => at !== last && value !== null).map(({ value }) => value!)
  const latest = points[last]!.value!
  if (others.length < 4) return 0
  return others.every((value) => value < latest) ? 1 : others.every((value) => value > latest) ? -1 : 0
}

const counted = (points: { value: number | null }[]) => points.filter(({ value }) => value !== null).length
const judged = (way: number, polarity: Polarity) => (polarity === 'none' ? null : way > 0 === (polarity === 'high') ? 'better' : 'worse')
const afterwards = (way: number, before: number | null) => (before === null || before === way ? '' : before === 0 ? ', after no change' : way > 0 ? ', after falling' : ', after rising')

const YEARLY = new Set<Period['type']>(['calendar', 'academic', 'financial', 'reporting', 'tax'])
const countWord = (period: Period) => (YEARLY.has(period.type) ? 'years' : 'counts')
