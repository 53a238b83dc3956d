import { EmptyState, Section, showAmount, Tally, Verdict } from '#design'
import { dayInWords } from '#kernel'
import { IndicatorCurve, IndicatorTable } from './indicator-curves.tsx'
import { publicMeasure } from './public-address.ts'
import type { ReleaseContent, ReleasedIndicator, ReleasedResult } from './release-content.ts'

/** A scorecard as it is shown to the public: each result with its curves, the word for where each is going, and the story behind it. */
export function ReleasedScorecard({ content, area }: { content: ReleaseContent; area: string }) {
  const { results, place } = content
  return (
    <>
      {results.map((result, at) => <ResultSection result={result} place={place.name} area={area} at={at} />)}
      <Section heading="The numbers" aside="Everything the curves above draw"><IndicatorTable indicators={results.flatMap(({ indicators }) => indicators)} place={place.name} /></Section>
    </>
  )
}

function ResultSection({ result, place, area, at }: { result: ReleasedResult; place: string; area: string; at: number }) {
  const { indicators } = result
  const drawn = (indicator: ReleasedIndicator) => (
    <IndicatorCurve id={`i-${at + 1}-${indicators.indexOf(indicator) + 1}`} indicator={indicator} place={place} href={publicMeasure(area, indicator.measureId, indicator.groupId)}>
      <Going indicator={indicator} />
    </IndicatorCurve>
  )
  const said = indicators.filter(({ story, target }) => story || target)
  const bare = indicators.filter((one) => !said.includes(one))
  return (
    <Section heading={<span dir="auto">{result.body}</span>} aside={<>{result.population}{result.agreedBy ? <>. Agreed by <span dir="auto">{result.agreedBy}</span>{result.agreedOn ? `, ${dayInWords(result.agreedOn)}` : ''}</> : null}</>} id={`result-${at + 1}`}>
      {result.looksLike ? <p class="quiet" dir="auto">{result.looksLike}</p> : null}
      {said.map((indicator) => <div class="cols shown">{drawn(indicator)}<Said indicator={indicator} /></div>)}
      {bare.length ? <div class="cols three">{bare.map(drawn)}</div> : null}
      {bare.length ? <p class="small quiet">No story has been written behind {bare.length === 1 ? 'this curve' : said.length ? 'these curves' : 'any of these curves'}.</p> : null}
    </Section>
  )
}

function Going({ indicator: { trend } }: { indicator: ReleasedIndicator }) {
  return <>{trend.kind ? <Verdict kind={trend.kind} /> : null} <span>{trend.because}</span></>
}

function Said({ indicator: { story, target, unit, decimals, label } }: { indicator: ReleasedIndicator }) {
  return (
    <div class="words">
      {target ? <p><b>Where it should be:</b> {showAmount(target.value, { unit, decimals })} by {target.period}.</p> : null}
      {story ? (
        <>
          <h3>The story behind the curve<span class="govuk-visually-hidden"> of {label}</span></h3>
          <div class="prose" dir="auto">{story.body.split(/\n\s*\n/).map((paragraph) => <p dir="auto">{paragraph}</p>)}</div>
          <p class="small quiet">Written {dayInWords(story.at)}{story.period ? `, when ${story.period} was the latest figure` : ''}.</p>
        </>
      ) : <p class="quiet">No story has been written behind this curve.</p>}
    </div>
  )
}

/** How many are getting better and worse, counted from the scorecard itself. */
export function ReleaseTally({ content }: { content: ReleaseContent }) {
  const all = content.results.flatMap(({ indicators }) => indicators)
  const count = (kind: ReleasedIndicator['trend']['kind']) => all.filter(({ trend }) => trend.kind === kind).length
  const rows = [
    { label: 'Better', kind: 'better' as const, count: count('better') }, { label: 'Worse', kind: 'worse' as const, count: count('worse') },
    { label: 'No clear change', kind: 'steady' as const, count: count('steady') }, { label: 'Can’t be known', kind: 'doubt' as const, count: count('doubt') },
    { label: 'Neither end is better', count: count(null) },
  ]
  return <Tally items={rows.filter((row) => row.count)} />
}

/** The sentence a scorecard opens with, counted from its own figures. */
export function openingOf({ results, place }: ReleaseContent) {
  const all = results.flatMap(({ indicators }) => indicators)
  const said = (kind: 'better' | 'worse') => all.filter(({ trend }) => trend.kind === kind).length
  const [better, worse] = [said('better'), said('worse')]
  const of = all.length === 1 ? 'its one headline indicator' : `its ${all.length} headline indicators`
  if (!better && !worse) return `None of ${of} is clearly getting better or worse in ${place.name}`
  return `In ${place.name}, ${better || 'none'} of ${of} ${better === 1 ? 'is' : better ? 'are' : 'is'} getting better and ${worse || 'none'} worse`
}

export function NothingReleased({ name }: { name: string }) {
  return <EmptyState reason={`${name} has not published a scorecard yet.`}><p>Below are the published figures of its headline indicators, as the Department for Education and others publish them, without a word on whether they are good or bad.</p></EmptyState>
}
