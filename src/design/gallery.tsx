import type { ComponentChildren } from 'preact'
import {
  BackLink, BATCH_STATES, BigNumber, Breadcrumbs, Button, Buttons, Checkboxes, Columns, Counts, CurveChart, type CurveChartProps, type CurvePoint, DataTable, DateInput,
  Details, EmptyState, ErrorSummary, FileUpload, Found, GapChart, Input, InsetText, Note, NotificationBanner, Opening, Page, Pagination, pagesAround, ProgressBar,
  Radios, RankChart, type RankPlace, Rows, Section, Select, SmallCurve, Spark, StateTag, Steps, SummaryList, Table, Tag, Tally, Textarea, Verdict, WarningText,
} from './index.ts'

/** Every component in its states, with invented figures, so that it can be looked at and checked before any room uses it. */
export function galleryPages(nonce: string): Record<string, ReturnType<typeof Page>> {
  return {
    measure: <Shell nonce={nonce} title="A measure"><MeasureExample /></Shell>,
    curves: <Shell nonce={nonce} title="Curves"><Curves /></Shell>,
    ranks: <Shell nonce={nonce} title="Ranks and groups"><Ranks /></Shell>,
    parts: <Shell nonce={nonce} title="Parts"><Parts /></Shell>,
    forms: <Shell nonce={nonce} title="Forms"><Forms /></Shell>,
  }
}

function Shell({ nonce, title, children }: { nonce: string; title: string; children: ComponentChildren }) {
  const areas = [{ name: 'Exampleton', slug: 'exampleton' }, { name: 'Otherby', slug: 'otherby' }]
  const viewer = { name: 'Ada Example', roleTitle: 'SEND programme', areaName: 'Exampleton', areaSlug: 'exampleton', areaColour: '#0b5566', areas }
  return (
    <Page title={title} viewer={viewer} path="/measures/example" nonce={nonce} foot={<p><b>Design gallery.</b> Every figure, place and person on this page is invented.</p>}>
      {children}
    </Page>
  )
}

const years = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => `${from + at}`)
const series = (periods: string[], values: (number | null)[], missing = 'x'): CurvePoint[] =>
  periods.map((period, at) => ({ period, value: values[at] ?? null, missing: values[at] === null || values[at] === undefined ? missing : null }))
const band = (low: number[], high: number[]) => low.map((value, at) => ({ low: value, high: high[at]!, mean: (value + high[at]!) / 2, reporting: 10 }))

const LATE: CurveChartProps = {
  id: 'late', place: 'Exampleton', unit: '%', decimals: 1,
  title: 'Exampleton is 43 points below its neighbours and heading for 9% unless something changes',
  subtitle: 'New plans issued within 20 weeks, per cent. Calendar years 2016 to 2024, forecast and target to 2027.',
  source: 'Invented figures. Loaded 29 January 2026; next release due June 2026.', links: { why: '#why', csv: '#csv' },
  points: series(years(2016, 2024), [16.9, 75.3, 11.7, 24.7, 23.1, 42.5, 25.3, 22.6, 14.0]),
  england: [55.7, 61.3, 58, 58.7, 55.6, 57.9, 47.7, 49.1, 45.9],
  neighbours: band([14.2, 30.3, 26.9, 40.7, 42.1, 37.2, 35.6, 44.1, 34.8], [57.8, 61.6, 48.4, 63.7, 79.9, 71.1, 78.9, 58.7, 81]),
  forecast: [{ period: '2025', value: 11.2, low: 4, high: 20 }, { period: '2026', value: 9.8, low: 1, high: 24 }, { period: '2027', value: 9.1, low: 0, high: 28 }],
  targets: [{ period: '2025', value: 22 }, { period: '2026', value: 38 }, { period: '2027', value: 50 }],
  breaks: [{ period: '2023', note: 'counted child by child' }], aheadNote: 'Baseline set March 2026',
}

function MeasureExample() {
  return (
    <>
      <Opening
        kicker={<><a href="/">Exampleton</a> · <b>Help comes on time</b> · headline indicator</>}
        heading="Exampleton issued 14.0% on time in 2024: below England’s 45.9%, and lower three years running"
        standfirst="62 of 442 new plans met the 20-week legal limit. England stood at 45.9%, the ten neighbours at 57.2% on average."
        aside={<BigNumber value="14.0" unit="%"><p>62 of 442 new plans, 2024<br />22.6% the year before</p><p><Verdict kind="worse" /></p><p>Down three years running. <a href="#why">Why is this number what it is?</a></p></BigNumber>} />
      <Section isFull><Columns kind="margin"><CurveChart {...LATE} /><Note heading="Trend."><p>Down three years running.</p><p><b>If nothing changes,</b> 9.1% by 2027: half of each year’s change goes on, each year less.</p></Note></Columns></Section>
      <Section heading="Groups and the gap" aside="Who waits longest"><GapChart {...GROUPS} /></Section>
      <Section heading="What we will do" aside="Each action names the part of the curve it moves">
        <Rows kind="acts" items={[
          <><div><b>Decide requests twice a week, not monthly</b><br /><span class="quiet">Expected effect: +9 points by 2026</span></div><div>A. Example<br /><span class="quiet">30 April 2026</span></div><div><Verdict kind="better">On time</Verdict></div></>,
          <><div><b>Shared request form with an evidence checklist</b></div><div>Heads’ group<br /><span class="quiet">1 September 2026</span></div><div><Verdict kind="steady">Not started</Verdict></div></>,
        ]} />
      </Section>
      <Section heading="Why is this number what it is?" id="why">
        <Steps steps={[{ text: <><b>14.0%</b> is 62 ÷ 442, rounded to one decimal at the end.</> }, { text: <>Read from <Found>timeliness.csv</Found>, row 4,218.</> }]} />
      </Section>
    </>
  )
}

const academic = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => `${from + at}/${String(from + at + 1).slice(2)}`)
const plain = { england: null, neighbours: null }

function Curves() {
  const absence = academic(2015, 2024)
  const long = years(1990, 2024)
  return (
    <>
      <Opening heading="Curves in every weather" standfirst="Missing years, one point, none, below zero, millions, breaks, long names." />
      <Section heading="Gaps in the series"><CurveChart id="gap" place="Exampleton" unit="%" decimals={2} title="Absence never came back to where it was" subtitle="Overall absence, per cent"
        points={series(absence, [4.6, 4.7, 4.83, 4.9, null, null, 7.61, 7.42, 7.2, 7.05]).map((point, at) => (at === 9 ? { ...point, status: 'provisional' } : point))}
        england={[4.57, 4.7, 4.8, 4.73, null, null, 7.6, 7.4, 7.1, 6.9]} neighbours={null} targets={[{ period: '2026/27', value: 6 }]} /></Section>
      <Section heading="A year nobody published"><CurveChart id="jump" place="Exampleton" unit="" decimals={1} title="Attainment 8 is level with England" subtitle="Average score"
        points={series(['2016', '2017', '2018', '2019', '2022', '2023', '2024'], [47.1, 46.2, 45.9, 46.3, 47.9, 45.7, 45.9])} england={[48.5, 46.4, 46.5, 46.8, 48.9, 46.4, 46.1]} neighbours={band([44, 43.9, 43.8, 44, 45, 44, 43.5], [47, 46, 46, 46.2, 47.2, 46, 45.5])} /></Section>
      <Section heading="Below zero"><CurveChart id="below" place="Exampleton" unit="" decimals={2} title="Progress 8 of pupils with a plan is steady, below zero" points={series(years(2017, 2024), [-1.04, -1.09, -1.17, -1.02, -0.98, -1.12, -1.11, -1.1])} england={[-1.04, -1.09, -1.17, -1.1, -1.05, -1.33, -1.12, -1.13]} neighbours={null} forecast={[{ period: '2025', value: -1.1, low: -1.4, high: -0.8 }]} /></Section>
      <Section heading="Millions, and a long name"><CurveChart id="money" place="Bournemouth, Christchurch and Poole" unit="£" decimals={0} title="The high needs block doubled in eight years" points={series(years(2017, 2024).map((year) => `${year}-${Number(year.slice(2)) + 1}`), [24_100_000, 25_900_000, 28_400_000, 33_000_000, 39_800_000, 44_100_000, 49_900_000, 52_345_678])} {...plain} /></Section>
      <Section heading="One figure"><CurveChart id="one" place="Exampleton" unit="%" decimals={1} title="The first figure of a new measure" points={series(['2024'], [37.2])} england={[41]} neighbours={[{ low: 35, high: 44, mean: 39, reporting: 10 }]} /></Section>
      <Section heading="None at all"><CurveChart id="none" place="Exampleton" unit="%" decimals={1} title="Exampleton’s figures are withheld" points={series(years(2019, 2024), [], 'c')} england={[3.1, 3.4, 3.3, 3.2, 3.7, 3.9]} neighbours={null} /></Section>
      <Section heading="Nothing to draw"><CurveChart id="void" place="Exampleton" unit="%" decimals={1} title="No period has been published yet" points={[]} {...plain} /></Section>
      <Section heading="Always the same"><CurveChart id="same" place="Exampleton" unit="days" decimals={0} title="Twelve days, every year" points={series(years(2018, 2024), [12, 12, 12, 12, 12, 12, 12])} {...plain} /></Section>
      <Section heading="The latest is missing"><CurveChart id="latest" place="Exampleton" unit="%" decimals={1} title="No figure for 2024 yet" points={series(years(2018, 2024), [91.2, 92.4, 93.1, 92.8, 94, 93.6, null], 'not-reported')} england={[92, 92.3, 92.8, 93, 93.1, 93.3, 93.4]} neighbours={null} /></Section>
      <Section heading="Thirty-five periods, three breaks"><CurveChart id="long" place="Exampleton" unit="per 10,000" decimals={1} title="Children looked after, over 35 years" points={series(long, long.map((_, at) => 60 + 14 * Math.sin(at / 4) + at / 3))} england={long.map((_, at) => 52 + at / 2.6)} neighbours={null}
        breaks={[{ period: '1998', note: 'short breaks no longer counted' }, { period: '2004', note: 'new collection' }, { period: '2015', note: 'young people remanded to youth detention accommodation are counted from here on' }]} /></Section>
      <Section heading="Small curves">
        <Columns kind="three">
          <SmallCurve id="s1" place="Exampleton" unit="%" decimals={1} title={<a href="#s1">Fewer than one new plan in ten is on time</a>} subtitle="Plans within 20 weeks, 2024" periods={years(2016, 2024)} values={[16.9, 75.3, 11.7, 24.7, 23.1, 42.5, 25.3, 22.6, 14]} england={LATE.england}><Verdict kind="worse" /><span>down 3 years running</span></SmallCurve>
          <SmallCurve id="s2" place="Exampleton" unit="" decimals={1} title={<a href="#s2">Attainment 8 with a plan</a>} periods={absence} values={[14, 13.2, 13, null, null, null, 14.4, 14.2, 14.1, 14.6]} england={null}><Verdict kind="steady" /></SmallCurve>
          <SmallCurve id="s3" place="Exampleton" unit="%" decimals={1} title={<a href="#s3">Not published for Exampleton</a>} periods={years(2016, 2024)} values={[null, null, null, null, null, null, null, null, null]}><Verdict kind="doubt" /></SmallCurve>
        </Columns>
      </Section>
    </>
  )
}

const GROUPS = {
  id: 'groups', place: 'Exampleton', period: '2024', unit: '%', decimals: 1, title: 'One in ten aged 11 to 15 was on time; among under fives, one in six',
  subtitle: 'New plans issued within 20 weeks, per cent, 2024', source: 'Invented figures.', links: { csv: '#csv' }, all: { label: 'All', value: 14.0 },
  groups: [
    { label: 'Under 5', value: 16.3, missing: null, numerator: 27, denominator: 166, england: 47.2 },
    { label: '5 to 10', value: 14.4, missing: null, numerator: 26, denominator: 181, england: 44 },
    { label: '16 and over', value: 0, missing: null, numerator: 0, denominator: 9 },
    { label: 'Any other White background, including Gypsy, Roma and Traveller of Irish heritage', value: 26.3, missing: null, numerator: 10, denominator: 38, england: 40 },
    { label: 'Not recorded', value: null, missing: 'c' },
  ],
}

function Ranks() {
  const places = (count: number, value: (at: number) => number): RankPlace[] => Array.from({ length: count }, (_, at) => ({
    code: `X${at}`, name: at === 120 ? 'Exampleton' : NEIGHBOURS[Math.floor(at / 11)] && at % 11 === 4 ? NEIGHBOURS[Math.floor(at / 11)]! : `Place ${at + 1}`, value: value(at),
    kind: at === 120 ? 'us' : NEIGHBOURS[Math.floor(at / 11)] && at % 11 === 4 ? 'neighbour' : 'other',
  }))
  const shared = { place: 'Exampleton', period: '2024', unit: '%', decimals: 1, subtitle: 'Invented figures, per cent, 2024. Each bar is one authority; dark bars are statistical neighbours.', links: { why: '#why', csv: '#csv' } }
  return (
    <>
      <Opening heading="Exampleton is 121st of 153, and last among its neighbours" standfirst="All ten statistical neighbours did better." />
      <Section isFull><RankChart {...shared} id="r1" title="From 100% to 3%: every authority in order" polarity="high" places={places(153, (at) => 100 * (1 - at / 157) ** 1.4)} england={45.9} withoutValue="Isles of Scilly: not applicable." /></Section>
      <Section isFull><RankChart {...shared} id="r2" title="Least absence first" polarity="low" places={places(153, (at) => 4 + at / 30)} england={7.1} /></Section>
      <Section isFull><RankChart {...shared} id="r3" unit="" decimals={2} title="Below zero, and neither end is better" polarity="none" places={places(153, (at) => 0.9 - at / 70)} england={-0.03} /></Section>
      <Section isFull><RankChart {...shared} id="r4" title="Four authorities have a figure" polarity="high" places={places(4, (at) => 90 - at * 10)} england={null} /></Section>
      <Section heading="Groups and the gap"><GapChart {...GROUPS} id="g2" /></Section>
      <Section heading="No figures"><GapChart {...GROUPS} id="g3" all={{ label: 'All', value: null }} groups={[{ label: 'Girls', value: null, missing: 'x' }, { label: 'Boys', value: null, missing: 'x' }]} /></Section>
      <Section heading="Exampleton and its neighbours">
        <DataTable caption="Exampleton and its neighbours, 2024" columns={['Place, and how alike', { label: '2024, %', isNumber: true }, { label: 'Change, points', isNumber: true }, { label: 'Rank of 153', isNumber: true }]}
          rows={[[<><b>Northby</b><br /><span class="small quiet">very close</span></>, '93.5', '+3.3', 18], { cells: [<><b>Exampleton</b><br /><span class="small quiet">this place</span></>, '14.0', '−8.6', 121], isUs: true }]} />
      </Section>
    </>
  )
}

const NEIGHBOURS = ['Northby', 'Peterstow', 'Wall End', 'Boltby', 'Coventon', 'Shefford', 'Rochby', 'Stoke-under-Hill', 'Tameston', 'Kirkby-le-Moor']

function Parts() {
  return (
    <>
      <Breadcrumbs items={[{ text: 'Data', href: '#' }, { text: 'Imports', href: '#' }, { text: 'Batch 12' }]} />
      <Opening kicker={<><a href="#data">Data</a> · <b>while it runs</b></>} heading="Checking: 29,412 of 48,216 rows" standfirst="You can close this page. The check goes on."
        aside={<Tally items={[{ label: 'Stops the import', count: 3, kind: 'worse' }, { label: 'Needs your word', count: 41, kind: 'doubt' }, { label: 'For your notice', count: 212 }]} />} />
      <Section heading="Where it is" aside={<>The page looks again every 5 seconds; <a href="#now">look now</a></>}>
        <ProgressBar id="pr" label="Rows checked" done={29412} of={48216} />
        <Steps steps={[{ text: 'Received, 18.4 MB', state: <Verdict kind="better">Done</Verdict> }, { text: 'Checking rows against 214 rules', state: '61%', isCurrent: true }, { text: 'Your decision', state: 'Not yet', isAhead: true }]} />
      </Section>
      <Section heading="What would change" aside="Nothing has been changed yet"><Counts items={[{ label: 'New', count: '412' }, { label: 'Changed', count: 37 }, { label: 'The same', count: '47,720' }, { label: 'Left out', count: 3 }]} /></Section>
      <Section heading="States"><Rows items={BATCH_STATES.map((state) => <StateTag state={state} />)} /><Rows items={[<Verdict kind="better" />, <Verdict kind="worse" />, <Verdict kind="steady" />, <Verdict kind="doubt" />]} /></Section>
      <Section heading="Nothing here"><EmptyState reason="No target has been set for this measure."><p>Set one below, with a reason.</p></EmptyState><BigNumber value={null} why="Withheld to protect people" /><BigNumber value="52,345,678" unit="£" /><BigNumber value="83.2" unit="per 10,000" /></Section>
      <Section heading="GOV.UK parts">
        <NotificationBanner kind="success" text="The target was set." titleId="b1" />
        <NotificationBanner text="This is a practice system." titleId="b2" />
        <InsetText>Figures before 2023 were counted another way.</InsetText>
        <WarningText>This cannot be undone after 30 days.</WarningText>
        <p><Tag>legal date</Tag> <BackLink href="#">Back</BackLink></p>
        <SummaryList rows={[{ key: 'Draft', value: <a href="#d">Story behind suspensions</a>, actions: [{ href: '#c', text: 'Change', about: 'the draft' }] }, { key: 'Messages', value: '2 unread' }]} />
        <Details summary="How this is counted"><p>Every plan, exceptions included.</p></Details>
        <Table caption="Months" columns={[{ label: 'Month' }, { label: 'Rate', isNumber: true }]} rows={[['January', '85'], ['February', '75']]} firstIsHeader />
        <Pagination {...pagesAround(10, 40, (page) => `#${page}`)} />
        <p>Trend <Spark periods={years(2018, 2024)} values={[3, 4, 3.5, 5, 6, 5.5, 7]} england={[4, 4, 4.2, 4.1, 4.4, 4.6, 4.5]} target={6} /></p>
        <Rows kind="diary" items={[<><time dateTime="2026-03-18"><b>18</b>March</time><div><a href="#a"><b>Decide whether to issue a plan</b></a> <Tag>legal date</Tag><br /><span class="quiet">Week 16 passed on Wednesday.</span></div><p class="left worse"><Verdict kind="worse">2 days late</Verdict></p></>]} />
      </Section>
    </>
  )
}

function Forms() {
  return (
    <>
      <Opening heading="Set a target" standfirst="Say where this should be, by when, and why." />
      <Section heading="The target">
        <ErrorSummary errors={[{ text: 'Enter the value as a number, like 50', href: '#value' }, { text: 'Say why', href: '#reason' }]} />
        <form method="post">
          <Input name="value" label="Value" hint="Derby’s last figure is 14.0%" error="Enter the value as a number, like 50" suffix="%" width={5} value="fifty" inputMode="decimal" />
          <Select name="period" label="By when" items={years(2025, 2030).map((text) => ({ text, value: text }))} value="2027" />
          <Textarea name="reason" label="Why this is right" error="Say why" rows={4} />
          <DateInput id="due" legend="When it is due" hint="For example, 31 3 2027" values={{ day: 31, month: 3, year: 2027 }} />
          <Radios name="kind" legend="Compared with" value="n" items={[{ value: 'n', text: 'Statistical neighbours', hint: 'The ten nearest by DfE’s model' }, { value: 'r', text: 'Region' }, { divider: 'or' }, { value: 'e', text: 'England' }]} />
          <Checkboxes name="ack" legend="Queries" isSmall values={['a']} items={[{ value: 'a', text: 'We have checked: these are right' }]} />
          <FileUpload name="file" label="A file of figures" hint="CSV, parquet, workbook or zip" multiple />
          <Buttons><Button>Set this target</Button><Button kind="secondary">Preview</Button><Button unavailable={{ describedBy: 'whynot' }}>Take this file in</Button><a href="#x">Throw this file away</a></Buttons>
          <p class="small quiet" id="whynot">Can’t take it in yet: 3 rows stop it.</p>
        </form>
      </Section>
    </>
  )
}
