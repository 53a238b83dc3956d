import type { ComponentChildren } from 'preact'
import { Columns, DataTable, EmptyState, ErrorSummary, Note, Opening, Page, Section, SummaryList } from '#design'
import { dayInWords } from '#kernel'
import type { Viewer } from '#platform'
import type { Place } from './directory.ts'
import type { PlaceStory } from './place-story.ts'

export interface PlacePageProps {
  viewer: Viewer
  nonce: string
  story: PlaceStory
  /** What rooms above show of a place: its headline measures. */
  headlines: ComponentChildren
  /** Of a setting or group: what the register says of it, what it lay in over time, and what may be changed. */
  setting?: ComponentChildren
  errors?: { text: string; href: string }[]
}

const SCHEMES: Record<string, string> = { ons: 'ONS code', dfe: 'DfE number', lait: 'LAIT number', urn: 'URN', laestab: 'LAESTAB', ukprn: 'UKPRN', local: 'Local code' }
const ORDER = ['ons', 'dfe', 'lait', 'urn', 'laestab', 'ukprn', 'local']

/** A place: what it is, what it was called, and who stands beside it. */
export function PlacePage({ viewer, nonce, story, headlines, setting, errors = [] }: PlacePageProps) {
  const { place, parents } = story
  const compare = `/compare?${new URLSearchParams({ place: place.code })}`
  return (
    <Page title={`${errors.length ? 'Error: ' : ''}${place.name}`} viewer={viewer} path="/places/" nonce={nonce}>
      {errors.length ? <ErrorSummary errors={errors} /> : null}
      <Opening kicker={<><a href="/places">Places</a>{parents.length ? <> · <Named place={parents[0]!.place} /></> : null} · {place.level}</>} heading={<bdi>{place.name}</bdi>}
        standfirst={<>{standing(story)} <a href={compare}>Compare it with others</a></>} />
      {headlines ? <Section heading="At a glance" aside={<a href="/measures">All measures</a>}>{headlines}</Section> : null}
      <Section heading="Codes and history">
        <SummaryList rows={[
          ...ORDER.flatMap((scheme) => codesOf(place, scheme)),
          ...parents.map(({ label, place: parent }) => ({ key: label, value: <Named place={parent} /> })),
          ...story.before.map(({ place: other, on }) => ({ key: 'Took over from', value: <><Named place={other} />, on {dayInWords(on)}</> })),
          ...story.after.map(({ place: other, on }) => ({ key: 'Was followed by', value: <><Named place={other} />, on {dayInWords(on)}</> })),
        ]} />
        {story.before.length ? <p class="small quiet">A successor does not inherit figures: those of the time before stand under the place that stood then.</p> : null}
      </Section>
      {setting}
      {place.level === 'authority' ? story.neighbours.map((set) => <Neighbours set={set} place={place} />) : null}
      {story.children.length ? <Section heading="In it" aside={story.children.length === 1 ? 'One place' : `${story.children.length} places`}><Children places={story.children} /></Section> : null}
      {place.level === 'school' || place.level === 'authority' || story.children.length ? null : <Section heading="In it"><EmptyState reason="No places are held within it." /></Section>}
    </Page>
  )
}

function standing({ place, after }: PlaceStory) {
  if (place.ends) return `It ended on ${dayInWords(place.ends)}${after.length ? `; ${after.map(({ place: { name } }) => name).join(' and ')} took over` : ''}. Its figures stay.`
  return place.starts ? `It has stood since ${dayInWords(place.starts)}.` : ''
}

function codesOf(place: Place, scheme: string) {
  const codes = place.codes.filter((one) => one.scheme === scheme)
  if (!codes.length) return []
  return [{ key: SCHEMES[scheme] ?? scheme, value: <>{codes.map(({ code, starts, ends }, at) => <>{at ? <br /> : null}{code}{starts || ends ? <span class="quiet">{between(starts, ends)}</span> : null}</>)}</> }]
}

function between(starts: string | null, ends: string | null) {
  return `${starts ? `, from ${dayInWords(starts)}` : ''}${ends ? `, until ${dayInWords(ends)}` : ''}`
}

function Neighbours({ set: { setId, label, source, closest, countedBy }, place }: { set: PlaceStory['neighbours'][number]; place: Place }) {
  const mutual = new Set(countedBy)
  return (
    <Section heading={label} id={`neighbours-${setId}`} aside={closest.length ? <><a href={`/compare?${new URLSearchParams({ place: place.code, with: `neighbours:${setId}` })}`}>Compare with them</a> · <a href={`/places/${encodeURIComponent(place.code)}?as=csv`}>CSV</a></> : undefined}>
      {closest.length ? (
        <Columns kind="margin">
          <DataTable caption={`${label}: closest first`} hidesCaption columns={['Neighbour', 'How alike', `Counts ${place.name} too`]}
            rows={closest.map((one) => [<Named place={one.place} />, one.closeness ?? 'not said', mutual.has(one.place) ? 'yes' : 'no'])} />
          <Note heading="Not the same both ways">
            <p>{countedBy.length === 0 ? `No authority counts ${place.name} among its ten.` : <>{countedBy.length === 1 ? 'One authority counts' : `${countedBy.length} authorities count`} {place.name} among {countedBy.length === 1 ? 'its' : 'their'} ten: {countedBy.map((one, at) => <>{at ? ', ' : ''}<Named place={one} /></>)}.</>}</p>
            <p>{source}</p>
          </Note>
        </Columns>
      ) : <EmptyState reason={`This model has no neighbours for ${place.name}.`}><p>{place.ends ? 'It had ended, or changed, by the time the model was made.' : 'It is newer than the model.'} <a href={`/compare?${new URLSearchParams({ place: place.code, with: 'region' })}`}>Compare it with its region</a> instead.</p></EmptyState>}
    </Section>
  )
}

function Children({ places }: { places: Place[] }) {
  const order = new Intl.Collator('en-GB')
  const sorted = places.toSorted((a, b) => order.compare(a.name, b.name))
  return (
    <DataTable caption="Places in it" hidesCaption columns={['Place', 'Code', 'Kind', 'Until']}
      rows={sorted.map((one) => [<Named place={one} />, one.code, one.level, one.ends ? dayInWords(one.ends) : ''])} />
  )
}

function Named({ place }: { place: Place }) {
  return <a href={`/places/${encodeURIComponent(place.code)}`}><bdi>{place.name}</bdi></a>
}
