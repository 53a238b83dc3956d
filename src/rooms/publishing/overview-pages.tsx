import { DataTable, EmptyState, Opening, Page, Rows, Section, showAmount } from '#design'
import { dayInWords } from '#kernel'
import { byName, type Series, type Summary } from '#rooms/measures'
import type { Look } from '#rooms/places'
import { promisesInWords } from '#rooms/programme'
import { publicAddress, publicMeasure } from './public-address.ts'
import { PublicPage, type Shown } from './public-frame.tsx'
import type { ReleaseContent } from './release-content.ts'
import { openingOf, ReleaseTally } from './released-scorecard.tsx'
import type { Release } from './releases.ts'
import { lifeOfLine, type StrategyLine, type Verdicts } from './strategy-lines.ts'

/** The areas that are run here, for anybody. */
export function AreasPage({ areas, frame }: { areas: Look[]; frame: Shown }) {
  return (
    <Page title="Areas" viewer={null} area={null} publicHome="/public" path={frame.path} nonce={frame.nonce}>
      <Opening heading="How children are doing, area by area" standfirst="What each area wants for its children, how it is going, and whether it kept its promises. Every figure here is published; where nothing is, the page says so." />
      <Section heading="Areas">
        {areas.length ? <Rows items={areas.map(({ slug, name, logo, placeName }) => (
          <>{logo ? <img class="logo" src={logo.href} alt="" /> : null} <a href={publicAddress(slug)}>{name}</a>{placeName === name ? null : <span class="quiet"> {placeName}</span>}</>
        ))} /> : <EmptyState reason="No area has been made here yet." />}
      </Section>
    </Page>
  )
}

export interface Overview {
  look: Look
  release: Release | null
  content: ReleaseContent | null
  strategies: { line: StrategyLine; verdicts: Verdicts }[]
}

/** What an area wants for its children, how it is going, and its promises. */
export function OverviewPage({ overview: { look, release, content, strategies }, frame }: { overview: Overview; frame: Shown }) {
  return (
    <PublicPage title="Overview" look={look} shown={frame}>
      <Opening kicker={<><a href="/public">All areas</a> · <b>{look.name}</b></>} heading={content ? openingOf(content) : `What is published about children in ${look.placeName}${strategies.length ? ', and what they were promised' : ''}`}
        standfirst={content ? `From the scorecard ${look.name} published on ${dayInWords(release!.publishedAt)}.` : `${look.name} has not published a scorecard yet. The published figures of ${look.placeName} are here all the same.`}
        aside={content ? <ReleaseTally content={content} /> : undefined} />
      {content ? (
        <Section heading="What we want" aside={<a href={publicAddress(look.slug, 'scorecard')}>The whole scorecard</a>}>
          <Rows items={content.results.map(({ body, population }, at) => <><a href={`${publicAddress(look.slug, 'scorecard')}#result-${at + 1}`}><bdi>{body}</bdi></a> <span class="quiet">{population}</span></>)} />
        </Section>
      ) : null}
      <Section heading="Promises" aside="Each is judged on published figures alone">
        {strategies.length ? <StrategyRows look={look} strategies={strategies} /> : <p class="quiet">{look.name} shows no strategy here yet.</p>}
      </Section>
      <Section heading="Figures">
        <Rows items={[
          ...(content ? [] : [<a href={publicAddress(look.slug, 'scorecard')}>The figures every area is asked about first</a>]),
          <><a href={publicAddress(look.slug, 'measures')}>Every measure</a> <span class="quiet">what is published about {look.placeName}, beside England and its neighbours</span></>,
        ]} />
      </Section>
    </PublicPage>
  )
}

export function StrategiesPage({ look, strategies, frame }: { look: Look; strategies: Overview['strategies']; frame: Shown }) {
  const kept = strategies.map(({ verdicts }) => verdicts)
  const sum = (kind: keyof Verdicts) => kept.reduce((all, one) => all + one[kind], 0)
  const all = { kept: sum('kept'), 'not-kept': sum('not-kept'), 'cannot-be-known': sum('cannot-be-known') }
  return (
    <PublicPage title="Strategies and promises" look={look} shown={frame}>
      <Opening kicker={<><a href={publicAddress(look.slug)}>{look.name}</a> · <b>Strategies and promises</b></>} heading={all.kept + all['not-kept'] + all['cannot-be-known'] ? promisesInWords(all) : 'What was promised, and was it kept?'}
        standfirst="A promise is judged on published figures alone. One without a value, a date or a published measure cannot be judged, and the page says so." />
      <Section heading="Strategies">{strategies.length ? <StrategyRows look={look} strategies={strategies} /> : <EmptyState reason={`${look.name} shows no strategy here yet.`} />}</Section>
    </PublicPage>
  )
}

function StrategyRows({ look, strategies }: { look: Look; strategies: Overview['strategies'] }) {
  return (
    <Rows items={strategies.map(({ line, verdicts }) => (
      <>
        <p><a href={publicAddress(look.slug, 'strategies', line.slug)}><b dir="auto">{line.title}</b></a> <span class="quiet">{lifeOfLine(line)}</span></p>
        {line.promises ? <p><a href={publicAddress(look.slug, 'promises', line.slug)}>Was it kept?</a> {promisesInWords(verdicts)}.</p> : <p class="quiet">It asks to be judged by nothing that is written down here.</p>}
      </>
    ))} />
  )
}

/** Every measure with a figure, by topic, with the latest of the area's place and of England. */
export function MeasuresPage({ look, lines, frame }: { look: Look; lines: { series: Series; summary: Summary }[]; frame: Shown }) {
  const topics = [...Map.groupBy(lines, ({ series }) => series.measure.topic)].sort(([a], [b]) => byName(a, b))
  return (
    <PublicPage title="Measures" look={look} shown={frame}>
      <Opening kicker={<><a href={publicAddress(look.slug)}>{look.name}</a> · <b>Measures</b></>} heading={`${lines.length} measures are published about ${look.placeName}`} standfirst="Open one for its whole curve, what is counted, and the row of the file it is from." />
      {topics.map(([topic, own]) => (
        <Section heading={topic || 'Other'}>
          <DataTable caption={topic || 'Other measures'} hidesCaption columns={['Measure', 'Period', { label: look.placeName, isNumber: true }, { label: 'England', isNumber: true }]}
            rows={own.toSorted((a, b) => byName(a.series.measure.label, b.series.measure.label)).map(({ series, summary: { now, englandNow, isTotal } }) => [
              <a href={publicMeasure(look.slug, series.measure.id, series.group.id)}>{series.measure.label}{series.group.id === 'all' ? '' : `, ${series.group.label}`}</a>,
              now?.period.label ?? '', now ? showAmount(now.value, series) : <span class="quiet">no figure</span>, isTotal || englandNow === null ? <span class="quiet">{isTotal ? 'a total' : 'no figure'}</span> : showAmount(englandNow, series),
            ])} />
        </Section>
      ))}
      {topics.length ? null : <Section heading="Measures"><EmptyState reason="No figures are in yet." /></Section>}
    </PublicPage>
  )
}

