import { Button, Details, EmptyState, ErrorSummary, Hidden, Opening, Page, Rows, Section, Tally } from '#design'
import { dayInWords } from '#kernel'
import type { Viewer } from '#platform'
import { type Book, capital, inWords } from '#rooms/measures'
import type { Directory } from '#rooms/places'
import { lifeInWords } from '#rooms/programme'
import { errorsOf, type Sent } from './posted.ts'
import { LifeForm, NewFramework, ResultForm } from './result-forms.tsx'
import { nameOf, populationOf, writerOf } from './result-words.ts'
import type { Framework, HeldResult } from './results-read.ts'
import type { StarterFramework } from './starter.ts'

export interface ResultsDesk {
  viewer: Viewer
  nonce: string
  once: string
  sent: Sent | undefined
  held: Book
  places: Directory
  names: Map<string, string>
  mayWrite: boolean
  frameworks: Framework[]
  framework: Framework | null
  results: HeldResult[]
  retired: { id: string; body: string; by: string; at: Date; reason: string }[]
  /** Sets that come with Belong and have not been taken up. */
  starters: StarterFramework[]
}

/** The results an area works to: what they are, for whom, who agreed them, and what stands for each. */
export function ResultsPage({ desk }: { desk: ResultsDesk }) {
  const { viewer, nonce, sent, framework, frameworks } = desk
  return (
    <Page title={`${sent ? 'Error: ' : ''}Results`} viewer={viewer} path="/scorecard/results" nonce={nonce}>
      {sent ? <ErrorSummary errors={errorsOf(sent)} /> : null}
      {framework ? <Chosen desk={desk} framework={framework} /> : <Nothing desk={desk} />}
      <Others desk={desk} isFirst={frameworks.length === 0} />
    </Page>
  )
}

function Nothing({ desk: { viewer, mayWrite } }: { desk: ResultsDesk }) {
  return (
    <>
      <Opening kicker={<><a href="/scorecard">Scorecard</a> · <b>Results</b></>} heading={`Nobody has said yet what ${viewer.areaName} wants for its children`}
        standfirst="A result is a condition of well-being in plain words: children are safe; children are in school and belong there. Everything else on a scorecard hangs on one." />
      <Section heading="Begin here">
        <EmptyState reason="There are no results yet.">
          <p>{mayWrite ? 'Take up one of the sets below with one press and reword it with your partners, or write your own. Indicators, targets and stories come after.' : 'The people who keep the scorecard of this area write them. They will stand here.'}</p>
        </EmptyState>
      </Section>
    </>
  )
}

function Chosen({ desk, framework }: { desk: ResultsDesk; framework: Framework }) {
  const { viewer, results, retired, mayWrite, sent, once, names } = desk
  const count = (role: string) => results.reduce((all, { indicators }) => all + indicators.filter((one) => one.role === role).length, 0)
  const life = lifeInWords(framework)
  return (
    <>
      <Opening
        kicker={<><a href="/scorecard">Scorecard</a> · <b>Results</b> · <span dir="auto">{framework.name}</span></>}
        heading={headline(viewer.areaName, results)}
        standfirst={<span dir="auto">{framework.source}{life ? ` ${capital(life)}.` : ''}{framework.isInForce ? '' : ' It is not in force today.'}</span>}
        aside={<Tally items={[{ label: 'Headline', count: count('headline') }, { label: 'Secondary', count: count('secondary') }, { label: 'Yet to come', count: count('data-development') }]} />}
      />
      <Section heading="What we want" aside={<a href="/services">Services and what they contribute</a>} id="results">
        {results.length ? <Rows items={results.map((result) => <ResultLine desk={desk} result={result} />)} /> : <p class="quiet">It has no results yet.</p>}
        {mayWrite ? <ResultForm sent={sent} once={once} form="result" address="/results/result" summary="Add a result" hidden={{ framework: framework.id, set: framework.slug }} desk={desk} /> : null}
        {mayWrite ? <LifeForm sent={sent} once={once} framework={framework} /> : null}
      </Section>
      <Agenda desk={desk} />
      {retired.length ? (
        <Section heading="Retired">
          <Details summary={retired.length === 1 ? 'One result was retired' : `${capital(inWords(retired.length))} results were retired`}>
            <Rows items={retired.map(({ id, body, by, at, reason }) => (
              <><p dir="auto"><a href={`/results/${id}`}>{body}</a></p><p class="small quiet" dir="auto">{reason} ({writerOf(names, by)}, {dayInWords(at)})</p></>
            ))} />
          </Details>
        </Section>
      ) : null}
    </>
  )
}

/** One sentence that could be wrong. */
function headline(area: string, results: HeldResult[]) {
  const without = results.filter(({ indicators }) => !indicators.some(({ role }) => role === 'headline')).length
  if (!results.length) return `${area} has a name for its results, and none of them yet`
  if (results.length === 1) return `${area} works to one result, ${without ? 'and nothing stands at its head yet' : 'with a headline indicator'}`
  const many = `${area} works to ${inWords(results.length)} results`
  if (without === results.length) return `${many}, and none has a headline indicator yet`
  return without ? `${many}, and ${inWords(without)} of them ${without === 1 ? 'has' : 'have'} no headline indicator` : `${many}, each with a headline indicator`
}

function ResultLine({ desk: { held, places }, result }: { desk: ResultsDesk; result: HeldResult }) {
  const heads = result.indicators.filter(({ role }) => role === 'headline')
  const { agreedBy, agreedOn } = result
  return (
    <>
      <h3 dir="auto"><a href={`/results/${result.id}`}>{result.body}</a></h3>
      {result.looksLike ? <p dir="auto">{result.looksLike}</p> : null}
      <p class="small quiet">
        {populationOf(held, places, result)}. {heads.length ? `Headline: ${heads.map((one) => nameOf(held, one)).join('; ')}.` : 'No headline indicator yet.'}{' '}
        <span dir="auto">{agreedBy ? `Agreed by ${agreedBy}${agreedOn ? `, ${dayInWords(agreedOn)}` : ''}.` : 'Nobody has agreed it yet.'}</span>
      </p>
    </>
  )
}

/** What nobody can measure yet, across all results, and who will bring it. */
function Agenda({ desk: { results, held } }: { desk: ResultsDesk }) {
  const wanted = results.flatMap((result) => result.indicators.filter(({ role }) => role === 'data-development').map((one) => ({ result, one })))
  if (!wanted.length) return null
  return (
    <Section heading="Yet to come" aside="The data development agenda" id="agenda">
      <Rows items={wanted.map(({ result, one }) => (
        <>
          <p dir="auto"><b>{nameOf(held, one)}</b></p>
          <p class="small quiet" dir="auto">For <a href={`/results/${result.id}`}>{result.body}</a>. {bringerOf(one)}</p>
        </>
      ))} />
    </Section>
  )
}

const bringerOf = ({ bringer, measureId }: { bringer: string | null; measureId: string | null }) =>
  bringer ? `${bringer} will bring it.` : measureId === null ? 'Nobody has said who will bring it.' : 'In the measure book; its data are not good enough here yet.'

function Others({ desk: { frameworks, framework, starters, mayWrite, viewer, once, sent }, isFirst }: { desk: ResultsDesk; isFirst: boolean }) {
  const others = frameworks.filter(({ id }) => id !== framework?.id)
  if (!others.length && !mayWrite) return null
  return (
    <Section heading={isFirst ? 'Sets to begin with' : 'Other sets of results'} id="sets">
      {others.length ? <Rows items={others.map((one) => <><p dir="auto"><a href={`/results?framework=${encodeURIComponent(one.slug)}`}>{one.name}</a></p><p class="small quiet" dir="auto">{one.source}{lifeInWords(one) ? ` ${capital(lifeInWords(one))}.` : ''}</p></>)} /> : null}
      {mayWrite && starters.length ? <Rows items={starters.map((starter) => <StarterLine starter={starter} place={viewer.placeCode} once={once} />)} /> : null}
      {mayWrite ? <NewFramework sent={sent} once={once} place={viewer.placeCode} /> : null}
    </Section>
  )
}

function StarterLine({ starter, place, once }: { starter: StarterFramework; place: string; once: string }) {
  return (
    <>
      <p><b>{starter.name}</b></p>
      <p>{starter.results.map(({ body }) => body).join('; ')}.</p>
      <p class="small quiet">{starter.source}</p>
      <form method="post" action="/results/adopt">
        <Hidden fields={{ place, starter: starter.slug, once }} />
        <Button kind="secondary">Take this up<span class="govuk-visually-hidden">: {starter.name}</span></Button>
      </form>
    </>
  )
}
