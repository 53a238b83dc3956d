import { CurveChart } from '../curve-chart.tsx'
import { GapChart } from '../gap-chart.tsx'
import { Columns, EmptyState, Verdict } from '../parts.tsx'
import { RankChart } from '../rank-chart.tsx'
import { SmallCurve } from '../spark.tsx'
import { GROUPS, series, years } from './invented.ts'
import { Specimen } from './specimen.tsx'

/** What stands where there is nothing. */
export function Voids() {
  const plain = { england: null, neighbours: null }
  return (
    <>
      <Specimen name="Nothing here yet" use="A list, a section or a page without anything in it: why that is, and what will appear or can be done.">
        <EmptyState reason="No target has been set for this measure."><p>Set one below, with a reason.</p></EmptyState>
        <EmptyState reason="Expected, not received."><p>Waits for speech therapy were due on 10 March. It is not zero.</p></EmptyState>
      </Specimen>
      <Specimen name="A chart without figures" use="An empty frame with its reason, beside what is known of others.">
        <CurveChart id="none" place="Exampleton" unit="%" decimals={1} title="Exampleton’s figures are withheld" points={series(years(2019, 2024), [], 'c')} england={[3.1, 3.4, 3.3, 3.2, 3.7, 3.9]} neighbours={null} />
        <CurveChart id="void" place="Exampleton" unit="%" decimals={1} title="No period has been published yet" points={[]} {...plain} />
        <GapChart {...GROUPS} id="no-groups" period="2023" title="No group has a figure" all={{ label: 'All', value: null }} groups={[{ label: 'Girls', value: null, missing: 'x' }, { label: 'Boys', value: null, missing: 'x' }]} />
        <RankChart id="no-ranks" title="Nobody has a figure" place="Exampleton" period="2021" unit="%" decimals={1} polarity="high" places={[]} england={null} />
        <Columns kind="three"><SmallCurve id="small-void" place="Exampleton" unit="%" decimals={1} title="Not published for Exampleton" periods={years(2016, 2024)} values={Array<null>(9).fill(null)}><Verdict kind="doubt" /></SmallCurve></Columns>
      </Specimen>
      <Specimen name="A year missing, a series that breaks" use="The line stops, and says why where it stops. What lies on two sides of a break is never joined or compared.">
        <CurveChart id="gap" place="Exampleton" unit="%" decimals={2} title="Absence never came back to where it was" subtitle="Overall absence, per cent, with two years nobody collected"
          points={series(ACADEMIC, [4.6, 4.7, 4.83, 4.9, null, null, 7.61, 7.42, 7.2, 7.05]).map((point, at) => (at === 9 ? { ...point, status: 'provisional' } : point))}
          england={[4.57, 4.7, 4.8, 4.73, null, null, 7.6, 7.4, 7.1, 6.9]} neighbours={null} targets={[{ period: '2026/27', value: 6 }]} />
        <CurveChart id="latest" place="Exampleton" unit="%" decimals={1} title="No figure for 2024 yet" points={series(years(2018, 2024), [91.2, 92.4, 93.1, 92.8, 94, 93.6, null], 'not-reported')} england={[92, 92.3, 92.8, 93, 93.1, 93.3, 93.4]} neighbours={null} />
      </Specimen>
    </>
  )
}

const ACADEMIC = years(2015, 2024).map((year) => `${year}/${String(Number(year) + 1).slice(2)}`)
