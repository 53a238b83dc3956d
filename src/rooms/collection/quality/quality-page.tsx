import { Button, Buttons, DataTable, Details, drawPage, EmptyState, Foot, Hidden, Input, NotificationBanner, Opening, Page, type PageViewer, Rows, Section, Select, Tally, Verdict } from '#design'
import { dayInWords } from '#kernel'
import type { QualityCheck } from '#platform'
import { DataCrumbs } from '../data-crumbs.tsx'
import { count, counted, moment } from '../words.ts'
import type { OpenFinding } from './quality-actions.ts'

export interface Timeliness {
  placeId: number
  name: string
  urn: string
  onTime: number
  late: number
  /** In the middle of those that came late. */
  daysLate: number | null
  missing: number
}

/** A finding with the name of its setting, and who may see to it: those who give its returns. */
export interface ShownFinding extends OpenFinding {
  place: string
  givers: { value: string; text: string }[]
  /** Where the children it speaks of are listed; null where nobody is led to them, or whoever looks sees no child of the setting. */
  childrenAt: string | null
}

export interface QualityPageProps {
  viewer: PageViewer
  nonce: string
  today: string
  checks: readonly QualityCheck[]
  findings: ShownFinding[]
  doneLately: number
  fields: { name: string; label: string }[]
  /** Setting by setting, the least complete first. */
  shares: { placeId: number; name: string; cells: Map<string, { have: number; of: number }> }[]
  countedAt: Date | null
  timeliness: Timeliness[]
  names: Map<string, string>
  mayLook: boolean
  working: boolean
  once: string
  done: string | null
}

/** What is incomplete, late, or says two things; who sees to it, and by when. */
export function drawQualityPage(props: QualityPageProps) {
  const { viewer, nonce, findings, today, countedAt, mayLook, working, doneLately, done, once } = props
  const late = findings.filter(({ dueOn }) => dueOn !== null && dueOn < today).length
  return drawPage(
    <Page title="Data quality" viewer={viewer} path="/data" nonce={nonce} foot={<Foot lines={['Numbers stand out by the median of those they stand beside and the median distance from it (times 1.4826, four times over, and never nearer than chance would take a setting of its size).', 'A finding is done by itself when its check finds it no more.']} />}>
      <Opening kicker={<DataCrumbs here="quality" />} heading={working && countedAt === null ? 'The checks are being run' : headingOf(findings.length, countedAt)} standfirst={countedAt ? `Looked at ${moment(countedAt)}. It is looked at again after each return that comes in.` : undefined}
        aside={findings.length ? <Tally items={[...(late ? [{ label: 'Overdue', count: count(late), kind: 'worse' as const }] : []), { label: 'Open', count: count(findings.length), kind: 'doubt' as const }, { label: 'Done in 30 days', count: count(doneLately), kind: 'better' as const }]} /> : undefined} />
      {done ? <Section><NotificationBanner kind="success" text={done} /></Section> : null}
      {mayLook && !working && countedAt === null ? <Section><LookAgain once={once} /></Section> : null}
      {working ? <Section><p>The checks are being run. <a href="/data/quality">Look again</a></p></Section> : null}
      {props.checks.map((check) => <OneCheck {...props} check={check} />)}
      <Completeness {...props} />
      <Timely {...props} />
      {mayLook && !working && countedAt !== null ? (
        <Section heading="Look again" id="look" aside="After something was put right elsewhere" isScreenOnly>
          <LookAgain once={once} />
        </Section>
      ) : null}
    </Page>,
  )
}

function LookAgain({ once }: { once: string }) {
  return <form method="post" action="/data/quality/look"><Hidden fields={{ once }} /><Buttons><Button kind="secondary">Run the checks now</Button></Buttons></form>
}

function headingOf(open: number, countedAt: Date | null) {
  if (countedAt === null) return 'Nobody has looked across the returns yet'
  return open ? `${counted(open, 'thing')} to see to` : 'Nothing in the returns says two things'
}

const MOST_SHOWN = 12

function OneCheck(props: QualityPageProps & { check: QualityCheck }) {
  const { check, findings } = props
  const some = findings.filter((one) => one.check === check.name)
  if (!some.length) return null
  const [first, more] = [some.slice(0, MOST_SHOWN), some.slice(MOST_SHOWN)]
  return (
    <Section heading={check.label} id={check.name} aside={check.about}>
      <Rows items={first.map((one) => <Finding {...props} one={one} />)} />
      {more.length ? <Details summary={`${counted(more.length, 'setting')} more`}><Rows items={more.map((one) => <Finding {...props} one={one} />)} /></Details> : null}
    </Section>
  )
}

function Finding({ one, names, today, once }: QualityPageProps & { one: ShownFinding }) {
  const { id, place, message, fix, owner, dueOn, since, version, givers, childrenAt } = one
  const isBygone = owner !== null && !givers.some(({ value }) => value === owner)
  return (
    <>
      <p>
        <b><bdi>{place}</bdi></b>: {message} <span class="quiet">{fix}</span>{' '}
        {childrenAt ? <a href={childrenAt}>See the children<span class="govuk-visually-hidden"> of {place}</span></a> : null} {dueOn !== null && dueOn < today ? <Verdict kind="worse">Overdue</Verdict> : null}
      </p>
      <Details summary={<>{owner === null ? 'Nobody sees to it yet' : <>{names.get(owner) ?? owner} sees to it{dueOn === null ? '' : <> by {dayInWords(dueOn)}</>}</>}, open since {dayInWords(since)}<span class="govuk-visually-hidden">: {place}</span></>}>
        <form method="post" action="/data/quality/own">
          <Hidden fields={{ once: `${once} ${id}`, finding: id, version: String(version) }} />
          <Select name="owner" id={`owner-${id}`} label="Who" value={owner ?? ''} hint="Somebody who gives the returns of this setting"
            items={[{ value: '', text: 'Nobody yet' }, ...givers, ...(isBygone ? [{ value: owner, text: `${names.get(owner) ?? owner}, who gives them no more` }] : [])]} />
          <Input name="due" id={`due-${id}`} label="By when" type="date" width={10} value={dueOn} />
          <Buttons><Button kind="secondary">Keep</Button></Buttons>
        </form>
      </Details>
    </>
  )
}

function Completeness(props: QualityPageProps) {
  const { shares, fields } = props
  return (
    <Section heading="Completeness" id="completeness" aside="Of children on roll today by a return, how many have each field; the least complete setting first">
      {shares.length ? (
        <DataTable caption="Share of children with each field, by setting" hidesCaption columns={['Setting', { label: 'On roll', isNumber: true }, ...fields.map(({ label }) => ({ label, isNumber: true }))]}
          rows={shares.map(({ name, cells }) => [<bdi>{name}</bdi>, count(Math.max(0, ...[...cells].map(([field, { of }]) => (field === 'need' ? 0 : of)))), ...fields.map(({ name: field }) => shareIn(cells.get(field)))])} />
      ) : <EmptyState reason={props.countedAt === null ? 'It is counted when the checks are run.' : 'No return has said yet who is on roll.'} />}
    </Section>
  )
}

function shareIn(cell: { have: number; of: number } | undefined) {
  if (!cell || cell.of === 0) return '–'
  // Rounded down: 99.96% is not all.
  const percent = Math.floor((1000 * cell.have) / cell.of) / 10
  return percent >= 99 ? `${percent}%` : <b>{percent}%</b>
}

function Timely({ timeliness }: QualityPageProps) {
  return (
    <Section heading="Timeliness" id="timeliness" aside={<>This school year, of returns that are due. <a href="/returns">Return by return</a></>}>
      {timeliness.length ? (
        <DataTable caption="How settings give their returns" hidesCaption columns={['Setting', ...['Missing', 'On time', 'Late', 'Days late, in the middle'].map((label) => ({ label, isNumber: true }))]}
          rows={timeliness.map(({ name, urn, onTime, late, daysLate, missing }) => [<a href={`/returns/${urn}`}><bdi>{name}</bdi></a>, missing ? <Verdict kind="worse">{count(missing)}</Verdict> : '0', count(onTime), count(late), daysLate === null ? '–' : count(daysLate)])} />
      ) : <EmptyState reason="No return has been due yet this school year."><p><a href="/returns">Which returns are expected</a></p></EmptyState>}
    </Section>
  )
}
