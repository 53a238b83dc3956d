import { DistributionChart, figureSvg, MapChart, type MapChartProps, MapPicture, type Multiple, SmallMultiples, RankChart, type RankChartProps, type RankPlace, showAmount } from '#design'
import { MISSING_IN_WORDS, Refusal } from '#kernel'
import { measureAddress } from './addresses.ts'
import type { Drawn } from './compare-curves.ts'
import { bestFirst, type Comparison } from './compare.ts'
import type { Looked, View } from './compare-views.ts'
import { chartTitle, curvesTitle, groupCurvesTitle, mapTitle, spreadTitle } from './compare-view-words.ts'
import { addressOf } from './compare-words.ts'
import { labelOf } from './headlines.ts'

interface Drawing {
  compared: Comparison
  looked: Looked
  codes: string
}

/** A comparison as it is looked at. */
export function ComparisonFigure({ compared, looked, codes }: Drawing) {
  switch (looked.view) {
    case 'chart': return <ComparisonChart compared={compared} codes={codes} />
    case 'distribution': return <SpreadChart compared={compared} codes={codes} />
    case 'map': return <MapChart {...mapProps(compared, looked, codes)} />
    case 'curves': return <CurvesOf compared={compared} looked={looked} codes={codes} />
  }
}

/** The picture of a comparison by itself; curves are many and have none. */
export function comparisonSvg({ compared, looked, codes }: Drawing): string {
  if (looked.view === 'curves') throw new Refusal('invalid', 'These are many pictures. Take the table, or open a place’s own curve and take its picture')
  return figureSvg(looked.view === 'map' ? <MapPicture {...mapProps(compared, looked, codes)} /> : ComparisonFigure({ compared, looked, codes }))
}

/** Everyone in order: also the chart of the paper made of the page. */
export function ComparisonChart({ compared, codes }: { compared: Comparison; codes: string }) {
  const { style, all } = compared
  return <RankChart {...authoritiesProps(compared, codes, 'chart')} title={chartTitle(compared, all.toSorted(bestFirst(style.polarity)))} subtitle={subtitleOf(compared, 'bar')} />
}

function SpreadChart({ compared, codes }: { compared: Comparison; codes: string }) {
  return <DistributionChart {...authoritiesProps(compared, codes, 'distribution')} title={spreadTitle(compared)} subtitle={subtitleOf(compared, 'dot')} />
}

function authoritiesProps(compared: Comparison, codes: string, view: View): Omit<RankChartProps, 'title'> {
  const { style, place, period, all, us, chosen, england, withoutValue } = compared
  const picked = pickedOf(compared)
  const places = all.toSorted(bestFirst(style.polarity)).map((one): RankPlace => ({
    code: one.place.code, name: one.place.name, value: one.figure.value!, rank: one.rank, kind: one.place === place ? 'us' : picked.has(one.place) ? 'neighbour' : 'other',
  }))
  return {
    ...frameOf(compared, codes, view), id: 'all', place: place.name, period: period.label, ...style, places,
    england: england?.figure.value ?? (place.level === 'country' ? us.figure.value : null), withoutValue: withoutValue ?? undefined,
    pickedWord: chosen.word === 'statistical neighbours' ? undefined : 'compared',
    aboutUs: place.level === 'authority' ? undefined : us.figure.value === null ? `${place.name} has no figure.` : `${place.name}: ${showAmount(us.figure.value, style)}.`,
  }
}

function mapProps(compared: Comparison, { map }: Extract<Looked, { view: 'map' }>, codes: string): MapChartProps {
  const { style, place, period, chosen } = compared
  return {
    ...frameOf(compared, codes, 'map'), id: 'all', title: mapTitle(compared), subtitle: `${measured(compared)}, ${period.label}. Every authority by the fifth it falls in, from the lowest values to the highest.`,
    place: place.name, period: period.label, ...style, sheet: map.sheet, places: map.places, notThen: map.notThen, notes: map.notes, pickedWord: chosen.word,
    source: `${sourceWords(compared)}. Boundaries: ${map.source}`,
  }
}

function CurvesOf({ compared, looked: { curves }, codes }: { compared: Comparison; looked: Extract<Looked, { view: 'curves' }>; codes: string }) {
  const { series, style, place, period, chosen } = compared
  const drawn = { ...frameOf(compared, codes, 'curves'), periods: curves.periods.map(({ label }) => label), unit: style.unit, decimals: style.decimals, breaks: series.measure.breaks }
  const span = `${curves.periods[0]!.label} to ${period.label}, all on one scale. ${place.name}’s own is in each, dashed.`
  return (
    <>
      <SmallMultiples {...drawn} id="curves" title={curvesTitle(compared, curves)} subtitle={`${measured(compared)}, ${span}`} items={curves.places.map(asItem)} of="Place"
        caption={`${labelOf(series)}, ${place.name} and those beside it`} notes={curves.leftOut.places ? [`Of the ${chosen.word}, ${curves.leftOut.places} more are not drawn. Name fewer places below to see others.`] : []} />
      {curves.groups.length ? (
        <SmallMultiples {...drawn} links={undefined} id="group-curves" title={groupCurvesTitle(compared, curves)} of="Group" caption={`${series.measure.label}, ${place.name}, by group`} items={curves.groups.map(asItem)}
          subtitle={`${place.name}, ${curves.periods[0]!.label} to ${period.label}, all on one scale. ${series.group.label} is in each, dashed.`} notes={curves.leftOut.groups ? [`${curves.leftOut.groups} more groups are not drawn.`] : []} />
      ) : null}
    </>
  )
}

const asItem = ({ id, name, isUs, values, missing }: Drawn): Multiple => ({ id, name, isUs, values, reasons: missing.map((one) => one && MISSING_IN_WORDS[one]) })

function frameOf(compared: Comparison, codes: string, view: View) {
  const { measureId, place, series } = compared
  const as = (format: string) => `${addressOf(compared, codes, view)}&as=${format}`
  return {
    level: 2 as const, source: sourceWords(compared),
    links: { why: `${measureAddress(measureId, place.code, series.group.id)}#why`, csv: as('csv'), ...(view === 'curves' ? {} : { svg: as('svg') }) },
  }
}

const sourceWords = ({ source, series }: Comparison) => (source ? [source.publisher, source.release].filter(Boolean).join(', ') : series.measure.publisher)

const pickedOf = ({ chosen, comparators }: Comparison) => new Set(chosen.with === 'all' ? [] : comparators.map((one) => one.place))

const measured = ({ series, style }: Comparison) => `${labelOf(series)}${style.unit ? `, ${style.unit === '%' ? 'per cent' : style.unit}` : ''}`

function subtitleOf(compared: Comparison, mark: 'bar' | 'dot') {
  const { period, chosen } = compared
  const [look, each] = mark === 'bar' ? ['dark bars', 'Each bar'] : ['hollow dots', 'Each dot']
  const whose = pickedOf(compared).size ? `; ${look} are ${chosen.word === 'statistical neighbours' ? 'its statistical neighbours' : `the ${chosen.word}`}.` : '.'
  return `${measured(compared)}, ${period.label}. ${each} is one authority${whose}`
}
