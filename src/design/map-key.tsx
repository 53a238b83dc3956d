import type { ComponentChildren } from 'preact'
import { round, textWidth } from './label.ts'
import { type MapChartProps, range } from './map-chart.tsx'
import type { MapClasses } from './map-classes.ts'
import { fillOf } from './map-drawing.tsx'

/** What each fill and edge of the map stands for, in words. */
export function MapKey({ classes: { classes }, ...props }: MapChartProps & { classes: MapClasses }) {
  const remarks = [classes.length && classes.length < 5 ? 'Many share a value, so there are fewer than five classes.' : '', props.polarity === 'none' || classes.length < 2 ? '' : `${props.polarity === 'high' ? 'High' : 'Low'} is better.`].filter(Boolean)
  return (
    <>
      <ul class="map-key">{entries(props, classes).map(({ look, isRound, words }) => <li><svg viewBox="0 0 28 18" aria-hidden="true">{isRound ? <circle {...look} cx="14" cy="9" r="8" /> : <rect {...look} x="2" y="2" width="24" height="14" />}</svg><span>{words}</span></li>)}</ul>
      {remarks.length ? <p class="map-remark">{remarks.join(' ')}</p> : null}
    </>
  )
}

/** The same as part of the drawing, in two columns under it. */
export function drawnKey(props: MapChartProps, { classes }: MapClasses) {
  const all = entries(props, classes)
  const half = Math.ceil(all.length / 2)
  return all.map(({ look, isRound, plain }, at) => {
    const [x, y] = [at < half ? 4 : props.sheet.width / 2, props.sheet.height + 14 + (at % half) * 22]
    const size = Math.min(14, (14 * (props.sheet.width / 2 - 40)) / textWidth(plain, 14))
    return (
      <>
        {isRound ? <circle {...look} cx={x + 12} cy={y} r="8" /> : <rect {...look} x={x} y={y - 7} width="24" height="14" />}
        <text class="ax ink" x={x + 32} y={y + 5} font-size={round(size)}>{plain}</text>
      </>
    )
  })
}

interface Entry {
  look: { class: string; fill?: string }
  isRound?: boolean
  words: ComponentChildren
  plain: string
}

function entries(props: MapChartProps, classes: MapClasses['classes']): Entry[] {
  const { id, places, place, pickedWord, notThen = [], period } = props
  const isDrawn = ({ outline, mark }: MapChartProps['places'][number]) => outline !== null || mark !== null
  const entry = (holds: boolean, look: Entry['look'], plain: string, isRound = false): Entry[] => (holds ? [{ look, plain, isRound, words: plain }] : [])
  return [
    ...classes.map(({ at, name, low, high, count }) => ({
      look: fillOf(`${at}`, `${id}-0`), plain: `${name}: ${range(low, high, props)} (${count})`, words: <><b>{name}</b> {range(low, high, props)} <span class="quiet">({count})</span></>,
    })),
    ...entry(places.some((one) => one.value === null && isDrawn(one)), fillOf('none', `${id}-0`), 'No figure: the table says why'),
    ...entry(notThen.length > 0, { class: 'm-not-then' }, `Not an authority in ${period}`),
    ...entry(places.some(({ outline, mark }) => !outline && mark), { class: 'm-mark' }, 'No outline held: a circle', true),
    ...entry(places.some((one) => one.kind === 'us' && isDrawn(one)), { class: 'm-key-us' }, place),
    ...entry(places.some((one) => one.kind === 'neighbour' && isDrawn(one)), { class: 'm-key-edge' }, pickedWord === 'statistical neighbours' ? 'Its statistical neighbours' : 'Those it is compared with'),
  ]
}
