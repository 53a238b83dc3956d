import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { brotliDecompressSync } from 'node:zlib'
import { areaOf, type Point, thinned } from '../scripts/boundary-arcs.ts'
import { freeSpots } from '../scripts/boundary-marks.ts'

interface Boundaries { outlines: Record<string, string>; marks: Record<string, [number, number]>; inset: { outlines: Record<string, string> }; width: number; height: number; unit: number }
interface Places { places: { name: string; level: string; ends: string | null; codes: { code: string }[] }[] }

const bytes = readFileSync('reference/boundaries.json.br')
const drawn = JSON.parse(brotliDecompressSync(bytes).toString('utf8')) as Boundaries
const { places } = JSON.parse(readFileSync('reference/places.json', 'utf8')) as Places
const standing = places.filter(({ level, ends }) => level === 'authority' && ends === null)

/** Authorities the file of outlines leaves out: the twenty-one counties with districts under them, and two whose codes were new in 2025. */
const WITHOUT_OUTLINE = [
  'Barnsley', 'Cambridgeshire', 'Derbyshire', 'Devon', 'East Sussex', 'Essex', 'Gloucestershire', 'Hampshire', 'Hertfordshire', 'Kent', 'Lancashire', 'Leicestershire', 'Lincolnshire', 'Norfolk',
  'Nottinghamshire', 'Oxfordshire', 'Sheffield', 'Staffordshire', 'Suffolk', 'Surrey', 'Warwickshire', 'West Sussex', 'Worcestershire',
]

test('every authority that stands today is on the map, by its outline or by a mark', () => {
  const has = (kind: Record<string, unknown>) => (place: Places['places'][number]) => place.codes.some(({ code }) => code in kind)
  assert.equal(standing.length, 153)
  assert.deepEqual(standing.filter((place) => !has(drawn.outlines)(place)).map(({ name }) => name).sort(), WITHOUT_OUTLINE)
  assert.deepEqual(standing.filter(has(drawn.marks)).map(({ name }) => name).sort(), WITHOUT_OUTLINE)
  assert.equal(Object.keys(drawn.inset.outlines).length, 33, 'London’s boroughs and the City')
})

test('the picture is light, whole, and lies on its sheet', () => {
  assert.ok(bytes.length <= 60_000, `${bytes.length}`)
  for (const path of [...Object.values(drawn.outlines), ...Object.values(drawn.inset.outlines)]) assert.match(path, /^(M\d+ \d+l[-\d ]+z)+$/)
  for (const path of Object.values(drawn.outlines)) {
    for (const [, x, y] of path.matchAll(/M(\d+) (\d+)/g)) assert.ok(Number(x) * drawn.unit <= drawn.width && Number(y) * drawn.unit <= drawn.height)
  }
})

test('Derby lies where it lies: 30 km and more across the Trent valley from the sea, at 435 km east and 335 km north of the grid', () => {
  const [, x, y] = /^M(\d+) (\d+)/.exec(drawn.outlines['E06000015']!)!
  assert.ok(Math.abs(Number(x) * drawn.unit + 80 - 435) < 8 && Math.abs(660 - Number(y) * drawn.unit - 335) < 8, `${x} ${y}`)
})

test('a border is thinned once for both its sides, so that nothing tears', () => {
  // Two squares that share a jagged border. The small jags make triangles of 37,500 and 42,500 m² with their neighbours and go; the large one makes 200,000 and stays.
  const border: Point[] = [[1000, 0], [1010, 200], [1400, 500], [990, 800], [1000, 1000]]
  const [left, right] = thinned([
    { code: 'left', rings: [[[0, 0], ...border, [0, 1000]]] }, { code: 'right', rings: [[...border.toReversed(), [2000, 0], [2000, 1000]]] },
  ], 50_000, 0)
  const shared = [[1000, 0], [1400, 500], [1000, 1000]]
  const on = (ring: Point[]) => ring.filter(([x]) => x > 900 && x < 1500)
  assert.deepEqual(on(left!.rings[0]!).toSorted((a, b) => a[1] - b[1]), shared)
  assert.deepEqual(on(right!.rings[0]!).toSorted((a, b) => a[1] - b[1]), shared)
})

test('an enclave keeps its inside, and the hole around it is the same', () => {
  const island: Point[] = [[400, 400], [600, 400], [600, 600], [400, 600]]
  const [around, inside] = thinned([{ code: 'around', rings: [[[0, 0], [1000, 0], [1000, 1000], [0, 1000]], island.toReversed()] }, { code: 'inside', rings: [island] }], 1e9, 0)
  assert.equal(Math.abs(areaOf(around!.rings[1]!)), Math.abs(areaOf(inside!.rings[0]!)))
  assert.ok(Math.abs(areaOf(inside!.rings[0]!)) > 0)
})

test('a mark moves off an outline, and no further than it must', () => {
  const city = { code: 'city', rings: [[[0, 0], [20_000, 0], [20_000, 20_000], [0, 20_000]] as Point[]] }
  const [[x, y], far] = freeSpots([[18_000, 10_000], [200_000, 200_000]], [city]) as [Point, Point]
  assert.deepEqual(far, [200_000, 200_000])
  assert.ok(x >= 29_000 && x <= 31_000 && Math.abs(y - 10_000) < 4_000, `${x} ${y}`)
})
