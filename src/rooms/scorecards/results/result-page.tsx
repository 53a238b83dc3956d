import { Details, ErrorSummary, Foot, InsetText, Opening, Page, Rows, Section, Tally, TakeAway } from '#design'
import { dayInWords } from '#kernel'
import type { Viewer } from '#platform'
import { type Book, TREND_RULE } from '#rooms/measures'
import type { Directory } from '#rooms/places'
import type { glances } from './at-a-glance.ts'
import { Answers, type CurveWritten } from './curve-answers.tsx'
import { IndicatorForm } from './indicator-forms.tsx'
import { IndicatorRow } from './indicator-row.tsx'
import { errorsOf, type Sent } from './posted.ts'
import { ResultForm, RetireResult } from './result-forms.tsx'
import { History } from './result-history.tsx'
import type { Contribution, WholeIndicator, WholeResult } from './result-read.ts'
import { nameOf, populationOf, POWERS, ROLES, writerOf } from './result-words.ts'
import type { Role } from './results-read.ts'
import { KINDS } from './contributions.ts'

export interface ResultDesk {
  viewer: Viewer
  nonce: string
  once: string
  sent: Sent | undefined
  held: Book
  places: Directory
  names: Map<string, string>
  result: WholeResult
  placeCode: string
  mayWrite: boolean
  glance: Awaited<ReturnType<typeof glances>>
  /** What is written about the curves of its indicators, headlines first. */
  curves: CurveWritten[]
}

/** One result, in the order of the questions with which a curve is turned. */
export function ResultPage({ desk }: { desk: ResultDesk }) {
  const { viewer, nonce, once, sent, held, places, result, mayWrite } = desk
  const standing = result.indicators.filter(({ ended }) => !ended)
  const count = (role: Role) => standing.filter((one) => roleOf(one) === role).length
  return (
    <Page title={`${sent ? 'Error: ' : ''}${result.body}`} viewer={viewer} path="/scorecard/results" nonce={nonce} foot={<Foot lines={[TREND_RULE]} />}>
      {sent ? <ErrorSummary errors={errorsOf(sent)} /> : null}
      <Opening
        kicker={<><a href="/scorecard">Scorecard</a> · <a href={`/results?framework=${encodeURIComponent(result.framework.slug)}`} dir="auto">{result.framework.name}</a> · <b>Result</b></>}
        heading={<span dir="auto">{result.body}</span>}
        standfirst={`${populationOf(held, places, result)}.`}
        aside={<Tally items={[{ label: 'Headline', count: count('headline') }, { label: 'Secondary', count: count('secondary') }, { label: 'Yet to come', count: count('data-development') }]} />}
      >
        <p class="quiet" dir="auto">{result.agreedBy ? `Agreed by ${result.agreedBy}${result.agreedOn ? `, ${dayInWords(result.agreedOn)}` : ''}.` : 'Nobody has agreed it yet.'} Written by {writerOf(desk.names, result.changedBy)}, {dayInWords(result.changedAt)}.</p>
      </Opening>
      {result.ended ? <InsetText><span dir="auto">Retired by {writerOf(desk.names, result.ended.by)} on {dayInWords(result.ended.at)}: {result.ended.reason} It stays here as it stood.</span></InsetText> : null}
      {result.looksLike ? <Section heading="What would it look like?"><p dir="auto">{result.looksLike}</p></Section> : null}
      <Section heading="How do we measure it, and how are we doing?" id="indicators">
        <div class="indicators stack">{ORDER.map((role) => <OfRole desk={desk} role={role} indicators={standing.filter((one) => roleOf(one) === role)} />)}</div>
        {standing.length ? null : <p class="quiet">Nothing measures it yet: neither an indicator, nor a word of what is missing.</p>}
        {mayWrite ? <IndicatorForm sent={sent} once={once} address={`/results/${result.id}`} held={held} /> : null}
      </Section>
      <Answers curves={desk.curves} />
      <Contributions desk={desk} />
      {mayWrite ? <Changes desk={desk} /> : null}
      <History desk={desk} />
      <TakeAway subject={`/results/${result.id}`} once={once} />
    </Page>
  )
}

export const roleOf = ({ roles }: WholeIndicator): Role => roles[0]?.role ?? 'data-development'

const ORDER: Role[] = ['headline', 'secondary', 'data-development']

function OfRole({ desk, role, indicators }: { desk: ResultDesk; role: Role; indicators: WholeIndicator[] }) {
  if (!indicators.length) return role === 'headline' ? <p class="quiet">No headline indicator yet: one that people understand, that stands for the result, and that has good data in time.</p> : null
  return (
    <>
      <h3>{ROLES[role]}</h3>
      <Rows kind="acts" items={indicators.map((indicator) => <IndicatorRow desk={desk} indicator={indicator} />)} />
    </>
  )
}

/** What services do for it: a contribution, never the cause alone. */
function Contributions({ desk: { result, held, names } }: { desk: ResultDesk }) {
  const standing = result.contributions.filter(({ endedAt }) => !endedAt)
  const nameOfIndicator = ({ indicatorId }: Contribution) => nameOf(held, result.indicators.find(({ id }) => id === indicatorId) ?? { measureId: null, groupId: null })
  return (
    <Section heading="What services contribute" aside={<a href="/services">All services</a>} id="contributions">
      {standing.length ? (
        <Rows items={standing.map((one) => (
          <>
            <p dir="auto"><a href={`/services/${encodeURIComponent(one.service.slug)}`}>{one.service.name}</a>: {one.measure}</p>
            <p dir="auto">{KINDS[one.kind]} <b>{nameOfIndicator(one)}</b>. {one.rationale}</p>
            <p class="small quiet">{POWERS[one.strength]} contribution, as {writerOf(names, one.by)} sees it, {dayInWords(one.at)}</p>
          </>
        ))} />
      ) : <p class="quiet">No service says yet that it contributes. Services say so on their own pages.</p>}
    </Section>
  )
}

function Changes({ desk }: { desk: ResultDesk }) {
  const { result, sent, once, placeCode, names } = desk
  const isConflict = sent?.isConflict && (sent.form === 'reword' || sent.form === 'retire')
  return (
    <Section heading="Change this result" id="change" isScreenOnly>
      {isConflict ? (
        <InsetText>
          <p><b>As {writerOf(names, result.changedBy)} saved it, {dayInWords(result.changedAt)}:</b></p>
          <p dir="auto">{result.body}</p>
          {result.looksLike ? <p dir="auto">{result.looksLike}</p> : null}
          <p>What you wrote is in the form below. Bring the two together and save again.</p>
        </InsetText>
      ) : null}
      <ResultForm sent={sent} once={once} form="reword" address={`/results/${result.id}/reword`} summary="Reword it, or say who agreed it" hidden={{ version: String(result.version) }} desk={desk} stands={{ ...result, placeCode }} />
      <RetireResult sent={sent} once={once} result={result} />
      <Details summary="What makes a good result">
        <p>A result says how life is when it is right, for all children of a place or a group of them. Partners hold it together; no service owns it. What counts it is an indicator; what is done for it is a strategy.</p>
      </Details>
    </Section>
  )
}
