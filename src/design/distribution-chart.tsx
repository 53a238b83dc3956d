import { quantile } from '#kernel'
import { showAmount } from './amount.ts'
import { axisFor } from './axis.ts'
import { Figure } from './chart-figure.tsx'
import { drawDistribution } from './distribution-drawing.tsx'
import { authoritiesTable, type RankChartProps } from './rank-chart.tsx'

/** How all authorities' values spread: a dot for each, where it stands on the scale; this place marked, its neighbours hollow. It takes what the row of ranks takes. */
export function DistributionChart(props: RankChartProps) {
  const spread = spreadOf(props)
  const description = describe(props, spread)
  const notes = [quartersInWords(props, spread), spread.axis.holdsZero || !spread.sorted.length ? null : 'The scale does not begin at 0.', props.withoutValue ?? null].filter((note) => note !== null)
  return (
    <Figure id={props.id} title={props.title} subtitle={props.subtitle} source={props.source} links={props.links} level={props.level} notes={notes}
      table={props.places.length ? authoritiesTable(props) : undefined} tableLabel={props.places.length === 1 ? 'Table of the one authority' : `Table of all ${props.places.length} authorities`}>
      {drawDistribution(props, spread, 'wide', description)}
      {drawDistribution(props, spread, 'narrow', description)}
    </Figure>
  )
}

/** What is drawn: the values in order, where they are cut into quarters (R type 7), and the scale. */
export interface Spread {
  sorted: number[]
  cuts: [number, number, number] | null
  axis: ReturnType<typeof axisFor>
}

function spreadOf({ places, england, unit }: RankChartProps): Spread {
  const sorted = places.map(({ value }) => value).sort((one, other) => one - other)
  return {
    sorted, cuts: sorted.length < 4 ? null : [quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75)],
    axis: axisFor(england === null ? sorted : [...sorted, england], unit, 5),
  }
}

function describe(props: RankChartProps, { sorted, cuts }: Spread) {
  const { places, place, period, england, aboutUs, pickedWord = 'neighbour' } = props
  if (!sorted.length) return `No authority has a figure for ${period}.`
  const show = (value: number) => showAmount(value, props)
  const us = places.find(({ kind }) => kind === 'us')
  const [lower, higher] = us ? [sorted.filter((value) => value < us.value).length, sorted.filter((value) => value > us.value).length] : [0, 0]
  const picked = places.filter(({ kind }) => kind === 'neighbour').map(({ value }) => value)
  return [
    `${sorted.length} ${sorted.length === 1 ? 'authority' : 'authorities'}, ${period}, from ${show(sorted[0]!)} to ${show(sorted.at(-1)!)}.`,
    cuts ? `Half lie between ${show(cuts[0])} and ${show(cuts[2])}; the middle one is ${show(cuts[1])}.` : '',
    us ? `${place}: ${show(us.value)}; ${lower} lower, ${higher} higher.` : (aboutUs ?? `${place} has no figure.`),
    picked.length ? `${picked.length} ${pickedWord}${pickedWord === 'neighbour' && picked.length > 1 ? 's' : ''}: ${show(Math.min(...picked))} to ${show(Math.max(...picked))}.` : '',
    england === null ? '' : `England: ${show(england)}.`,
  ].filter(Boolean).join(' ')
}

/** The marks under the dots, in words: they may stand too close for their own. */
function quartersInWords(props: RankChartProps, { cuts }: Spread) {
  if (!cuts) return null
  const [first, half, third] = cuts.map((cut) => showAmount(cut, props))
  if (first === third) return `Half of authorities and more are at ${first}.`
  return `A quarter of authorities are at ${first} or less, half at ${half} or less, three quarters at ${third} or less.`
}
