import type { ComponentChildren } from 'preact'
import { round } from './label.ts'
import type { MapChartProps, MapPlace } from './map-chart.tsx'
import type { MapClasses } from './map-classes.ts'
import { MARK, mapLabels } from './map-label.tsx'

/** England with a class on every place: the picture, and its larger part. What else stands on it begins under it, and is so much `more` high. */
export function drawMap(props: MapChartProps, { classOf }: MapClasses, description: string, children?: ComponentChildren, more = 0) {
  const { id, sheet, places, notThen = [], period } = props
  const lookOf = ({ value }: MapPlace) => (value === null ? 'none' : `${classOf(value)}`)
  const us = places.find(({ kind }) => kind === 'us')
  return (
    <svg class="map" viewBox={`0 0 ${sheet.width} ${sheet.height + more}`} role="img" aria-labelledby={`${id}-mt`} aria-describedby={`${id}-md`}>
      <title id={`${id}-mt`}>Map of England’s authorities, {period}</title>
      <desc id={`${id}-md`}>{description}</desc>
      <Patterns id={id} scales={[1, sheet.unit, ...(sheet.inset ? [sheet.inset.unit] : [])]} />
      <g transform={`scale(${sheet.unit})`} class="m-sheet">
        {notThen.map((outline) => <path class="m-not-then" d={outline} />)}
        {layers(places, ({ outline }) => outline, lookOf, `${id}-1`)}
      </g>
      {sheet.inset ? (
        <>
          <text class="ax" x={sheet.inset.left} y={sheet.inset.top - 10}>{sheet.inset.label}</text>
          <g transform={`translate(${sheet.inset.left} ${sheet.inset.top}) scale(${sheet.inset.unit})`} class="m-inset">
            {layers(places, ({ inset }) => inset, lookOf, `${id}-2`)}
          </g>
        </>
      ) : null}
      {places.map((place) => (place.outline || !place.mark ? null : <MarkOf place={place} look={lookOf(place)} id={id} />))}
      {mapLabels(props, us)}
      {children}
    </svg>
  )
}

/** Patterns as well as colours, so that classes are told apart in grey and by those who see colours otherwise; once for each scale outlines are drawn at. */
function Patterns({ id, scales }: { id: string; scales: number[] }) {
  const dots = (size: number) => [[2, 2], [6, 6]].map(([x, y]) => <circle class="m-dot" cx={x} cy={y} r={size} />)
  const ground = (at: number | 'none') => <rect class={`m-${at}`} width="8" height="8" />
  return (
    <defs>
      {scales.map((scale, which) => {
        const shared = { width: 8, height: 8, patternUnits: 'userSpaceOnUse', patternTransform: `scale(${round(100 / scale) / 100})` } as const
        return (
          <>
            <pattern id={`${id}-${which}-1`} {...shared}>{ground(1)}{dots(0.7)}</pattern>
            <pattern id={`${id}-${which}-2`} {...shared}>{ground(2)}<path class="m-line" d="M0 2H8M0 6H8" /></pattern>
            <pattern id={`${id}-${which}-3`} {...shared}>{ground(3)}<circle class="m-hole" cx="2" cy="2" r="1.1" /><circle class="m-hole" cx="6" cy="6" r="1.1" /></pattern>
            <pattern id={`${id}-${which}-none`} {...shared}>{ground('none')}<path class="m-hatch" d="M-2 2L2 -2M0 8L8 0M6 10L10 6" /></pattern>
          </>
        )
      })}
    </defs>
  )
}

/** Whom a class is filled by: its colour, or the pattern on it. */
export const fillOf = (look: string, id: string) => (look === '0' || look === '4' ? { class: `m m-${look}` } : { class: 'm', fill: `url(#${id}-${look})` })

/** All places, then the edges of those picked out, so that none is under its neighbour. */
function layers(places: MapPlace[], pathOf: (place: MapPlace) => string | null, lookOf: (place: MapPlace) => string, id: string) {
  const edge = (kind: MapPlace['kind'], look: string) => {
    const edges = places.filter((place) => place.kind === kind).map(pathOf).join('')
    return edges ? <path class={look} d={edges} /> : null
  }
  return (
    <>
      {places.map((place) => {
        const path = pathOf(place)
        return path ? <path {...fillOf(lookOf(place), id)} d={path} /> : null
      })}
      {edge('neighbour', 'm-edge')}
      {edge('us', 'm-us-halo')}
      {edge('us', 'm-us')}
    </>
  )
}

function MarkOf({ place, look, id }: { place: MapPlace; look: string; id: string }) {
  const [x, y] = place.mark!
  const edge = { us: 'm-mark m-mark-us', neighbour: 'm-mark m-mark-edge', other: 'm-mark' }[place.kind]
  return (
    <>
      <circle {...fillOf(look, `${id}-0`)} cx={x} cy={y} r={MARK} />
      <circle class={edge} cx={x} cy={y} r={place.kind === 'us' ? MARK + 1 : MARK} />
    </>
  )
}
