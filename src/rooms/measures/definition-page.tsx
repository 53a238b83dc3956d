import { DataTable, EmptyState, Found, Opening, Page, Rows, Section, SummaryList, TakeAway } from '#design'
import type { Viewer } from '#platform'
import { compareAddress, definitionAddress, measureAddress } from './addresses.ts'
import { DIRECTION, howToFill } from './book-list.ts'
import type { Definition } from './definition.ts'

const ACCOUNTABILITY = { population: 'Population: the well-being of all children of a place', performance: 'Performance: how well a service works' }
const SOURCES: Record<string, string> = { lait: 'Local Authority Interactive Tool', ees: 'Explore education statistics' }

/** Everything that is known of what a measure means. */
export function DefinitionPage({ viewer, nonce, definition: { measure, versions, series } }: { viewer: Viewer; nonce: string; definition: Definition }) {
  const hasFigures = series.some(({ periods }) => periods.length)
  return (
    <Page title={`Definition: ${measure.label}`} viewer={viewer} path="/measures/" nonce={nonce}>
      <Opening kicker={<><a href="/measures">Measures</a> · {measure.topic} · <b>Definition</b></>} heading={measure.label}
        standfirst={<><a href={measureAddress(measure.id, viewer.placeCode)}>{viewer.placeName}’s curve</a> · <a href={compareAddress({ measure: measure.id, place: viewer.placeCode })}>Compare</a></>} />
      <Section heading="What is counted">
        {paragraphs(measure.definition) ?? <EmptyState reason="The source gives no definition."><p>Its name and unit are all that is published.</p></EmptyState>}
      </Section>
      <Section heading="How it is worked out">
        {paragraphs(measure.method) ?? <p class="quiet">The source does not say.</p>}
        <SummaryList rows={[
          { key: 'Unit', value: measure.unit || 'None' }, { key: 'Direction', value: DIRECTION[measure.polarity] }, { key: 'Decimals shown', value: String(measure.decimals) },
          { key: 'Kind of period', value: measure.periodType || 'The source does not say' }, { key: 'Accountability', value: ACCOUNTABILITY[measure.accountability] },
          { key: 'Published by', value: measure.publisher }, { key: 'Called in Belong', value: <Found>{measure.id}</Found> },
        ]} />
      </Section>
      <Section heading="Comparing over time">
        {measure.breaks.length ? <Rows items={measure.breaks.map(({ period, note }) => <><b>{period}</b>: {note}</>)} /> : <p>No break in the series is known.</p>}
        {measure.comparability ? <p>{measure.comparability}</p> : null}
      </Section>
      <Section heading="Published columns" aside={"Where several publish the same, the first is shown"}>
        {hasFigures ? null : <EmptyState reason="No figures yet."><p>To have them, <a href="/data">{howToFill(series[0] ?? null)}</a>.</p></EmptyState>}
        <DataTable caption={`Columns published of ${measure.label}`} hidesCaption columns={['Group', 'Source', 'Its own name', 'Its label', 'Direction', 'Periods']}
          rows={series.map((one) => [
            one.group.label, SOURCES[one.source] ?? one.source, <Found>{one.source}:{one.code}</Found>, `${one.label}${one.unit && one.unit !== measure.unit ? ` (${one.unit})` : ''}`,
            DIRECTION[one.polarity], one.periods.length ? `${one.periods[0]!.label} to ${one.periods.at(-1)!.label}` : 'no figures yet',
          ])} />
      </Section>
      <Section heading="Versions" aside="A definition keeps every version it has had">
        {versions.length ? <Rows items={versions.map(({ version, from, batch, changed }) => (
          <><b>Version {version}</b>, from {from}{changed.length ? `: ${changed.join(', ')} changed` : ''}{batch === null ? '' : <>, with <a href={`/data/${batch}`}>batch {batch}</a></>}</>
        ))} /> : <p>Version {measure.version}, from {measure.validFrom}.</p>}
      </Section>
      <TakeAway subject={definitionAddress(measure.id)} sheets once="" />
    </Page>
  )
}

function paragraphs(text: string) {
  const some = text.split(/\n\s*\n/).map((one) => one.trim()).filter(Boolean)
  return some.length ? <>{some.map((one) => <p>{one}</p>)}</> : null
}
