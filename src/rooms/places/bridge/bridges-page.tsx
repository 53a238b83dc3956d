import { DataTable, drawPage, EmptyState, Opening, Page, Section } from '#design'
import { page, type Pages, readerOf, type Viewer, viewerOfPage } from '#platform'
import { directory, type Directory } from '../directory.ts'
import { type Bridge, bridges } from './bridge.ts'

/** Which bridges there are between boundaries, and how they were made. */
export const bridgePages: Pages = (web, house) => {
  web.get('/places/bridges', (c) => page(c, house, async () => {
    const db = readerOf(c)
    return drawPage(<BridgesPage viewer={viewerOfPage(c)} nonce={c.get('nonce')} found={await bridges(db)} places={await directory(db)} />)
  }))
}

function BridgesPage({ viewer, nonce, found, places }: { viewer: Viewer; nonce: string; found: Bridge[]; places: Directory }) {
  return (
    <Page title="Bridges between boundaries" viewer={viewer} path="/places" nonce={nonce}>
      <Opening kicker={<><a href="/places">Places</a> · Bridges</>} heading={found.length ? 'Where boundaries differ, counts are carried over' : 'There is no bridge between boundaries yet'}
        standfirst="Health is counted by other areas than schools and councils. A bridge says which part of one area lies in another, by whose method, and each number carried over says how much of the area it rests on." />
      {found.length ? found.map((one) => <OneBridge bridge={one} places={places} home={viewer.placeCode} />) : (
        <Section><EmptyState reason="No bridge has been taken in."><p>Give one on the page <a href="/data">Data</a>, as a CSV of bridge, from_code, to_code, weight, method, source and vintage.</p></EmptyState></Section>
      )}
    </Page>
  )
}

const percent = (share: number) => `${(100 * share).toFixed(1)}%`

function OneBridge({ bridge: { name, method, source, vintage, batchId, rows }, places, home }: { bridge: Bridge; places: Directory; home: string }) {
  const here = rows.filter(({ to, from }) => to === home || from === home)
  const parts = [...Map.groupBy(rows, ({ from }) => from).values()].map((some) => some.reduce((sum, { weight }) => sum + weight, 0))
  const whole = parts.filter((sum) => sum > 0.9995).length
  const named = (code: string) => places.byCode(code)?.name ?? code
  return (
    <Section heading={name} aside={<a href={`/data/${batchId}`}>Batch {batchId}</a>}>
      <p>{method}. {source}, {vintage}. {parts.length} areas lead to {new Set(rows.map(({ to }) => to)).size}; {whole === parts.length ? 'all of each is carried' : `${parts.length - whole} of them only in part`}.</p>
      {here.length ? <DataTable caption="Lines of this area" columns={['From', 'To', { label: 'Share', isNumber: true }]} rows={here.map(({ from, to, weight }) => [named(from), named(to), percent(weight)])} /> : <p class="quiet">None of its lines is of this area.</p>}
    </Section>
  )
}
