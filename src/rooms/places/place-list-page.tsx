import { Button, Buttons, Columns, DataTable, EmptyState, Input, Opening, Page, Section, Select } from '#design'
import { dayInWords } from '#kernel'
import type { Viewer } from '#platform'

export interface PlaceLine {
  code: string
  name: string
  level: string
  /** Three-digit DfE code, where it has one. */
  dfe: string | null
  from: string | null
  to: string | null
  before: { code: string; name: string }[]
  after: { code: string; name: string; on: string }[]
}

export interface PlaceListProps {
  viewer: Viewer
  nonce: string
  /** By parent: its name, "" for those without one. */
  groups: { parent: { code: string; name: string } | null; lines: PlaceLine[] }[]
  asked: { q: string; on: string; hierarchy: string }
  hierarchies: { hierarchy: string; label: string }[]
  /** The day as people write it. */
  day: string
  error?: string | undefined
  csv: string
}

/** The places we hold, as they stood on a day. */
export function PlaceListPage({ viewer, nonce, groups, asked, hierarchies, day, error, csv }: PlaceListProps) {
  const count = groups.reduce((total, { lines }) => total + lines.length, 0)
  return (
    <Page title={error ? 'Error: Places' : 'Places'} viewer={viewer} path="/places" nonce={nonce} foot={<p><a href={csv}>Download this list as CSV</a></p>}>
      <Opening heading={count === 1 ? 'One place' : `${count.toLocaleString('en-GB')} places`} standfirst={`As they stood on ${day}. A place keeps its identity when its code changes, and ends when another takes over.`} />
      <Section heading="Find a place">
        <form action="/places" class="stack">
          <Columns kind="three">
            <Input label="Name or code" name="q" id="place" type="search" value={asked.q} />
            <Input label="On the day" name="on" value={asked.on} error={error} hint="Year, month, day: 2020-06-01" width={10} />
            <Select label="Grouped by" name="hierarchy" value={asked.hierarchy} items={hierarchies.map(({ hierarchy, label }) => ({ text: label, value: hierarchy }))} />
          </Columns>
          <Buttons><Button>Show</Button>{asked.q || asked.on ? <a href="/places">Show all of today</a> : null}</Buttons>
        </form>
        <p><a href="/places/settings">Schools and other settings of {viewer.areaName}</a>, and <a href="/places/hierarchies">what they lie in</a>. <a href="/services-offered">Services offered</a> to children and families</p>
      </Section>
      {count ? groups.map((group) => <Group group={group} />) : (
        <Section heading="Nothing found">
          <EmptyState reason={asked.q ? `No place fits “${asked.q}” on that day.` : 'No places stood on that day.'}>
            <p>Try part of the name, a code, or <a href="/places">all places of today</a>. A place that has ended is listed on a day it stood.</p>
          </EmptyState>
        </Section>
      )}
    </Page>
  )
}

function Group({ group: { parent, lines } }: { group: PlaceListProps['groups'][number] }) {
  const heading = parent?.name ?? 'Without a parent here'
  const hasDates = lines.some(({ from, to, before, after }) => from ?? to ?? before[0] ?? after[0])
  return (
    <Section heading={parent ? <a href={address(parent.code)}>{heading}</a> : heading} aside={lines.length === 1 ? 'One place' : `${lines.length} places`}>
      <DataTable caption={`Places: ${heading}`} hidesCaption columns={['Place', 'Code', 'DfE', 'Kind', ...(hasDates ? ['From and to'] : [])]}
        rows={lines.map((line) => [
          <a href={address(line.code)}><bdi>{line.name}</bdi></a>, line.code, line.dfe ?? '', line.level, ...(hasDates ? [<Dates line={line} />] : []),
        ])} />
    </Section>
  )
}

function Dates({ line: { from, to, before, after } }: { line: PlaceLine }) {
  const said = [from ? `from ${dayInWords(from)}` : null, to ? `to ${dayInWords(to)}` : null].filter(Boolean).join(' ')
  return (
    <>
      {said}
      {before.length ? <span class="small quiet">{said ? ', ' : ''}after {before.map(({ code, name }, at) => <>{at ? ', ' : ''}<a href={address(code)}>{name}</a></>)}</span> : null}
      {after.length ? <span class="small quiet">{said || before.length ? ', ' : ''}then {after.map(({ code, name }, at) => <>{at ? ', ' : ''}<a href={address(code)}>{name}</a></>)}</span> : null}
    </>
  )
}

const address = (code: string) => `/places/${encodeURIComponent(code)}`
