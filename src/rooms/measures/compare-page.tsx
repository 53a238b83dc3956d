import {
  Button, Buttons, Columns, DataTable, Details, EmptyState, Foot, Hidden, Input, InsetText, Opening, Page, Section, Select, showAmount, SummaryList, TakeAway, Textarea,
} from '#design'
import { dayInWords, MISSING_IN_WORDS } from '#kernel'
import type { Viewer } from '#platform'
import { compareAddress, definitionAddress, measureAddress, placeAddress } from './addresses.ts'
import { ComparisonFigure } from './compare-figure.tsx'
import { bestFirst, type Comparison, type Standing } from './compare.ts'
import { type Looked, type View, VIEWS } from './compare-views.ts'
import { addressOf, besideWords, headingOf, QUARTERS, standfirstOf, tableHeading } from './compare-words.ts'
import { labelOf } from './headlines.ts'
import { inWords } from './sentence.ts'

export interface CompareChoices {
  measures: { id: string; label: string }[]
  places: { code: string; name: string }[]
  neighbourSets: { setId: string; label: string }[]
}

export interface ComparePageProps {
  viewer: Viewer
  nonce: string
  compared: Comparison
  looked: Looked
  choices: CompareChoices
  /** What was typed in "places by name or code". */
  codes: string
  mayKeepSets: boolean
  /** A fresh key, so that saving twice saves once. */
  saveKey: string
}

/** One measure of one place among all others. */
export function ComparePage(props: ComparePageProps) {
  const { viewer, nonce, compared, looked } = props
  const { series, place, period, cautions } = compared
  return (
    <Page title={`Compare: ${labelOf(series)}`} viewer={viewer} path="/compare" nonce={nonce} foot={<Sources compared={compared} />}>
      <Opening heading={headingOf(compared)} standfirst={standfirstOf(compared)}
        kicker={<><a href={measureAddress(compared.measureId, place.code, series.group.id)}>{labelOf(series)}</a> · <b>Compare</b> · {period.label}</>} />
      {cautions.length ? <Section isFull><InsetText>{cautions.map((one) => <p>{one}</p>)}</InsetText></Section> : null}
      <Section isFull>
        <Views compared={compared} codes={props.codes} view={looked.view} />
        <ComparisonFigure compared={compared} looked={looked} codes={props.codes} />
      </Section>
      <Section heading={tableHeading(compared)} aside={<>{compared.chosen.label}</>} id="beside">
        <BesideTable compared={compared} />
        <Means compared={compared} />
      </Section>
      <Section heading="Change the comparison" id="change" isScreenOnly><ChangeForm {...props} /></Section>
      {compared.comparators.length ? <Section heading="Keep these places" isScreenOnly aside={<a href="/compare/sets">Sets of {viewer.areaName}</a>}><KeepForm {...props} /></Section> : null}
      <TakeAway subject={addressOf(compared, props.codes, looked.view)} sheets papers keeps once={props.saveKey} />
    </Page>
  )
}

/** What the page says while no figures are in. */
export function NothingToCompare({ viewer, nonce, choices, asked }: { viewer: Viewer; nonce: string; choices: CompareChoices; asked: string | null }) {
  return (
    <Page title="Compare" viewer={viewer} path="/compare" nonce={nonce}>
      <Opening heading={asked ? `${asked} has no figures yet` : 'There are no figures to compare yet'} />
      <Section heading="What to do">
        <EmptyState reason="No figures have been taken in for this.">
          <p>They come with the releases of the Department for Education. <a href="/data">Take a file in</a>{choices.measures.length ? <>, or <a href="/compare">compare another measure</a></> : null}.</p>
        </EmptyState>
      </Section>
    </Page>
  )
}

/** The same figures looked at in other ways; which one is shown is in the address. */
function Views({ compared, codes, view }: { compared: Comparison; codes: string; view: View }) {
  return (
    <nav class="views" aria-label="Ways to look at it">
      <ul>{(Object.keys(VIEWS) as View[]).map((one) => <li><a href={addressOf(compared, codes, one)} aria-current={one === view ? 'page' : undefined}>{VIEWS[one]}</a></li>)}</ul>
    </nav>
  )
}

function BesideTable({ compared }: { compared: Comparison }) {
  const { us, comparators, style, period, of, chosen, place } = compared
  const isRanked = style.polarity !== 'none'
  const rows = [...comparators, us].sort(bestFirst(style.polarity))
  const top = Math.max(0, ...rows.map(({ figure }) => figure.value ?? 0))
  const changeUnit = style.unit.startsWith('%') ? 'points' : style.unit
  return (
    <DataTable caption={`${tableHeading(compared)}, ${period.label}`} hidesCaption
      columns={[
        { label: chosen.word === 'statistical neighbours' ? 'Place, and how alike' : 'Place' }, { label: `${period.label}${style.unit ? `, ${style.unit}` : ''}`, isNumber: true },
        { label: `Change${changeUnit ? `, ${changeUnit}` : ''}`, isNumber: true }, ...(isRanked ? [{ label: `Rank of ${of}`, isNumber: true }, { label: 'Quarter', isNumber: true }] : []),
      ]}
      rows={rows.map((one) => ({
        isUs: one === us,
        cells: [
          <>
            <a href={placeAddress(one.place.code)}><bdi>{one.place.name}</bdi></a><br />
            <Remark text={one === us ? 'this place' : one.closeness ?? (one.place.ends ? `ended ${one.place.ends}` : null)} />
            {isRanked ? <Placed one={one} of={of} /> : null}
            {top > 0 && one.figure.value !== null && one.figure.value >= 0 ? <Bar share={one.figure.value / top} isUs={one.place === place} /> : null}
          </>,
          shown(one, style.decimals), changeShown(one, style.decimals), ...(isRanked ? [one.rank ?? '', one.quartile ? QUARTERS[one.quartile] : ''] : []),
        ],
      }))} />
  )
}

/** On a narrow screen the columns of rank and quarter lie out of sight, so it stands beside the name. */
function Placed({ one: { rank, quartile }, of }: { one: Standing; of: number }) {
  return rank === null ? null : <span class="narrow small">Rank {rank} of {of}{quartile ? `, ${QUARTERS[quartile]}` : ''}</span>
}

function Remark({ text }: { text: string | null }) {
  return text ? <><span class="small quiet">{text}</span><br /></> : null
}

/** How long a value is beside the longest of its table; the figure beside it says the same. */
function Bar({ share, isUs }: { share: number; isUs: boolean }) {
  return (
    <svg width="120" height="8" viewBox="0 0 120 8" aria-hidden="true">
      <rect class="k-ahead" width="120" height="8" />
      <rect class={isUs ? 'f-us' : 'f-nb'} width={Math.round(1200 * share) / 10} height="8" />
    </svg>
  )
}

function shown({ figure }: Standing, decimals: number) {
  return figure.value === null ? <span class="quiet">{MISSING_IN_WORDS[figure.missing ?? 'not-reported']}</span> : showAmount(figure.value, { unit: '', decimals })
}

function changeShown({ change }: Standing, decimals: number) {
  if (change === null) return <span class="quiet">not known</span>
  const size = showAmount(change, { unit: '', decimals })
  return change > 0 && /[1-9]/.test(size) ? `+${size}` : size
}

function Means({ compared }: { compared: Comparison }) {
  const { comparators, chosen, mean, region, england } = compared
  const meanOf = chosen.word === 'statistical neighbours' ? `${inWords(comparators.length)} neighbours` : `${inWords(comparators.length)} places`
  const some = mean.reporting < comparators.length && mean.reporting > 0 ? ` (${mean.reporting} of them have a figure)` : ''
  const rows = [
    ...(comparators.length ? [{ key: `Mean of ${meanOf}`, value: `${besideWords(mean.value, null, compared)}${some}` }] : []),
    ...(region ? [{ key: region.place.name, value: besideWords(region.figure.value, region.figure.missing, compared) }] : []),
    ...(england ? [{ key: england.place.name, value: besideWords(england.figure.value, england.figure.missing, compared) }] : []),
  ]
  return (
    <>
      {comparators.length || !chosen.none ? null : <EmptyState reason={chosen.none}><p>Choose others under “Change the comparison”.</p></EmptyState>}
      {rows.length ? <SummaryList rows={rows} /> : null}
    </>
  )
}

function ChangeForm({ compared, looked, choices, codes }: ComparePageProps) {
  const { series, place, period, chosen, groups, sets } = compared
  const [newest, ...older] = choices.neighbourSets
  const withItems = [
    ...(newest ? [{ text: newest.label, value: 'neighbours' }] : []), ...older.map(({ setId, label }) => ({ text: label, value: `neighbours:${setId}` })),
    { text: 'Authorities of its region', value: 'region' }, { text: 'Every authority', value: 'all' },
    ...sets.map(({ id, name }) => ({ text: `Our set: ${name}`, value: `set:${id}` })), { text: 'Places I name below', value: 'codes' },
  ]
  const measures = choices.measures.some(({ id }) => id === compared.measureId) ? choices.measures : [{ id: compared.measureId, label: series.label }, ...choices.measures]
  const places = choices.places.some(({ code }) => code === place.code) ? choices.places : [{ code: place.code, name: place.name }, ...choices.places]
  return (
    <form action="/compare" class="stack">
      {looked.view === 'chart' ? null : <Hidden fields={{ view: looked.view }} />}
      <Columns kind="two">
        <Select label="Measure" name="measure" value={compared.measureId} items={measures.map(({ id, label }) => ({ text: label, value: id }))} />
        <Select label="Place" name="place" value={place.code} items={places.map(({ code, name }) => ({ text: name, value: code }))} />
      </Columns>
      <Columns kind="two">
        <Select label="Group" name="group" value={series.group.id} items={groups.map(({ id, label }) => ({ text: label, value: id }))} />
        <Select label="Period" name="period" value={period.label} items={series.periods.toReversed().map(({ label }) => ({ text: label, value: label }))} />
      </Columns>
      <Columns kind="two">
        <Select label="Compared with" name="with" value={chosen.with} items={withItems} />
        <Input label="Places, by name or code" name="codes" value={codes} hint="Used for “Places I name below”, with commas between: Leeds, E06000015, 383" />
      </Columns>
      <Buttons><Button>Show</Button></Buttons>
    </form>
  )
}

function KeepForm({ compared, mayKeepSets, saveKey }: ComparePageProps) {
  if (!mayKeepSets) return <p class="quiet">Your role cannot keep sets of places for the area.</p>
  const names = compared.comparators.map((one) => one.place.name)
  const { measureId, place, series } = compared
  return (
    <Details summary="Keep these places as a set for the area">
      <form method="post" action="/compare/sets" class="stack">
        <Hidden fields={{ key: saveKey, back: compareAddress({ measure: measureId, place: place.code, group: series.group.id }) }} />
        <Input label="Name of the set" name="name" hint="Core cities, for instance" width={20} />
        <Textarea dir="auto" label="Places" name="places" value={names.join('\n')} rows={Math.min(12, names.length + 1)} hint="One on each line, by name or code" />
        <Buttons><Button kind="secondary">Keep the set</Button></Buttons>
      </form>
    </Details>
  )
}

function Sources({ compared: { series, source } }: { compared: Comparison }) {
  return (
    <Foot lines={[
      <>Source: {[source?.publisher ?? series.measure.publisher, source?.release].filter(Boolean).join(', ')}{source?.committedAt ? `, taken in on ${dayInWords(source.committedAt)}` : ''}. <a href={definitionAddress(series.measure.id)}>How it is defined</a>.</>,
      'The mean of the places is plain, not weighted by population. Those that tie share the better rank. Quarters are cut as the Department for Education cuts them.',
    ]} />
  )
}
