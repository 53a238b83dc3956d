import { EmptyState, Opening, Page, Rows, Section } from '#design'
import type { Viewer } from '#platform'
import { address } from '#rooms/measures'
import type { Hit, Kind } from './search.ts'

/** What can be found, by kind. */
export const KIND_HEADINGS: Record<Kind, string> = {
  measure: 'Measures', group: 'Groups', place: 'Places', strategy: 'Strategies', priority: 'Priorities', promise: 'Promises', action: 'Actions', result: 'Results', wanted: 'Indicators still wanted', service: 'Services', view: 'Kept views',
}
/** Of one kind among others, and alone. */
const MOST = 10
const MOST_ALONE = 100

interface Props {
  viewer: Viewer
  nonce: string
  asked: string
  hits: Hit[]
  /** The one kind to show; null for all. */
  kind: Kind | null
  understoodAs: string | null
}

/** What was found, by kind; the kind of the best first. */
export function SearchPage({ viewer, nonce, asked, hits, kind, understoodAs }: Props) {
  const byKind = [...Map.groupBy(hits, ({ item }) => item.kind)].sort(([, a], [, b]) => b[0]!.score - a[0]!.score)
  const shown = kind ? byKind.filter(([one]) => one === kind) : byKind
  const most = kind ? MOST_ALONE : MOST
  return (
    <Page title={asked ? `Search: ${asked.slice(0, 60)}` : 'Search'} viewer={viewer} path="/search" nonce={nonce} search={asked}>
      <Opening heading={heading(asked, hits.length)} standfirst={understoodAs ? `Also looked for: ${understoodAs}.` : undefined} />
      {byKind.length > 1 || kind ? <Section heading="Kind" isScreenOnly><KindLinks asked={asked} kind={kind} byKind={byKind} all={hits.length} /></Section> : null}
      {shown.map(([one, some]) => (
        <Section heading={KIND_HEADINGS[one]} aside={some.length <= most ? String(some.length) : kind ? `The best ${most} of ${some.length}` : <>The best {most}. <a href={address('/search', { q: asked, kind: one })}>All {some.length}<span class="govuk-visually-hidden"> {KIND_HEADINGS[one].toLowerCase()}</span></a></>}>
          <Rows items={some.slice(0, most).map(({ item }) => (
            <><a href={item.kind === 'measure' ? `${item.href}?${new URLSearchParams({ place: item.place?.code ?? viewer.placeCode })}` : item.href}><bdi>{short(item.title)}{item.place ? `, ${item.place.name}` : ''}</bdi></a><br /><span class="small quiet"><bdi>{short(item.about)}</bdi></span></>
          ))} />
        </Section>
      ))}
      {shown.length ? null : <Section heading="What to try"><Nothing asked={asked} kind={kind} hasOthers={hits.length > 0} seesChildren={viewer.childrenAt?.href === '/children'} /></Section>}
    </Page>
  )
}

/** Each kind with how many were found; the one shown is no link. */
function KindLinks({ asked, kind, byKind, all }: { asked: string; kind: Kind | null; byKind: [Kind, Hit[]][]; all: number }) {
  const link = (to: Kind | null, words: string, count: number) => <li>{to === kind ? <b>{words}</b> : <a href={address('/search', { q: asked, kind: to })}>{words}</a>} <span class="quiet">{count}</span></li>
  return <ul class="plain kinds">{link(null, 'Everything', all)}{byKind.map(([one, some]) => link(one, KIND_HEADINGS[one], some.length))}{kind && !byKind.some(([one]) => one === kind) ? link(kind, KIND_HEADINGS[kind], 0) : null}</ul>
}

function heading(asked: string, count: number) {
  if (!asked) return 'What are you looking for?'
  const shown = asked.length > 80 ? `${asked.slice(0, 80)}…` : asked
  return <>{count === 0 ? 'Nothing fits' : count === 1 ? 'One thing fits' : `${count} things fit`} “<bdi>{shown}</bdi>”</>
}

const MOST_LETTERS = 240
const short = (text: string) => (text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text)

function Nothing({ asked, kind, hasOthers, seesChildren }: { asked: string; kind: Kind | null; hasOthers: boolean; seesChildren: boolean }) {
  const reason = !asked ? 'Type a word in the box above.' : kind && hasOthers ? `Nothing of this kind has these words: ${KIND_HEADINGS[kind].toLowerCase()}.` : 'Nothing that is looked through has these words.'
  return (
    <EmptyState reason={reason}>
      {seesChildren ? <p>Children are not looked for here. <a href="/children">Look for a child</a>.</p> : null}
      <p>Measures, groups, places, strategies with their priorities, promises and actions, results, services and your kept views are looked through, and words spelt almost right are found.</p>
      <p>Try one word: <a href="/search?q=absence">absence</a>, <a href="/search?q=EHC+plan">EHC plan</a>, <a href="/search?q=suspension">suspension</a>; a place, such as <a href="/search?q=Derby">Derby</a>; a code, such as 831 or E06000015; or a short name of the Local Authority Interactive Tool, such as TotPerAbNew.</p>
      <p>Or look through <a href="/measures">the measure book</a>, <a href="/strategies">the strategies</a> or <a href="/places">the list of places</a>.</p>
    </EmptyState>
  )
}
