import { Button, Buttons, Columns, DataTable, EmptyState, Foot, Input, Opening, Page, Section, Select, Verdict, TakeAway } from '#design'
import { newId, type Viewer } from '#platform'
import { address, definitionAddress, measureAddress } from './addresses.ts'
import { type BookAsked, type BookLine, DIRECTION, latestInWords } from './book-list.ts'
import { capital } from './sentence.ts'
import { TREND_RULE } from './trend.ts'

export interface BookPageProps {
  viewer: Viewer
  nonce: string
  asked: BookAsked
  lines: Map<string, BookLine[]>
  topics: string[]
  groups: { id: string; label: string }[]
  total: number
}

/** The measure book: what is measured, how, and how the place stands in each. */
export function BookPage({ viewer, nonce, asked, lines, topics, groups, total }: BookPageProps) {
  const found = [...lines.values()].flat()
  const withFigures = found.filter(({ hasFigures }) => hasFigures).length
  const isAll = found.length === total
  return (
    <Page title="Measures" viewer={viewer} path="/measures" nonce={nonce} foot={<Foot lines={[TREND_RULE, 'LAIT is the Local Authority Interactive Tool of the Department for Education; its file is bds_long_0.parquet.']} />}>
      <Opening kicker="The measure book" heading={isAll ? `${total} measures, ${withFigures} of them with figures` : isFirst(asked) ? `${found.length} measures with figures` : found.length === 1 ? 'One measure fits' : `${found.length} measures fit`}
        standfirst={<>What is counted, for whom, by whom, and {viewer.placeName}’s latest figure of each.{isAll ? null : <> <a href={WHOLE_BOOK}>All {total} measures of the book</a>{total > withFigures ? ', with those whose figures are not in yet' : ''}.</>}</>} />
      {lines.size > 1 ? <Section heading="Topics" isScreenOnly><Contents lines={lines} /></Section> : null}
      <Section heading="Find a measure" isScreenOnly><FindForm asked={asked} topics={topics} groups={groups} isAll={isAll} /></Section>
      {found.length ? [...lines].map(([topic, some]) => <Section heading={topic} id={anchorOf(topic)} aside={some.length === 1 ? 'One measure' : `${some.length} measures`}><Lines topic={topic} lines={some} viewer={viewer} group={asked.group} /></Section>) : (
        <Section heading="Nothing fits">
          {total ? (
            <EmptyState reason="No measure fits all you asked for.">
              <p>Use fewer or other words, or <a href={WHOLE_BOOK}>see the whole book</a>. <a href={address('/search', { q: asked.q })}>Search everything</a> also finds words spelt almost right.</p>
            </EmptyState>
          ) : <EmptyState reason="The measure book is empty."><p><a href="/data">Take a file in</a>: its measures come with it.</p></EmptyState>}
        </Section>
      )}
      <TakeAway subject={address('/measures', { ...asked })} sheets keeps once={newId()} />
    </Page>
  )
}

const WHOLE_BOOK = '/measures?figures=all'
const isFirst = ({ q, topic, group, figures }: BookAsked) => figures === 'yes' && ![q, topic, group].some(Boolean)
const anchorOf = (topic: string) => `topic-${topic.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`

function Contents({ lines }: { lines: Map<string, BookLine[]> }) {
  return (
    <nav aria-label="Topics">
      <ul class="plain contents">{[...lines].map(([topic, some]) => <li><a href={`#${anchorOf(topic)}`}>{topic}</a> <span class="quiet">{some.length}</span></li>)}</ul>
    </nav>
  )
}

function FindForm({ asked, topics, groups, isAll }: { asked: BookAsked; topics: string[]; groups: { id: string; label: string }[]; isAll: boolean }) {
  return (
    <form action="/measures" class="stack">
      <Columns kind="two">
        <Input label="Words" name="q" id="words" value={asked.q} type="search" hint="In its name, definition or the source’s own short name" />
        <Select label="Topic" name="topic" value={asked.topic ?? ''} hint="As the source sorts them" items={[{ text: 'Every topic', value: '' }, ...topics.map((topic) => ({ text: topic, value: topic }))]} />
      </Columns>
      <Columns kind="two">
        <Select label="Published for" name="group" value={asked.group ?? ''} items={[{ text: 'Any group', value: '' }, ...groups.map(({ id, label }) => ({ text: label, value: id }))]} />
        <Select label="Figures" name="figures" value={asked.figures ?? 'all'} items={[{ text: 'With or without figures', value: 'all' }, { text: 'With figures', value: 'yes' }, { text: 'Without figures yet', value: 'no' }]} />
      </Columns>
      <Buttons><Button>Show</Button>{isAll ? null : <a href={WHOLE_BOOK}>Show the whole book</a>}</Buttons>
    </form>
  )
}

function Lines({ topic, lines, viewer, group }: { topic: string; lines: BookLine[]; viewer: Viewer; group: string | undefined }) {
  return (
    <DataTable caption={`Measures: ${topic}`} hidesCaption columns={['Measure', `Latest, ${viewer.placeName}`, 'Trend', 'Direction', 'Published by']}
      rows={lines.map((line) => [<Name line={line} code={viewer.placeCode} group={group} />, <Latest line={line} />, <TrendCell line={line} />, DIRECTION[line.measure.polarity], line.measure.publisher])} />
  )
}

function Name({ line: { measure, groups, series }, code, group }: { line: BookLine; code: string; group: string | undefined }) {
  const others = groups.filter((one) => one !== 'All children')
  return (
    <>
      <a href={measureAddress(measure.id, code, group && series?.group.id === group ? group : undefined)}>{measure.label}</a>
      <br />
      <span class="small quiet">
        {measure.unit ? `${measure.unit}. ` : ''}{others.length ? `Also for: ${others.slice(0, 6).join(', ')}${others.length > 6 ? ` and ${others.length - 6} more` : ''}. ` : ''}
        <a href={definitionAddress(measure.id)}>Definition<span class="govuk-visually-hidden"> of {measure.label}</span></a>
      </span>
    </>
  )
}

function Latest({ line }: { line: BookLine }) {
  if (!line.hasFigures) return <span class="small quiet">No figures yet: <a href="/data">{line.series?.source === 'ees' ? 'take in its release' : 'take in LAIT’s file'}<span class="govuk-visually-hidden"> for {line.measure.label}</span></a></span>
  if (!line.latest) return <span class="small quiet">{capital(latestInWords(line))}</span>
  return <><span class="nowrap">{latestInWords(line)}</span><br /><span class="small quiet">{line.series && line.series.group.id !== 'all' ? `${line.series.group.label}, ` : ''}{line.latest.period}</span></>
}

function TrendCell({ line: { trend } }: { line: BookLine }) {
  if (!trend) return null
  return <>{trend.kind ? <><Verdict kind={trend.kind} /><br /></> : null}<span class="small quiet">{trend.because}</span></>
}
