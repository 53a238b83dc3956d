import { EmptyState, NotificationBanner, Opening, Rows, Section, TakeAway } from '#design'
import { dayInWords } from '#kernel'
import { TREND_RULE } from '#rooms/measures'
import type { Look } from '#rooms/places'
import { IndicatorCurve, IndicatorTable } from './indicator-curves.tsx'
import { publicAddress, publicMeasure } from './public-address.ts'
import { PublicPage, type Shown } from './public-frame.tsx'
import type { PublishedIndicator } from './published-indicator.ts'
import type { ReleaseContent } from './release-content.ts'
import { NothingReleased, openingOf, ReleasedScorecard, ReleaseTally } from './released-scorecard.tsx'
import type { Release } from './releases.ts'

export interface PublicScorecard {
  look: Look
  releases: Release[]
  /** The release on the page with what it says; null where none is in force. */
  shown: { release: Release; content: ReleaseContent } | null
  /** Where none is shown: what is published of the headline indicators. */
  figures: PublishedIndicator[]
}

/** The area's scorecard for everyone: the release in force, or the bare published figures. */
export function PublicScorecardPage({ scorecard, frame }: { scorecard: PublicScorecard; frame: Shown }) {
  const { look, releases, shown } = scorecard
  return (
    <PublicPage title="Scorecard" look={look} shown={frame} foot={footOf(scorecard)}>
      {shown ? <Released scorecard={scorecard} shown={shown} /> : <Unreleased scorecard={scorecard} />}
      {releases.length > 1 || (releases.length && !shown) ? <Earlier releases={releases} slug={look.slug} shownId={shown?.release.id ?? null} /> : null}
      <TakeAway subject={`${publicAddress(look.slug, 'scorecard')}${shown ? `?release=${shown.release.id}` : ''}`} sheets once="" />
    </PublicPage>
  )
}

function Released({ scorecard: { look, releases }, shown: { release, content } }: { scorecard: PublicScorecard; shown: NonNullable<PublicScorecard['shown']> }) {
  const newest = releases[0]!
  return (
    <>
      {newest.id === release.id ? null : <NotificationBanner><p>This is an earlier scorecard. <a href={publicAddress(look.slug, 'scorecard')}>{newest.withdrawnAt ? 'What stands now' : `The one of ${dayInWords(newest.publishedAt)} has taken its place`}</a>.</p></NotificationBanner>}
      <Opening kicker={<><a href={publicAddress(look.slug)}>{look.name}</a> · <b>Scorecard</b> · published {dayInWords(release.publishedAt)}</>} heading={openingOf(content)}
        standfirst={<><bdi>{content.framework.name}</bdi>. Figures, stories and targets as they stood on {dayInWords(release.publishedAt)}.</>} aside={<ReleaseTally content={content} />} />
      <ReleasedScorecard content={content} area={look.slug} />
    </>
  )
}

function Unreleased({ scorecard: { look, releases, figures } }: { scorecard: PublicScorecard }) {
  const withdrawn = releases[0]?.withdrawnAt ? releases[0] : null
  return (
    <>
      <Opening kicker={<><a href={publicAddress(look.slug)}>{look.name}</a> · <b>Scorecard</b></>} heading={`What is published about children in ${look.placeName}`}
        standfirst={`The curves every area is asked about first. The thick line is ${look.placeName}, the thin one England.`} />
      <Section heading="Scorecard">
        {withdrawn ? (
          <EmptyState reason={`The scorecard published on ${dayInWords(withdrawn.publishedAt)} was withdrawn on ${dayInWords(withdrawn.withdrawnAt!)}.`}>
            <p dir="auto">{withdrawn.withdrawnReason}</p><p>Below are the published figures alone, without a word on whether they are good or bad.</p>
          </EmptyState>
        ) : <NothingReleased name={look.name} />}
      </Section>
      <Section heading="Published figures">
        {figures.length ? (
          <>
            <div class="cols three">{figures.map((one, at) => <IndicatorCurve id={`f-${at + 1}`} indicator={one} place={look.placeName} href={publicMeasure(look.slug, one.measureId, one.groupId)} />)}</div>
            <IndicatorTable indicators={figures} place={look.placeName} />
          </>
        ) : <p class="quiet">No figures are in yet.</p>}
      </Section>
    </>
  )
}

function Earlier({ releases, slug, shownId }: { releases: Release[]; slug: string; shownId: string | null }) {
  return (
    <Section heading="Published before">
      <Rows items={releases.filter(({ id }) => id !== shownId).map(({ id, publishedAt, withdrawnAt, withdrawnReason, framework }) => withdrawnAt
        ? <>{framework}, {dayInWords(publishedAt)}: withdrawn {dayInWords(withdrawnAt)}. <span dir="auto">{withdrawnReason}</span></>
        : <a href={`${publicAddress(slug, 'scorecard')}?release=${id}`}>{framework}, {dayInWords(publishedAt)}</a>)} />
    </Section>
  )
}

function footOf({ shown, figures }: PublicScorecard) {
  const sources = [...new Set((shown ? shown.content.results.flatMap(({ indicators }) => indicators) : figures).map(({ source }) => source))]
  return [
    ...(sources.length ? [`Sources: ${sources.join('; ')}.`] : []), 'Neighbours: the plain mean of the Department for Education’s statistical neighbours, not weighted by population.',
    ...(shown ? [TREND_RULE] : []),
  ]
}
