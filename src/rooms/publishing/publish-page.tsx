import { Button, Buttons, Checkboxes, Details, EmptyState, ErrorSummary, Hidden, NotificationBanner, Opening, Page, Rows, Section, Select, Textarea, Verdict } from '#design'
import { dayInWords } from '#kernel'
import type { Viewer } from '#platform'
import { inWords, measureAddress } from '#rooms/measures'
import type { Look } from '#rooms/places'
import { monthsOld } from '#rooms/scorecards'
import { publicAddress } from './public-address.ts'
import type { Draft, ReleasedIndicator } from './release-content.ts'
import { ReleasedScorecard } from './released-scorecard.tsx'
import type { Release } from './releases.ts'

export interface PublishPageProps {
  viewer: Viewer
  nonce: string
  look: Look
  draft: Draft
  releases: Release[]
  names: Map<string, string>
  once: string
  now: Date
  done: string | undefined
  sent?: SentPublish | undefined
}

/** A form that was refused. */
export interface SentPublish {
  form: 'publish' | 'withdraw'
  typed: Record<string, string>
  errors: Record<string, string>
}

/** What the public would see if the scorecard were shown today, what stands in the way, and what was shown before. */
export function PublishPage(props: PublishPageProps) {
  const { viewer, nonce, look, draft, sent, done } = props
  const wrong = Object.entries(sent?.errors ?? {})
  const count = draft.content.results.flatMap(({ indicators }) => indicators).length
  return (
    <Page title={`${wrong.length ? 'Error: ' : ''}Show the scorecard to the public`} viewer={viewer} path="/scorecard/publish" nonce={nonce}>
      {wrong.length ? <ErrorSummary errors={wrong.map(([name, text]) => ({ text, href: `#${name}` }))} /> : null}
      {done ? <NotificationBanner kind="success" text={done}><p><a href={publicAddress(look.slug, 'scorecard')}>See it as the public does</a></p></NotificationBanner> : null}
      <Opening kicker={<><a href="/scorecard">Scorecard</a> · <b>Show it to the public</b></>} heading={count ? `${count === 1 ? 'One headline indicator' : `${inWords(count).replace(/^./, (letter) => letter.toUpperCase())} headline indicators`} would be shown` : 'There is nothing to show yet'}
        standfirst={<>Results, figures, trend words, targets and stories are frozen as they stand today and shown at <a href={publicAddress(look.slug, 'scorecard')}>{publicAddress(look.slug, 'scorecard')}</a>. Nothing else you write is ever shown there.</>} />
      <Readiness {...props} />
      {count ? <PublishForm {...props} /> : null}
      <Shown {...props} />
      {count ? <Section heading="What would be shown" isFull><p class="quiet">From here on, as the public would read it.</p></Section> : null}
      <ReleasedScorecard content={draft.content} area={look.slug} />
    </Page>
  )
}

function Readiness({ draft, look, now }: PublishPageProps) {
  const all = draft.content.results.flatMap(({ indicators }) => indicators)
  if (!draft.framework) return <Section heading="First"><EmptyState reason="No framework is chosen yet."><p><a href="/results">Adopt one, or write your own results</a>. A scorecard shows the headline indicators of its results.</p></EmptyState></Section>
  if (!all.length) return <Section heading="First"><EmptyState reason={`${draft.framework.name} has no headline indicators yet.`}><p><a href="/results">Give its results some</a>.</p></EmptyState></Section>
  const story = (one: ReleasedIndicator) => <a href={`${measureAddress(one.measureId, look.placeCode, one.groupId)}#story`}>{one.label}</a>
  const lacks = [
    ...all.filter(({ now: latest }) => !latest).map((one) => <>{story(one)}: no figure is published for {look.placeName}; the reason is shown instead</>),
    ...all.filter(({ now: latest }) => latest && (monthsOld(latest.ends, now) ?? 0) >= 18).map((one) => <>{story(one)}: its latest figure, {one.now!.period}, is {monthsOld(one.now!.ends, now)} months old</>),
    ...all.filter((one) => !one.story && !draft.unexplained.includes(one)).map((one) => <>{story(one)}: no story; the public is told so</>),
  ]
  return (
    <>
      <Section heading="What stands in the way" id="unexplained">
        {draft.unexplained.length ? (
          <>
            <p>What gets worse is shown to the public with its story, or not at all. Write why, for the latest period, of:</p>
            <Rows items={draft.unexplained.map((one) => <><Verdict kind="worse" /> {story(one)}, {one.now?.period}: <span class="quiet">{one.trend.because}{one.story ? `. A story is there, but it speaks of ${one.story.period ?? 'an earlier period'}` : ''}</span></>)} />
          </>
        ) : <p><Verdict kind="better">Nothing.</Verdict> Everything that is getting worse has a story for its latest period.</p>}
      </Section>
      {lacks.length ? <Section heading="What a reader will miss" aside="None of this stops it from being shown"><Details summary={`${lacks.length} ${lacks.length === 1 ? 'thing' : 'things'}`}><Rows items={lacks} /></Details></Section> : null}
    </>
  )
}

function PublishForm({ draft, names, look, once, sent }: PublishPageProps) {
  const { writers, unexplained, frameworks, framework, fingerprint } = draft
  const errors = sent?.form === 'publish' ? sent.errors : {}
  // A form that cannot be sent is none: only what stands in it is shown.
  const content = (
    <>
      <Hidden fields={{ once, framework: framework!.slug, seen: fingerprint }} />
      {writers.length ? (
        <>
          <p>{writers.length === 1 ? 'One story becomes' : `${writers.length} stories become`} public, in the words of whoever wrote {writers.length === 1 ? 'it' : 'them'}. Names are not shown.</p>
          <Rows items={writers.map(({ by, label, measureId, groupId }) => <><a href={`${measureAddress(measureId, look.placeCode, groupId)}#story`}>{label}</a> <span class="quiet">written by {names.get(by) ?? by}</span></>)} />
          <Checkboxes name="words" error={errors['words']} values={sent?.typed['words'] ? ['yes'] : []} items={[{ value: 'yes', text: 'I have read these stories: the words may be public, and no child or family can be recognised in them' }]} />
        </>
      ) : null}
      <Buttons>{unexplained.length ? <Button type="button" unavailable={{ describedBy: 'unexplained' }}>Show it to the public</Button> : <Button>Show it to the public</Button>}</Buttons>
    </>
  )
  return (
    <Section heading="Show it" id="publish">
      {frameworks.length > 1 ? (
        <form method="get" action="/publish" class="cols two">
          <Select label="Framework" name="framework" value={framework!.slug} items={frameworks.map(({ slug, name }) => ({ value: slug, text: name }))} />
          <div><Button kind="secondary">Look at this one</Button></div>
        </form>
      ) : null}
      {unexplained.length ? content : <form method="post" action="/publish" novalidate>{content}</form>}
    </Section>
  )
}

function Shown({ releases, names, once, sent, look }: PublishPageProps) {
  if (!releases.length) return null
  return (
    <Section heading="Shown so far" aside="The newest one is in force" id="withdraw">
      <Rows items={releases.map(({ id, publishedAt, publishedBy, withdrawnAt, withdrawnReason, framework }, at) => (
        <>
          <p><b>{framework}</b>, {dayInWords(publishedAt)} <span class="quiet">by {names.get(publishedBy) ?? publishedBy}{at === 0 && !withdrawnAt ? ', in force' : ''}</span></p>
          {withdrawnAt ? <p class="quiet">Withdrawn {dayInWords(withdrawnAt)}: <span dir="auto">{withdrawnReason}</span></p> : (
            <>
              <p><a href={`${publicAddress(look.slug, 'scorecard')}?release=${id}`}>What it shows<span class="govuk-visually-hidden"> ({dayInWords(publishedAt)})</span></a></p>
              <Details summary="Withdraw it" open={sent?.form === 'withdraw' && sent.typed['id'] === id}>
                <form method="post" action="/publish/withdraw" novalidate>
                  <Hidden fields={{ once, id }} />
                  <Textarea dir="auto" label="Why" hint="The public reads this in its place" name="reason" id={sent?.typed['id'] === id ? 'reason' : `reason-${id}`} rows={2} value={sent?.typed['id'] === id ? sent.typed['reason'] : ''} error={sent?.typed['id'] === id ? sent.errors['reason'] : undefined} />
                  <Button kind="warning">Withdraw it from the public</Button>
                </form>
              </Details>
            </>
          )}
        </>
      ))} />
    </Section>
  )
}
