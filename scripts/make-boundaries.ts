/**
 * Makes reference/boundaries.json.br from the boundaries the Office for National Statistics publishes: a picture of England to colour.
 *   node --import tsx scripts/make-boundaries.ts ../shared/data
 * Authorities the file has no outline of become a mark where their schools are (Get Information about Schools), moved aside where it would
 * cover an outline. A file that has them all makes marks of none.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { areaOf, type Outline, type Point, thinned } from './boundary-arcs.ts'
import { freeSpots } from './boundary-marks.ts'

const from = process.argv[2] ?? '../shared/data'
const FILE = 'la_boundaries_slim.geojson'
/** The picture's north-west corner in metres of the National Grid, and its size in kilometres. */
const WEST = 80_000
const NORTH = 660_000
const SIZE = { width: 580, height: 658 }
/** Coordinates are whole numbers of this many metres. */
const STEP = 250
const INSET = { step: 60, left: 402, top: 26, size: 3 }

interface File {
  metadata: { source_file: string }
  features: { properties: { new_la_code: string; la_name: string }; geometry: { type: 'Polygon' | 'MultiPolygon'; coordinates: number[][][] | number[][][][] } }[]
}

type School = { LAId: string; Easting: number; Northing: number }
const schools = JSON.parse(readFileSync(join(from, 'schools', 'Establishment_1924.json'), 'utf8')) as School[]
const file = JSON.parse(readFileSync(join(from, 'geography', FILE), 'utf8')) as File
const outlines = file.features.map(({ properties, geometry }): Outline => ({
  code: properties.new_la_code,
  rings: (geometry.type === 'Polygon' ? [geometry.coordinates as number[][][]] : (geometry.coordinates as number[][][][])).flat().map((ring) => ring.slice(0, -1).map(([lon, lat]) => onGrid(lon!, lat!))),
}))
const england = thinned(outlines, 500_000, 3_000_000)
const isLondon = ({ code }: Outline) => code.startsWith('E09')
const london = thinned(outlines.filter(isLondon), 60_000, 1_000_000)
const corner = london.flatMap(({ rings }) => rings.flat()).reduce<Point>(([west, north], [x, y]) => [Math.min(west, x), Math.max(north, y)], [Infinity, -Infinity])

const { places } = JSON.parse(readFileSync('reference/places.json', 'utf8')) as { places: { level: string; ends: string | null; name: string; codes: { scheme: string; code: string; ends: string | null }[] }[] }
const drawn = new Set(outlines.map(({ code }) => code))
const without = places.filter(({ level, ends, codes }) => level === 'authority' && ends === null && !codes.some(({ code }) => drawn.has(code)))
const marks = freeSpots(without.map(({ codes }) => middleOf(codes.find(({ scheme }) => scheme === 'dfe')!.code)), england)

const content = {
  source: 'Office for National Statistics, Local Authority Districts, May 2025; contains OS data © Crown copyright and database right 2025',
  ...SIZE, unit: STEP / 1000,
  outlines: Object.fromEntries(england.map(({ code, rings }) => [code, rings.map((ring) => pathOf(ring, WEST, NORTH, STEP)).join('')])),
  marks: Object.fromEntries(without.map(({ codes }, at) => [codes.find(({ scheme, ends }) => scheme === 'ons' && ends === null)!.code, [Math.round((marks[at]![0] - WEST) / 1000), Math.round((NORTH - marks[at]![1]) / 1000)]])),
  inset: { left: INSET.left, top: INSET.top, unit: (INSET.step / 1000) * INSET.size, outlines: Object.fromEntries(london.map(({ code, rings }) => [code, rings.map((ring) => pathOf(ring, ...corner, INSET.step)).join('')])) },
}
const bytes = brotliCompressSync(JSON.stringify(content), { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 } })
writeFileSync('reference/boundaries.json.br', bytes)
console.log(`${england.length} outlines, ${without.length} marks (${without.map(({ name }) => name).join(', ')}), ${JSON.stringify(content).length} bytes, ${bytes.length} compressed`)

/** Longitude and latitude on the National Grid (transverse Mercator on Airy’s ellipsoid). Without the shift of datum it is some hundred metres off, less than a step. */
function onGrid(lon: number, lat: number): Point {
  const [a, b, scale, rad] = [6_377_563.396, 6_356_256.909, 0.9996012717, Math.PI / 180]
  const [phi, phi0, dl] = [lat * rad, 49 * rad, (lon + 2) * rad]
  const e2 = 1 - (b * b) / (a * a)
  const n = (a - b) / (a + b)
  const [sin, cos, tan] = [Math.sin(phi), Math.cos(phi), Math.tan(phi)]
  const nu = (a * scale) / Math.sqrt(1 - e2 * sin * sin)
  const rho = (a * scale * (1 - e2)) / (1 - e2 * sin * sin) ** 1.5
  const eta = nu / rho - 1
  const [less, more] = [phi - phi0, phi + phi0]
  const arc = b * scale * ((1 + n + 1.25 * n ** 2 + 1.25 * n ** 3) * less - (3 * n + 3 * n ** 2 + 2.625 * n ** 3) * Math.sin(less) * Math.cos(more)
    + (1.875 * n ** 2 + 1.875 * n ** 3) * Math.sin(2 * less) * Math.cos(2 * more) - (35 / 24) * n ** 3 * Math.sin(3 * less) * Math.cos(3 * more))
  const north = arc - 100_000 + (nu / 2) * sin * cos * dl ** 2 + (nu / 24) * sin * cos ** 3 * (5 - tan ** 2 + 9 * eta) * dl ** 4
  const east = 400_000 + nu * cos * dl + (nu / 6) * cos ** 3 * (nu / rho - tan ** 2) * dl ** 3 + (nu / 120) * cos ** 5 * (5 - 18 * tan ** 2 + tan ** 4 + 14 * eta) * dl ** 5
  return [east, north]
}

/** A ring as a path from a corner, in whole steps, each point from the one before. */
function pathOf(ring: Point[], west: number, north: number, step: number) {
  const points = ring.map(([x, y]): Point => [Math.round((x - west) / step), Math.round((north - y) / step)])
    .filter(([x, y], at, all) => x !== all.at(at - 1)![0] || y !== all.at(at - 1)![1])
  if (points.length < 3 || areaOf(points) === 0) return ''
  const moves = points.map(([x, y], at) => (at ? [x - points[at - 1]![0], y - points[at - 1]![1]] : [x, y]))
  const [[x, y], ...rest] = moves as [Point, ...Point[]]
  return `M${x} ${y}l${rest.map(([dx, dy]) => `${dx}${dy < 0 ? '' : ' '}${dy}`).join(' ').replaceAll(' -', '-')}z`
}

/** The middle of an authority's schools. */
function middleOf(number: string): Point {
  const own = schools.filter(({ LAId, Easting, Northing }) => LAId === number && Easting && Northing)
  const middle = (values: number[]) => values.sort((one, other) => one - other)[Math.floor(values.length / 2)]!
  return [middle(own.map(({ Easting }) => Easting)), middle(own.map(({ Northing }) => Northing))]
}
