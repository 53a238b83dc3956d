import { DistributionChart } from '../distribution-chart.tsx'
import { MapChart, type MapChartProps, MapPicture, type MapPlace } from '../map-chart.tsx'
import { type Multiple, SmallMultiples, type SmallMultiplesProps } from '../small-multiples.tsx'
import { authorities, years } from './invented.ts'
import { Specimen } from './specimen.tsx'

/** Where a place stands among all others: how they spread, each one's curve, the map. */
export function SpreadSpecimens() {
  return (
    <>
      <Specimen name="Distribution" use="Where a place stands among all, and how far apart they are: a dot for each authority, its neighbours hollow, England’s line, quarters in words. For who is first and last, take the rank.">
        <DistributionChart {...SPREAD} id="spread" period="2014" title="Half of authorities lie between 16.3% and 67.8%; Exampleton, at 13.2%, is below them" places={authorities(153, (at) => 100 * (1 - at / 157) ** 1.4)} england={45.9} withoutValue="Isles of Scilly: not applicable." />
      </Specimen>
      <Specimen name="Distributions that are harder to draw" use="The same chart when many share a value, when all do, below zero, with one figure, with none, for a place without a figure and for one without neighbours.">
        <DistributionChart {...SPREAD} id="spread-ties" period="2015" title="Half of authorities are at 12 days" unit="days" decimals={0} polarity="low" places={authorities(153, (at) => (at < 110 ? 12 : 12 + (at % 9)))} england={13} />
        <DistributionChart {...SPREAD} id="spread-same" period="2016" title="Every authority is at 0" unit="" decimals={0} polarity="none" places={authorities(60, () => 0)} england={0} />
        <DistributionChart {...SPREAD} id="spread-below" period="2017" title="Half of authorities lie between −1.32 and −0.76; Exampleton, at −1.34, is below them" unit="" decimals={2} places={authorities(153, (at) => -0.5 - at / 140 + Math.sin(at) / 30)} england={-1.1} />
        <DistributionChart {...SPREAD} id="spread-one" period="2018" title="One authority has a figure" places={authorities(1, () => 37.2)} england={null} />
        <DistributionChart {...SPREAD} id="spread-none" period="2019" title="No authority has a figure for this period" places={[]} england={null} />
        <DistributionChart {...SPREAD} id="spread-without-us" period="2020" title="Half of authorities lie between 30.0% and 60.0%; Exampleton has no figure" places={authorities(121, (at) => 15 + at / 2).map((one) => ({ ...one, kind: 'other' }))} england={45} />
      </Specimen>
      <Specimen name="Small multiples" use="The same measure for up to twelve places or groups, all on one scale, each with its name and last figure. This place’s own line is in each, so that every one can be held against it.">
        <SmallMultiples {...CURVES} id="multiples" title="Three of five neighbours did better in 2024 than in 2023; Exampleton did worse" items={NEIGHBOURS} breaks={[{ period: '2021', note: 'counted child by child' }]} />
        <SmallMultiples {...CURVES} id="multiples-below" title="Exampleton’s groups: below zero, and one year alone" unit="" decimals={2} breaks={[]} of="Group" items={[
          { id: 'all', name: 'All', isUs: true, values: [-0.4, -0.5, -0.45, -0.5, -0.6, -0.55, -0.5] }, { id: 'a', name: 'Always the same', values: Array<number>(7).fill(-1) },
          { id: 'b', name: 'One figure', values: [null, null, null, -0.2, null, null, null] },
        ]} />
        <SmallMultiples {...CURVES} id="multiples-one" caption="New plans on time, Exampleton" title="Exampleton, by itself and without a figure" breaks={[]} items={[{ id: 'us', name: 'Exampleton', isUs: true, values: Array<null>(7).fill(null), reasons: Array<string>(7).fill('withheld to protect people') }]} />
      </Specimen>
      <Specimen name="Map beside its table" use="Only as a further view: where high and low lie together. Five classes by colour and pattern, the place’s edge heavy, none without a figure left white. The table beside it says all of it in order.">
        <MapChart {...MAP} id="map" period="2012" title="Exampleton, at 14.0%, is in the lowest fifth of authorities" places={PLACES} notThen={[square(9, 7)]} notes={['Southby was not an authority then, so its outline is empty.', 'The source has no outline for one authority. It is a circle near its schools, and says so in the table.']} />
        <MapChart {...MAP} id="map-ties" period="2013" title="Many share a value; Exampleton has no figure" places={PLACES.map((one, at) => ({ ...one, value: one.kind === 'us' ? null : at < 20 ? 5 : 9, missing: one.kind === 'us' ? 'withheld to protect people' : null }))} notes={[]} />
        <MapChart {...MAP} id="map-none" period="2025" title="No authority has a figure for this period" places={PLACES.slice(0, 6).map((one) => ({ ...one, value: null, rank: null, missing: 'not reported' }))} notes={[]} />
        <figure><MapPicture {...MAP} id="map-alone" title="" places={PLACES} notes={[]} /></figure>
      </Specimen>
    </>
  )
}

const SPREAD = { place: 'Exampleton', period: '2024', unit: '%', decimals: 1, polarity: 'high', subtitle: 'Invented figures. Each dot is one authority; hollow dots are its statistical neighbours.', links: { why: '#charts', csv: '#charts', svg: '#charts' } } as const

const CURVES: Omit<SmallMultiplesProps, 'id' | 'title' | 'items' | 'breaks'> = { periods: years(2018, 2024), unit: '%', decimals: 1, of: 'Place', caption: 'New plans on time', subtitle: 'Invented figures, 2018 to 2024, all on one scale. Exampleton’s own is in each, dashed.' }

const NEIGHBOURS: Multiple[] = [
  { id: 'us', name: 'Exampleton', isUs: true, values: [75, 61, 40, 42, 25, 22, 14] }, { id: 'a', name: 'Northby', values: [40, 42, 47, 55, 71, 80, 93.5] },
  { id: 'b', name: 'Stoke-under-Hill', values: [60, 55, null, 40, 38, 33, 34] }, { id: 'c', name: 'Kirkby-le-Moor and the Northern Dales', values: [22, 24, 21, 23, 22, 25, 22.9] },
  { id: 'd', name: 'Wall End', values: [null, null, null, null, 90, 95, 100] }, { id: 'e', name: 'Boltby', values: Array<null>(7).fill(null), reasons: Array<string>(7).fill('not reported') },
]

const square = (column: number, row: number) => `M${240 + column * 176} ${160 + row * 176}l176 ${(column % 3) * 16} ${-(row % 2) * 24} 176-176-${(column % 3) * 16}z`

/** A square island: eight columns, nine rows, with one place that has no outline. */
const PLACES: MapPlace[] = Array.from({ length: 72 }, (_, at) => {
  const [column, row] = [at % 8, Math.floor(at / 8)]
  const isUs = at === 27
  const isMark = at === 39
  const value = isUs ? 14 : at === 50 ? null : 10 + ((at * 37) % 89)
  return {
    code: `X${at}`, name: isUs ? 'Exampleton' : isMark ? 'Circleshire' : `Place ${at + 1}`, value, missing: value === null ? 'withheld to protect people' : null, rank: null,
    kind: isUs ? 'us' : at % 13 === 5 ? 'neighbour' : 'other', outline: isMark ? null : square(column, row), inset: at < 4 ? square(column, 0) : null, mark: isMark ? [400, 240] : null,
  }
})

const MAP: Omit<MapChartProps, 'id' | 'title' | 'places' | 'notes'> = {
  sheet: { width: 560, height: 470, unit: 0.25, inset: { left: 400, top: 12, unit: 0.15, label: 'The north' } }, place: 'Exampleton', period: '2024', unit: '%', decimals: 1, polarity: 'none', pickedWord: 'statistical neighbours',
  subtitle: 'Invented figures, per cent. Every authority by the fifth it falls in.', links: { csv: '#charts', svg: '#charts' },
}
