import { Button, Buttons, Checkboxes, DataTable, Details, drawPage, EmptyState, ErrorSummary, Hidden, Input, NotificationBanner, Opening, Page, type PageViewer, Radios, Section, Select } from '#design'
import { dayInWords } from '#kernel'
import { DataCrumbs } from '../data-crumbs.tsx'
import { seriesLabel } from '../of-return.ts'
import { counted } from '../words.ts'
import { RETURNS } from './calendar-spec.ts'
import type { OwnList } from './own-lists.ts'
import type { ProposedReturn } from './proposal.ts'
import type { Expected } from './standing.ts'

export interface CalendarPageProps {
  viewer: PageViewer
  nonce: string
  year: number
  years: number[]
  expected: Expected[]
  /** What Belong proposes and is not expected yet. */
  proposed: ProposedReturn[]
  /** Lists that recipes read, to expect too. */
  lists: OwnList[]
  groups: { placeId: number; name: string }[]
  once: string
  done: string | null
  wrong: { fields: Record<string, string>; message: string; typed: Record<string, string> } | null
}

/** What the area expects from whom by when, and what Belong proposes. */
export function drawCalendarPage(props: CalendarPageProps) {
  const { viewer, nonce, year, years, expected, wrong, done } = props
  return drawPage(
    <Page title={wrong ? 'Error: Which returns are expected' : 'Which returns are expected'} viewer={viewer} path="/data" nonce={nonce}>
      {wrong ? <ErrorSummary errors={Object.entries(wrong.fields).length ? Object.entries(wrong.fields).map(([field, text]) => ({ text, href: `#${field}` })) : [{ text: wrong.message, href: '#expect' }]} /> : null}
      <Opening kicker={<DataCrumbs here="returns" beyond="Calendar" />} heading={expected.length ? `${counted(expected.length, 'return')} ${expected.length === 1 ? 'is' : 'are'} expected in ${year}/${String(year + 1).slice(2)}` : `Nothing is expected in ${year}/${String(year + 1).slice(2)} yet`}
        standfirst="From what stands here Belong tells what is late, reminds those who owe it, and says beside a figure what it does not rest on." />
      {done ? <Section><NotificationBanner kind="success" text={done} /></Section> : null}
      <Section isScreenOnly>
        <form method="get" action="/returns/calendar"><Select name="year" label="School year" value={year} items={years.map((one) => ({ value: one, text: `${one}/${String(one + 1).slice(2)}` }))} /><Buttons><Button kind="secondary">Show</Button></Buttons></form>
      </Section>
      <Proposal {...props} />
      <Section heading="Expected" id="expected">
        {expected.length ? [...Map.groupBy(expected, ({ series }) => series)].map(([series, some]) => <OneSeries {...props} series={series} some={some} />) : <EmptyState reason="Nothing yet." />}
      </Section>
      <Add {...props} />
    </Page>,
  )
}

function Proposal({ proposed, year, once }: CalendarPageProps) {
  const kinds = [...Map.groupBy(proposed, ({ series }) => series)]
  if (!kinds.length) return null
  return (
    <Section heading="What Belong proposes" id="proposal" aside="By the dates most areas keep; look at them before you accept">
      <form method="post" action="/returns/calendar/accept" class="stack">
        <Hidden fields={{ once: `${once} accept`, year: String(year) }} />
        <Checkboxes name="series" idPrefix="proposed" legend="Expect these" isSmall values={kinds.map(([series]) => series)} items={kinds.map(([series, some]) => {
          const spec = RETURNS.find((one) => one.series === series)!
          return { value: series, text: spec.label, hint: `${spec.about}. ${counted(some.length, 'time')}, ${some.length === 1 ? `due ${dayInWords(some[0]!.dueOn)}` : `due from ${dayInWords(some[0]!.dueOn)} to ${dayInWords(some.at(-1)!.dueOn)}`}; ${spec.byWhom === 'settings' ? 'from each setting' : 'from the authority'}${spec.asksSignOff ? ', signed off by the head' : ''}.` }
        })} />
        <Buttons><Button>Expect what is ticked</Button></Buttons>
      </form>
    </Section>
  )
}

const FEW = 6

function OneSeries({ series, some, once }: CalendarPageProps & { series: string; some: Expected[] }) {
  const table = (
    <DataTable caption={`${seriesLabel(series)}, by due day`} hidesCaption columns={['Period', 'Due', 'From whom', 'Signed off', 'Expect no more']}
      rows={some.map(({ id, label, dueOn, byWhom, asksSignOff }) => [
        label, dayInWords(dueOn), byWhom === 'settings' ? 'Each setting' : 'The authority', asksSignOff ? 'By the head' : 'Not asked',
        <Details summary={<>Stop<span class="govuk-visually-hidden"> expecting {label}</span></>}>
          <form method="post" action="/returns/calendar/stop"><Hidden fields={{ once: `${once} ${id}`, expected: id }} /><Input name="reason" id={`reason-${id}`} label="Why" /><Buttons><Button kind="secondary">Expect it no more</Button></Buttons></form>
        </Details>,
      ])} />
  )
  return some.length > FEW ? <Details summary={`${seriesLabel(series)}: ${counted(some.length, 'period')}`}>{table}</Details> : <><h3>{seriesLabel(series)}</h3>{table}</>
}

function Add({ lists, groups, wrong, once }: CalendarPageProps) {
  const typed = wrong?.typed ?? {}
  const field = (name: string) => ({ name, value: typed[name], error: wrong?.fields[name] })
  return (
    <Section heading="Expect another" id="expect" aside="Or give one that stands another day: the same return and period said again is changed">
      <form method="post" action="/returns/calendar/expect" class="stack">
        <Hidden fields={{ once: `${once} expect` }} />
        <Select {...field('series')} label="Which return" hint={<>What a recipe of the mapping page reads stands at the end. <a href="/data/mapping">Other lists</a></>}
          items={[...RETURNS.map(({ series, label }) => ({ value: series, text: label })), ...lists.map(({ series, recipes }) => ({ value: series, text: `${seriesLabel(series)}: ${recipes.join(', ')}` }))]} />
        <Input {...field('period')} label="Period" hint="As the return says it: 2026-3-autumn, 2026/27, 2026-11-16. Of a list it may be left out" width={20} />
        <Input {...field('label')} label="What people call it" hint="May be left out" />
        <Input {...field('from')} label="First day it speaks of" type="date" width={10} />
        <Input {...field('until')} label="Last day it speaks of" type="date" width={10} />
        <Input {...field('due')} label="Due" type="date" width={10} />
        <Radios name="whom" legend="From whom" value={typed['whom'] ?? 'settings'} items={[{ value: 'settings', text: 'Each setting' }, { value: 'authority', text: 'The authority' }]} />
        {groups.length ? <Select {...field('within')} label="Settings in" items={[{ value: '', text: 'The whole area' }, ...groups.map(({ placeId, name }) => ({ value: placeId, text: name }))]} /> : null}
        <Checkboxes name="sign-off" isSmall values={typed['sign-off'] ? ['yes'] : []} items={[{ value: 'yes', text: 'The head signs it off' }]} />
        <Buttons><Button kind="secondary">Expect it</Button></Buttons>
      </form>
    </Section>
  )
}
