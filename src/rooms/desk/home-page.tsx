import type { ComponentChildren } from 'preact'
import { EmptyState, Foot, Note, Opening, Page, ProgressBar, Rows, Section, showAmount, Verdict } from '#design'
import type { Viewer } from '#platform'
import { compareAddress, HeadlineRow, inWords, listed, measureAddress, placeAddress, TREND_RULE } from '#rooms/measures'
import type { Changed, Due, Home, Running } from './home.ts'
import { clock, daysInWords, greeting, longDay } from './times.ts'

/** My work: what is due, how the area stands, what changed. */
export function HomePage({ viewer, nonce, home }: { viewer: Viewer; nonce: string; home: Home }) {
  const { headlines, due, changed, running } = home
  return (
    <Page title="My work" viewer={viewer} path="/" nonce={nonce} foot={<HomeFoot home={home} />}>
      <Opening kicker={longDay(home.now)} heading={`${greeting(home.now)}, ${firstName(viewer.name)}.${late(home)}`} standfirst={ahead(home, viewer)} aside={<Since home={home} />} />
      {running.length ? <Section heading="Under way" aside={<a href="/">See how far it is now</a>}><Rows items={running.map((one) => <UnderWay work={one} />)} /></Section> : null}
      <Section heading="Due" aside={`Actions of ${viewer.areaName}`}>
        {due.length ? <Rows kind="diary" items={due.map((one) => <DueItem due={one} />)} /> : <NothingDue viewer={viewer} home={home} />}
      </Section>
      <Section heading="Headline measures" aside={<>{viewer.placeName}. <a href="/measures">All measures</a></>}>
        {headlines.length ? <Headlines home={home} viewer={viewer} /> : <NoFigures home={home} viewer={viewer} />}
      </Section>
      <Section heading="What changed" id="changed" aside={home.before ? `Since ${longDay(home.before)}, ${clock(home.before)}` : 'In the last seven days'}>
        {changed.length ? <Rows items={changed.map((one) => <ChangedItem changed={one} now={home.now} />)} /> : <EmptyState reason="Nothing since."><p>New releases, targets and stories will stand here.</p></EmptyState>}
      </Section>
      <Section heading="Go on">
        <Rows items={[
          <><a href="/measures">Find a measure</a> <span class="quiet">what is counted, how, and where {viewer.placeName} stands</span></>,
          <><a href={compareAddress({ place: viewer.placeCode })}>Compare {viewer.placeName}</a> <span class="quiet">with its neighbours, its region and everyone</span></>,
          <><a href={placeAddress(viewer.placeCode)}>{viewer.placeName} as a place</a> <span class="quiet">its codes, history and neighbours</span></>,
          ...(home.may.has('published:import') ? [<><a href="/data">Take a file in</a> <span class="quiet">a release of published figures, checked before anything is changed</span></>] : [<><a href="/data">Where the figures came from</a> <span class="quiet">every file that was taken in</span></>]),
        ]} />
      </Section>
    </Page>
  )
}

function HomeFoot({ home: { headlines, may } }: { home: Home }) {
  return <Foot lines={[...(headlines.length ? [TREND_RULE] : []), ...(may.has('audit:read') ? [<a href="/deeds">Who did what</a>] : [])]} />
}

const firstName = (name: string) => name.trim().split(/\s+/)[0] ?? name

function late({ late: count }: Home) {
  if (!count) return ''
  return count === 1 ? ' One action is late.' : ` ${inWords(count).replace(/^./, (letter) => letter.toUpperCase())} actions are late.`
}

function ahead({ due, headlines, hasFigures, may, late: count }: Home, viewer: Viewer) {
  const soon = due.filter(({ daysLeft }) => daysLeft >= 0 && daysLeft <= 31).length
  const worse = headlines.filter(({ trend }) => trend.kind === 'worse').length
  const sentences = [
    soon ? `${count ? soon === 1 ? 'One more is' : `${soon} more are` : soon === 1 ? 'One action is' : `${soon} actions are`} due within a month.` : null,
    headlines.length ? `Of ${inWords(headlines.length)} headline measures of ${viewer.placeName}, ${worse === 0 ? 'none is' : worse === 1 ? 'one is' : `${inWords(worse)} are`} getting worse.` : null,
    hasFigures ? null : may.has('published:import') ? 'No figures are in yet: take a file in to begin.' : 'No figures are in yet.',
  ]
  return sentences.filter(Boolean).join(' ')
}

function Since({ home: { before, changed } }: { home: Home }) {
  const releases = changed.filter(({ kind }) => kind === 'batch').length
  const undone = changed.filter(({ kind }) => kind === 'undone').length
  const written = changed.length - releases - undone
  const said = [undone ? `${inWords(undone)} ${undone === 1 ? 'import' : 'imports'} taken back` : null, releases ? `${inWords(releases)} new ${releases === 1 ? 'release' : 'releases'}` : null, written ? `${inWords(written)} ${written === 1 ? 'target or story' : 'targets and stories'}` : null].filter((one) => one !== null)
  return (
    <Note>
      {before
        ? <p><b>Since you were last here,</b> {longDay(before)}, {clock(before)}: {listed(said) || 'nothing has changed'}. {said.length ? <a href="#changed">What changed</a> : null}</p>
        : <p><b>This is your first time here.</b> {said.length ? <>In the last week: {listed(said)}. <a href="#changed">What changed</a></> : null}</p>}
    </Note>
  )
}

function UnderWay({ work: { id, title, state, stage, share } }: { work: Running }) {
  return (
    <>
      <p><b>{title}</b> <span class="quiet">{state === 'waiting' ? 'waits its turn' : `${stage ?? 'at work'}, ${Math.floor(share * 100)}%`}</span></p>
      <ProgressBar id={`work-${id}`} label={`Progress of ${title}`} done={share} of={1} />
    </>
  )
}

function DueItem({ due }: { due: Due }) {
  const [day, month] = dayAndMonth(due.due)
  return (
    <>
      <time datetime={due.due}><b>{day}</b>{month}</time>
      <div>
        <a href={`${measureAddress(due.measureId, due.code, due.groupId)}#action`}><b>{due.title}</b></a><br />
        <span class="quiet">{due.owner}. To turn {due.measure}{due.place ? `, ${due.place}` : ''}.</span>
      </div>
      <p class="left">{due.daysLeft < 0 ? <Verdict kind="worse">{daysInWords(due.daysLeft)}</Verdict> : daysInWords(due.daysLeft)}</p>
    </>
  )
}

function dayAndMonth(day: string): [string, string] {
  const at = new Date(`${day}T12:00:00Z`)
  return [String(at.getUTCDate()), at.toLocaleDateString('en-GB', { month: 'long', timeZone: 'UTC' })]
}

function NothingDue({ viewer, home: { headlines, may } }: { viewer: Viewer; home: Home }) {
  const worst = headlines.find(({ trend }) => trend.kind === 'worse') ?? headlines[0]
  return (
    <EmptyState reason={`${viewer.areaName} has no open actions.`}>
      <p>{worst ? <>Begin where it matters: open <a href={measureAddress(worst.series.measure.id, viewer.placeCode, worst.series.group.id)}>{worst.label}</a>{firstSteps(may)}.</> : 'Actions are added on a measure’s page, beside the curve they are meant to turn.'}</p>
    </EmptyState>
  )
}

/** What this person may do there. */
function firstSteps(may: Home['may']) {
  const steps = [may.has('story:write') ? 'write the story behind its curve' : null, may.has('action:write') ? 'add the first action' : null].filter((one) => one !== null)
  if (!steps.length) return ' and see what lies behind its curve'
  return steps.length === 2 ? `, ${steps.join(' and ')}` : ` and ${steps[0]}`
}

function Headlines({ home: { headlines }, viewer }: { home: Home; viewer: Viewer }) {
  return (
    <>
      <HeadlineRow headlines={headlines} place={viewer.placeName} code={viewer.placeCode} />
      <p class="small quiet">Coloured line: {viewer.placeName}. Thin line: England. <a href={`/measures?${new URLSearchParams({ figures: 'yes' })}`}>All measures with figures</a> · <a href="/?as=csv">Download CSV</a></p>
    </>
  )
}

function NoFigures({ home: { hasFigures, may }, viewer }: { home: Home; viewer: Viewer }) {
  return (
    <EmptyState reason={hasFigures ? `None of the headline measures has a figure for ${viewer.placeName}.` : 'No figures are in yet.'}>
      <p>{hasFigures ? <a href="/measures?figures=yes">See which measures have figures</a> : !may.has('published:import') ? 'They come with the releases of the Department for Education, which an analyst or manager of the area takes in.' : <><a href="/data">Take a file in</a>: the file of the Local Authority Interactive Tool holds 434 columns for every authority.</>}</p>
    </EmptyState>
  )
}

function ChangedItem({ changed, now }: { changed: Changed; now: Date }) {
  return <>{what(changed)}<br /><span class="small quiet">{when(changed.at, now)}, {changed.by}</span></>
}

function what(changed: Changed): ComponentChildren {
  if (changed.kind === 'undone') return <><b>An import was taken back.</b> {changed.what}. <a href={`/data/${changed.batch}`}>What was undone<span class="govuk-visually-hidden"> (batch {changed.batch})</span></a></>
  if (changed.kind === 'batch') return <><b>A new release was taken in.</b> {changed.what}. <a href={`/data/${changed.batch}`}>What it brought<span class="govuk-visually-hidden"> (batch {changed.batch})</span></a></>
  const link = <a href={measureAddress(changed.measureId, changed.code, changed.groupId)}>{changed.measure}, {changed.place}</a>
  if (changed.kind === 'story') return <><b>A story was written.</b> {link}</>
  return <><b>A target was set:</b> {changed.value === null ? '' : showAmount(changed.value, changed)} by {changed.period}. {link}</>
}

function when(at: Date, now: Date) {
  return longDay(at) === longDay(now) ? `Today, ${clock(at)}` : `${longDay(at)}, ${clock(at)}`
}
