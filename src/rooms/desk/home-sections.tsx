import type { ComponentChildren, VNode } from 'preact'
import { EmptyState, Rows, Section, Verdict } from '#design'
import { HeadlineRow, measureAddress } from '#rooms/measures'
import { promisesInWords } from '#rooms/programme'
import { keptInWords, type Score } from '#rooms/scorecards'
import type { AreaFacts } from './area-facts.ts'
import { drawnOnce } from './drawn-once.tsx'
import type { HomeProps } from './home-page.tsx'
import type { SectionId } from './home-desks.ts'
import { DueSection, PlanSection } from './home-due.tsx'
import { AgendaSection, DataSection, DeedsSection, PublicSection, PublishSection } from './home-outward.tsx'
import { WatchSection } from './home-watch.tsx'
import { daysInWords, daysUntil, longDay, when } from './times.ts'

type Drawn = (props: HomeProps) => VNode | null

/** A part of home: drawn once for all who see the same facts with the same verbs, but for what is a person's own or moves by itself. */
export function drawSection(id: SectionId, props: HomeProps): ComponentChildren {
  const { facts, may } = props.home
  return drawnOnce(OWN.has(id) ? null : facts, `${id} ${[...may].sort().join()}`, () => SECTIONS[id](props))
}

const OWN: ReadonlySet<SectionId> = new Set(['drafts', 'deeds', 'watch'])

const SECTIONS: Record<SectionId, Drawn> = {
  headlines: HeadlinesSection, promises: PromisesSection, due: DueSection, plan: PlanSection, kept: KeptSection, publish: PublishSection, drafts: DraftsSection,
  data: DataSection, agenda: AgendaSection, stories: StoriesSection, questions: QuestionsSection, remarks: RemarksSection, public: PublicSection, deeds: DeedsSection, watch: WatchSection,
}

function HeadlinesSection(props: HomeProps) {
  const { home, viewer } = props
  const own = home.facts?.headlines.length ? home.facts : null
  const aside = own ? <>{viewer.placeName}. <a href="/scorecard">{own.headlines.length > home.headlines.length ? `All ${own.scores.length} on the scorecard` : 'The scorecard'}</a></> : <>{viewer.placeName}. <a href="/measures">All measures</a></>
  return <Section heading={own ? 'Headline indicators' : 'Headline measures'} id="headlines" aside={aside}>{home.headlines.length ? <Headlines {...props} own={own} /> : <NoFigures {...props} />}</Section>
}

function Headlines({ home: { headlines }, viewer, own }: HomeProps & { own: AreaFacts | null }) {
  return (
    <>
      <HeadlineRow headlines={headlines} place={viewer.placeName} code={viewer.placeCode} />
      <p class="small quiet">Coloured line: {viewer.placeName}. Thin line: England.{own ? ' What gets worse stands first.' : ''} <a href="/measures?figures=yes">All measures with figures</a> · <a href="/?as=csv">Download CSV</a></p>
    </>
  )
}

function NoFigures({ home: { hasFigures, may }, viewer }: HomeProps) {
  return (
    <EmptyState reason={hasFigures ? `None of the headline measures has a figure for ${viewer.placeName}.` : 'No figures are in yet.'}>
      <p>{hasFigures ? <a href="/measures?figures=yes">See which measures have figures</a> : !may.has('published:import') ? 'They come with the releases of the Department for Education, which an analyst or manager of the area takes in.' : <><a href="/data">Take a file in</a>: the file of the Local Authority Interactive Tool holds 434 columns for every authority.</>}</p>
    </EmptyState>
  )
}

function PromisesSection({ home: { facts }, viewer }: HomeProps) {
  if (!facts?.promises.length) return null
  return (
    <Section heading="Was it kept?" id="promises" aside={`What strategies of ${viewer.areaName} asked to be judged by`}>
      <Rows kind="acts" items={facts.promises.map(({ strategy: { slug, title }, counts }) => (
        <>
          <div><a href={`/strategies/${encodeURIComponent(slug)}/promises`}><b><bdi>{title}</bdi></b></a><br /><span class="quiet">{promisesInWords(counts)}.</span></div>
          <div class="tallied">{counts.kept ? <Verdict kind="better">{counts.kept} kept</Verdict> : null}{counts['not-kept'] ? <Verdict kind="worse">{counts['not-kept']} not kept</Verdict> : null}{counts['cannot-be-known'] ? <Verdict kind="doubt">{counts['cannot-be-known']} can’t be known</Verdict> : null}</div>
        </>
      ))} />
    </Section>
  )
}

function KeptSection({ home: { facts } }: HomeProps) {
  const kept = facts?.card.kept
  if (!kept?.of) return null
  return <Section heading="How well the scorecard is kept" id="kept" aside={<a href="/scorecard/kept">Indicator by indicator</a>}><p>{keptInWords(kept)}.</p></Section>
}

/** Strategies nobody has agreed or shown yet, and papers of the last days. */
function DraftsSection({ home: { facts, papers } }: HomeProps) {
  const drafts = facts?.strategies.filter(({ agreedOn, publicFrom, life }) => agreedOn === null && publicFrom === null && life !== 'retired' && life !== 'ended') ?? []
  if (!drafts.length && !papers.length) return null
  return (
    <Section heading="Drafts and papers" id="drafts" aside={<a href="/papers">Your papers</a>}>
      <Rows items={[
        ...drafts.map(({ slug, title }) => <>Draft: <a href={`/strategies/${encodeURIComponent(slug)}`}><bdi>{title}</bdi></a></>),
        ...papers.slice(0, 5).map(({ id, title, madeAt, askedAt }) => <>{madeAt ? 'Paper' : 'Paper, not made yet'}: <a href={`/papers/${id}`}><bdi>{title}</bdi></a> <span class="small quiet">{when(madeAt ?? askedAt)}</span></>),
      ]} />
    </Section>
  )
}

const curveOf = ({ series, label }: Score, code: string, anchor: string) => (
  <a href={`${measureAddress(series!.measure.id, code, series!.group.id)}#${anchor}`}><b>{label}</b></a>
)

function StoriesSection({ home: { facts, may }, viewer }: HomeProps) {
  if (!facts) return null
  return (
    <Section heading="Stories to write" id="stories" aside="What gets worse and has no story for its latest figure">
      {facts.unexplained.length ? <Rows items={facts.unexplained.map((one) => (
        <>{curveOf(one, viewer.placeCode, 'story')} <Verdict kind="worse">Worse</Verdict><br /><span class="quiet">{one.summary!.trend.because}; {one.written.story === null ? 'no story yet' : one.written.story.period === null ? 'its story says no period' : `its story speaks of ${one.written.story.period}`}. Latest figure: {one.summary!.now!.period.label}.</span></>
      ))} /> : (
        <EmptyState reason={facts.scores.length ? 'Everything that gets worse has its story.' : `${viewer.areaName} has no headline indicators yet.`}>
          <p>{facts.scores.length ? <a href="/scorecard">The scorecard</a> : may.has('scorecard:write') ? <><a href="/results">Choose the results</a> and the indicators that stand for them.</> : 'They come with its results, which those who keep the scorecard choose.'}</p>
        </EmptyState>
      )}
    </Section>
  )
}

function QuestionsSection({ home: { facts, now }, viewer }: HomeProps) {
  if (!facts) return null
  return (
    <Section heading="To find out" id="questions" aside={`The research agenda of ${viewer.areaName}`}>
      {facts.questions.length ? <Rows kind="acts" items={facts.questions.slice(0, 8).map(({ body, finder, due, label, place, measureId, groupId, code }) => (
        <>
          <div dir="auto"><b>{body}</b><br /><a href={`${measureAddress(measureId, code, groupId)}#question`}>{label}, {place}</a></div>
          <div dir="auto">{finder}</div>
          <div>{due === null ? <span class="quiet">no day set</span> : daysUntil(due, now) < 0 ? <Verdict kind="worse">{daysInWords(daysUntil(due, now))}</Verdict> : daysInWords(daysUntil(due, now))}</div>
        </>
      ))} /> : <EmptyState reason="Nobody has put a question that is still open."><p>What is not known about a curve is put down on its page, with who finds out.</p></EmptyState>}
    </Section>
  )
}

function RemarksSection({ home: { facts, names } }: HomeProps) {
  if (!facts) return null
  return (
    <Section heading="Remarks" id="remarks" aside="On points of curves">
      {facts.remarks.length ? <Rows items={facts.remarks.map(({ body, by, at, period, label, place, measureId, groupId, code }) => (
        <><p dir="auto">{body.length > 300 ? `${body.slice(0, 300)}…` : body}</p><p class="small quiet">{names.get(by) ?? by}, {longDay(at)}, on {period} of <a href={`${measureAddress(measureId, code, groupId)}#remark`}>{label}, {place}</a></p></>
      ))} /> : <EmptyState reason="Nobody has remarked on a point of a curve."><p>A figure that needs a word can be given one on its page: open one from the <a href="/scorecard">scorecard</a>.</p></EmptyState>}
    </Section>
  )
}
