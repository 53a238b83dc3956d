import { Button, Buttons, DataTable, Details, drawPage, EmptyState, Foot, Hidden, NotificationBanner, Opening, Page, type PageViewer, Rows, Section, Select, TakeAway, Tally, Textarea, Verdict } from '#design'
import { dayInWords, daysBetween } from '#kernel'
import { DataCrumbs } from '../data-crumbs.tsx'
import { seriesLabel } from '../of-return.ts'
import { periodInWords } from '../period-words.ts'
import { count, counted } from '../words.ts'
import { Periods } from './periods-part.tsx'
import { countStands, type ExpectedStanding, type Setting, type StandCounts } from './standing.ts'
import type { Word } from './words-said.ts'

export interface ReturnsPageProps {
  viewer: PageViewer
  nonce: string
  /** As asked: the export takes the same. */
  search: string
  today: string
  year: number
  years: number[]
  within: number | undefined
  groups: { placeId: number; name: string }[]
  expected: ExpectedStanding[]
  settings: Setting[]
  contests: (Word & { setting: Setting | undefined })[]
  names: Map<string, string>
  mayKeep: boolean
  mayAnswer: boolean
  /** By return: what became of its latest reminder. */
  reminded: Map<string, string>
  once: string
  /** What was just done, in a sentence. */
  done: string | null
}

/** So many days ahead a return of a time that has begun is shown among those that are due; what is further off is folded away. */
const SOON_DAYS = 35
const MOST_PERIODS = 8

/** Which returns the area expects, and what has not come. */
export function drawReturnsPage(props: ReturnsPageProps) {
  const { viewer, nonce, expected, contests, mayKeep, done } = props
  const all = countStands(expected.flatMap(({ stands }) => stands))
  return drawPage(
    <Page title="Returns" viewer={viewer} path="/data" nonce={nonce} foot={<Foot lines={['Missing: expected, due and not received, and nobody has said that there is nothing to give. A figure made of such a return says so.']} />}>
      <Opening kicker={<DataCrumbs here="returns" />} heading={headingOf(expected, all)} standfirst={`School year ${props.year}/${String(props.year + 1).slice(2)}.${mayKeep ? '' : ' You see the settings you give returns for.'}`} aside={expected.length ? <Standing counts={all} /> : undefined} />
      {done ? <Section><NotificationBanner kind="success" text={done} /></Section> : null}
      {contests.length ? <Contests {...props} /> : null}
      <Choose {...props} />
      {expected.length ? <AllSeries {...props} /> : <None {...props} />}
      {expected.length ? <TakeAway subject={`/returns${props.search ? `?${props.search}` : ''}`} sheets once={props.once} /> : null}
    </Page>,
  )
}

function headingOf(expected: ExpectedStanding[], { missing, contested }: StandCounts) {
  if (!expected.length) return 'No return is expected yet'
  if (missing) return `${counted(missing, 'return')} ${missing === 1 ? 'is' : 'are'} expected and not received`
  return contested ? `Nothing is missing; ${counted(contested, 'return')} ${contested === 1 ? 'has a contested figure' : 'have contested figures'}` : 'Nothing is missing'
}

export function Standing({ counts: { received, late, nil, awaited, missing, contested } }: { counts: StandCounts }) {
  const line = (label: string, number: number, kind?: 'better' | 'worse' | 'steady' | 'doubt') => (number ? [{ label, count: count(number), ...(kind ? { kind } : {}) }] : [])
  return <Tally items={[...line('Missing', missing, 'worse'), ...line('Received', received + late, 'better'), ...line('of them late', late), ...line('Nothing to give', nil, 'steady'), ...line('Not due yet', awaited, 'doubt'), ...line('Contested', contested, 'doubt')]} />
}

function Choose({ year, years, within, groups, mayKeep }: ReturnsPageProps) {
  return (
    <Section isScreenOnly>
      <form method="get" action="/returns" class="cols two">
        <Select name="year" label="School year" value={year} items={years.map((one) => ({ value: one, text: `${one}/${String(one + 1).slice(2)}` }))} />
        {groups.length ? <Select name="within" label="Settings in" value={within ?? ''} items={[{ value: '', text: 'The whole area' }, ...groups.map(({ placeId, name }) => ({ value: placeId, text: name }))]} /> : null}
        <Buttons><Button kind="secondary">Show</Button>{mayKeep ? <a href="/returns/calendar">Change what is expected</a> : null}</Buttons>
      </form>
    </Section>
  )
}

const isNear = ({ coversFrom, dueOn }: ExpectedStanding, today: string) => dueOn <= today || (coversFrom <= today && daysBetween(today, dueOn) <= SOON_DAYS)

/** What is missing first; kinds of which nothing is due yet together at the end. */
function AllSeries(props: ReturnsPageProps) {
  const { expected, today } = props
  const missing = (some: ExpectedStanding[]) => countStands(some.flatMap(({ stands }) => stands)).missing
  const bySeries = [...Map.groupBy(expected, ({ series }) => series)].sort(([, a], [, b]) => missing(b) - missing(a))
  const ahead = bySeries.filter(([, some]) => !some.some((one) => isNear(one, today)))
  return (
    <>
      {bySeries.filter((one) => !ahead.includes(one)).map(([series, some]) => <OneSeries {...props} series={series} some={some} />)}
      {ahead.length ? (
        <Section heading="Not due yet" id="ahead">
          <DataTable caption="Returns of which none is due yet" hidesCaption columns={['Return', 'Next', 'Due', 'From']}
            rows={ahead.map(([series, some]) => [seriesLabel(series), some[0]!.label, dayInWords(some[0]!.dueOn), some[0]!.byWhom === 'authority' ? 'The authority' : 'Each setting'])} />
        </Section>
      ) : null}
    </>
  )
}

function OneSeries(props: ReturnsPageProps & { series: string; some: ExpectedStanding[] }) {
  const { series, some, today } = props
  const near = some.filter((one) => isNear(one, today)).toReversed()
  const [shown, earlier] = [near.slice(0, MOST_PERIODS), near.slice(MOST_PERIODS)]
  const later = some.filter((one) => !isNear(one, today))
  return (
    <Section heading={seriesLabel(series)} id={series} aside={some[0]!.byWhom === 'authority' ? 'Given by the authority' : 'Given by each setting'}>
      <Periods some={shown} label={`${seriesLabel(series)}, latest first`} />
      <Missing {...props} some={some} />
      {earlier.length ? <Details summary={`${counted(earlier.length, 'earlier period')}`}><Periods some={earlier} label="Earlier" /></Details> : null}
      {later.length ? <Details summary={`${counted(later.length, 'period')} later in the year`}><Periods some={later} label="Later" /></Details> : null}
    </Section>
  )
}

/** Who has not given it, by name, most behind first, and the letter that asks them to. */
function Missing({ some, settings, mayKeep, reminded, once }: ReturnsPageProps & { some: ExpectedStanding[] }) {
  const owed = some.flatMap((one) => one.stands.filter(({ state }) => state === 'missing').map((stand) => ({ ...stand, label: one.label })))
  if (!owed.length) return null
  const known = new Map(settings.map((setting) => [setting.placeId, setting]))
  const bySetting = [...Map.groupBy(owed, ({ placeId }) => placeId)].sort(([, a], [, b]) => b.length - a.length || b[0]!.daysLate - a[0]!.daysLate)
  const due = some.filter(({ stands }) => stands.some(({ state }) => state === 'missing')).toReversed()
  return (
    <Details summary={some[0]!.byWhom === 'settings' ? `Expected and not received, from ${counted(bySetting.length, 'setting')}` : 'Expected and not received'} open={bySetting.length <= 12}>
      <ul class="govuk-list">
        {bySetting.map(([placeId, list]) => {
          const setting = known.get(placeId)
          return <li>{setting ? <a href={`/returns/${setting.urn}`}><bdi>{setting.name}</bdi></a> : 'The authority'} <span class="small quiet">{list.length === 1 ? list[0]!.label : counted(list.length, 'period')}, {counted(list[0]!.daysLate, 'day')} late</span></li>
        })}
      </ul>
      {mayKeep && some[0]!.byWhom === 'settings' ? (
        <form method="post" action="/returns/remind" class="no-print">
          <Hidden fields={{ once: `${once} ${some[0]!.series}` }} />
          {due.length > 1 ? <Select name="expected" id={`remind-${some[0]!.series}`} label="Remind by e-mail of" items={due.map(({ id, label }) => ({ value: id, text: label }))} /> : <Hidden fields={{ expected: due[0]!.id }} />}
          <Buttons><Button kind="secondary">Remind {due.length > 1 ? 'those who owe it' : bySetting.length === 1 ? 'it by e-mail' : `these ${count(bySetting.length)} by e-mail`}</Button></Buttons>
          {due.map(({ id, label }) => (reminded.has(id) ? <p class="small quiet">{due.length > 1 ? `${label}: ` : null}{reminded.get(id)}</p> : null))}
        </form>
      ) : null}
    </Details>
  )
}

function Contests({ contests, names, mayAnswer, today, once }: ReturnsPageProps) {
  return (
    <Section heading="Contested figures" id="contested" aside="The clock that runs out first stands first">
      <Rows items={contests.map(({ id, setting, series, period, figure, body, dueOn, by }) => (
        <>
          <p><b>{setting ? <a href={`/returns/${setting.urn}`}><bdi>{setting.name}</bdi></a> : 'The authority'}</b>, {seriesLabel(series)}, {periodInWords(series, period)}: <b><bdi>{figure}</bdi></b> <Clock dueOn={dueOn!} today={today} /></p>
          <p dir="auto">{body}</p>
          <p class="small quiet">{names.get(by) ?? by}</p>
          {mayAnswer ? (
            <form method="post" action="/returns/answer">
              <Hidden fields={{ once: `${once} ${id}`, word: id }} />
              <Textarea name="answer" id={`answer-${id}`} label="Answer" rows={2} dir="auto" hint="What was found, and what is done about it. Name no child" />
              <Buttons><Button kind="secondary">Answer</Button></Buttons>
            </form>
          ) : null}
        </>
      ))} />
    </Section>
  )
}

export function Clock({ dueOn, today }: { dueOn: string; today: string }) {
  const left = daysBetween(today, dueOn)
  return left < 0 ? <Verdict kind="worse">{`${counted(-left, 'day')} over`}</Verdict> : <Verdict kind="doubt">{`answer by ${dayInWords(dueOn)}`}</Verdict>
}

function None({ mayKeep, year }: ReturnsPageProps) {
  return (
    <Section>
      <EmptyState reason={`Nobody has said which returns are expected in ${year}/${String(year + 1).slice(2)}.`}>
        {mayKeep ? <p><a href={`/returns/calendar?year=${year}`}>Look at the calendar Belong proposes</a>: school censuses, weekly attendance, suspensions, SEN2 and the rest, each with its day. You choose what holds.</p> : <p>The data manager of the area says which.</p>}
      </EmptyState>
    </Section>
  )
}
