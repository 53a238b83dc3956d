import { readFile } from 'node:fs/promises'
import { brotliDecompressSync } from 'node:zlib'
import type { MapPlace, MapSheet } from '#design'
import { MISSING_IN_WORDS } from '#kernel'
import { installed } from '#platform'
import { type Directory, type Place, within } from '#rooms/places'
import { compareAddress } from './addresses.ts'
import { bestFirst, type Comparison, type Standing } from './compare.ts'
import { byName, listed } from './sentence.ts'

export interface ComparedMap {
  sheet: MapSheet
  /** Everyone of the comparison, drawn or not. */
  places: MapPlace[]
  /** Outlines of authorities that did not stand in the period and have no figure for it. */
  notThen: string[]
  /** Who is not drawn as outlined, and why, in sentences. */
  notes: string[]
  source: string
}

/** How `reference/boundaries.json.br` stands on disk: paths and marks by ONS code. */
interface Boundaries {
  source: string
  width: number
  height: number
  unit: number
  outlines: Record<string, string>
  marks: Record<string, [number, number]>
  inset: { left: number; top: number; unit: number; outlines: Record<string, string> }
}

let held: Promise<Boundaries> | undefined

/** The outlines that come with Belong, each with the place it is of, whatever code that had in the period shown. */
export async function readMap(places: Directory, compared: Comparison): Promise<ComparedMap> {
  const { width, height, unit, outlines, marks, inset, source } = await (held ??= readBoundaries())
  const shapeOf = new Map<Place, Pick<MapPlace, 'outline' | 'inset' | 'mark'>>()
  for (const code of [...Object.keys(outlines), ...Object.keys(marks)]) {
    const place = places.byCode(code)
    if (place) shapeOf.set(place, { outline: outlines[code] ?? null, inset: inset.outlines[code] ?? null, mark: marks[code] ?? null })
  }
  const shown = [...compared.all, ...compared.silent].toSorted(bestFirst(compared.style.polarity))
  const isShown = new Set(shown.map(({ place }) => place))
  const isThen = ({ starts, ends }: Place) => within(starts, ends, compared.period.ends)
  const empty = [...shapeOf].filter(([place]) => !isShown.has(place) && !isThen(place))
  return {
    sheet: { width, height, unit, inset: { left: inset.left, top: inset.top, unit: inset.unit, label: 'London ×3' } },
    places: shown.map((one) => asDrawn(one, shapeOf.get(one.place), compared)),
    notThen: empty.flatMap(([, { outline }]) => outline ?? []),
    notes: notesOn(places, shown.map(({ place }) => place), shapeOf, empty.map(([place]) => place), compared),
    source,
  }
}

async function readBoundaries() {
  return JSON.parse(brotliDecompressSync(await readFile(installed('reference', 'boundaries.json.br'))).toString('utf8')) as Boundaries
}

function asDrawn({ place, figure, rank }: Standing, shape: Pick<MapPlace, 'outline' | 'inset' | 'mark'> | undefined, compared: Comparison): MapPlace {
  const { measureId, series, period, chosen, comparators } = compared
  const isPicked = chosen.with !== 'all' && comparators.some((one) => one.place === place)
  return {
    code: place.code, name: place.name, value: figure.value, rank, missing: figure.value === null ? MISSING_IN_WORDS[figure.missing ?? 'not-reported'] : null,
    href: compareAddress({ measure: measureId, place: place.code, group: series.group.id, period: period.label, view: 'map' }),
    kind: place === compared.place ? 'us' : isPicked ? 'neighbour' : 'other', ...(shape ?? { outline: null, inset: null, mark: null }),
  }
}

function notesOn(places: Directory, shown: Place[], shapeOf: Map<Place, Pick<MapPlace, 'outline'>>, empty: Place[], { period, place }: Comparison) {
  const undrawn = shown.filter((one) => !shapeOf.has(one))
  const marked = shown.filter((one) => shapeOf.get(one)?.outline === null)
  const named = (list: Place[]) => listed(list.map(({ name }) => name).sort(byName))
  const heirs = (one: Place) => places.successions.filter(({ fromId }) => fromId === one.placeId).flatMap(({ toId }) => places.byId(toId)?.name ?? [])
  const withHeirs = (one: Place) => (heirs(one).length ? `${one.name} (now ${listed(heirs(one).sort(byName))})` : one.name)
  return [
    undrawn.length ? `In the table but not on the map, which has today’s authorities: ${listed(undrawn.toSorted((a, b) => byName(a.name, b.name)).map(withHeirs))}.` : '',
    empty.length ? `${named(empty)} ${empty.length === 1 ? 'was not an authority' : 'were not authorities'} in ${period.label}, so ${empty.length === 1 ? 'its outline is' : 'their outlines are'} empty.` : '',
    marked.length ? `The source has no outline for ${marked.length} authorities, most of them counties. Each is a circle near its schools, and says so in the table.` : '',
    place.level === 'authority' ? '' : `${place.name} is not an authority, so it is not marked on the map.`,
  ].filter(Boolean)
}
