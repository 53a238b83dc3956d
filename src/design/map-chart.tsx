import { showAmount, showBare } from './amount.ts'
import { type ChartFrame, Figure } from './chart-figure.tsx'
import { mapClasses, type MapClasses } from './map-classes.ts'
import { drawMap } from './map-drawing.tsx'
import { drawnKey, MapKey } from './map-key.tsx'
import { DataTable } from './parts.tsx'

/** A place of the map. Outlines are paths in the units of their sheet; a place without one has a mark, in the units of the picture. */
export interface MapPlace {
  code: string
  name: string
  /** Where its name leads in the table. */
  href?: string | undefined
  value: number | null
  /** In words, where there is no value. */
  missing: string | null
  kind: 'us' | 'neighbour' | 'other'
  rank: number | null
  outline: string | null
  inset: string | null
  mark: [x: number, y: number] | null
}

/** The picture outlines lie on: its size, how long a unit of an outline is in it, and the part drawn again, larger. */
export interface MapSheet {
  width: number
  height: number
  unit: number
  inset: { left: number; top: number; unit: number; label: string } | null
}

export interface MapChartProps extends ChartFrame {
  sheet: MapSheet
  /** Everyone with a value or a reason for none, drawn or not. */
  places: MapPlace[]
  /** Outlines of places that did not stand in the period. */
  notThen?: string[]
  place: string
  period: string
  unit: string
  decimals: number
  polarity: 'high' | 'low' | 'none'
  /** What a reader must know: who is not drawn, and why. */
  notes: string[]
  /** What those with a dark edge are called: "statistical neighbours". */
  pickedWord: string
}

/** Where values are high and low, and beside it every place in order: the map is never the only way to them. */
export function MapChart(props: MapChartProps) {
  const classes = mapClasses(props.places.flatMap(({ value }) => (value === null ? [] : [value])))
  return (
    <div class="map-beside">
      <Figure id={props.id} title={props.title} subtitle={props.subtitle} source={props.source} links={props.links} level={props.level} notes={props.notes}>
        {drawMap(props, classes, describe(props, classes))}
        <MapKey {...props} classes={classes} />
      </Figure>
      <DataTable {...tableOf(props, classes)} />
    </div>
  )
}

/** The map by itself with its key under it, to be put into a document. */
export function MapPicture(props: MapChartProps) {
  const classes = mapClasses(props.places.flatMap(({ value }) => (value === null ? [] : [value])))
  return drawMap(props, classes, describe(props, classes), drawnKey(props, classes), 110)
}

function describe(props: MapChartProps, { classes, classOf }: MapClasses) {
  const { places, place, period } = props
  const us = places.find(({ kind }) => kind === 'us')
  const without = places.filter(({ value }) => value === null).length
  return [
    classes.length ? `England’s authorities in fifths, ${period}.` : `No authority has a figure for ${period}.`,
    ...classes.map(({ name, low, high, count }) => `${name}: ${range(low, high, props)}, ${count} ${count === 1 ? 'authority' : 'authorities'}.`),
    us?.value === null || us?.value === undefined ? `${place} has no class.` : `${place}: ${showAmount(us.value, props)}, ${classes.find(({ at }) => at === classOf(us.value!))!.name.toLowerCase()}.`,
    without ? `${without} without a figure.` : '',
  ].filter(Boolean).join(' ')
}

/** "3.2% to 14.0%", or the one value of a class. */
export function range(low: number, high: number, style: { unit: string; decimals: number }) {
  const [from, to] = [showAmount(low, style), showAmount(high, style)]
  return from === to ? from : `${from} to ${to}`
}

function tableOf({ places, period, polarity, unit, decimals, pickedWord }: MapChartProps, { classOf, classes }: MapClasses) {
  const isRanked = polarity !== 'none'
  const way = polarity === 'low' ? 1 : -1
  const ordered = places.toSorted((a, b) => Number(a.value === null) - Number(b.value === null) || way * ((a.value ?? 0) - (b.value ?? 0)) || (a.name < b.name ? -1 : 1))
  const nameOf = new Map(classes.map(({ at, name }) => [at, name]))
  return {
    caption: `All authorities in order, ${period}`,
    columns: [
      { label: 'Authority' }, { label: unit === '%' ? 'Per cent' : unit || 'Value', isNumber: true },
      ...(isRanked ? [{ label: `Rank of ${places.filter(({ value }) => value !== null).length}`, isNumber: true }] : []), { label: 'On the map' },
    ],
    rows: ordered.map(({ name, href, value, missing, kind, rank, outline, mark }) => ({
      isUs: kind === 'us',
      cells: [
        <>{href ? <a href={href}>{name}</a> : name}{kind === 'neighbour' ? <> <small class="quiet">{pickedWord === 'statistical neighbours' ? 'neighbour' : 'compared'}</small></> : null}</>,
        value === null ? <span class="quiet">{missing}</span> : showBare(value, { unit, decimals }),
        ...(isRanked ? [rank ?? ''] : []),
        outline || mark ? `${value === null ? 'Hatched' : nameOf.get(classOf(value))}${outline ? '' : ', a circle'}` : <span class="quiet">Not drawn</span>,
      ],
    })),
  }
}
