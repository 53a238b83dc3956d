import { EmptyState, Opening, Page, Rows, Section } from '#design'
import type { Viewer } from '#platform'
import type { Hit, Kind } from './search.ts'

const HEADINGS: Record<Kind, string> = { measure: 'Measures', place: 'Places', action: 'Actions' }
const MOST = 25

/** What was found, by kind; the kind of the best first. */
export function SearchPage({ viewer, nonce, asked, hits, understoodAs }: { viewer: Viewer; nonce: string; asked: string; hits: Hit[]; understoodAs: string | null }) {
  const byKind = [...Map.groupBy(hits, ({ item }) => item.kind)].sort(([, a], [, b]) => b[0]!.score - a[0]!.score)
  return (
    <Page title={asked ? `Search: ${asked.slice(0, 60)}` : 'Search'} viewer={viewer} path="/search" nonce={nonce} search={asked}>
      <Opening heading={heading(asked, hits.length)} standfirst={understoodAs ? `Also looked for: ${understoodAs}.` : undefined} />
      {byKind.map(([kind, some]) => (
        <Section heading={HEADINGS[kind]} aside={some.length > MOST ? `The best ${MOST} of ${some.length}` : String(some.length)}>
          <Rows items={some.slice(0, MOST).map(({ item }) => (
            <><a href={item.kind === 'measure' ? `${item.href}?${new URLSearchParams({ place: item.place?.code ?? viewer.placeCode })}` : item.href}><bdi>{item.title}{item.place ? `, ${item.place.name}` : ''}</bdi></a><br /><span class="small quiet">{item.about}</span></>
          ))} />
        </Section>
      ))}
      {hits.length ? null : <Section heading="What to try"><Nothing asked={asked} /></Section>}
    </Page>
  )
}

function heading(asked: string, count: number) {
  if (!asked) return 'What are you looking for?'
  const shown = asked.length > 80 ? `${asked.slice(0, 80)}…` : asked
  return <>{count === 0 ? 'Nothing fits' : count === 1 ? 'One thing fits' : `${count} things fit`} “<bdi>{shown}</bdi>”</>
}

function Nothing({ asked }: { asked: string }) {
  return (
    <EmptyState reason={asked ? 'No measure, place or action has these words.' : 'Type a word in the box above.'}>
      <p>Try one word of it: <a href="/search?q=absence">absence</a>, <a href="/search?q=EHC+plan">EHC plan</a>, <a href="/search?q=suspension">suspension</a>; a place, such as <a href="/search?q=Derby">Derby</a>; a code, such as 831 or E06000015; or a short name of the Local Authority Interactive Tool, such as TotPerAbNew.</p>
      <p>Or look through <a href="/measures">the measure book</a> or <a href="/places">the list of places</a>.</p>
    </EmptyState>
  )
}
