import { showAmount } from './amount.ts'
import { Ground, round, type Spot, textWidth } from './label.ts'
import type { MapChartProps, MapPlace } from './map-chart.tsx'

/** Type is this large on a narrow screen, which shows the picture small; on a wide one the label takes less room than it was given. */
const SIZE = 21
/** Names of marks are smaller, and are left out on a narrow screen. */
const NAME = 12
/** How large the mark of a place without an outline is, in units of the picture. */
export const MARK = 9
/** What a name of a mark may cover: two points of a border. One that finds no better spot is in the table alone. */
const MOST = 40

/** This place's name and figure at the end of a staff, where it covers the fewest borders and no other name; then the names of marks, where there is room. */
export function mapLabels(props: MapChartProps, us: MapPlace | undefined) {
  const ground = groundOf(props)
  return (
    <>
      {us ? ownLabel(us, props, ground) : null}
      {props.places.map(({ name, outline, mark, kind }) => {
        if (outline || !mark || kind === 'us') return null
        const [[x, y], width] = [mark, textWidth(name, NAME) + 4]
        const spot = ground.take([
          { left: x - width / 2, top: y + MARK + 1, cost: 0, anchor: 'middle', at: x }, { left: x + MARK + 3, top: y - NAME / 2, cost: 4, anchor: 'start', at: x + MARK + 4 },
          { left: x - MARK - 3 - width, top: y - NAME / 2, cost: 6, anchor: 'end', at: x - MARK - 4 }, { left: x - width / 2, top: y - MARK - NAME - 2, cost: 8, anchor: 'middle', at: x },
        ], width, NAME, MOST)
        return spot ? <text class="m-name halo" x={round(spot.at)} y={round(spot.top + NAME - 2)} text-anchor={spot.anchor as 'start'}>{name}</text> : null
      })}
    </>
  )
}

function ownLabel(us: MapPlace, props: MapChartProps, ground: Ground) {
  const own = us.outline ? pointsOf(us.outline, props.sheet.unit) : us.mark ? { xs: [us.mark[0]], ys: [us.mark[1]] } : null
  if (!own) return null
  const words = us.value === null ? `${us.name}: no figure` : `${us.name} ${showAmount(us.value, props)}`
  const [x, y] = [middle(own.xs), middle(own.ys)]
  const width = textWidth(words, SIZE, true) + 8
  const spots = spotsAround(x, y, width, { across: Math.min(60, Math.max(...own.xs) - x), down: Math.min(40, Math.max(...own.ys) - y), most: props.sheet.width })
  const spot = ground.take(spots, width, SIZE) ?? spots[0]!
  const end = { start: spot.left, end: spot.left + width, middle: x }[spot.anchor]
  const foot = spot.anchor === 'middle' ? (spot.top < y ? spot.top + SIZE : spot.top) : spot.top + SIZE / 2
  return (
    <>
      <path class="k-staff us" d={`M${round(x)} ${round(y)}L${round(end)} ${round(foot)}`} />
      <text class="b t-us halo m-us-name" x={round(spot.anchor === 'middle' ? spot.left + width / 2 : end + (spot.anchor === 'start' ? 4 : -4))} y={round(spot.top + SIZE / 2 + 6)} text-anchor={spot.anchor}>{words}</text>
    </>
  )
}

interface Anchored extends Spot {
  anchor: 'start' | 'middle' | 'end'
}

/** To the right and left at some heights, above and below; a long staff costs as much as some borders covered. */
function spotsAround(x: number, y: number, width: number, { across, down, most }: { across: number; down: number; most: number }): Anchored[] {
  const beside = [12, 30, 55, 90, 140].flatMap((far) => [-70, -35, -15, 0, 15, 35, 70].flatMap((rise) => (['start', 'end'] as const).map((anchor): Anchored => {
    const left = anchor === 'start' ? x + across + far : x - across - far - width
    return { left, top: y + rise - SIZE / 2, cost: 1.5 * (far + Math.abs(rise)), anchor }
  })))
  const over = [6, 20, 40, 65].flatMap((far) => [y - down - far - SIZE, y + down + far].map((top): Anchored => (
    { left: Math.max(2, Math.min(most - width - 2, x - width / 2)), top, cost: 1.5 * far + 6, anchor: 'middle' })))
  return [...beside, ...over]
}

/** Borders a label may cross at a cost; names, marks and the larger part, which it may not. */
function groundOf({ sheet, places }: MapChartProps) {
  const ground = new Ground({ left: 0, top: 4, right: sheet.width, bottom: sheet.height })
  for (const { outline, mark } of places) {
    if (outline) ground.dots(pointsOf(outline, sheet.unit))
    else if (mark) ground.box(mark[0] - MARK, mark[1] - MARK, 2 * MARK, 2 * MARK)
  }
  if (sheet.inset) ground.box(sheet.inset.left - 6, 0, sheet.width, sheet.inset.top + 150)
  return ground
}

const middle = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2

/** The points of a path of ours, in units of the picture. */
function pointsOf(path: string, unit: number) {
  const [xs, ys]: [number[], number[]] = [[], []]
  for (const ring of path.split('M').slice(1)) {
    let [x, y] = [0, 0]
    const moves = (ring.match(/-?\d+/g) ?? []).map(Number)
    for (let at = 0; at < moves.length; at += 2) {
      xs.push((x += moves[at]!) * unit)
      ys.push((y += moves[at + 1]!) * unit)
    }
  }
  return { xs, ys }
}
