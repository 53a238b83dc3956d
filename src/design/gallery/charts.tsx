import { CurveChart } from '../curve-chart.tsx'
import { GapChart } from '../gap-chart.tsx'
import { Columns, Note, Verdict } from '../parts.tsx'
import { RankChart } from '../rank-chart.tsx'
import { SmallCurve, Spark } from '../spark.tsx'
import { authorities, band, GROUPS, LATE, series, years } from './invented.ts'
import { PromiseSpecimen } from './promises.tsx'
import { Specimen } from './specimen.tsx'
import { SpreadSpecimens } from './spread.tsx'

/** Curves, ranks and groups, from the ordinary to the awkward. */
export function Charts() {
  return (
    <>
      <Specimen name="Curve" use="Where a figure has been and where it is going. The title is what it finds, as a sentence; lines are named at their ends; the same numbers are in the table below.">
        <Columns kind="margin"><CurveChart {...LATE} /><Note heading="Trend."><p>Down three years running.</p><p><b>If nothing changes,</b> 9.1% by 2027.</p></Note></Columns>
      </Specimen>
      <Specimen name="Curves that are harder to draw" use="The same chart, with what real series bring: a year nobody published, values below zero, millions and long names, one figure, no change at all, thirty-five periods.">
        <CurveChart id="jump" place="Exampleton" unit="" decimals={1} title="Attainment 8 is level with England" subtitle="Average score"
          points={series(['2016', '2017', '2018', '2019', '2022', '2023', '2024'], [47.1, 46.2, 45.9, 46.3, 47.9, 45.7, 45.9])} england={[48.5, 46.4, 46.5, 46.8, 48.9, 46.4, 46.1]} neighbours={band([44, 43.9, 43.8, 44, 45, 44, 43.5], [47, 46, 46, 46.2, 47.2, 46, 45.5])} />
        <CurveChart id="below" place="Exampleton" unit="" decimals={2} title="Progress 8 of pupils with a plan is steady, below zero" points={series(years(2017, 2024), [-1.04, -1.09, -1.17, -1.02, -0.98, -1.12, -1.11, -1.1])} england={[-1.04, -1.09, -1.17, -1.1, -1.05, -1.33, -1.12, -1.13]} neighbours={null} forecast={[{ period: '2025', value: -1.1, low: -1.4, high: -0.8 }]} />
        <CurveChart id="money" place="Upper Exampleton, Otherby and Northby" unit="£" decimals={0} title="The high needs block doubled in eight years" points={series(years(2017, 2024).map((year) => `${year}-${Number(year.slice(2)) + 1}`), [24_100_000, 25_900_000, 28_400_000, 33_000_000, 39_800_000, 44_100_000, 49_900_000, 52_345_678])} england={null} neighbours={null} />
        <CurveChart id="one" place="Exampleton" unit="%" decimals={1} title="The first figure of a new measure" points={series(['2024'], [37.2])} england={[41]} neighbours={[{ low: 35, high: 44, mean: 39, reporting: 10 }]} />
        <CurveChart id="same" place="Exampleton" unit="days" decimals={0} title="Twelve days, every year" points={series(years(2018, 2024), Array<number>(7).fill(12))} england={null} neighbours={null} />
        <CurveChart id="long" place="Exampleton" unit="per 10,000" decimals={1} title="Children looked after, over 35 years" points={series(LONG, LONG.map((_, at) => 60 + 14 * Math.sin(at / 4) + at / 3))} england={LONG.map((_, at) => 52 + at / 2.6)} neighbours={null}
          breaks={[{ period: '1998', note: 'short breaks no longer counted' }, { period: '2004', note: 'new collection' }, { period: '2015', note: 'young people remanded to youth detention accommodation are counted from here on' }]} />
      </Specimen>
      <Specimen name="Small curve and spark" use="Several curves side by side, each with its finding; a spark in a row of a table, beside its figure.">
        <Columns kind="three">
          <SmallCurve id="small-late" place="Exampleton" unit="%" decimals={1} title={<a href="#charts">Fewer than one new plan in ten is on time</a>} subtitle="Plans within 20 weeks, 2024" periods={years(2016, 2024)} values={[16.9, 75.3, 11.7, 24.7, 23.1, 42.5, 25.3, 22.6, 14]} england={LATE.england}><Verdict kind="worse" /><span>down 3 years running</span></SmallCurve>
          <SmallCurve id="small-gap" place="Exampleton" unit="" decimals={1} title={<a href="#charts">Attainment 8 with a plan</a>} periods={years(2015, 2024)} values={[14, 13.2, 13, null, null, null, 14.4, 14.2, 14.1, 14.6]} england={null}><Verdict kind="steady" /></SmallCurve>
          <div><Spark periods={years(2018, 2024)} values={[3, 4, 3.5, 5, 6, 5.5, 7]} england={[4, 4, 4.2, 4.1, 4.4, 4.6, 4.5]} target={6} /></div>
        </Columns>
      </Specimen>
      <Specimen name="Rank" use="Every authority in order, best first, where the source says which end is better; this place, its neighbours and England are named. Where neither end is better, nobody has a rank.">
        <RankChart {...RANKED} id="rank-high" title="From 100% to 3%: every authority in order" polarity="high" places={authorities(153, (at) => 100 * (1 - at / 157) ** 1.4)} england={45.9} withoutValue="Isles of Scilly: not applicable." />
        <RankChart {...RANKED} id="rank-none" period="2023" unit="" decimals={2} title="Below zero, and neither end is better" subtitle="Invented scores, 2023" polarity="none" places={authorities(40, (at) => 0.9 - at / 25)} england={-0.03} />
        <RankChart {...RANKED} id="rank-few" period="2022" title="Four authorities have a figure" subtitle="Invented figures of four, per cent, 2022" polarity="high" places={authorities(4, (at) => 90 - at * 10)} england={null} />
      </Specimen>
      <Specimen name="Groups and the gap" use="How far groups of children stand from all. A group without a figure keeps its row, with the reason.">
        <GapChart {...GROUPS} />
      </Specimen>
      <SpreadSpecimens />
      <PromiseSpecimen />
    </>
  )
}

const LONG = years(1990, 2024)
const RANKED = { place: 'Exampleton', period: '2024', unit: '%', decimals: 1, subtitle: 'Invented figures, per cent, 2024. Each bar is one authority; dark bars are statistical neighbours.', links: { why: '#charts', csv: '#charts' } }
