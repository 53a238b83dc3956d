import { Button, Buttons, DataTable, drawPage, EmptyState, ErrorSummary, Foot, Hidden, Input, NotificationBanner, Opening, Page, type PageViewer, Rows, Section, Select, Textarea, Verdict } from '#design'
import { dayInWords } from '#kernel'
import { type NumberLine, seriesLabel } from '../of-return.ts'
import { changeOf, shown } from '../return-part.tsx'
import { count, counted, moment } from '../words.ts'
import { Clock } from './returns-page.tsx'
import { daysBetween } from './school-days.ts'
import type { ExpectedStanding, Setting, Stand } from './standing.ts'
import type { Word } from './words-said.ts'

export interface SchoolReturnsProps {
  viewer: PageViewer
  nonce: string
  setting: Setting
  today: string
  returns: (ExpectedStanding & { stand: Stand })[]
  /** The latest return of each kind beside the one before. */
  numbers: { series: string; batchId: number; period: string; beforePeriod: string | null; lines: NumberLine[] }[]
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

/** A setting's own page: what it owes, what it gave, and how its data look beside last time. */
export function drawSchoolReturns(props: SchoolReturnsProps) {
  const { viewer, nonce, setting, returns, today, wrong, done } = props
  const owes = returns.filter(({ stand, dueOn, coversFrom }) => stand.state === 'missing' || (stand.state === 'awaited' && coversFrom <= today && daysBetween(today, dueOn) <= SOON_DAYS))
  const late = owes.filter(({ stand }) => stand.state === 'missing').length
  const heading = late ? `${counted(late, 'return')} ${late === 1 ? 'is' : 'are'} late` : owes.length ? `${counted(owes.length, 'return')} due within five weeks` : 'Nothing is due'
  return drawPage(
    <Page title={`${wrong ? 'Error: ' : ''}Returns of ${setting.name}`} viewer={viewer} path="/data" nonce={nonce} foot={<Foot lines={['Numbers are counted from the file as it was given. Write no child’s name on this page.']} />}>
      {wrong ? <ErrorSummary errors={Object.entries(wrong.fields).length ? Object.entries(wrong.fields).map(([field, text]) => ({ text, href: `#${field}` })) : [{ text: wrong.message, href: '#owes' }]} /> : null}
      <Opening kicker={<><a href="/returns">Returns</a> · <bdi>{setting.name}</bdi>, URN {setting.urn}</>} heading={heading} />
      {done ? <Section><NotificationBanner kind="success" text={done} /></Section> : null}
      <Section heading="What is owed" id="owes" aside={<a href="/data">Give a file</a>}>
        {owes.length ? <Rows kind="diary" items={owes.map((one) => <Owed {...props} one={one} />)} /> : <EmptyState reason="Nothing is late, and nothing is due within five weeks." />}
      </Section>
      <Given {...props} />
      {props.numbers.map((one) => <Beside one={one} />)}
      {props.maySign && returns.length ? <Contest {...props} /> : null}
      {props.words.length ? <Words {...props} /> : null}
    </Page>,
  )
}

const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' })

function Owed({ one, setting, today, mayGive, once }: SchoolReturnsProps & { one: SchoolReturnsProps['returns'][number] }) {
  const { dueOn, series, label, period, id, stand } = one
  const left = daysBetween(today, dueOn)
  return (
    <>
      <time datetime={dueOn}><b>{Number(dueOn.slice(8))}</b>{MONTH.format(new Date(dueOn))}</time>
      <div>
        <b>{seriesLabel(series)}</b><br /><span class="quiet">{label}</span>
        {mayGive ? (
          <form method="post" action={`/returns/${setting.urn}/nil`}>
            <Hidden fields={{ once: `${once} ${id}`, series, period }} />
            <Buttons><Button kind="secondary">Nothing to give<span class="govuk-visually-hidden"> for {seriesLabel(series)}, {label}</span></Button></Buttons>
          </form>
        ) : null}
      </div>
      <p class="left">{stand.state === 'missing' ? <Verdict kind="worse">{`${counted(-left, 'day')} late`}</Verdict> : left === 0 ? 'today' : `in ${counted(left, 'day')}`}</p>
    </>
  )
}

function Given(props: SchoolReturnsProps) {
  const given = props.returns.filter(({ stand }) => ['received', 'late', 'nil'].includes(stand.state)).toReversed()
  return (
    <Section heading="What was given" id="given" aside="This school year, latest first">
      {given.length ? (
        <DataTable caption="Returns of this setting that are in" hidesCaption columns={['Return', 'Came', { label: 'Records', isNumber: true }, 'Signed off', 'File']}
          rows={given.map((one) => [
            <>{seriesLabel(one.series)}<br /><span class="small quiet">{one.label}</span></>,
            one.stand.state === 'nil' ? 'Nothing to give' : <>{dayInWords(one.stand.receivedOn!)}{one.stand.daysLate ? <><br /><Verdict kind="worse">{`${counted(one.stand.daysLate, 'day')} late`}</Verdict></> : null}</>,
            one.stand.records === null ? '–' : count(one.stand.records), <SignOff {...props} one={one} />,
            one.stand.batchId === null ? '–' : <a href={`/data/${one.stand.batchId}`}>Batch {one.stand.batchId}</a>,
          ])} />
      ) : <EmptyState reason="Nothing has been given this school year." />}
    </Section>
  )
}

function SignOff({ one, setting, maySign, once }: SchoolReturnsProps & { one: SchoolReturnsProps['returns'][number] }) {
  const { asksSignOff, stand, series, period, id, label } = one
  if (stand.isSigned) return <Verdict kind="better">Signed</Verdict>
  if (!asksSignOff || stand.batchId === null) return <span class="quiet">not asked</span>
  if (!maySign) return <Verdict kind="doubt">Waits for the head</Verdict>
  return (
    <form method="post" action={`/returns/${setting.urn}/sign`}>
      <Hidden fields={{ once: `${once} sign ${id}`, series, period }} />
      <Button kind="secondary">Sign off<span class="govuk-visually-hidden"> {seriesLabel(series)}, {label}</span></Button>
    </form>
  )
}

function Beside({ one: { series, batchId, period, beforePeriod, lines } }: { one: SchoolReturnsProps['numbers'][number] }) {
  return (
    <Section heading={`${seriesLabel(series)}: beside last time`} id={`beside-${series}`} aside={<a href={`/data/${batchId}`}>Batch {batchId}</a>}>
      {lines.length ? (
        <DataTable caption={beforePeriod === null ? `${period}; there is no last time to compare with` : `${period} beside ${beforePeriod}`}
          columns={['', ...(beforePeriod === null ? [] : [{ label: 'Last time', isNumber: true }]), { label: 'Now', isNumber: true }, ...(beforePeriod === null ? [] : [{ label: 'Change', isNumber: true }])]}
          rows={lines.map((line) => [line.label, ...(beforePeriod === null ? [] : [shown(line.before)]), shown(line.now), ...(beforePeriod === null ? [] : [changeOf(line)])])} />
      ) : <EmptyState reason="Nothing was counted of this return." />}
    </Section>
  )
}

function Contest({ setting, returns, numbers, once, wrong }: SchoolReturnsProps) {
  const given = returns.filter(({ stand }) => stand.batchId !== null).toReversed()
  const figures = [...new Set(numbers.flatMap(({ lines }) => lines.map(({ label }) => label)))]
  if (!given.length) return null
  return (
    <Section heading="Contest a figure" id="contest" aside="It is answered within ten school days, and stands beside the figure until then">
      <form method="post" action={`/returns/${setting.urn}/contest`} class="stack">
        <Hidden fields={{ once: `${once} contest` }} />
        <Select name="of" label="Of which return" value={wrong?.typed['of'] ?? ''} items={given.map(({ series, period, label }) => ({ value: `${series} ${period}`, text: `${seriesLabel(series)}, ${label}` }))} />
        <Input name="figure" label="Which figure" hint={figures.length ? `For instance: ${figures.slice(0, 4).join(', ')}` : undefined} value={wrong?.typed['figure']} error={wrong?.fields['figure']} />
        <Textarea name="reason" label="What is wrong with it" rows={3} dir="auto" hint="Name no child" value={wrong?.typed['reason']} error={wrong?.fields['reason']} />
        <Buttons><Button kind="secondary">Contest it</Button></Buttons>
      </form>
    </Section>
  )
}

const SAID: Record<Word['kind'], string> = { nil: 'Nothing to give', 'sign-off': 'Signed off', contest: 'Contested', note: 'Note' }

function Words({ words, names, today, setting, mayGive, maySign, once }: SchoolReturnsProps) {
  const name = (slug: string | null) => (slug === null ? '' : (names.get(slug) ?? slug))
  return (
    <Section heading="What was said" id="said" aside="Latest first">
      <Rows items={words.map((word) => (
        <>
          <p><b>{SAID[word.kind]}</b>: {seriesLabel(word.series)} {word.period}{word.figure ? <>, <bdi>{word.figure}</bdi></> : null}{' '}
            {word.withdrawnAt ? <Verdict kind="steady">Taken back</Verdict> : word.kind === 'contest' ? (word.answeredAt ? <Verdict kind="better">Answered</Verdict> : <Clock dueOn={word.dueOn!} today={today} />) : null}</p>
          {word.body ? <p dir="auto">{word.body}</p> : null}
          {word.answer ? <p dir="auto"><b>Answer:</b> {word.answer} <span class="small quiet">{name(word.answeredBy)}, {moment(word.answeredAt!)}</span></p> : null}
          <p class="small quiet">{name(word.by)}, {moment(word.at)}</p>
          {!word.withdrawnAt && !word.answeredAt && (word.kind === 'nil' || word.kind === 'note' ? mayGive : maySign) ? (
            <form method="post" action={`/returns/${setting.urn}/take-back`}>
              <Hidden fields={{ once: `${once} ${word.id}`, word: word.id }} />
              <Buttons><Button kind="secondary">Take back<span class="govuk-visually-hidden"> {SAID[word.kind]}</span></Button></Buttons>
            </form>
          ) : null}
        </>
      ))} />
    </Section>
  )
}
