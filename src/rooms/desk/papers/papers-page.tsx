import { BigNumber, Button, Buttons, EmptyState, ErrorSummary, Foot, Hidden, Opening, Page, ProgressBar, Rows, Section, Verdict } from '#design'
import { dayInWords } from '#kernel'
import { type Viewer } from '#platform'
import { FORMAT, moment, size, type Standing, standingOf, whyNot } from './paper-words.ts'
import { KEPT_DAYS, type PaperAsked } from './papers.ts'

export interface PapersPageProps {
  viewer: Viewer
  nonce: string
  papers: PaperAsked[]
  /** Why the last one asked for is not made, and the page it was asked from. */
  wrong?: { message: string; subject: string | null }
}

/** The papers somebody asked for, newest first. */
export function PapersPage({ viewer, nonce, papers, wrong }: PapersPageProps) {
  return (
    <Page title={`${wrong ? 'Error: ' : ''}Your papers`} viewer={viewer} path="/papers" nonce={nonce} foot={<PapersFoot />} {...(papers.some(goesOn) && !wrong ? { refreshSeconds: 3 } : {})}>
      {wrong ? <ErrorSummary errors={[{ text: wrong.message, ...(wrong.subject ? { href: wrong.subject } : {}) }]} /> : null}
      <Opening kicker="My work" heading="Your papers" standfirst={`Pages you asked for as documents. Each is kept for ${KEPT_DAYS} days; nobody but you can fetch it here.`} />
      <Section heading="Newest first">
        {papers.length ? <Rows kind="acts" items={papers.map((paper) => <Line paper={paper} />)} /> : (
          <EmptyState reason="You have not asked for a paper yet.">
            <p>Open a <a href="/scorecard">scorecard</a>, a <a href="/strategies">strategy</a>, a <a href="/measures">measure</a> or a <a href="/compare">comparison</a>, and choose “Word document” or “PDF” at its foot.</p>
          </EmptyState>
        )}
      </Section>
    </Page>
  )
}

/** One paper: how far it is, then the paper itself. */
export function PaperPage({ viewer, nonce, paper, once }: { viewer: Viewer; nonce: string; paper: PaperAsked; once: string }) {
  const standing = standingOf(paper)
  const percent = Math.floor(paper.share * 100)
  return (
    <Page title={HEADINGS[standing]} viewer={viewer} path={`/papers/${paper.paperId}`} nonce={nonce} foot={<PapersFoot />} {...(goesOn(paper) ? { refreshSeconds: 1 } : {})}>
      <Opening kicker={<><a href="/papers">Your papers</a> · {FORMAT[paper.format]}</>} heading={standing === 'ready' ? paper.title : HEADINGS[standing]}
        standfirst={standing === 'waiting' || standing === 'making' ? 'You can close this page: it goes on without you. The paper will stand among your papers.' : undefined}
        aside={standing === 'making' ? <BigNumber value={String(percent)} unit="%">{paper.stage ?? 'begun'}</BigNumber> : undefined} />
      {goesOn(paper) ? (
        <Section heading="Where it is" aside={<>The page looks again every second. <a href={`/papers/${paper.paperId}`}>Look now</a></>}>
          <ProgressBar id="share" label="How far the paper is" done={percent} of={100} />
          <p>{standing === 'waiting' ? 'It waits its turn: one thing at a time is made here.' : `${paper.stage ?? 'Begun'}.`}</p>
        </Section>
      ) : null}
      {standing === 'ready' ? <Ready paper={paper} /> : null}
      {standing === 'failed' || standing === 'gone' ? (
        <Section heading={standing === 'gone' ? 'What became of it' : 'Why'}>
          <p>{standing === 'gone' ? `It was made on ${dayInWords(paper.madeAt!)} and kept for ${KEPT_DAYS} days. Make it again, from the page as it stands today.` : `${whyNot(paper)}.`}</p>
          <AgainForm paper={paper} once={once} />
        </Section>
      ) : null}
      <Section heading="Made from"><p><a href={paper.subject}>The page as it stands today</a></p><p class="small quiet">Asked for on {moment(paper.askedAt)}, from <bdi>{paper.subject}</bdi></p></Section>
    </Page>
  )
}

function Ready({ paper }: { paper: PaperAsked }) {
  const until = new Date(paper.madeAt!.getTime() + KEPT_DAYS * 86_400_000)
  return (
    <Section heading="It is ready">
      <Buttons><Button href={`/papers/${paper.paperId}/file`}>Download the {FORMAT[paper.format]}</Button></Buttons>
      <p>{[size(paper.bytes ?? 0), paper.pages === null ? null : paper.pages === 1 ? '1 page' : `${paper.pages} pages`, `made on ${moment(paper.madeAt!)}`, `kept until ${dayInWords(until)}`].filter(Boolean).join(', ')}.</p>
    </Section>
  )
}

function AgainForm({ paper, once }: { paper: PaperAsked; once: string }) {
  return (
    <form method="post" action="/papers">
      <Hidden fields={{ subject: paper.subject, format: paper.format, once }} />
      <Buttons><Button kind="secondary">Make it again</Button></Buttons>
    </form>
  )
}

function Line({ paper }: { paper: PaperAsked }) {
  const standing = standingOf(paper)
  return (
    <>
      <div><a href={`/papers/${paper.paperId}`}><b><bdi>{paper.title}</bdi></b></a></div>
      <div class="small quiet">{FORMAT[paper.format]}{paper.bytes ? `, ${size(paper.bytes)}` : ''}<br />{moment(paper.askedAt)}</div>
      <div><State standing={standing} /></div>
    </>
  )
}

function State({ standing }: { standing: Standing }) {
  switch (standing) {
    case 'ready': return <Verdict kind="better">Ready</Verdict>
    case 'failed': return <Verdict kind="worse">Not made</Verdict>
    case 'gone': return <Verdict kind="steady">No longer kept</Verdict>
    default: return <Verdict kind="doubt">{standing === 'making' ? 'Being made' : 'Waits'}</Verdict>
  }
}

function PapersFoot() {
  return <Foot lines={['A paper says on its last page where its figures come from, and leads back to the page it was made from.']} />
}

const HEADINGS: Record<Standing, string> = {
  waiting: 'Your paper is about to be made', making: 'Your paper is being made', ready: 'Your paper is ready', failed: 'The paper could not be made', gone: 'This paper is no longer kept',
}

const goesOn = (paper: PaperAsked) => ['waiting', 'making'].includes(standingOf(paper))
