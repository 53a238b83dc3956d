import { Button, Buttons, DataTable, Details, drawPage, EmptyState, ErrorSummary, Foot, Hidden, NotificationBanner, Opening, Page, type PageViewer, Rows, Section, Verdict } from '#design'
import { dayInWords, daysBetween } from '#kernel'
import { DataCrumbs } from '../data-crumbs.tsx'
import { seriesLabel } from '../of-return.ts'
import { count, counted } from '../words.ts'
import { BesidePart } from './beside-part.tsx'
import type { LatestNumbers } from './school-numbers.ts'
import { ContestPart, WordsPart } from './school-words-part.tsx'
import type { ExpectedStanding, Setting, Stand } from './standing.ts'
import type { Word } from './words-said.ts'

type Return = ExpectedStanding & { stand: Stand }

export interface SchoolReturnsProps {
  viewer: PageViewer
  nonce: string
  setting: Setting
  today: string
  returns: Return[]
  /** The latest return of each kind beside the one before. */
  numbers: LatestNumbers[]
  words: Word[]
  names: Map<string, string>
  mayGive: boolean
  maySign: boolean
  once: string
  done: string | null
  wrong: { fields: Record<string, string>; message: string; typed: Record<string, string> } | null
}

/** What is due within so many days, and of a time that has begun, is what a setting owes. */
const SOON_DAYS = 35

/** A setting's own page: what waits for it, what it gave, and how its data look beside last time. */
export function drawSchoolReturns(props: SchoolReturnsProps) {
  const { viewer, nonce, setting, returns, today, wrong, done } = props
  const owes = returns.filter(({ stand, dueOn, coversFrom }) => stand.state === 'missing' || (stand.state === 'awaited' && coversFrom <= today && daysBetween(today, dueOn) <= SOON_DAYS))
  const unsigned = returns.filter(waitsForSignature)
  const [heading, ...more] = sentencesOf(props, owes, unsigned)
  return drawPage(
    <Page title={`${wrong ? 'Error: ' : ''}Returns of ${setting.name}`} viewer={viewer} path="/data" nonce={nonce} foot={<Foot lines={['Numbers are counted from the file as it was given. Write no child’s name on this page.']} />}>
      {wrong ? <ErrorSummary errors={Object.entries(wrong.fields).length ? Object.entries(wrong.fields).map(([field, text]) => ({ text, href: `#${field}` })) : [{ text: wrong.message, href: '#owes' }]} /> : null}
      <Opening kicker={<><DataCrumbs here="returns" beyond={setting.name} />, URN {setting.urn}</>} heading={heading} standfirst={more.length ? `${more.join('. ')}.` : undefined} />
      {done ? <Section><NotificationBanner kind="success" text={done} /></Section> : null}
      <Section heading="What waits" id="owes" aside={props.mayGive ? <a href="/data">Give a file</a> : undefined}>
        {owes.length || unsigned.length
          ? <Rows kind="diary" items={[...owes.filter(({ stand }) => stand.state === 'missing'), ...unsigned, ...owes.filter(({ stand }) => stand.state !== 'missing')].map((one) => <Waits {...props} one={one} />)} />
          : <EmptyState reason={returns.length ? 'Nothing is late, nothing waits to be signed, and nothing is due within five weeks.' : 'Nobody has said yet which returns are expected this school year.'} />}
      </Section>
      <BesidePart numbers={props.numbers} />
      {returns.length ? <Given {...props} /> : null}
      {props.maySign && returns.length ? <ContestPart {...props} /> : null}
      <WordsPart {...props} />
    </Page>,
  )
}

const waitsForSignature = ({ asksSignOff, stand }: Return) => asksSignOff && stand.batchId !== null && !stand.isSigned

/** What waits, the most pressing first: the first is the heading. */
function sentencesOf({ returns, maySign }: SchoolReturnsProps, owes: Return[], unsigned: Return[]): [string, ...string[]] {
  const late = owes.filter(({ stand }) => stand.state === 'missing').length
  const soon = owes.length - late
  const said = [
    late ? `${counted(late, 'return')} ${late === 1 ? 'is' : 'are'} late` : '',
    unsigned.length ? `${counted(unsigned.length, 'return')} ${unsigned.length === 1 ? 'waits' : 'wait'} ${maySign ? 'for you to sign' : 'for the head to sign'}` : '',
    soon ? `${counted(soon, 'return')} ${soon === 1 ? 'is' : 'are'} due within five weeks` : '',
  ].filter(Boolean)
  return said.length ? (said as [string, ...string[]]) : [returns.length ? 'Nothing is due' : 'No return is expected yet']
}

const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' })

function Waits(props: SchoolReturnsProps & { one: Return }) {
  const { one, today } = props
  const { dueOn, series, label, stand } = one
  const left = daysBetween(today, dueOn)
  return (
    <>
      <time datetime={dueOn}><b>{Number(dueOn.slice(8))}</b>{MONTH.format(new Date(dueOn))}</time>
      <div>
        <b>{seriesLabel(series)}</b><br /><span class="quiet">{label}</span>
        {stand.batchId === null ? <NothingToGive {...props} /> : <SignOff {...props} />}
      </div>
      <p class="left">{stand.batchId !== null ? <Verdict kind="doubt">to be signed</Verdict> : stand.state === 'missing' ? <Verdict kind="worse">{`${counted(-left, 'day')} late`}</Verdict> : left === 0 ? 'today' : `in ${counted(left, 'day')}`}</p>
    </>
  )
}

function NothingToGive({ one: { series, period, id, label }, setting, mayGive, once }: SchoolReturnsProps & { one: Return }) {
  if (!mayGive) return null
  return (
    <form method="post" action={`/returns/${setting.urn}/nil`}>
      <Hidden fields={{ once: `${once} ${id}`, series, period }} />
      <Buttons><Button kind="secondary">Nothing to give<span class="govuk-visually-hidden"> for {seriesLabel(series)}, {label}</span></Button></Buttons>
    </form>
  )
}

function SignOff({ one: { stand, series, period, id, label }, setting, maySign, numbers, once }: SchoolReturnsProps & { one: Return }) {
  const batch = <a href={`/data/${stand.batchId}`}>batch {stand.batchId}</a>
  return (
    <>
      <p class="small">{counted(stand.records ?? 0, 'record')} in {batch}{numbers.some((one) => one.batchId === stand.batchId && one.beforePeriod !== null) ? <>, <a href="#beside">beside last time</a></> : null}</p>
      {maySign ? (
        <form method="post" action={`/returns/${setting.urn}/sign`}>
          <Hidden fields={{ once: `${once} sign ${id}`, series, period }} />
          <Buttons><Button>Sign off<span class="govuk-visually-hidden"> {seriesLabel(series)}, {label}</span></Button></Buttons>
        </form>
      ) : null}
    </>
  )
}

const MOST_GIVEN = 6

function Given(props: SchoolReturnsProps) {
  const given = props.returns.filter(({ stand }) => ['received', 'late', 'nil'].includes(stand.state)).toReversed()
  const earlier = given.slice(MOST_GIVEN)
  return (
    <Section heading="What was given" id="given" aside="This school year, latest first">
      {given.length ? <GivenTable given={given.slice(0, MOST_GIVEN)} caption="Returns of this setting that are in" /> : <EmptyState reason="Nothing that was expected has been given this school year." />}
      {earlier.length ? <Details summary={`${counted(earlier.length, 'earlier return')}`}><GivenTable given={earlier} caption="Earlier returns of this setting" /></Details> : null}
    </Section>
  )
}

function GivenTable({ given, caption }: { given: Return[]; caption: string }) {
  return (
    <DataTable caption={caption} hidesCaption columns={['Return', 'Came', { label: 'Records', isNumber: true }, 'Signed off', 'File']}
      rows={given.map(({ series, label, asksSignOff, stand }) => [
        <>{seriesLabel(series)}<br /><span class="small quiet">{label}</span></>,
        stand.state === 'nil' ? 'Nothing to give' : <>{dayInWords(stand.receivedOn!)}{stand.daysLate ? <><br /><span class="small quiet">{counted(stand.daysLate, 'day')} late</span></> : null}</>,
        stand.records === null ? '–' : count(stand.records),
        stand.isSigned ? <Verdict kind="better">Signed</Verdict> : asksSignOff && stand.batchId !== null ? <Verdict kind="doubt">Waits for the head</Verdict> : <span class="quiet">not asked</span>,
        stand.batchId === null ? '–' : <a href={`/data/${stand.batchId}`}>Batch {stand.batchId}</a>,
      ])} />
  )
}
